"""Keeps the cases that people put in here, in a file of their own: never in the shipped one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadQuestion
from bot.guidance.catalogue import Library
from bot.guidance.keeping import alone, fresh, write
from bot.guidance.own_rules import id_of
from bot.guidance.shapes import OwnCaseShape, OwnCasesShape
from bot.guidance.yamlfile import read_yaml

PREFIX = "own-"
"""Opens the id of every case of the department's own."""
_HEAD = """\
# Cases that were put in here with `neutral guidance add-case`, with who did and when.
# The form is that of guidance/precedents.yaml. What was removed stays on record.
"""


def entries(path: Path) -> list[OwnCaseShape]:
    """What the file holds, removed ones too; nothing where there is no file. Raises BadGuidance."""
    return read_yaml(path, OwnCasesShape)[0].precedents if path.exists() else []


def add(path: Path, values: dict[str, Any], check: Callable[[Path], Library]) -> OwnCaseShape:
    """Put a case in; give it, under an id that none here ever had.

    ``values`` are those of OwnCaseShape, less the id. ``check`` reads the guidance with a file of
    cases in place of this one; raises BadGuidance. Raises OwnUnwritable.
    """
    with alone(path):
        kept = entries(path)
        name = f"{PREFIX}{id_of(str(values['what']))}"
        case = OwnCaseShape(**{**values, "id": fresh(name, {each.id for each in kept})})
        _write(path, [*kept, case], check)
        return case


def remove(
    path: Path, name: str, record: dict[str, Any], check: Callable[[Path], Library]
) -> OwnCaseShape:
    """Take a case out, on record. ``record``: removed_by, removed_at, removed_why.

    Raises BadQuestion for an id that is none of these, and OwnUnwritable.
    """
    with alone(path):
        kept = entries(path)
        held = {case.id: case for case in kept if not case.is_removed}
        if name not in held:
            there = f"There are {', '.join(held)}." if held else "There is none."
            raise BadQuestion(f"{name} is no case that was put in here. {there}")
        gone = held[name].model_copy(update=record)
        _write(path, [gone if case.id == name else case for case in kept], check)
        return gone


def _write(path: Path, kept: list[OwnCaseShape], check: Callable[[Path], Library]) -> None:
    rows = [case.model_dump(mode="json", exclude_defaults=True) for case in kept]
    text = _HEAD + yaml.safe_dump(
        {"precedents": rows}, sort_keys=False, allow_unicode=True, width=96
    )
    write(path, text, check)
