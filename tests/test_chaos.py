"""Chaos in short: the real bot, killed a few times in mid-work, keeps every promise."""

from collections import Counter
from pathlib import Path

import pytest

from chaos.people import Ledger
from chaos.plan import CHANNEL, Plan
from chaos.record import Held, Kept
from chaos.run import run
from chaos.seen import Private, Reader
from chaos.verdict import Evidence, breaches
from sandbox.shapes import Message
from sandbox.slack import Sandbox

PLAN = Plan(seed=7, reviews=25, kills=3, terms=1, pace=0.3)
ONE, OTHER = "pieraaaaa", "pieraaaab"


def a_message(words: str, thread: str = "", ts: str = "1.1") -> Message:
    return Message(channel=CHANNEL, ts=ts, user="U0NEUTRAL", text=words, thread_ts=thread)


def a_card(tag: str = ONE, button: str = "r1", kind: str = "card") -> Private:
    return Private("U0PRESS", kind, tag, button, a_message(tag))


def a_record(reviews: dict[str, str], **more: object) -> Held:
    """A record of reviews by the model, id to tag; a review "x>y" replaces y."""
    values: dict[str, object] = {"misses": {}, "shared": (), "answers": Counter(), "whole": True}
    kept = {name: Kept(tag, name.partition(">")[2]) for name, tag in reviews.items()}
    return Held(reviews=kept, **(values | more))  # type: ignore[arg-type]  # drawn from a table


def seen(
    *privates: Private, held: Held | None = None, publics: tuple[Message, ...] = ()
) -> Evidence:
    ledger = Ledger(typed={ONE: "U0PRESS"}, taken=[ONE])
    return Evidence(ledger, privates, publics, held or a_record({"r1": ONE}))


def test_killed_and_stopped_in_mid_work_the_bot_loses_nothing_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    outcome = run(PLAN, tmp_path, lambda _: None)
    assert outcome.breaches == {}
    assert outcome.figures["acknowledged"] == PLAN.reviews
    assert outcome.blows.total() == 4


def test_one_answer_to_one_request_is_no_breach() -> None:
    assert breaches(seen(a_card())) == {}


def test_the_same_card_shown_again_is_no_breach() -> None:
    assert breaches(seen(a_card(), a_card())) == {}


def test_a_review_that_replaces_the_checks_is_no_breach() -> None:
    held = a_record({"r1": ONE, "r2>r1": ONE})
    assert breaches(seen(a_card(), a_card(button="r2>r1"), held=held)) == {}


@pytest.mark.parametrize(
    ("rule", "evidence"),
    [
        ("acknowledged and never answered", seen()),
        ("acknowledged and not kept", seen(a_card(), held=a_record({}))),
        ("kept twice", seen(a_card(), held=a_record({"r1": ONE, "r2": ONE}))),
        ("kept twice", seen(a_card(), held=a_record({"r1": ONE}, misses={"r1": ONE}))),
        ("answered in two ways", seen(a_card(), a_card(kind="apology"))),
        (
            "answered in two ways",
            seen(a_card(), a_card(button="r2"), held=a_record({"r1": ONE, "r2": ONE})),
        ),
        ("shown and not kept", seen(a_card(), a_card(button="r2"))),
        ("kept twice", seen(a_card(), held=a_record({"r1": ONE, "r2>r1": ONE, "r3>r1": ONE}))),
        ("shown and not kept", seen(a_card(), a_card(OTHER))),
        ("told to somebody else", seen(Private("U0LEAD", "card", ONE, "r1", a_message(ONE)))),
        ("a database is damaged", seen(a_card(), held=a_record({"r1": ONE}, whole=False))),
        (
            "said twice in the channel",
            seen(a_card(), publics=(a_message(ONE), a_message(ONE, ts="1.2"))),
        ),
        (
            "said twice in the channel",
            seen(
                a_card(),
                publics=(a_message("Rule 1", "1.0"), a_message("Rule 1", "1.0", ts="1.2")),
            ),
        ),
        ("place kept twice", seen(a_card(), held=a_record({"r1": ONE}, shared=("r1", "r1")))),
    ],
)
def test_each_broken_promise_is_seen(rule: str, evidence: Evidence) -> None:
    assert rule in breaches(evidence)


def test_a_share_that_was_taken_and_is_nowhere_is_seen() -> None:
    evidence = seen(a_card())
    evidence.ledger.shared.append(ONE)
    assert "share acknowledged and forgotten" in breaches(evidence)
    uncertain = Private("U0PRESS", "perhaps", "", "r1#1", a_message("interrupted"))
    told = seen(a_card(), uncertain)
    told.ledger.shared.append(ONE)
    assert breaches(told) == {}


def test_the_same_seed_gives_the_same_plan() -> None:
    first, second = (Plan(seed=3, reviews=40, kills=9, terms=2) for _ in range(2))
    assert (first.blows(), first.asks(2)) == (second.blows(), second.asks(2))
    assert first.blows() != Plan(seed=4, reviews=40, kills=9, terms=2).blows()


def test_people_together_want_as_many_reviews_as_the_plan_says() -> None:
    plan = Plan(seed=3, reviews=23, kills=0, terms=0)
    assert sum(len(plan.asks(person)) for person in range(5)) == 23


def test_what_other_programs_say_in_the_channel_is_not_read_as_the_bots() -> None:
    with Sandbox() as slack:
        slack.say("pieraaaaa is nice")
        assert Reader(slack).publics(CHANNEL) == ()
