"""``neutral retention hold``: what must not be erased while something is in hand."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.log.holds import Hold


@click.group()
def hold() -> None:
    """Hold what must not be erased: put a hold in, end one, or list them.

    While a hold stands nothing that it covers is erased, by no class of retention and by no
    person's request. Destroying what was asked for under the Freedom of Information Act to keep
    it from whoever asked is an offence (section 77): put a hold in on the day the request comes.
    """


@hold.command()
@click.option("--review", default="", metavar="ID", help="A review with all its versions.")
@click.option("--person", default="", metavar="USER", help="A Slack id, with all it was about.")
@click.option("--months", default="", metavar="SPAN", help="2026-03..2026-05, or one month.")
@click.option("--words", default="", metavar="WORDS", help="Words of a post or a remark.")
@click.option("--why", default="", metavar="WORDS", help="Why: a case number, no name. Required.")
@click.option("--by", default="", metavar="NAME", help="Who puts it in. Required.")
def add(why: str, by: str, **targets: str) -> None:
    """Put a hold in: on a review, a person, a span of months, or words.

    \b
      neutral retention hold add --words "record funding" --why "FOI 2026/17" --by "A Lead"
      neutral retention hold add --months 2026-03..2026-05 --why "Inquiry" --by "A Lead"
    """
    from bot.cli.answerable import opened, order
    from bot.config import read_settings
    from bot.log.holds import Hold, Target, new_id, put
    from bot.log.words import written

    given = {target: sought.strip() for target, sought in targets.items() if sought.strip()}
    if len(given) != 1:
        raise BadQuestion("Give one of --review, --person, --months and --words.")
    ((target, sought),) = given.items()
    who = order(by, why)
    made = Hold(
        id=new_id(),
        target=Target(target),
        sought=sought,
        why=who.why,
        by=who.by,
        at=written(who.at),
    )
    with opened(read_settings()).writing() as tables:
        put(tables, made)
    click.echo(f"Hold {made.id} stands: nothing of {target} {sought!r} is erased.")
    click.echo(f"When it is over: neutral retention hold end {made.id} --why WORDS --by NAME")


@hold.command()
@click.argument("hold_id", metavar="HOLD")
@click.option("--why", default="", metavar="WORDS", help="Why it is over. Required.")
@click.option("--by", default="", metavar="NAME", help="Who ends it. Required.")
def end(hold_id: str, why: str, by: str) -> None:
    """End a hold. That it stood, who ended it and why stays on record."""
    from bot.cli.answerable import opened, order
    from bot.config import read_settings
    from bot.log.holds import end as ended

    who = order(by, why)
    with opened(read_settings()).writing() as tables:
        over = ended(tables, hold_id, who.why, who.by, datetime.now(UTC))
    click.echo(f"Hold {over.id} on {over.target} {over.sought!r} is over.")


@hold.command("list")
@click.option("--all", "every", is_flag=True, help="Those that are over, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_holds(every: bool, as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """List the holds that stand: on what, why, by whom and since when."""
    from bot.cli.answerable import opened
    from bot.config import read_settings
    from bot.log.holds import all_of

    with opened(read_settings()).reading() as tables:
        found = [one for one in all_of(tables) if every or one.stands]
    if as_json:
        click.echo(json.dumps([plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("There are no holds." if every else "No hold stands.")


def _line(one: "Hold") -> str:
    over = "" if one.stands else f"; over {one.ended_at[:10]} by {one.ended_by}: {one.ended_why}"
    return f"{one.id}  {one.target} {one.sought!r}  {one.at[:10]} by {one.by}: {one.why}{over}"


def plain(one: "Hold") -> dict[str, object]:
    """A hold as plain values."""
    said: dict[str, object] = {
        "hold": one.id,
        "on": one.target.value,
        "sought": one.sought,
        "why": one.why,
        "by": one.by,
        "at": one.at,
    }
    if not one.stands:
        said |= {"ended_by": one.ended_by, "ended_at": one.ended_at, "ended_why": one.ended_why}
    return said
