"""Finds every mistake in the guidance, or in one file that may not stand in it yet."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance.library import (
    CALENDAR,
    PRECEDENTS,
    SHOWN,
    TERRITORIES,
    read_files,
)
from bot.guidance.reading import Reading
from bot.guidance.yamlfile import parse

_OPENS_WITH = {
    "precedents": PRECEDENTS, "periods": CALENDAR, "rules": CALENDAR, "shown": SHOWN,
    "territories": TERRITORIES,
}  # fmt: skip
"""Which file of the folder one stands in for, by a key that it opens with."""


def mistakes_in(
    folder: Path, own: Path | None = None, *, rules: Path | None = None, cases: Path | None = None
) -> tuple[BadGuidance, ...]:
    """Every mistake in a guidance folder and in what people here put in, in order of reading."""
    reading = Reading(folder)
    return _all(reading, lambda: read_files(reading, own, rules=rules, cases=cases))


def mistakes_of(file: Path, folder: Path) -> tuple[BadGuidance, ...]:
    """Every mistake in one file, held against the other files of ``folder``."""
    inside = file.resolve().is_relative_to(folder.resolve())
    try:
        keys = set() if inside else set(_keys(file))
    except BadGuidance as mistake:
        return (mistake,)
    name = next((name for key, name in _OPENS_WITH.items() if key in keys), "")
    reading = Reading(folder, {name: file} if name else {})
    beside = [] if inside or name else [file]
    found = _all(reading, lambda: read_files(reading, beside=beside))
    return tuple(each for each in found if each.path.resolve() == file.resolve())


def _all(reading: Reading, read: Callable[[], object]) -> tuple[BadGuidance, ...]:
    try:
        read()
        reading.raise_mistakes()
    except BadGuidance as first:
        return first.all
    return ()


def _keys(file: Path) -> list[str]:
    content = parse(file).content
    return [str(key) for key in content] if isinstance(content, dict) else []
