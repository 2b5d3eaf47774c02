"""Turns what people do in Slack into jobs; writes them down, and only then acknowledges."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from slack_bolt.response import BoltResponse

from bot.desk.access import Access
from bot.desk.records import Place
from bot.desk.seams import HomeJob, Job, Jobs, NoticeJob, QuestionJob, ReviewJob, ShareJob
from bot.draft import Draft, read_draft
from bot.errors import BadDraft, NeutralError, VoiceError, WorkError, WorkUncertain
from bot.slack.budget import plain
from bot.slack.client import LOGGER, reply
from bot.slack.intake import Click, Command, Mention, Opened
from bot.slack.parts import AGAIN
from bot.slack.typed import as_typed, said_in_mention

READING = "Reading your draft. The review comes here in a moment, for you alone."
NOT_ACCEPTED = "Nothing was accepted: {why} {advice}"
_MALFORMED, _AGAIN_LATER = 400, 503
"""Slack sends an event again after the second, and marks a click as failed."""

Body = dict[str, Any]


class Listeners:
    """One method for each way in. None does work: a job is kept, then the answer is given."""

    def __init__(self, jobs: Jobs, command: str, access: Access) -> None:
        """Take where jobs are kept, the command's name for the help text, and who may ask.

        ``access`` has no directory here: nobody is asked on the way to an acknowledgement.
        """
        self._jobs, self._access = jobs, access
        self._help = HELP.format(command=command)

    def command(self, ack: Callable[..., BoltResponse], body: Body) -> None:
        """Answer ``/neutral``: keep the draft for review, or say why not."""
        ack(text=self._take(body), response_type="ephemeral")

    def _take(self, body: Body) -> str:
        try:
            return self._accept(Command.model_validate(body))
        except BadDraft as error:
            return f"{error} {error.advice}"
        except WorkUncertain as error:
            LOGGER.error("A command may have been accepted: %s", error)
            return f"Your draft may have been accepted, or may not. {error} {error.advice}"
        except NeutralError as error:
            LOGGER.error("A command was not accepted: %s", error)
            return NOT_ACCEPTED.format(why=error, advice=error.advice)
        except Exception:  # noqa: BLE001  # the asker must hear of a fault, whatever it is
            LOGGER.exception("A command met a fault")
            return NOT_ACCEPTED.format(why="the bot met a fault.", advice=WorkError.advice)

    def _accept(self, command: Command) -> str:
        if refused := self._access.refusal(_place(command)):
            return refused.words
        text = as_typed(command.text)
        if text.strip().casefold() in {"", "help"}:
            return self._help
        self._jobs.put(_review(command, read_draft(text)))
        return READING

    def click(self, body: Body) -> BoltResponse:
        """Keep the wish to share. One review is shared once in a channel, however often clicked."""
        try:
            self._jobs.put(self._admitted(_share(Click.model_validate(body))))
        except ValidationError:
            return BoltResponse(status=_MALFORMED)
        except NeutralError as error:
            LOGGER.error("A click was not accepted: %s", error)
            _say_so(body, error)
            return BoltResponse(status=_AGAIN_LATER)
        return BoltResponse(status=200)

    def opened(self, body: Body) -> BoltResponse:
        """Keep the wish to see the app's page; its other tabs need nothing."""
        return self._event("A page", lambda: _home(Opened.model_validate(body)))

    def mention(self, body: Body) -> BoltResponse:
        """Keep a question in a thread, or a draft outside one. Programs are not answered."""
        return self._event("A mention", lambda: _question_or_review(Mention.model_validate(body)))

    def _event(self, what: str, read: Callable[[], Job | None]) -> BoltResponse:
        """Keep the job that an event asks for, if it asks for one."""
        try:
            if job := read():
                self._jobs.put(self._admitted(job))
        except ValidationError:
            return BoltResponse(status=_MALFORMED)
        except NeutralError as error:
            LOGGER.error("%s was not accepted: %s", what, error)
            return BoltResponse(status=_AGAIN_LATER)
        return BoltResponse(status=200)

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


def _place(command: Command) -> Place:
    return Place(
        channel=command.channel_id,
        user=command.user_id,
        team=command.team_id,
        reply_to=command.response_url,
    )


def _review(command: Command, text: str) -> ReviewJob:
    return ReviewJob(
        key=command.trigger_id,
        draft=Draft(text=text),
        place=_place(command),
        asked_at=datetime.now(UTC),
    )


def _share(click: Click) -> ShareJob:
    """The key is the review and the channel, not the click: a double click is one wish."""
    wish = click.actions[0].value
    place = Place(
        channel=click.channel.id,
        user=click.user.id,
        team=click.team.id if click.team else "",
        reply_to=click.response_url,
    )
    return ShareJob(
        key=f"share:{wish}:{click.channel.id}",
        review_id=wish.rpartition(AGAIN)[0] or wish,
        place=place,
        asked_at=datetime.now(UTC),
    )


def _question_or_review(mention: Mention) -> QuestionJob | ReviewJob | None:
    said = mention.event
    if said.bot_id or not said.user:
        return None
    text = said_in_mention(said.text, mention.bot)
    place = Place(channel=said.channel, user=said.user, team=mention.team_id, thread=said.thread_ts)
    now = datetime.now(UTC)
    if said.thread_ts:
        return QuestionJob(key=mention.event_id, text=text, place=place, asked_at=now)
    return ReviewJob(key=mention.event_id, draft=Draft(text=text), place=place, asked_at=now)


def _home(opened: Opened) -> HomeJob | None:
    if opened.event.tab != "home":
        return None
    place = Place(channel=opened.event.channel, user=opened.event.user, team=opened.team_id)
    return HomeJob(key=opened.event_id, place=place, asked_at=datetime.now(UTC))


def _say_so(body: Body, error: NeutralError) -> None:
    """A click has no answer of its own, so say through its one-time address what became of it."""
    address = str(body.get("response_url", ""))
    try:
        if address:
            reply(
                address,
                plain(f"{NOT_ACCEPTED.format(why=error, advice=error.advice)}"),
                replace=False,
            )
    except VoiceError as silent:
        LOGGER.error("And the one who clicked could not be told: %s", silent)


HELP = """\
Paste a draft after the command: {command} the words of your post
The review comes to you alone, with each rule it rests on and, where one can be found, a \
rewording. Share puts it in the channel. To ask about a shared review, mention me in its thread.
I advise and never post outside Slack: you decide."""
