"""A file that is whole or not there: made beside its place under another name, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import ReportError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Give a path to write to, and rename the file when all of it is on the disk.

    Folder and file are for this user alone: drafts are not yet public.
    Raises ReportError; the file of an earlier run stands until the new one is whole.
    """
    with _in_plain_words(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".neutral-", dir=target.parent) as workshop:
            path = Path(workshop) / target.name
            yield path
            path.chmod(0o600)
            _flush(path)
            path.replace(target)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _in_plain_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ReportError(f"{target} could not be written: {error.strerror or error}.") from error
