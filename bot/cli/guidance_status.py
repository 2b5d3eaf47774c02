"""``neutral guidance status``: how each official document stands."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.guidance.catalogue import Library, Source
    from bot.guidance.official import Attempt
    from bot.log.guidance.store import GuidanceStore, Standing

_NOTHING = (
    "No official document has been fetched: the catalogue's own summaries stand alone.\n"
    "Fetch them with: neutral guidance sync"
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def status(as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Say of each official document how it stands, and of what failed what to do."""
    from bot.cli.guidance_sync import open_store
    from bot.cli.guidance_ties import say_ties, told_ties
    from bot.cli.house import open_official
    from bot.config import read_settings
    from bot.guidance.acceptance import edition_of
    from bot.guidance.library import read_library

    settings = read_settings()
    library = read_library(settings.guidance_dir)
    store = open_store(settings)
    rows = list(_rows(library, store))
    edition = edition_of(store.in_use().values())
    _, official = open_official(settings, library)
    ties = told_ties(library, official)
    recalled = [clause.id for clause in library.clauses if clause.basis.value == "recall"]
    if as_json:
        said = {"edition": edition, "documents": rows, "recall": recalled, "ties": ties}
        click.echo(
            json.dumps(said | {"fetched": sum(map(_has_words, rows))}, indent=2, ensure_ascii=False)
        )
        return
    _show(rows)
    if edition:
        click.echo(f"Official words that reviews cite: edition {edition}")
    say_ties(official, ties)
    many = len(library.clauses)
    click.echo(
        f"{len(recalled)} of {many} clauses rest on recall: nobody has read their document yet."
    )
    for clause in recalled:
        click.echo(f"  {clause}")


def _rows(library: "Library", store: "GuidanceStore") -> Iterator[dict[str, Any]]:
    standings, looks = store.standings(), store.looks.read().documents
    accepted, waiting = store.in_use(), store.waiting()
    for source in library.sources:
        row = _row(source, standings.get(source.id), store.attempt(source.id))
        looked, one = looks.get(source.id), accepted.get(source.id)
        row["looked"] = looked.isoformat() if looked else None
        row["accepted"] = one and {
            "version": one.version,
            "by": one.by,
            "at": one.at.isoformat(),
            "why": one.why,
        }
        row["waits"] = source.id in waiting
        yield row


def _row(
    source: "Source", standing: "Standing | None", attempt: "Attempt | None"
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "document": source.id,
        "title": source.title,
        "address": source.url,
        "state": "not fetched",
        "published": None,
        "fetched": None,
        "passages": 0,
        "note": "",
        "problem": "",
    }
    if standing is not None:
        document = standing.document
        row |= {
            "title": document.title,
            "address": document.address,
            "state": document.state.value,
            "published": document.published.isoformat() if document.published else None,
            "fetched": document.fetched_at.date().isoformat(),
            "passages": standing.passages,
            "note": " ".join(filter(None, (document.note, _now_at(document.successor)))),
            "licence": document.licence,
            "version": document.hash,
        }
    if attempt is not None and attempt.outcome.value == "failed":
        row["problem"] = f"Since {attempt.at.date().isoformat()}: {attempt.reason}"
    return row


def _now_at(address: str) -> str:
    return f"Now at {address}" if address else ""


def _has_words(row: dict[str, Any]) -> bool:
    return bool(row["passages"])


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not any(row["fetched"] or row["problem"] for row in rows):
        click.echo(_NOTHING)
        return
    table = Table(box=None, pad_edge=False)
    for name in ("document", "state", "published", "fetched", "looked at", "passages"):
        table.add_column(name, justify="right" if name == "passages" else "left")
    for row in rows:
        passages = f"{row['passages']:,}" if row["passages"] else ""
        dates = (row["published"] or "", row["fetched"] or "", (row["looked"] or "")[:10])
        table.add_row(row["document"], row["state"], *dates, passages)
    Console().print(table)
    click.echo()
    for row in rows:
        for said in filter(None, (row["note"], row["problem"])):
            click.echo(f"{row['document']}: {said}")
        if row["waits"]:
            click.echo(f"{row['document']}: newer words wait: neutral guidance diff")
