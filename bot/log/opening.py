"""Opening a log: makes the file, refuses one from the future, brings an old one up to date."""

from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import LogError, LogTooNew
from bot.log.append_only import missing, seal
from bot.log.connection import make_file, opened, reading, writing
from bot.log.schema import steps
from bot.log.trouble import in_plain_words


def prepare(path: Path, migrations: Migrations = steps) -> None:
    """Make the log ready at ``path``. Writes nothing where nothing is to be done.

    Raises LogTooNew, LogUnwritable, or LogError for a file that is no log of ours.
    """
    with in_plain_words(path):
        if not path.exists():
            make_file(path)
    _write_ahead(path)
    with reading(path) as db:
        _refuse_foreign(db, path, migrations)
        ready = not migrations.pending(db) and not missing(db)
    if not ready:
        with writing(path) as db:
            migrations.apply(db)
            seal(db)


def _write_ahead(path: Path) -> None:
    """Let readers and the writer work at once; the file remembers it."""
    with opened(path) as db:
        if db.journal_mode != "wal":
            db.enable_wal()


def _refuse_foreign(db: Database, path: Path, migrations: Migrations) -> None:
    taken = {step.name for step in migrations.applied(db)}
    if unknown := taken - _names(migrations):
        raise LogTooNew(
            f"The log {path} was written by a newer version of this program: it holds the "
            f"step {min(unknown)!r}. Nothing was changed."
        )
    if not taken and db.table_names():
        raise LogError(
            f"The file {path} is the database of another program. Nothing was changed. "
            "Give the bot a folder of its own."
        )


def _names(migrations: Migrations) -> set[str]:
    """Every step that this program knows: what an empty database would have to take."""
    with Database(memory=True, execute_plugins=False) as nothing:
        return {step.name for step in migrations.pending(nothing)}
