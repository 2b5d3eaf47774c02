"""A labelled draft, read from a JSON-lines file that anybody may write."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.concerns import Concern, Verdict
from bot.draft import Draft, Original, read_original
from bot.errors import BadQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft and what careful readers said of it."""

    id: str
    draft: Draft
    verdict: Verdict
    concerns: tuple[Concern, ...]
    spans: tuple[str, ...]
    """Words that a reader marked as at fault; exact substrings of the draft."""
    clauses: tuple[str, ...]
    rewording: str
    """A lawful wording, where one exists."""
    must_keep: tuple[str, ...]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Marked(_Wire):
    span: str


class _TakenFrom(_Wire):
    words: str = ""
    whose: str = ""
    where: str = ""


class _Context(_Wire):
    date: dt.date | None = None
    quoted_account: str | None = None
    link_urls: tuple[str, ...] = ()
    speaker: str | None = None
    taken_from: _TakenFrom | None = None


class _Line(_Wire):
    id: str
    draft: str
    platform: str = ""
    account: str = ""
    context: _Context = _Context()
    verdict: Verdict
    concerns: tuple[Concern, ...] = ()
    spans: tuple[_Marked, ...] = ()
    clauses: tuple[str, ...] = ()
    neutral_rewording: str | None = None
    must_keep: tuple[str, ...] = Field(default=())


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases. Raises BadQuestion with file and line for one that is not of the form.

    The form is that of tests/cases/: one JSON object a line with at least ``id``, ``draft``
    and ``verdict``.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestion(f"{path} cannot be read: {error}.") from error
    cases = tuple(_case(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not cases:
        raise BadQuestion(f"{path} holds no cases.")
    return cases


def _case(path: Path, number: int, line: str) -> Case:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise BadQuestion(f"{path}:{number}: {where}: {first['msg']}.") from error
    return Case(
        id=read.id,
        draft=_draft(read),
        verdict=read.verdict,
        concerns=read.concerns,
        spans=tuple(dict.fromkeys(marked.span for marked in read.spans)),
        clauses=read.clauses,
        rewording=read.neutral_rewording or "",
        must_keep=read.must_keep,
    )


def _draft(read: _Line) -> Draft:
    context = read.context
    taken = context.taken_from
    return Draft(
        text=read.draft,
        platform=read.platform,
        account=read.account,
        posting_on=context.date,
        quoting=context.quoted_account or "",
        links=tuple(link for link in context.link_urls if link not in read.draft),
        speaker=context.speaker or "",
        original=read_original(Original(**dict(taken))) if taken else None,
    )
