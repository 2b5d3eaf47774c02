"""Turns what people do in Slack into jobs; writes them down, and only then acknowledges."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from slack_bolt.response import BoltResponse

from bot.desk.access import Access
from bot.desk.records import Place, Wish
from bot.desk.seams import HomeJob, Job, Jobs, NoticeJob, ReviewJob, ShareJob, WishJob
from bot.desk.speech import LANGUAGE_OF, Speech
from bot.draft import Draft, read_draft
from bot.errors import BadDraft, NeutralError, VoiceError, WorkError, WorkUncertain
from bot.slack.answers import NOT_ACCEPTED, complaints, keeping, say_unkept
from bot.slack.client import LOGGER
from bot.slack.entrances import (
    Again,
    Shortcut,
    Wanted,
    direct,
    mentioned,
    picked,
    shown_again,
    wish_in,
    without_form,
)
from bot.slack.filled import Submission, Wrong, read_form
from bot.slack.form import DRAFT, accepted, form
from bot.slack.intake import Click, Command, Mention, Opened
from bot.slack.lookups import help_text, no_form
from bot.slack.opening import Opener
from bot.slack.parts import AGAIN
from bot.slack.typed import as_typed
from bot.words.speaking import speaking, to_say, worded

READING = to_say("Reading your draft. The review comes here in a moment, for you alone.")
LOOKING = to_say("Looking. The answer comes here in a moment, for you alone.")
NOT_IN_THREADS = to_say("Commands do not work in threads: nothing was reviewed.")
PERHAPS = to_say("Your draft may have been accepted, or may not. {why} {advice}")

Body = dict[str, Any]


class Listeners:
    """One method for each way in. None does work: a job is kept, then the answer is given."""

    def __init__(
        self, jobs: Jobs, command: str, opener: Opener, access: Access, speech: Speech
    ) -> None:
        """Take where jobs are kept, the command's name, what opens forms, who may ask, and how.

        ``access`` has no directory here: nobody is asked on the way to an acknowledgement.
        """
        self._jobs, self._opener, self._access = jobs, opener, access
        self._command, self._speech = command, speech

    def command(self, ack: Callable[..., BoltResponse], body: Body) -> None:
        """Answer ``/neutral``: keep the draft for review, or say why not; alone it opens a form."""
        command = Command.model_validate(body)
        text = as_typed(command.text)
        with self._speaking(command, text):
            said = self._in_words("A command", lambda: self._take(command, text))
        if said:
            ack(text=said, response_type="ephemeral")
        else:
            ack()

    def submitted(self, ack: Callable[..., BoltResponse], body: Body) -> None:
        """Keep the draft of a form; what is wrong is said at its field, and nothing is lost."""
        answer: Body = {}
        sent = Submission.model_validate(body)

        def keep() -> str:
            answer.update(self._submit(sent))
            return ""

        with speaking(self._speech.at_once(sent.user.id, sent.view.typed.get(DRAFT[0], ""))):
            why = self._in_words("A form", keep)
        ack(**(answer or complaints({DRAFT[0]: why})))

    def _submit(self, sent: Submission) -> Body:
        try:
            job = read_form(sent)
        except Wrong as error:
            return complaints(error.fields)
        if refused := self._access.refusal(job.place):
            return complaints({DRAFT[0]: worded(refused.words)})
        self._jobs.put(job)
        return {"response_action": "update", "view": accepted(job.place.channel)}

    def _speaking(self, command: Command, text: str) -> AbstractContextManager[None]:
        """Speak as the draft is written, as a word of the command wishes, or as its sender does."""
        wish = wish_in(text)
        chosen = LANGUAGE_OF.get(wish) if wish else None
        return speaking(chosen or self._speech.at_once(command.user_id, text))

    def _take(self, command: Command, text: str) -> str:
        if refused := self._access.refusal(command.place):
            return worded(refused.words)
        if command.thread_ts:
            return f"{worded(NOT_IN_THREADS)}\n{help_text(self._command)}"
        if not text.strip():
            return self._form(command)
        wish = wish_in(text)
        if wish is Wish.HELP:
            return help_text(self._command)
        self._jobs.put(_wish(command, wish) if wish else _review(command, read_draft(text)))
        return worded(LOOKING if wish else READING)

    def _form(self, command: Command) -> str:
        """Open the form; where that fails, say so and how to go on without it."""
        try:
            self._opener.open(command.trigger_id, form(command.channel_id))
        except VoiceError as error:
            LOGGER.error("The form was not opened: %s", error)  # no fault of ours
            return no_form(self._command, str(error))
        return ""

    def _in_words(self, what: str, keep: Callable[[], str]) -> str:
        """Keep, and give what is said to the asker: what ``keep`` gives, or why it failed."""
        try:
            return keep()
        except BadDraft as error:
            return f"{error} {worded(error.advice)}"
        except WorkUncertain as error:
            LOGGER.error("%s may have been accepted: %s", what, error)
            return worded(PERHAPS, why=error, advice=worded(error.advice))
        except NeutralError as error:
            LOGGER.error("%s was not accepted: %s", what, error)
            return worded(NOT_ACCEPTED, why=error, advice=worded(error.advice))
        except Exception:  # noqa: BLE001  # the asker must hear of a fault, whatever it is
            LOGGER.exception("%s met a fault", what)
            why = worded("the bot met a fault.")
            return worded(NOT_ACCEPTED, why=why, advice=worded(WorkError.advice))

    def click(self, body: Body) -> BoltResponse:
        """Keep the wish to share. One review is shared once in a channel, however often clicked."""
        return self._used("A click", body, lambda: _share(Click.model_validate(body)))

    def shortcut(self, body: Body) -> BoltResponse:
        """Keep a message for review, by its shortcut."""
        return self._used("A shortcut", body, lambda: picked(Shortcut.model_validate(body)))

    def wanted(self, body: Body) -> BoltResponse:
        """Open the form from the app's page; where that fails, keep that it must be said."""

        def unless_opened() -> Job | None:
            wanted = Wanted.model_validate(body)
            without = without_form(wanted)
            if self._access.refusal(without.place):
                return without
            try:
                with speaking(self._speech.at_once(wanted.user.id)):
                    self._opener.open(wanted.trigger_id, form(""))
            except VoiceError as error:
                LOGGER.error("The form was not opened: %s", error)  # no fault of ours
                return without
            return None

        return self._event("A wish for the form", unless_opened)

    def _used(self, what: str, body: Body, read: Callable[[], Job]) -> BoltResponse:
        """Keep what a click or a shortcut asks for; say it to the one who asked when that fails."""

        def unkept(error: NeutralError) -> None:
            with speaking(self._speech.at_once(_sender(body))):
                say_unkept(str(body.get("response_url", "")), error)

        return keeping(what, lambda: self._jobs.put(self._admitted(read())), unkept)

    def again(self, body: Body) -> BoltResponse:
        """Keep the wish to see a card again."""
        return self._used("A click", body, lambda: shown_again(Again.model_validate(body)))

    def opened(self, body: Body) -> BoltResponse:
        """Keep the wish to see the app's page; its other tabs need nothing."""
        return self._event("A page", lambda: _home(Opened.model_validate(body)))

    def mention(self, body: Body) -> BoltResponse:
        """Keep a question in a thread, or a draft outside one. Programs are not answered."""
        return self._event("A mention", lambda: mentioned(Mention.model_validate(body)))

    def direct(self, body: Body) -> BoltResponse:
        """Keep a draft that was sent as a direct message; what nobody typed needs nothing."""
        return self._event("A direct message", lambda: direct(Mention.model_validate(body)))

    def _event(self, what: str, read: Callable[[], Job | None]) -> BoltResponse:
        """Keep the job that an event asks for, if it asks for one."""

        def keep() -> None:
            if job := read():
                self._jobs.put(self._admitted(job))

        return keeping(what, keep)

    def _admitted(self, job: Job) -> Job:
        """The job; in its place the refusal, for who may not: nothing of theirs is kept.

        A page is always drawn: it says by itself whether its reader may ask.
        """
        refused = None if isinstance(job, HomeJob) else self._access.refusal(job.place)
        if not refused:
            return job
        # A share has one key for good, and the next click on it must be answered too.
        mark = f":{job.asked_at:%Y-%m-%dT%H:%M}" if isinstance(job, ShareJob) else ""
        key = f"refused:{job.key}{mark}"
        return NoticeJob(key=key, words=refused.words, place=job.place, asked_at=job.asked_at)


def _review(command: Command, text: str) -> ReviewJob:
    now, draft = datetime.now(UTC), Draft(text=text)
    return ReviewJob(key=command.trigger_id, draft=draft, place=command.place, asked_at=now)


def _wish(command: Command, wish: Wish) -> WishJob:
    now = datetime.now(UTC)
    return WishJob(key=command.trigger_id, wish=wish, place=command.place, asked_at=now)


def _share(click: Click) -> ShareJob:
    """The key is the review and the channel, not the click: a double click is one wish."""
    wish = click.actions[0].value
    return ShareJob(
        key=f"share:{wish}:{click.channel.id}",
        review_id=wish.rpartition(AGAIN)[0] or wish,
        place=click.place,
        asked_at=datetime.now(UTC),
    )


def _home(opened: Opened) -> HomeJob | None:
    if opened.event.tab != "home":
        return None
    place = Place(channel=opened.event.channel, user=opened.event.user, team=opened.team_id)
    return HomeJob(key=opened.event_id, place=place, asked_at=datetime.now(UTC))


def _sender(body: Body) -> str:
    """Who clicked. What was kept as a job before it failed has been checked at the border."""
    return str(body.get("user", {}).get("id", ""))
