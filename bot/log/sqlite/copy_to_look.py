"""A copy of a log to look around in: what it must not show is never written into it."""

import hmac
import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.log.sqlite.trouble import in_plain_words

_SHOWN = (
    "reviews", "findings", "notes", "precedents", "passages", "shown", "remarks", "decisions",
    "turns", "disputes", "misses", "editions",
)  # fmt: skip
_WITH_WORDS = (*_SHOWN, "drafts", "bodies", "placements", "switches", "languages")
"""What a copy holds. A table that comes later is not in it until it is named here."""
_UK = ZoneInfo("Europe/London")
_PEOPLE = ("asked_by", "by")
_NOBODY = ("", "bot", "model", "checks")
_MARK = 10
_MONTHS = (
    "alter table reviews add column month text not null default ''",
    "update reviews set month = uk_month(made_at)",
)
"""As reports and exports count months: the first of July begins at 23:00 of 30 June, UTC."""
_VIEWS = (
    """
create view cited as
select findings.concern, findings.severity, findings.clause_id, findings.reviewer,
  reviews.month, reviews.account, reviews.platform, reviews.verdict, findings.review_id
from findings join reviews on reviews.id = findings.review_id where findings.proven = 1
""",
    "create index reviews_month on reviews (month)",
    "create index findings_concern on findings (concern)",
    "create index findings_clause on findings (clause_id)",
)


def copy_to_look(path: Path, target: Path, *, with_words: bool) -> None:
    """Copy the log at ``path``, as of one moment, to a new file for this user alone.

    Without words it holds no draft, no reason, no remark, no place and no person: each has a
    name made up for this copy. Raises LogError, LogUnwritable.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with in_plain_words(path), closing(sqlite3.connect(target, uri=True)) as copy:
        copy.execute("pragma synchronous = off")
        copy.execute("attach database ? as log", (f"{path.absolute().as_uri()}?mode=ro",))
        copy.create_function("masked", 1, _masking())
        copy.create_function("uk_month", 1, _uk_month, deterministic=True)
        with copy:
            copy.execute("begin")
            for table in _WITH_WORDS if with_words else _SHOWN:
                _copy(copy, table, with_words=with_words)
            for sql in (*_MONTHS, *_VIEWS):
                copy.execute(sql)
        copy.execute("detach database log")
        copy.execute("analyze")


def _copy(copy: sqlite3.Connection, table: str, *, with_words: bool) -> None:
    made = copy.execute(
        "select sql from log.sqlite_master where type = 'table' and name = ?", (table,)
    ).fetchone()
    copy.execute(made[0])
    columns = [row[1] for row in copy.execute(f"pragma log.table_info({table})")]
    values = (
        f'masked("{name}")' if name in _PEOPLE and not with_words else f'"{name}"'
        for name in columns
    )
    names = ", ".join(f'"{name}"' for name in columns)
    copy.execute(f"insert into {table} ({names}) select {', '.join(values)} from log.{table}")  # noqa: S608  # our own names


def _uk_month(made_at: str) -> str:
    return f"{datetime.fromisoformat(made_at).astimezone(_UK):%Y-%m}"


def _masking() -> Callable[[str], str]:
    """A name for each person, the same throughout one copy, and another in the next."""
    key = secrets.token_bytes(32)

    @lru_cache(maxsize=100_000)
    def masked(person: str) -> str:
        if person in _NOBODY:
            return person
        mark = hmac.digest(key, person.encode("utf-8", "surrogatepass"), "sha256").hex()
        return f"person-{mark[:_MARK]}"

    return masked
