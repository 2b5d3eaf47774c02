"""Where durable work has dossiers made and sent."""

from collections.abc import Sequence
from typing import Protocol

from bot.desk.dossier_job import DossierJob


class Dossiers(Protocol):
    """Makes a dossier in each of its forms, and sends one to a person."""

    @property
    def forms(self) -> Sequence[str]:
        """The forms, in the order in which they are sent."""

    def send(self, job: DossierJob, form: str, words: str) -> None:
        """Make one form of it, and send it to whoever asked, alone, under ``words``.

        Raises VoiceError, and what keeps it from being made: BadQuestion, LogError, ReportError.
        """


class NoDossiers:
    """Where none are made."""

    forms: Sequence[str] = ()

    def send(self, job: DossierJob, form: str, words: str) -> None:
        """Nothing is sent."""
