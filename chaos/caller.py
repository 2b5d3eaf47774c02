"""The bot by Socket Mode: it has no port that answers, and is up while Slack hears from it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chaos.bot import Bot
from sandbox.slack import Sandbox


class Caller(Bot):
    """``python -m bot serve`` by the Socket Mode door."""

    PROCESSES = 1

    def __init__(
        self, folder: Path, settings: dict[str, str], slack: Sandbox, name: str = "bot-0"
    ) -> None:
        """``slack`` is the one that it calls."""
        super().__init__(folder, settings, name)
        self._slack = slack

    @property
    def is_up(self) -> bool:
        """Whether Slack has a connection of this very process, among those of others."""
        heard = set(self._slack.callers)
        return bool(heard) and any(heard & ports_of(pid) for pid in self.pids())


def ports_of(pid: int) -> set[int]:
    """The local ports of one process's connections by IPv4 (Linux); none once it has ended."""
    with suppress(OSError):
        own = set(_sockets(pid))
        rows = Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        # a row: its number, local address:port in hexadecimal, ..., tenth the socket's inode
        columns = (row.split() for row in rows)
        return {int(row[1].partition(":")[2], 16) for row in columns if row[9] in own}
    return set()


def _sockets(pid: int) -> Iterator[str]:
    """The inodes of a process's open sockets."""
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):  # closed since it was listed
            kind, _, inode = str(file.readlink()).partition(":")
            if kind == "socket":
                yield inode.strip("[]")
