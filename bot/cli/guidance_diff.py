"""``neutral guidance diff``: what changed between the words that reviews cite and the newest."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.cli.guidance_changes import Found
    from bot.guidance.changes import Altered
    from bot.guidance.official import OfficialPassage


@click.command()
@click.argument("documents", metavar="[DOC]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.option("--accept", "accepts", is_flag=True, help="Accept what is shown; needs --by.")
@click.option("--by", default="", metavar="NAME", help="Who accepts it.")
@click.option("--why", default="", metavar="TEXT", help="Why, in a sentence.")
def diff(documents: tuple[str, ...], as_json: bool, accepts: bool, by: str, why: str) -> None:  # noqa: FBT001  # click passes flags by name
    """Show what changed in the official documents since somebody accepted their words.

    Reviews cite the accepted words until a named person accepts the newer ones. A passage that
    only moved is not shown as changed; dates count for nothing.

    \b
      neutral guidance diff                    everything that waits
      neutral guidance diff csc --json         one document
      neutral guidance diff csc --accept --by "A Lead"
    """
    from bot.cli.guidance_accept import accept_versions, named, open_changes

    name = named(by) if accepts else ""
    found = open_changes(documents)
    if as_json:
        click.echo(json.dumps([plain(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            _show(one)
        _last(found, accepts=accepts)
    if accepts:
        accept_versions(
            {one.waiting.source: one.waiting.newest for one in found},
            name,
            why,
            is_quiet=as_json,
        )


def _last(found: "Sequence[Found]", *, accepts: bool) -> None:
    if not found:
        click.echo("Nothing waits: reviews cite the newest words that were fetched.")
    elif not accepts:
        names = " ".join(one.waiting.source for one in found)
        click.echo("Reviews cite the accepted words until somebody accepts the newer ones:")
        click.echo(f"  neutral guidance accept {names} --by NAME")


def _show(found: "Found") -> None:
    from bot.cli.show import visible
    from bot.guidance.changes_said import passages_said, standing_said

    change = found.change
    click.echo(f"{found.waiting.source}: {visible(change.accepted.title)}")
    click.echo(
        f"  accepted on {found.accepted.at:%-d %B %Y} by {found.accepted.by}, "
        f"newer since {found.waiting.since:%-d %B %Y}"
    )
    for said in (*standing_said(change), passages_said(change)):
        click.echo(f"  {visible(said)}")
    for one in change.altered:
        _show_passage(one)
    _show_citing(found)
    click.echo()


def _show_passage(one: "Altered") -> None:
    from bot.cli.show import visible

    passage = one.new or one.old
    click.echo(f"\n  {visible(passage.locator) if passage else ''} ({one.how.value})")
    for line in _said(one):
        click.echo(f"    {visible(line)}")
    if one.new:
        click.echo(f"    {one.new.link}")
    if one.clauses:
        click.echo(f"    clauses: {', '.join(one.clauses)}")


def _said(one: "Altered") -> list[str]:
    """The old words and the new, or both in one with what is cut and added between brackets."""
    from bot.cli.show import changed_words

    if one.old is None or one.new is None:
        only, mark = (one.new, "+") if one.new else (one.old, "-")
        return [f"[{mark}{only.text if only else ''}{mark}]"]
    if one.how.value == "moved":
        return [one.new.text, f"before: {_place(one.old)}; now: {_place(one.new)}"]
    said = [changed_words(one.old.text, one.new.text).plain.replace("-][+", "-] [+")]
    if one.old.lead != one.new.lead:
        said.append(f"led in to by “{one.new.lead}”; before by “{one.old.lead}”")
    return said


def _place(passage: "OfficialPassage") -> str:
    return f"“{passage.headings[-1]}”" if passage.headings else "under no heading"


def _show_citing(found: "Found") -> None:
    change, citing = found.change, found.citing
    click.echo()
    if change.has_ended:
        click.echo("  All clauses of the catalogue that rest on it are touched.")
    if citing.many:
        reviews = "1 past review" if citing.many == 1 else f"{citing.many} past reviews"
        click.echo(f"  Cited in {reviews}; the newest: {', '.join(citing.newest)}")
    else:
        click.echo("  No past review cited the clauses that it touches.")
    if change.unplaced:
        click.echo(
            "  The locators of these clauses are found in neither version, so see for yourself: "
            f"{', '.join(change.unplaced)}"
        )


def plain(found: "Found") -> dict[str, Any]:
    """A change as plain values."""
    from bot.guidance.changes_said import standing_said

    change = found.change
    return {
        "document": found.waiting.source,
        "title": change.accepted.title,
        "accepted": found.waiting.accepted,
        "accepted_by": found.accepted.by,
        "accepted_at": found.accepted.at.isoformat(),
        "newest": found.waiting.newest,
        "newer_since": found.waiting.since.isoformat(),
        "state": change.newest.state.value,
        "accepted_state": change.accepted.state.value,
        "said": standing_said(change),
        "passages": [_plain_passage(one) for one in change.altered],
        "clauses": list(change.clauses),
        "unplaced": list(change.unplaced),
        "cited": {"reviews": found.citing.many, "newest": list(found.citing.newest)},
    }


def _plain_passage(one: "Altered") -> dict[str, Any]:
    from bot.review.difference import difference

    passage = one.new or one.old
    both = one.old and one.new and one.how.value == "changed"
    return {
        "change": one.how.value,
        "locator": passage.locator if passage else "",
        "old": one.old.text if one.old else None,
        "new": one.new.text if one.new else None,
        "old_lead": one.old.lead if one.old else None,
        "new_lead": one.new.lead if one.new else None,
        "difference": difference(one.old.text, one.new.text)
        if both and one.old and one.new
        else [],
        "link": one.new.link if one.new else None,
        "clauses": list(one.clauses),
    }
