"""``neutral export``: a month of the log as a file for people or machines."""

from pathlib import Path

import click

from bot.report.form import FORMS, Form

_LONG = 500
"""Rows from which a bar is worth showing."""


@click.command()
@click.option("--month", "name", required=True, help="The month, YYYY-MM, in UK time.")
@click.option("--format", "form", type=click.Choice(FORMS), default="csv", show_default=True)
@click.option(
    "-o", "--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder."
)
@click.option(
    "--slack", "channel", default="", help="Send it to this channel (C...) or person (U...) too."
)
def export(name: str, form: Form, folder: Path, channel: str) -> None:
    """Write the month's reviews to a file in a folder, safe to open in a spreadsheet.

    \b
      neutral export --month 2026-11 --format xlsx -o reports
      neutral export --month 2026-11 --format xlsx --slack C0123456789

    The file holds every draft of the month: everybody in the channel can read it.
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
    if channel and not settings.slack_bot_token.get_secret_value():
        raise BadSettings("SLACK_BOT_TOKEN must be set to send the file to Slack")
    log = open_log(settings)
    rows = log.count(month.first, month.after)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{month}", total=rows, visible=rows > _LONG)
        path = export_month(log, month, form, folder, lambda done: bar.update(task, completed=done))
    click.echo(path)
    if channel:
        from bot.slack.upload import Uploader

        words = f"The reviews of {month}, {rows} in all."
        Uploader(settings).upload(path.name, path.read_bytes(), channel, words)
