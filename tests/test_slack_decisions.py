"""Decisions in Slack: each button and form, who may, what stands, and that nothing is lost."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot.concerns import Verdict
from bot.config import Settings
from bot.desk.access import Access
from bot.desk.records import Outcome
from bot.desk.seams import Choice, DecideJob
from bot.desk.speech import Speech
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Review
from bot.slack.app import build_app
from bot.slack.deciders import Deciders
from bot.slack.http import wsgi
from bot.slack.opening import Opener
from bot.slack.voice import SlackVoice
from bot.work.dossiers import Dossiers
from bot.work.engine import Engine
from bot.work.pace import Pace
from sandbox.shapes import Delivery, Message
from sandbox.slack import Sandbox
from tests.at_the_door import Kept as KeptJobs
from tests.at_the_door import http_door, served, slack_settings
from tests.drawn import a_review
from tests.rehearsal import NOON, PLACE, ADesk, used_before
from tests.test_work_slack import until_done

LEAD, ASKER, OTHER = "U0LEAD", "U0PRESS", "U0DIGITAL"
REVISE = replace(a_review(), asked_by=ASKER)
STOP = replace(REVISE, verdict=Verdict.STOP)
WHY = "The minister cleared it."


class Bot:
    """A whole bot on a folder, with its log, and hands for what people do."""

    def __init__(self, slack: Sandbox, engine: Engine, log: SqliteLog, voice: SlackVoice) -> None:
        self.slack, self.engine, self.log, self.voice = slack, engine, log, voice

    def private(self, review: Review) -> Message:
        self.log.keep(review)
        self.voice.show(review, PLACE)
        return self.slack.ephemerals()[-1]

    def shared(self, review: Review) -> Message:
        card = self.private(review)
        self.slack.click(card, "share")
        until_done(self.engine)
        return next(m for m in self.slack.messages("C0PRESS") if not m.thread_ts)

    def press(self, card: Message, wish: Choice, user: str = ASKER) -> Delivery:
        done = self.slack.click(card, f"decide_{wish.value}", user)
        until_done(self.engine)
        return done

    def fill(self, user: str = ASKER, **entered: object) -> Delivery:
        done = self.slack.submit(self.slack.views(user)[-1], **entered)
        until_done(self.engine)
        return done

    def outcomes(self) -> list[str]:
        return [one.outcome.value for one in self.log.decisions("r1")]


@contextmanager
def bot(
    slack: Sandbox,
    folder: Path,
    access: Callable[[Settings], Access] | None = None,
    dossiers: Callable[[Settings, SqliteLog], Dossiers] | None = None,
    **more: object,
) -> Iterator[Bot]:
    if not (folder / "work.db").exists():
        used_before(folder)
    settings: Settings = slack_settings(slack, folder, **{"leads": LEAD, **more})
    log, voice = SqliteLog(settings.log_path), SlackVoice(settings)
    engine = Engine(
        settings, ADesk(log), voice, log, pace=Pace(lambda: NOON),
        access=access(settings) if access else None,
        dossiers=dossiers(settings, log) if dossiers else None,
    )  # fmt: skip
    engine.start()
    try:
        with served(slack, wsgi(build_app(settings, engine))):
            yield Bot(slack, engine, log, voice)
    finally:
        engine.stop(10)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def house(slack: Sandbox, tmp_path: Path) -> Iterator[Bot]:
    with bot(slack, tmp_path) as whole:
        yield whole


def now(slack: Sandbox, card: Message) -> str:
    """What a card says now, buttons and all."""
    there = [*slack.ephemerals(ASKER), *slack.messages(card.channel)]
    found = next(message for message in there if message.ts == card.ts)
    return json.dumps(found.blocks, ensure_ascii=False)


@pytest.mark.parametrize(
    ("wish", "outcome", "words"),
    [
        (Choice.REWORDING, "accepted", "the rewording is used."),
        (Choice.WITHDRAW, "withdrawn", "withdrawn, not to be posted."),
        (Choice.PROPRIETY, "propriety-asked", "The propriety leads are asked."),
    ],
)
@pytest.mark.parametrize("everybody", [False, True])
def test_a_press_is_kept_and_said_on_the_card_in_its_place(
    slack: Sandbox, house: Bot, wish: Choice, outcome: str, words: str, *, everybody: bool
) -> None:
    card = house.shared(REVISE) if everybody else house.private(REVISE)
    assert house.press(card, wish).ok
    assert house.outcomes() == [outcome]
    assert words in now(slack, card)
    (kept,) = house.log.decisions("r1")
    assert kept.by == ASKER


def test_to_post_against_a_revise_needs_a_reason(slack: Sandbox, house: Bot) -> None:
    card = house.private(REVISE)
    house.press(card, Choice.POST)
    assert house.outcomes() == []
    assert "Write a word why" in house.fill(reason="  ").body
    assert house.outcomes() == []
    house.fill(reason=WHY)
    (kept,) = house.log.decisions("r1")
    assert (kept.outcome, kept.reason) == (Outcome.POSTED_ANYWAY, WHY)
    assert WHY in now(slack, card)
    assert not slack.views(ASKER)


def test_a_clear_draft_is_posted_without_a_form(slack: Sandbox, house: Bot) -> None:
    clear = replace(REVISE, verdict=Verdict.CLEAR, findings=(), rewording=None)
    card = house.private(clear)
    house.press(card, Choice.POST)
    assert house.outcomes() == ["accepted"]
    said = now(slack, card)
    assert "posted as drafted, as the review advises" in said
    assert "decide_rewording" not in said
    assert "decide_dispute" not in said


def a_request(house: Bot) -> Message:
    """Ask for a sign-off against a stop; give the message that the lead got."""
    card = house.private(STOP)
    house.press(card, Choice.POST)
    house.fill(reason=WHY)
    return next(m for m in house.slack.directs(LEAD) if "propriety leads are asked" in m.text)


def test_against_a_stop_the_whole_review_goes_to_the_lead_who_signs_it_off(
    slack: Sandbox, house: Bot
) -> None:
    request = a_request(house)
    assert house.outcomes() == ["sign-off-asked"]
    for words in (WHY, "Civil Service Code, paragraph 13", "The ports are open.", "Stop"):
        assert words in request.text
    house.press(request, Choice.SIGN_OFF, LEAD)
    assert house.outcomes() == ["sign-off-asked", "signed-off"]
    there = now(slack, request)
    assert "signed off by a propriety lead" in there
    assert WHY in there
    assert "decide_sign-off" not in there
    assert "signed it off" in slack.directs(ASKER)[-1].text


def test_a_lead_declines_with_a_reason(slack: Sandbox, house: Bot) -> None:
    request = a_request(house)
    house.press(request, Choice.DECLINE, LEAD)
    house.fill(LEAD, reason="It attacks a party.")
    assert house.outcomes() == ["sign-off-asked", "declined"]
    assert "It attacks a party." in now(slack, request)
    assert "It attacks a party." in slack.directs(ASKER)[-1].text


def test_a_stop_that_nobody_may_post_without_a_lead(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, leads="") as house:
        house.press(house.private(STOP), Choice.POST)
        house.fill(reason=WHY)
        assert house.outcomes() == []
        assert "a propriety lead must sign off" in slack.ephemerals(ASKER)[-1].text


def test_nobody_signs_off_their_own_request(slack: Sandbox, house: Bot) -> None:
    card = house.shared(replace(STOP, asked_by=ASKER))
    house.press(card, Choice.POST, LEAD)
    house.fill(LEAD, reason=WHY)
    request = slack.directs(LEAD)[0]
    house.press(request, Choice.SIGN_OFF, LEAD)
    assert house.outcomes() == ["sign-off-asked"]
    said = [message.text for message in [*slack.ephemerals(LEAD), *slack.directs(LEAD)]]
    assert any("Another propriety lead must sign off" in text for text in said)


def test_against_a_stop_a_question_without_a_reason_is_not_signed_off(
    slack: Sandbox, house: Bot
) -> None:
    house.press(house.private(STOP), Choice.PROPRIETY)
    house.press(slack.directs(LEAD)[0], Choice.SIGN_OFF, LEAD)
    assert house.outcomes() == ["propriety-asked"]


def test_the_asker_is_no_lead(slack: Sandbox, house: Bot) -> None:
    card = house.shared(STOP)
    house.press(card, Choice.POST)
    house.fill(reason=WHY)
    card = next(m for m in slack.messages("C0PRESS") if m.ts == card.ts)
    house.press(card, Choice.SIGN_OFF)
    assert house.outcomes() == ["sign-off-asked"]
    assert "Only a propriety lead signs off" in slack.ephemerals(ASKER)[-1].text


@pytest.mark.parametrize("wish", [Choice.WITHDRAW, Choice.POST, Choice.DISPUTE])
def test_who_may_not_decide_is_told_so_alone(slack: Sandbox, house: Bot, wish: Choice) -> None:
    card = house.shared(REVISE)
    before = now(slack, card), len(slack.messages("C0PRESS"))
    house.press(card, wish, OTHER)
    assert house.outcomes() == []
    assert not slack.views(OTHER)
    assert "Only the person who asked" in slack.ephemerals(OTHER)[-1].text
    assert (now(slack, card), len(slack.messages("C0PRESS"))) == before


@pytest.mark.parametrize("right", ["wrong", "right"])
def test_a_finding_is_disputed_with_a_word_why(slack: Sandbox, house: Bot, right: str) -> None:
    card = house.shared(REVISE)
    house.press(card, Choice.DISPUTE)
    house.fill(finding="1", right=right, reason="It is a plain date.")
    kept = house.log.kept("r1")
    assert kept is not None
    (dispute,) = kept.disputes
    assert (dispute.finding, dispute.right, dispute.by) == (1, right == "right", ASKER)
    assert house.outcomes() == []
    said = "disputed" if right == "wrong" else "called right"
    assert f"Finding 1 is {said}: “It is a plain date.”" in now(slack, card)


def test_propriety_is_asked_in_the_channel_of_the_leads(slack: Sandbox, tmp_path: Path) -> None:
    with bot(slack, tmp_path, leads_channel="C0LEADS") as house:
        house.press(house.private(REVISE), Choice.PROPRIETY)
        (request,) = slack.messages("C0LEADS")
        assert "Civil Service Code" in request.text
        assert not slack.directs(LEAD)
        house.press(request, Choice.SIGN_OFF, LEAD)
        assert "signed off" in now(slack, request)


def test_what_waits_stands_on_the_leads_page_until_it_is_answered(
    slack: Sandbox, house: Bot
) -> None:
    def page(user: str) -> str:
        view = slack.home(user)
        return json.dumps(view.body, ensure_ascii=False) if view else ""

    request = a_request(house)
    assert WHY in page(LEAD)
    house.press(request, Choice.SIGN_OFF, LEAD)
    assert "Nothing waits." in page(LEAD)
    slack.open_home(ASKER)
    until_done(house.engine)
    assert "Waiting for a propriety lead" not in page(ASKER)


def test_a_double_click_and_a_repeat_are_one_decision(slack: Sandbox, house: Bot) -> None:
    card = house.private(REVISE)
    slack.faults.repeat_deliveries()
    house.press(card, Choice.WITHDRAW)
    house.press(card, Choice.WITHDRAW)
    slack.repeat(slack.deliveries[-1])
    until_done(house.engine)
    assert house.outcomes() == ["withdrawn"]


def test_each_change_is_on_record_and_the_last_one_stands(slack: Sandbox, house: Bot) -> None:
    card = house.shared(REVISE)
    for wish, user in (
        (Choice.WITHDRAW, ASKER),
        (Choice.REWORDING, LEAD),
        (Choice.WITHDRAW, ASKER),
    ):
        house.press(card, wish, user)
    assert house.outcomes() == ["withdrawn", "accepted", "withdrawn"]
    said = now(slack, card)
    assert "withdrawn, not to be posted." in said
    assert "Before: it was withdrawn; the rewording was to be used." in said


def test_two_people_at_once_leave_one_outcome_that_every_card_shows(
    slack: Sandbox, house: Bot
) -> None:
    card = house.shared(REVISE)
    for _ in range(3):
        slack.click(card, "decide_withdraw", ASKER)
        slack.click(card, "decide_rewording", LEAD)
    until_done(house.engine)
    outcomes = house.outcomes()
    assert set(outcomes) == {"withdrawn", "accepted"}
    assert all(one != other for one, other in pairwise(outcomes))
    words = {"withdrawn": "withdrawn, not to be posted.", "accepted": "the rewording is used."}
    assert words[outcomes[-1]] in now(slack, card)


def test_of_two_answers_to_one_request_the_first_stands(slack: Sandbox, house: Bot) -> None:
    request = a_request(house)
    slack.click(request, "decide_decline", LEAD)
    house.press(request, Choice.SIGN_OFF, LEAD)
    house.fill(LEAD, reason="Too late.")
    assert house.outcomes() == ["sign-off-asked", "signed-off"]
    said = [message.text for message in [*slack.ephemerals(LEAD), *slack.directs(LEAD)]]
    assert any("No propriety lead is asked about this review now" in text for text in said)


def test_a_decision_lost_receipts_and_all_is_drawn_once_slack_answers(
    slack: Sandbox, house: Bot
) -> None:
    card = house.shared(REVISE)
    slack.faults.lose("chat.update", 2)
    house.press(card, Choice.WITHDRAW)
    assert house.outcomes() == ["withdrawn"]
    assert "withdrawn, not to be posted." in now(slack, card)


def test_a_request_whose_receipt_is_lost_is_asked_once_in_a_channel_and_owned_up_to(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path, leads_channel="C0LEADS") as house:
        card = house.private(REVISE)
        slack.faults.lose("chat.postMessage")
        house.press(card, Choice.PROPRIETY)
        assert len(slack.messages("C0LEADS")) == 1
        assert any("may not have reached" in m.text for m in slack.ephemerals(ASKER))


def test_a_decision_that_was_kept_before_a_crash_is_shown_after_it(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as house:
        card = house.shared(REVISE)
        slack.faults.fail("chat.update", 100, 503)
        slack.click(card, "decide_withdraw", ASKER)
        slack.wait_for(lambda: slack.faults.left("chat.update") < 100)
        assert house.outcomes() == ["withdrawn"]
        assert "withdrawn" not in now(slack, card)
    while slack.faults.left("chat.update"):
        slack.faults.next_for("chat.update")
    with bot(slack, tmp_path) as house:
        slack.wait_for(lambda: "withdrawn, not to be posted." in now(slack, card), 30)
        assert house.outcomes() == ["withdrawn"]


def test_a_form_that_slack_does_not_open_is_said_to_the_one_who_pressed(
    slack: Sandbox, house: Bot
) -> None:
    card = house.private(REVISE)
    slack.faults.fail("views.open", 1, 503)
    assert house.press(card, Choice.POST).ok
    slack.wait_for(lambda: "so nothing was decided" in slack.ephemerals()[-1].text, 30)
    assert "without it" not in slack.ephemerals()[-1].text
    assert not house.outcomes()
    assert house.press(card, Choice.POST).ok
    assert slack.views(ASKER)


def test_a_form_waits_for_slack_for_less_than_the_acknowledgement_may(
    slack: Sandbox, house: Bot
) -> None:
    card = house.private(REVISE)
    slack.faults.slow("views.open", 9)
    assert house.press(card, Choice.POST).ok
    assert not slack.views(ASKER)


def test_what_is_not_kept_leaves_the_form_open_and_says_so(slack: Sandbox, tmp_path: Path) -> None:
    kept = KeptJobs()
    SlackVoice(slack_settings(slack, tmp_path)).show(REVISE, PLACE)
    with http_door(slack, kept, tmp_path):
        card = slack.ephemerals()[-1]
        slack.click(card, "decide_post")
        kept.broken = True
        (view,) = slack.views(ASKER)
        assert "Nothing was accepted: The disk is full." in slack.submit(view, reason=WHY).body
        assert slack.views(ASKER)
        assert slack.click(card, "decide_withdraw").status == 503
        assert "Nothing was accepted: The disk is full." in slack.ephemerals()[-1].text
        kept.broken = False
        slack.submit(view, reason=WHY)
    assert [(job.key, getattr(job, "reason", "")) for job in kept.jobs] == [
        (f"decide:{view.id}", WHY)
    ]


def test_a_press_that_slack_sends_again_has_the_same_key_and_a_card_for_all_is_not_alone(
    slack: Sandbox, tmp_path: Path
) -> None:
    kept = KeptJobs()
    voice = SlackVoice(slack_settings(slack, tmp_path))
    voice.show(REVISE, PLACE)
    voice.share_card(REVISE, PLACE)
    with http_door(slack, kept, tmp_path):
        slack.click(slack.ephemerals()[-1], "decide_withdraw")
        settings = slack_settings(slack, tmp_path)
        deciders = Deciders(kept, settings, Opener(settings), Speech())
        assert deciders.pressed(slack.deliveries[-1].payload).status == 200
        slack.click(slack.messages("C0PRESS")[-1], "decide_withdraw")
    first, again, other = (job for job in kept.jobs if isinstance(job, DecideJob))
    assert first.key == again.key != other.key
    assert (first.alone, other.alone) == (True, False)
