"""``neutral guidance add-case``: a case of the department's own."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.guidance.catalogue import Library

_ASKED = {
    "what": "What was posted, in a sentence?",
    "finding": "How did it end (upheld, conceded, cleared, disputed, criticised or unknown)?",
    "date": "When (YYYY-MM-DD, or YYYY-MM)?",
    "body": "Whose post was it?",
    "outcome": "What was decided, and by whom?",
    "source": "Where does that stand (an address, or a letter or file in words)?",
    "clause": "Which clauses was it about (ids, with commas between)?",
    "by": "Who puts this in?",
}
_MANY = {"source": "sources", "clause": "clauses"}
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@click.command("add-case")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--what", default="", help="What was posted.")
@click.option("--finding", default="", help="upheld, conceded, cleared, disputed, criticised...")
@click.option("--date", default="", help="When: YYYY-MM-DD, or YYYY-MM, or YYYY.")
@click.option("--body", default="", help="Whose post it was.")
@click.option("--outcome", default="", help="What was decided, and by whom.")
@click.option("--source", multiple=True, help="An address, or a letter in words. May be repeated.")
@click.option("--clause", multiple=True, help="A clause that it was about. May be repeated.")
@click.option("--by", default="", help="Who puts it in.")
@click.option("--why", default="", help="Why.")
def add_case(file: Path | None, **typed: Any) -> None:  # noqa: ANN401  # click's values, by the names above
    """Put a case in: a post that was challenged, and how that ended; what is missing is asked.

    FILE holds one case as YAML or JSON, in the form of guidance/precedents.yaml without an id;
    options fill what it leaves out. A cleared case counts for a draft that says much the same.

    \b
      neutral guidance add-case --what "Posted that the scheme was the best in Europe" \\
        --finding conceded --date 2026-05-03 --body "Our office" --outcome "Withdrawn" \\
        --source "Letter of 4 May 2026" --clause csc.objectivity.must.evidence --by "Head of news"
    """
    from bot.cli.guidance_own import changed, check_cases, now
    from bot.cli.house import open_library
    from bot.config import read_settings
    from bot.guidance import own_cases

    settings = read_settings()
    before = open_library(settings)
    values = _completed({**_plain(typed), **(_read(file) if file else {})})
    problems = list(_problems(values, before))
    if problems:
        many = "\n".join(f"  {problem}" for problem in problems)
        raise BadQuestion(f"Nothing was put in:\n{many}")
    by = values.pop("by")
    record = {"added_by": by, "added_at": now()}
    case = own_cases.add(settings.own.cases, values | record, check_cases(settings))
    click.echo(f"Put in: {case.id} ({case.finding}, {case.date}).")
    changed(before, settings)


def _plain(typed: dict[str, Any]) -> dict[str, Any]:
    """The options by the keys of a case; what was not given is left out."""
    named = {_MANY.get(key, key): value for key, value in typed.items()}
    return {key: list(v) if isinstance(v, tuple) else v for key, v in named.items() if v}


def _read(file: Path) -> dict[str, Any]:
    """A case from a file. Raises BadGuidance for what is no YAML, and BadQuestion."""
    from bot.guidance.mistakes import suggestion
    from bot.guidance.yamlfile import parse

    read = parse(file)
    content = read.content
    if isinstance(content, dict) and list(content) == ["precedents"]:
        cases = content["precedents"]
        content = cases[0] if isinstance(cases, list) and len(cases) == 1 else None
    if not isinstance(content, dict) or next(read.twins(), None):
        raise BadQuestion(f"{file} holds no single case: one key a line, each once.")
    known = [*(_MANY.get(key, key) for key in _ASKED), "why"]
    for key in content:
        if key not in known:
            raise BadQuestion(f"{file}: there is no key {key}; {suggestion(str(key), known)}")
    return dict(content)


def _completed(values: dict[str, Any]) -> dict[str, Any]:
    """The case with what it misses asked for; where nobody can be asked, all of it is named."""
    missing = [name for name in _ASKED if not values.get(_MANY.get(name, name))]
    if missing and not sys.stdin.isatty():
        still = ", ".join(f"--{name}" for name in missing)
        raise BadQuestion(f"Nothing was put in. Still to say: {still}.")
    for name in missing:
        answer = str(click.prompt(_ASKED[name]))
        parts = [part.strip() for part in answer.split(",")] if name == "clause" else [answer]
        values[_MANY.get(name, name)] = parts if name in _MANY else answer
    return values


def _problems(values: dict[str, Any], library: "Library") -> Iterator[str]:
    """Everything that cannot be, with what would be right."""
    from pydantic import ValidationError

    from bot.guidance.mistakes import slips, suggestion
    from bot.guidance.shapes import OwnCaseShape

    record = {"id": "own-case", "added_by": values["by"], "added_at": "2026-01-01T00:00"}
    row = {key: value for key, value in values.items() if key != "by"}
    try:
        OwnCaseShape.model_validate(row | record)
    except ValidationError as error:
        for slip in slips(error, OwnCaseShape):
            yield f"{slip.what}; {slip.right}".rstrip("; ")
    if not _DAY.fullmatch(str(values["date"])):
        yield f"date: {values['date']!r} is no day; write it as 2026-05-03, 2026-05 or 2026"
    ids = [clause.id for clause in library.clauses]
    given = values["clauses"] if isinstance(values["clauses"], list) else []
    for name in given:
        if name not in ids:
            right = suggestion(str(name), ids) or "the ids stand in guidance/documents"
            yield f"clauses: there is no clause {name!r}; {right}"
        elif given.count(name) > 1:
            yield f"clauses: {name!r} stands twice here"
