"""The forms in which a month is written; known to the command line before a room is opened."""

from typing import Literal, get_args

Form = Literal["csv", "jsonl", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)

ReportFormat = Literal["html", "pdf"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
