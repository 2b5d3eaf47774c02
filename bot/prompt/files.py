"""Reads what the model is told: files with one edition, which the ledger must account for."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.errors import BadGuidance

_NAMES = ("review", "question", "again", "repair")
_ROW = re.compile(
    r"^\|\s*`?([0-9a-f]{12})`?\s*\|\s*(\S[^|]*?)\s*\|\s*(\S[^|]*?)\s*\|\s*(\S.*?)\s*\|\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """The prompts, whole. ``edition`` is a hash of every word (12 hexadecimal digits)."""

    edition: str
    words: str
    """All files, one after the other under their names, to keep in the log."""
    review: str
    question: str
    again: str
    repair: str


def read_prompts(folder: Path) -> Prompts:
    """Read the prompts and hold them to the ledger, README.md in the same folder.

    Raises BadGuidance for a missing or empty file, and for prompts whose edition is not the
    one that the ledger names last: no prompt changes without a line that says why.
    """
    texts = {name: _read(folder / f"{name}.md") for name in _NAMES}
    words = "\n".join(f"=== {name}.md ===\n{text}" for name, text in texts.items())
    edition = sha256(words.encode()).hexdigest()[:12]
    _hold_to_ledger(folder / "README.md", edition)
    return Prompts(edition=edition, words=words, **texts)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadGuidance(path, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadGuidance(path, None, "is not UTF-8 text") from error
    if not text:
        raise BadGuidance(path, None, "is empty")
    return text


def _hold_to_ledger(path: Path, edition: str) -> None:
    """Compare the edition with the ledger's last row: edition, date, what changed, why."""
    rows = [
        (number, found[1])
        for number, line in enumerate(_read(path).splitlines(), start=1)
        if (found := _ROW.match(line))
    ]
    number, newest = rows[-1] if rows else (None, "nothing")
    if newest != edition:
        raise BadGuidance(
            path,
            number,
            f"the prompts are edition {edition} and the ledger ends with {newest}: "
            f"add a row | {edition} | date | what changed | why |",
        )
