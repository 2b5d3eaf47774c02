"""Remembers how far a run has come, so that one that was cut off is taken up where it stopped."""

from pathlib import Path
from time import time

from bot.log.sqlite.trouble import in_plain_words

_OLDEST = 24 * 3600
"""Seconds after which a run is begun anew: what it had fetched may have changed."""


class Journal:
    """A line for each document that is done, in a file that is there only while a run is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> frozenset[str]:
        """What a run that was cut off had done; a line that was cut off too does not count."""
        try:
            if time() - self._path.stat().st_mtime > _OLDEST:
                self.remove()
                return frozenset()
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return frozenset()
        whole = text[: text.rfind("\n") + 1]
        return frozenset(whole.splitlines())

    def add(self, name: str) -> None:
        """Write a line."""
        with in_plain_words(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")

    def remove(self) -> None:
        """Forget the run."""
        self._path.unlink(missing_ok=True)
