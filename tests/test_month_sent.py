"""A month into Slack: the real client and engine against the sandbox, and the command by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from bot.__main__ import main
from bot.cli.log_heads import LogHeads
from bot.cli.month import open_monthly, open_months
from bot.cli.monthly_files import FilesApart
from bot.config import Settings, environment
from bot.desk.speech import Speech
from bot.errors import ReportError, WorkError
from bot.log.sqlite_log import SqliteLog
from bot.report.month import Month
from bot.slack.upload import Uploader
from bot.slack.voice import SlackVoice
from bot.work.counter import Counter
from bot.work.engine import Engine
from bot.work.mailing import mailing
from bot.work.monthly import Monthly
from bot.work.months import Months
from bot.work.pace import Pace
from bot.work.store import TELLING, address
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings
from tests.drawn import a_review
from tests.month_post import NOVEMBER, Clock, Files, Memory, a_mailing, a_monthly
from tests.rehearsal import ADesk, used_before

MANIFEST = Path(__file__).parent.parent / "manifest.json"
WHAT = {"month": "2026-11", "to": "C0LEADS"}
BY_SETTINGS = [
    "neutral-2026-11.xlsx", "neutral-report-2026-11.pdf", "neutral-report-2026-11.html",
]  # fmt: skip
NAMES = ["neutral-2026-11.xlsx", "neutral-2026-11.csv"]
DUE = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(App.from_manifest(MANIFEST)) as sandbox:
        yield sandbox


@pytest.fixture
def folder(slack: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log with a review of November, and the settings of a bot in this sandbox."""
    for name in environment():
        if name.startswith(("NEUTRAL_", "SLACK_")) or name == "PORT":
            monkeypatch.delenv(name)
    monkeypatch.setenv("NEUTRAL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("NEUTRAL_SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("NEUTRAL_SLACK_PACE", "0")
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.chdir(tmp_path)
    SqliteLog(tmp_path / "log.db").keep(a_review(text="Ring 020 7946 0123."))
    return used_before(tmp_path)


def in_slack(slack: Sandbox, folder: Path, **more: object) -> tuple[Settings, Monthly]:
    settings = slack_settings(slack, folder, **more)
    voice, uploader = SlackVoice(settings), Uploader(settings)
    heads = LogHeads(SqliteLog(folder / "log.db"))
    return settings, a_monthly(folder, heads=heads, announcing=voice, sending=uploader)


def files_in(slack: Sandbox, channel: str = "C0LEADS") -> list[str]:
    return [file.name for file in slack.files() if channel in file.shared_in]


def words_in(slack: Sandbox, channel: str = "C0LEADS") -> str:
    return "\n".join(message.text for message in slack.messages(channel))


def a_round(engine: Engine) -> None:
    """A round of the upkeep; on a machine that has much else to do, the next one counts."""
    for _ in range(10):
        with suppress(WorkError):
            engine.look_after()
            return
    engine.look_after()


@pytest.mark.parametrize(
    "fault",
    [
        lambda slack: slack.faults.slow("upload", 0.1),
        lambda slack: slack.faults.fail("chat.postMessage", 2, 503),
        lambda slack: slack.faults.rate_limit("files.completeUploadExternal", 1, 0),
        lambda slack: slack.faults.refuse("files.getUploadURLExternal", "ratelimited", 2),
        lambda slack: slack.faults.fail("upload", 1, 500),
    ],
    ids=["slow", "down", "429", "ratelimited", "bytes not taken"],
)
def test_a_month_arrives_whole_and_once_whatever_slack_says_first(
    slack: Sandbox, folder: Path, fault: Callable[[Sandbox], None]
) -> None:
    fault(slack)
    memory = Memory()
    _, monthly = in_slack(slack, folder)
    a_mailing(folder, monthly, memory).mail(WHAT)
    assert files_in(slack) == NAMES
    newest = SqliteLog(folder / "log.db").head()
    assert newest
    assert newest.hash in words_in(slack)
    assert not memory.alarms


def test_where_slack_says_500_to_the_last_call_an_admin_is_told_to_look(
    slack: Sandbox, folder: Path
) -> None:
    slack.faults.fail("files.completeUploadExternal", 1, 500)
    memory = Memory()
    _, monthly = in_slack(slack, folder)
    a_mailing(folder, monthly, memory).mail(WHAT)
    assert "cannot be known" in str(memory.alarms)
    assert NAMES[1] in files_in(slack)


def test_a_channel_that_is_not_there_is_told_with_slacks_word(slack: Sandbox, folder: Path) -> None:
    memory = Memory()
    _, monthly = in_slack(slack, folder)
    a_mailing(folder, monthly, memory).mail({**WHAT, "to": "C0NOWHERE"})
    assert "channel_not_found" in str(memory.alarms)
    assert not slack.files()


@contextmanager
def serving(
    settings: Settings, monthly: Monthly, *chores: Months, admins: tuple[str, ...] = ()
) -> Iterator[Engine]:
    log = SqliteLog(settings.log_path)
    engine = Engine(
        settings, ADesk(log), SlackVoice(settings), log,
        pace=Pace(clock=lambda: DUE), chores=chores, flows=(mailing(monthly, admins),),
    )  # fmt: skip
    engine.start()
    try:
        yield engine
    finally:
        engine.stop(5)


def rounds(settings: Settings, monthly: Monthly) -> tuple[Months, Counter]:
    counter = Counter(address(settings))

    def begin(key: str, what: dict[str, object]) -> None:
        counter.keep(key, {"workflow_name": "month", "queue_name": TELLING}, what)

    chore = Months(
        monthly, settings.monthly_receivers, settings.bank_holidays, begin,
        end=counter.close, clock=Clock(DUE),
    )  # fmt: skip
    return chore, counter


def test_two_processes_and_two_starts_send_one_month(slack: Sandbox, folder: Path) -> None:
    settings, monthly = in_slack(slack, folder, monthly_to="C0LEADS, U0LEAD")
    for _ in range(2):
        first, second = rounds(settings, monthly)[0], rounds(settings, monthly)[0]
        with serving(settings, monthly, first, second) as engine:
            a_round(engine)
            slack.wait_for(lambda: len(slack.files()) >= 4)
            slack.wait_for(lambda: engine.pending() == 0)
    assert files_in(slack) == NAMES
    assert len(slack.files()) == 4
    assert words_in(slack).count("The reviews of November 2026") == 1


def test_a_month_that_could_not_be_sent_is_told_to_the_admins(slack: Sandbox, folder: Path) -> None:
    settings, monthly = in_slack(slack, folder, monthly_to="C0NOWHERE", admin_channel="C0LEADS")
    with serving(settings, monthly, rounds(settings, monthly)[0]) as engine:
        a_round(engine)
        slack.wait_for(lambda: "neutral month send 2026-11 --to C0NOWHERE" in words_in(slack))


def test_admins_without_a_channel_are_told_each_alone(slack: Sandbox, folder: Path) -> None:
    settings, monthly = in_slack(slack, folder, monthly_to="C0NOWHERE")
    chore, _ = rounds(settings, monthly)
    with serving(settings, monthly, chore, admins=("U0LEAD",)) as engine:
        a_round(engine)
        slack.wait_for(lambda: slack.directs("U0LEAD"))
    (told,) = slack.directs("U0LEAD")
    assert "neutral month send 2026-11 --to C0NOWHERE" in told.text


def test_the_month_is_on_record_when_finished_work_is_forgotten(
    slack: Sandbox, folder: Path
) -> None:
    settings, monthly = in_slack(slack, folder, monthly_to="C0LEADS", work_keep_days=2)
    with serving(settings, monthly, rounds(settings, monthly)[0]) as engine:
        a_round(engine)
        slack.wait_for(lambda: len(slack.files()) == 2)
        slack.wait_for(lambda: engine.pending() == 0)
    later = Pace(clock=lambda: datetime.now(UTC) + timedelta(days=40))
    late = Engine(
        settings, ADesk(SqliteLog(settings.log_path)), SlackVoice(settings),
        SqliteLog(settings.log_path), pace=later,
        chores=(rounds(settings, monthly)[0],), flows=(mailing(monthly),),
    )  # fmt: skip
    late.start()
    try:
        a_round(late)
        a_round(late)
        slack.wait_for(lambda: late.pending() == 0)
    finally:
        late.stop(5)
    assert files_in(slack) == NAMES


def test_the_command_sends_a_month_by_hand_as_often_as_it_is_told(
    slack: Sandbox, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["month", "send", "2026-11", "--to", "C0LEADS"]) == 0
    assert files_in(slack) == BY_SETTINGS * 2
    assert "sent to C0LEADS" in capsys.readouterr().out
    (folder / "sent.xlsx").write_bytes(slack.files()[0].content)
    header, line = openpyxl.load_workbook(folder / "sent.xlsx")["Reviews"].iter_rows(
        values_only=True
    )
    assert dict(zip(header, line, strict=True))["draft"] == "Ring [phone number]."


def test_the_command_tells_of_a_month_in_which_nothing_was_reviewed(
    slack: Sandbox, folder: Path
) -> None:
    assert folder
    assert main(["month", "send", "2026-10", "--to", "U0LEAD"]) == 0
    assert not slack.files()
    (message,) = slack.directs("U0LEAD")
    assert "No draft was reviewed in October 2026." in message.text


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["2026-11"], 78, "--to"),
        (["2026-11", "--to", "C0NOWHERE"], 69, "channel_not_found"),
        (["November", "--to", "C0LEADS"], 64, "2026-11"),
        (["2026-11", "--to", "leads"], 78, "monthly_to"),
    ],
)
def test_the_command_says_what_is_wrong(
    folder: Path, arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder
    assert main(["month", "send", *arguments]) == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        ("xlsx", ("neutral-2026-11.xlsx",)),
        ("csv, xlsx, csv", ("neutral-2026-11-bom.csv", "neutral-2026-11.xlsx")),
        ("jsonl", ("neutral-2026-11.jsonl",)),
        ("pdf, html", ("neutral-report-2026-11.pdf", "neutral-report-2026-11.html")),
    ],
)
def test_the_files_of_the_settings_are_made_by_their_commands(
    folder: Path, formats: str, names: tuple[str, ...]
) -> None:
    files = FilesApart(Settings(_env_file=None, data_dir=folder, monthly_formats=formats))
    assert files.names(NOVEMBER) == names
    for name in names:
        content = files.made(NOVEMBER, name)
        assert b"7946 0123" not in content
        assert content == files.made(NOVEMBER, name)


def test_a_command_that_fails_is_told_in_its_own_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = FilesApart(Settings(_env_file=None, data_dir=folder))
    monkeypatch.setenv("NEUTRAL_DATABASE_URL", "mysql://x")
    with pytest.raises(ReportError, match=r"export failed: .*postgresql"):
        files.made(NOVEMBER, "neutral-2026-11.xlsx")


def test_the_bot_that_serves_has_what_it_takes(slack: Sandbox, folder: Path) -> None:
    settings = slack_settings(slack, folder, monthly_to="C0LEADS")
    monthly = open_monthly(settings, SqliteLog(folder / "log.db"), Speech("en"))
    chore = open_months(settings, monthly)
    assert monthly.plan(Month(2026, 11), "C0LEADS")["files"] == BY_SETTINGS
    chore.stop()
    assert Files().names(NOVEMBER) == tuple(NAMES)
