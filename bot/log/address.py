"""Where a log is, in one word: the path of a file, or the URL of a Postgres database."""

from pathlib import Path

from bot.errors import BadQuestion, LogNotCopied
from bot.log.postgres import opening as on_postgres
from bot.log.postgres.tables import PostgresStore
from bot.log.sqlite import opening as on_sqlite
from bot.log.sqlite.connection import SqliteStore
from bot.log.sqlite.damage import damage
from bot.log.tables import Store

_POSTGRES = ("postgresql://", "postgres://")


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


def ready(address: str) -> Store:
    """A log that is made, or brought up to date, first. Raises BadQuestion, LogError."""
    if _is_postgres(address):
        on_postgres.prepare(address)
        return PostgresStore(address)
    path = Path(address)
    on_sqlite.prepare(path)
    return SqliteStore(path)


def damage_in(address: str) -> tuple[str, ...]:
    """What a file's own check complains of; a server looks after its pages itself."""
    return () if _is_postgres(address) else damage(Path(address))


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
