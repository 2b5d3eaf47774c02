"""response_urls: five uses in thirty minutes, tied to the message that they may replace."""

from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.refusals import Refused

USES = 5
SECONDS = 30 * 60


@dataclass(slots=True)
class Reply:
    """One response_url. ``original`` is the ts that replace_original and delete_original mean."""

    id: str
    user: str
    channel: str
    given_at: float
    original: str = ""
    thread_ts: str = ""
    uses: int = 0
    expired: bool = False


class Replies:
    """All response_urls given out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, Reply] = {}

    def give(self, reply: Reply) -> Reply:
        """Remember a new one."""
        reply.given_at = self._clock.now()
        self._given[reply.id] = reply
        return reply

    def use(self, name: str) -> Reply:
        """Count a use. Refused with 404: expired_url after thirty minutes, used_url after five."""
        reply = self._given.get(name)
        if reply is None:
            raise Refused("invalid_url", status=404)
        if reply.expired or self._clock.now() - reply.given_at > SECONDS:
            raise Refused("expired_url", status=404)
        if reply.uses >= USES:
            raise Refused("used_url", status=404)
        reply.uses += 1
        return reply

    def peek(self, name: str) -> Reply:
        """One that was given out, without using it."""
        return self._given[name]

    def expire(self) -> None:
        """Every one given out so far is over."""
        for reply in self._given.values():
            reply.expired = True
