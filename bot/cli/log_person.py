"""``neutral log person``: what is held about somebody, given or erased, both on record."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BadQuestion, ReportError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.log.erasing import Order

_KEPT = """
Not erased, and why:
  words of drafts, remarks and reasons: they are the department's record, and go when their class
    of retention does (neutral retention plan); a name that was typed into them is not found
  that something was asked, found and decided, and when: it names nobody any more
  links and tombstones of records that an older version of this program kept before it salted them
  unfinished and finished work: {work}
  backups: they hold what was erased until they are deleted
  Slack itself, and the program's own log, which are not ours to erase"""


@click.command()
@click.argument("user")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="Write JSON here.")
@click.option("--erase", is_flag=True, help="Change the id everywhere; it cannot be undone.")
@click.option("--by", default="", metavar="NAME", help="Who gives or erases it. Required.")
@click.option("--why", default="", metavar="WORDS", help="Why: a case number, no name. Required.")
def person(user: str, to: Path | None, erase: bool, by: str, why: str) -> None:  # noqa: FBT001  # click passes flags by name
    """Give everything that is held about USER, a Slack id, as JSON; or erase who it was.

    Both are kept on record. What somebody else wrote stands in it where it names USER or is
    about their drafts: read it before you hand it out.

    \b
      neutral log person U0PRESS --by "A DPO" --why "SAR 2026/4" --to u0press.json
      neutral log person U0PRESS --by "A DPO" --why "Erasure 2026/9" --erase
    """
    from bot.cli.answerable import order
    from bot.config import read_settings

    settings, who = read_settings(), order(by, why)
    if erase and to:
        raise BadQuestion("Give what is held first (--to FILE), then erase it.")
    if erase:
        _erase(settings, user, who)
    else:
        _give(settings, user, who, to)


def _give(settings: "Settings", user: str, who: "Order", to: Path | None) -> None:
    from bot.cli.answerable import opened
    from bot.log.person import about

    found = about(opened(settings), user, who)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    if to is None:
        click.echo(text)
    else:
        _write(to, text)
    counts = ", ".join(f"{len(rows)} {n}" for n, rows in found.items() if _counts(rows))
    click.echo(f"Held about {user}: {counts or 'nothing'}.", err=to is None)
    click.echo(f"Work: {_work(settings)}.", err=to is None)


def _counts(rows: Any) -> bool:  # noqa: ANN401  # any JSON
    return isinstance(rows, list) and bool(rows)


def _write(path: Path, text: str) -> None:
    """Under a name of its own first, for this user alone: nobody finds half of it."""
    import os

    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        unfinished.replace(path)
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error.strerror}.") from error


def _erase(settings: "Settings", user: str, who: "Order") -> None:
    from bot.cli.answerable import opened
    from bot.log.holds import standing
    from bot.log.person import erase

    store = opened(settings)
    with store.reading() as tables:
        holds = {hold.id: hold for hold in standing(tables)}
    done = erase(store, user, who)
    left = store.sweep()
    counts = ", ".join(f"{many} of {kind}" for kind, many in done.changed.items())
    click.echo(f"{user} is now {done.name} in: {counts}." if counts else "Nothing was changed.")
    for name, many in done.kept.items():
        one = holds[name]
        click.echo(
            f"Held by {name} ({one.target} {one.sought}: {one.why}): {many} kept as they are."
        )
    if done.kept:
        click.echo("Run this again when the hold is over: neutral retention hold list")
    if left:
        click.echo(left)
    click.echo(_KEPT.format(work=_work(settings)))


def _work(settings: "Settings") -> str:
    """What the engine of work still holds, which deletes it by itself."""
    from bot.work.upkeep import FAILED_DAYS, SHARED_DAYS

    days = settings.work_keep_days
    return (
        f"jobs are deleted {days} days after they are done, {max(days, FAILED_DAYS)} after they "
        f"failed, and that a review was shared after {max(days, SHARED_DAYS)}"
    )
