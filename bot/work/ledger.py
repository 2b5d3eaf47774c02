"""The list of work: what waits, what is under way, how it ended. Never a word of a draft."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from dbos import DBOSClient, DBOSPortableJSONSerializer, WorkflowStatus
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.records import Standing
from bot.errors import BadQuestion, WorkError
from bot.work.saying import REFUSED
from bot.work.store import NAME, QUEUE_OF, WAITING

GIVEN_UP = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
"""What the engine calls a job that was cut off too often."""
DONE, FAILED = ("SUCCESS",), ("ERROR", "CANCELLED", GIVEN_UP)
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
        """How many jobs are in each state that is not done; to tell somebody of it is none."""
        ledger = sa.table(
            "workflow_status", sa.column("status"), sa.column("name"), schema=self._schema
        )
        ask = sa.select(ledger.c.status, sa.func.count()).group_by(ledger.c.status)
        ask = ask.where(ledger.c.name.not_in(["home", "wish"]))
        with _in_our_words(), self._engine.connect() as database:
            found = {str(status): int(many) for status, many in database.execute(ask)}
        return {status: found.get(status, 0) for status in WAITING}

    def failures(self, since: datetime | None = None) -> list[Entry]:
        """The newest jobs that failed or ended in an apology, of the last 500 that ended."""
        begun = {"start_time": since.isoformat()} if since else {}
        ended = self.entries((*DONE, *FAILED), 500, **begun)
        return [entry for entry in ended if entry.error or entry.status in FAILED]

    def standing(self, now: datetime) -> Standing:
        """How the work stands."""
        many = self.count()
        oldest = self.oldest(["ENQUEUED", "PENDING"], "review")
        return Standing(
            at=now,
            waiting=many["ENQUEUED"],
            under_way=many["PENDING"],
            put_off=many["DELAYED"],
            oldest=oldest.at if oldest else None,
            failed=len(self.failures(now - timedelta(days=1))),
        )

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

    def outcome(self, key: str, name: str) -> dict[str, Any]:
        """What a step of a job gave; empty where it did not end."""
        with _in_our_words():
            steps = self._client.list_workflow_steps(key)
        given = [s["output"] for s in steps if s["function_name"] == name]
        return given[-1] if given and isinstance(given[-1], dict) else {}

    def shares(self, review_id: str) -> list[dict[str, Any]]:
        """The places where a review stands in a channel."""
        with _in_our_words():
            rows = self._client.list_workflows(
                workflow_id_prefix=[f"share:{review_id}:", f"share:{review_id}#"], **_OF_THE_DRAFT
            )
            steps = [s for row in rows for s in self._client.list_workflow_steps(row.workflow_id)]
        outputs = [s["output"] for s in steps if s["function_name"] == "share"]
        return [o["place"] for o in outputs if isinstance(o, dict) and o.get("ended") == "said"]

    def sharing(self, channel: str, since: datetime) -> dict[str, bool]:
        """Whether shares into a channel are under way, and whether any since then may be lost."""
        with _in_our_words():
            rows = self._client.list_workflows(
                name="share", start_time=since.isoformat(), load_input=False
            )
        here = [row for row in rows if row.workflow_id.endswith(f":{channel}")]
        ended = {_ended(row.output) for row in here if row.status in DONE}
        return {"under_way": any(row.status in WAITING for row in here), "lost": "lost" in ended}

    def set_limits(self, queues: Mapping[str, dict[str, Any]]) -> None:
        """Make the queues with their limits, before the engine runs.

        It would else work for a second by the limits of the last start.
        """
        with _in_our_words():
            for name, limits in queues.items():
                self._client.register_queue(name, on_conflict="always_update", **limits)

    def resume(self, entry: Entry) -> None:
        """Put a job that is not done back into its queue; whoever had it is fenced off."""
        with _in_our_words():
            # the engine takes the queue off what it gives up
            queue = entry.queue or QUEUE_OF.get(entry.kind)
            self._client.resume_workflow(entry.key, queue_name=queue)

    def cancel(self, key: str) -> None:
        """Stop a job: no further step of it begins."""
        with _in_our_words():
            self._client.cancel_workflow(key)

    def forget(self, keys: Sequence[str]) -> None:
        """Delete jobs with their inputs, results and steps."""
        with _in_our_words():
            self._client.delete_workflows(list(keys))

    def blank(self, key: str) -> None:
        """Take the words that were sent out of a job: its asker may not ask."""
        with _in_our_words(), self._engine.begin() as database:
            for name in ("workflow_input", "workflow_status"):
                kept = sa.table(
                    name, sa.column("workflow_uuid"), sa.column("inputs"), schema=self._schema
                )
                this = kept.c.workflow_uuid == key
                given = database.scalar(sa.select(kept.c.inputs).where(this))
                if given:
                    blank = json.dumps(_without_words(json.loads(given)))
                    database.execute(sa.update(kept).where(this).values(inputs=blank))

    @property
    def _schema(self) -> str | None:
        return None if self._engine.dialect.name == "sqlite" else "dbos"


def _without_words(given: Any) -> Any:  # noqa: ANN401  # any JSON
    """The same JSON with every draft, every text and every reason empty."""
    if isinstance(given, list):
        return [_without_words(inside) for inside in given]
    if not isinstance(given, dict):
        return given
    blank: dict[str, Any] = {"draft": {"text": ""}, "text": "", "reason": ""}
    return {name: blank.get(name, _without_words(inside)) for name, inside in given.items()}


def _unsaid(result: dict[str, Any]) -> str:
    """Why something was not said that Slack will never take, or not within a day."""
    if result.get("ended") != REFUSED:
        return ""
    return str(result.get("why") or "It could not be said.")


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
        error=str(result.get("error", "")) or _unsaid(result) or failed,
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
