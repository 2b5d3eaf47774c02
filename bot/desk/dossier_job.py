"""A propriety lead's wish for the dossier of a review."""

from dataclasses import dataclass
from datetime import datetime

from bot.desk.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierJob:
    """Make the dossier of a kept review, and send it to whoever asked, alone."""

    key: str
    review_id: str
    place: Place
    asked_at: datetime
