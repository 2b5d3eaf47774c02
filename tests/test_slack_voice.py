"""Slack, speaking: privately first, each failure by its name, and never public by accident."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import VoiceRefused, VoiceUncertain, VoiceUnreachable
from bot.review.review import Answer, Citation
from bot.slack import cards
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_miss, a_review
from tests.rehearsal import PLACE

CARD = "Revise before posting"
LONG = replace(
    a_review(), what_to_change=tuple("Change this. " * 50 for _ in range(60)), rewording=None
)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def voice(slack: Sandbox, tmp_path: Path) -> SlackVoice:
    return SlackVoice(slack_settings(slack, tmp_path))


@pytest.fixture
def reply_to(slack: Sandbox, tmp_path: Path) -> str:
    """The response_url of a command just given."""
    kept = Kept()
    with http_door(slack, kept, tmp_path):
        slack.command("Ports open.")
    return kept.jobs[0].place.reply_to


def test_the_card_goes_to_the_asker_alone(slack: Sandbox, voice: SlackVoice, reply_to: str) -> None:
    voice.show(a_review(), replace(PLACE, reply_to=reply_to))
    assert CARD in slack.ephemerals()[-1].text
    assert not slack.messages()
    assert not slack.directs()


def test_without_a_reply_address_the_card_is_ephemeral(slack: Sandbox, voice: SlackVoice) -> None:
    voice.show(a_review(), PLACE)
    assert CARD in slack.ephemerals()[-1].text
    assert not slack.messages()


def test_an_expired_reply_address_falls_back_to_an_ephemeral_message(
    slack: Sandbox, voice: SlackVoice, reply_to: str
) -> None:
    slack.faults.expire_response_urls()
    voice.show(a_review(), replace(PLACE, reply_to=reply_to))
    assert CARD in slack.ephemerals()[-1].text
    assert not slack.messages()


def test_where_the_bot_is_no_member_the_card_comes_as_a_direct_message(
    slack: Sandbox, voice: SlackVoice
) -> None:
    voice.show(a_review(), replace(PLACE, channel="C0RANDOM"))
    assert CARD in slack.directs()[-1].text
    assert not slack.messages("C0RANDOM")


def test_an_archived_channel_still_gives_the_asker_an_answer(
    slack: Sandbox, voice: SlackVoice
) -> None:
    slack.faults.archive("C0PRESS")
    voice.show(a_review(), PLACE)
    assert CARD in slack.directs()[-1].text


def test_a_private_answer_that_nobody_takes_is_refused_and_never_public(
    slack: Sandbox, voice: SlackVoice
) -> None:
    slack.faults.remove_user("U0PRESS")
    with pytest.raises(VoiceRefused):
        voice.show(a_review(), PLACE)
    assert not slack.messages()


def test_a_long_review_is_a_short_card_with_the_rest_behind_it(
    slack: Sandbox, voice: SlackVoice, reply_to: str
) -> None:
    before = len(slack.ephemerals())
    voice.show(LONG, replace(PLACE, reply_to=reply_to))
    shown = slack.ephemerals()[before:]
    assert CARD in shown[0].text
    assert 2 <= len(shown) <= 5


def test_a_shared_card_stands_in_the_channel_with_its_thread(
    slack: Sandbox, voice: SlackVoice
) -> None:
    where = voice.share(a_review(), PLACE)
    card, *thread = slack.messages(thread_ts=where.thread)
    assert CARD in card.text
    assert card.ts == where.thread
    assert all(message.thread_ts == card.ts for message in thread)
    assert any("Civil Service Code" in message.text for message in thread)


def test_nothing_in_a_shared_card_is_unfurled(slack: Sandbox, voice: SlackVoice) -> None:
    where = voice.share(a_review(), PLACE)
    for message in slack.messages(thread_ts=where.thread):
        assert message.sent["unfurl_links"] in {False, "0", "false"}
        assert message.sent["unfurl_media"] in {False, "0", "false"}
        assert "link_names" not in message.sent


def test_the_private_card_loses_its_button_once_shared(
    slack: Sandbox, tmp_path: Path, voice: SlackVoice
) -> None:
    kept = Kept()
    voice.show(a_review(), PLACE)
    card = slack.ephemerals()[-1]
    with http_door(slack, kept, tmp_path):
        slack.click(card, "share")
    voice.shared(a_review(), kept.jobs[0].place)
    now = slack.ephemerals()[-1]
    assert now.ts == card.ts
    assert "Shared in a channel" in now.text
    assert '"share"' not in json.dumps(now.blocks)


def test_an_answer_stands_in_the_thread_with_the_rule_it_quotes(
    slack: Sandbox, voice: SlackVoice
) -> None:
    where = voice.share(a_review(), PLACE)
    cited = Citation(clause_id="csc.impartiality.must", quote="without favour to any party")
    voice.answer(Answer(text="Because of the Code.", citations=(cited,)), a_review(), where)
    last = slack.messages(thread_ts=where.thread)[-1]
    assert last.thread_ts == where.thread
    assert "Because of the Code." in last.text
    assert "Civil Service Code, paragraph 13" in last.text


def test_an_apology_is_private(slack: Sandbox, voice: SlackVoice) -> None:
    voice.apologise(a_miss(), PLACE)
    assert "This draft is unreviewed." in slack.ephemerals()[-1].text
    assert not slack.messages()


def test_a_rate_limit_is_waited_for(slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=1)
    voice.share_card(a_review(), PLACE)
    assert len(slack.messages()) == 1


def test_a_rate_limit_that_does_not_end_is_for_later(slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.rate_limit("chat.postMessage", times=9, retry_after=0)
    with pytest.raises(VoiceUnreachable):
        voice.share_card(a_review(), PLACE)


def test_a_slack_that_is_down_is_for_later(slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.fail("chat.postMessage", times=1, status=503)
    with pytest.raises(VoiceUnreachable):
        voice.share_card(a_review(), PLACE)


def test_a_slack_that_is_not_there_is_for_later(tmp_path: Path, slack: Sandbox) -> None:
    settings = slack_settings(slack, tmp_path)
    gone = settings.model_copy(update={"slack_api_url": "http://127.0.0.1:9/api/"})
    with pytest.raises(VoiceUnreachable):
        SlackVoice(gone).share_card(a_review(), PLACE)


def test_a_lost_answer_is_neither_said_nor_unsaid(slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.drop("chat.postMessage")
    with pytest.raises(VoiceUncertain):
        voice.share_card(a_review(), PLACE)
    assert len(slack.messages()) <= 1


@pytest.mark.parametrize("word", ["not_in_channel", "invalid_auth", "msg_too_long"])
def test_a_refusal_names_slacks_own_word(word: str, slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.refuse("chat.postMessage", word)
    with pytest.raises(VoiceRefused, match=word):
        voice.share_card(a_review(), PLACE)


def test_a_private_answer_waits_for_a_slack_that_is_down(slack: Sandbox, voice: SlackVoice) -> None:
    slack.faults.fail("chat.postEphemeral", times=1, status=503)
    with pytest.raises(VoiceUnreachable):
        voice.show(a_review(), PLACE)
    assert not slack.directs()


def test_an_answer_without_a_model_does_not_say_why_there_was_none() -> None:
    said = cards.answered(Answer(text="The Code says so.", by="checks"), a_review())
    assert "no language model answered" in said.text
    assert "configured" not in said.text
