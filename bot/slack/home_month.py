"""The month in figures on the app's page: numbers of all who ask, no name and no draft."""

from datetime import timedelta
from typing import Final

from bot.concerns import Verdict
from bot.desk.records import Figures, Outcome
from bot.slack.blocks import Block, header, line, listing, note, rich, words
from bot.slack.parts import SHAPES
from bot.words.days import told_day, told_month
from bot.words.speaking import counted, to_say, worded

_VERDICTS: Final = {
    Verdict.CLEAR: to_say("{shape} {n} clear"),
    Verdict.REVISE: to_say("{shape} {n} to revise"),
    Verdict.STOP: to_say("{shape} {n} to stop"),
    Verdict.CHECK: to_say("{shape} {n} to check by hand"),
}
_DECIDED: Final = {
    Outcome.ACCEPTED: to_say("{n} as the review advises"),
    Outcome.POSTED_ANYWAY: to_say("{n} posted as drafted against its advice"),
    Outcome.SIGNED_OFF: to_say("{n} signed off by a propriety lead"),
    Outcome.DECLINED: to_say("{n} declined by a propriety lead"),
    Outcome.WITHDRAWN: to_say("{n} withdrawn"),
    Outcome.SIGN_OFF_ASKED: to_say("{n} waiting for a sign-off"),
    Outcome.PROPRIETY_ASKED: to_say("{n} with the propriety leads"),
}
"""How a review was decided, in the order in which it is told."""


def month(figures: Figures) -> list[Block]:
    """Reviews by verdict, how they were decided, how long that took, and what was missed."""
    heading = header(worded("{month} in figures", month=told_month(figures.month)))
    if not figures.reviews and not figures.misses:
        return [heading, note(worded("No draft was sent this month so far."))]
    lines = [_reviews(figures), _decided(figures)]
    if figures.median is not None:
        half = to_say("Half of the decisions came within {time} of the review")
        lines.append(worded(half, time=lasted(figures.median)))
    lines.append(_missed(figures.misses))
    said = worded(
        "Of everybody's reviews since {day}, UK time. No names and no drafts.",
        day=told_day(figures.month),
    )
    return [heading, rich(listing([line(words(one)) for one in lines])), note(said)]


def lasted(time: timedelta) -> str:
    """A span of time in its two largest units, in words."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 1:
        return worded("less than a minute")
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    said = [
        counted("{n} day", "{n} days", days) if days else "",
        counted("{n} hour", "{n} hours", hours) if hours else "",
        counted("{n} minute", "{n} minutes", minutes) if minutes else "",
    ]
    return " ".join([one for one in said if one][:2])


def _reviews(figures: Figures) -> str:
    by = [
        worded(said, shape=SHAPES[verdict], n=f"{figures.verdicts.get(verdict, 0):,}")
        for verdict, said in _VERDICTS.items()
    ]
    return f"{counted('{n:,} review', '{n:,} reviews', figures.reviews)}: {', '.join(by)}"


def _decided(figures: Figures) -> str:
    by = ((how, figures.outcomes.get(outcome, 0)) for outcome, how in _DECIDED.items())
    told = [worded(how, n=f"{number:,}") for how, number in by if number]
    told.append(worded("{n} with none on record", n=f"{figures.undecided:,}"))
    return worded("Decisions: {list}", list=", ".join(told))


def _missed(misses: int) -> str:
    if not misses:
        return worded("No draft was missed")
    return counted(
        "{n:,} draft could not be reviewed", "{n:,} drafts could not be reviewed", misses
    )
