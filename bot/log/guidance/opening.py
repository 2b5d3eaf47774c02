"""Opens the file of official documents: makes it, refuses one from the future or of others."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.log.guidance.schema import STEPS, Step
from bot.log.sqlite.connection import make_file, opened, write_ahead
from bot.log.sqlite.opening import refuse_foreign
from bot.log.sqlite.trouble import in_plain_words

NAME = "guidance.db"
_STEPS = "neutral-guidance"


def prepare(path: Path, steps: Mapping[str, Step] = STEPS) -> None:
    """Make the file ready. Writes nothing where nothing is to be done.

    Raises LogTooNew, LogUnwritable, or LogError for a file that is not ours.
    """
    with in_plain_words(path):
        if not path.exists():
            make_file(path)
    write_ahead(path)
    with opened(path) as db:
        migrations = Migrations(_STEPS)
        for name, step in steps.items():
            migrations(name=name)(step)
        refuse_foreign(db, path, _STEPS, steps, f"The guidance in {path} was fetched")
        if migrations.pending(db):
            migrations.apply(db)


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """The documents as they are at this moment: one unchanging view until it is closed."""
    with opened(path) as db:
        db.execute("pragma query_only = on")
        db.execute("begin")
        yield db


@contextmanager
def writing(path: Path) -> Iterator[Database]:
    """One transaction: all of it is kept, or none.

    A power cut may take the last ones back, which can be fetched again; the file stays whole.
    """
    with opened(path) as db:
        db.execute("pragma synchronous = normal")
        db.execute("begin immediate")
        with db.conn:
            yield db
