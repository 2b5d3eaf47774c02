"""What befalls the bot: blows at its processes and storms at Slack, each when the plan says."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread

from chaos.bot import Bot
from chaos.plan import Blow, Plan, Storm
from sandbox.slack import Sandbox

_LOOK = 0.05
_MOST_AHEAD = 6
"""Faults that wait for a call. While nobody calls none is added, or the next would meet a wall."""


class Fate(Thread):
    """Strikes every blow of the plan, in order."""

    def __init__(self, plan: Plan, bots: tuple[Bot, ...], taken: Callable[[], int]) -> None:
        """``taken`` counts the reviews acknowledged so far."""
        super().__init__(name="fate", daemon=True)
        self.counts: Counter[str] = Counter()
        self.recoveries: list[float] = []
        """Seconds from a kill until the bot answered again, where it was waited for."""
        self.over = Event()
        self._blows, self._bots, self._taken = plan.blows(), bots, taken

    def run(self) -> None:
        """Wait for each moment, and strike."""
        for number, blow in enumerate(self._blows):
            while self._taken() < blow.after:
                if self.over.wait(_LOOK):
                    return
            self._strike(blow, self._next(number))

    def _strike(self, blow: Blow, bot: Bot) -> None:
        if blow.when_up:
            with suppress(TimeoutError):
                took = bot.wait_until_up()
                if self.counts:
                    self.recoveries.append(took)
        self.over.wait(blow.delay)
        bot.strike(blow.kind)
        self.counts[blow.kind] += 1

    def _next(self, number: int) -> Bot:
        alive = [bot for bot in self._bots if not bot.gone]
        return alive[number % len(alive)]


class Weather(Thread):
    """Faults of Slack, one after another, until it is over."""

    def __init__(self, plan: Plan, slack: Sandbox) -> None:
        super().__init__(name="weather", daemon=True)
        self.counts: Counter[str] = Counter()
        self.over = Event()
        self._storms: Iterator[Storm] = plan.storms()
        self._slack = slack

    def run(self) -> None:
        """Plan each fault at its moment."""
        for storm in self._storms:
            if self.over.wait(storm.pause):
                return
            if self._slack.faults.left() < _MOST_AHEAD:
                self._plan(storm)
                self.counts[storm.fault] += 1

    def _plan(self, storm: Storm) -> None:
        faults, method = self._slack.faults, storm.method
        match storm.fault:
            case "rate_limit":
                faults.rate_limit(method, retry_after=1)
            case "fail":
                faults.fail(method, status=500)
            case "busy":
                faults.fail(method, status=503)
            case "drop":
                faults.drop(method)
            case "lose":
                faults.lose(method)
            case "slow":
                faults.slow(method, 1.0)
