"""``neutral log show`` and ``neutral review show``: a past review, and the words then in force."""

import json
from typing import TYPE_CHECKING

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.guidance.in_force import InForce
    from bot.guidance.official import Document, OfficialPassage
    from bot.review.review import Review


@click.command("show")
@click.argument("review_id", metavar="ID")
@click.option("--as-of", is_flag=True, help="With the official words in force when it was made.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show_past(review_id: str, as_of: bool, as_json: bool) -> None:  # noqa: FBT001  # click passes flags by name
    """Show a review that was made, by its ID.

    With --as-of each clause that it cites stands with the official words that were in force
    when it was made, and with today's where they are others.

    \b
      neutral log show r-1a2b --as-of
      neutral review show r-1a2b --as-of       the same
    """
    from bot.cli.as_of import cited
    from bot.cli.show import show

    made = _found(review_id)
    found = cited(made) if as_of else []
    if as_json:
        from bot.review.document import to_document

        said = to_document(made)
        if as_of:
            said |= {"as_of": [plain(one) for one in found]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    show(made)
    if as_of:
        _show_words(made, found)


def _found(review_id: str) -> "Review":
    from bot.cli.guidance_changes import past_reviews
    from bot.config import read_settings

    log = past_reviews(read_settings())
    made = log.find(review_id) if log else None
    if made is None:
        raise BadQuestion(f"The log holds no review {review_id!r}.")
    return made


def _show_words(made: "Review", found: "list[InForce]") -> None:
    edition = made.making.official_edition
    click.echo(f"\nOfficial words when it was made, on {made.made_at:%-d %B %Y}")
    if edition:
        click.echo(f"  It cited edition {edition}.")
    else:
        click.echo("  It cited none: what had been fetched by that day stands here.")
    if not found:
        click.echo("  No clause is cited in it.")
    for one in found:
        _show_one(one)


def _show_one(one: "InForce") -> None:
    click.echo(f"\n  {one.clause.source.title}, {one.clause.locator}  [{one.clause.id}]")
    _show_side("Then", one.then, one.words_then)
    if one.is_changed or one.stands_otherwise:
        _show_side("Today", one.now, one.words_now)
    elif one.then is not None:
        click.echo("    The same today.")


def _show_side(
    when: str, document: "Document | None", words: "tuple[OfficialPassage, ...]"
) -> None:
    from bot.cli.show import visible

    if document is None:
        click.echo(f"    {when}: no official words of it are kept here.")
        return
    click.echo(
        f"    {when} ({document.state.value}, seen first on {document.fetched_at:%-d %B %Y}):"
    )
    for passage in words:
        lead = f"{visible(passage.lead)} " if passage.lead else ""
        click.echo(f"      {visible(passage.locator)}: {lead}“{visible(passage.text)}”")
    if words:
        click.echo(f"      {words[0].link}")
        click.echo(f"      {visible(document.attribution)}")
    else:
        click.echo(f"      Its place was not found in the document: {document.address}")


def plain(one: "InForce") -> dict[str, object]:
    """A cited clause with its words then and now, as plain values."""
    return {
        "clause": one.clause.id,
        "document": one.clause.source.id,
        "changed": one.is_changed or one.stands_otherwise,
        "then": _plain_side(one.then, one.words_then),
        "now": _plain_side(one.now, one.words_now),
    }


def _plain_side(
    document: "Document | None", words: "tuple[OfficialPassage, ...]"
) -> dict[str, object] | None:
    if document is None:
        return None
    return {
        "version": document.hash,
        "state": document.state.value,
        "seen": document.fetched_at.isoformat(),
        "attribution": document.attribution,
        "passages": [
            {"locator": p.locator, "lead": p.lead, "text": p.text, "link": p.link} for p in words
        ],
    }
