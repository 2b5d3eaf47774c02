"""A log as large as wanted, of reviews that were never asked for: what the benches read.

    python -m bench.made_log [REVIEWS] [FILE]

Default: 1,000,000 reviews in ``.bench/log-1000000.db``, 80,000 in each of the last twelve months
up to November 2026 and the rest before them. The same number gives the same log but for the
moments of linking. It is made once, and made under another name until it is whole.
Every record is linked as the bot links it; only the rows are written many at a time.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bench.log import invented
from bot.concerns import Concern, Severity, Verdict
from bot.desk.records import Outcome
from bot.draft import Draft
from bot.log import parts
from bot.log.chain import Linking
from bot.log.keeping import keep_edition
from bot.log.sqlite.connection import SqliteTables, opened, write_ahead
from bot.log.sqlite.opening import prepare
from bot.log.tables import Row
from bot.log.words import draft_row, written
from bot.review.review import Passage, Review

MILLION = 1_000_000
A_MONTH = 80_000
_BATCH = 2_000
_CACHE = 1_000_000
"""Kilobytes of pages kept in memory: indexes are written all over the place."""
_TEMPLATES = 400
_PEOPLE, _ACCOUNTS, _PLATFORMS = 300, 40, ("x", "linkedin", "instagram", "press release")
_VERDICTS = (Verdict.CLEAR, Verdict.REVISE, Verdict.STOP, Verdict.CHECK)
_SHARES = (62, 28, 6, 4)
_SUBJECTS = (
    "harbour", "bypass", "library", "apprenticeship", "flood barrier", "clinic", "museum",
    "ferry", "school", "reservoir", "court", "railway", "laboratory", "allotment", "bridge",
)  # fmt: skip
_FLAWS = (
    "for the first time in a generation", "unlike the previous government",
    "thanks to this minister", "the reckless opposition", "the best in the world",
    "as only we promised", "our plan is working", "a historic victory for working people",
)  # fmt: skip
_PLAIN = (
    "The opening hours are on the website.", "Applications close at the end of the month.",
    "The work took two years and cost less than was set aside.", "People nearby were asked first.",
    "The figures are published each quarter.", "Questions go to the press office.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Template:
    """What many reviews share. Their bodies differ in name, time and asker."""

    review: Review
    body: str
    parts: tuple[tuple[str, list[Row]], ...]


def main() -> None:
    """Make the log, and say how long it took."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else None  # noqa: PLR2004  # the second one
    began = time.perf_counter()
    path = made_log(many, path)
    seconds = time.perf_counter() - began
    print(f"{path}: {many:,} reviews, {path.stat().st_size / 1e6:,.0f} MB, {seconds:.0f} s")


def made_log(many: int, path: Path | None = None) -> Path:
    """Give the log of ``many`` reviews; make it first where it is not there."""
    path = path or Path(".bench") / f"log-{many}.db"
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.part")
        unfinished.unlink(missing_ok=True)
        prepare(unfinished)
        with _at_once(unfinished) as tables:
            _fill(tables, many)
            tables.db.execute("analyze")
        write_ahead(unfinished)
        unfinished.rename(path)
    return path


@contextmanager
def _at_once(path: Path) -> Iterator[SqliteTables]:
    """The tables of a file that nobody else reads, and that is made anew if this fails."""
    with opened(path) as db:
        for said in ("journal_mode = off", "synchronous = off", f"cache_size = -{_CACHE}"):
            db.execute(f"pragma {said}").fetchall()
        with db.conn:
            yield SqliteTables(db)


def _fill(tables: SqliteTables, many: int) -> None:
    random = Random(20261101)  # noqa: S311  # the same log each time
    templates = [_template(random) for _ in range(_TEMPLATES)]
    tables.insert_new("passages", [parts.passage_row(each) for each in _passages(templates)])
    for kind in ("guidance", "checks"):
        keep_edition(tables, (kind, f"{kind[0]}1"), f"invented {kind}", _moment(0, many))
    for first in range(0, many, _BATCH):
        _keep(tables, random, templates, range(first, min(first + _BATCH, many)), many)


def _passages(templates: Sequence[_Template]) -> list[Passage]:
    return list(dict.fromkeys(p for each in templates for p in each.review.passages))


def _template(random: Random) -> _Template:
    verdict = random.choices(_VERDICTS, _SHARES)[0]
    base = invented(0)
    flaw = random.choice(_FLAWS)
    text = f"The new {random.choice(_SUBJECTS)} opens {flaw}. " + " ".join(random.sample(_PLAIN, 4))
    found = 0 if verdict is Verdict.CLEAR else random.randint(1, 3)
    severity = Severity.STOP if verdict is Verdict.STOP else Severity.REVISE
    findings = tuple(
        replace(
            base.findings[0],
            excerpt=flaw,
            concern=random.choice(list(Concern)),
            severity=severity,
            clause_id=f"source.clause-{random.randint(0, 19)}",
        )
        for _ in range(found)
    )
    review = replace(
        base,
        id="@id@",
        asked_by="@by@",
        verdict=verdict,
        draft=Draft(
            text=text,
            platform=random.choice(_PLATFORMS),
            account=f"@invented{random.randint(1, _ACCOUNTS)}",
        ),
        findings=findings,
        rewording=base.rewording if findings and random.random() < 0.7 else None,  # noqa: PLR2004
        making=replace(
            base.making,
            input_tokens=random.randint(3000, 9000),
            output_tokens=random.randint(200, 900),
            cost_usd=random.random() / 50,
            milliseconds=random.randint(10, 9000),
        ),
    )
    shown = parts.shown_rows(review, [parts.passage_row(p)["hash"] for p in review.passages])
    return _Template(
        review, parts.body(review), (("findings", parts.finding_rows(review)), ("shown", shown))
    )


def _moment(number: int, many: int) -> datetime:
    """When a review was made: each of the last twelve months has as many, evenly spread."""
    back, at = divmod(many - 1 - number, A_MONTH)
    months = 2026 * 12 + 10 - back
    begins = datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
    return begins + timedelta(days=27.9) * ((A_MONTH - 1 - at) / A_MONTH)


def _keep(
    tables: SqliteTables,
    random: Random,
    templates: Sequence[_Template],
    numbers: range,
    many: int,
) -> None:
    """Write some reviews and what became of them, and link it all."""
    rows: dict[str, list[Row]] = {}
    names: dict[str, list[str]] = {}
    for number in numbers:
        for kind, table, row in _record(random, random.choice(templates), number, many):
            rows.setdefault(table, []).append(row)
            if kind:
                names.setdefault(kind, []).append(row["id"])
    for table, held in rows.items():
        _insert(tables, table, held)
    linking = Linking(tables)
    for kind, held_names in names.items():
        linking.append(kind, held_names)


def _insert(tables: SqliteTables, table: str, rows: Sequence[Row]) -> None:
    columns = ", ".join(f'"{name}"' for name in rows[0])
    places = ", ".join(f":{name}" for name in rows[0])
    tables.db.conn.executemany(f"insert into {table} ({columns}) values ({places})", rows)  # noqa: S608  # our own names


def _record(
    random: Random, template: _Template, number: int, many: int
) -> Iterator[tuple[str, str, Row]]:
    """Kind (where it is a record's own row), table and row, one after another."""
    name, at = f"review-{number:08}", _moment(number, many)
    by = f"U{random.randrange(_PEOPLE):05}"
    held = template.review
    draft = replace(held.draft, text=f"{held.draft.text} Notice {number} of {at:%B %Y}.")
    row = parts.review_row(held) | {"id": name, "made_at": written(at), "asked_by": by}
    yield "review", "reviews", row
    yield "", "drafts", draft_row("review", name, draft)
    made_at = f"{at.isoformat().replace('+00:00', 'Z')}"
    body = template.body.replace("@id@", name).replace("@by@", by)
    body = body.replace(held.made_at.isoformat().replace("+00:00", "Z"), made_at)
    yield "", "bodies", {"kind": "review", "id": name, "body": body}
    for table, part in template.parts:
        for each in part:
            yield "", table, each | {"review_id": name}
    yield from _became(random, held, name, at, by)


def _became(
    random: Random, review: Review, name: str, at: datetime, by: str
) -> Iterator[tuple[str, str, Row]]:
    """What was decided, said and disputed."""
    after = at + timedelta(minutes=random.randint(1, 240))
    if review.findings and random.random() < 0.8:  # noqa: PLR2004  # most are decided
        outcomes = (Outcome.ACCEPTED, Outcome.POSTED_ANYWAY, Outcome.WITHDRAWN)
        outcome = random.choices(outcomes, (70, 20, 10))[0]
        if review.verdict is Verdict.STOP and outcome is Outcome.POSTED_ANYWAY:
            yield from _decided(name, 0, outcome, by, after)
            outcome, by = Outcome.SIGNED_OFF, f"L{random.randrange(5)}"
            yield from _decided(name, 1, outcome, by, after + timedelta(minutes=9))
        else:
            yield from _decided(name, 0, outcome, by, after)
    if random.random() < 0.1:  # noqa: PLR2004  # one in ten is talked about
        said = {"id": f"{name}-said", "review_id": name, "by": by, "at": written(after)}
        yield "remark", "remarks", said | {"answers": ""}
        yield "", "bodies", _body("remark", f"{name}-said", "Why is that a finding?")
    if review.findings and random.random() < 0.1:  # noqa: PLR2004  # and one in ten judged
        row: Row = {"id": f"{name}-right", "review_id": name, "finding": 1, "by": by}
        row |= {"is_right": int(random.random() < 0.8), "at": written(after)}  # noqa: PLR2004
        yield "dispute", "disputes", row
        yield "", "bodies", _body("dispute", f"{name}-right", "")


def _decided(
    name: str, number: int, outcome: Outcome, by: str, at: datetime
) -> Iterator[tuple[str, str, Row]]:
    decision = f"{name}-{number}"
    row = {"id": decision, "review_id": name, "outcome": outcome.value, "by": by}
    yield "decision", "decisions", row | {"at": written(at)}
    yield "", "turns", {"review_id": name, "number": number, "decision": decision}
    yield "", "bodies", _body("decision", decision, "It was cleared by the policy team.")


def _body(kind: str, name: str, text: str) -> Row:
    return {"kind": kind, "id": name, "body": text}


if __name__ == "__main__":
    main()
