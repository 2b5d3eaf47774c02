"""Runs a command of ours in a process apart, for what takes long: nobody's answer waits for it."""

import os
import subprocess
import sys
from contextlib import suppress

from bot.config import environment
from bot.errors import ReportError

_SECONDS = 3600.0


def run_apart(*arguments: str, later: int = 0, good: tuple[int, ...] = (0,)) -> None:
    """Run ``neutral`` with these arguments, by the settings of this process's environment.

    ``later``: how far it stands back behind everything else, as ``nice`` counts; ``good``: the
    exit codes that are none of a failure. Raises ReportError with the command's own first line.
    """
    with subprocess.Popen(  # noqa: S603  # ourselves
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, later)
        try:
            _, told = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise ReportError(f"{arguments[0]} took longer than an hour.") from None
    if process.returncode not in good:
        lines = told.decode("utf-8", errors="replace").strip().splitlines()
        raise ReportError(f"{arguments[0]} failed: {lines[0] if lines else process.returncode}")
