"""The election calendar as a person reads it, and as JSON."""

from datetime import date, time
from typing import Any

import click

from bot.guidance.bearing import Posting, bearings
from bot.guidance.catalogue import Library, Period, When
from bot.guidance.territories import plain

_TITLES = {
    When.NOW: "Now",
    When.NEXT: "Next",
    When.UNFIXED: "Not called yet",
    When.PAST: "Over",
}
_REACHES = {
    "binds": "it covers this account",
    "touches": "it covers a place in the account's name",
    "perhaps": "it may apply; where the account belongs, or the start, is not known",
    "none": "it does not cover this account",
}


def parted(library: Library, day: date) -> dict[When, list[Period]]:
    """Every period under where it stands on the day, the soonest first."""
    found: dict[When, list[Period]] = {when: [] for when in When}
    for period in sorted(library.periods, key=lambda p: (p.poll or date.max, p.id)):
        found[period.when(day)].append(period)
    return found


def show(library: Library, day: date, account: str, *, every: bool) -> None:
    """Print what holds on the day, what comes next, and what nobody has called yet."""
    click.echo(f"On {day:%-d %B %Y}")
    for when, periods in parted(library, day).items():
        if when is When.PAST and not every:
            continue
        click.echo(f"{_TITLES[when]}:" if periods else f"{_TITLES[when]}: none")
        for period in periods:
            click.echo("\n".join(f"  {line}" for line in told(period).splitlines()))
            reach = _reach(library, account, period) if account else ""
            if reach:
                click.echo(f"      {account}: {_REACHES[reach]}")


def _reach(library: Library, account: str, period: Period) -> str:
    """How a period reaches an account by its name alone, on the day of its poll."""
    if period.poll is None:
        return ""
    post = Posting(account=account, words=plain(account), day=period.poll)
    found = {each.period.id: each for each in bearings(library, post)}
    return found[period.id].reach.value if period.id in found else "none"


def told(period: Period) -> str:
    """A period in three lines: what and where, when, and the name that commands know it by."""
    where = ", ".join((*(_place(scope) for scope in period.scope), *period.places))
    return f"{period.what} ({where})\n    {_start(period)} {_poll(period)}\n    id: {period.id}"


def _place(scope: str) -> str:
    """England, Northern Ireland, UK."""
    return "UK" if scope == "uk" else scope.replace("-", " ").title()


def as_document(library: Library, day: date, account: str, *, every: bool) -> dict[str, Any]:
    """The same as plain values."""
    document: dict[str, Any] = {"day": day.isoformat(), "guidance": library.edition}
    for when, periods in parted(library, day).items():
        if when is When.PAST and not every:
            continue
        rows = [_row(period) for period in periods]
        if account:
            reaches = (_reach(library, account, period) for period in periods)
            rows = [{**row, "reach": reach} for row, reach in zip(rows, reaches, strict=True)]
        document[when.value] = rows
    return document


def _row(period: Period) -> dict[str, Any]:
    return {
        "id": period.id,
        "what": period.what,
        "start": period.start.isoformat(timespec="minutes") if period.start else None,
        "start_status": period.start_status.value,
        "poll": period.poll.isoformat() if period.poll else None,
        "poll_status": period.poll_status.value,
        "confirmed": period.confirmed,
        "scope": list(period.scope),
        "places": list(period.places),
        "rule": period.rule,
        "means": period.means,
        "clauses": list(period.clauses),
        "note": period.note,
        "own": period.is_own,
    }


def _start(period: Period) -> str:
    if period.start is None:
        return "start not known,"
    hour = "" if period.start.time() == time() else f" at {period.start:%H:%M}"
    return f"from {period.start:%-d %B %Y}{hour} ({period.start_status.value})"


def _poll(period: Period) -> str:
    if period.poll is None:
        return "poll not known"
    return f"to the poll on {period.poll:%-d %B %Y} ({period.poll_status.value})"
