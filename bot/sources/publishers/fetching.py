"""Fetches the pages of publishers: politely, only what has changed, and never from elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import BadSource, NotThere, Unreached
from bot.guidance.official import Page, Seen
from bot.sources.publishers.manners import Robots
from bot.sources.publishers.mirror import Hosts
from bot.sources.publishers.patience import Clock, Patience

if TYPE_CHECKING:
    from bot.sources.asking import Answer

MOST = 20_000_000
"""Bytes of a page: twice the largest Act as XML."""
_ACCEPT = (
    "application/json;q=0.9,text/html,application/xhtml+xml,application/xml,application/pdf,"
    "*/*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_OK, _ACCEPTED, _UNCHANGED, _MISSING, _GONE = 200, 202, 304, 404, 410
_BUSY = frozenset({_ACCEPTED, 429, 500, 502, 503, 504})
_TRIES = 3
_WHAT = {
    401: "asks for a password: it is for members only",
    403: "does not let programs in",
    451: "was taken down for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, or the word that it is as it was."""

    address: str
    """Where it was read in the end."""
    hash: str
    page: Page | None
    """None where it is as it was kept."""


class Fetcher:
    """Asks for pages one by one. ``kept`` gives what is remembered of an address."""

    def __init__(
        self,
        hosts: Hosts,
        kept: Callable[[str], Seen | None],
        contact: str = "",
        patience: Patience | None = None,
    ) -> None:
        self._hosts, self._kept, self._contact = hosts, kept, contact
        self.patience = patience or Patience(Clock())
        self._robots = Robots(self._robots_text)

    def fetch(self, address: str) -> Fetched:
        """Fetch a page, if it has changed. Raises BadSource with one reason.

        A page that was taken down for good comes with the status 410 and what is said of it.
        """
        address = self._hosts.checked(address)
        for _ in range(_MOST_REDIRECTS + 1):
            known = self._kept(address)
            answer = self._answer(address, known)
            if answer.status not in _REDIRECTS:
                return _fetched(address, answer, known)
            address = self._hosts.resolved(address, answer.location)
        raise BadSource(f"The page sends on more than {_MOST_REDIRECTS} times.")

    def _answer(self, address: str, known: Seen | None) -> "Answer":
        host = urlsplit(address).netloc
        between = self._robots.check(address)
        last: BadSource | None = None
        for tried in range(_TRIES):
            if rest := self.patience.resting(host):
                raise _resting(host, rest)
            try:
                answer = self._asked(address, known, between)
            except Unreached as error:
                last = error
                self.patience.wait(self.patience.asked_to_wait(host, "", tried) or 0.0)
                continue
            if answer.status not in _BUSY:
                return answer
            seconds = self.patience.asked_to_wait(host, answer.retry_after, tried)
            if seconds is None:
                raise _resting(host, self.patience.resting(host))
            last = Unreached(
                f"{host} is too busy to give the page ({answer.status}). Try again later."
            )
            if tried + 1 < _TRIES:
                self.patience.wait(seconds)
        raise last or Unreached(f"{host} does not give the page.")

    def _asked(self, address: str, known: Seen | None, between: float) -> "Answer":
        from bot.sources.asking import Manner, ask  # noqa: PLC0415  # only who fetches waits

        route = self._hosts.route(address)
        self.patience.turn(urlsplit(address).netloc, between)
        manner = Manner(
            contact=self._contact,
            purpose="keeps official guidance at hand",
            accept=_ACCEPT,
            headers=_conditions(known),
            most=MOST,
            read_too=frozenset({_GONE}),
        )
        return ask(route.url, route.reach, monotonic() + route.reach.seconds, manner)

    def _robots_text(self, address: str) -> tuple[int, bytes]:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._asked(address, None, 0.0)
            if answer.status not in _REDIRECTS:
                return answer.status, answer.body
            address = self._hosts.resolved(address, answer.location)
        return 404, b""


def _conditions(known: Seen | None) -> tuple[tuple[str, str], ...]:
    """Ask for the page only if it is another one than what is kept."""
    if known is None:
        return ()
    said = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return tuple((name, value) for name, value in said if value and value.isascii())


def _fetched(address: str, answer: "Answer", known: Seen | None) -> Fetched:
    if answer.status == _UNCHANGED and known is not None:
        return Fetched(address, known.hash, None)
    if answer.status not in {_OK, _GONE}:
        if answer.status == _MISSING:
            raise NotThere("The page is not there (404). Look at its address in a browser.")
        what = _WHAT.get(answer.status, "could not be given by its site")
        raise BadSource(f"The page {what} ({answer.status}). Look at its address in a browser.")
    page = Page(
        address=address,
        kind=answer.kind,
        charset=answer.charset,
        body=answer.body,
        status=answer.status,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    if known is not None and known.hash == page.hash and answer.status == _OK:
        return Fetched(address, known.hash, None)
    return Fetched(address, page.hash, page)


def _resting(host: str, seconds: float) -> Unreached:
    minutes = max(1, round(seconds / 60))
    return Unreached(f"{host} asks to be left alone for {minutes} min. Try again after that.")
