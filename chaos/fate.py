"""What befalls the bot: blows at its processes and storms at Slack, each when the plan says."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Event, Thread
from time import monotonic

from chaos.bot import Bot
from chaos.people import Ledger
from chaos.plan import Blow, Plan, Storm
from sandbox.slack import Sandbox

_LOOK = 0.05
_MOST_AHEAD = 2
"""Faults that wait for a call of one method. While nobody calls it none is added, or the next call
would meet a wall."""


class Fate(Thread):
    """Strikes every blow of the plan, in order."""

    def __init__(self, plan: Plan, bots: tuple[Bot, ...], ledgers: Sequence[Ledger]) -> None:
        """``ledgers`` are those of everybody at work: what is acknowledged moves the plan on."""
        super().__init__(name="fate", daemon=True)
        self.counts: Counter[str] = Counter()
        self.recoveries: list[float] = []
        """Seconds from a kill until the bot answered again, where no other blow came between."""
        self.idle = 0
        """Blows that fell when all reviews of the plan had been acknowledged."""
        self.over = Event()
        self._blows, self._reviews = plan.blows(), plan.reviews
        self._bots, self._ledgers = bots, ledgers

    def run(self) -> None:
        """Wait for each moment, and strike."""
        for number, blow in enumerate(self._blows):
            while self.taken() < blow.after:
                if self.over.wait(_LOOK):
                    return
            self._strike(blow, self._next(number))

    def taken(self) -> int:
        """How many reviews are acknowledged so far."""
        return sum(len(ledger.taken) for ledger in self._ledgers)

    def _strike(self, blow: Blow, bot: Bot) -> None:
        if blow.when_up:
            with suppress(TimeoutError):
                bot.wait_until_up()
        self.over.wait(blow.delay)
        self.idle += self.taken() >= self._reviews
        dead = bot.strike(blow.kind)
        self.counts[blow.kind] += 1
        if dead and not bot.gone:
            number = self.counts.total()
            Thread(target=self._time, args=(bot, dead, number), daemon=True).start()

    def _time(self, bot: Bot, dead: tuple[int, ...], number: int) -> None:
        """Time how long the bot is away after a kill."""
        began = monotonic()
        while self.counts.total() == number and not self.over.wait(_LOOK):
            if bot.is_back(dead):
                self.recoveries.append(monotonic() - began)
                return

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
        self._most = 1 if plan.gentle else _MOST_AHEAD

    def run(self) -> None:
        """Plan each fault at its moment."""
        for storm in self._storms:
            if self.over.wait(storm.pause):
                return
            if self._has_room(storm):
                self._plan(storm)
                self.counts[storm.fault] += 1

    def _has_room(self, storm: Storm) -> bool:
        if storm.fault == "disconnect":
            return bool(self._slack.callers)
        return self._slack.faults.left(storm.method) < self._most

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
            case "disconnect":
                self._slack.disconnect()
