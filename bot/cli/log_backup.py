"""``neutral log backup``: the record and the official documents copied, and the copies proven."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the log to FILE while the bot runs, read the copy back, and hold it to its chain.

    The official documents are copied beside it, as FILE-guidance.db, where any were fetched. A
    copy that does not hold to its chain is thrown away.
    To restore: stop the bot, and put the files in the place of log.db and guidance.db. What was
    erased since is in the copy again: neutral retention apply, and neutral log person --erase for
    whoever asked (docs/retention.md).

    \b
      neutral log backup backups/log-2026-11-22.db
    """
    from bot.config import read_settings
    from bot.errors import BadQuestion, BadSettings
    from bot.log.guidance.opening import NAME
    from bot.log.sqlite.backup import back_up

    settings, beside = read_settings(), file.with_name(f"{file.stem}-guidance.db")
    if settings.database_url.get_secret_value():
        raise BadSettings("The log is on Postgres. Back it up with pg_dump --schema=neutral_log.")
    for one in (file, beside):
        if one.exists():
            raise BadQuestion(
                f"{one} is there already. Choose another name: no backup is replaced."
            )
    counts = _proven(settings, file)
    click.echo(f"{file}: {counts}")
    documents = settings.data_dir / NAME
    if documents.exists():
        back_up(documents, beside)
        click.echo(f"{beside}: the official documents, and who accepted which version")


def _proven(settings: "Settings", file: Path) -> str:
    from rich.console import Console
    from rich.progress import Progress

    from bot.log.proven import prove_chain
    from bot.log.sqlite.backup import back_up
    from bot.log.sqlite.opening import is_current

    has_chain = settings.log_path.exists() and is_current(settings.log_path)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Copying and verifying", total=None)

        def prove(copy: Path) -> None:
            if has_chain:
                prove_chain(copy, lambda n, of: bar.update(task, completed=n, total=of))

        counts = back_up(settings.log_path, file, prove)
    held = "held to its chain" if has_chain else "of an older version, so not held to a chain"
    return f"{said(counts)}, {held}"


def said(counts: dict[str, int]) -> str:
    """Say what a person would look for; every other table follows from these."""
    kept = ("reviews", "misses", "remarks", "decisions", "editions")
    rows = sum(counts.values())
    return ", ".join(f"{counts.get(table, 0):,} {table}" for table in kept) + f" ({rows:,} rows)"
