"""Commands at a rate, signed as Slack signs them, and how long each acknowledgement took."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic, perf_counter
from urllib.parse import urlencode

from chaos.plan import CHANNEL, tag
from sandbox.courier import post
from sandbox.shapes import User
from sandbox.signing import FORM, signed
from sandbox.slack import Sandbox

POST = "The new {tag} opens to ferries for the first time in a generation."
_numbers = count(1)


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
    form = {
        "command": "/neutral",
        "text": POST.format(tag=tag(0, number)),
        "trigger_id": f"load.{number}",
        "user_id": user,
        "channel_id": CHANNEL,
        "team_id": "T0SANDBOX",
        "response_url": "",
    }
    body = urlencode(form).encode()
    headers = signed(body, target.slack.signing_secret, FORM)
    began = perf_counter()
    delivery = post(target.url, body, headers, 30)
    took = perf_counter() - began
    if not delivery.ok:
        raise RuntimeError(f"Not acknowledged: {delivery}")
    return took


def steady(target: Target, rate: float, seconds: float) -> list[float]:
    """Send so many a second, whether or not the ones before are answered."""
    began, pause, waiting = monotonic(), Event(), []
    with ThreadPoolExecutor(64) as pool:
        for number in range(int(rate * seconds)):
            pause.wait(max(0.0, began + number / rate - monotonic()))
            waiting.append(pool.submit(send, target, target.user(number)))
    return [one.result() for one in waiting]


def at_once(target: Target, number: int, threads: int = 20) -> list[float]:
    """Send as many as fit at a time until so many are sent."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(lambda n: send(target, target.user(n)), range(number)))


def resident(pid: int) -> float:
    """Resident megabytes of one process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
