"""A plausible year of reviews that were never asked for, kept in a real log, for the report."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Protocol

from bot.concerns import Concern, Severity, Verdict
from bot.desk.records import Decision, Dispute, Miss, Outcome, Place
from bot.desk.seams import Log, Placed
from bot.draft import Draft
from bot.quoting import Span
from bot.review.review import Finding, Making, Passage, Review, Rewording

LEADS = ("ULEAD1", "ULEAD2")
_OPENINGS = (
    "The new ferry timetable starts on Monday.",
    "Applications for the grant close on 30 June.",
    "The bypass opens to traffic this week.",
    "The flood barrier was tested on Sunday.",
)
_CLOSINGS = (
    "Read more on the website. (Invented draft.)",
    "Figures are published each quarter. (Invented draft.)",
)


@dataclass(frozen=True)
class _Fault:
    concern: Concern
    clause: str
    title: str
    locator: str
    words: str
    sentence: str
    instead: str
    weight: int
    weight_in_november: int


_FAULTS = (
    _Fault(
        Concern.PARTY_POLITICAL, "csc.impartiality.must", "Civil Service Code", "paragraph 13",
        "unlike the last lot", "We deliver, unlike the last lot.",
        "The service starts this month.", 30, 26,
    ),
    _Fault(
        Concern.POLEMICAL_TONE, "gcs.propriety.tone", "GCS propriety guidance", "section 3",
        "a spectacular, game-changing triumph",
        "It is a spectacular, game-changing triumph for commuters.",
        "It shortens the journey by 14 minutes.", 26, 24,
    ),
    _Fault(
        Concern.EVIDENCE, "gcs.propriety.evidence", "GCS propriety guidance", "section 4",
        "the most ever", "It is the most ever spent on local roads.",
        "It is £12 million for local roads, by the department’s accounts of 2026.", 18, 40,
    ),
    _Fault(
        Concern.MINISTERS_IMAGE, "gcs.propriety.minister", "GCS propriety guidance", "section 5",
        "thanks to our tireless team", "All of it thanks to our tireless team @invented_dept.",
        "The work was done by the council.", 12, 10,
    ),
    _Fault(
        Concern.CONFIDENTIALITY, "mc.announcements", "Ministerial Code", "paragraph 9.1",
        "before it is announced", "You hear it here before it is announced.",
        "The announcement is due on Tuesday.", 4, 4,
    ),
)  # fmt: skip


class YearLog(Log, Protocol):
    """A log to fill."""


def keep_year(log: YearLog, a_month: int = 60, last: datetime | None = None) -> None:
    """Keep twelve months up to November 2026, or up to ``last``; the same each time."""
    chance = Random(7)  # noqa: S311  # invented figures, not secrets
    for year, month in [(2025, 12), *((2026, number) for number in range(1, 12))]:
        first = datetime(year, month, 1, 9, tzinfo=UTC)
        for number in range(a_month + 2 * month):
            at = first + timedelta(minutes=chance.randrange(28 * 24 * 60))
            if last is None or at < last:
                _keep_one(log, f"{year}-{month:02}-{number:04}", at, chance)


def _keep_one(log: YearLog, name: str, at: datetime, chance: Random) -> None:
    if chance.random() < 0.02:
        error = chance.choice(["ModelUnreachable", "ModelUnreachable", "ModelRefused"])
        log.keep_miss(
            Miss(
                id=f"m-{name}",
                draft=Draft(text="An invented draft."),
                asked_by="U1",
                at=at,
                error=error,
                reason="The model did not answer in 45 seconds.",
            )
        )
        return
    review = _review(f"r-{name}", at, chance)
    log.keep(review)
    _follow(log, review, chance)


def _review(name: str, at: datetime, chance: Random) -> Review:
    november = at.month == 11
    weights = [one.weight_in_november if november else one.weight for one in _FAULTS]
    many = chance.choices((0, 1, 2), (58, 32, 10))[0]
    faults = list(dict.fromkeys(chance.choices(_FAULTS, weights, k=many)))
    opening, closing = chance.choice(_OPENINGS), chance.choice(_CLOSINGS)
    text = " ".join([opening, *(one.sentence for one in faults), closing])
    stop = bool(faults) and chance.random() < 0.12
    findings = tuple(_finding(one, text, stop=stop) for one in faults)
    verdict = Verdict.STOP if stop else Verdict.REVISE if faults else Verdict.CLEAR
    if not faults and chance.random() < 0.06:
        verdict = Verdict.CHECK
    instead = " ".join([opening, *(one.instead for one in faults), closing])
    offered = bool(faults) and chance.random() < 0.8
    return Review(
        id=name,
        draft=Draft(
            text=text,
            platform=chance.choice(["x", "x", "linkedin", "instagram"]),
            account=chance.choice(["@invented_dept", "@invented_agency", ""]),
        ),
        asked_by=f"U{chance.randrange(9)}",
        made_at=at,
        verdict=verdict,
        findings=findings,
        unproven=(),
        notes=(),
        passages=tuple(_passage(one) for one in _FAULTS),
        precedents=(),
        periods=(),
        rewording=Rewording(text=instead, kept=(), by="model") if offered else None,
        what_to_change=(),
        not_checked=(),
        making=_making(chance),
    )


def _making(chance: Random) -> Making:
    if chance.random() < 0.1:
        return Making(reviewer="checks", guidance_edition="g1", checks_edition="c1")
    return Making(
        reviewer="model",
        guidance_edition="g1",
        checks_edition="c1",
        prompt_edition="p1",
        model_asked="a-model",
        model_answered="a-model",
        input_tokens=4_000 + chance.randrange(500),
        cached_tokens=3_000,
        output_tokens=500 + chance.randrange(300),
        cost_usd=0.0041,
        attempts=1,
        milliseconds=5_000,
    )


def _finding(fault: _Fault, text: str, *, stop: bool) -> Finding:
    start = text.index(fault.words)
    return Finding(
        excerpt=fault.words,
        span=Span(start, start + len(fault.words)),
        concern=fault.concern,
        severity=Severity.STOP if stop else Severity.REVISE,
        clause_id=fault.clause,
        quote="say what is known",
        why="An invented reason.",
        advice="",
        by="model",
    )


def _passage(fault: _Fault) -> Passage:
    return Passage(
        clause_id=fault.clause,
        title=fault.title,
        locator=fault.locator,
        url=f"https://www.gov.uk/invented#{fault.clause}",
        words="An invented rule: say what is known.",
        is_summary=True,
        basis="primary",
        strength="must",
        concern=fault.concern,
    )


def _follow(log: YearLog, review: Review, chance: Random) -> None:
    if chance.random() < 0.5:
        place = Place(channel="C1", thread=review.id)
        log.place(Placed(review_id=review.id, kind="shared", place=place))
    for number, decision in enumerate(_decisions(review, chance)):
        log.keep_turn(decision, number)
    if review.findings and chance.random() < 0.5:
        log.keep_dispute(
            Dispute(
                id=f"x-{review.id}",
                review_id=review.id,
                finding=1,
                right=chance.random() < 0.8,
                by=chance.choice([*LEADS, *LEADS, "U3"]),
                at=review.made_at + timedelta(hours=3),
                reason="An invented reason.",
            )
        )


def _decisions(review: Review, chance: Random) -> Iterator[Decision]:
    at = review.made_at + timedelta(minutes=chance.expovariate(1 / 25))
    one = Decision(
        id=f"d-{review.id}",
        review_id=review.id,
        outcome=Outcome.ACCEPTED,
        by=review.asked_by,
        at=at,
    )
    if review.verdict is Verdict.STOP:
        yield replace(one, outcome=Outcome.SIGN_OFF_ASKED, reason="It is urgent.")
        answer = chance.choice([Outcome.SIGNED_OFF, Outcome.DECLINED, Outcome.DECLINED])
        lead, later = chance.choice(LEADS), at + timedelta(minutes=40)
        yield replace(one, id=f"e-{review.id}", outcome=answer, by=lead, at=later, reason="Read.")
    elif chance.random() < 0.85:
        taken = review.rewording is not None or review.verdict is Verdict.CLEAR
        otherwise = [Outcome.POSTED_ANYWAY, Outcome.WITHDRAWN]
        outcome = Outcome.ACCEPTED if taken and chance.random() < 0.8 else chance.choice(otherwise)
        if review.verdict is Verdict.CLEAR:
            outcome = Outcome.ACCEPTED
        yield replace(one, outcome=outcome, reason="An invented reason.")
