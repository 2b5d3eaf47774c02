"""The ways in beside the command, read into jobs: a direct message, a shortcut, a mention."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import Field

from bot.desk.records import Place, Wish
from bot.desk.seams import Job, QuestionJob, ReviewJob, WishJob
from bot.draft import Draft
from bot.slack.border import Id, NeededId
from bot.slack.exact import exact_words
from bot.slack.intake import Acted, InAMessage, Mention, Named, Received
from bot.slack.typed import without_mention
from bot.words.speaking import to_say

CHECK: Final = "check_neutrality"
"""The shortcut of a message."""
_CHECK_THIS = re.compile(r"\s*check:[ \t]*\n?", re.IGNORECASE)
_ASKED_FOR = {Wish.HELP, Wish.STATUS, Wish.MINE, Wish.WELSH, Wish.ENGLISH}
_TYPED = {"", "file_share"}
"""Kinds of message that a person has typed; the others tell of edits, joins and the like."""
_SLACKBOT = "USLACKBOT"
_FILES = to_say("A file came with the draft and was not read.")


class Picked(Received):
    """The message whose shortcut was used, by whomever it was written."""

    text: str = ""
    ts: Id = ""
    thread_ts: Id = ""
    blocks: list[dict[str, Any]] | None = None
    files: list[dict[str, Any]] | None = None


class Shortcut(InAMessage):
    """A shortcut of a message that somebody has used."""

    trigger_id: NeededId
    message: Picked


class OfAReview(Received):
    """A button whose value is the id of a review."""

    value: NeededId


class Wanted(Acted):
    """A press of the button on the app's page that opens the form."""

    trigger_id: NeededId


class Again(InAMessage):
    """A press of a button that shows somebody's own card again, on the page or in a message."""

    trigger_id: NeededId
    actions: list[OfAReview] = Field(min_length=1)
    channel: Named = Named()


def wish_in(text: str) -> Wish | None:
    """What a text asks for beside a review, where it is one of a few words."""
    said = text.strip().casefold()
    return Wish(said) if said in _ASKED_FOR else None


def picked(used: Shortcut) -> ReviewJob:
    """A review of the message, for whoever used the shortcut, alone."""
    message = used.message
    in_thread = message.thread_ts and message.thread_ts != message.ts
    place = replace(used.place, thread=message.thread_ts if in_thread else "")
    return ReviewJob(
        key=used.trigger_id,
        draft=Draft(text=exact_words(message.text, message.blocks)),
        place=place,
        asked_at=datetime.now(UTC),
        unread=(_FILES,) if message.files else (),
    )


def without_form(wanted: Wanted) -> WishJob:
    """What is told, alone, to somebody for whom the form could not be opened."""
    now = datetime.now(UTC)
    return WishJob(key=wanted.trigger_id, wish=Wish.FORM, place=wanted.place, asked_at=now)


def shown_again(again: Again) -> WishJob:
    """The wish to see a card again: where the button was, and alone."""
    return WishJob(
        key=again.trigger_id,
        wish=Wish.SHOW,
        about=again.actions[0].value,
        place=again.place,
        asked_at=datetime.now(UTC),
    )


def mentioned(mention: Mention) -> Job | None:
    """A question in a thread; elsewhere, or where it says so itself, a draft.

    Programs are not answered.
    """
    said = mention.event
    if said.bot_id or not said.user:
        return None
    return _job(mention, _words(mention), wants_review=not said.thread_ts)


def direct(mention: Mention) -> Job | None:
    """What somebody wrote to the bot alone: a draft, or in a thread a question."""
    said = mention.event
    by_nobody = not said.user or said.bot_id or said.user in {mention.bot, _SLACKBOT}
    if said.channel_type != "im" or said.subtype not in _TYPED or by_nobody:
        return None
    words = _words(mention)
    if said.files and not words.strip():
        return _wish(mention, Wish.FILE)
    job = _job(mention, words, wants_review=not said.thread_ts)
    return replace(job, alone=True) if isinstance(job, QuestionJob) else job


def _job(mention: Mention, words: str, *, wants_review: bool) -> Job:
    said, now = mention.event, datetime.now(UTC)
    place = Place(channel=said.channel, user=said.user, team=mention.team_id, thread=said.thread_ts)
    asks = _CHECK_THIS.match(words)
    if wants_review and (wish := wish_in(words)):
        return _wish(mention, wish)
    if not wants_review and not asks:
        return QuestionJob(key=mention.event_id, text=words, place=place, asked_at=now)
    return ReviewJob(
        key=mention.event_id,
        draft=Draft(text=words[asks.end() :] if asks and not wants_review else words),
        place=place,
        asked_at=now,
        unread=(_FILES,) if said.files else (),
    )


def _wish(mention: Mention, wish: Wish) -> WishJob:
    said = mention.event
    place = Place(channel=said.channel, user=said.user, team=mention.team_id)
    return WishJob(key=mention.event_id, wish=wish, place=place, asked_at=datetime.now(UTC))


def _words(mention: Mention) -> str:
    return without_mention(exact_words(mention.event.text, mention.event.blocks), mention.bot)
