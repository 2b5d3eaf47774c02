"""``neutral guidance accept`` and ``history``: who let which official words into reviews."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.cli.guidance_changes import Found
    from bot.guidance.acceptance import Acceptance

_LONGEST = 200
_MARK = 12


@click.command()
@click.argument("documents", metavar="[DOC]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every document that waits.")
@click.option("--by", default="", metavar="NAME", help="Who accepts them. Required.")
@click.option("--why", default="", metavar="TEXT", help="Why, in a sentence.")
def accept(documents: tuple[str, ...], everything: bool, by: str, why: str) -> None:  # noqa: FBT001  # click passes flags by name
    """Accept the newest words of documents, so that reviews cite them: see diff first.

    It is kept who accepted what, when and why, and makes a new edition of the official words.

    \b
      neutral guidance accept csc --by "A Lead" --why "Item 3 is new; no clause changes"
      neutral guidance accept --all --by "A Lead"
    """
    if bool(documents) is everything:
        raise BadQuestion("Name the documents to accept, or give --all.")
    name = named(by)
    found = open_changes(documents)
    waits = {one.waiting.source for one in found}
    for document in documents:
        if document not in waits:
            click.echo(f"{document}: nothing waits")
    accept_versions({one.waiting.source: one.waiting.newest for one in found}, name, why)


@click.command()
@click.argument("document", metavar="[DOC]", default="")
def history(document: str) -> None:
    """List who accepted which version of the official documents, oldest first."""
    from bot.cli.guidance_sync import open_store
    from bot.config import read_settings

    found = open_store(read_settings()).acceptances(document)
    for one in found:
        click.echo(_line(one))
    if not found:
        what = f"Nothing of {document!r}" if document else "No official document"
        click.echo(f"{what} has been fetched, so nothing was accepted.")


def open_changes(documents: Sequence[str]) -> "list[Found]":
    """What waits of the documents named, or of all. Raises BadQuestion for one that is none."""
    from bot.cli.guidance_changes import changes, past_reviews
    from bot.cli.guidance_sync import open_store
    from bot.cli.house import open_library
    from bot.config import read_settings

    settings = read_settings()
    library = open_library(settings)
    _refuse_unknown({source.id for source in library.sources}, documents)
    return list(changes(open_store(settings), library, past_reviews(settings), documents))


def _refuse_unknown(ids: set[str], documents: Sequence[str]) -> None:
    for one in documents:
        if one not in ids:
            raise BadQuestion(
                f"The catalogue has no document {one!r}. neutral guidance status lists them."
            )


def named(by: str) -> str:
    """The name of whoever accepts. Raises BadQuestion for none, and for the first sync's."""
    from bot.guidance.acceptance import FIRST_SYNC

    name = " ".join(by.split())
    if not name or name.casefold() == FIRST_SYNC:
        raise BadQuestion("Say who accepts the words: --by NAME.")
    if len(name) > _LONGEST or not name.isprintable():
        raise BadQuestion(f"--by takes a name of at most {_LONGEST} letters.")
    return name


def accept_versions(
    versions: Mapping[str, str], by: str, why: str, *, is_quiet: bool = False
) -> None:
    """Accept just these versions, and say what was. What has changed since is left waiting."""
    from bot.cli.guidance_sync import open_store
    from bot.config import read_settings
    from bot.guidance.acceptance import edition_of

    store, reason = open_store(read_settings()), " ".join(why.split())
    if not reason.isprintable():
        raise BadQuestion("--why takes a sentence in letters that can be shown.")
    accepted = store.accept(versions, by, datetime.now(UTC), reason)
    if is_quiet:
        return
    for one in accepted:
        click.echo(f"Accepted: {_line(one)}")
    for source in sorted(versions.keys() - {one.source for one in accepted}):
        click.echo(f"{source}: not accepted, it has changed once more. See neutral guidance diff.")
    if accepted:
        edition = edition_of(store.in_use().values())
        click.echo(f"Official words are now edition {edition}.")
        click.echo("A bot that is running cites them from its next start.")


def _line(one: "Acceptance") -> str:
    why = f": {one.why}" if one.why else ""
    return f"{one.at:%Y-%m-%d %H:%M} UTC  {one.source}  {one.version[:_MARK]}  {one.by}{why}"
