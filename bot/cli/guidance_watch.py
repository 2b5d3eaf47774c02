"""The watch on the official documents for the bot that serves: its sync, and what to tell."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from bot.config import environment
from bot.guidance.acceptance import Notice

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.log.record import StoredLog

_LATER = 10
"""How far a sync stands back behind everything else on this machine, as ``nice`` counts."""
_SECONDS = 5.0


class SyncApart:
    """``neutral guidance sync`` in a process of its own, with the settings of this one."""

    def __init__(self) -> None:
        """Start it. Raises OSError."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "guidance", "sync"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment(),
        )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LATER)

    def ended(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End it now."""
        self._process.terminate()
        try:
            self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class OfficialWatch:
    """Satisfies ``bot.work.watching.Official``."""

    def __init__(self, settings: "Settings", log: "StoredLog") -> None:
        from bot.log.guidance.store import GuidanceStore

        self._settings, self._log = settings, log
        self._store = GuidanceStore(settings.data_dir)

    def is_watched(self) -> bool:
        """Whether the settings have them looked at each week."""
        return self._settings.syncs_weekly

    def looked(self) -> tuple[datetime | None, datetime | None]:
        """When the last sync of all began, and when the last one ended by itself."""
        looked = self._store.looks.read()
        return looked.began, looked.ended

    def begin(self) -> SyncApart:
        """Begin a sync. Raises OSError."""
        return SyncApart()

    def notices(self) -> Sequence[Notice]:
        """The changes of which the leads have not been told."""
        return self._store.notices()

    def said(self, notice: Notice) -> str:
        """What to tell of those that still wait."""
        from bot.cli.guidance_changes import changes
        from bot.cli.house import open_library
        from bot.guidance.changes_said import news_said

        found = changes(self._store, open_library(self._settings), self._log, notice.sources)
        news = [(one.change, one.citing.many) for one in found]
        return news_said(news) if news else ""

    def told(self, notice: Notice) -> None:
        """Remember that they were told."""
        self._store.told(notice)
