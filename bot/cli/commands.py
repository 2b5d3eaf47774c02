"""The commands of ``neutral``. Each imports the rooms it needs when it runs, and no others."""

import click

from bot.cli.check import check
from bot.cli.eval import evaluate
from bot.cli.export import export
from bot.cli.guidance import guidance
from bot.cli.log import log
from bot.cli.periods import calendar
from bot.cli.retention import retention
from bot.cli.review import review
from bot.cli.sandbox import sandbox
from bot.cli.serve import serve
from bot.cli.status import status
from bot.cli.work import work


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 92})
@click.version_option(package_name="neutral-bot", prog_name="neutral")
def neutral() -> None:
    """Say whether a draft post is politically neutral, by which rule, and how to mend it.

    \b
    Try it now:
      neutral review "Today's Budget has delivered for Wales for the first time in a generation."
      neutral sandbox        a Slack of your own on this machine, to type /neutral into

    \b
    Exit codes of review:
      0 clear    1 revise, or check by hand    2 stop    above that: an error, said in words

    Settings come from the environment or a .env file; .env.example lists every one.
    """


COMMANDS = (
    review, serve, sandbox, export, check, evaluate, log, work, status, calendar, guidance,
    retention,
)  # fmt: skip
for command in COMMANDS:
    neutral.add_command(command)
