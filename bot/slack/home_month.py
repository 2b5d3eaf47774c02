"""The month in figures on the app's page: numbers of all who ask, no name and no draft."""

from datetime import timedelta
from typing import Final

from bot.concerns import Verdict
from bot.desk.records import Figures, Outcome
from bot.slack.blocks import Block, header, line, listing, note, rich, words
from bot.slack.parts import SHAPES
from bot.words.days import told_day

_VERDICTS: Final = {
    Verdict.CLEAR: "clear",
    Verdict.REVISE: "to revise",
    Verdict.STOP: "to stop",
    Verdict.CHECK: "to check by hand",
}
_DECIDED: Final = {
    Outcome.ACCEPTED: "as the review advises",
    Outcome.POSTED_ANYWAY: "posted as drafted against its advice",
    Outcome.SIGNED_OFF: "signed off by a propriety lead",
    Outcome.DECLINED: "declined by a propriety lead",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.SIGN_OFF_ASKED: "waiting for a sign-off",
    Outcome.PROPRIETY_ASKED: "with the propriety leads",
}
"""How a review was decided, in the order in which it is told."""


def month(figures: Figures) -> list[Block]:
    """Reviews by verdict, how they were decided, how long that took, and what was missed."""
    heading = header(f"{figures.month:%B} {figures.month.year} in figures")
    if not figures.reviews and not figures.misses:
        return [heading, note("No draft was sent this month so far.")]
    lines = [_reviews(figures), _decided(figures)]
    if figures.median is not None:
        lines.append(f"Half of the decisions came within {lasted(figures.median)} of the review")
    lines.append(_missed(figures.misses))
    said = (
        f"Of everybody's reviews since {told_day(figures.month)}, UK time. No names and no drafts."
    )
    return [heading, rich(listing([line(words(one)) for one in lines])), note(said)]


def lasted(time: timedelta) -> str:
    """A span of time in its two largest units, in words."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 1:
        return "less than a minute"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    said = [_many(number, unit) for number, unit in units if number]
    return " ".join(said[:2])


def _reviews(figures: Figures) -> str:
    by = [f"{SHAPES[v]} {figures.verdicts.get(v, 0):,} {word}" for v, word in _VERDICTS.items()]
    return f"{_many(figures.reviews, 'review')}: {', '.join(by)}"


def _decided(figures: Figures) -> str:
    by = ((how, figures.outcomes.get(outcome, 0)) for outcome, how in _DECIDED.items())
    told = [f"{number:,} {how}" for how, number in by if number]
    return f"Decisions: {', '.join([*told, f'{figures.undecided:,} with none on record'])}"


def _missed(misses: int) -> str:
    return f"{_many(misses, 'draft')} could not be reviewed" if misses else "No draft was missed"


def _many(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'s' * (number != 1)}"
