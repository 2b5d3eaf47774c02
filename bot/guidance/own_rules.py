"""Keeps a department's own documents, each in a file of its own: never among the shipped ones."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadGuidance, BadQuestion
from bot.guidance.keeping import alone, fresh, write
from bot.guidance.shapes import OwnRulesShape
from bot.guidance.yamlfile import read_yaml

_HEAD = """\
# A document of the department's own, put in with `neutral guidance add`, with who did and when.
# The words are its own. What was removed stays on record and holds no longer.
"""
_LOCK = "rules"
_WORDS_IN_ID = 6


def documents(folder: Path) -> list[OwnRulesShape]:
    """What the folder holds, removed ones too. Raises BadGuidance."""
    return [read_yaml(path, OwnRulesShape)[0] for path in sorted(folder.glob("*.yaml"))]


def id_of(title: str) -> str:
    """A name of the words of a title: small letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:_WORDS_IN_ID]) or "document"


def add(folder: Path, values: dict[str, Any]) -> OwnRulesShape:
    """Put a document in; give it as it is kept.

    ``values`` are those of OwnRulesShape; where they have no id it is made of the title, and is
    none that a document here ever had. Raises BadQuestion for an id that is taken, BadGuidance
    for values that make no document, and OwnUnwritable.
    """
    with alone(folder / _LOCK):
        folder.mkdir(parents=True, exist_ok=True)
        taken = {path.stem for path in folder.glob("*.yaml")}
        name = str(values.get("id") or fresh(id_of(str(values["title"])), taken))
        if name in taken:
            raise BadQuestion(
                f"There is a document {name} already, or there was one: reviews point to it. Give "
                f"the new one another --id, for example {fresh(name, taken)}."
            )
        return _written(folder / f"{name}.yaml", {**values, "id": name})


def remove(folder: Path, name: str, record: dict[str, Any]) -> OwnRulesShape:
    """Take a document out, on record. ``record``: removed_by, removed_at, removed_why.

    Raises BadQuestion for an id that is none of these, and OwnUnwritable.
    """
    with alone(folder / _LOCK):
        held = {each.id: each for each in documents(folder) if not each.is_removed}
        if name not in held:
            there = f"There are {', '.join(held)}." if held else "There is none."
            raise BadQuestion(f"{name} is no document that was put in here. {there}")
        return _written(
            folder / f"{name}.yaml", {**held[name].model_dump(exclude_defaults=True), **record}
        )


def _written(path: Path, values: dict[str, Any]) -> OwnRulesShape:
    """Write a file of the values; its form is held to the shape before it stands there."""
    shape = OwnRulesShape.model_construct(**values)
    row = shape.model_dump(mode="json", exclude_defaults=True, warnings=False)
    text = _HEAD + yaml.safe_dump(row, sort_keys=False, allow_unicode=True, width=96)
    try:
        return write(path, text, lambda beside: read_yaml(beside, OwnRulesShape)[0])
    except BadGuidance as mistake:
        raise BadQuestion(f"This makes no document: {mistake.what}. {mistake.right}") from mistake
