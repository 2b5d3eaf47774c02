"""A file into Slack: the bytes as they are, in the channel that was named, or not at all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import VoiceError, VoiceRefused, VoiceUncertain, VoiceUnreachable
from bot.slack.upload import Uploader
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings

MANIFEST = Path(__file__).parent.parent / "manifest.json"
BYTES = bytes(range(256)) * 40
WORDS = "The reviews of November 2026 <!channel> & more."


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


@pytest.fixture
def uploader(slack: Sandbox, tmp_path: Path) -> Uploader:
    return Uploader(slack_settings(slack, tmp_path))


def test_the_bytes_arrive_as_they_are_under_their_name(slack: Sandbox, uploader: Uploader) -> None:
    uploader.upload("neutral-2026-11.xlsx", BYTES, "C0LEADS", WORDS)
    (file,) = slack.files()
    assert (file.name, file.content, file.shared_in) == (
        "neutral-2026-11.xlsx",
        BYTES,
        ("C0LEADS",),
    )


def test_the_words_above_it_mention_nobody(slack: Sandbox, uploader: Uploader) -> None:
    uploader.upload("a.csv", BYTES, "C0LEADS", WORDS)
    (message,) = slack.messages("C0LEADS")
    assert message.text == "The reviews of November 2026 &lt;!channel&gt; &amp; more."


def test_a_person_gets_it_as_a_direct_message(slack: Sandbox, uploader: Uploader) -> None:
    uploader.upload("a.csv", BYTES, "U0LEAD", WORDS)
    assert slack.directs("U0LEAD")[0].files
    assert not slack.messages("C0LEADS")


def test_an_empty_file_is_not_sent(slack: Sandbox, uploader: Uploader) -> None:
    with pytest.raises(VoiceRefused, match="empty"):
        uploader.upload("a.csv", b"", "C0LEADS", WORDS)
    assert not slack.files()


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (lambda slack: slack.faults.fail("files.getUploadURLExternal", 1, 503), VoiceUnreachable),
        (lambda slack: slack.faults.fail("upload", 1, 503), VoiceUnreachable),
        (lambda slack: slack.faults.fail("files.completeUploadExternal", 1, 503), VoiceUnreachable),
        (lambda slack: slack.faults.archive("C0LEADS"), VoiceRefused),
        (lambda slack: slack.faults.remove_bot("C0LEADS"), VoiceRefused),
    ],
    ids=["no address", "bytes not taken", "not shared", "archived", "bot removed"],
)
def test_what_was_not_shared_is_said_to_be_so(
    slack: Sandbox, uploader: Uploader, fault: Callable[[Sandbox], None], raised: type[VoiceError]
) -> None:
    fault(slack)
    with pytest.raises(raised):
        uploader.upload("a.csv", BYTES, "C0LEADS", WORDS)
    assert not slack.messages("C0LEADS")


@pytest.mark.parametrize(
    ("status", "raised"),
    [(503, VoiceUnreachable), (429, VoiceUnreachable), (413, VoiceRefused), (404, VoiceRefused)],
)
def test_bytes_that_were_not_taken_are_named(
    slack: Sandbox, uploader: Uploader, status: int, raised: type[VoiceError]
) -> None:
    slack.faults.fail("upload", 1, status)
    with pytest.raises(raised, match=rf"did not take the bytes of the file \({status}\)"):
        uploader.upload("a.csv", BYTES, "C0LEADS", WORDS)
    assert not slack.messages("C0LEADS")


def test_where_the_last_answer_is_lost_nobody_can_know(slack: Sandbox, uploader: Uploader) -> None:
    slack.faults.lose("files.completeUploadExternal")
    with pytest.raises(VoiceUncertain):
        uploader.upload("a.csv", BYTES, "C0LEADS", WORDS)
    assert len(slack.messages("C0LEADS")) == 1
