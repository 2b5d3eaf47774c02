"""Dossiers for the leads who ask in Slack: made of the log, sent by direct message."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.dossier_made import FORMS, Dossiers, Form, files

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.dossier_job import DossierJob
    from bot.log.record import StoredLog

_UK = ZoneInfo("Europe/London")


class SentDossiers:
    """Satisfies ``bot.work.dossiers.Dossiers``."""

    forms: tuple[Form, ...] = FORMS

    def __init__(self, settings: "Settings", log: "StoredLog") -> None:
        """Take the settings of Slack, and the log. Nothing is read or called yet."""
        self._settings, self._log = settings, log

    def send(self, job: "DossierJob", form: str, words: str) -> None:
        """Make one form and send it to whoever asked, alone.

        It is dated by the day on which it was asked for, so that each form says the same.
        Raises VoiceError, BadQuestion, LogError, ReportError.
        """
        from bot.slack.upload import Uploader

        wanted = [one for one in FORMS if one == form]
        made_on = job.asked_at.astimezone(_UK).date()
        held = Dossiers(self._log).held(job.review_id)
        for file in files(held, self._log, made_on, wanted):
            Uploader(self._settings).upload(file.name, file.content, job.place.user, words)
