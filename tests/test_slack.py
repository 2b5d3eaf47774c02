"""Slack, listening: what people do becomes a job that is kept before it is acknowledged."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.seams import QuestionJob, ReviewJob, ShareJob
from bot.slack import cards
from bot.slack.exact import exact_words
from bot.slack.listeners import READING
from bot.slack.typed import as_typed, without_mention
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.rehearsal import PLACE

DRAFT = "Our “new” port & harbour <opens> @here for <@U0LEAD> — a payload of good news!"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def _door(slack: Sandbox, kept: Kept, tmp_path: Path) -> Iterator[None]:
    with http_door(slack, kept, tmp_path):
        yield


@pytest.fixture
def voice(slack: Sandbox, tmp_path: Path) -> SlackVoice:
    return SlackVoice(slack_settings(slack, tmp_path))


pytestmark = pytest.mark.usefixtures("_door")


def test_a_draft_is_kept_exactly_as_typed_and_then_acknowledged(slack: Sandbox, kept: Kept) -> None:
    answer = slack.command(DRAFT)
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == DRAFT
    assert job.key
    assert (job.place.channel, job.place.user) == ("C0PRESS", "U0PRESS")
    assert answer.ok
    assert slack.ephemerals()[-1].text == READING


def test_the_acknowledgement_is_for_the_asker_alone(slack: Sandbox) -> None:
    slack.command("Ports open.")
    assert not slack.messages()


def test_the_word_payload_in_a_draft_loses_nothing(slack: Sandbox, kept: Kept) -> None:
    assert slack.command("The rocket and its payload are ready.").ok
    assert len(kept.jobs) == 1


@pytest.mark.parametrize("text", ["help", " help ", "HELP"])
def test_who_asks_for_help_gets_it(text: str, slack: Sandbox, kept: Kept) -> None:
    assert slack.command(text).ok
    assert not kept.jobs
    assert "Paste a draft after the command: /neutral" in slack.ephemerals()[-1].text


def test_what_is_no_draft_is_explained_with_advice(slack: Sandbox, kept: Kept) -> None:
    slack.command("🚢🚢🚢")
    assert not kept.jobs
    said = slack.ephemerals()[-1].text
    assert "The draft has no words" in said
    assert "Paste the words of the post" in said


def test_a_draft_that_could_not_be_kept_is_not_accepted(slack: Sandbox, kept: Kept) -> None:
    kept.broken = True
    assert slack.command("Ports open.").ok
    said = slack.ephemerals()[-1].text
    assert said.startswith("Nothing was accepted: The disk is full.")
    assert READING not in [message.text for message in slack.ephemerals()]


def test_a_fault_while_keeping_is_told_without_a_word_of_the_draft(
    slack: Sandbox, kept: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    kept.fault = ZeroDivisionError("at a place")
    slack.command("Ports open.")
    assert slack.ephemerals()[-1].text.startswith("Nothing was accepted: the bot met a fault.")
    assert "Ports open" not in caplog.text


def test_the_share_button_keeps_a_wish_that_a_double_click_does_not_double(
    slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    voice.show(a_review(), PLACE)
    card = slack.ephemerals()[-1]
    assert slack.click(card, "share").ok
    assert slack.click(card, "share").ok
    first, second = kept.jobs
    assert isinstance(first, ShareJob)
    assert first.review_id == "r1"
    assert first.key == second.key
    assert first.place.reply_to


def test_a_click_that_could_not_be_kept_fails_and_says_so(
    slack: Sandbox, kept: Kept, voice: SlackVoice
) -> None:
    voice.show(a_review(), PLACE)
    kept.broken = True
    assert not slack.click(slack.ephemerals()[-1], "share").ok
    assert "Nothing was accepted" in slack.ephemerals()[-1].text


def test_sharing_again_is_a_wish_of_its_own(slack: Sandbox, kept: Kept, voice: SlackVoice) -> None:
    voice.perhaps_shared(a_review(), PLACE, 1)
    assert slack.click(slack.ephemerals()[-1], "share_again").ok
    (job,) = kept.jobs
    assert isinstance(job, ShareJob)
    assert job.review_id == "r1"
    assert job.key == "share:r1#1:C0PRESS"


def test_a_mention_in_a_thread_is_a_question(slack: Sandbox, kept: Kept, voice: SlackVoice) -> None:
    where = voice.share(a_review(), PLACE)
    assert slack.mention("why is it a problem?", thread_ts=where.thread).ok
    (job,) = kept.jobs
    assert isinstance(job, QuestionJob)
    assert job.text == "why is it a problem?"
    assert job.place.thread == where.thread


def test_a_mention_outside_a_thread_is_a_draft(slack: Sandbox, kept: Kept) -> None:
    slack.mention("Ports open at https://www.gov.uk/ports today & tomorrow.")
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == "Ports open at https://www.gov.uk/ports today & tomorrow."


def test_an_event_is_acknowledged_only_when_it_is_kept(slack: Sandbox, kept: Kept) -> None:
    kept.broken = True
    answer = slack.mention("Ports open.", event_id="Ev1")
    assert not answer.ok
    kept.broken = False
    slack.advance(400)
    assert [job.key for job in kept.jobs] == ["Ev1"]


def test_a_repeated_event_keeps_its_key(slack: Sandbox, kept: Kept) -> None:
    slack.mention("Ports open.", event_id="Ev1")
    slack.mention("Ports open.", event_id="Ev1", retry_num=1)
    assert {job.key for job in kept.jobs} == {"Ev1"}


def test_the_cards_text_is_what_slack_was_given(slack: Sandbox, voice: SlackVoice) -> None:
    voice.show(a_review(), PLACE)
    assert slack.ephemerals()[-1].text == cards.private(a_review())[0].text


@given(st.text())
def test_escaping_as_slack_does_and_undoing_it_gives_the_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert as_typed(escaped) == text


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@UBOT> Ports open.", "Ports open."),
        ("<@UBOT>: Ports open.", "Ports open."),
        ("Ports <@UBOT> open.", "Ports <@UBOT> open."),
        ("<@UBOT> see <https://a.example/b>", "see https://a.example/b"),
        ("<@UBOT> see <https://a.example|a.example>", "see a.example"),
        ("<@UBOT> see <https://a.example|this page>", "see this page (https://a.example)"),
        ("<@UBOT> for <@U0LEAD> &amp; all", "for <@U0LEAD> & all"),
    ],
)
def test_a_mention_gives_the_words_as_typed(sent: str, typed: str) -> None:
    assert without_mention(exact_words(sent, None), "UBOT") == typed
