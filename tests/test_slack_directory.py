"""Who somebody is, as Slack says it: remembered for some minutes, and every fault of Slack's."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import VoiceError, VoiceUnreachable
from bot.slack.directory import FRESH, STALE, SlackDirectory
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings
from tests.guarded import strict_slack


class Ticks:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def directory(slack: Sandbox, tmp_path: Path, ticks: Ticks) -> SlackDirectory:
    return SlackDirectory(slack_settings(slack, tmp_path), ticks=ticks, most=3)


@pytest.mark.parametrize(
    ("user", "kinds"),
    [
        ("U0PRESS", ()),
        ("U0GUEST", ("guest",)),
        ("U0SINGLE", ("guest",)),
        ("U0STRANGER", ("stranger",)),
        ("U0HIDDEN", ("stranger",)),
        ("U0NOBODY", ("stranger",)),
        ("U0LEFT", ("gone",)),
    ],
)
def test_each_kind_of_person_is_known(
    directory: SlackDirectory, user: str, kinds: tuple[str, ...]
) -> None:
    found = directory.person(user)
    kept = tuple(kind for kind in ("guest", "stranger", "gone") if getattr(found, kind))
    assert kept == kinds


def test_a_person_of_a_whole_organisation_has_all_its_workspaces(directory: SlackDirectory) -> None:
    assert directory.person("U0SISTER").teams == {"T0SISTER", "T0SANDBOX"}
    assert directory.person("U0STRANGER").teams == {"T0COUNCIL"}


def test_the_language_of_somebody_is_known_once_they_were_asked_for_and_asks_nobody(
    slack: Sandbox, directory: SlackDirectory, ticks: Ticks
) -> None:
    assert directory.locale("U0CYMRU") == ""
    assert directory.person("U0CYMRU").locale == "cy-GB"
    slack.faults.fail("users.info", 99, 503)
    ticks.now = STALE * 99
    assert directory.locale("U0CYMRU") == "cy-GB"
    assert directory.locale("U0PRESS") == ""
    assert slack.faults.left() == 99


def test_an_answer_is_remembered_for_some_minutes(
    slack: Sandbox, directory: SlackDirectory, ticks: Ticks
) -> None:
    assert "U0PRESS" not in directory.members("S0LEADS")
    slack.world.usergroups["S0LEADS"] = frozenset({"U0PRESS"})
    ticks.now = FRESH - 1
    assert "U0PRESS" not in directory.members("S0LEADS")
    ticks.now = FRESH
    assert "U0PRESS" in directory.members("S0LEADS")


def test_an_old_answer_stands_in_for_an_hour_while_slack_gives_none(
    slack: Sandbox, directory: SlackDirectory, ticks: Ticks
) -> None:
    directory.person("U0PRESS")
    slack.faults.fail("users.info", 99, 503)
    ticks.now = STALE - 1
    assert not directory.person("U0PRESS").gone
    ticks.now = STALE
    with pytest.raises(VoiceUnreachable):
        directory.person("U0PRESS")


def test_no_more_is_remembered_than_there_is_room_for(
    slack: Sandbox, directory: SlackDirectory
) -> None:
    for user in ("U0PRESS", "U0DIGITAL", "U0LEAD", "U0PRESS", "U0CYMRU"):
        directory.person(user)
    assert len(directory._people) == 3  # noqa: SLF001  # the bound is what is tested
    slack.faults.fail("users.info", 99, 503)
    directory.person("U0PRESS")
    with pytest.raises(VoiceUnreachable):
        directory.person("U0DIGITAL")


Faulty = Callable[[Sandbox], None]


@pytest.mark.parametrize(
    "fault",
    [
        lambda slack: slack.faults.fail("users.info", 1, 503),
        lambda slack: slack.faults.fail("users.info", 1, 500),
        lambda slack: slack.faults.lose("users.info"),
        lambda slack: slack.faults.drop("users.info"),
        lambda slack: slack.faults.rate_limit("users.info", 2, 0),
    ],
    ids=["503", "500", "answer lost", "dropped", "429"],
)
def test_a_passing_fault_is_asked_away(
    slack: Sandbox, directory: SlackDirectory, fault: Faulty
) -> None:
    fault(slack)
    assert directory.person("U0GUEST").guest


@pytest.mark.parametrize(
    "fault",
    [
        lambda slack: slack.faults.fail("users.info", 99, 503),
        lambda slack: slack.faults.drop("users.info", 99),
        lambda slack: slack.faults.rate_limit("users.info", 99, 0),
        lambda slack: slack.faults.refuse("users.info", "missing_scope", 99),
        lambda slack: slack.faults.refuse("users.info", "org_login_required", 99),
        lambda slack: slack.faults.revoke_token(),
    ],
    ids=["503", "dropped", "429", "scope", "login", "token"],
)
def test_a_lasting_fault_leaves_somebody_unknown(
    slack: Sandbox, directory: SlackDirectory, fault: Faulty
) -> None:
    fault(slack)
    with pytest.raises(VoiceError):
        directory.person("U0PRESS")


def test_a_group_that_is_not_there_is_told_in_the_programs_log(
    directory: SlackDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(VoiceError):
        directory.members("S0NONE")
    assert "no_such_subteam" in caplog.text
