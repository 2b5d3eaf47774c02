"""``neutral retention``: what has been kept for long enough, and letting it go on record."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.retention_holds import hold

if TYPE_CHECKING:
    from datetime import date

    from bot.config import Settings
    from bot.log.erasing import Order
    from bot.log.holds import Hold
    from bot.log.retention import Due


@click.group()
def retention() -> None:
    """See what has been kept for long enough, let it go on record, or hold it."""


@retention.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plan(as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Show what would go, class by class, and what is held and why. Nothing is changed.

    NEUTRAL_KEEP_MONTHS says for how long each class is kept.
    """
    from bot.config import read_settings

    settings = read_settings()
    before = _cutoffs(settings)
    due, holds = _planned(settings, before)
    if as_json:
        click.echo(json.dumps(_document(due, holds), ensure_ascii=False, indent=2))
        return
    _show(due, holds)
    many = sum(one.many for one in due)
    click.echo(
        f"{many:,} would go: neutral retention apply --by NAME" if many else "Nothing would go."
    )
    for copy in sorted(settings.data_dir.glob("log-*-version-*.db")):
        click.echo(f"A copy from before an upgrade still holds everything: {copy}. Delete it.")


@retention.command()
@click.option("--by", default="", metavar="NAME", help="Who lets it go. Required.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def apply(by: str, yes: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Erase what the plan shows, for good, each record with a tombstone.

    Words are erased whole; of people their ids, each changed to a name made up at random.
    It goes in batches: what was done when it is stopped stays done, and the next time goes on.

    \b
      neutral retention apply --by "A Records Officer"
    """
    from bot.cli.answerable import opened, order
    from bot.config import read_settings
    from bot.log.retention import WHY

    settings, who = read_settings(), order(by, WHY)
    before = _cutoffs(settings)
    due, holds = _planned(settings, before)
    _show(due, holds)
    many = sum(one.many for one in due)
    if not many:
        click.echo("\n".join(filter(None, ("Nothing goes.", opened(settings).sweep()))))
        return
    if not yes and not click.confirm(f"Erase these {many:,} for good?"):
        raise click.Abort
    gone, left = _let_go(settings, before, who, many)
    named = {one.name: one for one in due}
    for name, number in gone.items():
        click.echo(f"Gone: {name}: {number:,}, made before {named[name].before}")
    if left:
        click.echo(left)


def _let_go(
    settings: "Settings",
    before: "dict[str, date | None]",
    who: "Order",
    many: int,
) -> tuple[dict[str, int], str]:
    from rich.console import Console
    from rich.progress import Progress

    from bot.cli.answerable import opened
    from bot.log.retention import let_go

    store = opened(settings)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Erasing", total=many)
        gone = let_go(store, before, who, lambda more: bar.advance(task, more))
    return gone, store.sweep()


@retention.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each erasure.")
def done(as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """List what was erased: which records, which part, under which rule, by whom and when.

    Keep the lines of --json beside your backups: one that is older still holds what was erased
    since.
    """
    from bot.cli.answerable import opened
    from bot.config import read_settings
    from bot.log.tombstones import runs, stones

    with opened(read_settings()).reading() as tables:
        if as_json:
            for row in stones(tables):
                click.echo(json.dumps(row, ensure_ascii=False))
            return
        found = runs(tables)
    for row in found:
        click.echo(
            f"{row['at'][:16].replace('T', ' ')} UTC  {row['rule']}: {row['part']} of "
            f"{row['many']:,} records, by {row['by']}: {row['why']}"
        )
    if not found:
        click.echo("Nothing was ever erased.")


def _cutoffs(settings: "Settings") -> "dict[str, date | None]":
    from bot.log.classes import periods
    from bot.log.retention import cutoffs

    return cutoffs(periods(settings.keep_months), datetime.now(UTC))


def _planned(
    settings: "Settings", before: "dict[str, date | None]"
) -> "tuple[list[Due], dict[str, Hold]]":
    from bot.cli.answerable import opened
    from bot.log.holds import standing
    from bot.log.retention import plan as planned

    with opened(settings).reading() as tables:
        return planned(tables, before), {hold.id: hold for hold in standing(tables)}


def _show(due: "list[Due]", holds: "dict[str, Hold]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("class", "goes", "oldest", "newest", "made before", "held"):
        table.add_column(title, justify="right" if title in {"goes", "held"} else "left")
    for one in due:
        stopped = sum(one.held.values())
        table.add_row(
            one.name,
            f"{one.many:,}",
            one.oldest,
            one.newest,
            one.before or "always kept",
            f"{stopped:,}" if stopped else "",
        )
    Console(highlight=False).print(table)
    for name, kept in holds.items():
        many = sum(one.held.get(name, 0) for one in due)
        click.echo(f"Held by {name} ({kept.target} {kept.sought}: {kept.why}): {many:,}")


def _document(due: "list[Due]", holds: "dict[str, Hold]") -> dict[str, Any]:
    from bot.cli.retention_holds import plain

    return {
        "classes": [
            {
                "class": one.name,
                "goes": one.many,
                "oldest": one.oldest,
                "newest": one.newest,
                "made_before": one.before,
                "held": dict(one.held),
            }
            for one in due
        ],
        "holds": [plain(kept) for kept in holds.values()],
    }


retention.add_command(hold)
