"""What the sandbox sends to an app over HTTP, received by a real server on loopback."""

import json
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from sandbox.shapes import Message
from sandbox.slack import Sandbox
from tests.sandbox_listener import Heard, Listener, connected, signed

FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A draft"},
    "submit": {"type": "plain_text", "text": "Check"},
    "blocks": [
        {
            "type": "input",
            "block_id": "draft",
            "label": {"type": "plain_text", "text": "Draft"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}
CARD = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "share",
                "text": {"type": "plain_text", "text": "Share"},
                "value": "R1",
            },
            {
                "type": "static_select",
                "action_id": "why",
                "options": [{"text": {"type": "plain_text", "text": "Wrong"}, "value": "wrong"}],
            },
        ],
    }
]


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def slack(listener: Listener) -> Iterator[Sandbox]:
    with connected(listener) as running:
        yield running


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def card(client: WebClient, slack: Sandbox) -> Message:
    client.chat_postMessage(channel="C0PRESS", text="card", blocks=CARD)
    return slack.messages()[-1]


def test_a_command_arrives_signed_and_as_typed(slack: Sandbox, listener: Listener) -> None:
    text = "Fish & chips <b> “quoted” \n line two"
    assert slack.command(text, channel="C0SOCIAL").ok
    (heard,) = listener.heard
    assert signed(slack, heard)
    assert heard.form["text"] == text
    assert (heard.form["command"], heard.form["channel_name"]) == ("/neutral", "social-media")


def test_a_tampered_body_does_not_verify(slack: Sandbox, listener: Listener) -> None:
    slack.command("a draft")
    heard = listener.heard[0]
    assert not signed(slack, Heard(heard.headers, heard.body + b"!"))


@pytest.mark.parametrize("answer", ["Reading", json.dumps({"text": "Reading"})])
def test_text_in_the_acknowledgement_is_shown_to_the_asker(
    slack: Sandbox, listener: Listener, answer: str
) -> None:
    listener.answers = [(200, answer)]
    slack.command("a draft")
    assert [m.text for m in slack.ephemerals()] == ["Reading"]


def test_a_command_that_fails_says_so_to_the_asker(slack: Sandbox, listener: Listener) -> None:
    listener.answers = [(500, "")]
    assert slack.command("a draft").error == "dispatch_failed"
    assert "dispatch_failed" in slack.ephemerals()[0].text


def test_a_response_url_takes_five_posts(slack: Sandbox, listener: Listener) -> None:
    slack.command("a draft")
    hook = WebhookClient(listener.heard[0].form["response_url"])
    assert [hook.send(text=str(n)).status_code for n in range(6)] == [200] * 5 + [404]
    assert [m.text for m in slack.ephemerals()] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("how", ["fault", "time"])
def test_a_response_url_is_over_after_thirty_minutes(
    slack: Sandbox, listener: Listener, how: str
) -> None:
    slack.command("a draft")
    if how == "fault":
        slack.faults.expire_response_urls()
    else:
        slack.advance(30 * 60 + 1)
    answer = WebhookClient(listener.heard[0].form["response_url"]).send(text="late")
    assert (answer.status_code, json.loads(answer.body)["error"]) == (404, "expired_url")


def test_a_response_url_replaces_and_deletes_its_own_message(
    slack: Sandbox, listener: Listener
) -> None:
    listener.answers = [(200, "Reading")]
    slack.command("a draft")
    hook = WebhookClient(listener.heard[0].form["response_url"])
    hook.send(text="Done", replace_original=True)
    assert [m.text for m in slack.ephemerals()] == ["Done"]
    hook.send(delete_original=True)
    assert slack.ephemerals() == ()


def test_a_response_url_speaks_to_the_channel_when_told_to(
    slack: Sandbox, listener: Listener
) -> None:
    slack.command("a draft")
    hook = WebhookClient(listener.heard[0].form["response_url"])
    hook.send(text="All", response_type="in_channel")
    assert [m.text for m in slack.messages()] == ["All"]


def test_a_click_arrives_signed_with_its_message(
    slack: Sandbox, listener: Listener, card: Message
) -> None:
    assert slack.click(card, "share", "U0LEAD").ok
    heard = listener.heard[0]
    assert signed(slack, heard)
    assert heard.payload["actions"][0]["value"] == "R1"
    assert heard.payload["message"]["ts"] == card.ts
    assert heard.payload["user"]["id"] == "U0LEAD"


def test_a_click_in_an_ephemeral_message_does_not_repeat_it(
    slack: Sandbox, client: WebClient, listener: Listener
) -> None:
    client.chat_postEphemeral(channel="C0PRESS", user="U0PRESS", text="card", blocks=CARD)
    slack.click(slack.ephemerals()[0], "share")
    payload = listener.heard[0].payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    WebhookClient(payload["response_url"]).send(delete_original=True)
    assert slack.ephemerals() == ()


def test_a_choice_is_sent_with_its_option(
    slack: Sandbox, listener: Listener, card: Message
) -> None:
    slack.click(card, "why", chosen="wrong")
    assert listener.heard[0].payload["actions"][0]["selected_option"]["value"] == "wrong"
    with pytest.raises(LookupError):
        slack.click(card, "nowhere")


def test_a_trigger_opens_one_view_within_three_seconds(
    slack: Sandbox, client: WebClient, listener: Listener
) -> None:
    slack.command("")
    slack.command("")
    first, second = (heard.form["trigger_id"] for heard in listener.heard)
    client.views_open(trigger_id=first, view=FORM)
    assert slack.views()[0].body["callback_id"] == "form"
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=first, view=FORM)
    slack.advance(3.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=second, view=FORM)


def test_a_form_comes_back_with_what_was_entered(
    slack: Sandbox, client: WebClient, listener: Listener
) -> None:
    slack.command("")
    client.views_open(trigger_id=listener.heard[0].form["trigger_id"], view=FORM)
    listener.answers = [
        (200, json.dumps({"response_action": "errors", "errors": {"draft": "Too short"}}))
    ]
    slack.submit(slack.views()[0], text="x")
    assert len(slack.views()) == 1
    slack.submit(slack.views()[0], text="A draft")
    values = listener.heard[-1].payload["view"]["state"]["values"]
    assert values["draft"]["text"] == {"type": "plain_text_input", "value": "A draft"}
    assert slack.views() == ()


def test_views_are_pushed_updated_and_guarded_by_their_hash(
    slack: Sandbox, client: WebClient, listener: Listener
) -> None:
    slack.command("")
    opened = client.views_open(trigger_id=listener.heard[0].form["trigger_id"], view=FORM)["view"]
    slack.click(slack.views()[0], "text", chosen="x")
    pushed = client.views_push(trigger_id=listener.heard[1].payload["trigger_id"], view=FORM)
    assert [view.id for view in slack.views()] == [opened["id"], pushed["view"]["id"]]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=FORM)


def test_a_shortcut_carries_the_message(slack: Sandbox, listener: Listener, card: Message) -> None:
    slack.shortcut("check", message=card)
    slack.shortcut("open")
    first, second = (heard.payload for heard in listener.heard)
    assert (first["type"], first["message"]["text"]) == ("message_action", "card")
    assert (second["type"], second["callback_id"]) == ("shortcut", "open")


def test_everything_is_delivered_more_than_once_when_asked(
    slack: Sandbox, listener: Listener
) -> None:
    slack.faults.repeat_deliveries(2)
    slack.command("a draft")
    assert [heard.form["trigger_id"] for heard in listener.heard] == [
        listener.heard[0].form["trigger_id"]
    ] * 3
    assert [sent.kind for sent in slack.deliveries] == ["slash_commands"] * 3
