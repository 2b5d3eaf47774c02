"""Events as the sandbox delivers them over HTTP: escaping, retries, repeats."""

import threading
from collections.abc import Iterator

import pytest

from sandbox.slack import Sandbox
from tests.sandbox_listener import Listener, connected, signed


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def slack(listener: Listener) -> Iterator[Sandbox]:
    with connected(listener) as running:
        yield running


def test_a_mention_is_escaped_as_slack_escapes_it(slack: Sandbox, listener: Listener) -> None:
    slack.mention("why <b> & https://gov.uk/x?", thread_ts="1.0")
    event = listener.heard[0].event["event"]
    assert event["type"] == "app_mention"
    assert event["text"] == "<@U0NEUTRAL> why &lt;b&gt; &amp; <https://gov.uk/x?>"
    assert event["thread_ts"] == "1.0"
    assert event["blocks"][0]["type"] == "rich_text"


def test_a_direct_message_and_a_look_at_home_are_events(slack: Sandbox, listener: Listener) -> None:
    slack.direct("hello")
    slack.open_home()
    first, second = (heard.event["event"] for heard in listener.heard)
    assert (first["type"], first["channel_type"]) == ("message", "im")
    assert (second["type"], second["tab"]) == ("app_home_opened", "home")


def test_what_does_not_name_the_bot_is_not_delivered(slack: Sandbox, listener: Listener) -> None:
    slack.say("good morning")
    slack.mention("here?", channel="C0RANDOM")
    assert listener.heard == []


def test_an_event_not_taken_is_retried_at_once_then_after_one_and_five_minutes(
    slack: Sandbox, listener: Listener
) -> None:
    listener.answers = [(500, "")] * 4
    assert not slack.mention("why?").ok
    slack.advance(61)
    slack.advance(301)
    slack.advance(3_600)
    numbers = [heard.headers.get("x-slack-retry-num") for heard in listener.heard]
    assert numbers == [None, "1", "2", "3"]
    assert {heard.headers.get("x-slack-retry-reason") for heard in listener.heard[1:]} == {
        "http_error"
    }
    assert len({heard.event["event_id"] for heard in listener.heard}) == 1
    assert all(signed(slack, heard) for heard in listener.heard)


def test_an_app_that_is_slow_hears_the_event_again(slack: Sandbox, listener: Listener) -> None:
    slack.world.answer_seconds = 0.5
    free = threading.Event()
    listener.before = lambda: len(listener.heard) == 1 and free.wait(10)
    assert slack.mention("why?").ok
    free.set()
    assert listener.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_repeat_on_request_has_the_same_event_id(slack: Sandbox, listener: Listener) -> None:
    slack.mention("why?", event_id="Ev1")
    slack.mention("why?", event_id="Ev1", retry_num=1)
    first, second = listener.heard
    assert first.event == second.event
    assert second.headers["x-slack-retry-num"] == "1"
    assert len(slack.messages()) == 1
