"""Who may, at the door: a channel, a person or a workspace is refused at once, every way in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Settings, read_settings
from bot.desk import refusals
from bot.desk.access import Access, rules_of
from bot.desk.page import Page
from bot.desk.seams import HomeJob, NoticeJob, ReviewJob
from bot.errors import BadSettings
from bot.slack.form import OPEN_FORM
from bot.slack.home import page
from bot.slack.voice import SlackVoice
from sandbox.slack import Sandbox
from tests.at_the_door import Kept, http_door, slack_settings
from tests.drawn import a_review
from tests.guarded import DRAFT, strict_slack
from tests.rehearsal import PLACE

Case = tuple[dict[str, object], str, str]
REFUSED: list[Case] = [
    ({"allow_channels": "C0SOCIAL, C0LEADS"}, "U0PRESS", refusals.CHANNEL),
    ({"allow_users": "U0LEAD,U0DIGITAL"}, "U0PRESS", refusals.NOT_LISTED),
    ({"workspace": "T0SANDBOX"}, "U0STRANGER", refusals.WORKSPACE),
    ({"workspace": "T0ANOTHER"}, "U0PRESS", refusals.WORKSPACE),
]
ADMITTED = [
    {},
    {"allow_channels": "C0SOCIAL, C0PRESS"},
    {"allow_users": "U0LEAD,U0PRESS"},
    {"allow_users": "U0LEAD", "allow_groups": "S0PRESS"},
    {"workspace": "T0SANDBOX"},
]
ALONE = [("C0PRESS", False), ("C0PRESS,DM", True), ("DM", True), ("", True)]
"""What is listed of channels, and whether the bot is to be spoken to alone."""
IDS = ["channel", "user", "another's person", "another workspace"]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        for method in ("users.info", "usergroups.users.list", "auth.test"):
            sandbox.faults.fail(method, 99)
        yield sandbox
        assert sandbox.faults.left() == 297  # nothing was asked on the way to the answer


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.mark.parametrize("case", REFUSED, ids=IDS)
@pytest.mark.parametrize("text", [DRAFT, "help", ""], ids=["draft", "help", "nothing"])
def test_a_command_is_refused_in_its_acknowledgement(
    slack: Sandbox, kept: Kept, tmp_path: Path, case: Case, text: str
) -> None:
    settings, user, words = case
    with http_door(slack, kept, tmp_path, **settings):
        assert slack.command(text, user=user).ok
    assert [message.text for message in slack.ephemerals(user)] == [words]
    assert not kept.jobs
    assert not slack.messages()


@pytest.mark.parametrize("case", [*REFUSED[:2], REFUSED[3]], ids=IDS[:3])
@pytest.mark.parametrize("thread", ["", "1.1"], ids=["draft", "question"])
def test_a_mention_is_refused_and_nothing_of_it_is_kept(
    slack: Sandbox, kept: Kept, tmp_path: Path, case: Case, thread: str
) -> None:
    settings, user, words = case
    with http_door(slack, kept, tmp_path, **settings):
        assert slack.mention(DRAFT, user=user, event_id="Ev1", thread_ts=thread).ok
        assert slack.mention(DRAFT, user=user, event_id="Ev1", retry_num=1, thread_ts=thread).ok
    first, again = kept.jobs
    assert isinstance(first, NoticeJob)
    assert first.words == words
    assert first.key == again.key
    assert (first.place.user, first.place.thread) == (user, thread)
    assert DRAFT not in repr(kept.jobs)


@pytest.mark.parametrize(("settings", "user", "words"), REFUSED, ids=IDS)
def test_a_share_is_refused(
    slack: Sandbox, kept: Kept, tmp_path: Path, settings: dict[str, object], user: str, words: str
) -> None:
    voice = SlackVoice(slack_settings(slack, tmp_path))
    voice.show(a_review(), replace(PLACE, user=user))
    with http_door(slack, kept, tmp_path, **settings):
        assert slack.click(slack.ephemerals(user)[-1], "share", user=user).ok
    (job,) = kept.jobs
    assert isinstance(job, NoticeJob)
    assert job.words == words
    assert job.key.startswith("refused:share:r1:C0PRESS:20")
    assert job.place.reply_to


@pytest.mark.parametrize("settings", ADMITTED)
def test_who_may_is_let_in(
    slack: Sandbox, kept: Kept, tmp_path: Path, settings: dict[str, object]
) -> None:
    with http_door(slack, kept, tmp_path, **settings):
        slack.command(DRAFT)
        slack.mention(DRAFT)
    assert [type(job) for job in kept.jobs] == [ReviewJob, ReviewJob]


@pytest.mark.parametrize(("channels", "may"), ALONE)
def test_direct_messages_and_the_page_are_a_channel_by_the_name_of_dm(
    slack: Sandbox, kept: Kept, tmp_path: Path, channels: str, *, may: bool
) -> None:
    SlackVoice(slack_settings(slack, tmp_path)).home("U0PRESS", Page())
    drawn = slack.home("U0PRESS")
    assert drawn is not None
    with http_door(slack, kept, tmp_path, allow_channels=channels):
        slack.direct(DRAFT)
        assert slack.click(drawn, OPEN_FORM).ok
    assert bool(slack.views()) is may
    told = [job for job in kept.jobs if isinstance(job, NoticeJob)]
    assert [job.words for job in told] == ([] if may else [refusals.CHANNEL] * 2)
    assert any(isinstance(job, ReviewJob) for job in kept.jobs) is may


@pytest.mark.parametrize(("channels", "may"), ALONE)
def test_a_page_on_which_no_draft_may_be_given_has_no_button_for_one(
    channels: str, *, may: bool
) -> None:
    access = Access(rules_of(Settings(_env_file=None, allow_channels=channels)))
    view = page("/neutral", Page(front=access.front(replace(PLACE, channel="D1"))))
    assert (OPEN_FORM in repr(view)) is may
    assert ("in a channel where I work." in repr(view)) is not may


def test_a_page_is_drawn_for_everybody_because_it_says_by_itself_who_may(
    slack: Sandbox, kept: Kept, tmp_path: Path
) -> None:
    with http_door(slack, kept, tmp_path, allow_users="U0LEAD", allow_channels="C0SOCIAL"):
        assert slack.open_home("U0PRESS").ok
    assert [type(job) for job in kept.jobs] == [HomeJob]


def test_every_refusal_says_what_became_of_the_words_and_whom_to_ask() -> None:
    said = [
        words
        for name, words in vars(refusals).items()
        if name.isupper() and not name.startswith("_") and name not in {"NOTHING", "BUTTON_USED"}
    ]
    assert len(said) == 10
    for words in said:
        assert "Nothing was" in words
        assert "Ask " in words or "tell the person who runs the bot" in words


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("workspace", "Cabinet Office"),
        ("allow_channels", "#press-office"),
        ("allow_users", "C0PRESS"),
        ("allow_groups", "@press"),
        ("admin_group", "U0LEAD"),
        ("leads_group", "S1,S2"),
    ],
)
def test_a_setting_that_is_no_id_is_refused(setting: str, value: str) -> None:
    with pytest.raises(BadSettings, match=setting):
        read_settings(_env_file=None, **{setting: value})
