"""``neutral export``: a month of the log as a file for people or machines."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.report.form import FORMS, Form

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.report.options import Options

_LONG = 500
"""Rows from which a bar is worth showing."""


_FOLDER = click.Path(path_type=Path)
_OPTIONS = (
    click.option("--month", "name", required=True, help="The month, YYYY-MM, in UK time."),
    click.option("--format", "form", type=click.Choice(FORMS), default="csv", show_default=True),
    click.option("-o", "--out", "folder", type=_FOLDER, default=Path(), help="Folder."),
    click.option("--bom", is_flag=True, help="CSV with a byte order mark, for Excel."),
    click.option("--without-drafts", is_flag=True, help="Leave out drafts and what quotes them."),
    click.option(
        "--pseudonyms", is_flag=True, help="People under other names (NEUTRAL_PSEUDONYM_KEY)."
    ),
    click.option(
        "--masked/--unmasked", default=True, show_default=True,
        help="Mask phone numbers, e-mail and postal addresses and the like in free words.",
    ),
    click.option(
        "--slack", "channel", default="", help="Send it to this channel (C...) or person (U...)."
    ),
)  # fmt: skip


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@_with_options
def export(name: str, form: Form, folder: Path, channel: str, **chosen: bool) -> None:
    """Write the month's reviews to a file in a folder, safe to open in a spreadsheet.

    \b
      neutral export --month 2026-11 --format xlsx -o reports
      neutral export --month 2026-11 --bom --pseudonyms --without-drafts
      neutral export --month 2026-11 --format xlsx --slack C0123456789

    The file holds every draft of the month: everybody in the channel can read it. Personal
    data with a form of its own is masked; names of people have none, and stand as they are.
    """
    from rich.console import Console
    from rich.progress import Progress

    from bot.cli.house import open_log
    from bot.config import read_settings
    from bot.errors import BadSettings
    from bot.report.export import export_month
    from bot.report.month import Month

    month = Month.parse(name)
    settings = read_settings()
    options = _chosen(settings, **chosen)
    options.check(form)
    if channel and not settings.slack_bot_token.get_secret_value():
        raise BadSettings("SLACK_BOT_TOKEN must be set to send the file to Slack")
    log = open_log(settings)
    rows = log.count(month.first, month.after)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{month}", total=rows, visible=rows > _LONG)
        told = lambda done: bar.update(task, completed=done)  # noqa: E731  # called for each row
        path = export_month(log, month, form, folder, told, options)
    click.echo(path)
    if channel:
        from bot.slack.upload import Uploader

        words = f"The reviews of {month}, {rows} in all."
        Uploader(settings).upload(path.name, path.read_bytes(), channel, words)


def _chosen(
    settings: "Settings", *, bom: bool, without_drafts: bool, pseudonyms: bool, masked: bool
) -> "Options":
    """The options, with the key of the settings where one is needed. Raises BadSettings."""
    from bot.errors import BadSettings
    from bot.report.options import Options

    key = settings.pseudonym_key.get_secret_value() if pseudonyms else ""
    if pseudonyms and not key:
        raise BadSettings(
            "NEUTRAL_PSEUDONYM_KEY or NEUTRAL_PSEUDONYM_KEY_FILE must be set for --pseudonyms"
        )
    return Options(masked=masked, has_drafts=not without_drafts, key=key.encode(), bom=bom)
