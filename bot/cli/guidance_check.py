"""``neutral guidance check``: tells every mistake in the guidance as a good compiler does."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.errors import BadGuidance


@click.command()
@click.argument("place", required=False, type=click.Path(path_type=Path), metavar="[FOLDER|FILE]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(place: Path | None, as_json: bool) -> int:  # noqa: FBT001  # click passes flags by name
    """Look for mistakes in a guidance FOLDER, or in one FILE for it. Default: what is in force.

    Every mistake is told with its place, its line and what would be right. The exit code is 1
    where there is one, and 0 where there is none.

    \b
      neutral guidance check
      neutral guidance check guidance/documents/csc.yaml
      neutral guidance check my-new-document.yaml
    """
    from bot.config import read_settings

    found = _found(read_settings(), place)
    if as_json:
        rows = [_row(mistake) for mistake in found]
        click.echo(json.dumps({"mistakes": rows}, ensure_ascii=False, indent=2))
    else:
        _say(found)
    return 1 if found else 0


def _found(settings: "Settings", place: Path | None) -> "list[BadGuidance]":
    from bot.errors import BadQuestion
    from bot.guidance.checking import mistakes_in, mistakes_of

    if place is None:
        own = settings.own
        found = mistakes_in(
            settings.guidance_dir, settings.own_calendar, rules=own.rules, cases=own.cases
        )
        return [*found, *_in_watch(settings.guidance_dir, None, is_sound=not found)]
    if place.is_dir():
        found = mistakes_in(place)
        return [*found, *_in_watch(place, None, is_sound=not found)]
    if not place.is_file():
        raise BadQuestion(f"There is no file or folder {place}.")
    folder = _folder_of(place) or settings.guidance_dir
    if place.resolve().parent.name == "watch":
        return list(_in_watch(folder, place, is_sound=not mistakes_in(folder)))
    return list(mistakes_of(place, folder))


def _folder_of(file: Path) -> Path | None:
    """The guidance folder that a file stands in, if it stands in one."""
    near = (file.resolve().parent, file.resolve().parent.parent)
    return next((folder for folder in near if (folder / "documents").is_dir()), None)


def _in_watch(folder: Path, file: Path | None, *, is_sound: bool) -> "Iterator[BadGuidance]":
    """Mistakes in the files of the checks: in their form all, between them the first."""
    from bot.checks.run import read_checks
    from bot.checks.watchfile import read_parties, read_watch, watch_files
    from bot.errors import BadGuidance
    from bot.guidance.library import read_library

    if not (folder / "watch").is_dir():
        return
    paths = [file] if file else [*watch_files(folder), folder / "watch" / "parties.yaml"]
    for path in paths:
        try:
            read_parties(folder) if path.name == "parties.yaml" else read_watch(path)
        except BadGuidance as mistake:
            is_sound = False
            yield from mistake.all
    if is_sound:
        try:
            read_checks(folder, read_library(folder))
        except BadGuidance as mistake:
            yield from mistake.all


def _say(found: "Sequence[BadGuidance]") -> None:
    for mistake in found:
        click.echo(f"{_place(mistake)}: {mistake.what}")
        if mistake.line:
            line = _line(mistake.path, mistake.line)
            number = f"{mistake.line:5} | "
            click.echo(f"{number}{line}")
            if mistake.column:
                gap = "".join("\t" if c == "\t" else " " for c in line[: mistake.column - 1])
                click.echo(f"{' ' * (len(number) - 2)}| {gap}^")
        if mistake.right:
            click.echo(f"      = {mistake.right}")
        click.echo()
    many = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
    click.echo(f"{many}." if found else "No mistakes.")


def _place(mistake: "BadGuidance") -> str:
    steps = (mistake.path, mistake.line, mistake.column)
    return ":".join(str(step) for step in steps if step is not None)


@cache
def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()


def _line(path: Path, number: int) -> str:
    lines = _lines(path)
    return lines[number - 1].rstrip() if number <= len(lines) else ""


def _row(mistake: "BadGuidance") -> dict[str, Any]:
    line = _line(mistake.path, mistake.line) if mistake.line else ""
    return {
        "file": str(mistake.path),
        "line": mistake.line,
        "column": mistake.column,
        "text": line,
        "what": mistake.what,
        "right": mistake.right,
    }
