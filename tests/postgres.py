"""A Postgres server of the tests' own, on loopback, in a folder that goes away with it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy

MISSING = "No Postgres server is installed here: apt install postgresql"
_USER = "postgres"
_INITIAL = ("--encoding=UTF8", "--locale=C", "--auth=trust", f"--username={_USER}", "--no-sync")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": 300,
}
_numbers = count(1)


@cache
def binaries() -> Path | None:
    """The folder of the newest server installed, by PATH or where Debian puts it."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[str]:
    """Run a server; give the URL of its first, empty database.

    ``durable`` waits for the disk at each commit, as in earnest; tests do without.
    """
    with TemporaryDirectory(prefix="neutral-postgres-") as name:
        data, port = Path(name) / "data", _free_port()
        _own(Path(name))
        _run("initdb", *_INITIAL, "--pgdata", str(data))
        settings = {**_SETTINGS, "port": port, "fsync": "on" if durable else "off"}
        options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
        _run("pg_ctl", "start", "-w", "-D", str(data), "-l", f"{data}.log", "-o", options)
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(data))


def fresh_database(server: str) -> str:
    """Make an empty database on a server; give its URL."""
    name = f"fresh_{os.getpid()}_{next(_numbers)}"
    url = sqlalchemy.make_url(server).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(
        url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"create database {name} template template0")
    return f"{server.rpartition('/')[0]}/{name}"


def _own(folder: Path) -> None:
    """Give the folder to the server's user: Postgres refuses to run as root."""
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)


def _run(program: str, *arguments: str) -> None:
    folder = binaries()
    assert folder, MISSING
    subprocess.run(  # noqa: S603  # the server's own programs
        [folder / program, *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        user=_USER if os.geteuid() == 0 else None,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
