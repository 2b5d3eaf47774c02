"""``neutral status``: how the bot is doing, read beside it without stopping it."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.guidance.accepted import Official

_LITTLE_ROOM = 200_000_000
_LATEST = 5


@click.command()
@click.option("--ask-model", is_flag=True, help="Ask the model a word: is it there, does it obey?")
def status(ask_model: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Say what runs, what waits, what failed last, and what reviews are held to."""
    from bot.config import read_settings
    from bot.errors import NeutralError

    settings = read_settings()
    asked = (("Model", _model),) if ask_model else ()
    rest = (("Work", _work), ("Held to", _editions), ("Disk", _disk))
    for title, lines in (("Bot", _bot), *asked, *rest):
        click.echo(title)
        try:
            for said in lines(settings):
                click.echo(f"  {said}")
        except NeutralError as error:
            click.echo(f"  {error}")


def _bot(settings: "Settings") -> Iterator[str]:
    from bot.work.lock import at_work
    from bot.work.store import is_postgres

    running = at_work(settings)
    yield "not running" if running == 0 else "running" if running else "may be running"
    if running and is_postgres(settings):
        yield f"{running} workers share this database"
    yield f"door: {settings.slack_door}"
    model = settings.model or "none: the automatic checks stand alone"
    yield f"model: {model}"
    yield f"admins told in: {settings.admin_channel or 'nowhere; see NEUTRAL_ADMIN_CHANNEL'}"


def _model(settings: "Settings") -> Iterator[str]:
    """Whether it answers, and keeps to a schema. Sends it one sentence of ours, and no draft."""
    from bot.cli.house import open_model
    from bot.llm.probe import probe

    with open_model(settings) as model:
        if model is None:
            yield "none is set: see NEUTRAL_MODEL"
            return
        found = probe(model)
        yield f"{settings.model} answers; {found.value}"


def _work(_: "Settings") -> Iterator[str]:
    from bot.cli.work import line, opened
    from bot.work.orders import age
    from bot.work.store import VERSION, WAITING

    with opened(read_only=True) as ledger:
        many = ledger.count()
        waits, late = many["ENQUEUED"], many["DELAYED"]
        yield f"{waits} waiting, {many['PENDING']} under way, {late} put off"
        oldest = ledger.oldest(["ENQUEUED", "PENDING"], "review")
        if oldest:
            yield f"oldest review waiting: {age(oldest)} ({oldest.key})"
        strange = [e for e in ledger.entries(WAITING, 500) if e.version != VERSION]
        if strange:
            yield f"{len(strange)} jobs of another version of the bot: run that version to end them"
        failed = ledger.failures()[:_LATEST]
    yield f"last failures: {len(failed) or 'none'}"
    for entry in failed:
        yield f"  {line(entry)}"


def _editions(settings: "Settings") -> Iterator[str]:
    from bot.cli.house import open_shelf
    from bot.guidance.acceptance import edition_said

    with open_shelf(settings) as shelf:
        yield f"guidance {shelf.library.edition[:12]}, {len(shelf.library.clauses)} clauses"
        yield _official(shelf.official)
        yield f"checks {shelf.checks.edition[:12]}"
        yield f"prompts {shelf.prompts.edition[:12]}"
        yield edition_said(shelf.cited.edition, shelf.cited.newer())


def _official(official: "Official") -> str:
    if official.problem:
        return f"official documents cannot be read, the summaries stand alone: {official.problem}"
    if not official.documents:
        return "official documents: none fetched, the catalogue's own summaries stand alone"
    many = official.counted()
    return (
        f"official words {official.edition}, {len(official.documents)} documents; "
        f"clauses tied: {many['sure']} surely, {many['likely']} probably, {many['none']} not"
    )


def _disk(settings: "Settings") -> Iterator[str]:
    if not settings.data_dir.exists():
        yield f"{settings.data_dir} is not there yet"
        return
    free = shutil.disk_usage(settings.data_dir).free
    room = "" if free > _LITTLE_ROOM else ": nearly full"
    yield f"{settings.data_dir}: {free // 1_000_000:,} MB free{room}"
    for path in (settings.log_path, settings.work_path):
        if path.exists():
            yield f"{path.name}: {path.stat().st_size / 1e6:,.1f} MB"
