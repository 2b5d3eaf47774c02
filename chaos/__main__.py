"""Run chaos: ``python -m chaos --reviews 500 --kills 60 --terms 10 --seed 1``."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from random import SystemRandom

from chaos.plan import HTTP, SOCKET, Plan
from chaos.run import Outcome, run


def main() -> int:
    """Run once; 0 only if every promise held."""
    wanted = _wanted()
    plan = Plan(
        seed=wanted.seed,
        reviews=wanted.reviews,
        kills=wanted.kills,
        terms=wanted.terms,
        pace=wanted.pace,
        gentle=wanted.gentle,
        door=wanted.door,
        executors=2 if wanted.postgres else 1,
    )
    _say(
        f"seed {plan.seed}: {plan.reviews} reviews, {plan.kills} kill -9, {plan.terms} SIGTERM, "
        f"{plan.executors} worker(s) on {'PostgreSQL' if wanted.postgres else 'SQLite'}\n"
        f"  {'by Socket Mode' if plan.door == SOCKET else 'by HTTP'}, pace {plan.pace:g}, "
        f"{'a gentle model' if plan.gentle else 'a model that may fail again and again'}"
    )
    with tempfile.TemporaryDirectory(prefix="chaos-") as spare:
        folder = wanted.folder or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = _on_postgres(plan, folder) if wanted.postgres else run(plan, folder, _whisper)
    report(outcome)
    return 1 if outcome.breaches else 0


def _wanted() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    asked.add_argument("--reviews", type=int, default=500)
    asked.add_argument("--kills", type=int, default=60)
    asked.add_argument("--terms", type=int, default=10)
    asked.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    asked.add_argument("--door", choices=(HTTP, SOCKET), default=HTTP, help="how Slack gets in")
    asked.add_argument("--pace", type=float, default=1.0, help="less than 1: quicker")
    asked.add_argument("--gentle", action="store_true", help="the model never fails twice in a row")
    asked.add_argument("--postgres", action="store_true", help="two workers on PostgreSQL")
    asked.add_argument("--folder", type=Path, help="keep the files here (default: thrown away)")
    wanted = asked.parse_args()
    if wanted.folder and wanted.folder.exists() and any(wanted.folder.iterdir()):
        asked.error("the folder must be empty: what an earlier run kept would be counted too")
    return wanted


def _on_postgres(plan: Plan, folder: Path) -> Outcome:
    from chaos.postgres import Database, database, dump  # noqa: PLC0415  # the other form needs no driver

    with database() as url:
        shared = {"NEUTRAL_DATABASE_URL": url}
        outcome = run(plan, folder, _whisper, shared=shared, record=Database(url))
        dump(url, folder)
        return outcome


def report(outcome: Outcome) -> None:
    """Print what a run came to."""
    for name, number in outcome.figures.items():
        _say(f"  {name:58} {number:6}")
    for name, counts in (
        ("blows", outcome.blows),
        ("faults of Slack", outcome.storms),
        ("answers of the model", outcome.model),
        ("errors named in the bot's own words", outcome.errors),
    ):
        _say(f"  {name}: {', '.join(f'{n} {kind}' for kind, n in counts.most_common()) or 'none'}")
    _say(f"  blows when all was acknowledged already: {outcome.idle}")
    storms = outcome.storms
    _say(f"  storms: {storms.total()}, of these disconnects: {storms['disconnect']}")
    _say(f"  starts {outcome.starts}; drained in {outcome.drained_in:.1f} s")
    _say(f"  up again after a kill: {_spread(outcome.recoveries)}")
    _say(f"  SIGTERM until ended: {_spread(outcome.stops)}")
    _say(f"  {outcome.seconds:.0f} s in all")
    for rule, cases in outcome.breaches.items():
        _say(f"BROKEN: {rule}: {len(cases)}: {', '.join(cases[:12])}")
    _say("Promises broken." if outcome.breaches else "Every promise held.")


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "none"
    return f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201  # a command speaks


def _whisper(words: str) -> None:
    print(f"    {words}", file=sys.stderr, flush=True)  # noqa: T201  # a command speaks


if __name__ == "__main__":
    sys.exit(main())
