"""Durable work and a real Slack client together: every fault of Slack's, against the sandbox."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from bot.log.sqlite_log import SqliteLog
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from bot.work.ledger import DONE, Ledger
from bot.work.pace import Pace
from bot.work.store import address
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings
from tests.drawn import a_review
from tests.rehearsal import NOON, ADesk, review_job, share_job, used_before

CARD = "Revise before posting"


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@contextmanager
def bot(slack: Sandbox, folder: Path) -> Iterator[Engine]:
    settings = slack_settings(slack, used_before(folder))
    log = SqliteLog(settings.log_path)
    log.keep(a_review())
    engine = Engine(settings, ADesk(log), SlackVoice(settings), log, pace=Pace(lambda: NOON))
    engine.start()
    try:
        yield engine
    finally:
        engine.stop(10)


def until_done(engine: Engine, seconds: float = 20) -> None:
    """Look until nothing waits any more."""
    end, pause = monotonic() + seconds, Event()
    while engine.pending() and monotonic() < end:
        pause.wait(0.05)
    assert not engine.pending()


def errors(slack: Sandbox, folder: Path) -> list[str]:
    ledger = Ledger(address(slack_settings(slack, folder)))
    found = [entry.error for entry in ledger.entries(DONE) if entry.error]
    ledger.close()
    return found


Faulty = Callable[[Sandbox], None]


@pytest.mark.parametrize(
    "fault",
    [
        lambda slack: slack.faults.rate_limit("chat.postEphemeral", 1, 1),
        lambda slack: slack.faults.rate_limit("chat.postEphemeral", 4, 1),
        lambda slack: slack.faults.fail("chat.postEphemeral", 2, 503),
        lambda slack: slack.faults.archive("C0PRESS"),
        lambda slack: slack.faults.remove_bot("C0PRESS"),
    ],
    ids=["one 429", "many 429", "503", "archived", "bot removed"],
)
def test_the_asker_gets_the_answer_once_all_the_same(
    slack: Sandbox, tmp_path: Path, fault: Faulty
) -> None:
    fault(slack)
    with bot(slack, tmp_path) as engine:
        engine.put(review_job())
        until_done(engine)
    said = [*slack.ephemerals(), *slack.directs()]
    assert len([message for message in said if CARD in message.text]) == 1
    assert not slack.messages("C0PRESS")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (lambda slack: slack.faults.revoke_token(), "Slack"),
        (lambda slack: slack.faults.remove_user("U0PRESS"), "Slack"),
    ],
    ids=["token revoked", "user gone"],
)
def test_what_can_be_told_to_nobody_is_kept_and_listed(
    slack: Sandbox, tmp_path: Path, fault: Faulty, why: str
) -> None:
    fault(slack)
    with bot(slack, tmp_path) as engine:
        engine.put(review_job())
        until_done(engine)
    assert SqliteLog(tmp_path / "log.db").find("r-k1") is not None
    assert any(why in error for error in errors(slack, tmp_path))
    assert not slack.messages()


def test_a_share_into_an_archived_channel_is_told_to_the_one_who_shared(
    slack: Sandbox, tmp_path: Path
) -> None:
    slack.faults.archive("C0PRESS")
    with bot(slack, tmp_path) as engine:
        engine.put(share_job(a_review().id))
        until_done(engine)
    said = [*slack.ephemerals(), *slack.directs()]
    assert "The review could not be shared" in said[-1].text
    assert "is_archived" in said[-1].text


def test_a_lost_receipt_never_posts_the_card_twice(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.lose("chat.postMessage")
    with bot(slack, tmp_path) as engine:
        engine.put(share_job(a_review().id))
        until_done(engine)
    cards = [message for message in slack.messages("C0PRESS") if not message.thread_ts]
    assert len(cards) == 1
    assert "Look in the channel" in slack.ephemerals()[-1].text
