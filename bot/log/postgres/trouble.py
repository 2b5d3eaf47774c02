"""What Postgres and the way to it complain of, in words that say what to do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import LogError, LogUnwritable
from bot.log.words import half_a_character

_BUSY = "is busy with another program's transaction. Try again in a minute."
_AWAY = "cannot be reached. Look whether the server runs and NEUTRAL_DATABASE_URL names it."
_NOWHERE = "has no such database. Make it first: createdb --encoding=UTF8 NAME."
_CROWDED = "has no connection left. Raise max_connections, or run fewer workers."
_KEPT_OUT = "does not let the bot in. Look at the user and the password in NEUTRAL_DATABASE_URL."
_UNWRITABLE = {
    "28": _KEPT_OUT,
    "3D000": _NOWHERE,
    "40": _BUSY,
    "55P03": _BUSY,
    "57": "is stopping or starting. Try again in a minute.",
    "53100": "cannot grow: the disk is full. Free some space, then try again.",
    "53300": _CROWDED,
    "53": "has run out of room or memory. Look after the server first.",
    "25006": "is read-only: a standby, perhaps. Point NEUTRAL_DATABASE_URL to the primary.",
    "42501": "does not give the bot's user the right to do this. docs/running.md lists the rights.",
    "08": _AWAY,
    "58": "cannot reach its disk. Look after the server first.",
}
"""By the beginning of the SQLSTATE; the longest that fits counts."""
_REFUSALS = {
    r"database \".*\" does not exist": _NOWHERE,
    r"role \".*\" does not exist|authentication failed|pg_hba\.conf|no password": _KEPT_OUT,
    r"too many (connections|clients)|remaining connection slots": _CROWDED,
}
"""By a server's English words; another language is passed on as it is."""
_DAMAGED = "is damaged. Stop the bot, and restore the database from the newest backup."


@contextmanager
def in_plain_words(where: str) -> Iterator[None]:
    """Raise LogUnwritable or LogError for what the server or the driver raises."""
    try:
        yield
    except DBAPIError as error:
        raise translated(error, where) from error
    except PoolTimeout as error:
        busy = "is in use by all the connections that this process may have. Try again in a minute."
        raise LogUnwritable(f"The log on {where} {busy}") from error
    except SQLAlchemyError as error:
        raise LogError(f"The log on {where} did not take it: {error}.") from error
    except UnicodeEncodeError as error:
        raise half_a_character() from error


def translated(error: DBAPIError, where: str) -> LogError:
    """Give the error of our own tree that says the same."""
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:
        return LogUnwritable(f"The log on {where} {_at_the_door(str(error.orig))}")
    if state.startswith("XX"):
        return LogError(f"The log on {where} {_DAMAGED} ({_first_line(error)})")
    for length in (5, 2):
        if words := _UNWRITABLE.get(state[:length]):
            return LogUnwritable(f"The log on {where} {words}")
    return LogError(f"The log on {where} did not take it: {_first_line(error)}.")


def _at_the_door(said: str) -> str:
    """A connection that was refused has no SQLSTATE, only the server's words."""
    for pattern, words in _REFUSALS.items():
        if re.search(pattern, said):
            return words
    reason = said.strip().splitlines()[-1] if said.strip() else "no reason given"
    return f"{_AWAY} ({reason})"


def _first_line(error: DBAPIError) -> str:
    """What the server said; its second line repeats the row that it refused."""
    return str(error.orig).partition("\n")[0].rstrip(".")
