"""``neutral log``: shows a past review, backs the record up, moves it, and proves it."""

from pathlib import Path

import click

from bot.cli.log_person import person
from bot.cli.log_verify import head, verify
from bot.cli.past import show_past


@click.group()
def log() -> None:
    """Show a past review; back up the record, move it elsewhere, or prove that it is whole."""


@log.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the log to FILE while the bot runs, read the copy back, and count it.

    To restore: stop the bot, and put the file in the place of log.db.

    \b
      neutral log backup backups/log-2026-11-22.db
    """
    from bot.config import read_settings
    from bot.errors import BadQuestion, BadSettings
    from bot.log.sqlite.backup import back_up

    settings = read_settings()
    if settings.database_url.get_secret_value():
        raise BadSettings("The log is on Postgres. Back it up with pg_dump --schema=neutral_log.")
    if file.exists():
        raise BadQuestion(f"{file} is there already. Choose another name: no backup is replaced.")
    counts = back_up(settings.log_path, file)
    click.echo(f"{file}: {_said(counts)}")


@log.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def move(source: str, target: str) -> None:
    """Copy the log FROM one place TO another, and prove that nothing is missing.

    Each is the path of a SQLite file, or postgresql://user@host:5432/name (leave the
    password to PGPASSWORD or ~/.pgpass: a command line can be seen by others).
    Stop the bot first. TO must hold no log yet; FROM stays as it is.

    \b
      neutral log move ~/.local/share/neutral-bot/log.db postgresql://neutral@db/neutral
    """
    from rich.console import Console
    from rich.progress import Progress

    from bot.log.address import ready, standing
    from bot.log.move import move as copied

    old, new = standing(source), ready(target)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Copying and reading back", total=None)
        digest = copied(old, new, lambda done, of: bar.update(task, completed=done, total=of))
    click.echo(f"Copied and read back: {_said(digest.rows)}.\nDigest of both: {digest.mark}")


for command in (show_past, verify, head, person):
    log.add_command(command)


def _said(counts: dict[str, int]) -> str:
    """Say what a person would look for; every other table follows from these."""
    kept = ("reviews", "misses", "remarks", "decisions", "editions")
    rows = sum(counts.values())
    return ", ".join(f"{counts.get(table, 0):,} {table}" for table in kept) + f" ({rows:,} rows)"
