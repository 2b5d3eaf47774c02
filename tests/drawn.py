"""Invented reviews for the tests of the record: one in plain sight, and any that can be."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.concerns import Concern, Severity, Verdict
from bot.desk.records import Decision, Dispute, Miss, Outcome, Remark
from bot.desk.switch import Switch
from bot.draft import Draft
from bot.quoting import Span
from bot.review.review import Finding, Making, Note, Passage, Review, Rewording

NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)

PASSAGE = Passage(
    clause_id="csc.impartiality.must",
    title="Civil Service Code",
    locator="paragraph 13",
    url="https://www.gov.uk/government/publications/civil-service-code",
    words="Serve the government of the day without favour to any party.",
    is_summary=True,
    basis="primary",
    strength="must",
    concern=Concern.PARTY_POLITICAL,
)
FINDING = Finding(
    excerpt="for the first time in a generation",
    span=Span(20, 54),
    concern=Concern.PARTY_POLITICAL,
    severity=Severity.REVISE,
    clause_id=PASSAGE.clause_id,
    quote="without favour to any party",
    why="It compares with earlier governments.",
    advice="Cut the comparison.",
    by="checks",
)
MAKING = Making(reviewer="checks", guidance_edition="g1", checks_edition="c1")


def a_review(name: str = "r1", made_at: datetime = NOON, text: str = "Ports open.") -> Review:
    """One review that found a fault, offered other words, and showed one clause."""
    return Review(
        id=name,
        draft=Draft(text=text, platform="x", account="@invented", posting_on=date(2026, 11, 13)),
        asked_by="U1",
        made_at=made_at,
        verdict=Verdict.REVISE,
        findings=(FINDING,),
        unproven=(),
        notes=(),
        passages=(PASSAGE,),
        precedents=(),
        periods=(),
        rewording=Rewording(text="The ports are open.", kept=(), by="checks"),
        what_to_change=(),
        not_checked=("Automatic checks only: no language model is configured.",),
        making=MAKING,
    )


def a_remark(name: str, review_id: str = "r1", text: str = "Why?") -> Remark:
    """Something said about a review."""
    return Remark(id=name, review_id=review_id, by="U2", at=NOON, text=text)


def a_switch(name: str = "s1", *, taking: bool = False) -> Switch:
    """An admin's word about taking drafts."""
    return Switch(id=name, taking=taking, by="U1", at=NOON, reason="The guidance changes 🎉")


def a_decision(name: str, review_id: str = "r1", reason: str = "") -> Decision:
    """A decision about a review."""
    return Decision(
        id=name, review_id=review_id, outcome=Outcome.ACCEPTED, by="U1", at=NOON, reason=reason
    )


def a_dispute(name: str, review_id: str = "r1", *, right: bool = False) -> Dispute:
    """A word on the first finding of a review."""
    return Dispute(
        id=name, review_id=review_id, finding=1, right=right, by="U1", at=NOON, reason="It is so."
    )


def a_miss(name: str = "m1", at: datetime = NOON, text: str = "Ports open.") -> Miss:
    """A review that could not be made."""
    return Miss(
        id=name,
        draft=Draft(text=text),
        asked_by="U1",
        at=at,
        error="ModelUnreachable",
        reason="The model did not answer in 45 seconds.",
    )


IN_NOVEMBER = st.datetimes(
    min_value=datetime(2026, 11, 1),  # noqa: DTZ001  # hypothesis puts the zone on
    max_value=datetime(2026, 11, 30, 23),  # noqa: DTZ001  # as above
    timezones=st.just(UTC),
)
"""Any moment of November 2026, when UK time is UTC."""

_small = st.integers(min_value=0, max_value=2**40)
_names = st.text(min_size=1, max_size=20)

makings = st.builds(
    Making,
    input_tokens=_small,
    cached_tokens=_small,
    output_tokens=_small,
    attempts=_small,
    milliseconds=_small,
    cost_usd=st.none() | st.floats(min_value=0, max_value=1e6),
)
spans = st.builds(Span, _small, _small)
findings = st.builds(Finding, span=spans)
notes = st.builds(Note, span=spans)
drafts = st.builds(Draft, posting_on=st.none() | st.dates())


def reviews(name: str = "r1") -> st.SearchStrategy[Review]:
    """Any review at all, of November 2026, under a given id."""
    return st.builds(
        Review,
        id=st.just(name),
        made_at=IN_NOVEMBER,
        draft=drafts,
        making=makings,
        findings=st.lists(findings, max_size=3).map(tuple),
        notes=st.lists(notes, max_size=2).map(tuple),
    )


decisions = st.builds(Decision, id=_names, review_id=st.just("r1"), at=IN_NOVEMBER)
misses = st.builds(Miss, id=_names, at=IN_NOVEMBER, draft=drafts)
