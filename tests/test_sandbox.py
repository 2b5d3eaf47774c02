"""The sandbox's Web API, called by the real slack_sdk client."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.app import App
from sandbox.slack import Sandbox


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


def section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def error_of(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


def test_a_client_learns_who_it_is(client: WebClient, slack: Sandbox) -> None:
    assert client.auth_test()["user_id"] == slack.bot_user


def test_a_call_without_a_token_is_not_authed(slack: Sandbox) -> None:
    with pytest.raises(SlackApiError) as error:
        WebClient(base_url=slack.api_url).auth_test()
    assert error_of(error) == "not_authed"


@pytest.mark.parametrize(
    ("token", "error"), [("xoxb-other", "invalid_auth"), ("xapp-sandbox", "not_allowed_token_type")]
)
def test_a_wrong_token_is_refused_in_slacks_words(slack: Sandbox, token: str, error: str) -> None:
    with pytest.raises(SlackApiError) as raised:
        WebClient(token, base_url=slack.api_url).auth_test()
    assert error_of(raised) == error


def test_an_unknown_method_is_called_unknown(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as error:
        client.api_call("chat.shout")
    assert error_of(error) == "unknown_method"


def test_the_api_test_echoes_its_arguments_without_a_token(slack: Sandbox) -> None:
    assert WebClient(base_url=slack.api_url).api_test(foo="bar")["args"] == {"foo": "bar"}


def test_a_posted_message_stands_in_the_channel_with_its_flags(
    client: WebClient, slack: Sandbox
) -> None:
    answer = client.chat_postMessage(channel="C0PRESS", text="Hello", unfurl_links=False)
    (message,) = slack.messages("C0PRESS")
    assert (message.text, message.ts) == ("Hello", answer["ts"])
    assert message.sent["unfurl_links"] is False


def test_a_message_is_changed_and_taken_back(client: WebClient, slack: Sandbox) -> None:
    ts = str(client.chat_postMessage(channel="C0PRESS", blocks=[section("one")], text="one")["ts"])
    client.chat_update(channel="C0PRESS", ts=ts, text="two")
    assert [(m.text, m.blocks, m.edited) for m in slack.messages()] == [("two", (), True)]
    client.chat_delete(channel="C0PRESS", ts=ts)
    assert slack.messages() == ()


def test_somebody_elses_message_cannot_be_changed(client: WebClient, slack: Sandbox) -> None:
    slack.say("mine")
    with pytest.raises(SlackApiError) as error:
        client.chat_update(channel="C0PRESS", ts=slack.messages()[0].ts, text="yours")
    assert error_of(error) == "cant_update_message"


def test_an_ephemeral_message_is_seen_by_one_person_alone(
    client: WebClient, slack: Sandbox
) -> None:
    client.chat_postEphemeral(channel="C0PRESS", user="U0PRESS", text="for you")
    assert [m.text for m in slack.ephemerals("U0PRESS")] == ["for you"]
    assert slack.ephemerals("U0LEAD") == slack.messages() == ()


def test_an_ephemeral_message_cannot_be_updated(client: WebClient) -> None:
    sent = client.chat_postEphemeral(channel="C0PRESS", user="U0PRESS", text="for you")
    with pytest.raises(SlackApiError) as error:
        client.chat_update(channel="C0PRESS", ts=str(sent["message_ts"]), text="changed")
    assert error_of(error) == "message_not_found"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0RANDOM", "not_in_channel"),
        ("C0SECRET", "channel_not_found"),
        ("C9", "channel_not_found"),
    ],
)
def test_the_bot_posts_only_where_it_was_invited(
    client: WebClient, channel: str, error: str
) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=channel, text="Hello")
    assert error_of(raised) == error


def test_nothing_to_say_is_no_text(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as error:
        client.api_call("chat.postMessage", json={"channel": "C0PRESS", "text": ""})
    assert error_of(error) == "no_text"


def test_text_over_forty_thousand_characters_is_too_long(client: WebClient) -> None:
    client.chat_postMessage(channel="C0PRESS", text="x" * 40_000)
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(channel="C0PRESS", text="x" * 40_001)
    assert error_of(error) == "msg_too_long"


def test_blocks_that_are_too_long_together_are_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(channel="C0PRESS", text="x", blocks=[section("x" * 2_900)] * 5)
    assert error_of(error) == "msg_blocks_too_long"


def test_a_reply_to_a_reply_stands_in_the_same_thread(client: WebClient, slack: Sandbox) -> None:
    root = client.chat_postMessage(channel="C0PRESS", text="root")["ts"]
    reply = client.chat_postMessage(channel="C0PRESS", text="reply", thread_ts=root)["ts"]
    client.chat_postMessage(channel="C0PRESS", text="again", thread_ts=reply)
    assert [m.text for m in slack.messages("C0PRESS", str(root))] == ["root", "reply", "again"]
    said = client.conversations_replies(channel="C0PRESS", ts=str(root))["messages"]
    assert [m["text"] for m in said or ()] == ["root", "reply", "again"]


def test_history_needs_its_scope() -> None:
    scopes = frozenset({"chat:write", "channels:read"})
    with Sandbox(App(scopes=scopes)) as slack, pytest.raises(SlackApiError) as error:
        WebClient(slack.bot_token, base_url=slack.api_url).conversations_history(channel="C0PRESS")
    assert error.value.response["error"] == "missing_scope"
    assert "channels:history" in error.value.response["needed"]


def test_history_comes_newest_first_and_in_pages(client: WebClient) -> None:
    for number in range(3):
        client.chat_postMessage(channel="C0PRESS", text=str(number))
    pages = client.conversations_history(channel="C0PRESS", limit=2)
    assert [[m["text"] for m in page["messages"]] for page in pages] == [["2", "1"], ["0"]]


def test_conversations_are_described(client: WebClient) -> None:
    opened = client.conversations_open(users="U0PRESS")["channel"]
    assert opened == {"id": "D0PRESS"}
    assert client.conversations_info(channel="D0PRESS")["channel"]["user"] == "U0PRESS"
    assert "U0LEAD" in client.conversations_members(channel="C0PRESS")["members"]
    names = {c["name"] for c in client.conversations_list()["channels"] or ()}
    assert names == {"press-office", "social-media", "random"}


def test_people_are_described_with_their_locale(client: WebClient) -> None:
    user = client.users_info(user="U0CYMRU", include_locale=True)["user"]
    assert user["locale"] == "cy-GB"
    assert client.usergroups_users_list(usergroup="S0LEADS")["users"] == ["U0LEAD"]


def test_reactions_come_and_go(client: WebClient, slack: Sandbox) -> None:
    ts = str(client.chat_postMessage(channel="C0PRESS", text="Hello")["ts"])
    client.reactions_add(channel="C0PRESS", timestamp=ts, name="eyes")
    assert slack.messages()[0].reactions == (("eyes", slack.bot_user),)
    with pytest.raises(SlackApiError) as error:
        client.reactions_add(channel="C0PRESS", timestamp=ts, name="eyes")
    assert error_of(error) == "already_reacted"
    client.reactions_remove(channel="C0PRESS", timestamp=ts, name="eyes")
    assert slack.messages()[0].reactions == ()


def test_a_permalink_leads_to_the_page(client: WebClient, slack: Sandbox) -> None:
    ts = str(client.chat_postMessage(channel="C0PRESS", text="Hello")["ts"])
    link = client.chat_getPermalink(channel="C0PRESS", message_ts=ts)["permalink"]
    assert link == f"{slack.page_url}#C0PRESS/{ts}"


def test_an_uploaded_file_comes_back_byte_for_byte(client: WebClient, slack: Sandbox) -> None:
    content = bytes(range(256)) * 40
    answer = client.files_upload_v2(
        channel="C0PRESS", file=content, filename="month.xlsx", initial_comment="The month"
    )
    asked = urllib.request.Request(  # noqa: S310  # our own loopback address
        answer["file"]["url_private_download"],
        headers={"Authorization": f"Bearer {slack.bot_token}"},
    )
    with urllib.request.urlopen(asked) as back:  # noqa: S310  # as above
        assert back.read() == content
    assert slack.files()[0].shared_in == ("C0PRESS",)
    assert slack.messages()[0].text == "The month"


def test_an_upload_of_another_length_than_announced_is_refused(client: WebClient) -> None:
    url = str(client.files_getUploadURLExternal(filename="a.csv", length=3)["upload_url"])
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(url, b"four")  # noqa: S310  # our own loopback address
    assert error.value.code == 400
    error.value.close()


def test_home_is_published_and_changed(client: WebClient, slack: Sandbox) -> None:
    for text in ("one", "two"):
        client.views_publish(user_id="U0PRESS", view={"type": "home", "blocks": [section(text)]})
    home = slack.home("U0PRESS")
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "two"


def test_a_view_is_refused_with_pointers(client: WebClient) -> None:
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x" * 25},
        "blocks": [
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "Draft"},
                "element": {"type": "plain_text_input", "action_id": "draft"},
            }
        ],
    }
    with pytest.raises(SlackApiError) as error:
        client.views_open(trigger_id="T", view=view)
    said = " ".join(error.value.response["response_metadata"]["messages"])
    assert "/view/title/text" in said
    assert "submit" in said


def test_an_unknown_trigger_opens_nothing(client: WebClient) -> None:
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "blocks": [section("x")],
    }
    with pytest.raises(SlackApiError) as error:
        client.views_open(trigger_id="T", view=view)
    assert error_of(error) == "invalid_trigger_id"
