"""What the app's page tells its reader: their reviews, the month, the rules, where drafts go."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.concerns import Verdict
from bot.desk import refusals
from bot.desk.page import InForce, Own, Page, Reach, reach_of
from bot.desk.records import Decision, Editions, Figures, Outcome, Place, Standing
from bot.desk.seams import Choice, Kept, Placed
from bot.desk.switch import Front, Switch
from bot.guidance.catalogue import Certainty, Period
from bot.review.review import Review
from bot.slack.blocks import Block
from bot.slack.budget import fits_page
from bot.slack.home import page
from bot.slack.home_mine import SHOW
from bot.slack.switch import LONGEST
from bot.words.speaking import speaking
from sandbox.app import App
from sandbox.modals import check_view
from sandbox.slack import Sandbox
from tests.drawn import a_decision, a_miss, a_review
from tests.guarded import guarded
from tests.rehearsal import NOON, settings_for
from tests.test_slack_decisions import ASKER, LEAD, OTHER, Bot, bot
from tests.test_slack_wishes import until_done
from tests.test_slack_words import SETTLED, any_words, live_pieces, reviews, words

MANIFEST = Path(__file__).parent.parent / "manifest.json"
WORK = Standing(at=NOON, waiting=3, under_way=2, put_off=1, oldest=NOON, failed=2)
TURN = Switch(id="s", taking=False, by=LEAD, at=NOON, reason="Elections.")
EMPTY = Figures(month=date(2026, 11, 1), verdicts={}, outcomes={}, misses=0, median=None)
BUSY = Figures(
    month=date(2026, 11, 1),
    verdicts={Verdict.CLEAR: 1_200, Verdict.REVISE: 30, Verdict.STOP: 2},
    outcomes={Outcome.ACCEPTED: 20, Outcome.SIGN_OFF_ASKED: 1},
    misses=1,
    median=timedelta(hours=1, minutes=5),
)
FIXED = Period(
    what="an invented election", poll=date(2026, 12, 10), start=datetime(2026, 11, 5),  # noqa: DTZ001  # UK time, as the calendar has it
    scope=("scotland", "elsewhere"), rule="L", start_status=Certainty.VERIFIED,
    poll_status=Certainty.VERIFIED, means="Special care.",
)  # fmt: skip
UNSURE = replace(
    FIXED, what="another", start=None, poll=date(2027, 5, 6), start_status=Certainty.UNKNOWN
)
RULES = InForce(
    day=date(2026, 11, 12), editions=Editions(guidance="g" * 40, checks="c" * 40, prompt="p1"),
    dated=date(2026, 11, 1), documents=46, clauses=160, official=0, now=(FIXED,), coming=(UNSURE,),
)  # fmt: skip


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


def said(told: Page, links: dict[str, str] | None = None) -> str:
    """Every word of a page, in order."""
    return "\n".join(_words(page("/neutral", told, links)["blocks"]))


def _words(piece: object) -> Iterator[str]:
    if isinstance(piece, list):
        for inside in piece:
            yield from _words(inside)
    elif isinstance(piece, dict):
        if isinstance(piece.get("text"), str):
            yield piece["text"]
        for name in ("text", "elements"):
            yield from _words(piece.get(name) if not isinstance(piece.get(name), str) else None)


def own(
    outcome: Outcome | None = None, *, name: str = "r1", text: str = "Ports open.",
    verdict: Verdict = Verdict.STOP, shared: bool = False,
) -> Own:  # fmt: skip
    review = replace(a_review(name, text=text), verdict=verdict, asked_by=ASKER)
    decided = () if outcome is None else (replace(a_decision("d", name), outcome=outcome),)
    thread = Place(channel="C0PRESS", thread="1.1") if shared else None
    return Own(kept=Kept(review=review, decisions=decided, shared=shared, remarks=0), thread=thread)


def shown_to(house: Bot, user: str) -> str:
    """Somebody's page, opened now."""
    before = house.slack.home(user)
    house.slack.open_home(user)
    until_done(house.slack, house.log.path.parent)
    view = house.slack.home(user)
    assert view is not None
    assert view is not before
    return "\n".join(_words(view.body["blocks"]))


# What everybody reads.


def test_the_month_is_told_in_numbers_alone() -> None:
    told = said(Page(figures=BUSY))
    assert "November 2026 in figures" in told
    assert "1,232 reviews: ✅ 1,200 clear, ⚠️ 30 to revise, 🛑 2 to stop, 🔍 0 to check" in told
    assert "20 as the review advises, 1 waiting for a sign-off, 1,211 with none on record" in told
    assert "Half of the decisions came within 1 hour 5 minutes of the review" in told
    assert "1 draft could not be reviewed" in told
    assert "No draft was sent this month so far." in said(Page(figures=EMPTY))


def test_the_rules_say_their_edition_their_day_and_whose_words_they_are() -> None:
    told = said(Page(in_force=RULES))
    assert "edition gggggggggggg of 1 November 2026: 160 clauses from 46 documents" in told
    assert "our own summaries, not the official words" in told
    assert "edition cccccccccccc" in told
    assert "edition p1" in told
    assert "The department itself" not in told
    own = said(Page(in_force=replace(RULES, own=12)))
    assert "The department itself: \n12 rules, in its own words" in own
    undated = said(Page(in_force=replace(RULES, dated=None, official=20)))
    assert "of which the ledger gives no date" in undated
    assert "20 are shown in the official words; 140 are our own summaries" in undated
    assert "All are shown in the official words" in said(
        Page(in_force=replace(RULES, official=160))
    )


def test_periods_say_when_what_they_cover_and_what_is_not_confirmed() -> None:
    told = said(Page(in_force=RULES))
    assert "An invented election" in told
    assert ": 5 November 2026 to 10 December 2026. Covers Scotland, elsewhere." in told
    assert "Special care." in told
    assert ": start not fixed, until 6 May 2027 (not confirmed). Covers Scotland" in told
    quiet = replace(RULES, now=(), coming=(replace(UNSURE, poll=None),))
    assert "none that the calendar knows" in said(Page(in_force=quiet))
    assert "no date is fixed" in said(Page(in_force=quiet))
    assert "no later pre-election period" in said(Page(in_force=replace(quiet, coming=())))


def test_the_page_says_where_a_draft_goes() -> None:
    alone = said(Page(reach=Reach(work_days=7, failed_days=30)))
    assert "leave this machine only for Slack. No other service is asked." in alone
    assert "in a file on this machine" in alone
    assert "Finished work is deleted after 7 days, failed work after 30." in alone
    away = Reach(model="m1", host="models.example", on_a_server=True)
    assert "only for Slack and for models.example, where the model answers" in said(
        Page(reach=away)
    )
    assert "the bot's database" in said(Page(reach=away))
    assert "m1 did not answer" in said(Page(reach=replace(away, model_is_down=True)))
    assert "The model runs on this machine too." in said(Page(reach=replace(away, is_here=True)))


@pytest.mark.parametrize(
    ("address", "host", "is_here"),
    [
        ("https://user:secret@models.example:8443/v1", "models.example", False),
        ("http://127.0.0.1:8080/v1", "127.0.0.1", True),
        ("http://[::1]/v1", "::1", True),
        ("http://localhost/v1", "localhost", True),
        ("https://[oops/v1", "", False),
    ],
)
def test_where_the_model_is_asked_is_named_without_its_secrets(
    tmp_path: Path, address: str, host: str, *, is_here: bool
) -> None:
    given = reach_of(settings_for(tmp_path, model="m1", model_base_url=address))
    assert (given.model, given.host, given.is_here) == ("m1", host, is_here)
    assert "secret" not in said(Page(reach=given))
    assert reach_of(settings_for(tmp_path, model_base_url=address)) == Reach(work_days=7)


def test_a_database_is_told_without_its_address(tmp_path: Path) -> None:
    given = reach_of(settings_for(tmp_path, database_url="postgresql://u:word@db.example/n"))
    assert given.on_a_server
    assert "db.example" not in said(Page(reach=given))


# One's own.


@pytest.mark.parametrize(
    ("outcome", "words_of"),
    [
        (None, "Waiting for your decision."),
        (Outcome.DECLINED, "A propriety lead declined: change the draft, or withdraw it."),
        (Outcome.SIGNED_OFF, "It may be posted as drafted."),
        (Outcome.SIGN_OFF_ASKED, "with the propriety leads for a sign-off. Asked on 12 November"),
        (Outcome.PROPRIETY_ASKED, "With the propriety leads"),
        (Outcome.ACCEPTED, "Decision: the rewording is used."),
        (Outcome.WITHDRAWN, "Decision: withdrawn, not to be posted."),
        (Outcome.POSTED_ANYWAY, "Decision: posted as drafted, against"),
    ],
)
def test_a_review_says_what_became_of_it(outcome: Outcome | None, words_of: str) -> None:
    told = said(Page(recent=(own(outcome),)))
    assert "🛑 Stop: ask propriety first, 12 November 2026 at 12:00" in told.replace("\n,", ",")
    assert "“Ports open.”" in told
    assert words_of in told


def test_a_shared_review_leads_to_its_thread_where_slack_gave_its_address() -> None:
    mine = own(shared=True)
    with_link = page("/neutral", Page(recent=(mine,)), {"r1": "https://a.slack.com/archives/C/p1"})
    assert '"url": "https://a.slack.com/archives/C/p1"' in json.dumps(with_link)
    assert "Shared." in said(Page(recent=(mine,)))


def test_a_clear_review_needs_no_decision() -> None:
    assert "No decision is needed." in said(Page(recent=(own(verdict=Verdict.CLEAR),)))


def test_where_no_direct_message_is_taken_there_is_no_button_that_sends_one() -> None:
    told = Page(open=(own(),), recent=(own(name="r2"),), front=Front(form=False))
    assert "Waiting for your decision." in said(told)
    assert SHOW not in repr(page("/neutral", told))
    assert "direct message" not in said(told)
    assert SHOW in repr(page("/neutral", replace(told, front=Front())))


def test_whoever_has_nothing_is_told_so_once() -> None:
    assert "You have asked for no review yet." in said(Page())
    waiting = said(Page(open=(own(),)))
    assert "You have asked for no review yet." not in waiting
    assert "Your other last reviews" not in waiting


def test_what_needs_doing_stands_first_and_most_pressing_on_top(
    slack: Sandbox, tmp_path: Path
) -> None:
    def kept(name: str, verdict: Verdict, outcome: Outcome | None, minutes: int) -> None:
        at = NOON + timedelta(minutes=minutes)
        house.log.keep(
            replace(a_review(name, at, f"Draft {name}."), verdict=verdict, asked_by=ASKER)
        )
        if outcome is not None:
            house.log.keep_decision(replace(a_decision(f"d-{name}", name), outcome=outcome, at=at))

    with bot(slack, tmp_path) as house:
        kept("asked", Verdict.STOP, Outcome.SIGN_OFF_ASKED, 0)
        kept("revise", Verdict.REVISE, None, 1)
        kept("stop", Verdict.STOP, None, 2)
        kept("signed", Verdict.STOP, Outcome.SIGNED_OFF, 3)
        kept("declined", Verdict.STOP, Outcome.DECLINED, 4)
        kept("done", Verdict.STOP, Outcome.WITHDRAWN, 5)
        kept("clear", Verdict.CLEAR, None, 6)
        house.log.keep(
            replace(a_review("newer", NOON, "Draft newer."), asked_by=ASKER, revises="revise",
                    verdict=Verdict.CLEAR)
        )  # fmt: skip
        told = shown_to(house, ASKER)
    order = ["declined", "signed", "stop", "asked"]
    places = [told.index(f"Draft {name}.") for name in order]
    assert places == sorted(places)
    assert places[-1] < told.index("Check a post for neutrality") < told.index("Draft clear.")
    others = told[told.index("Your other last reviews") :]
    assert all(f"Draft {name}." in others for name in ("clear", "done", "newer", "revise"))
    assert all(told.count(f"Draft {name}.") == 1 for name in (*order, "clear", "done", "revise"))


def test_a_sign_off_is_news_for_a_week_and_an_undecided_review_for_a_month(
    slack: Sandbox, tmp_path: Path
) -> None:
    long_ago = NOON - timedelta(days=31)
    with bot(slack, tmp_path) as house:
        house.log.keep(replace(a_review("old", long_ago, "Draft old."), asked_by=ASKER))
        signed = NOON - timedelta(days=8)
        house.log.keep(replace(a_review("signed", signed, "Draft signed."), asked_by=ASKER))
        house.log.keep_decision(
            replace(a_decision("d1", "signed"), outcome=Outcome.SIGNED_OFF, at=signed)
        )
        told = shown_to(house, ASKER)
    assert "Waiting for you, or" not in told
    assert told.index("Draft signed.") < told.index("Draft old.")


def test_the_same_words_sent_again_wait_once(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        for number in range(3):
            at = NOON + timedelta(minutes=number)
            house.log.keep(replace(a_review(f"r{number}", at), asked_by=ASKER))
        told = shown_to(house, ASKER)
    waiting, others = told.split("Your other last reviews")
    assert waiting.count("“Ports open.”") == 1
    assert "12:02" in waiting
    assert others.count("“Ports open.”") == 2


# Through the real app.


def test_show_gives_the_card_again_alone_with_its_buttons(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        house.shared(replace(a_review(), asked_by=ASKER))
        assert "Shared: " in shown_to(house, ASKER)
        view = slack.home(ASKER)
        assert view is not None
        assert slack.click(view, SHOW).ok
        until_done(house.slack, house.log.path.parent)
    card = slack.directs(ASKER)[-1]
    assert "Revise before posting" in card.text
    assert "Shared in a channel" in card.text
    assert "decide_withdraw" in json.dumps(card.blocks)
    assert not slack.directs(OTHER)


def test_a_card_is_shown_again_in_the_language_of_its_review(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as house:
        house.log.keep(replace(a_review(), asked_by=ASKER, language="cy"))
        shown_to(house, ASKER)
        view = slack.home(ASKER)
        assert view is not None
        slack.click(view, SHOW)
        until_done(slack, house.log.path.parent)
    with speaking("cy"):
        assert Verdict.REVISE.label in slack.directs(ASKER)[-1].text


def test_the_thread_of_a_shared_review_is_one_press_away(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        card = house.shared(replace(a_review(), asked_by=ASKER))
        shown_to(house, ASKER)
        view = slack.home(ASKER)
    assert view is not None
    assert f"#C0PRESS/{card.ts}" in json.dumps(view.body)


def test_a_thread_of_which_slack_gives_no_address_costs_the_link_alone(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as house:
        house.shared(replace(a_review(), asked_by=ASKER))
        slack.faults.fail("chat.getPermalink", 1, 500)
        first = shown_to(house, ASKER)
        again = shown_to(house, ASKER)
    assert "Shared." in first
    assert "open the thread" in again


def test_show_gives_nobody_a_card_of_another(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        house.log.keep(replace(a_review(text="A secret draft."), asked_by=OTHER))
        house.log.keep(replace(a_review("mine"), asked_by=ASKER))
        shown_to(house, ASKER)
        sent = slack.deliveries[-1]
        forged = {
            "type": "block_actions", "trigger_id": "1.2.a", "user": {"id": ASKER},
            "team": {"id": "T0SANDBOX"}, "view": {"id": "V1", "type": "home"},
            "actions": [{"action_id": SHOW, "block_id": "b", "type": "button", "value": "r1"}],
        }  # fmt: skip
        assert slack.repeat(replace(sent, kind="interactive", payload=forged)).ok
        until_done(house.slack, house.log.path.parent)
    (told,) = slack.directs(ASKER)
    assert told.text.startswith("I show a card again to nobody but")
    assert "secret" not in told.text


def test_a_decision_draws_the_askers_page_anew(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        card = house.private(replace(a_review(), asked_by=ASKER))
        assert "Waiting for your decision." in shown_to(house, ASKER)
        house.press(card, Choice.REWORDING)
        until_done(slack, house.log.path.parent)
        view = slack.home(ASKER)
    assert view is not None
    assert "Decision: the rewording is used." in "\n".join(_words(view.body["blocks"]))


def test_the_month_on_the_page_is_everybodys(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        for number, user in enumerate((ASKER, OTHER, LEAD)):
            house.log.keep(replace(a_review(f"r{number}", NOON, "Secret."), asked_by=user))
        house.log.keep(a_review("before", datetime(2026, 10, 31, 23, 59, tzinfo=UTC)))
        house.log.keep_miss(a_miss())
        told = shown_to(house, "U0CYMRU")
    assert "3 reviews: ✅ 0 clear, ⚠️ 3 to revise" in told
    assert "1 draft could not be reviewed" in told
    assert "Secret" not in told
    assert all(user not in told for user in (ASKER, OTHER, LEAD))


def test_whoever_may_not_use_the_bot_reads_nothing_of_the_work_of_others(
    slack: Sandbox, tmp_path: Path
) -> None:
    with guarded(slack, tmp_path, allow_users="U0LEAD", admins="U0LEAD") as house:
        house.log.keep(replace(a_review(text="Secret."), asked_by="U0PRESS"))
        refused = "\n".join(_words(house.home("U0PRESS").body["blocks"]))
        served = "\n".join(_words(house.home("U0LEAD").body["blocks"]))
    for heading in ("in figures", "Rules in force", "Where drafts go", "last reviews"):
        assert heading not in refused
        assert heading in served
    assert "You cannot use me yet" in refused
    assert "Secret." not in served


# Nobody else's drafts, and no words that do anything.


PEOPLE = (ASKER, OTHER, LEAD)
outcomes = st.none() | st.sampled_from(Outcome)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    made=st.lists(
        st.tuples(
            st.sampled_from(PEOPLE), st.sampled_from(Verdict), outcomes, st.booleans(),
            st.integers(0, 40),
        ),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_no_page_ever_holds_a_draft_of_another_person(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[str, Verdict, Outcome | None, bool, int]],
) -> None:
    """But what was put to the propriety leads, on theirs."""
    with (
        Sandbox(App.from_manifest(MANIFEST)) as slack,
        bot(slack, tmp_path_factory.mktemp("pages")) as house,
    ):
        asked = {f"r{n}" for n, (*_, o, _, _) in enumerate(made) if o in _PENDING}
        for number, entry in enumerate(made):
            _keep(house, f"r{number}", entry)
        for user in PEOPLE:
            told = shown_to(house, user)
            seen = {
                name for name in (f"r{n}" for n in range(len(made))) if f"Draft {name}." in told
            }
            theirs = {f"r{n}" for n, (by, *_) in enumerate(made) if by == user}
            assert seen <= theirs | (asked if user == LEAD else set())


_PENDING = {Outcome.SIGN_OFF_ASKED, Outcome.PROPRIETY_ASKED}


def _keep(house: Bot, name: str, entry: tuple[str, Verdict, Outcome | None, bool, int]) -> None:
    by, verdict, outcome, shared, days = entry
    at = NOON - timedelta(days=days)
    house.log.keep(replace(a_review(name, at, f"Draft {name}."), asked_by=by, verdict=verdict))
    if outcome is not None:
        decision = Decision(id=name, review_id=name, outcome=outcome, by=by, at=at)
        house.log.keep_turn(decision, 0)
    if shared:
        place = Place(channel="C0PRESS", thread="1.1")
        house.log.place(Placed(review_id=name, kind="shared", place=place))


def owns(outcomes_of: st.SearchStrategy[Outcome | None]) -> st.SearchStrategy[Own]:
    def made(review: Review, outcome: Outcome | None, reason: str, shared: bool) -> Own:  # noqa: FBT001  # hypothesis fills it in
        decision = Decision(
            id="d", review_id=review.id, outcome=outcome or Outcome.DECLINED, by=LEAD, at=NOON,
            reason=reason,
        )  # fmt: skip
        decided = (decision,) if outcome else ()
        return Own(kept=Kept(review=review, decisions=decided, shared=shared, remarks=0))

    return st.builds(made, reviews, outcomes_of, any_words, st.booleans())


periods = st.builds(
    Period, what=words, means=any_words, scope=st.lists(words, max_size=4).map(tuple),
    rule=st.just("L"), poll=st.none() | st.dates(), start=st.none() | st.datetimes(),
    start_status=st.sampled_from(Certainty), poll_status=st.sampled_from(Certainty),
)  # fmt: skip
many_periods = st.lists(periods, max_size=15).map(tuple)
asked_ones = owns(st.sampled_from(sorted(_PENDING))).map(lambda one: one.kept)
pages = st.builds(
    Page,
    at=st.just(NOON),
    waiting=st.none() | st.lists(asked_ones, max_size=15).map(tuple),
    open=st.lists(owns(outcomes), max_size=15).map(tuple),
    recent=st.lists(owns(outcomes), max_size=8).map(tuple),
    figures=st.just(BUSY),
    in_force=st.builds(
        lambda now, coming, name: replace(
            RULES, now=now, coming=coming, editions=Editions(guidance=name, checks=name)
        ),
        many_periods, many_periods, words,
    ),
    reach=st.builds(Reach, model=words, host=words, model_is_down=st.booleans()),
    standing=st.just(WORK),
    front=st.builds(
        lambda refusal, off, reason, form: Front(
            refusal=refusal, off=TURN if off else None, admin=True, form=form,
            turns=(replace(TURN, reason=reason[:LONGEST]),) * 5,
        ),
        st.just("") | st.just(refusals.GUEST), st.booleans(), any_words, st.booleans(),
    ),
)  # fmt: skip


@SETTLED
@given(told=pages, address=words)
def test_any_words_on_the_page_are_mere_words_and_slack_takes_it(told: Page, address: str) -> None:
    links = {one.kept.review.id: address for one in (*told.open, *told.recent)}
    view = page("/neutral", told, links)
    check_view(view, "home")
    assert fits_page(view["blocks"])
    assert not list(live_pieces(_less_people(view["blocks"])))
    json.dumps(view, ensure_ascii=False).encode()
    assert all(len(one) <= 3_000 for one in _words(view["blocks"]))


def _less_people(blocks: Sequence[Block]) -> list[Any]:
    """The blocks without the leads' list: it names who asks, on purpose."""
    return [block for block in blocks if LEAD not in json.dumps(block)]


def test_a_page_that_is_too_long_keeps_what_needs_doing() -> None:
    long = tuple(own(Outcome.DECLINED, name=f"r{n}", text=f"{n} " + "x" * 300) for n in range(20))
    reason = "y" * 400
    full = [
        replace(
            one, kept=replace(one.kept, decisions=(replace(one.kept.decisions[0], reason=reason),))
        )
        for one in long
    ]
    told = Page(
        at=NOON, waiting=tuple(one.kept for one in full), open=tuple(full), recent=tuple(full[:5]),
        figures=BUSY, in_force=replace(RULES, now=(FIXED,) * 6, coming=(UNSURE,) * 12),
        reach=Reach(), standing=WORK,
    )  # fmt: skip
    blocks = page("/neutral", told)["blocks"]
    assert fits_page(blocks)
    text = said(told)
    assert text.count("A propriety lead declined") >= 3
    assert "more." in text
    assert "How the work stands" in text


def test_the_page_is_drawn_again_later_while_slack_is_down(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path) as house:
        slack.faults.fail("views.publish", 1, 503)
        assert "Rules in force" in shown_to(house, ASKER)
