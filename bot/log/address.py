"""Where a log is, in one word: the path of a file, or the URL of a Postgres database."""

from pathlib import Path

from bot.errors import BadQuestion, LogNotCopied
from bot.log.postgres import opening as on_postgres
from bot.log.postgres.tables import PostgresStore
from bot.log.sqlite import opening as on_sqlite
from bot.log.sqlite.connection import FoundStore, SqliteStore
from bot.log.sqlite.damage import damage
from bot.log.tables import Store

_POSTGRES = ("postgresql://", "postgres://")
_OFF = "{} of its seals are off, {} the first; they come back when the bot starts"


def standing(address: str) -> Store:
    """A log that is there and up to date; it is not changed.

    Raises BadQuestion for no address of a log, LogNotCopied for one that is not ready.
    """
    if _is_postgres(address):
        _refuse_unready(address=PostgresStore(address).name, ready=on_postgres.is_ready(address))
        return PostgresStore(address)
    path = Path(address)
    _refuse_unready(address=address, ready=on_sqlite.is_ready(path))
    return SqliteStore(path)


def evidence(address: str) -> Store:
    """A log as it is found, sealed or not; it is not changed.

    Raises BadQuestion for no address of a log, LogNotCopied for one without a chain.
    """
    if _is_postgres(address):
        name, current = PostgresStore(address).name, on_postgres.is_current(address)
        _refuse_unready(address=name, ready=current)
        return PostgresStore(address)
    path = Path(address)
    _refuse_unready(address=address, ready=on_sqlite.is_current(path))
    return FoundStore(path)


def ready(address: str) -> Store:
    """A log that is made, or brought up to date, first. Raises BadQuestion, LogError."""
    if _is_postgres(address):
        on_postgres.prepare(address)
        return PostgresStore(address)
    path = Path(address)
    on_sqlite.prepare(path)
    return SqliteStore(path)


def damage_in(address: str) -> tuple[str, ...]:
    """What is wrong with the log as a whole: seals that are off, and a file's broken pages."""
    if _is_postgres(address):
        return _off(on_postgres.unsealed(address))
    return damage(Path(address)) + _off(on_sqlite.unsealed(Path(address)))


def _off(seals: tuple[str, ...]) -> tuple[str, ...]:
    return (_OFF.format(len(seals), seals[0]),) if seals else ()


def _is_postgres(address: str) -> bool:
    if address.startswith(_POSTGRES):
        return True
    if "://" in address:
        raise BadQuestion(
            f"{address.partition('://')[0]}:// leads to no log. Give the path of a SQLite file, "
            "or postgresql://user@host:5432/name."
        )
    return False


def _refuse_unready(*, address: str, ready: bool) -> None:
    if not ready:
        raise LogNotCopied(
            f"The log {address} is empty, or an older version wrote it. Start the bot on it "
            "once with this version, which backs it up and updates it, and stop it again."
        )
