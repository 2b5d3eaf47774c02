"""The rules in force on the app's page: editions, and pre-election periods now and next."""

from typing import Final

from bot.desk.page import InForce
from bot.desk.records import Editions
from bot.guidance.acceptance import edition_said
from bot.guidance.catalogue import Period
from bot.slack.blocks import Block, cut, header, line, listing, note, rich, words
from bot.words.days import told_day
from bot.words.speaking import counted, to_say, worded

EDITION: Final = 12
"""Figures of an edition's name that are shown."""
_NOW = 6
"""Periods of the day that are shown."""
_WHAT, _MEANS = 120, 300
_PLACES: Final = {
    "uk": to_say("the whole UK"),
    "england": to_say("England"),
    "scotland": to_say("Scotland"),
    "wales": to_say("Wales"),
    "northern-ireland": to_say("Northern Ireland"),
    "wales-pcc": to_say("police commissioners in Wales"),
    "constituency": to_say("one constituency"),
}


def rules(told: InForce, most: int) -> list[Block]:
    """Which editions make a review, whose words the rules are, and the pre-election periods."""
    held = [line(words(f"{worded('Guidance:')} ", "bold"), words(_guidance(told)))]
    if told.own:
        own = counted("{n} rule, in its own words", "{n} rules, in its own words", told.own)
        held.append(line(words(f"{worded('The department itself:')} ", "bold"), words(own)))
    held += [line(words(f"{name} ", "bold"), words(one)) for name, one in _others(told.editions)]
    blocks = [header(worded("Rules in force")), rich(listing(held)), *_now(told)]
    if not told.coming:
        return [*blocks, note(worded("The calendar holds no later pre-election period."))]
    blocks.append(rich(line(words(worded("Next pre-election periods"), "bold"))))
    if most:
        blocks.append(rich(listing([line(*_period(period)) for period in told.coming[:most]])))
    left = len(told.coming) - most
    return [*blocks, *([note(worded("And {n} more in the calendar.", n=left))] if left > 0 else [])]


def _guidance(told: InForce) -> str:
    said = to_say(
        "edition {edition}, of which the ledger gives no date: {clauses} clauses from {documents} "
        "documents. {whose}"
    )
    if told.dated:
        said = to_say(
            "edition {edition} of {day}: {clauses} clauses from {documents} documents. {whose}"
        )
    return worded(
        said,
        edition=told.editions.guidance[:EDITION],
        day=told_day(told.dated) if told.dated else "",
        clauses=told.clauses,
        documents=told.documents,
        whose=_whose(told),
    )


def _whose(told: InForce) -> str:
    if not told.official:
        return worded("All are our own summaries, not the official words, and link to these.")
    if told.official >= told.clauses:
        return worded("All are shown in the official words.")
    return worded(
        "{official} are shown in the official words; {ours} are our own summaries.",
        official=told.official,
        ours=told.clauses - told.official,
    )


def _others(editions: Editions) -> list[tuple[str, str]]:
    rows = (
        (worded("Automatic checks:"), editions.checks),
        (worded("Prompts for the model:"), editions.prompt),
    )
    official = edition_said(editions.official, editions.newer)
    return [
        (worded("Reviews cite:"), official),
        *(
            (name, worded("edition {edition}", edition=edition[:EDITION]))
            for name, edition in rows
            if edition
        ),
    ]


def _now(told: InForce) -> list[Block]:
    on = worded("Pre-election periods on {day}:", day=told_day(told.day))
    heading = words(f"{on} ", "bold")
    if not told.now:
        return [rich(line(heading, words(worded("none that the calendar knows."))))]
    lines = [line(*_period(period)) for period in told.now[:_NOW]]
    left = len(told.now) - _NOW
    more = [note(worded("And {n} more.", n=left))] if left > 0 else []
    means = dict.fromkeys(cut(period.means, _MEANS) for period in told.now[:_NOW])
    return [rich(line(heading)), rich(listing(lines)), *more, *(note(one) for one in means if one)]


def _period(period: Period) -> list[list[Block]]:
    """What it is, from when until when, how sure that is, and what it covers."""
    what = cut(period.what[:1].upper() + period.what[1:], _WHAT)
    where = ", ".join(worded(_PLACES.get(place, place)) for place in period.scope)
    where = where or worded("no place that is named")
    said = worded("{dates}. Covers {where}.", dates=_dates(period), where=where)
    return [words(what, "bold"), words(cut(f": {said}", _MEANS))]


def _dates(period: Period) -> str:
    if period.poll is None:
        return worded("no date is fixed")
    poll = told_day(period.poll)
    said = worded("start not fixed, until {poll}", poll=poll)
    if period.start:
        said = worded("{start} to {poll}", start=told_day(period.start.date()), poll=poll)
    return said if period.confirmed else worded("{dates} (not confirmed)", dates=said)
