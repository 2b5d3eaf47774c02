"""A real disk with hardly any room, for tests of what happens when it is full."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own with hardly any room."""
    folder.mkdir()
    options = f"size={kilobytes}k"
    mounted = subprocess.run(  # noqa: S603  # the system's own program
        ["/bin/mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)],  # ours
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("This machine lets nobody make a small disk.")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)  # noqa: S603  # the system's own


def fill(path: Path) -> None:
    """Leave not a byte."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
