"""The list of work: what waits, what is under way, how it ended. Never a word of a draft."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer, WorkflowStatus
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BadQuestion, WorkError
from bot.work.store import NAME, WAITING

DONE, FAILED = ("SUCCESS",), ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_OF_THE_DRAFT: dict[str, Any] = {"load_input": False, "load_output": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A job, as the list shows it. Times in UTC; ``error`` and ``review`` once it ended."""

    key: str
    kind: str
    status: str
    at: datetime
    queue: str
    executor: str
    version: str
    error: str = ""
    review: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is not done yet."""
        return self.status in WAITING


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that ended, and how: "said", "later", "lost", "refused", or nothing to tell."""

    name: str
    ended: str


class Ledger:
    """Reads the engine's tables beside a running bot, and may order it about. Safe for threads."""

    def __init__(self, address: sa.URL, *, read_only: bool = False) -> None:
        """Open nothing yet. ``read_only`` makes any change an error."""
        self._engine = _engine(address, read_only=read_only)
        self._client = DBOSClient(
            system_database_engine=self._engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name=NAME,
            lazy=True,
            retry_connection_errors=False,
        )

    def close(self) -> None:
        """Close what was opened."""
        self._client.destroy()
        self._engine.dispose()

    def entries(self, status: Sequence[str], most: int = 50, **which: Any) -> list[Entry]:  # noqa: ANN401  # dbos's own
        """Jobs in these states, newest first unless told; at most so many."""
        asked = {"sort_desc": True, "load_input": False, **which}
        with _in_our_words():
            rows = self._client.list_workflows(status=list(status), limit=most, **asked)
        return [_entry(row) for row in rows]

    def oldest(self, status: Sequence[str], kind: str) -> Entry | None:
        """The job of a kind that has been in these states for longest."""
        found = self.entries(status, 1, name=kind, sort_desc=False, load_output=False)
        return found[0] if found else None

    def count(self) -> dict[str, int]:
        """How many jobs are in each state that is not done."""
        ledger = sa.table("workflow_status", sa.column("status"), schema=self._schema)
        ask = sa.select(ledger.c.status, sa.func.count()).group_by(ledger.c.status)
        with _in_our_words(), self._engine.connect() as database:
            found = {str(status): int(many) for status, many in database.execute(ask)}
        return {status: found.get(status, 0) for status in WAITING}

    def job(self, key: str) -> tuple[Entry, list[Any]]:
        """One job, and what it was given as JSON. Raises BadQuestion for none."""
        with _in_our_words():
            rows = self._client.list_workflows(workflow_ids=[key])
        if not rows:
            raise BadQuestion(f"There is no job {key!r}: see neutral work list.")
        given = rows[0].input
        return _entry(rows[0]), list(given["args"]) if given else []

    def stages(self, key: str) -> list[Stage]:
        """The steps of a job that ended, in their order."""
        with _in_our_words():
            steps = self._client.list_workflow_steps(key)
        return [Stage(s["function_name"], _ended(s["output"])) for s in steps]

    def shares(self, review_id: str) -> list[dict[str, Any]]:
        """The places where a review stands in a channel."""
        with _in_our_words():
            rows = self._client.list_workflows(
                workflow_id_prefix=[f"share:{review_id}:", f"share:{review_id}#"], **_OF_THE_DRAFT
            )
            steps = [s for row in rows for s in self._client.list_workflow_steps(row.workflow_id)]
        outputs = [s["output"] for s in steps if s["function_name"] == "share"]
        return [o["place"] for o in outputs if isinstance(o, dict) and o.get("ended") == "said"]

    def resume(self, entry: Entry) -> None:
        """Put a job that is not done back into its queue; whoever had it is fenced off."""
        with _in_our_words():
            self._client.resume_workflow(entry.key, queue_name=entry.queue or None)

    def cancel(self, key: str) -> None:
        """Stop a job: no further step of it begins."""
        with _in_our_words():
            self._client.cancel_workflow(key)

    def forget(self, keys: Sequence[str]) -> None:
        """Delete jobs with their inputs, results and steps."""
        with _in_our_words():
            self._client.delete_workflows(list(keys))

    @property
    def _schema(self) -> str | None:
        return None if self._engine.dialect.name == "sqlite" else "dbos"


def _entry(row: WorkflowStatus) -> Entry:
    result = row.output if isinstance(row.output, dict) else {}
    failed = type(row.error).__name__ if row.error else ""
    return Entry(
        key=row.workflow_id,
        kind=row.name,
        status=row.status,
        at=datetime.fromtimestamp((row.created_at or 0) / 1000, UTC),
        queue=row.queue_name or "",
        executor=row.executor_id or "",
        version=row.app_version or "",
        error=str(result.get("error", "")) or failed,
        review=str(result.get("review", "")),
    )


def _ended(output: Any) -> str:  # noqa: ANN401  # any JSON
    return str(output.get("ended", "")) if isinstance(output, dict) else ""


def _engine(address: sa.URL, *, read_only: bool) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        options = "-c statement_timeout=10000"
        options += " -c default_transaction_read_only=on" if read_only else ""
        given = {"connect_timeout": 5, "options": options}
        return sa.create_engine(
            address, hide_parameters=True, pool_pre_ping=True, connect_args=given
        )
    mode = "ro" if read_only else "rw"
    file = sa.URL.create("sqlite", database=f"file:{address.database}", query={"mode": mode})
    engine = sa.create_engine(
        file.update_query_dict({"uri": "true"}), hide_parameters=True, connect_args={"timeout": 5}
    )

    @sa.event.listens_for(engine, "connect")
    def erase(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("pragma secure_delete = on")  # what is forgotten leaves no trace
        connection.execute("pragma foreign_keys = on")

    return engine


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (dbos_error.DBOSException, SQLAlchemyError, sqlite3.Error, OSError) as error:
        own = getattr(error, "orig", None) or error
        raise WorkError(f"The list of work cannot be read: {type(own).__name__}.") from error
