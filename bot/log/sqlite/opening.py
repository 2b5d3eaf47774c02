"""Opening a log: makes the file, refuses one from the future, brings an old one up to date."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import LogError, LogTooNew
from bot.log.sqlite.append_only import missing, seal
from bot.log.sqlite.backup import back_up
from bot.log.sqlite.connection import SqliteTables, make_file, reading, write_ahead, writing
from bot.log.sqlite.trouble import in_plain_words
from bot.log.steps import STEPS, Step
from bot.log.words import today

_NAME = "neutral-log"


def prepare(path: Path, steps: Mapping[str, Step] = STEPS) -> None:
    """Make the log ready at ``path``. Writes nothing where nothing is to be done.

    A log that an older version wrote is backed up beside itself before it is changed.
    Raises LogTooNew, LogUnwritable, or LogError for a file that is no log of ours.
    """
    with in_plain_words(path):
        if not path.exists():
            make_file(path)
    write_ahead(path)
    if not is_ready(path, steps):
        with writing(path) as tables:
            _bring_up_to_date(tables.db, path, _migrations(steps))


def is_ready(path: Path, steps: Mapping[str, Step] = STEPS) -> bool:
    """Tell whether the log is as this version writes it. Raises as ``prepare`` does."""
    return is_current(path, steps) and not unsealed(path)


def is_current(path: Path, steps: Mapping[str, Step] = STEPS) -> bool:
    """Tell whether every step was taken. Raises as ``prepare`` does."""
    migrations = _migrations(steps)
    with reading(path) as tables:
        refuse_foreign(tables.db, path, _NAME, steps, f"The log {path} was written")
        return not migrations.pending(tables.db)


def unsealed(path: Path) -> tuple[str, ...]:
    """The names of the triggers that are not there, or not as they should be."""
    with reading(path) as tables:
        return tuple(trigger.name for trigger in missing(tables.db))


def _bring_up_to_date(db: Database, path: Path, migrations: Migrations) -> None:
    taken = len(migrations.applied(db))
    if taken and migrations.pending(db):
        back_up(path, path.with_name(f"{path.stem}-{today()}-version-{taken}{path.suffix}"))
    migrations.apply(db)
    seal(db)


def _migrations(steps: Mapping[str, Step]) -> Migrations:
    """The steps as sqlite-utils takes them: each with its record, in one transaction."""
    migrations = Migrations(_NAME)
    for name, step in steps.items():
        migrations(name=name)(_taking(step))
    return migrations


def _taking(step: Step) -> Callable[[Database], None]:
    def take(db: Database) -> None:
        step(SqliteTables(db))

    return take


def refuse_foreign(
    db: Database, path: Path, migrations: str, steps: Collection[str], what: str
) -> None:
    """Refuse the file of a newer version of this program, and that of another program.

    ``migrations`` is the name under which its steps are recorded; ``what`` is in the file and what
    a newer version did: "The log in it was written". Raises LogTooNew, LogError.
    """
    taken = {step.name for step in Migrations(migrations).applied(db)}
    if unknown := taken - set(steps):
        raise LogTooNew(
            f"{what} by a newer version of this program: it holds the "
            f"step {min(unknown)!r}. Nothing was changed."
        )
    if not taken and db.table_names():
        raise LogError(
            f"The file {path} is the database of another program. Nothing was changed. "
            "Give the bot a folder of its own."
        )
