"""``neutral report``: a month of the log as a page to read and print."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.report.form import REPORT_FORMATS, ReportFormat

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.report.figures.gathered import Beside, GuidanceChange


@click.command()
@click.option("--month", "name", required=True, help="The month, YYYY-MM, in UK time.")
@click.option(
    "-o", "--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder."
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(REPORT_FORMATS),
    help="One of the two; without it, both.",
)  # fmt: skip
def report(name: str, folder: Path, formats: tuple[ReportFormat, ...]) -> None:
    """Write the month's report: verdicts, concerns, decisions, and three lessons for the team.

    \b
      neutral report --month 2026-11
      neutral report --month 2026-11 -o reports --format pdf

    One page of HTML that holds all it needs, and a PDF, with charts and the tables behind them.
    It names no person but those who signed off against a stop, by their Slack id. Its examples
    are sentences of drafts that their asker has shared, with accounts and personal data masked.
    """
    from datetime import UTC, datetime

    from bot.cli.house import open_log
    from bot.config import read_settings
    from bot.report.month import Month
    from bot.report.monthly import write_report

    month = Month.parse(name)
    settings = read_settings()
    written = write_report(
        open_log(settings),
        month,
        folder,
        formats or REPORT_FORMATS,
        now=datetime.now(UTC),
        beside=beside(settings),
    )
    for path in written:
        click.echo(path)


def beside(settings: "Settings") -> "Beside":
    """What a report says beside the log's figures. Raises LogError."""
    from bot.privacy.finding import masked
    from bot.report.figures.gathered import Beside

    return Beside(mask=masked, leads=settings.lead_ids, changes=_changes(settings))


def _changes(settings: "Settings") -> "list[GuidanceChange]":
    """Every acceptance of official words; none where none were fetched."""
    from bot.guidance.acceptance import FIRST_SYNC
    from bot.log.guidance.store import GuidanceStore
    from bot.report.figures.gathered import GuidanceChange

    store = GuidanceStore(settings.data_dir)
    titles = {name: one.document.title for name, one in store.standings().items()}
    return [
        GuidanceChange(
            title=titles.get(one.source, one.source),
            at=one.at,
            by="" if one.by == FIRST_SYNC else one.by,
            why=one.why,
        )
        for one in store.acceptances()
    ]
