"""The form: opened in time or owned up to, read whole, and never lost over a mistake."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from bot.desk.page import Page
from bot.desk.records import Wish
from bot.desk.seams import ReviewJob, WishJob
from bot.draft import Original
from bot.errors import VoiceUncertain, VoiceUnreachable, WorkUncertain
from bot.platforms import longest_post
from bot.slack.form import DRAFT, FIELD, FORM, MORE, OPEN_FORM, PLATFORMS, WORDS, form
from bot.slack.home import page
from bot.slack.opening import Opener
from bot.slack.voice import SlackVoice
from sandbox.shapes import View
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, slack_settings

pytestmark = pytest.mark.usefixtures("door")
HELP = "Paste a draft after the command: /neutral"
EVERYTHING = {
    "draft": "Our “new” port & <harbour> opens.\n\n@here *now*",
    "platform": "bluesky",
    "account": " @invented ",
    "posting_on": "2026-12-01",
    "quoting": "@someone: 'their words'",
    "links": "https://a.example/b?c&d\nhttps://e.example",
    "speaker": "Jo Bloggs, Minister for Ports",
    "whose": "HM Treasury press release",
    "where": "https://www.gov.uk/release",
    "words": "The port opens & <so> on.",
}


def opened(slack: Sandbox, text: str = "") -> View:
    assert slack.command(text).ok
    (view,) = slack.views()
    return view


def added(slack: Sandbox, view: View, button: str, **entered: object) -> View:
    """The form once a button in it is pressed that adds a field."""
    assert slack.click(view, button, entered=entered).ok
    (changed,) = slack.views()
    return changed


def whole(slack: Sandbox) -> View:
    """The form with all its fields."""
    view = opened(slack)
    for button in (*MORE, *MORE):
        view = added(slack, view, button)
    return view


def names(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def buttons(view: View) -> list[str]:
    rows = [block["elements"] for block in view.blocks if block["type"] == "actions"]
    return [part["action_id"] for row in rows for part in row]


def errors(body: str) -> dict[str, str]:
    answer: dict[str, Any] = json.loads(body)
    assert answer["response_action"] == "errors"
    return dict(answer["errors"])


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_the_command_alone_opens_the_form_without_a_word(text: str, slack: Sandbox) -> None:
    view = opened(slack, text)
    assert view.body["callback_id"] == FORM
    assert json.loads(view.body["private_metadata"]) == {"channel": "C0PRESS"}
    assert "cleared elsewhere is no defence" in json.dumps(view.body)
    assert not slack.ephemerals()


def test_the_job_carries_all_that_was_filled_in(slack: Sandbox, kept: Kept) -> None:
    view = opened(slack)
    assert slack.submit(view, **EVERYTHING).ok
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    draft = job.draft
    assert draft.text == EVERYTHING["draft"]
    assert (draft.platform, draft.account) == ("bluesky", "@invented")
    assert draft.posting_on == date(2026, 12, 1)
    assert draft.quoting == EVERYTHING["quoting"]
    assert draft.links == ("https://a.example/b?c&d", "https://e.example")
    assert draft.speaker == EVERYTHING["speaker"]
    assert draft.original == Original(
        words="The port opens & <so> on.",
        whose="HM Treasury press release",
        where="https://www.gov.uk/release",
    )
    assert (job.place.channel, job.place.user, job.place.reply_to) == ("C0PRESS", "U0PRESS", "")
    assert job.place.team


def test_a_draft_alone_is_enough(slack: Sandbox, kept: Kept) -> None:
    assert slack.submit(opened(slack), draft="Ports open.").ok
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.original is None
    assert job.draft.posting_on is None
    assert (job.draft.platform, job.draft.links) == ("", ())


def test_once_it_is_kept_the_form_says_where_the_answer_comes(slack: Sandbox) -> None:
    slack.submit(opened(slack), draft="Ports open.")
    (view,) = slack.views()
    said = json.dumps(view.body)
    assert "Your draft is being read" in said
    assert "in the channel where you asked" in said
    assert "submit" not in view.body


@pytest.mark.parametrize(
    ("entered", "field", "said"),
    [
        ({"draft": "🚢🚢"}, "draft", "no words"),
        ({"draft": " \n "}, "draft", "The draft is empty"),
        ({"draft": "Ports.", "where": "gov.uk/a"}, "where", "begins with https://"),
        ({"draft": "Ports.", "where": "/etc/passwd"}, "where", "begins with https://"),
        ({"draft": "Ports.", "where": "https://a.b https://c.d"}, "where", "one page"),
        ({"draft": "Ports.", "where": "https://a.b/" + "x" * 2_000}, "where", "one page"),
        ({"draft": "Ports.", "words": "\ufffd\ufffd"}, "words", "not text"),
        ({"draft": "Ports.", "posting_on": "soon"}, "posting_on", "not a day"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_the_form_stays(
    entered: dict[str, str], field: str, said: str, slack: Sandbox, kept: Kept
) -> None:
    view = opened(slack)
    answer = slack.submit(view, **entered)
    assert list(errors(answer.body)) == [field]
    assert said in errors(answer.body)[field]
    assert not kept.jobs
    assert slack.views() == (view,)


def test_all_mistakes_are_told_at_once(slack: Sandbox) -> None:
    answer = slack.submit(opened(slack), draft="🚢", where="x", posting_on="y")
    assert set(errors(answer.body)) == {"draft", "where", "posting_on"}


def test_a_form_put_right_after_a_mistake_is_kept(slack: Sandbox, kept: Kept) -> None:
    view = opened(slack)
    slack.submit(view, draft="Ports open.", where="gov.uk")
    slack.submit(view, draft="Ports open.", where="https://gov.uk")
    assert len(kept.jobs) == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (None, "Nothing was accepted: The disk is full."),
        (WorkUncertain("The disk was slow."), "may have been accepted, or may not"),
        (ZeroDivisionError("at a place"), "Nothing was accepted: the bot met a fault."),
    ],
)
def test_a_form_that_could_not_be_kept_stays_open_and_says_so(
    fault: Exception | None, said: str, slack: Sandbox, kept: Kept
) -> None:
    kept.broken, kept.fault = fault is None, fault
    view = opened(slack)
    answer = slack.submit(view, draft="Ports open.")
    assert said in errors(answer.body)["draft"]
    assert slack.views() == (view,)
    kept.broken, kept.fault = False, None
    assert slack.submit(view, draft="Ports open.").ok
    assert len(kept.jobs) == 1


def test_a_form_sent_off_twice_or_delivered_twice_is_one_review(slack: Sandbox, kept: Kept) -> None:
    view = opened(slack)
    slack.submit(view, draft="Ports open.")
    sent = slack.deliveries[-1]
    slack.submit(view, draft="Ports open.")
    slack.repeat(replace(sent, payload={**sent.payload, "action_ts": "2.2"}))
    assert len(kept.jobs) == 3
    assert len({job.key for job in kept.jobs}) == 1


def test_two_forms_are_two_reviews(slack: Sandbox, kept: Kept) -> None:
    slack.submit(opened(slack), draft="Ports open.")
    slack.submit(opened(slack), draft="Ports open.")
    assert len({job.key for job in kept.jobs}) == 2


def test_the_form_opens_with_one_field_for_the_draft_and_one_for_the_copy(slack: Sandbox) -> None:
    view = opened(slack)
    assert [name for name in names(view) if name in (*DRAFT, *WORDS)] == ["draft", "words"]
    assert buttons(view) == list(MORE)


def test_a_part_is_added_below_and_all_that_was_typed_stays(slack: Sandbox, kept: Kept) -> None:
    view = added(slack, opened(slack), "more_draft", **EVERYTHING)
    assert names(view)[:3] == ["draft", "draft_2", "platform"]
    assert [b["block_id"] for b in view.blocks if "focus_on_load" in str(b)] == ["draft_2"]
    view = added(slack, view, "more_words", draft_2="And it is ours.")
    assert slack.submit(view, words_2="No more.").ok
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == f"{EVERYTHING['draft']}\nAnd it is ours."
    assert (job.draft.platform, job.draft.posting_on) == ("bluesky", date(2026, 12, 1))
    assert (job.draft.quoting, job.draft.speaker) == (EVERYTHING["quoting"], EVERYTHING["speaker"])
    assert job.draft.original == Original(
        words=f"{EVERYTHING['words']}\nNo more.",
        whose=EVERYTHING["whose"],
        where=EVERYTHING["where"],
    )
    assert job.place.channel == "C0PRESS"


def test_the_button_goes_when_all_parts_are_there(slack: Sandbox) -> None:
    view = whole(slack)
    assert [name for name in names(view) if name in (*DRAFT, *WORDS)] == [*DRAFT, *WORDS]
    assert not buttons(view)


def test_full_fields_are_no_more_than_a_form_may_weigh(slack: Sandbox) -> None:
    full = dict.fromkeys((*DRAFT, *WORDS), "\n🚢é" * (FIELD // 4))
    view = added(slack, opened(slack), "more_draft", **full)
    view = added(slack, view, "more_words", **full)
    view = added(slack, view, "more_draft", **full)
    assert slack.submit(added(slack, view, "more_words", **full), **full).ok


def test_a_press_that_comes_twice_adds_one_part(slack: Sandbox, kept: Kept) -> None:
    view = added(slack, opened(slack), "more_draft", draft="Ports open.")
    sent = slack.deliveries[-1]
    assert slack.repeat(replace(sent, payload={**sent.payload, "action_ts": "2.2"})).ok
    assert slack.views() == (view,)
    assert slack.submit(view).ok
    assert len(kept.jobs) == 1


@pytest.mark.parametrize(("fault", "status"), [(503, 503), (500, 200)])
def test_a_part_that_slack_did_not_add_loses_nothing_and_where_that_is_sure_fails_the_press(
    fault: int, status: int, slack: Sandbox, kept: Kept
) -> None:
    view = opened(slack)
    slack.faults.fail("views.update", 1, fault)
    assert slack.click(view, "more_draft", entered={"draft": "Ports open."}).status == status
    assert slack.views() == (view,)
    assert added(slack, view, "more_draft", draft="Ports open.") != view
    assert not kept.jobs


def test_a_part_for_a_form_that_was_closed_is_no_fault(slack: Sandbox) -> None:
    view = opened(slack)
    slack.close(view)
    assert slack.click(view, "more_draft", entered={"draft": "Ports open."}).ok
    assert not slack.views()


def test_a_long_thread_goes_into_three_fields_and_comes_out_whole(
    slack: Sandbox, kept: Kept
) -> None:
    posts = [f"{n}/25 " + "Ports open & so on. " * 13 + "End.\n\n" for n in range(1, 26)]
    parts = ["".join(posts[:10]), "".join(posts[10:20]), "".join(posts[20:])]
    slack.submit(whole(slack), **dict(zip(DRAFT, parts, strict=True)))
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == "".join(posts)


def test_parts_begin_on_a_line_of_their_own_and_empty_ones_are_none(
    slack: Sandbox, kept: Kept
) -> None:
    slack.submit(whole(slack), draft="One.", draft_2=" ", draft_3="Two.", words="A", words_3="B")
    (job,) = kept.jobs
    assert isinstance(job, ReviewJob)
    assert job.draft.text == "One.\nTwo."
    assert job.draft.original == Original(words="A\nB")


def test_what_slacks_fields_do_not_hold_is_not_sent_and_the_form_says_what_else_works(
    slack: Sandbox, kept: Kept
) -> None:
    view = opened(slack)
    assert slack.submit(view, draft="x" * (FIELD + 1)).error == "held_back"
    assert slack.submit(view).error == "held_back"
    assert slack.submit(view, draft="x" * FIELD).ok
    assert len(kept.jobs) == 1
    hint = view.blocks[0]["hint"]["text"]
    assert "3,000 characters" in hint
    assert "direct message" in hint


def test_the_platforms_of_the_form_are_those_whose_limits_are_known() -> None:
    beyond = {"web page", "press release", "newsletter", "other"}
    assert all(longest_post(name) for name in PLATFORMS if name not in beyond)
    (platform,) = [each for each in form("C1")["blocks"] if each.get("block_id") == "platform"]
    options = platform["element"]["options"]
    assert [option["value"] for option in options] == list(PLATFORMS)


@pytest.mark.parametrize("metadata", ["", "{", "[]", '"C1"', "{}"])
def test_a_form_that_names_no_channel_is_answered_directly(
    metadata: str, slack: Sandbox, kept: Kept
) -> None:
    view = opened(slack)
    slack.submit(view, draft="Ports open.")
    sent = slack.deliveries[-1]
    changed = {**sent.payload["view"], "private_metadata": metadata}
    kept.jobs.clear()
    slack.repeat(replace(sent, payload={**sent.payload, "view": changed}))
    assert kept.jobs[0].place.channel == ""
    assert "as a direct message" in slack.deliveries[-1].delivery.body


@pytest.mark.parametrize(
    "fault",
    [
        lambda slack: slack.faults.fail("views.open", 1, 500),
        lambda slack: slack.faults.refuse("views.open", "expired_trigger_id"),
        lambda slack: slack.faults.rate_limit("views.open", 1, 30),
        lambda slack: slack.faults.drop("views.open"),
        lambda slack: slack.faults.revoke_token(),
        lambda slack: slack.faults.slow("views.open", 2.6),
    ],
    ids=["500", "expired", "429", "dropped", "revoked", "slow"],
)
def test_a_form_that_does_not_open_is_owned_up_to_in_time(
    fault: Any,  # noqa: ANN401  # one of the lambdas above
    slack: Sandbox,
    kept: Kept,
) -> None:
    fault(slack)
    began = monotonic()
    assert slack.command("").ok
    assert monotonic() - began < 2.6
    said = slack.ephemerals()[-1].text
    assert said.startswith("The form could not be opened: Slack")
    assert HELP in said
    assert not kept.jobs


def test_a_trigger_that_has_expired_on_the_way_is_told(slack: Sandbox) -> None:
    slack.command("")
    sent = slack.deliveries[-1]
    slack.advance(4)
    late = {**sent.payload, "trigger_id": slack.world.surfaces.trigger("U0PRESS"), "text": " "}
    slack.advance(4)
    slack.repeat(replace(sent, payload=late))
    assert "expired_trigger_id" in slack.deliveries[-1].delivery.body


def test_a_command_delivered_twice_opens_one_form(slack: Sandbox) -> None:
    opened(slack)
    sent = slack.deliveries[-1]
    slack.repeat(replace(sent, payload={**sent.payload, "text": " "}))
    assert "exchanged_trigger_id" in slack.deliveries[-1].delivery.body
    assert len(slack.views()) == 1


def test_forms_that_hang_keep_nobody_waiting_longer(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.slow("views.open", 1.0, 20)
    opener = Opener(slack_settings(slack, tmp_path), seconds=0.2)
    began = monotonic()
    for _ in range(10):
        with pytest.raises(VoiceUncertain):
            opener.open("trigger", {})
    assert monotonic() - began < 4


def test_a_slack_that_is_not_there_opens_none(slack: Sandbox, tmp_path: Path) -> None:
    gone = slack_settings(slack, tmp_path).model_copy(
        update={"slack_api_url": "http://127.0.0.1:9/api/"}
    )
    with pytest.raises(VoiceUnreachable):
        Opener(gone).open("trigger", {})


def home(slack: Sandbox, folder: Path) -> View:
    SlackVoice(slack_settings(slack, folder)).home("U0PRESS", Page())
    view = slack.home()
    assert view is not None
    return view


def test_the_button_on_the_apps_page_opens_the_form(
    slack: Sandbox, kept: Kept, tmp_path: Path
) -> None:
    assert slack.click(home(slack, tmp_path), OPEN_FORM).ok
    (view,) = slack.views()
    assert slack.submit(view, draft="Ports open.").ok
    assert kept.jobs[0].place.channel == ""


def test_a_button_that_opens_nothing_leads_to_a_word_in_private(
    slack: Sandbox, kept: Kept, tmp_path: Path
) -> None:
    slack.faults.fail("views.open", 2, 500)
    view = home(slack, tmp_path)
    assert slack.click(view, OPEN_FORM).ok
    (job,) = kept.jobs
    assert isinstance(job, WishJob)
    assert (job.wish, job.place.user) == (Wish.FORM, "U0PRESS")
    kept.broken = True
    assert slack.click(view, OPEN_FORM).status == 503


def test_the_apps_page_has_the_button_for_everybody() -> None:
    assert OPEN_FORM in json.dumps(page("/neutral", Page()))
