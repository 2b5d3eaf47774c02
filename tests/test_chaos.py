"""Chaos in short: the real bot, killed a few times in mid-work, keeps every promise."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from slack_sdk import WebClient
from websockets.sync.client import connect

from chaos.__main__ import report
from chaos.caller import Caller, ports_of
from chaos.people import UNANSWERED, Ledger, Person
from chaos.plan import CHANNEL, SOCKET, Plan
from chaos.record import Held, Kept
from chaos.run import Outcome, run
from chaos.seen import READING, Private, Reader
from chaos.verdict import Evidence, breaches
from sandbox.shapes import Message
from sandbox.slack import Sandbox
from tests.sandbox_listener import Listener, connected

PLAN = Plan(seed=7, reviews=25, kills=3, terms=1, pace=0.3, gentle=True)
BY_SOCKET = replace(PLAN, reviews=10, kills=2, pace=0.1, door=SOCKET)
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


def test_the_same_holds_by_socket_mode(tmp_path: Path) -> None:
    outcome = run(BY_SOCKET, tmp_path, lambda _: None)
    assert outcome.breaches == {}
    assert outcome.figures["acknowledged"] == BY_SOCKET.reviews
    assert outcome.blows == Counter(tree=2, term=1)


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


def a_root(tag: str = ONE) -> tuple[Message, Message]:
    """A shared card, and what stands below it."""
    return a_message(f"Revise {tag}", ts="5.5"), a_message("The rule", "5.5", ts="5.6")


def told(kind: str) -> Private:
    return Private("U0PRESS", kind, "", "", a_message(kind))


def test_a_card_without_its_thread_is_seen_unless_its_sharer_was_told() -> None:
    card, below = a_root()
    assert "card shared without its thread" in breaches(seen(a_card(), publics=(card,)))
    assert breaches(seen(a_card(), publics=(card, below))) == {}
    assert breaches(seen(a_card(), told("incomplete"), publics=(card,))) == {}


@pytest.mark.parametrize("kind", ["sorry", "unsure", "unknown"])
def test_a_question_in_silence_is_seen_unless_its_asker_was_told(kind: str) -> None:
    rule = "question acknowledged and never answered"
    silent, owned_up = (
        seen(a_card(), publics=a_root()),
        seen(a_card(), told(kind), publics=a_root()),
    )
    for evidence in (silent, owned_up):
        evidence.ledger.asked.append(ONE)
    assert rule in breaches(silent)
    assert breaches(owned_up) == {}


def test_what_another_person_was_told_sets_nothing_off() -> None:
    other = Private("U0LEAD", "sorry", "", "", a_message("sorry"))
    evidence = seen(a_card(), other, publics=a_root())
    evidence.ledger.asked.append(ONE)
    assert "question acknowledged and never answered" in breaches(evidence)


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


def calls(slack: Sandbox) -> str:
    """A place to call by Socket Mode."""
    client = WebClient(slack.app_token, base_url=slack.api_url)
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])


def test_by_socket_mode_the_whole_process_is_struck_and_slack_disconnects_at_times() -> None:
    plan = Plan(seed=3, reviews=40, kills=9, terms=2)
    by_socket = replace(plan, door=SOCKET)
    assert Counter(blow.kind for blow in by_socket.blows()) == Counter(tree=9, term=2)
    storms = Counter(storm.fault for storm in islice(by_socket.storms(), 200))
    assert 10 < storms["disconnect"] < 50
    assert "disconnect" not in {storm.fault for storm in islice(plan.storms(), 200)}


def test_a_quick_run_has_a_model_that_fails_as_ever() -> None:
    assert not Plan(seed=3, reviews=1, kills=0, terms=0, pace=0.1).gentle


def test_slack_knows_which_process_calls_it() -> None:
    with Sandbox() as slack:
        with connect(calls(slack)) as link:
            link.recv()
            assert set(slack.callers) <= ports_of(os.getpid())
            assert len(slack.callers) == 1
        slack.wait_for(lambda: not slack.callers)


def test_a_process_that_ended_has_no_ports() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert ports_of(process.pid) == set()


def test_a_bot_is_not_up_because_another_calls(tmp_path: Path) -> None:
    with Sandbox() as slack, connect(calls(slack)) as link:
        link.recv()
        assert slack.callers
        assert not Caller(tmp_path, {}, slack).is_up


def test_what_is_sent_again_over_the_socket_is_the_same_in_a_new_envelope() -> None:
    with Sandbox() as slack, connect(calls(slack)) as link:
        link.recv()
        slack.world.answer_seconds = 0.05
        assert slack.command("a draft").error == "operation_timeout"
        slack.repeat(slack.deliveries[-1])
        first, second = (json.loads(link.recv()) for _ in range(2))
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]


def test_what_is_sent_again_over_http_is_the_same() -> None:
    app = Listener()
    with connected(app) as slack:
        slack.command("a draft")
        slack.repeat(slack.deliveries[-1])
    assert app.heard[0].form == app.heard[1].form


def test_the_faults_that_wait_are_counted_for_each_method() -> None:
    with Sandbox() as slack:
        slack.faults.drop("chat.postMessage", times=2)
        slack.faults.drop("response_url")
        counted = (slack.faults.left("chat.postMessage"), slack.faults.left("views.open"))
        assert (*counted, slack.faults.left()) == (2, 0, 3)


def test_somebody_whose_drafts_are_not_answered_types_no_more_for_a_while() -> None:
    plan = Plan(seed=3, reviews=50, kills=0, terms=0, pace=0)
    app = Listener(answers=[(200, READING)] * 50)
    with connected(app) as slack:
        person = Person(0, plan, slack, lambda: None)
        person.start()
        slack.wait_for(lambda: len(person.ledger.taken) == UNANSWERED)
        person.over.set()
        person.join()
    assert len(person.ledger.taken) == UNANSWERED


def test_a_report_counts_the_disconnects_among_the_storms(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report(Outcome(storms=Counter(disconnect=3, drop=2), idle=4))
    said = capsys.readouterr().out
    assert "storms: 5, of these disconnects: 3" in said
    assert "blows when all was acknowledged already: 4" in said


def test_a_run_is_not_begun_in_a_folder_that_holds_another(tmp_path: Path) -> None:
    (tmp_path / "log.db").touch()
    ended = subprocess.run(  # noqa: S603  # a program of ours
        [sys.executable, "-m", "chaos", "--folder", tmp_path],
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 2
    assert "must be empty" in ended.stderr
