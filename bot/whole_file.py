"""A file that is whole or not there, whenever the process that writes it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

_PREFIX = ".neutral-"


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Write beside the target, in a folder of its own, and rename when all is on the disk.

    Folder and file are for this user alone: drafts are not yet public. What a process left that
    was killed at its writing is cleared away first. Raises OSError.
    """
    with workshop(target.parent) as unfinished:
        path = unfinished / target.name
        yield path
        path.chmod(0o600)
        _flush(path)
        path.replace(target)
        _flush(target.parent)


@contextmanager
def workshop(folder: Path, prefix: str = _PREFIX) -> Iterator[Path]:
    """A folder of one's own inside another, for this user alone, locked while its process lives.

    Those of killed processes, under the same prefix, are cleared away first. Raises OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
        _clear(folder, prefix)
        made = Path(mkdtemp(prefix=prefix, dir=folder))
        held = os.open(made, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield made
    finally:
        rmtree(made, ignore_errors=True)
        os.close(held)


def _clear(folder: Path, prefix: str) -> None:
    """Remove the workshops that nobody holds: a lock ends with its process."""
    for left in folder.glob(f"{prefix}*"):
        with suppress(OSError), _locked(left, fcntl.LOCK_NB):
            rmtree(left)


@contextmanager
def _locked(folder: Path, now: int = 0) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | now)
        yield
    finally:
        os.close(handle)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
