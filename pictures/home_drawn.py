"""Pictures of the app's page: for a newcomer, an asker, a propriety lead and an admin."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.concerns import Verdict
from bot.desk.page import Own, Page, Reach
from bot.desk.records import Decision, Figures, Outcome, Place, Standing
from bot.desk.seams import Kept
from bot.draft import Draft
from bot.slack import home
from pictures import switch_drawn
from pictures.reviews import CHECK, CLEAR, LIFTED, MODEL, MORNING, REVISE, STOP, Reviewer
from pictures.scene import Scene
from pictures.scene import home as home_tab

_COMMAND = "/neutral"
ELECTION = datetime(2027, 4, 20, 9, 0, tzinfo=UTC)
_THREAD = "https://press-office.slack.com/archives/C0PRESS/p1795860000000100"
_STANDING = Standing(
    at=MORNING,
    waiting=3,
    under_way=2,
    put_off=1,
    oldest=MORNING - timedelta(minutes=4),
    failed=2,
)
_FIGURES = Figures(
    month=MORNING.date().replace(day=1),
    verdicts={Verdict.CLEAR: 214, Verdict.REVISE: 131, Verdict.STOP: 22, Verdict.CHECK: 9},
    outcomes={
        Outcome.ACCEPTED: 98, Outcome.POSTED_ANYWAY: 11, Outcome.SIGNED_OFF: 6,
        Outcome.DECLINED: 3, Outcome.WITHDRAWN: 8, Outcome.SIGN_OFF_ASKED: 2,
    },
    misses=4,
    median=timedelta(minutes=18),
)  # fmt: skip


def scenes(reviewer: Reviewer) -> Iterator[Scene]:
    """The page of each kind of reader."""
    plain = Page(
        at=MORNING,
        figures=replace(_FIGURES, verdicts={}, outcomes={}, misses=0, median=None),
        in_force=reviewer.desk.in_force(MORNING),
        reach=Reach(work_days=7, failed_days=30),
    )
    yield Scene(
        name="home",
        title="Home",
        alt="The Home tab: how to ask, a button that opens the form, no review yet, the rules in "
        "force, the pre-election periods to come, and where drafts go.",
        shows=home_tab(home.page(_COMMAND, plain)),
    )
    mine = _of_an_asker(reviewer, replace(plain, figures=_FIGURES))
    yield Scene(
        name="home-mine",
        title="Home, with reviews of one's own",
        alt="The Home tab with what waits for the reader first, then their other last reviews, "
        "each with a button to see it again, and the month in figures.",
        shows=home_tab(home.page(_COMMAND, mine, {"home-shared": _THREAD, "home-new": _THREAD})),
    )
    yield Scene(
        name="home-lead",
        title="Home, for a propriety lead before an election",
        alt="The Home tab with what waits for a propriety lead, a pre-election period that has "
        "begun, and a model that drafts go to.",
        shows=home_tab(home.page(_COMMAND, _of_a_lead(reviewer, plain))),
    )
    yield from switch_drawn.scenes(_COMMAND, plain, _STANDING)


def _of_an_asker(reviewer: Reviewer, page: Page) -> Page:
    declined = _own(reviewer, "home-declined", STOP, Outcome.DECLINED, "It compares governments.")
    asked = _own(reviewer, "home-asked", STOP, Outcome.SIGN_OFF_ASKED, "The office asks for it.")
    new = _own(reviewer, "home-new", REVISE)
    shared = _own(reviewer, "home-shared", LIFTED, Outcome.ACCEPTED)
    thread = Place(channel="C0PRESS", thread="1795860000.000100")
    shared = replace(shared, kept=replace(shared.kept, shared=True), thread=thread)
    clear = _own(reviewer, "home-clear", CLEAR)
    check = _own(reviewer, "home-check", CHECK, Outcome.WITHDRAWN)
    return replace(page, open=(declined, new, asked), recent=(shared, clear, check))


def _of_a_lead(reviewer: Reviewer, page: Page) -> Page:
    asked = (
        _own(reviewer, "lead-1", STOP, Outcome.SIGN_OFF_ASKED, "The office asks for it."),
        _own(reviewer, "lead-2", REVISE, Outcome.PROPRIETY_ASKED),
    )
    return replace(
        page,
        at=ELECTION,
        waiting=tuple(one.kept for one in asked),
        figures=replace(_FIGURES, month=ELECTION.date().replace(day=1)),
        in_force=reviewer.desk.in_force(ELECTION),
        reach=Reach(
            model=MODEL, host="models.example", on_a_server=True, work_days=7, failed_days=30
        ),
    )


def _own(
    reviewer: Reviewer, name: str, draft: Draft, outcome: Outcome | None = None, reason: str = ""
) -> Own:
    review = reviewer.of(draft, name)
    decided = [] if outcome is None else [_decision(name, outcome, reason)]
    return Own(kept=Kept(review=review, decisions=tuple(decided), shared=False, remarks=0))


def _decision(name: str, outcome: Outcome, reason: str) -> Decision:
    at = ELECTION if name.startswith("lead") else MORNING
    return Decision(
        id=f"{name}-1", review_id=name, outcome=outcome, by="U0PRESS", at=at, reason=reason
    )
