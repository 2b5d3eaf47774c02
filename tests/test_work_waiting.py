"""A Slack that gives no answer who asks: what was asked waits, and nobody is refused for it.

The flows are the bot's own and ask the sandbox; what would run them for a day is imagined.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import pytest

from bot.desk import refusals
from bot.desk.access import Access, rules_of
from bot.desk.codec import to_json
from bot.desk.records import Condition, Standing, Wish
from bot.desk.seams import Choice, DecideJob, Job, SwitchJob, WishJob
from bot.desk.switch import Switch
from bot.slack.directory import SlackDirectory
from bot.work import wording
from bot.work.abandoned import STANDS_IN, instead_of
from bot.work.admission import JOBS, Admitting
from bot.work.deciding import Deciding
from bot.work.errands import Errands
from bot.work.flows import PATIENCE
from bot.work.kinds import FLOW_OF
from bot.work.ledger import Entry
from bot.work.pace import Pace
from bot.work.reviewing import Reviewing
from bot.work.saying import Json
from bot.work.store import TELLING
from bot.work.switching import Switching
from bot.work.talking import Talking
from bot.work.wishes import Wishes
from sandbox.slack import Sandbox
from tests.at_the_door import slack_settings
from tests.drawn import a_review
from tests.fakes import FakeLog
from tests.guarded import strict_slack
from tests.rehearsal import (
    NOON,
    PLACE,
    ADesk,
    AVoice,
    question_job,
    review_job,
    share_job,
)

Order = tuple[float, str, str, tuple[Json | str | int, ...]]
FAULTS: dict[str, Callable[[Sandbox, str, int], None]] = {
    "503": lambda slack, method, times: slack.faults.fail(method, times, 503),
    "500": lambda slack, method, times: slack.faults.fail(method, times, 500),
    "dropped": lambda slack, method, times: slack.faults.drop(method, times),
    "lost": lambda slack, method, times: slack.faults.lose(method, times),
    "429": lambda slack, method, times: slack.faults.rate_limit(method, times * 3, 0),
}


@dataclass
class Imagined:
    """An engine in memory, whose hours pass at once. It stops at no job that it was given."""

    run: str = "run"
    now: float = 0
    orders: list[Order] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    under_way: str = ""
    forgotten: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        assert name
        return work()

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        if key not in self.keys:
            self.keys.append(key)
            self.orders.append((self.now + after, key, flow, more))

    def shares(self, review_id: str) -> Sequence[Json]:
        assert review_id
        return []

    def sharing(self, channel: str) -> Json:
        assert channel
        return {"under_way": False, "lost": False}

    def forget_words(self) -> None:
        self.forgotten.append(self.under_way)

    def standing(self, user: str) -> Standing | None:
        assert user
        return None

    def condition(self) -> Condition:
        raise NotImplementedError

    def alarm_once(self, key: str, words: str, **values: object) -> None:
        assert words.format(**values)
        self.alarms.append(key)


class Board:
    """A record of the switch in memory."""

    def __init__(self) -> None:
        self.words: list[Switch] = []

    def keep_switch(self, switch: Switch) -> bool:
        self.words.append(switch)
        return True

    def last_switch(self) -> Switch | None:
        return self.words[-1] if self.words else None

    def switches(self, most: int) -> tuple[Switch, ...]:
        return tuple(self.words[::-1][:most])


class Bot:
    """The flows of a bot, held to the rules by what the sandbox says of people."""

    def __init__(self, slack: Sandbox, folder: Path, **settings: object) -> None:
        kept = slack_settings(slack, folder, **settings)
        self.engine, self.log, self.voice = Imagined(), FakeLog(), AVoice()
        self.desk, self.board = ADesk(self.log), Board()
        self.log.keep(replace(a_review(), asked_by="U0PRESS"))
        directory = SlackDirectory(kept, ticks=lambda: self.engine.now)
        access = Access(rules_of(kept), directory, self.board)
        errands = Errands(self.desk, self.voice, self.log, Pace(lambda: NOON), access)
        kinds = (Reviewing, Talking, Deciding, Switching, Wishes, Admitting)
        self._flows = [kind(self.engine, errands, Event()) for kind in kinds]

    def ask(self, job: Job) -> None:
        """Do a job, and all that comes of it in days to come."""
        job = replace(job, place=replace(job.place, team=""))
        self.engine.later(job.key, FLOW_OF[type(job)], to_json(job))
        while self.engine.orders:
            first = min(self.engine.orders, key=lambda order: order[0])
            self.engine.orders.remove(first)
            at, self.engine.under_way, name, more = first
            self.engine.now = max(self.engine.now, at)
            flow = next(one for one in self._flows if hasattr(one, name))
            getattr(flow, name)(*more)

    def told(self) -> list[str]:
        return [words for kind, words in self.voice.said if kind == "tell"]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with strict_slack() as sandbox:
        yield sandbox


def decide_job(wish: Choice = Choice.WITHDRAW, user: str = "U0PRESS") -> DecideJob:
    place = replace(PLACE, user=user)
    return DecideJob(
        key=f"decide:{wish}:{user}", review_id="r1", wish=wish, place=place, asked_at=NOON,
        reason="So.",
    )  # fmt: skip


def switch_job(user: str = "U0PRESS") -> SwitchJob:
    place = replace(PLACE, user=user)
    return SwitchJob(key="switch:V1", taking=False, reason="So.", place=place, asked_at=NOON)


ASKED: list[Job] = [review_job(), question_job(), share_job("r1"), decide_job(), switch_job()]
ASKED.append(WishJob(key="w1", wish=Wish.MINE, place=PLACE, asked_at=NOON))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("method", ["users.info", "usergroups.users.list"])
def test_a_draft_waits_through_any_fault_and_is_judged_and_told_once(
    slack: Sandbox, tmp_path: Path, method: str, fault: str
) -> None:
    FAULTS[fault](slack, method, 10)
    bot = Bot(slack, tmp_path, allow_groups="S0PRESS")
    bot.ask(review_job())
    assert not slack.faults.left()
    assert bot.desk.judged == ["Ports open."]
    assert [kind for kind, _ in bot.voice.said] == ["show"]
    assert bot.engine.now == sum(PATIENCE[:5])
    waits = [f"k1:admit:{turn}" for turn in range(5)]
    assert bot.engine.keys == ["k1", *waits, "k1:admitted"]
    assert bot.engine.forgotten == ["k1", *waits]  # the draft stands in one job at a time
    assert not bot.engine.alarms


@pytest.mark.parametrize("job", ASKED, ids=lambda job: FLOW_OF[type(job)])
def test_whatever_was_asked_waits_and_is_done(slack: Sandbox, tmp_path: Path, job: Job) -> None:
    slack.faults.fail("users.info", 6, 503)
    bot = Bot(slack, tmp_path, admins="U0PRESS")
    bot.ask(job)
    assert not slack.faults.left()
    assert bot.engine.now == sum(PATIENCE[:3])
    done = {
        "review": bot.desk.judged == ["Ports open."],
        "question": "q1:admitted" in bot.engine.keys,
        "share": [kind for kind, _ in bot.voice.said].count("card") == 1,
        "decide": [one.outcome.value for one in bot.log.decisions("r1")] == ["withdrawn"],
        "wish": [kind for kind, _ in bot.voice.said] == ["mine"],
        "switch": [(word.by, word.at) for word in bot.board.words] == [("U0PRESS", NOON)],
    }
    assert done[FLOW_OF[type(job)]]
    again = next(key for key in bot.engine.keys if "admitted" in key)
    assert again.endswith(":C0PRESS") or FLOW_OF[type(job)] != "share"  # found by its channel
    assert not [words for words in bot.told() if words == refusals.UNSURE]


@pytest.mark.parametrize("job", ASKED, ids=lambda job: FLOW_OF[type(job)])
def test_who_turns_out_to_be_a_guest_is_refused_after_the_wait(
    slack: Sandbox, tmp_path: Path, job: Job
) -> None:
    slack.faults.fail("users.info", 6, 503)
    bot = Bot(slack, tmp_path, admins="U0GUEST")
    bot.ask(replace(job, place=replace(job.place, user="U0GUEST")))
    (told,) = bot.told()
    assert told.startswith(refusals.GUEST)
    assert not bot.desk.judged
    assert not bot.log.decisions("r1")
    assert not bot.board.words
    assert bot.engine.forgotten[-1] == f"{job.key}:admit:2"


def test_after_a_day_without_an_answer_the_asker_is_told(slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.fail("users.info", 9_999, 503)
    bot = Bot(slack, tmp_path)
    bot.ask(review_job())
    assert bot.told() == [refusals.UNSURE]
    assert bot.engine.now == sum(PATIENCE) > 86_400
    assert not bot.desk.judged


@pytest.mark.parametrize("groups", ["S0GONE,S0PRESS", "S0PRESS,S0VANISHED"])
def test_a_group_that_gives_no_answer_is_waited_for_though_another_is_not_there(
    slack: Sandbox, tmp_path: Path, groups: str
) -> None:
    slack.faults.drop("usergroups.users.list", 4)
    bot = Bot(slack, tmp_path, allow_groups=groups)
    bot.ask(review_job())
    assert bot.desk.judged == ["Ports open."]


def test_a_decision_waits_for_the_group_of_the_leads_and_counts_its_people(
    slack: Sandbox, tmp_path: Path
) -> None:
    slack.faults.fail("usergroups.users.list", 4, 503)
    bot = Bot(slack, tmp_path, leads_group="S0LEADS")
    bot.ask(decide_job(Choice.PROPRIETY))
    assert ("ask", "U0LEAD") in bot.voice.said
    bot.ask(decide_job(Choice.SIGN_OFF, "U0LEAD"))
    outcomes = [one.outcome.value for one in bot.log.decisions("r1")]
    assert outcomes == ["propriety-asked", "signed-off"]


def test_a_group_of_leads_that_is_not_there_adds_nobody_and_stops_nobody(
    slack: Sandbox, tmp_path: Path
) -> None:
    bot = Bot(slack, tmp_path, leads="U0DIGITAL", leads_group="S0NONE")
    bot.ask(decide_job())
    bot.ask(decide_job(Choice.REWORDING, "U0DIGITAL"))
    bot.ask(decide_job(Choice.WITHDRAW, "U0LEAD"))
    assert [one.by for one in bot.log.decisions("r1")] == ["U0PRESS", "U0DIGITAL"]


def test_a_wait_that_is_given_up_is_owned_up_to_like_what_waits() -> None:
    entry = Entry(
        key="k1:admit:3", kind="admit", status="", at=NOON, queue=TELLING, executor="", version=""
    )
    order = instead_of(entry, [to_json(review_job()), "review", 4], {})
    assert order is not None
    assert order[0] == "apology"
    order = instead_of(entry, [to_json(question_job()), "question", 4], {})
    assert order is not None
    assert order[1][0]["words"] == wording.PERHAPS_ANSWERED
    assert order[1][0]["key"] == f"k1:admit:3{STANDS_IN}"
    order = instead_of(entry, [to_json(ASKED[-1]), "wish", 4], {})
    assert order == ("wish", (to_json(ASKED[-1]),))
    order = instead_of(entry, [to_json(decide_job()), "decide", 4], {})
    assert order is not None
    assert order[1][0]["words"] == wording.PERHAPS_DECIDED


def test_every_job_that_asks_for_something_is_held_to_the_rule() -> None:
    free = {"home", "notice"}  # a page says by itself who may; a notice is our own word
    assert set(JOBS) == set(FLOW_OF.values()) - free
