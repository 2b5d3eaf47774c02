"""``neutral calendar``: pre-election periods now and next, as a file, and putting one in."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BadQuestion

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.guidance.calling import Call
    from bot.guidance.catalogue import Library, Rule

_ASKED = {
    "what": "What is it, in a few words?",
    "rule": "Which rule (a letter)?",
    "poll": "The day of the poll (YYYY-MM-DD)?",
    "scope": "Where (uk, england, scotland, wales, northern-ireland or constituency)?",
    "places": "Which constituency?",
    "by": "Who puts this in?",
    "why": "Why, or where was it announced?",
}
_MANY = {"scope", "places"}
_SWITCHES = {"places": "place", "what": "WHAT"}


@click.group("calendar", invoke_without_command=True)
@click.option("--on", "on", help="Look from this day, YYYY-MM-DD. Default: today.")
@click.option("--account", default="", help="Say which of them cover this account.")
@click.option("--all", "every", is_flag=True, help="Those that are over, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def calendar(context: click.Context, /, on: str | None, account: str, **flags: bool) -> None:
    """Pre-election periods: which hold now, and which come next.

    \b
      neutral calendar --on 2027-04-20 --account "Welsh Government"
      neutral calendar export elections.ics
      neutral calendar add "Snap general election" --rule G --poll 2027-03-18
    """
    if context.invoked_subcommand is not None:
        return
    from bot.cli.house import open_library
    from bot.cli.periods_shown import as_document, show
    from bot.config import read_settings

    library, day = open_library(read_settings()), _day(on)
    if not flags["as_json"]:
        show(library, day, account, every=flags["every"])
        return
    import json

    told = as_document(library, day, account, every=flags["every"])
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@calendar.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Write the periods to FILE as iCalendar, for Outlook, Google and Apple calendars."""
    from bot.cli.house import open_library
    from bot.config import read_settings
    from bot.errors import ReportError
    from bot.report.calendar_file import to_icalendar

    library = open_library(read_settings())
    try:
        file.write_bytes(to_icalendar(library.periods, datetime.now(UTC)))
    except OSError as error:
        raise ReportError(f"{file} cannot be written: {error.strerror}.") from error
    left = [period.what for period in library.periods if period.poll is None]
    click.echo(f"{file}: {len(library.periods) - len(left)} periods.")
    for what in left:
        click.echo(f"Left out, because it has no day yet: {what}.")


@calendar.command("add")
@click.argument("what", default="")
@click.option("--rule", default="", help="Its letter or name: G general election, R referendum...")
@click.option("--poll", default="", help="The day of the poll, YYYY-MM-DD.")
@click.option("--start", default="", help="The day, or day and hour, YYYY-MM-DDTHH:MM, it starts.")
@click.option("--scope", multiple=True, help="Where it is held. May be repeated.")
@click.option("--place", "places", multiple=True, help="The constituency. May be repeated.")
@click.option("--source", default="", help="The page that states the days: they count as verified.")
@click.option("--note", default="", help="Anything worth knowing.")
@click.option("--replaces", default="", help="The id of a shipped period that this one corrects.")
@click.option("--by", default="", help="Who puts this in.")
@click.option("--why", default="", help="Why.")
def add(**typed: Any) -> None:  # noqa: ANN401  # click's values, by the names above
    """Put an election or a referendum in: WHAT it is, and options; what is missing is asked.

    \b
      neutral calendar add "Snap general election" --rule G --poll 2027-03-18
      neutral calendar add "Senedd Cymru" --rule W --poll 2027-02-11 --start 2027-01-13T00:01 \\
        --source https://www.gov.wales/... --by "Head of news" --why "Dissolved early"
    """
    from bot.cli.house import open_library
    from bot.cli.periods_shown import told
    from bot.config import read_settings
    from bot.guidance import own_calendar
    from bot.guidance.calling import Call, called

    settings = read_settings()
    library = open_library(settings)
    ask = _ask if sys.stdin.isatty() else None
    call = completed(Call(**typed), library.rules, ask)
    now = datetime.now(UTC).replace(microsecond=0)
    found = called(call, library, now.date())
    if found.period is None:
        many = "\n".join(f"  {problem}" for problem in found.problems)
        raise BadQuestion(f"Nothing was put in:\n{many}")
    record = {"added_by": call.by, "added_at": now, "why": call.why}
    record |= {"source": call.source} if call.source else {}
    record |= {"replaces": found.replaces} if found.replaces else {}
    period, after = own_calendar.add(settings.own_calendar, found.period, record, _check(settings))
    click.echo(f"Put in: {told(period)}")
    if found.replaces:
        click.echo(f"It stands in for {found.replaces} of the shipped calendar.")
    if found.counted:
        click.echo(f"The start is derived, and so not confirmed: {found.counted}.")
    for doubt in found.doubts:
        click.echo(f"Look again: {doubt}")
    _changed(library, after, settings)


@calendar.command("remove")
@click.argument("name", metavar="ID")
@click.option("--by", default="", help="Who takes it out.")
@click.option("--why", default="", help="Why.")
def remove(name: str, by: str, why: str) -> None:
    """Take out a period that was put in here, by its ID. What is shipped stays."""
    from bot.cli.house import open_library
    from bot.config import read_settings
    from bot.guidance import own_calendar

    settings = read_settings()
    library = open_library(settings)
    if any(period.id == name and not period.is_own for period in library.periods):
        raise BadQuestion(
            f"{name} is shipped with the bot and cannot be removed. To correct it, put another in "
            f"its place: neutral calendar add --replaces {name}."
        )
    given = {"by": by, "why": why}
    for key in [key for key, value in given.items() if not value]:
        if not sys.stdin.isatty():
            raise BadQuestion(f"Say --{key} too: a removal stays on record.")
        given[key] = _ask(key)
    now = datetime.now(UTC).replace(microsecond=0)
    record = {"removed_by": given["by"], "removed_at": now, "removed_why": given["why"]}
    after = own_calendar.remove(settings.own_calendar, name, record, _check(settings))
    click.echo(f"Removed: {name}.")
    _changed(library, after, settings)


def completed(
    call: "Call", rules: "Mapping[str, Rule]", ask: Callable[[str], str] | None
) -> "Call":
    """The call with what it misses asked for; where nobody can be asked, all of it is named."""
    from bot.guidance.calling import missing

    while still := missing(call, rules):
        if ask is None:
            names = ", ".join(_switch(name) for name in still)
            raise BadQuestion(f"Nothing was put in. Still to say: {names}.")
        name = still[0]
        if name == "rule":
            for rule in rules.values():
                click.echo(f"  {rule.letter}  {rule.name}")
        answer = ask(name)
        given: dict[str, Any] = {name: (answer,) if name in _MANY else answer}
        call = replace(call, **given)
    return call


def _switch(name: str) -> str:
    called = _SWITCHES.get(name, name)
    return called if called.isupper() else f"--{called}"


def _ask(name: str) -> str:
    return str(click.prompt(_ASKED[name]))


def _check(settings: "Settings") -> "Callable[[Path], Library]":
    """Reads the guidance with another calendar in place of the one that is kept here."""
    from bot.guidance.library import read_library

    own = settings.own
    return lambda path: read_library(
        settings.guidance_dir, path, settings.territory, rules=own.rules, cases=own.cases
    )


def _changed(before: "Library", after: "Library", settings: "Settings") -> None:
    click.echo(
        f"Kept in {settings.own_calendar}; guidance {before.edition} is now {after.edition}."
    )
    click.echo("A bot that is running takes it up when it is started again.")


def _day(value: str | None) -> date:
    if value is None:
        from zoneinfo import ZoneInfo

        return datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadQuestion(f"--on takes a day like 2026-11-22, not {value!r}.") from None
