"""Speaking in turn: one message a second in a channel, and no call before Slack allows it."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from bot.errors import VoiceRefused, VoiceUnreachable
from bot.slack.budget import plain
from bot.slack.client import reply
from bot.slack.turns import LONGEST, Turns
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.rehearsal import PLACE


class Hours:
    """A clock that a wait puts forward, and nobody waits for."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    def turns(self, seconds: float = 1.0) -> Turns:
        return Turns(seconds, self.clock, self.wait)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def strict() -> Iterator[Sandbox]:
    with Sandbox(one_a_second=True) as sandbox:
        yield sandbox


def test_each_message_of_a_channel_waits_for_the_one_before(hours: Hours) -> None:
    turns = hours.turns()
    for _ in range(4):
        turns.take("C1")
    assert hours.waits == [1.0, 2.0, 3.0]


def test_another_channel_waits_for_nobody(hours: Hours) -> None:
    turns = hours.turns()
    turns.take("C1")
    turns.take("C2")
    assert not hours.waits


def test_a_turn_that_is_over_is_waited_for_no_more(hours: Hours) -> None:
    turns = hours.turns()
    turns.take("C1")
    hours.now += 1
    turns.take("C1")
    assert not hours.waits


def test_who_would_wait_too_long_is_sent_away_and_takes_no_turn(hours: Hours) -> None:
    turns = hours.turns()
    for _ in range(int(LONGEST) + 1):
        turns.take("C1")
    for _ in range(3):
        with pytest.raises(VoiceUnreachable):
            turns.take("C1")
    hours.now += 1
    turns.take("C1")


def test_turns_of_many_channels_are_not_remembered_for_ever(hours: Hours) -> None:
    turns = hours.turns()
    for number in range(5_000):
        turns.take(f"C{number}")
        hours.now += 1
    assert len(turns._next) <= 1_000  # noqa: SLF001  # what it holds in memory


def test_a_long_wait_that_slack_named_is_waited_for_by_nobody_and_kept_by_all(
    hours: Hours,
) -> None:
    turns = hours.turns()
    turns.close("chat.postMessage", 60)
    turns.ask("views.publish")
    with pytest.raises(VoiceUnreachable, match="60 seconds"):
        turns.ask("chat.postMessage")
    hours.now += 55
    turns.ask("chat.postMessage")
    assert hours.waits == [5.0]


def test_a_card_and_its_thread_are_posted_a_second_apart(strict: Sandbox, tmp_path: Path) -> None:
    began = monotonic()
    SlackVoice(slack_settings(strict, tmp_path, slack_pace=1.05)).share(a_review(), PLACE)
    assert monotonic() - began >= 1
    assert len(strict.messages()) == 2
    assert not strict.world.refused


def test_many_who_speak_at_once_are_each_heard_at_the_first_try(
    strict: Sandbox, tmp_path: Path
) -> None:
    voice = SlackVoice(slack_settings(strict, tmp_path, slack_pace=1.05))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: voice.share_card(a_review(), PLACE), range(4)))
    assert len(strict.messages()) == 4
    assert not strict.world.refused["chat.postMessage"]


def test_the_time_that_slack_names_is_kept_without_another_call(
    strict: Sandbox, tmp_path: Path
) -> None:
    voice = SlackVoice(slack_settings(strict, tmp_path))
    strict.faults.rate_limit("chat.postMessage", times=1, retry_after=30)
    for _ in range(3):
        with pytest.raises(VoiceUnreachable):
            voice.share_card(a_review(), PLACE)
    assert strict.world.refused == Counter({"chat.postMessage": 1})
    assert not strict.messages()


def test_a_private_answer_does_not_wait_for_the_channel(strict: Sandbox, tmp_path: Path) -> None:
    voice = SlackVoice(slack_settings(strict, tmp_path, slack_pace=60))
    voice.share_card(a_review(), PLACE)
    began = monotonic()
    voice.show(a_review(), PLACE)
    assert monotonic() - began < 10
    assert strict.ephemerals()


def test_a_reply_address_that_says_200_and_means_no_is_a_refusal(
    strict: Sandbox, tmp_path: Path
) -> None:
    kept = Kept()
    with http_door(strict, kept, tmp_path):
        strict.command("Ports open.")
    address = kept.jobs[0].place.reply_to
    strict.faults.refuse("response_url", "expired_url")
    with pytest.raises(VoiceRefused, match="expired_url"):
        reply(address, plain("Heard?"), replace=False)
    strict.faults.refuse("response_url", "expired_url")
    SlackVoice(slack_settings(strict, tmp_path)).show(
        a_review(), replace(PLACE, reply_to=address, channel="C0RANDOM")
    )
    assert "Revise before posting" in strict.directs()[-1].text
