"""Every way in beside the command with a draft: what somebody does becomes the job they meant."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.records import Wish
from bot.desk.seams import QuestionJob, ReviewJob, WishJob
from bot.slack.entrances import CHECK
from bot.slack.exact import exact_words
from bot.slack.listeners import LOOKING, NOT_IN_THREADS, READING
from sandbox.shapes import Message
from sandbox.slack import Sandbox
from sandbox.typed import as_blocks, as_wire
from tests.at_the_door import Kept

pytestmark = pytest.mark.usefixtures("door")
TYPED = "Our “new” port & harbour <opens> @here for <@U0LEAD> — see https://www.gov.uk/a?b=1&c=2 🚢"
POSTS = "\n\n".join(f"{n}/25 Ports & harbours <open> “{n}”. " + "x" * 240 for n in range(1, 26))
SPEECH = ("We will open the ports & the harbours. " * 1_100)[:40_000]


def review_of(kept: Kept) -> ReviewJob:
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    return job


def wish_of(kept: Kept) -> WishJob:
    (job,) = kept.jobs
    assert isinstance(job, WishJob)
    return job


@pytest.mark.parametrize("draft", [TYPED, POSTS, SPEECH], ids=["signs", "25 posts", "40,000"])
@pytest.mark.parametrize("way", ["command", "mention", "direct", "shortcut"])
def test_a_draft_comes_through_exactly_as_typed_by_every_way(
    way: str, draft: str, slack: Sandbox, kept: Kept
) -> None:
    if way == "command":
        assert slack.command(draft).ok
    elif way == "mention":
        assert slack.mention(draft).ok
    elif way == "direct":
        assert slack.direct(draft).ok
    else:
        slack.say(draft, "U0DIGITAL")
        assert slack.shortcut(CHECK, message=slack.messages()[-1]).ok
    assert review_of(kept).draft.text == draft


@pytest.mark.parametrize("word", ["status", "mine", " Mine "])
def test_a_word_after_the_command_asks_about_the_bot(word: str, slack: Sandbox, kept: Kept) -> None:
    assert slack.command(word).ok
    job = wish_of(kept)
    assert job.wish == word.strip().casefold()
    assert (job.place.user, job.place.channel) == ("U0PRESS", "C0PRESS")
    assert job.place.reply_to
    assert slack.ephemerals()[-1].text == LOOKING


@pytest.mark.parametrize("word", ["help", "status", "mine"])
@pytest.mark.parametrize("way", ["mention", "direct"])
def test_the_same_words_work_without_the_command(
    way: str, word: str, slack: Sandbox, kept: Kept
) -> None:
    assert (slack.mention(word) if way == "mention" else slack.direct(word)).ok
    assert wish_of(kept).wish is Wish(word)


def test_a_wish_that_could_not_be_kept_is_told(slack: Sandbox, kept: Kept) -> None:
    kept.broken = True
    slack.command("status")
    assert slack.ephemerals()[-1].text.startswith("Nothing was accepted: The disk is full.")


def test_slack_runs_no_command_in_a_thread(slack: Sandbox, kept: Kept) -> None:
    slack.say("Ports open.")
    slack.command("Ports open.", thread_ts=slack.messages()[-1].ts)
    assert not kept.jobs
    assert "not supported in threads" in slack.ephemerals()[-1].text


def test_a_command_in_a_thread_that_comes_all_the_same_says_what_works_there(
    slack: Sandbox, kept: Kept
) -> None:
    slack.command("Ports open.")
    kept.jobs.clear()
    (sent,) = slack.deliveries
    slack.repeat(replace(sent, payload={**sent.payload, "thread_ts": "1.1", "trigger_id": "t2"}))
    assert not kept.jobs
    assert NOT_IN_THREADS in slack.deliveries[-1].delivery.body
    assert "use the shortcut" in slack.deliveries[-1].delivery.body


def test_in_a_thread_a_mention_that_says_so_brings_a_draft(slack: Sandbox, kept: Kept) -> None:
    slack.say("What about this?")
    root = slack.messages()[-1].ts
    assert slack.mention("Check:\nPorts open & <so> on.", thread_ts=root).ok
    job = review_of(kept)
    assert job.draft.text == "Ports open & <so> on."
    assert job.place.thread == root


def test_in_a_thread_a_mention_that_says_nothing_of_it_is_a_question(
    slack: Sandbox, kept: Kept
) -> None:
    slack.say("What about this?")
    assert slack.mention("is it proper to check?", thread_ts=slack.messages()[-1].ts).ok
    assert [type(job) for job in kept.jobs] == [QuestionJob]


def test_the_shortcut_answers_whoever_used_it_alone(slack: Sandbox, kept: Kept) -> None:
    slack.say("Ports open.", "U0DIGITAL")
    root = slack.messages()[-1].ts
    slack.say("Ports open again.", "U0DIGITAL", thread_ts=root)
    assert slack.shortcut(CHECK, "U0PRESS", slack.messages()[-1]).ok
    job = review_of(kept)
    assert job.draft.text == "Ports open again."
    assert (job.place.user, job.place.channel, job.place.thread) == ("U0PRESS", "C0PRESS", root)
    assert job.place.reply_to


def test_a_shortcut_delivered_twice_is_one_review(slack: Sandbox, kept: Kept) -> None:
    slack.say("Ports open.")
    slack.shortcut(CHECK, message=slack.messages()[-1])
    sent = slack.deliveries[-1]
    slack.repeat(replace(sent, payload={**sent.payload, "action_ts": "2.2"}))
    assert len(kept.jobs) == 2
    assert len({job.key for job in kept.jobs}) == 1


def test_a_shortcut_that_could_not_be_kept_fails_and_says_so(slack: Sandbox, kept: Kept) -> None:
    slack.say("Ports open.")
    kept.broken = True
    assert not slack.shortcut(CHECK, message=slack.messages()[-1]).ok
    assert "Nothing was accepted" in slack.ephemerals()[-1].text


def direct_event(slack: Sandbox, **changes: object) -> dict[str, Any]:
    slack.direct("Ports open.")
    sent = slack.deliveries[-1].payload["event"]
    return {**sent, **changes}


def test_a_direct_message_is_a_draft_that_is_answered_there(slack: Sandbox, kept: Kept) -> None:
    slack.direct("Ports open.", "U0DIGITAL")
    job = review_of(kept)
    assert job.key.startswith("Ev")
    assert (job.place.user, job.place.thread) == ("U0DIGITAL", "")
    assert job.place.channel == slack.world.direct("U0DIGITAL").id


def test_a_direct_message_in_a_thread_is_a_question(slack: Sandbox, kept: Kept) -> None:
    slack.direct("Ports open.")
    slack.direct("why?", thread_ts=slack.directs()[-1].ts)
    assert [type(job) for job in kept.jobs] == [ReviewJob, QuestionJob]


@pytest.mark.parametrize(
    "changes",
    [
        {"subtype": "message_changed", "message": {"text": "Ports close."}, "user": ""},
        {"subtype": "message_deleted", "deleted_ts": "1.1", "user": ""},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"subtype": "channel_join"},
        {"bot_id": "B0SANDBOX"},
        {"user": "USLACKBOT"},
        {"channel_type": "channel"},
    ],
    ids=["edit", "deletion", "bot", "join", "app", "slackbot", "channel"],
)
def test_what_nobody_typed_to_the_bot_is_taken_and_left(
    changes: dict[str, object], slack: Sandbox, kept: Kept
) -> None:
    event = direct_event(slack, **changes)
    kept.jobs.clear()
    assert slack.event(event).ok
    assert not kept.jobs


def test_the_bots_own_messages_are_left(slack: Sandbox, kept: Kept) -> None:
    event = direct_event(slack, user=slack.bot_user)
    kept.jobs.clear()
    assert slack.event(event).ok
    assert not kept.jobs


def test_a_file_alone_is_told_to_be_unread_and_one_beside_words_is_marked(
    slack: Sandbox, kept: Kept
) -> None:
    event = direct_event(slack, subtype="file_share", files=[{"id": "F1"}])
    kept.jobs.clear()
    slack.event({**event, "text": "", "blocks": None})
    assert wish_of(kept).wish is Wish.FILE
    kept.jobs.clear()
    slack.event(event)
    assert review_of(kept).unread == ("A file came with the draft and was not read.",)


def test_a_direct_message_that_is_not_kept_comes_again_and_is_done_once(
    slack: Sandbox, kept: Kept
) -> None:
    kept.broken = True
    assert slack.direct("Ports open.").status == 503
    kept.broken = False
    slack.advance(400)
    assert len({job.key for job in kept.jobs}) == 1
    assert review_of(kept).draft.text == "Ports open."


def test_a_message_of_an_app_is_read_by_its_text(slack: Sandbox, kept: Kept) -> None:
    said = Message(
        channel="C0PRESS", ts="9.9", user="U0DIGITAL", text="Ports &amp; <https://a.example|this>",
        blocks=({"type": "section", "text": {"type": "mrkdwn", "text": "Ports"}},),
    )  # fmt: skip
    slack.world.put(said)
    slack.shortcut(CHECK, message=said)
    assert review_of(kept).draft.text == "Ports & this (https://a.example)"


def test_a_mention_is_acknowledged_without_a_word(slack: Sandbox) -> None:
    slack.mention("Ports open.")
    assert READING not in [message.text for message in slack.ephemerals()]


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": list(elements)}]


def section(*leaves: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(leaves)}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def test_what_is_bold_or_an_emoji_or_a_list_stands_as_its_words() -> None:
    ship = {"type": "emoji", "name": "ship", "unicode": "1f6a2"}
    own = {"type": "emoji", "name": "department-logo"}
    items = {
        "type": "rich_text_list", "style": "bullet",
        "elements": [section(text("Ports")), section(text("Harbours"))],
    }  # fmt: skip
    numbered = {**items, "style": "ordered", "offset": 2, "indent": 1}
    blocks = rich(
        section(text("Now *open*", bold=True), text(" "), ship, own, text("\n")),
        items,
        numbered,
        {"type": "rich_text_quote", "elements": [text("&amp; &lt;quoted&gt;")]},
    )
    assert exact_words("*Now \\*open\\** :ship: :department-logo:", blocks) == (
        "Now *open* 🚢:department-logo:\n• Ports\n• Harbours\n    3. Ports\n    4. Harbours\n"
        "&amp; &lt;quoted&gt;"
    )


def test_links_and_mentions_stand_as_they_were_typed() -> None:
    blocks = rich(
        section(
            {"type": "link", "url": "https://a.example", "text": "a.example"}, text(" "),
            {"type": "link", "url": "https://a.example/b", "text": "this"}, text(" "),
            {"type": "link", "url": "https://a.example/c?d&e"}, text(" "),
            {"type": "user", "user_id": "U1"}, {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"}, {"type": "broadcast", "range": "here"},
            {"type": "color", "value": "#fff"},
        )
    )  # fmt: skip
    assert exact_words("", blocks) == (
        "a.example this (https://a.example/b) https://a.example/c?d&e <@U1><#C1><!subteam^S1>@here"
        "#fff"
    )


@pytest.mark.parametrize(
    "blocks",
    [
        None,
        [],
        rich({"type": "rich_text_hologram"}),
        rich(section({"type": "hologram"})),
        rich(section({"type": "text"})),
        [{"type": "rich_text"}],
        [{"type": "section"}],
        [*rich(section(text("one"))), *rich(section(text("two")))],
        rich(section({"type": "emoji", "unicode": "no-number"})),
    ],
)
def test_a_block_that_cannot_be_read_leaves_the_text(blocks: list[dict[str, Any]] | None) -> None:
    assert exact_words("Ports &amp; <https://a.example>", blocks) == "Ports & https://a.example"


@given(st.text())
def test_any_words_come_through_the_block_of_slacks_own_clients(words: str) -> None:
    wire = as_wire(words, {})
    assert exact_words(wire, list(as_blocks(wire))) == words
