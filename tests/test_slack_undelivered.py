"""What Slack would not deliver: it comes another private way, or is told and listed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import VoiceRefused
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.rehearsal import PLACE, question_job, review_job, share_job
from tests.test_work_slack import CARD, bot, errors, until_done


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def reply_to(slack: Sandbox, tmp_path: Path) -> str:
    """The response_url of a command just given."""
    kept = Kept()
    with http_door(slack, kept, tmp_path):
        slack.command("Ports open.")
    return kept.jobs[0].place.reply_to


def test_an_asker_who_left_the_channel_is_answered_directly(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.leave("C0PRESS", "U0PRESS")
    with bot(slack, tmp_path) as engine:
        engine.put(review_job())
        until_done(engine)
    assert [CARD in message.text for message in slack.directs()] == [True]
    assert not slack.messages("C0PRESS")
    assert not errors(slack, tmp_path)


def test_an_asker_who_left_and_whose_reply_address_is_over_is_answered_directly(
    slack: Sandbox, tmp_path: Path, reply_to: str
) -> None:
    before = len(slack.ephemerals())
    slack.faults.leave("C0PRESS", "U0PRESS")
    slack.advance(31 * 60)
    with bot(slack, tmp_path) as engine:
        job = review_job()
        engine.put(replace(job, place=replace(job.place, reply_to=reply_to)))
        until_done(engine)
    assert [CARD in message.text for message in slack.directs()] == [True]
    assert len(slack.ephemerals()) == before


def test_a_reply_address_that_is_used_up_between_two_messages_loses_none(
    slack: Sandbox, tmp_path: Path, reply_to: str
) -> None:
    voice = SlackVoice(slack_settings(slack, tmp_path))
    slack.faults.leave("C0PRESS", "U0PRESS")
    place = replace(PLACE, reply_to=reply_to)
    for number in range(7):
        voice.tell(f"Message {number}.", place)
    said = [message.text for message in (*slack.ephemerals(), *slack.directs())]
    assert [f"Message {number}." for number in range(7)] == said[-7:]
    assert len(slack.directs()) == 2


def test_an_answer_that_the_thread_does_not_take_comes_to_the_one_who_asked(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as engine:
        engine.put(share_job(a_review().id))
        until_done(engine)
        thread = slack.messages("C0PRESS")[0].ts
        slack.faults.archive("C0PRESS")
        engine.put(replace(question_job(), place=replace(PLACE, thread=thread)))
        until_done(engine)
    said = slack.directs()[-1].text
    assert "Slack did not take the answer" in said
    assert "Because." in said
    assert "is_archived" in said
    assert any("is_archived" in error for error in errors(slack, tmp_path))


def test_what_can_be_told_to_nobody_is_listed_whatever_it_was(
    slack: Sandbox, tmp_path: Path
) -> None:
    with bot(slack, tmp_path) as engine:
        engine.put(share_job(a_review().id))
        until_done(engine)
        thread = slack.messages("C0PRESS")[0].ts
        slack.faults.revoke_token()
        engine.put(replace(question_job(), place=replace(PLACE, thread=thread)))
        until_done(engine)
    found = errors(slack, tmp_path)
    assert any("neither in the channel nor as a direct message" in error for error in found)


def test_where_no_private_way_is_left_nothing_is_said_in_public(
    slack: Sandbox, tmp_path: Path, reply_to: str
) -> None:
    slack.faults.expire_response_urls()
    slack.faults.remove_user("U0PRESS")
    with pytest.raises(VoiceRefused):
        SlackVoice(slack_settings(slack, tmp_path)).show(
            a_review(), replace(PLACE, reply_to=reply_to)
        )
    assert not slack.messages()
