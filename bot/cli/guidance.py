"""``neutral guidance``: what the bot is held to, where its words come from, and how evenly."""

import click

from bot.cli.guidance_accept import accept, history
from bot.cli.guidance_cases import add_case
from bot.cli.guidance_check import check
from bot.cli.guidance_diff import diff
from bot.cli.guidance_own import add, own, remove
from bot.cli.guidance_parties import parties
from bot.cli.guidance_status import status
from bot.cli.guidance_sync import sync


@click.group()
def guidance() -> None:
    """What the bot is held to: official documents, rules and cases of your own, and parties."""


COMMANDS = (
    sync, status, diff, accept, history, parties, check, add, add_case, own, remove,
)  # fmt: skip
for command in COMMANDS:
    guidance.add_command(command)
