"""``neutral dossier``: all that is kept of one review, as a file to attach to a letter."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from bot.log.record import StoredLog


@click.command()
@click.argument("review", required=False)
@click.option("--search", "words", default="", help="Find reviews by words of the post instead.")
@click.option("--most", default=10, show_default=True, help="Of those found, show this many.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.option(
    "-o", "--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder."
)
@click.option("--format", "form", type=click.Choice(("both", "html", "pdf")), default="both")
@click.option("--on", default="", help="The day that it says it was made, YYYY-MM-DD.")
def dossier(review: str | None, words: str, **options: object) -> int:
    """Write the dossier of REVIEW: one web page and one PDF, each complete in itself.

    REVIEW is its id, the beginning of one, or the link to its message in Slack. The file holds
    the draft, all versions, each finding with the rule in the words of that day, what was said
    and decided, by whom and when, and the proof that nothing was changed since. Ends with 1
    where the record does not fit its chain; the file says so on top.

    \b
      neutral dossier --search "delivered for Wales for the first time"
      neutral dossier r-1a2b -o letters
      neutral dossier r-1a2b --format pdf --on 2026-12-01
    """
    from bot.cli.dossier_made import found_log
    from bot.config import read_settings
    from bot.errors import BadQuestion

    if bool(review) == bool(words):
        raise BadQuestion('Give the id of a review, or --search "words of its post".')
    log = found_log(read_settings())
    if words:
        from bot.cli.dossier_found import show_found

        show_found(log, words, most=_many(options["most"]), as_json=bool(options["as_json"]))
        return 0
    return _write(log, str(review), **options)


def _write(log: "StoredLog", review: str, **options: object) -> int:
    from bot.cli.dossier_made import FORMS, Dossiers, files
    from bot.errors import ReportError
    from bot.whole_file import whole_file

    folder = Path(str(options["folder"]))
    wanted: Literal["both", "html", "pdf"] = options["form"]  # type: ignore[assignment]  # click chose
    forms = FORMS if wanted == "both" else (wanted,)
    held = Dossiers(log).held(review)
    for file in files(held, log, _day(str(options["on"])), forms):
        target = folder / file.name
        try:
            with whole_file(target) as path:
                path.write_bytes(file.content)
        except OSError as error:
            raise ReportError(f"{target} could not be written: {error.strerror}.") from error
        click.echo(target)
    if not held.proof.is_whole:
        click.echo(
            "The record does not fit its chain: the dossier says where. Keep the log as it is, "
            "and run neutral log verify.",
            err=True,
        )
    return int(not held.proof.is_whole)


def _many(most: object) -> int:
    return max(1, min(100, int(str(most))))


def _day(said: str) -> date:
    from bot.errors import BadQuestion

    if not said:
        return datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise BadQuestion(f"--on takes a day like 2026-12-01, not {said!r}.") from None
