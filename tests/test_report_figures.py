"""What a report counts is what the log holds: recounted by hand, on every back end."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import ceil
from pathlib import Path
from statistics import median
from typing import Protocol

import pytest

from bot.concerns import Concern, Severity, Verdict
from bot.desk.deciding import disputes_that_stand
from bot.desk.month_sums import AddedUp, Asked, Days, MonthSums
from bot.desk.records import Decision, Miss, Outcome, Place
from bot.desk.seams import Kept, Log, Placed, Record
from bot.log.postgres_log import PostgresLog
from bot.log.sqlite_log import SqliteLog
from bot.report.figures.chance import wilson
from bot.report.figures.gathered import MonthLog
from bot.report.figures.spans import question, weeks_of
from bot.report.month import Month
from tests.drawn import a_decision, a_dispute, a_miss, a_review
from tests.invented_year import LEADS, keep_year
from tests.postgres import fresh_database

NOVEMBER = Month(2026, 11)
ASKING = {Outcome.SIGN_OFF_ASKED, Outcome.PROPRIETY_ASKED}


class WholeLog(Log, Record, MonthLog, Protocol):
    """What the tests ask of a log."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> WholeLog:
    """A log with an invented year in it."""
    if request.param == "sqlite":
        log: WholeLog = SqliteLog(tmp_path_factory.mktemp("year") / "log.db")
    else:
        log = PostgresLog(fresh_database(request.getfixturevalue("postgres_url")))
    keep_year(log, a_month=12)
    return log


@pytest.fixture
def log(tmp_path: Path) -> SqliteLog:
    return SqliteLog(tmp_path / "log.db")


def added_up(
    log: MonthLog, month: Month = NOVEMBER, leads: frozenset[str] = frozenset()
) -> AddedUp:
    return log.added_up(question(month, leads))


def reviews(log: Record, days: Days) -> list[Kept]:
    return [one for one in log.between(days.first, days.after) if isinstance(one, Kept)]


def by_hand(log: Record, sums: MonthSums) -> list[Kept]:
    return reviews(log, sums.counts.days)


def test_verdicts_concerns_and_misses_are_those_of_the_log(year: WholeLog) -> None:
    sums = added_up(year)
    assert len(sums.months) == 12
    for counts in (*sums.months, *sums.weeks):
        entries = list(year.between(counts.days.first, counts.days.after))
        held = [one for one in entries if isinstance(one, Kept)]
        assert counts.verdicts == {
            one: sum(kept.review.verdict is one for kept in held) for one in Verdict
        }
        assert counts.misses == len(entries) - len(held)
    for counts in sums.months[-4:]:
        held = reviews(year, counts.days)
        for concern in Concern:
            found = [
                [one.severity for one in kept.review.findings if one.concern is concern]
                for kept in held
            ]
            assert counts.found(concern).reviews == sum(map(bool, found))
            grave = sum(any(one is not Severity.NOTE for one in some) for some in found)
            assert counts.found(concern).at_fault == grave
    assert sum(week.reviews for week in sums.weeks) == sums.month.counts.reviews
    assert sum(week.misses for week in sums.weeks) == sums.month.counts.misses


def test_decisions_and_their_times_are_those_of_the_log(year: WholeLog) -> None:
    sums = added_up(year)
    for month in (sums.month, sums.before):
        held = by_hand(year, month)
        assert Counter(
            {(one.verdict, one.is_reworded, one.outcome): one.reviews for one in month.stood}
        ) == Counter(
            (
                kept.review.verdict,
                kept.review.rewording is not None,
                kept.decisions[-1].outcome if kept.decisions else None,
            )
            for kept in held
        )
        took = sorted(filter(None, map(settled, held)))
        assert month.took is not None
        assert month.took.decided == len(took)
        middle = median(one.total_seconds() for one in took)
        assert month.took.median.total_seconds() == pytest.approx(middle, abs=1e-5)
        ninetieth = took[ceil(0.9 * len(took)) - 1].total_seconds()
        assert month.took.ninetieth.total_seconds() == pytest.approx(ninetieth, abs=1e-5)
        signed = Counter(
            kept.decisions[-1].by
            for kept in held
            if kept.review.verdict is Verdict.STOP
            and kept.decisions
            and kept.decisions[-1].outcome is Outcome.SIGNED_OFF
        )
        assert month.signed_off == signed


def settled(kept: Kept) -> timedelta | None:
    answered = [one.at for one in kept.decisions if one.outcome not in ASKING]
    return min(answered) - kept.review.made_at if answered else None


def test_clauses_are_counted_and_named_as_they_were_shown(year: WholeLog) -> None:
    sums = added_up(year).month
    held = by_hand(year, sums)
    of: dict[str, list[Kept]] = defaultdict(list)
    for kept in held:
        for clause in {one.clause_id for one in kept.review.findings}:
            of[clause].append(kept)
    assert sums.cited == {clause: len(some) for clause, some in of.items()}
    assert [one.reviews for one in sums.clauses] == sorted(sums.cited.values(), reverse=True)
    for one in sums.clauses:
        outcomes = [
            (kept.decisions[-1].outcome, kept.review.rewording is not None)
            for kept in of[one.clause_id]
            if kept.decisions
        ]
        aside = {Outcome.POSTED_ANYWAY, Outcome.SIGNED_OFF}
        assert one.set_aside == sum(outcome in aside for outcome, _ in outcomes)
        assert one.mended == outcomes.count((Outcome.ACCEPTED, True))
        shown = of[one.clause_id][0].review.passage(one.clause_id)
        assert (one.title, one.locator, one.url) == (shown.title, shown.locator, shown.url)
        assert one.concern is shown.concern


def test_marks_count_the_last_word_of_each_lead_about_each_finding(year: WholeLog) -> None:
    marks = added_up(year, leads=frozenset(LEADS)).month.marks
    said = [
        (kept.review.id, one)
        for kept in by_hand(year, added_up(year).month)
        for one in disputes_that_stand(kept)
    ]
    by_leads = [one.right for _, one in said if one.by in LEADS]
    assert (marks.right, marks.wrong) == (by_leads.count(True), by_leads.count(False))
    assert (marks.said, marks.said_wrong) == (len(said), sum(not one.right for _, one in said))
    assert by_leads


def test_cost_and_places_add_up_to_those_of_the_log(year: WholeLog) -> None:
    sums = added_up(year)
    held = by_hand(year, sums.month)
    makings = [kept.review.making for kept in held]
    spent = sums.month.spent
    assert spent.by_model + spent.by_checks == len(held)
    assert spent.by_checks == sum(one.reviewer == "checks" for one in makings)
    assert spent.input_tokens == sum(one.input_tokens for one in makings)
    assert spent.output_tokens == sum(one.output_tokens for one in makings)
    assert spent.cost_usd == pytest.approx(sum(one.cost_usd or 0 for one in makings))
    places = Counter((kept.review.draft.platform, kept.review.draft.account) for kept in held)
    assert {(one.platform, one.account): one.reviews for one in sums.places} == places


def test_a_review_belongs_to_its_month_by_the_clock_in_the_united_kingdom(log: SqliteLog) -> None:
    """October 2026 ends at midnight UTC, for summer time was over; March ends an hour before."""
    log.keep(a_review("march", datetime(2026, 3, 31, 22, 59, 59, tzinfo=UTC)))
    log.keep(a_review("april", datetime(2026, 3, 31, 23, 0, tzinfo=UTC)))
    log.keep(a_review("october", datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)))
    log.keep(a_review("november", datetime(2026, 11, 1, tzinfo=UTC)))
    by_month = {one.days.first.month: one.reviews for one in added_up(log).months}
    assert {month: many for month, many in by_month.items() if many} == {3: 1, 4: 1, 10: 1, 11: 1}


def test_weeks_run_from_monday_and_are_cut_where_the_month_is() -> None:
    assert [(one.first.day, one.after) for one in weeks_of(NOVEMBER)] == [
        (1, date(2026, 11, 2)),
        (2, date(2026, 11, 9)),
        (9, date(2026, 11, 16)),
        (16, date(2026, 11, 23)),
        (23, date(2026, 11, 30)),
        (30, date(2026, 12, 1)),
    ]
    assert len(weeks_of(Month(2027, 2))) == 4


def test_the_newer_version_of_a_draft_that_nobody_decided_about_is_told(log: SqliteLog) -> None:
    log.keep(a_review("first"))
    log.keep(replace(a_review("second"), revises="first"))
    (undecided,) = added_up(log).month.stood
    assert (undecided.outcome, undecided.reviews, undecided.revised_since) == (None, 2, 1)


def test_of_two_decisions_at_one_moment_the_one_written_last_stands(log: SqliteLog) -> None:
    log.keep(a_review())
    log.keep_turn(replace(a_decision("z"), outcome=Outcome.WITHDRAWN), 0)
    log.keep_turn(a_decision("a"), 1)
    (stood,) = added_up(log).month.stood
    assert stood.outcome is Outcome.ACCEPTED


def test_who_signed_off_is_a_lead_though_nobody_names_them_now(log: SqliteLog) -> None:
    log.keep(a_review())
    log.keep_decision(replace(a_decision("d"), outcome=Outcome.DECLINED, by="UOLD"))
    log.keep_dispute(replace(a_dispute("x"), by="UOLD"))
    log.keep_dispute(replace(a_dispute("y"), by="UELSE"))
    marks = added_up(log).month.marks
    assert (marks.right, marks.wrong, marks.said_wrong) == (0, 1, 2)


def test_the_end_of_the_chain_is_the_newest_link_before_the_month_was_over(
    log: SqliteLog,
) -> None:
    for number in range(7):
        log.keep_miss(a_miss(f"m{number}"))
    this = Month.holding(datetime.now(UTC).date())
    after = Month.holding(this.after)
    head = log.head()
    link = log.added_up(question(after, frozenset())).link
    assert head is not None
    assert link is not None
    assert (link.seq, link.hash) == (head.seq, head.hash)
    assert log.added_up(question(Month(2020, 1), frozenset())).link is None


def test_an_empty_log_adds_up_to_nothing(log: SqliteLog) -> None:
    sums = added_up(log)
    assert sums.begins is None
    assert sums.link is None
    assert sums.month.counts.reviews == sums.month.counts.misses == 0
    assert sums.month.took is None


SHARED = Place(channel="C1", thread="1.1")


def shared(log: SqliteLog, name: str, at: datetime, outcome: Outcome = Outcome.ACCEPTED) -> None:
    log.keep(a_review(name, at, text="We do it for the first time in a generation."))
    log.place(Placed(review_id=name, kind="shared", place=SHARED))
    log.keep_turn(Decision(id=f"d-{name}", review_id=name, outcome=outcome, by="U1", at=at), 0)


def shown(log: MonthLog, *, taken: bool = True, today: date = date(2026, 12, 1)) -> list[str]:
    days = Days(NOVEMBER.first, NOVEMBER.after)
    found = log.examples(days, Concern.PARTY_POLITICAL, taken=taken, today=today, most=9)
    return [kept.review.id for kept in found]


def test_an_example_is_shared_decided_and_out(log: SqliteLog) -> None:
    noon = datetime(2026, 11, 12, 12, tzinfo=UTC)
    shared(log, "good", noon)
    shared(log, "newer", noon + timedelta(hours=1))
    shared(log, "aside", noon, Outcome.POSTED_ANYWAY)
    shared(log, "withdrawn", noon, Outcome.WITHDRAWN)
    shared(log, "october", datetime(2026, 10, 12, tzinfo=UTC))
    log.keep(a_review("alone", noon))
    log.keep_turn(replace(a_decision("d-alone"), review_id="alone"), 0)
    assert shown(log) == ["newer", "good"]
    assert shown(log, taken=False) == ["aside"]
    assert not shown(log, today=date(2026, 11, 12)), "they are to be posted on the 13th"
    assert (
        log.examples(
            Days(NOVEMBER.first, NOVEMBER.after),
            "csc.impartiality.must",
            taken=True,
            today=date(2026, 12, 1),
            most=1,
        )[0].review.id
        == "newer"
    )


@pytest.mark.parametrize("kind", ["card", "asked"])
def test_what_was_shown_to_its_asker_or_to_leads_alone_is_no_example(
    log: SqliteLog, kind: str
) -> None:
    at = datetime(2026, 11, 12, 12, tzinfo=UTC)
    log.keep(a_review("private", at, text="We do it for the first time in a generation."))
    log.place(Placed(review_id="private", kind=kind, place=SHARED))
    log.keep_turn(replace(a_decision("d"), review_id="private", at=at), 0)
    assert not shown(log)
    log.place(Placed(review_id="private", kind="shared", place=SHARED))
    assert shown(log) == ["private"]


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_wilsons(found: int, of: int, low: float, high: float) -> None:
    """The last line is the example of Newcombe (1998), table I."""
    assert wilson(found, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_the_interval_is_everything() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def misses_of(log: Record) -> Iterator[Miss]:
    yield from (one for one in log.between(NOVEMBER.first, NOVEMBER.after) if isinstance(one, Miss))


def test_misses_are_counted_by_what_failed(year: WholeLog) -> None:
    assert added_up(year).month.missed == Counter(one.error for one in misses_of(year))


def test_the_question_names_twelve_months_and_the_month_before() -> None:
    asked: Asked = question(Month(2026, 1), frozenset({"U1"}))
    assert asked.before == Days(date(2025, 12, 1), date(2026, 1, 1))
    assert (asked.months[0].first, asked.months[-1]) == (date(2025, 2, 1), asked.month)
    assert len(asked.months) == 12
