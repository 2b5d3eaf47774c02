"""Which flow does which job, by its name."""

from typing import Final

from bot.desk.dossier_job import DossierJob
from bot.desk.seams import (
    DecideJob,
    HomeJob,
    Job,
    NoticeJob,
    QuestionJob,
    ReviewJob,
    ShareJob,
    SwitchJob,
    WishJob,
)

FLOW_OF: Final[dict[type[Job], str]] = {
    ReviewJob: "review",
    ShareJob: "share",
    QuestionJob: "question",
    HomeJob: "home",
    WishJob: "wish",
    DecideJob: "decide",
    NoticeJob: "notice",
    SwitchJob: "switch",
    DossierJob: "dossier",
}
