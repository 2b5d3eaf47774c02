"""``neutral log``: shows a past review, backs the record up, moves it, and proves it."""

import click

from bot.cli.log_backup import backup, said
from bot.cli.log_person import person
from bot.cli.log_verify import head, verify
from bot.cli.past import show_past


@click.group()
def log() -> None:
    """Show a past review; back up the record, move it elsewhere, or prove that it is whole."""


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
    click.echo(f"Copied and read back: {said(digest.rows)}.\nDigest of both: {digest.mark}")


for command in (show_past, backup, verify, head, person):
    log.add_command(command)
