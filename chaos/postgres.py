"""The same on PostgreSQL: a private server on loopback, installed if need be, and its record."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from chaos.record import JOBS, MISSES, REVIEWS, UNFINISHED, Held, misses, reviews
from tests.postgres import binaries, private_server

_NO_SERVER = "/etc/postgresql-common/createcluster.d/chaos.conf"
_NO_SERVER_WORDS = b"create_main_cluster = false\n"
_SCHEMAS = "-c search_path=neutral_log,dbos"


@dataclass(frozen=True, slots=True)
class Database:
    """Satisfies ``chaos.record.Record`` from a database that log and engine share."""

    address: str

    def unfinished(self) -> dict[str, int]:
        """How many jobs are not done, by name and state."""
        return {f"{name} {state}": n for name, state, n in self._jobs() if state in UNFINISHED}

    def ended_badly(self) -> dict[str, int]:
        """How many jobs the engine gave up, by name and state."""
        good = {*UNFINISHED, "SUCCESS"}
        return {f"{name} {state}": n for name, state, n in self._jobs() if state not in good}

    def held(self) -> Held:
        """Read the log."""
        shared = self._ask("select review_id from placements where kind = 'shared'")
        answers = self._ask("select answers from remarks where answers <> ''")
        return Held(
            reviews=reviews(self._ask(REVIEWS)),
            misses=misses(self._ask(MISSES)),
            shared=tuple(str(row[0]) for row in shared),
            answers=Counter(str(row[0]) for row in answers),
            whole=True,
        )

    def _jobs(self) -> list[Any]:
        return self._ask(JOBS)

    def _ask(self, question: str) -> list[Any]:
        with closing(psycopg.connect(self.address, options=_SCHEMAS)) as link:
            return link.execute(question.encode()).fetchall()


@contextmanager
def database() -> Iterator[str]:
    """Run a server that waits for the disk at each commit; give its URL."""
    if binaries() is None:
        _install()
        binaries.cache_clear()
    with private_server(durable=True) as url:
        yield url


def dump(url: str, folder: Path) -> None:
    """Write the whole database beside the words of the processes, to be looked into."""
    server = binaries()
    if server is not None:
        program = (server / "initdb").resolve().with_name("pg_dump")
        target = f"--file={folder / 'database.sql'}"
        subprocess.run([program, "--inserts", target, url], check=True)  # noqa: S603  # Debian's


def _install() -> None:
    """Install Debian's package. Raises CalledProcessError when that fails.

    Debian would start a server of its own with it, now and at each boot; it is told not to make
    one. Where the machine has one from an earlier time, that one is left as it is.
    """
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _as_root(["install", "-D", "-m", "644", "/dev/stdin", _NO_SERVER], words=_NO_SERVER_WORDS)
    try:
        _as_root(["apt-get", "update", "-qq"], env=quiet)
        wanted = ["-qq", "-y", "--no-install-recommends", "postgresql"]
        _as_root(["apt-get", "install", *wanted], env=quiet)
    finally:
        _as_root(["rm", "-f", _NO_SERVER])


def _as_root(
    command: list[str], *, words: bytes = b"", env: Mapping[str, str] | None = None
) -> None:
    before = [] if os.geteuid() == 0 else ["sudo", "--preserve-env=DEBIAN_FRONTEND"]
    subprocess.run([*before, *command], check=True, input=words, env=env, stdout=sys.stderr)  # noqa: S603  # Debian's
