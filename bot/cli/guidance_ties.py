"""How the clauses stand to the official words: which are found, probably found, and not found."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.guidance.accepted import Official
    from bot.guidance.catalogue import Library


def told_ties(library: "Library", official: "Official") -> dict[str, Any]:
    """Every clause with its passage, how sure that is, and why no surer; and how many of each."""
    rows = [
        {
            "clause": clause.id,
            "document": clause.source.id,
            "sureness": tie.sureness.value,
            "passage": tie.passage.locator if tie.passage else "",
            "link": tie.passage.link if tie.passage else "",
            "reason": tie.reason,
        }
        for clause in library.clauses
        if (tie := official.ties.get(clause.id)) is not None
    ]
    return {"edition": official.edition, "counts": official.counted(), "clauses": rows}


def say_ties(official: "Official", ties: dict[str, Any]) -> None:
    """Say how many clauses are shown in official words, and list those that are not found."""
    if not ties["clauses"]:
        return
    many = ties["counts"]
    click.echo(
        f"Clauses whose passage is sure: {many['sure']}, shown in the official words. "
        f"Probable: {many['likely']}, shown in our summaries with a link. None: {many['none']}."
    )
    _list("Probable, for somebody to look at", [r for r in ties["clauses"] if r["passage"]])
    missing = [row for row in ties["clauses"] if not row["passage"]]
    _list("Not found", [row for row in missing if row["document"] in official.documents])
    absent = [row for row in missing if row["document"] not in official.documents]
    documents = list(dict.fromkeys(row["document"] for row in absent))
    if absent:
        click.echo(
            f"No official words to look in for {len(absent)} clauses: {', '.join(documents)}"
        )
    click.echo()


def _list(title: str, rows: list[dict[str, Any]]) -> None:
    rows = [row for row in rows if row["sureness"] != "sure"]
    if rows:
        click.echo(f"{title}:")
    for row in rows:
        place = f" {row['passage']}." if row["passage"] else ""
        click.echo(f"  {row['clause']}:{place} {row['reason']}")
