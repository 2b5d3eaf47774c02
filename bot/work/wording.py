"""What durable work itself says to people: that an answer is late, and what stands in for what."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.records import Decision, Outcome
from bot.desk.seams import Kept
from bot.errors import ModelError
from bot.review.review import Passage

LATE = timedelta(minutes=2)
"""An answer after this says when it was asked for."""
PERHAPS_ANSWERED = (
    "The bot was interrupted while answering your question. Look in the thread: the answer may be "
    "there already. If it is not, ask again."
)
PERHAPS_SWITCHED = (
    "The bot was interrupted while it kept your word about taking drafts. Open its page: if that "
    "does not say what you wished, press the button again."
)
WHO_UNKNOWN = (
    "Slack will not say who asks or who is in a user group ({why}), and whoever cannot be known is "
    "refused. Update the app from manifest.json, which asks for users:read and usergroups:read, "
    "install it again, and look whether the user groups in the settings are right."
)
PERHAPS_DECIDED = (
    "The bot was interrupted while it kept your decision. Look at the card: if it does not say "
    "what you decided, press the button again."
)
SHARE_INCOMPLETE = (
    "The review was shared, but something may be missing in the thread under its card: the bot was "
    "interrupted while posting there. Your own card holds the findings."
)
REVISION_INCOMPLETE = (
    "The model has read a draft that was shared in this thread, but part of its review may be "
    "missing here: the bot was interrupted while posting it. Send the draft again to see all of it."
)
UNKNOWN_THREAD = (
    "Your question was not answered: the bot knows of no review in this thread. A review was "
    "shared in this channel while the bot was interrupted, and this may be its card. Share that "
    "review again, and ask under the new card."
)
NO_REVIEW_HERE = (
    "There is no shared review in this thread, so I have nothing to answer from. Send a draft "
    "outside a thread, and ask about a review in the thread under its shared card."
)
NOT_IN_THREAD = (
    "Slack did not take the answer to your question into the thread, so it comes to you alone "
    "({why}). The answer: {answer}"
)
NO_FILES = (
    "I do not read files: nothing was reviewed. Paste the words of your post into a message to me."
)
NOT_YOURS = (
    "I show a card again to nobody but the person who asked for the review. Where it was shared, "
    "it stands in the channel."
)
NOT_DECIDED = "Your decision was not kept. {why} Press the button again in a minute."
PERHAPS_NOT_ASKED = (
    "Your question may not have reached the propriety leads: the bot was interrupted, or Slack "
    "did not take it. It stands on their list on the app's page; tell one of them yourself too."
)
UNREVIEWED = "This draft is unreviewed."
_UK = ZoneInfo("Europe/London")


def late(asked_at: datetime, now: datetime) -> str:
    """Say that an answer is late, with the time of asking in the UK; empty when it is not."""
    if now - asked_at <= LATE:
        return ""
    then = asked_at.astimezone(_UK)
    hour, half = then.hour % 12 or 12, "am" if then.hour < 12 else "pm"  # noqa: PLR2004  # noon
    day = "" if then.date() == now.astimezone(_UK).date() else f" on {then.day} {then:%B %Y}"
    return f"This answer is late: you asked at {hour}:{then:%M}{half}{day}."


def reading(passages: Sequence[Passage], deadline: float) -> str:
    """Say what a model reads a draft against, and for how long (in seconds) it may."""
    many = Counter(passage.title for passage in passages)
    rules = "1 clause" if len(passages) == 1 else f"{len(passages)} clauses"
    if not many:
        said = "The model is reading your draft"
    elif len(many) == 1:
        said = f"The model is reading your draft against {rules} of “{next(iter(many))}”"
    else:
        (title, most), *_ = many.most_common()
        said = (
            f"The model is reading your draft against {rules} from {len(many)} documents, "
            f"{most} of them from “{title}”"
        )
    return f"{said}. Each of its answers may take up to {deadline:.0f} seconds."


def stands_in(error: ModelError, *, again: bool) -> str:
    """Why the checks judged alone."""
    if again:
        return "the model did not answer. Its review follows when it does."
    return f"{error} {error.advice}"


def never_came(review_id: str) -> str:
    """Open the apology for a model's review that did not come."""
    return f"The model's review did not come. Review {review_id} by the automatic checks stands."


_DECIDED = {
    Outcome.ACCEPTED: "follows the review",
    Outcome.POSTED_ANYWAY: "decided to post it as drafted",
    Outcome.WITHDRAWN: "withdrew it",
    Outcome.SIGN_OFF_ASKED: "asked a propriety lead to sign it off",
    Outcome.PROPRIETY_ASKED: "asked the propriety leads about it",
    Outcome.SIGNED_OFF: "signed it off: it may be posted as drafted",
    Outcome.DECLINED: "declined: it is not to be posted as drafted",
}
_OPENING = 80


def decided(kept: Kept, decision: Decision) -> str:
    """Tell somebody what another person decided about a draft, naming it by its first words."""
    text = " ".join(kept.review.draft.text.split())
    draft = text if len(text) <= _OPENING else f"{text[: _OPENING - 1]}…"
    lead = decision.outcome in {Outcome.SIGNED_OFF, Outcome.DECLINED}
    who = "A propriety lead" if lead else "Somebody else"
    why = f" Their reason: “{decision.reason}”" if decision.reason else ""
    return f"{who} {_DECIDED[decision.outcome]}. The draft: “{draft}”.{why}"
