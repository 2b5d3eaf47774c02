"""``neutral guidance``: the official words behind the catalogue, fetched and looked after."""

import click

from bot.cli.guidance_status import status
from bot.cli.guidance_sync import sync


@click.group()
def guidance() -> None:
    """Fetch the official documents behind the catalogue, and say how they stand."""


for command in (sync, status):
    guidance.add_command(command)
