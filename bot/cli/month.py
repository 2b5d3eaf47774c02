"""``neutral month``: sends a month's files by hand; the bot that serves sends each by itself."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk.speech import Speech
    from bot.log.record import StoredLog
    from bot.report.month import Month
    from bot.work.monthly import Monthly
    from bot.work.months import Months


@click.group()
def month() -> None:
    """Send a month's files in Slack."""


@month.command()
@click.argument("name", metavar="MONTH")
@click.option("--to", help="Channels (C...) and people (U...), with commas between.")
def send(name: str, to: str | None) -> None:
    """Send the files of MONTH (YYYY-MM) again, or for the first time.

    To whom: --to, or else NEUTRAL_MONTHLY_TO. Which files: NEUTRAL_MONTHLY_FORMATS.
    The bot that serves sends each month by itself, once, on the first working day after it.

    \b
      neutral month send 2026-11
      neutral month send 2026-11 --to C0123456789,U0123456789
    """
    from bot.cli.house import open_log
    from bot.config import read_settings
    from bot.desk.speech import Speech
    from bot.errors import BadSettings
    from bot.report.month import Month

    chosen = Month.parse(name)
    settings = read_settings() if to is None else read_settings(monthly_to=to)
    if not settings.slack_bot_token.get_secret_value():
        raise BadSettings("SLACK_BOT_TOKEN must be set to send files to Slack")
    if not settings.monthly_receivers:
        raise BadSettings("Say to whom: --to, or NEUTRAL_MONTHLY_TO")
    log = open_log(settings)
    monthly = open_monthly(settings, log, Speech(settings.language, log))
    for receiver in settings.monthly_receivers:
        _send(monthly, chosen, receiver)


def _send(monthly: "Monthly", chosen: "Month", to: str) -> None:
    """Make every file, and only then speak. Raises ReportError, and VoiceError in Slack's word."""
    plan = monthly.plan(chosen, to)
    made = [(file, monthly.files.made(chosen, file)) for file in plan["files"]]
    for words in plan["words"]:
        monthly.announcing.announce(words, to)
    for file, content in made:
        monthly.sending.upload(file, content, to, str(chosen))
        click.echo(f"{file}: sent to {to}")
    if not made:
        click.echo(f"Nothing was reviewed in {chosen}; {to} was told so.")


def open_monthly(settings: "Settings", log: "StoredLog", speech: "Speech") -> "Monthly":
    """Put together what it takes to send a month. Nothing is asked or made yet."""
    from bot.cli.log_heads import LogHeads
    from bot.cli.monthly_files import FilesApart
    from bot.slack.upload import Uploader
    from bot.slack.voice import SlackVoice
    from bot.work.month_lessons import Lessons
    from bot.work.monthly import Monthly

    return Monthly(
        record=log,
        heads=LogHeads(log),
        files=FilesApart(settings),
        announcing=SlackVoice(settings),
        sending=Uploader(settings),
        speech=speech,
        spool=settings.data_dir / "monthly",
        lessons=Lessons(log, settings.lead_ids),
    )


def open_months(settings: "Settings", monthly: "Monthly") -> "Months":
    """Put together what begins a month when it is due, through the queues of the engine."""
    from bot.work.counter import Counter
    from bot.work.months import Months
    from bot.work.store import TELLING, address

    counter = Counter(address(settings))

    def begin(key: str, what: dict[str, object]) -> None:
        counter.keep(key, {"workflow_name": "month", "queue_name": TELLING}, what)

    return Months(
        monthly, settings.monthly_receivers, settings.bank_holidays, begin, end=counter.close
    )
