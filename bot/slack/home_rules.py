"""The rules in force on the app's page: editions, and pre-election periods now and next."""

from typing import Final

from bot.desk.page import InForce
from bot.desk.records import Editions
from bot.guidance.catalogue import Period
from bot.slack.blocks import Block, cut, header, line, listing, note, rich, words
from bot.words.days import told_day

EDITION: Final = 12
"""Figures of an edition's name that are shown."""
_NOW = 6
"""Periods of the day that are shown."""
_WHAT, _MEANS = 120, 300
_PLACES: Final = {
    "uk": "the whole UK",
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
    "wales-pcc": "police commissioners in Wales",
    "constituency": "one constituency",
}


def rules(told: InForce, most: int) -> list[Block]:
    """Which editions make a review, whose words the rules are, and the pre-election periods."""
    held = [line(words("Guidance: ", "bold"), words(_guidance(told)))]
    held += [line(words(f"{name}: ", "bold"), words(one)) for name, one in _others(told.editions)]
    blocks = [header("Rules in force"), rich(listing(held)), *_now(told)]
    if not told.coming:
        return [*blocks, note("The calendar holds no later pre-election period.")]
    blocks.append(rich(line(words("Next pre-election periods", "bold"))))
    if most:
        blocks.append(rich(listing([line(*_period(period)) for period in told.coming[:most]])))
    left = len(told.coming) - most
    return [*blocks, *([note(f"And {left} more in the calendar.")] if left > 0 else [])]


def _guidance(told: InForce) -> str:
    dated = f" of {told_day(told.dated)}" if told.dated else ", of which the ledger gives no date"
    many = f"{told.clauses} clauses from {told.documents} documents"
    return f"edition {told.editions.guidance[:EDITION]}{dated}: {many}. {_whose(told)}"


def _whose(told: InForce) -> str:
    if not told.official:
        return "All are our own summaries, not the official words, and link to these."
    if told.official >= told.clauses:
        return "All are shown in the official words."
    ours = told.clauses - told.official
    return f"{told.official} are shown in the official words; {ours} are our own summaries."


def _others(editions: Editions) -> list[tuple[str, str]]:
    rows = (("Automatic checks", editions.checks), ("Prompts for the model", editions.prompt))
    return [(name, f"edition {edition[:EDITION]}") for name, edition in rows if edition]


def _now(told: InForce) -> list[Block]:
    heading = words(f"Pre-election periods on {told_day(told.day)}: ", "bold")
    if not told.now:
        return [rich(line(heading, words("none that the calendar knows.")))]
    lines = [line(*_period(period)) for period in told.now[:_NOW]]
    left = len(told.now) - _NOW
    more = [note(f"And {left} more.")] if left > 0 else []
    means = dict.fromkeys(cut(period.means, _MEANS) for period in told.now[:_NOW])
    return [rich(line(heading)), rich(listing(lines)), *more, *(note(one) for one in means if one)]


def _period(period: Period) -> list[list[Block]]:
    """What it is, from when until when, how sure that is, and what it covers."""
    what = cut(period.what[:1].upper() + period.what[1:], _WHAT)
    where = ", ".join(_PLACES.get(place, place) for place in period.scope)
    said = f": {_dates(period)}. Covers {where or 'no place that is named'}."
    return [words(what, "bold"), words(cut(said, _MEANS))]


def _dates(period: Period) -> str:
    if period.poll is None:
        return "no date is fixed"
    start = f"{told_day(period.start.date())} to" if period.start else "start not fixed, until"
    sure = "" if period.confirmed else " (not confirmed)"
    return f"{start} {told_day(period.poll)}{sure}"
