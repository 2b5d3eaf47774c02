"""The button with which a propriety lead has the dossier of a review made, and its listener."""

from datetime import UTC, datetime
from typing import Any, Final

from slack_bolt.response import BoltResponse

from bot.desk.dossier_job import DossierJob
from bot.desk.seams import Jobs
from bot.desk.speech import Speech
from bot.errors import NeutralError
from bot.review.review import Review
from bot.slack.answers import keeping, say_unkept
from bot.slack.blocks import Block, button
from bot.slack.pressed import Press
from bot.words.speaking import speaking, worded

DOSSIER: Final = "make_dossier"


def dossier_row(review: Review) -> Block:
    """The button. It stands where leads are asked; whoever presses it is looked up at work."""
    return button(
        worded("Make a dossier"),
        action=DOSSIER,
        value=review.id,
        label=worded("Propriety lead: make the dossier of this review and send it to you alone"),
    )


class DossierListeners:
    """Keeps the wish for a dossier. Who is a lead is asked at work."""

    def __init__(self, jobs: Jobs, speech: Speech) -> None:
        """Take where jobs are kept, and who hears which language."""
        self._jobs, self._speech = jobs, speech

    def pressed(self, body: dict[str, Any]) -> BoltResponse:
        """Keep the wish; the one who pressed is told where that fails."""

        def unkept(error: NeutralError) -> None:
            press = Press.model_validate(body)
            with speaking(self._speech.at_once(press.user.id)):
                say_unkept(press.response_url, error)

        return keeping("A wish for a dossier", lambda: self._jobs.put(_job(body)), unkept)


def _job(body: dict[str, Any]) -> DossierJob:
    """The key is the press: Slack gives each one a trigger, and a repeat has the same."""
    press = Press.model_validate(body)
    return DossierJob(
        key=f"dossier:{press.trigger_id}",
        review_id=press.actions[0].value,
        place=press.place,
        asked_at=datetime.now(UTC),
    )
