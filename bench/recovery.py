"""How soon the bot is at work again after kill -9 with many reviews waiting, in how much memory.

python bench/recovery.py [WAITING]
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from time import perf_counter

from chaos.bot import Bot
from chaos.load import Target, at_once, people, resident
from chaos.model import Model
from chaos.record import Files
from chaos.run import settings_for
from sandbox.slack import Sandbox

WAITING = 1_000
OFFICERS = 50


def main() -> None:
    """Fill the queue while the model is silent, kill the bot, and time what follows."""
    waiting = int(sys.argv[1]) if len(sys.argv) > 1 else WAITING
    with Sandbox() as slack, Model(1, instant=True) as model, TemporaryDirectory() as name:
        folder = Path(name)
        settings = settings_for(slack, model, folder) | {"NEUTRAL_MODEL_DEADLINE": "600"}
        with Bot(folder, settings) as bot:
            bot.wait_until_up()
            target = Target(slack, bot.url, people(slack, OFFICERS))
            show("idle", memory(bot))
            model.gate.clear()
            at_once(target, waiting)
            show(f"{waiting} waiting", memory(bot))
            for what, seconds in recovered(bot, slack, model, Files(folder)).items():
                print(f"  {what:42} {seconds:8.2f} s")
            show("after all of them", memory(bot))


def recovered(bot: Bot, slack: Sandbox, model: Model, record: Files) -> dict[str, float]:
    """Kill it; seconds until it answers, until the first card, until all is done."""
    began, killed = perf_counter(), bot.pids()
    bot.strike("tree")
    until(lambda: bot.pids()[:1] not in {(), killed[:1]})
    model.gate.set()
    bot.wait_until_up()
    up = perf_counter() - began
    until(lambda: cards(slack) > 0)
    first = perf_counter() - began
    until(lambda: not record.unfinished(), 0.5)
    return {
        "kill -9 until it answers again": up,
        "kill -9 until the first card": first,
        "kill -9 until none is waiting": perf_counter() - began,
    }


def cards(slack: Sandbox) -> int:
    """How many messages of the bot were shown to anybody alone."""
    return sum(m.ephemeral and m.user == slack.bot_user for m in slack.world.said())


def until(holds: Callable[[], bool], look: float = 0.02) -> None:
    """Look until it holds."""
    pause = Event()
    while not holds():
        pause.wait(look)


def memory(bot: Bot) -> dict[str, float]:
    """Resident megabytes of each process: the one that starts the others, and its worker."""
    names = ("gunicorn master", "bot worker")
    return dict(zip(names, map(resident, bot.pids()), strict=False))


def show(when: str, megabytes: dict[str, float]) -> None:
    """One line."""
    said = ", ".join(f"{name} {size:.0f} MB" for name, size in megabytes.items())
    print(f"  {when}: {said}")


if __name__ == "__main__":
    main()
