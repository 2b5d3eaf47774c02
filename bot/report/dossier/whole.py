"""The dossier of one review: all that is kept of it, as a page fit to attach to a letter."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.desk.evidence import Evidence
from bot.guidance.in_force import InForce
from bot.paper.paper import Block, Facts, Heading, Inset, Paper, Runs, said
from bot.report.dossier.decided import decided, shown_to, stands, talked
from bot.report.dossier.drafted import drafted, versions
from bot.report.dossier.judged import beside, findings, making, way_out
from bot.report.dossier.proven import proven, warning
from bot.report.dossier.saying import day, moment, or_not_said
from bot.words.days import told_day
from bot.words.speaking import speaking

_HANDLING = "Official: holds a draft that may not have been published"


def dossier(held: Evidence, then: Mapping[str, InForce] | None, made_on: date) -> Paper:
    """Lay out all that is kept of a review, in English.

    ``then``: by clause, the official words in force when it was made; None where they could not
    be looked up. The same record gives the same page, save for the day on which it is made.
    """
    with speaking("en"):
        return Paper(
            title=f"Dossier of review {held.review.id}",
            lead=f"{held.review.verdict.label}. {stands(held)}.",
            handling=_HANDLING,
            made=f"Made on {told_day(made_on)} from the record of the neutrality bot",
            about=Facts(tuple(_about(held))),
            blocks=tuple(_blocks(held, then)),
        )


def file_name(review_id: str, form: str) -> str:
    """A name that says what it is, with nothing in it that a file system would mind."""
    safe = "".join(c if c.isalnum() and c.isascii() else "-" for c in review_id)
    return f"dossier-{safe}.{form}"


def _about(held: Evidence) -> Iterator[tuple[str, Runs]]:
    review = held.review
    yield "Review", said(review.id)
    yield "Asked by", said(review.asked_by)
    yield "Made", said(moment(review.made_at))
    yield "Verdict", said(review.verdict.label)
    yield "Decision", said(stands(held))
    yield "For", or_not_said(", ".join(filter(None, (review.draft.platform, review.draft.account))))
    yield "To be posted", said(day(review.draft.posting_on))


def _blocks(held: Evidence, then: Mapping[str, InForce] | None) -> Iterator[Block]:
    yield from warning(held)
    if held.review.alone:
        yield Inset(said(held.review.alone))
    yield from drafted(held)
    yield from findings(held, then)
    yield from way_out(held)
    yield from decided(held)
    yield from talked(held)
    yield from versions(held)
    yield from beside(held.review)
    yield from shown_to(held)
    yield from making(held)
    yield Heading("What this is")
    yield Inset(
        said(
            "The bot advises; a person decides. People stand here by their ids in Slack. What a "
            "rule said is quoted as it was shown to the reviewer on that day."
        )
    )
    yield from proven(held)
