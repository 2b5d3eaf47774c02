"""The files of a month for whoever sends them: each made by its own command, in a process apart.

A month of many drafts takes a minute to write, and nobody's answer may wait for it.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from bot.cli.apart import run_apart
from bot.errors import ReportError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.report.month import Month

_LATER = 10
"""How far the making stands back behind everything else on this machine, as ``nice`` counts."""
_COMMANDS: Final = {
    "xlsx": ("export", "--format", "xlsx"),
    "csv": ("export", "--format", "csv", "--bom"),
    "jsonl": ("export", "--format", "jsonl"),
    "pdf": ("report", "--format", "pdf"),
    "html": ("report", "--format", "html"),
}
"""The command that makes each format; it is given ``--month`` and ``-o`` with a folder."""
_NAMES: Final = {
    "csv": "neutral-{month}-bom.csv",
    "pdf": "neutral-report-{month}.pdf",
    "html": "neutral-report-{month}.html",
}


class FilesApart:
    """Satisfies ``bot.work.monthly.MonthFiles``."""

    def __init__(self, settings: "Settings") -> None:
        self._formats = settings.monthly_files

    def names(self, month: "Month") -> tuple[str, ...]:
        """Their names, in the order of the settings."""
        return tuple(
            _NAMES.get(form, f"neutral-{{month}}.{form}").format(month=month.name)
            for form in self._formats
        )

    def made(self, month: "Month", name: str) -> bytes:
        """Run the command, and read what it wrote. Raises ReportError."""
        command = _COMMANDS[name.rpartition(".")[2]]
        with TemporaryDirectory(prefix="neutral-month-") as folder:
            run_apart(*command, "--month", month.name, "-o", folder, later=_LATER)
            try:
                return (Path(folder) / name).read_bytes()
            except OSError as error:
                raise ReportError(f"{name} was not written: {error.strerror}.") from error
