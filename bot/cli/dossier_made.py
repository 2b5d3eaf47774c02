"""Makes the files of a dossier: for the terminal, and for a lead who asks in Slack."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.desk.records import Place
from bot.errors import BadQuestion, LogNotCopied, NeutralError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.evidence import Evidence
    from bot.guidance.in_force import InForce
    from bot.log.record import StoredLog
    from bot.paper.paper import Paper

Form = Literal["html", "pdf"]
FORMS: tuple[Form, ...] = ("html", "pdf")
_IN_SLACK = re.compile(
    r"https://[^/\s]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<seconds>\d{10})(?P<parts>\d{6})"
    r"(?:\?.*?\bthread_ts=(?P<thread>\d+\.\d+))?"
)
_SHORTEST = 4


class File(NamedTuple):
    """A file by name, with its bytes."""

    name: str
    content: bytes


class Dossiers:
    """Finds in a log what a dossier is made of."""

    def __init__(self, log: "StoredLog") -> None:
        """Take the log. Nothing is read yet."""
        self._log = log

    def held(self, named: str) -> "Evidence":
        """What the record holds of a review, by its id, the beginning of it, or a link of Slack.

        Raises BadQuestion where the log holds none, or several.
        """
        held = self._log.evidence(self._id(named))
        if held is None:
            raise unknown(named)
        return held

    def _id(self, named: str) -> str:
        if link := _IN_SLACK.search(named):
            return self._at(named, link)
        if len(named) < _SHORTEST:
            return named
        match self._log.beginning(named, 2):
            case [one]:
                return one
            case [first, *_] if first != named:
                raise BadQuestion(
                    f"The ids of several reviews begin with {named!r}. Give more of it."
                )
        return named

    def _at(self, named: str, link: re.Match[str]) -> str:
        """The review that was shared in a thread, by the link to any of its messages."""
        thread = link["thread"] or f"{link['seconds']}.{link['parts']}"
        review = self._log.review_at(Place(channel=link["channel"], thread=thread))
        if review is None:
            raise unknown(named)
        return review.id


def found_log(settings: "Settings") -> "StoredLog":
    """The log as it is found: nothing in it is put right, which may be what must be shown.

    One of an older version is brought up to date. Raises BadQuestion where there is none.
    """
    from bot.cli.answerable import log_address
    from bot.cli.guidance_changes import past_reviews
    from bot.log.address import evidence
    from bot.log.record import StoredLog

    if not settings.database_url.get_secret_value() and not settings.log_path.exists():
        raise BadQuestion("There is no log yet: nothing was reviewed here.")
    try:
        return StoredLog(evidence(log_address(settings)))
    except LogNotCopied:
        log = past_reviews(settings)
        if log is None:
            raise
        return log


def files(
    held: "Evidence", log: "StoredLog", made_on: date, forms: Sequence[Form] = FORMS
) -> Iterator[File]:
    """The dossier of a review of that log in each form. Raises LogError, ReportError."""
    from bot.report.dossier.whole import dossier, file_name

    paper = dossier(held, _in_force(held, log), made_on)
    for form in forms:
        yield File(file_name(held.review.id, form), _printed(paper, form))


def _in_force(held: "Evidence", log: "StoredLog") -> "dict[str, InForce] | None":
    """By clause, the official words on the day of the review; None where they cannot be read.

    What was quoted to the reviewer is kept with the review: a dossier is made without the rest.
    """
    from bot.cli.as_of import cited

    try:
        return {one.clause.id: one for one in cited(held.review, log)}
    except (NeutralError, ValueError, KeyError, TypeError):
        return None


def _printed(paper: "Paper", form: Form) -> bytes:
    if form == "pdf":
        from bot.paper.pdf import pdf

        return pdf(paper)
    from bot.paper.html import html

    return html(paper).encode("utf-8")


def unknown(named: str) -> BadQuestion:
    """What to say of a review that is not there."""
    return BadQuestion(
        f"The log holds no review {named!r}. To find one by the words of its post: "
        'neutral dossier --search "words of the post"'
    )
