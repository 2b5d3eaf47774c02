"""Turns the buttons and forms of decisions into jobs; a form is opened while Slack waits."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.response import BoltResponse

from bot.concerns import Verdict
from bot.config import Settings
from bot.desk.access import Access, rules_of
from bot.desk.records import Wish
from bot.desk.seams import Choice, DecideJob, Jobs, NoticeJob, WishJob
from bot.desk.speech import Speech
from bot.errors import NeutralError, VoiceError
from bot.slack.answers import keeping, kept, left_open, malformed, say_unkept
from bot.slack.client import LOGGER
from bot.slack.decision_form import REASON, RIGHT, YES, form
from bot.slack.decisions import PREFIX
from bot.slack.opening import Opener
from bot.slack.pressed import About, Press, Remembered, Sending
from bot.words.speaking import speaking, to_say, worded

_NOT_ACCEPTED = to_say("Nothing was accepted: {why} Send it again in a minute.")
_WITH_FORM = {Choice.DECLINE, Choice.DISPUTE}
Body = dict[str, Any]


class Deciders:
    """Keeps what people decide, before it is acknowledged. Who may is judged with the record."""

    def __init__(self, jobs: Jobs, settings: Settings, opener: Opener, speech: Speech) -> None:
        """Take where jobs are kept, who may decide, what opens forms, and who hears what.

        Nobody is asked here who somebody is: anybody may be in a group of leads.
        """
        self._jobs, self._opener, self._access = jobs, opener, Access(rules_of(settings))
        self._speech = speech
        self._leads, self._more_leads = settings.lead_ids, bool(settings.leads_group)

    def pressed(self, body: Body) -> BoltResponse:
        """Keep a decision, or open the form that it needs.

        Who is neither asker nor lead gets no form: their wish is kept, and its answer says why.
        Whether somebody is in the leads' group is asked at work alone, so there they get one.
        """
        try:
            press = Press.model_validate(body)
            wish = Choice(press.actions[0].action_id.removeprefix(PREFIX))
            about = About.model_validate_json(press.actions[0].value)
        except ValueError:
            return malformed()

        def unkept(error: NeutralError) -> None:
            with speaking(self._speech.at_once(press.user.id)):
                say_unkept(press.response_url, error)

        return keeping("A decision", lambda: self._decide(press, wish, about), unkept)

    def _decide(self, press: Press, wish: Choice, about: About) -> None:
        """Raises WorkError where nothing was kept."""
        job = _job(press, wish, about)
        may = self._more_leads or press.user.id in self._leads | {about.by}
        if refused := self._access.deciding(job.place):
            self._jobs.put(_refusal(job, refused.words))
        elif not (may and _needs_form(wish, about)):
            self._jobs.put(job)
        elif not self._opened(press, wish, about):
            self._jobs.put(_unopened(press))

    def sent(self, body: Body) -> BoltResponse:
        """Keep what a form says, and close it; or leave it open with what is wrong."""
        try:
            sending = Sending.model_validate(body)
            remembered = Remembered.model_validate_json(sending.view.private_metadata)
            job = _filled(sending, remembered)
        except ValueError:
            return malformed()
        with speaking(self._speech.at_once(job.place.user)):
            return self._take(job)

    def _take(self, job: DecideJob) -> BoltResponse:
        if refused := self._access.deciding(job.place):
            return left_open(REASON, worded(refused.words))
        if not job.reason.strip():
            return left_open(REASON, worded("Write a word why."))
        try:
            self._jobs.put(job)
        except NeutralError as error:
            LOGGER.error("A decision was not accepted: %s", error)
            return left_open(REASON, worded(_NOT_ACCEPTED, why=error))
        return kept()

    def _opened(self, press: Press, wish: Choice, about: About) -> bool:
        """Open a form. One that Slack opened although its answer was lost is as good as any."""
        memory = {
            "review": about.review,
            "wish": wish.value,
            "channel": press.place.channel,
            "team": press.place.team,
            "on": press.container.message_ts,
            "alone": press.is_alone,
            "reply_to": press.response_url,
        }
        with speaking(self._speech.at_once(press.user.id)):
            view = form(wish, about.verdict, about.findings, memory)
        try:
            self._opener.open(press.trigger_id, view)
        except VoiceError as error:
            LOGGER.error("The form was not opened: %s", error)  # no fault of ours
            return False
        return True


def _needs_form(wish: Choice, about: About) -> bool:
    if wish is Choice.DISPUTE:
        return bool(about.findings)
    return wish in _WITH_FORM or (wish is Choice.POST and about.verdict is not Verdict.CLEAR)


def _unopened(press: Press) -> WishJob:
    """Told, alone, to somebody for whom the form could not be opened: nothing was decided."""
    now = datetime.now(UTC)
    return WishJob(key=press.trigger_id, wish=Wish.DECISION, place=press.place, asked_at=now)


def _job(press: Press, wish: Choice, about: About) -> DecideJob:
    """The key is the press: Slack gives each one a trigger, and a repeat has the same."""
    return DecideJob(
        key=f"decide:{press.trigger_id}",
        review_id=about.review,
        wish=wish,
        place=press.place,
        asked_at=datetime.now(UTC),
        on=press.container.message_ts,
        alone=press.is_alone,
    )


def _refusal(job: DecideJob, words: str) -> NoticeJob:
    key = f"refused:{job.key}"
    return NoticeJob(key=key, words=words, place=job.place, asked_at=job.asked_at)


def _filled(sending: Sending, remembered: Remembered) -> DecideJob:
    """The key is the form: sent twice, it is one decision."""
    place = replace(
        sending.place,
        channel=remembered.channel,
        team=remembered.team,
        reply_to=remembered.reply_to,
    )
    return DecideJob(
        key=f"decide:{sending.view.id}",
        review_id=remembered.review,
        wish=remembered.wish,
        place=place,
        asked_at=datetime.now(UTC),
        on=remembered.on,
        alone=remembered.alone,
        reason=sending.view.typed(REASON),
        finding=sending.view.finding,
        right=sending.view.typed(RIGHT) == YES,
    )
