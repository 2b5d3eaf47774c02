"""One run: everything is started, everything befalls it, and at the end it is held to account."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic

from chaos.bot import Bot
from chaos.caller import Caller
from chaos.fate import Fate, Weather
from chaos.model import Model
from chaos.people import Person
from chaos.plan import HTTP, PEOPLE, SOCKET, Plan
from chaos.record import Files, Record
from chaos.seen import Reader
from chaos.verdict import breaches, figures, gathered
from sandbox.app import App
from sandbox.slack import Sandbox

ROOT = Path(__file__).parent.parent
DRAIN_SECONDS = 3_000.0
"""What is told again because its receipts were lost waits for five minutes, then for a quarter of
an hour, then for three quarters; the longest wait after that would need a run of an hour and all
receipts of it lost."""
STOP_PROMISE = 25.0
"""Seconds: 20 for the work under way, and a little for a process to end."""
_TRACE = re.compile(r"^(\w[\w.]*(?:Error|Exception|Timeout|Failed)\w*)\b", re.MULTILINE)


@dataclass(slots=True)
class Outcome:
    """What a run came to. It holds when ``breaches`` is empty."""

    seconds: float = 0.0
    figures: dict[str, int] = field(default_factory=dict)
    blows: Counter[str] = field(default_factory=Counter)
    idle: int = 0
    """How many blows fell when all reviews of the plan had been acknowledged."""
    storms: Counter[str] = field(default_factory=Counter)
    model: Counter[str] = field(default_factory=Counter)
    starts: int = 0
    recoveries: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    drained_in: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)
    """Names of errors in the words of the processes, for whoever looks into a run."""
    breaches: dict[str, list[str]] = field(default_factory=dict)


def run(
    plan: Plan,
    folder: Path,
    tell: Callable[[str], None],
    *,
    shared: Mapping[str, str] | None = None,
    record: Record | None = None,
) -> Outcome:
    """Do everything that the plan says, in ``folder``.

    ``shared`` are settings of the bots beside those of this machine; ``record`` reads a database
    other than the files in ``folder``.
    """
    began, outcome = monotonic(), Outcome()
    app = App.from_manifest(ROOT / "manifest.json")
    with ExitStack() as open_:
        slack = open_.enter_context(Sandbox(app))
        model = open_.enter_context(Model(plan.seed, gentle=plan.gentle))
        _read_english(slack)
        settings = settings_for(slack, model, folder, plan.door) | dict(shared or {})
        bots = _bots(plan, slack, folder, settings)
        for bot in bots:
            open_.enter_context(bot)
        for bot in bots:
            bot.wait_until_up()
        record = record or Files(folder)
        people = _befall(plan, slack, bots, outcome, tell)
        outcome.drained_in = _drain(record, outcome, tell)
        for bot in bots:
            bot.strike("gone" if bot.gone else "term")
        found = gathered((p.ledger for p in people), Reader(slack), record.held())
        outcome.figures = figures(found)
        outcome.breaches |= breaches(found)
        outcome.model = model.counts
    _account_for(bots, record, outcome)
    outcome.seconds = monotonic() - began
    return outcome


def settings_for(slack: Sandbox, model: Model, folder: Path, door: str = HTTP) -> dict[str, str]:
    """The settings of a bot that keeps everything in ``folder`` and asks this model."""
    return {
        "NEUTRAL_DATA_DIR": str(folder),
        "NEUTRAL_SLACK_DOOR": door,
        "NEUTRAL_SLACK_APP_TOKEN": slack.app_token,
        "NEUTRAL_SLACK_BOT_TOKEN": slack.bot_token,
        "NEUTRAL_SLACK_SIGNING_SECRET": slack.signing_secret,
        "NEUTRAL_SLACK_API_URL": slack.api_url,
        "NEUTRAL_SLACK_PACE": "0",
        "NEUTRAL_MODEL": "loopback",
        "NEUTRAL_MODEL_BASE_URL": model.url,
        "NEUTRAL_MODEL_DEADLINE": "10",
        "NEUTRAL_MODEL_CONCURRENCY": "6",
    }


def _read_english(slack: Sandbox) -> None:
    """Give everybody English: what they are told is told apart by its English words."""
    for user in PEOPLE:
        slack.world.users[user] = replace(slack.world.users[user], locale="en-GB")


def _bots(plan: Plan, slack: Sandbox, folder: Path, settings: dict[str, str]) -> tuple[Bot, ...]:
    names = tuple(f"bot-{number}" for number in range(plan.executors))
    if plan.door == SOCKET:
        return tuple(Caller(folder, settings, slack, name) for name in names)
    return tuple(Bot(folder, settings, name) for name in names)


def _befall(
    plan: Plan,
    slack: Sandbox,
    bots: tuple[Bot, ...],
    outcome: Outcome,
    tell: Callable[[str], None],
) -> tuple[Person, ...]:
    """Let people work while blows fall and storms rage; wait until all of that is over."""
    aim = _aim(plan, slack, bots)
    people = tuple(Person(n, plan, slack, aim) for n in range(len(PEOPLE)))
    fate = Fate(plan, bots, [person.ledger for person in people])
    weather = Weather(plan, slack)
    busy: tuple[Person | Fate, ...] = (*people, fate)
    try:
        weather.start()
        for one in busy:
            one.start()
        while alive := [one for one in busy if one.is_alive()]:
            alive[0].join(10)
            blows, storms = fate.counts.total(), weather.counts.total()
            tell(f"{fate.taken()} taken, {blows} blows, {storms} storms")
    finally:
        for over in (weather.over, *(one.over for one in busy)):
            over.set()
    weather.join()
    slack.faults.repeat_deliveries(0)
    outcome.blows, outcome.storms = fate.counts, weather.counts
    outcome.recoveries, outcome.idle = fate.recoveries, fate.idle
    if fate.taken() < plan.reviews:
        outcome.breaches["people who could not get through"] = [f"{fate.taken()} of {plan.reviews}"]
    return people


def _aim(plan: Plan, slack: Sandbox, bots: tuple[Bot, ...]) -> Callable[[], None]:
    """Point Slack's next request at each bot in turn, as a balancer has it.

    By Socket Mode Slack itself takes its connections in turn. People call this at the same moment.
    """
    numbers = count()

    def point() -> None:
        alive = [bot for bot in bots if not bot.gone]
        slack.connect(alive[next(numbers) % len(alive)].url)

    return point if plan.door == HTTP else lambda: None


def _drain(record: Record, outcome: Outcome, tell: Callable[[str], None]) -> float:
    """Wait until no job is left; give the seconds that took."""
    began, pause = monotonic(), Event()
    told: dict[str, int] = {}
    while left := record.unfinished():
        if monotonic() - began > DRAIN_SECONDS:
            outcome.breaches["never finished"] = [f"{name}: {n}" for name, n in left.items()]
            break
        if left != told:
            tell(f"waiting for {left}")
            told = left
        pause.wait(0.5)
    return monotonic() - began


def _account_for(bots: tuple[Bot, ...], record: Record, outcome: Outcome) -> None:
    """What the processes did, and what the engine gave up."""
    for bot in bots:
        outcome.starts += bot.starts
        outcome.stops += bot.stops
        outcome.errors.update(_TRACE.findall(bot.words.read_text(errors="replace")))
    given_up = record.ended_badly()
    if given_up:
        outcome.breaches["given up by the engine"] = [f"{k}: {n}" for k, n in given_up.items()]
    late = [f"{took:.1f} s" for took in outcome.stops if took > STOP_PROMISE]
    if late:
        outcome.breaches["stopped too slowly"] = late
