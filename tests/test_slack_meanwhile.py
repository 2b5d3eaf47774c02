"""What is said while somebody waits, by each way in: to them alone, and by nothing that stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.desk.records import Place
from bot.errors import VoiceRefused, VoiceUnreachable
from bot.slack import cards
from bot.slack.budget import fits
from bot.slack.entrances import CHECK
from bot.slack.voice import SlackVoice
from sandbox.replies import USES
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, slack_settings
from tests.drawn import a_review
from tests.rehearsal import PLACE

SAID = "The model is reading your draft against 18 clauses."
LONG = replace(
    a_review(),
    findings=tuple(
        replace(a_review().findings[0], why="w " * 340, advice="a " * 340) for _ in "x" * 40
    ),
)


@pytest.fixture
def voice(slack: Sandbox, tmp_path: Path) -> SlackVoice:
    return SlackVoice(slack_settings(slack, tmp_path))


def place_of(kept: Kept) -> Place:
    return kept.jobs[-1].place


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("way", ["command", "form", "mention", "shortcut"])
def test_it_comes_where_the_draft_was_given_for_the_asker_alone(
    way: str, slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    if way == "command":
        slack.command("Ports open.")
    elif way == "form":
        slack.command("")
        slack.submit(slack.views()[0], draft="Ports open.")
    elif way == "mention":
        slack.mention("Ports open.")
    else:
        slack.say("Ports open.", "U0DIGITAL")
        slack.shortcut(CHECK, message=slack.messages()[-1])
    before = slack.messages()
    voice.meanwhile(SAID, place_of(kept))
    assert slack.ephemerals(channel="C0PRESS")[-1].text == SAID
    assert slack.messages() == before
    assert not slack.directs()


@pytest.mark.usefixtures("door")
def test_in_a_direct_message_it_is_none_that_stays(
    slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    slack.direct("Ports open.")
    before = slack.directs()
    voice.meanwhile(SAID, place_of(kept))
    direct = slack.world.direct("U0PRESS").id
    assert slack.ephemerals(channel=direct)[-1].text == SAID
    assert slack.directs() == before


@pytest.mark.parametrize("channel", ["", "C0PRESS"])
def test_where_the_channel_does_not_take_it_it_comes_directly(
    channel: str, slack: Sandbox, voice: SlackVoice
) -> None:
    slack.faults.remove_bot("C0PRESS")
    voice.meanwhile(SAID, replace(PLACE, channel=channel))
    assert slack.ephemerals(channel=slack.world.direct("U0PRESS").id)[-1].text == SAID
    assert not slack.directs()


def test_one_that_nobody_takes_is_refused_and_never_public(
    slack: Sandbox, voice: SlackVoice
) -> None:
    slack.faults.remove_user("U0PRESS")
    with pytest.raises(VoiceRefused):
        voice.meanwhile(SAID, PLACE)
    assert not slack.messages()


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("method", ["response_url", "chat.postEphemeral"])
def test_a_busy_slack_is_not_waited_for(
    method: str, slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    slack.command("Ports open.")
    place = place_of(kept) if method == "response_url" else PLACE
    slack.faults.rate_limit(method, 1, 1)
    with pytest.raises(VoiceUnreachable):
        voice.meanwhile(SAID, place)
    assert SAID not in [message.text for message in slack.ephemerals()]


@pytest.mark.usefixtures("door")
def test_it_leaves_a_reply_address_enough_uses_for_the_longest_review(
    slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    slack.command("Ports open.")
    place = place_of(kept)
    voice.meanwhile(SAID, place)
    voice.show(LONG, place)
    shown = cards.private(LONG)
    assert 1 + len(shown) == USES
    assert all(fits(message.blocks) for message in shown)
    name = place.reply_to.rpartition("/")[2]
    assert slack.world.replies.peek(name).uses == USES
    said = slack.ephemerals(channel="C0PRESS")[-USES:]
    assert [each.text for each in said] == [SAID, *(each.text for each in shown)]
    assert "share it to read on" in str(said[-1].blocks)
    assert not slack.directs()
