"""What durable work itself says to people: that an answer is late, and what stands in for what."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.records import Decision, Outcome
from bot.desk.seams import Kept
from bot.errors import ModelError
from bot.review.review import Passage
from bot.words.days import told_day, told_hour
from bot.words.speaking import counted, to_say, worded

LATE = timedelta(minutes=2)
"""An answer after this says when it was asked for."""
PERHAPS_ANSWERED = to_say(
    "The bot was interrupted while answering your question. Look in the thread: the answer may be "
    "there already. If it is not, ask again."
)
PERHAPS_SENT = to_say(
    "The bot was interrupted while it sent you a dossier. Look at your direct messages: its files "
    "may be there already. If one is missing, press the button again."
)
PERHAPS_SWITCHED = to_say(
    "The bot was interrupted while it kept your word about taking drafts. Open its page: if that "
    "does not say what you wished, press the button again."
)
WHO_UNKNOWN = to_say(
    "Slack will not say who asks or who is in a user group ({why}), and whoever cannot be known is "
    "refused. Update the app from manifest.json, which asks for users:read and usergroups:read, "
    "install it again, and look whether the user groups in the settings are right."
)
PERHAPS_DECIDED = to_say(
    "The bot was interrupted while it kept your decision. Look at the card: if it does not say "
    "what you decided, press the button again."
)
SHARE_INCOMPLETE = to_say(
    "The review was shared, but something may be missing in the thread under its card: the bot was "
    "interrupted while posting there. Your own card holds the findings."
)
REVISION_INCOMPLETE = to_say(
    "The model has read a draft that was shared in this thread, but part of its review may be "
    "missing here: the bot was interrupted while posting it. Send the draft again to see all of it."
)
UNKNOWN_THREAD = to_say(
    "Your question was not answered: the bot knows of no review in this thread. A review was "
    "shared in this channel while the bot was interrupted, and this may be its card. Share that "
    "review again, and ask under the new card."
)
NO_REVIEW_HERE = to_say(
    "There is no shared review in this thread, so I have nothing to answer from. Send a draft "
    "outside a thread, and ask about a review in the thread under its shared card."
)
NOT_IN_THREAD = to_say(
    "Slack did not take the answer to your question into the thread, so it comes to you alone "
    "({why}). The answer: {answer}"
)
NO_FILES = to_say(
    "I do not read files: nothing was reviewed. Paste the words of your post into a message to me."
)
NOT_YOURS = to_say(
    "I show a card again to nobody but the person who asked for the review. Where it was shared, "
    "it stands in the channel."
)
NOT_DECIDED = to_say("Your decision was not kept. {why} Press the button again in a minute.")
PERHAPS_NOT_ASKED = to_say(
    "Your question may not have reached the propriety leads: the bot was interrupted, or Slack "
    "did not take it. It stands on their list on the app's page; tell one of them yourself too."
)
NOT_ANSWERED = to_say("Your question was not answered. {why}")
NOT_SHARED = to_say("The review could not be shared. {why}. {advice}")
NO_CONDITION = to_say("I am here, but cannot say how the work stands. {why}")
READING = to_say(
    "The model is reading your draft. Each of its answers may take up to {seconds} seconds."
)
READING_ONE = to_say(
    "The model is reading your draft against {rules} of “{title}”. Each of its answers may take "
    "up to {seconds} seconds."
)
READING_SEVERAL = to_say(
    "The model is reading your draft against {rules} from {documents} documents, {most} of them "
    "from “{title}”. Each of its answers may take up to {seconds} seconds."
)
UNREVIEWED = to_say("This draft is unreviewed.")


def joined(*parts: str) -> str:
    """Sentences one after the other, less those that are empty."""
    return " ".join(one for one in parts if one)


def late(asked_at: datetime, now: datetime) -> str:
    """Say that an answer is late, with the time of asking in the UK; empty when it is not."""
    if now - asked_at <= LATE:
        return ""
    time, day = told_hour(asked_at), told_day(asked_at)
    if day == told_day(now):
        return worded("This answer is late: you asked at {time}.", time=time)
    return worded("This answer is late: you asked at {time} on {day}.", time=time, day=day)


def reading(passages: Sequence[Passage], deadline: float) -> str:
    """Say what a model reads a draft against, and for how long (in seconds) it may."""
    many, seconds = Counter(passage.title for passage in passages), f"{deadline:.0f}"
    if not many:
        return worded(READING, seconds=seconds)
    (title, most), *others = many.most_common()
    rules = counted("{n} clause", "{n} clauses", len(passages))
    if not others:
        return worded(READING_ONE, rules=rules, title=title, seconds=seconds)
    return worded(
        READING_SEVERAL,
        rules=rules, documents=len(many), most=most, title=title, seconds=seconds,
    )  # fmt: skip


def stands_in(error: ModelError, *, again: bool) -> str:
    """Why the checks judged alone."""
    if again:
        return worded("the model did not answer. Its review follows when it does.")
    return f"{error} {worded(error.advice)}"


def never_came(review_id: str) -> str:
    """Open the apology for a model's review that did not come."""
    return worded(
        "The model's review did not come. Review {id} by the automatic checks stands.", id=review_id
    )


_DECIDED = {
    Outcome.ACCEPTED: to_say("Somebody else follows the review."),
    Outcome.POSTED_ANYWAY: to_say("Somebody else decided to post it as drafted."),
    Outcome.WITHDRAWN: to_say("Somebody else withdrew it."),
    Outcome.SIGN_OFF_ASKED: to_say("Somebody else asked a propriety lead to sign it off."),
    Outcome.PROPRIETY_ASKED: to_say("Somebody else asked the propriety leads about it."),
    Outcome.SIGNED_OFF: to_say("A propriety lead signed it off: it may be posted as drafted."),
    Outcome.DECLINED: to_say("A propriety lead declined: it is not to be posted as drafted."),
}
_OPENING = 80


def decided(kept: Kept, decision: Decision) -> str:
    """Tell somebody what another person decided about a draft, naming it by its first words."""
    text = " ".join(kept.review.draft.text.split())
    draft = text if len(text) <= _OPENING else f"{text[: _OPENING - 1]}…"
    told = f"{worded(_DECIDED[decision.outcome])} {worded('The draft: “{words}”.', words=draft)}"
    if not decision.reason:
        return told
    return f"{told} {worded('Their reason: “{reason}”', reason=decision.reason)}"
