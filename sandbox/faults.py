"""Faults on demand: each is asked for by name, happens as often as asked, and then is over."""

import threading
from collections import defaultdict, deque
from dataclasses import dataclass

from sandbox.refusals import Refused, rate_limited
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call: wait, then drop the connection, refuse, or (neither) carry on.

    ``lose`` carries on, and drops the connection instead of answering.
    """

    wait: float = 0.0
    drop: bool = False
    lose: bool = False
    refusal: Refused | None = None


class Faults:
    """Plans trouble. A ``method`` is a Web API name, ``response_url``, ``upload``, or ``*``."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._planned: dict[str, deque[Trouble]] = defaultdict(deque)
        self.repeats = 0

    def rate_limit(self, method: str, times: int = 1, retry_after: int = 1) -> None:
        """Answer 429 with Retry-After (seconds), so many times."""
        self._plan(method, times, Trouble(refusal=rate_limited(retry_after)))

    def fail(self, method: str, times: int = 1, status: int = 500) -> None:
        """Answer with a server error, so many times."""
        self._plan(method, times, Trouble(refusal=Refused("internal_error", status=status)))

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer ``{"ok": false, "error": error}``, so many times."""
        self._plan(method, times, Trouble(refusal=Refused(error)))

    def drop(self, method: str, times: int = 1) -> None:
        """Close the connection without an answer, so many times."""
        self._plan(method, times, Trouble(drop=True))

    def lose(self, method: str, times: int = 1) -> None:
        """Do what is asked and close the connection instead of saying so, so many times."""
        self._plan(method, times, Trouble(lose=True))

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer late by so many real seconds, so many times."""
        self._plan(method, times, Trouble(wait=seconds))

    def repeat_deliveries(self, more: int = 1) -> None:
        """Deliver everything so many times more than once, until set back to 0."""
        self.repeats = more

    def expire_response_urls(self) -> None:
        """Every response_url given out so far is refused from now on."""
        with self._world.changed:
            self._world.replies.expire()

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._world.change_channel(channel, archived=True)

    def remove_bot(self, channel: str) -> None:
        """Take the bot out of a channel."""
        members = self._world.channels[channel].members - {self._world.bot.id}
        self._world.change_channel(channel, members=members)

    def leave(self, channel: str, user: str) -> None:
        """Let somebody leave a channel."""
        members = self._world.channels[channel].members - {user}
        self._world.change_channel(channel, members=members)

    def remove_user(self, user: str) -> None:
        """Deactivate somebody: gone from every channel."""
        self._world.remove_user(user)

    def revoke_token(self) -> None:
        """Every call with the bot's token is refused from now on."""
        self._world.revoked = True

    def left(self, method: str = "") -> int:
        """How many planned troubles have not happened yet; for one method, if it is named."""
        with self._lock:
            wanted = (method,) if method else tuple(self._planned)
            return sum(len(self._planned[name]) for name in wanted)

    def next_for(self, method: str) -> Trouble | None:
        """Take the next trouble planned for a method, if there is one."""
        with self._lock:
            for name in (method, "*"):
                if self._planned[name]:
                    return self._planned[name].popleft()
        return None

    def _plan(self, method: str, times: int, trouble: Trouble) -> None:
        with self._lock:
            self._planned[method].extend([trouble] * times)
