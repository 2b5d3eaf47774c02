"""Which version wrote the file of unfinished work: one of a newer is refused, an older copied.

The engine changes its tables by itself when it starts, and says nothing when they are newer than
it knows; so the file carries our mark, in SQLite's own ``user_version``.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from bot.errors import LogError, WorkError, WorkTooNew

_FLOWS = 1_000_000
"""A mark is the version of the flows times this, and the engine's: 3 and 3.4.0 are 3030400."""


def mark_of(flows: str, engine: str = "") -> int:
    """The mark of a version of the flows with one of the engine; by default that installed."""
    parts = [int(part) for part in (engine or version("dbos")).split(".")[:3] if part.isdecimal()]
    major, minor, patch = (*parts, 0, 0, 0)[:3]
    return int(flows) * _FLOWS + major * 10_000 + minor * 100 + patch


def bring_up_to_date(path: Path, mark: int) -> None:
    """Set our mark; what an older version wrote is copied beside itself first.

    Raises WorkTooNew, and WorkError where no copy can be made: then nothing was changed.
    """
    with closing(sqlite3.connect(path, timeout=10)) as file:
        (found,) = file.execute("pragma user_version").fetchone()
        if found == mark:
            return
        if found // _FLOWS > mark // _FLOWS or found % _FLOWS > mark % _FLOWS:
            raise WorkTooNew(f"{path} was written by a newer version of this program.")
        if file.execute("select 1 from sqlite_master").fetchone():
            _copy(path, found)
        file.execute(f"pragma user_version = {mark:d}")


def forget_copies(path: Path, older_than: timedelta) -> None:
    """Delete the copies beside a file that are older than that: they hold drafts."""
    oldest = (datetime.now(UTC) - older_than).timestamp()
    for copy in path.parent.glob(f"{path.stem}-*-version-*{path.suffix}"):
        if copy.stat().st_mtime < oldest:
            copy.unlink(missing_ok=True)


def _copy(path: Path, found: int) -> None:
    from bot.log.sqlite.backup import back_up  # noqa: PLC0415  # an upgrade alone needs it

    today = datetime.now(UTC).date()
    try:
        back_up(path, path.with_name(f"{path.stem}-{today}-version-{found}{path.suffix}"))
    except LogError as error:
        raise WorkError(f"{path} cannot be copied before it is changed: {error}") from error
