"""``neutral work``: the list of jobs, beside the running bot, and orders about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.work.counter import Counter
    from bot.work.ledger import Entry, Ledger


@click.group()
def work() -> None:
    """See what waits and what failed, have it done again, or stop it. No draft is shown."""


@work.command("list")
@click.option("--failed", is_flag=True, help="What failed, was cancelled, or ended in an apology.")
@click.option("--all", "everything", is_flag=True, help="What is done, too.")
@click.option("-n", "most", default=50, show_default=True, help="Lines at most, newest first.")
def list_work(failed: bool, everything: bool, most: int) -> None:  # noqa: FBT001  # click passes flags by name
    """List the jobs that are not done."""
    from bot.work.ledger import DONE, FAILED
    from bot.work.store import WAITING

    states = (*DONE, *FAILED) if failed else (*WAITING, *DONE, *FAILED) if everything else WAITING
    with opened(read_only=True) as ledger:
        entries = ledger.entries(states, 10_000 if failed else most)
    shown = [entry for entry in entries if not failed or entry.error or entry.status in FAILED]
    for entry in shown[:most]:
        click.echo(line(entry))
    if not shown:
        click.echo("Nothing failed." if failed else "Nothing waits.")


@work.command()
@click.argument("key")
def show(key: str) -> None:
    """Show one job, step by step."""
    with opened(read_only=True) as ledger:
        entry, given = ledger.job(key)
        stages = ledger.stages(key)
    place = given[0].get("place", {}) if given and isinstance(given[0], dict) else {}
    click.echo(line(entry))
    click.echo(f"  asked by {place.get('user', '?')} in {place.get('channel', '?')}")
    click.echo(f"  kept at {entry.at:%Y-%m-%d %H:%M:%S} UTC, worker {entry.executor or 'none yet'}")
    for stage in stages:
        click.echo(f"  done: {stage.name}{f' ({stage.ended})' if stage.ended else ''}")


@work.command()
@click.argument("key")
def retry(key: str) -> None:
    """Have a job done that failed, was cancelled, or waits for the model."""
    from bot.work import orders

    with opened() as ledger, _counter() as counter:
        click.echo(orders.retry(ledger, counter, key))


@work.command()
@click.argument("key")
def cancel(key: str) -> None:
    """Stop a job that is not done; the one who asked gets an apology."""
    from bot.work import orders

    with opened() as ledger, _counter() as counter:
        click.echo(orders.cancel(ledger, counter, key))


def line(entry: "Entry") -> str:
    """One job on one line."""
    from bot.work.orders import age

    ended = entry.error or entry.review
    said = f"{entry.status.lower():10} {entry.kind:9} {age(entry):>7}  {entry.key}"
    return f"{said}  {ended}".rstrip()


@contextmanager
def opened(*, read_only: bool = False) -> "Iterator[Ledger]":
    """The list of work that the settings name. Raises WorkError where no bot has worked yet."""
    from bot.config import read_settings
    from bot.errors import WorkError
    from bot.work.ledger import Ledger
    from bot.work.store import address, is_postgres

    settings = read_settings()
    if not is_postgres(settings) and not settings.work_path.exists():
        raise WorkError(f"No bot has worked in {settings.data_dir} yet.")
    ledger = Ledger(address(settings), read_only=read_only)
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def _counter() -> "Iterator[Counter]":
    from bot.config import read_settings
    from bot.work.counter import Counter
    from bot.work.store import address

    counter = Counter(address(read_settings()))
    try:
        yield counter
    finally:
        counter.close()
