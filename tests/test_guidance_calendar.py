"""Pre-election periods: when they hold, whom they reach, and how one is called."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.concerns import Concern
from bot.draft import Draft
from bot.guidance.bearing import Bearing, Reach, bearings, posting
from bot.guidance.calling import Call, called, missing
from bot.guidance.catalogue import Certainty, Period, When
from bot.guidance.library import read_library
from bot.guidance.territories import Territories, Territory
from tests.as_shipped import CHECKS, GUIDANCE, LIBRARY

DAYS = st.dates(date(2014, 1, 1), date(2032, 1, 1))
TODAY = date(2026, 11, 27)
WELSH = date(2026, 4, 15)
"""In the Senedd's period, the Scottish Parliament's, and care on devolved matters."""


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of any kind: fixed, without a start, or not called at all."""
    poll = draw(st.none() | DAYS)
    before = draw(st.none() | st.integers(0, 80))
    hour = draw(st.sampled_from([time.min, time(0, 1), time(17, 30)]))
    start = None
    if poll is not None and before is not None:
        start = datetime.combine(poll - timedelta(days=before), hour)
    return Period(
        id=draw(st.from_regex(r"\A[a-z]{3,9}\Z")), what="A poll", poll=poll, start=start,
        scope=("uk",), rule="G", start_status=Certainty.DERIVED, poll_status=Certainty.REPORTED,
    )  # fmt: skip


def reached(account: str, text: str, day: date, at: time | None = None) -> dict[str, Bearing]:
    draft = Draft(text=text, account=account, posting_at=at)
    return {each.period.id: each for each in bearings(LIBRARY, posting(draft, day))}


@given(periods(), DAYS)
def test_a_period_ends_where_none_covers_the_next_day(period: Period, day: date) -> None:
    if period.covers(day) and not period.covers(day + timedelta(days=1)):
        assert day == period.poll
        assert period.when(day + timedelta(days=1)) is When.PAST


@given(periods(), DAYS)
def test_now_next_uncalled_and_over_part_the_time(period: Period, day: date) -> None:
    assert (period.when(day) is When.NOW) is period.covers(day)
    order = [When.UNFIXED, When.NEXT, When.NOW, When.PAST]
    later = period.when(day + timedelta(days=1))
    assert order.index(later) >= order.index(period.when(day))
    assert (period.when(day) is When.UNFIXED) is (period.poll is None)


@given(periods(), DAYS, st.times())
def test_a_day_is_covered_if_and_only_if_an_hour_of_it_is(
    period: Period, day: date, at: time
) -> None:
    if period.covers(day, at):
        assert period.covers(day)
    if period.covers(day):
        assert period.covers(day, time.max)
    assert not (period.covers(day) and period.may_cover(day))


@pytest.mark.parametrize(
    ("day", "at", "inside"),
    [
        (date(2026, 4, 8), time(0, 0), False),
        (date(2026, 4, 8), time(0, 1), True),
        (date(2026, 4, 7), time(23, 59), False),
        (date(2026, 5, 7), time(23, 59), True),
        (date(2026, 5, 8), time(0, 0), False),
    ],
)
def test_the_hour_of_posting_counts_where_a_period_starts_at_an_hour(
    day: date,
    at: time,
    inside: bool,  # noqa: FBT001  # a row of the table above
) -> None:
    assert ("senedd-2026" in reached("Welsh Government", "A post.", day, at)) is inside


@pytest.mark.parametrize(
    ("account", "text", "name", "reach", "letter"),
    [
        ("Welsh Government", "Roads.", "senedd-2026", Reach.BINDS, "W"),
        ("Llywodraeth Cymru", "Ffyrdd.", "senedd-2026", Reach.BINDS, "W"),
        ("Scottish Government", "Roads.", "scottish-parliament-2026", Reach.BINDS, "S"),
        ("HM Treasury", "Money for Wales.", "senedd-2026", Reach.TOUCHES, "D"),
        ("HM Treasury", "Arian i Gymru.", "senedd-2026", Reach.TOUCHES, "D"),
        ("HM Treasury", "Money for Wales.", "devolved-care-2026", Reach.TOUCHES, "D"),
        ("NHS England", "A clinic in Cardiff.", "senedd-2026", Reach.TOUCHES, "D"),
        ("Somebody", "Roads.", "senedd-2026", Reach.PERHAPS, "W"),
        ("", "Roads.", "senedd-2026", Reach.PERHAPS, "W"),
        ("HM Treasury", "Roads.", "senedd-2026", None, ""),
        ("HM Treasury", "Money for Scotland.", "senedd-2026", None, ""),
        ("Welsh Government", "Roads in Scotland.", "scottish-parliament-2026", None, ""),
        ("Scottish Government", "Roads in Wales.", "devolved-care-2026", None, ""),
    ],
)
def test_a_period_reaches_those_of_its_scope_and_what_speaks_of_it(
    account: str, text: str, name: str, reach: Reach | None, letter: str
) -> None:
    found = reached(account, text, WELSH).get(name)
    assert (found.reach if found else None) is reach
    assert (found.rule.letter if found else "") == letter


@pytest.mark.parametrize(
    ("account", "day", "reach"),
    [
        ("HM Treasury", date(2024, 6, 10), Reach.BINDS),
        ("Somebody", date(2024, 6, 10), Reach.BINDS),
        ("HM Treasury", date(2025, 4, 20), Reach.BINDS),
        ("NHS England", date(2025, 4, 20), Reach.BINDS),
        ("Somebody", date(2025, 4, 20), Reach.PERHAPS),
        ("Welsh Government", date(2025, 4, 20), None),
    ],
)
def test_a_poll_of_the_whole_country_binds_all_and_an_english_one_the_departments(
    account: str, day: date, reach: Reach | None
) -> None:
    found = [each.reach for each in reached(account, "A post.", day).values()]
    assert found == ([reach] if reach else [])


def test_a_possible_period_is_shown_and_a_check_holds_only_as_for_the_united_kingdom() -> None:
    found = reached("Somebody", "A post.", WELSH)
    assert {each.rule.letter: each.holds for each in found.values()} == {
        "W": False, "S": False, "D": False,
    }  # fmt: skip
    assert reached("Somebody", "A post.", date(2025, 4, 20))["local-england-2025"].holds


def test_a_by_election_reaches_what_names_its_constituency() -> None:
    day = date(2026, 6, 1)
    near = reached("Home Office", "Roads in Makerfield are closed.", day)
    assert near["by-election-makerfield-2026"].reach is Reach.PERHAPS, "its start is not known"
    assert not reached("Home Office", "Roads in Leeds are closed.", day)


def test_a_period_without_a_start_is_shown_near_its_poll_and_holds_no_check() -> None:
    found = reached("Northern Ireland Executive", "A post.", date(2027, 4, 10))
    assert found["ni-assembly-2027"].reach is Reach.PERHAPS
    assert not found["ni-assembly-2027"].holds
    assert not reached("Northern Ireland Executive", "A post.", date(2027, 1, 10))


def test_a_council_election_in_wales_does_not_silence_a_safety_notice_for_the_country() -> None:
    day = date(2027, 4, 20)
    text = "Flood warning: if water reaches your door, move upstairs and ring 999."
    for account in ("Met Office", "Environment Agency", "Welsh Government"):
        signals = CHECKS.see(Draft(text=text, account=account, posting_on=day), TODAY)
        assert not any(signal.concern is Concern.PRE_ELECTION for signal in signals), account
    assert "local-wales-2027" not in reached("Met Office", text, day)


def test_the_setting_says_where_unlisted_accounts_belong_and_is_in_the_edition() -> None:
    welsh = read_library(GUIDANCE, otherwise=Territory.WALES)
    draft = Draft(text="A post.", account="Arts Council of Somewhere")
    found = {each.period.id: each.reach for each in bearings(welsh, posting(draft, WELSH))}
    assert found == {"senedd-2026": Reach.BINDS}
    assert welsh.edition != LIBRARY.edition


def test_the_longest_name_of_an_account_wins_and_half_a_word_is_none() -> None:
    known = Territories({
        Territory.UK: ("Wales Office", "MoD"),
        Territory.WALES: ("Wales",),
    })  # fmt: skip
    assert known.of("The Wales Office") is Territory.UK
    assert known.of("Sport WALES") is Territory.WALES
    assert known.of("Modern slavery unit") is None
    assert Territories().of("HM Treasury") is None


CALL = Call(
    what="Snap general election", rule="G", poll="2027-03-18", by="Head of news", why="Called today"
)


def judged(**changes: Any) -> tuple[Period | None, str]:  # noqa: ANN401  # fields of Call
    found = called(replace(CALL, **changes), LIBRARY, TODAY)
    return found.period, "\n".join(map(str, found.problems))


@pytest.mark.parametrize(
    ("rule", "scope", "start"),
    [
        ("G", (), date(2027, 2, 11)),
        ("general election", (), date(2027, 2, 11)),
        ("R", ("uk",), date(2027, 2, 19)),
        ("L", ("england",), date(2027, 2, 25)),
        ("W", (), date(2027, 2, 17)),
    ],
)
def test_a_start_that_is_not_given_is_counted_from_the_rule_and_called_derived(
    rule: str, scope: tuple[str, ...], start: date
) -> None:
    period, _ = judged(rule=rule, scope=scope)
    assert period
    assert period.start
    assert period.start.date() == start
    assert period.start_status is Certainty.DERIVED
    assert not period.confirmed


def test_days_count_as_verified_only_with_the_page_that_states_them() -> None:
    period, _ = judged(start="2027-02-15T00:01", source="https://www.gov.uk/election")
    assert period
    assert period.confirmed
    unsourced, _ = judged(start="2027-02-15T00:01")
    assert unsourced
    assert unsourced.start_status is unsourced.poll_status is Certainty.REPORTED


def test_a_rule_that_gives_no_start_leaves_it_unknown_and_says_so() -> None:
    call = Call(what="Crewe", rule="B", poll="2027-03-19", places=("Crewe",), by="A", why="B")
    found = called(call, LIBRARY, TODAY)
    assert found.period
    assert found.period.start is None
    assert found.period.start_status is Certainty.UNKNOWN
    assert ["Friday" in found.doubts[0], "no start" in found.doubts[1]] == [True, True]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"poll": "2027-02-30"}, "--poll 2027-02-30: there is no such day\n    that month has 28"),
        ({"poll": "2027-13-01"}, "no such month"),
        ({"poll": "18 March"}, "write it as 2027-05-06"),
        ({"poll": "2036-03-18"}, "more than six years away"),
        ({"poll": "2024-07-04"}, "this poll is over"),
        ({"start": "2027-03-19"}, "after the poll"),
        ({"start": "2026-01-01"}, "no pre-election period lasts more than 90"),
        ({"start": "2027-02-11T25:00"}, "no such hour"),
        ({"start": "2027-02-11T00:01+00:00"}, "no such hour"),
        ({"rule": "X"}, "one of G (general election), L (local elections)"),
        ({"scope": ("walls",)}, "did you mean wales?"),
        ({"scope": ("wales",)}, "this rule (general election) is of uk"),
        ({"places": ("Crewe",)}, "only a constituency has one"),
        ({"source": "gov.uk"}, "no address of a page"),
        ({"what": "42"}, "this says nothing"),
        ({"replaces": "general-nex"}, "did you mean general-next?"),
        ({"rule": "L", "scope": ("wales",), "poll": "2027-05-06"}, "--replaces local-wales-2027"),
    ],
)
def test_nonsense_is_refused_with_what_would_be_right(changes: dict[str, Any], said: str) -> None:
    period, problems = judged(**changes)
    assert period is None
    assert said in problems


def test_all_that_is_wrong_is_told_at_once() -> None:
    _, problems = judged(poll="2027-02-30", rule="X", scope=("walls",))
    assert len(problems.splitlines()) == 6


def test_what_is_missing_depends_on_the_rule() -> None:
    rules = LIBRARY.rules
    assert missing(Call(), rules) == ("what", "rule", "poll", "by", "why")
    assert missing(Call(rule="R"), rules) == ("what", "poll", "scope", "by", "why")
    assert missing(Call(rule="by-election"), rules) == ("what", "poll", "places", "by", "why")
    assert missing(CALL, rules) == ()


def test_the_next_general_election_stands_in_for_the_one_without_a_day() -> None:
    assert called(CALL, LIBRARY, TODAY).replaces == "general-next"
