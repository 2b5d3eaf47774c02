"""``neutral guidance add``, ``own`` and ``remove``: a department's own rules and cases."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.guidance.catalogue import Library

_ASKED = {"by": "Who does this?", "why": "Why?"}
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{2,}")


@click.command()
@click.argument("place", metavar="FILE|URL")
@click.option("--title", default="", help="What to call it. Default: its own title.")
@click.option(
    "--kind", type=click.Choice(["rules", "lines"]), default="rules",
    help="rules, or lines: words that were cleared, shown where a draft repeats them.",
)  # fmt: skip
@click.option("--rank", default="own", help="own (default), policy, history or persuasive.")
@click.option("--scope", multiple=True, help="account:NAME or channel:ID. May be repeated.")
@click.option("--id", "name", default="", help="Its id, for ever. Default: made of the title.")
@click.option("--by", default="", help="Who puts it in.")
@click.option("--why", default="", help="Why.")
def add(place: str, **typed: Any) -> None:  # noqa: ANN401  # click's values, by the names above
    """Put a document of the department's own in: Markdown, HTML, PDF or Word, or a public page.

    It is cut into passages, kept in the data folder, and shown as the department's own words. It
    may ask for more than the official guidance and never lifts what that forbids.

    \b
      neutral guidance add house-style.docx --by "Head of digital"
      neutral guidance add https://www.example.org/policy --scope "account:Wales Office"
      neutral guidance add lines.md --kind lines --scope channel:C0123456789
    """
    from bot.cli.house import open_library
    from bot.config import read_settings
    from bot.guidance import own_rules
    from bot.sources.own import gather_own

    settings = read_settings()
    before = open_library(settings)
    values = _values(typed)
    asked = answered(typed, ("by",))
    read = gather_own(place, contact=settings.contact)
    passages = [
        {"locator": p.locator, "words": p.words} | ({"link": p.link} if p.link else {})
        for p in read.passages
    ]
    record = {"added_by": asked["by"], "added_at": now(), "why": typed["why"]}
    title = typed["title"] or read.title
    document = own_rules.add(
        settings.own.rules,
        {**values, "title": title, "where": read.where, "passages": passages, **record},
    )
    many = len(document.passages)
    click.echo(f"Put in: {document.title}, {many} passages, as {document.id}.")
    changed(before, settings)


def _values(typed: dict[str, Any]) -> dict[str, Any]:
    """The options, held to what they may be; every mistake is told."""
    from bot.guidance.mistakes import suggestion
    from bot.guidance.ranks import OF_OWN

    ranks = [rank.value for rank in OF_OWN]
    problems = []
    if typed["rank"] not in ranks:
        why = "a department's own rules stand below the propriety pages, and never above a code"
        problems.append(f"--rank {typed['rank']}: {why}; {suggestion(typed['rank'], ranks)}")
    if typed["name"] and not re.fullmatch(r"(?!own-)[a-z0-9]+(-[a-z0-9]+)*", typed["name"]):
        what = "small letters, figures and hyphens, and not own- at its head, which cases have"
        problems.append(f"--id {typed['name']}: {what}")
    accounts, channels = [], []
    for scope in typed["scope"]:
        kind, _, name = scope.partition(":")
        if kind == "account" and name.strip():
            accounts.append(name.strip())
        elif kind == "channel" and _CHANNEL.fullmatch(name):
            channels.append(name)
        else:
            problems.append(f"--scope {scope}: {_scope_right(kind)}")
    if problems:
        many = "\n".join(f"  {problem}" for problem in problems)
        raise BadQuestion(f"Nothing was put in:\n{many}")
    named = {"id": typed["name"]} if typed["name"] else {}
    scoped = {"accounts": accounts, "channels": channels}
    return {"kind": typed["kind"], "rank": typed["rank"], **scoped, **named}


def _scope_right(kind: str) -> str:
    if kind == "channel":
        return "give Slack's id of the channel, C0123456789: it stands under About in its details"
    return 'write account:NAME, for example "account:Wales Office", or channel:C0123456789'


@click.command()
@click.option("--all", "every", is_flag=True, help="What was removed, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def own(every: bool, as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """List what people here put in: documents and cases, with who did and when."""
    from bot.config import read_settings

    rows = [row for row in _rows(read_settings()) if every or not row["removed"]]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        scope = f"; for {', '.join(row['scope'])}" if row["scope"] else ""
        gone = f"; removed {row['removed']}" if row["removed"] else ""
        click.echo(f"{row['id']}: {row['title']} ({row['what']}){scope}{gone}")
        click.echo(f"  from {row['from']}; put in by {row['by']} on {row['on']}")
    if not rows:
        click.echo("Nothing of the department's own was put in: neutral guidance add --help")


def _rows(settings: "Settings") -> Iterator[dict[str, Any]]:
    from bot.guidance import own_cases, own_rules

    for document in own_rules.documents(settings.own.rules):
        what = "cleared lines" if document.kind == "lines" else f"rules, rank {document.rank}"
        yield {
            "id": document.id,
            "title": document.title,
            "what": f"{what}, {len(document.passages)} passages",
            "scope": [*(f"account {a}" for a in document.accounts),
                      *(f"channel {c}" for c in document.channels)],
            "from": document.where,
            **_who(document),
        }  # fmt: skip
    for case in own_cases.entries(settings.own.cases):
        yield {
            "id": case.id,
            "title": case.what,
            "what": f"case, {case.finding}",
            "scope": [],
            "from": ", ".join(case.sources),
            **_who(case),
        }


def _who(kept: Any) -> dict[str, str]:  # noqa: ANN401  # a document or a case, by their Record
    gone = ""
    if kept.is_removed:
        gone = f"by {kept.removed_by} on {kept.removed_at.date()}: {kept.removed_why}"
    return {
        "by": kept.added_by,
        "on": kept.added_at.date().isoformat(),
        "why": kept.why,
        "removed": gone,
    }


@click.command()
@click.argument("name", metavar="ID")
@click.option("--by", default="", help="Who takes it out.")
@click.option("--why", default="", help="Why.")
def remove(name: str, **typed: str) -> None:
    """Take out a document or a case that was put in here, by its ID. What is shipped stays."""
    from bot.cli.house import open_library
    from bot.config import read_settings
    from bot.guidance import own_cases, own_rules

    settings = read_settings()
    before = open_library(settings)
    if any(case.id == name and not case.is_own for case in before.precedents) or any(
        source.id == name for source in before.sources
    ):
        raise BadQuestion(f"{name} is shipped with the bot and cannot be removed.")
    asked = answered(typed, ("by", "why"))
    record = {"removed_by": asked["by"], "removed_at": now(), "removed_why": asked["why"]}
    if name.startswith(own_cases.PREFIX):
        own_cases.remove(settings.own.cases, name, record, check_cases(settings))
    else:
        own_rules.remove(settings.own.rules, name, record)
    click.echo(f"Removed: {name}.")
    changed(before, settings)


def answered(typed: dict[str, Any], names: Iterable[str]) -> dict[str, str]:
    """What must be said, asked for where it was not; where nobody can be asked, it is named."""
    left = [name for name in names if not str(typed[name]).strip()]
    if left and not sys.stdin.isatty():
        still = ", ".join(f"--{name}" for name in left)
        raise BadQuestion(
            f"Nothing was changed. Still to say, because it stays on record: {still}."
        )
    return {name: str(typed[name]).strip() or str(click.prompt(_ASKED[name])) for name in names}


def now() -> datetime:
    """This second, UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def check_cases(settings: "Settings") -> Any:  # noqa: ANN401  # a function from a path to a library
    """Reads the guidance with another file of cases in place of the one that is kept here."""
    from bot.guidance.library import read_library

    return lambda path: read_library(
        settings.guidance_dir, settings.own_calendar, settings.territory,
        rules=settings.own.rules, cases=path,
    )  # fmt: skip


def changed(before: "Library", settings: "Settings") -> None:
    """Say what became of the edition."""
    from bot.cli.house import open_library

    after = open_library(settings)
    click.echo(f"Guidance {before.edition} is now {after.edition}.")
    click.echo("A bot that is running takes it up when it is started again.")
