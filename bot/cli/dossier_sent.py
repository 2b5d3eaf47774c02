"""Dossiers for the leads who ask in Slack: each made by its own command, in a process apart.

To walk the whole chain and to print takes seconds, and nobody's answer may wait for it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cli.apart import run_apart
from bot.cli.dossier_made import FORMS, Form, unknown

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.dossier_job import DossierJob
    from bot.log.record import StoredLog

_UK = ZoneInfo("Europe/London")
_MADE = (0, 1)
"""A record that does not fit its chain has its dossier too, with a warning on top."""


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
        from bot.report.dossier.whole import file_name
        from bot.slack.upload import Uploader

        if job.review_id not in self._log.beginning(job.review_id, 1):
            raise unknown(job.review_id)
        day = job.asked_at.astimezone(_UK).date().isoformat()
        name = file_name(job.review_id, form)
        with TemporaryDirectory(prefix="neutral-dossier-") as folder:
            asked = ("--format", form, "--on", day, "-o", folder, "--", job.review_id)
            run_apart("dossier", *asked, good=_MADE)
            content = (Path(folder) / name).read_bytes()
        Uploader(self._settings).upload(name, content, job.place.user, words)
