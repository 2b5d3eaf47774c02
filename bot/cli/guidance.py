"""``neutral guidance``: what the bot is held to, where its words come from, and how evenly."""

import click

from bot.cli.guidance_accept import accept, history
from bot.cli.guidance_diff import diff
from bot.cli.guidance_parties import parties
from bot.cli.guidance_status import status
from bot.cli.guidance_sync import sync


@click.group()
def guidance() -> None:
    """What the bot is held to: its official documents, and how evenly parties are known."""


for command in (sync, status, diff, accept, history, parties):
    guidance.add_command(command)
