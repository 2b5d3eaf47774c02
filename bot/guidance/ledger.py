"""Reads the day of an edition out of the ledger in guidance/README.md, which people keep."""

import re
from datetime import date
from pathlib import Path

_ROW = re.compile(r"^\|\s*([0-9a-f]{12})\s*\|\s*(\d{4}-\d{2}-\d{2})\s*\|", re.MULTILINE)


def day_of(folder: Path, edition: str) -> date | None:
    """The day in an edition's row; None where there is no ledger, no row or no such day."""
    try:
        rows = dict(_ROW.findall((folder / "README.md").read_text(encoding="utf-8")))
        return date.fromisoformat(rows[edition])
    except (OSError, ValueError, KeyError):
        return None
