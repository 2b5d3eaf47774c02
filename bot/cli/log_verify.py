"""``neutral log verify`` and ``neutral log head``: the record held to its chain."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.log.tables import Tables
    from bot.log.verify import Fault, Walk

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("log", required=False)
@click.option("--heads", type=_FILE, help="Hold it to the heads in this file, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each fault.")
def verify(log: str | None, heads: Path | None, as_json: bool) -> int:  # noqa: FBT001  # click passes flags by name
    """Find out whether a record of LOG was changed, taken out or put in.

    LOG is the path of a SQLite file, a backup for one, or the address of a Postgres database.
    Default: the log of the settings. Each record is held to its link in the chain, and each
    link to the one before; with --heads the chain is held to what was written down elsewhere,
    without which one that was made anew from some record on cannot be told.
    Ends with 1 where anything is wrong.

    \b
      neutral log verify --heads heads.txt
      neutral log verify backups/log-2026-11-22.db
    """
    from bot.cli.answerable import log_address
    from bot.config import read_settings
    from bot.log.address import damage_in, evidence
    from bot.log.heads import read_heads, unlike
    from bot.log.verify import Walk, faults

    address = log or log_address(read_settings())
    known = read_heads(heads) if heads else ()
    store, walk, wrong = evidence(address), Walk(), 0
    for said in damage_in(address):
        wrong += 1
        _say({"kind": "log", "id": "", "wrong": said}, as_json=as_json)
    with store.reading() as tables:
        for fault in chain(_watched(faults(tables, walk), tables, walk), unlike(tables, known)):
            wrong += 1
            _say(_plain(fault), as_json=as_json)
    _sum_up(walk, wrong, len(known), as_json=as_json)
    return int(bool(wrong))


@click.command()
@click.option("--to", type=_FILE, help="Add the line to this file.")
def head(to: Path | None) -> None:
    """Print the newest link of the chain: keep it where nobody can write who can write the log.

    \b
      neutral log head --to /srv/elsewhere/heads.txt
    """
    from bot.cli.answerable import log_address
    from bot.config import read_settings
    from bot.errors import LogUnwritable
    from bot.log.address import evidence
    from bot.log.heads import newest, write_down

    with evidence(log_address(read_settings())).reading() as tables:
        one = newest(tables)
    if one is None:
        click.echo("The log is empty: there is no head yet.")
        return
    if to:
        try:
            write_down(to, one.line)
        except OSError as error:
            raise LogUnwritable(
                f"The head could not be added to {to}: {error.strerror}."
            ) from error
    click.echo(one.line)


def _watched(found: "Iterator[Fault]", tables: "Tables", walk: "Walk") -> "Iterator[Fault]":
    """Show how far the walk has come, on a screen."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.log.chain import head as last_link

    last = last_link(tables)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Verifying", total=last.seq if last else 1)
        walk.tell = lambda seq: bar.update(task, completed=seq)
        yield from found


def _plain(fault: "Fault") -> dict[str, Any]:
    link = {"link": fault.seq} if fault.seq else {}
    return {"kind": fault.kind, "id": fault.id, **link, "wrong": fault.wrong.value}


def _say(said: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    link = f" (link {said['link']})" if "link" in said else ""
    name = f"{said['kind']} {said['id']}".rstrip()
    click.echo(f"{name}{link}: {said['wrong']}")


def _sum_up(walk: "Walk", wrong: int, heads: int, *, as_json: bool) -> None:
    if as_json:
        told = {"links": walk.seq, "head": walk.hash, "heads_held_to": heads, "faults": wrong}
        click.echo(json.dumps(told))
        return
    held = (
        f", heads that it was held to: {heads}" if heads else "; no heads were given to hold it to"
    )
    click.echo(f"{walk.seq:,} links{held}. Newest: {walk.at or 'none'} {walk.hash}")
    click.echo("Nothing is wrong." if not wrong else f"Faults: {wrong:,}.")
