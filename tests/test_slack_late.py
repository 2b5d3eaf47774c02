"""What Slack is told when things went wrong: that it is late, revised, uncertain, or alarming."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import WorkUncertain
from bot.slack import cards
from bot.slack.budget import fits
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_miss, a_review
from tests.rehearsal import PLACE

LATE = "This answer is late: you asked at 2:05pm."


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def voice(slack: Sandbox, tmp_path: Path) -> SlackVoice:
    return SlackVoice(slack_settings(slack, tmp_path))


def test_a_late_card_opens_with_the_time_of_asking(slack: Sandbox, voice: SlackVoice) -> None:
    voice.show(a_review(), PLACE, LATE)
    assert slack.ephemerals()[-1].text.startswith(LATE)


def test_a_late_apology_opens_with_the_time_of_asking(slack: Sandbox, voice: SlackVoice) -> None:
    voice.apologise(a_miss(), PLACE, f"{LATE} This draft is unreviewed.")
    assert slack.ephemerals()[-1].text.startswith(f"{LATE} This draft is unreviewed.")


def test_the_models_review_says_in_the_thread_which_one_it_replaces(
    slack: Sandbox, voice: SlackVoice
) -> None:
    where = voice.share_card(a_review(), PLACE)
    newer = replace(a_review(name="r2"), revises="r1")
    for part in range(voice.revision_parts(newer)):
        voice.revise(newer, where, part)
    said = slack.messages("C0PRESS", where.thread)
    assert any("Its review replaces review r1" in message.text for message in said)
    assert all(fits(message.blocks) for message in cards.revision(newer))


def test_the_admins_are_told_in_their_channel(slack: Sandbox, voice: SlackVoice) -> None:
    voice.announce("A review has waited for 11 minutes.", "C0PRESS")
    assert "waited for 11 minutes" in slack.messages("C0PRESS")[-1].text


def test_a_draft_that_may_have_been_kept_is_not_called_refused(
    slack: Sandbox, tmp_path: Path
) -> None:
    kept = Kept()
    kept.fault = WorkUncertain("The database was lost in mid-sentence.")
    with http_door(slack, kept, tmp_path):
        slack.command("Ports open.")
    said = slack.ephemerals()[-1].text
    assert said.startswith("Your draft may have been accepted, or may not.")
    assert "Nothing was accepted" not in said
