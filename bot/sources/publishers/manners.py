"""Reads the robots.txt of each host, and keeps to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import BadSource, Unreached

if TYPE_CHECKING:
    from protego import Protego

NAME = "neutral-bot"
_OK, _MISSING, _TOO_OFTEN, _BROKEN = 200, 400, 429, 500
_LONGEST = 512_000
"""Bytes that are read of a robots.txt: RFC 9309 asks for 500 KiB at least."""


class Robots:
    """What each host lets programs read. ``ask`` gives the status and the body of an address."""

    def __init__(self, ask: Callable[[str], tuple[int, bytes]]) -> None:
        self._ask = ask
        self._known: dict[str, Protego | BadSource | None] = {}

    def check(self, address: str) -> float:
        """Give the seconds that the host wants between requests.

        As RFC 9309 has it: without the file all may be read; while it cannot be had, nothing.
        Raises BadSource where the address may not be read.
        """
        host = urlsplit(address).netloc
        if host not in self._known:
            self._known[host] = self._read(address, host)
        rules = self._known[host]
        if isinstance(rules, BadSource):
            raise rules
        if rules is None:
            return 0.0
        if not rules.can_fetch(address, NAME):
            raise BadSource(
                f"{host} asks programs not to read this page (robots.txt). Read it in a browser; "
                "the catalogue's summary stands alone."
            )
        return float(rules.crawl_delay(NAME) or 0.0)

    def _read(self, address: str, host: str) -> "Protego | BadSource | None":
        from protego import Protego  # noqa: PLC0415  # only who fetches waits

        try:
            status, body = self._ask(f"{urlsplit(address).scheme}://{host}/robots.txt")
        except BadSource as error:
            return error
        if status == _OK:
            return Protego.parse(body[:_LONGEST].decode("utf-8", "replace"))
        if _MISSING <= status < _BROKEN and status != _TOO_OFTEN:
            return None
        return Unreached(f"{host} does not give its robots.txt ({status}). Try again later.")
