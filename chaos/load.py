"""Commands at a rate, signed as Slack signs them, and how long each acknowledgement took."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from chaos.plan import CHANNEL, tag
from sandbox.courier import post
from sandbox.shapes import User
from sandbox.signing import FORM, JSON, signed
from sandbox.slack import Sandbox

POST = "The new {tag} opens to ferries for the first time in a generation."
_numbers = count(1)
_REFUSED = "Nothing was accepted"
"""How the bot begins when it answers a command that it could not keep."""


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked, on whose behalf, at which address."""

    slack: Sandbox
    url: str
    users: tuple[str, ...]

    def user(self, number: int) -> str:
        """Each person in turn."""
        return self.users[number % len(self.users)]


def people(slack: Sandbox, number: int) -> tuple[str, ...]:
    """So many officers, all in the channel."""
    names = tuple(f"U0OFFICER{each}" for each in range(number))
    for name in names:
        slack.world.users[name] = User(id=name, name=name.lower())
    members = slack.world.channels[CHANNEL].members | set(names)
    slack.world.change_channel(CHANNEL, members=members)
    return names


def send(target: Target, user: str) -> float:
    """Send one command as Slack would; give the seconds until it was acknowledged.

    Raises RuntimeError when it was not. There is no response_url: the answer comes by the Web API.
    """
    number = next(_numbers)
    return _sent(target, _command(user, POST.format(tag=tag(0, number)), f"load.{number}"), FORM)


def alone(target: Target, user: str) -> float:
    """The same for the command alone, which opens a form before it is acknowledged."""
    trigger = target.slack.world.surfaces.trigger(user)
    return _sent(target, _command(user, "", trigger), FORM)


def event(target: Target, user: str) -> float:
    """The same for a mention in a thread where no review stands."""
    number = next(_numbers)
    said = {"type": "app_mention", "user": user, "text": f"Why {number}?", "channel": CHANNEL}
    envelope = {
        "type": "event_callback",
        "event_id": f"EvLoad{number}",
        "team_id": "T0SANDBOX",
        "event": {**said, "ts": f"{number}.1", "thread_ts": "1.1"},
    }
    return _sent(target, json.dumps(envelope).encode(), JSON)


def _command(user: str, text: str, trigger: str) -> bytes:
    form = {
        "command": "/neutral",
        "text": text,
        "trigger_id": trigger,
        "user_id": user,
        "channel_id": CHANNEL,
        "team_id": "T0SANDBOX",
        "response_url": "",
    }
    return urlencode(form).encode()


def _sent(target: Target, body: bytes, kind: str) -> float:
    headers = signed(body, target.slack.signing_secret, kind)
    began = perf_counter()
    delivery = post(target.url, body, headers, 30)
    took = perf_counter() - began
    if not delivery.ok or _REFUSED in delivery.body:
        raise RuntimeError(f"Not acknowledged: {delivery}")
    return took


def at_once(
    target: Target, number: int, threads: int = 20, way: Callable[[Target, str], float] = send
) -> list[float]:
    """Send as many as fit at a time until so many are sent."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda n: way(target, target.user(n)), range(number)))


def resident(pid: int) -> float:
    """Resident megabytes of one process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
