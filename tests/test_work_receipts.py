"""Slack down for hours, or its receipts lost: every answer comes late, or is owned up to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

import pytest

from bot.desk.codec import to_json
from bot.desk.records import Condition as State
from bot.desk.records import Editions
from bot.errors import VoiceRefused, VoiceUncertain, VoiceUnreachable
from bot.work import wording
from bot.work.errands import Errands
from bot.work.flows import SELDOM
from bot.work.pace import Pace
from bot.work.reviewing import Reviewing
from bot.work.saying import Json
from bot.work.talking import SOON, Talking
from tests.drawn import a_review
from tests.fakes import FakeLog
from tests.rehearsal import NOON, PLACE, ADesk, AVoice, question_job, review_job, share_job


@dataclass
class Imagined:
    """An engine in memory whose sleeping only moves a clock. Keeps steps by name and turn."""

    run: str = "run-1"
    now: float = 0.0
    started: list[tuple[str, str]] = field(default_factory=list)
    orders: list[tuple[str, tuple[Json | str | int, ...]]] = field(default_factory=list)
    shares_there: Json = field(default_factory=lambda: {"under_way": False, "lost": False})

    def step(self, name: str, work: Callable[[], Json]) -> Json:
        assert name
        return work()

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def later(self, key: str, flow: str, *more: Json | str | int, after: float = 0) -> None:
        self.now += after
        self.started.append((key, flow))
        self.orders.append((flow, more))

    def shares(self, review_id: str) -> Sequence[Json]:
        assert review_id
        return []

    def forget_words(self) -> None:
        raise AssertionError("Nobody is refused here")

    def alarm_once(self, key: str, words: str, **values: object) -> None:
        raise AssertionError(f"Everybody is known here: {key} {words} {values}")

    def condition(self) -> State:
        return State(
            editions=Editions(guidance="g1", checks="c1"), model="", model_is_down=False,
            waiting=0, under_way=0, put_off=0,
        )  # fmt: skip

    def standing(self, user: str) -> None:
        assert user

    def sharing(self, channel: str) -> Json:
        assert channel
        return self.shares_there


class AnHourDown(AVoice):
    """A Slack that is down for an hour of an imagined clock."""

    def __init__(self, engine: Imagined, fault: Exception) -> None:
        super().__init__()
        self._engine, self._fault = engine, fault

    def _say(self, kind: str, words: str) -> None:
        if self._engine.now < 3600:
            raise self._fault
        super()._say(kind, words)


def flows(engine: Imagined, voice: AVoice) -> tuple[Reviewing, Talking]:
    log = FakeLog()
    log.keep(a_review(name="r-k1"))
    errands = Errands(ADesk(log), voice, log, Pace(lambda: NOON))
    return Reviewing(engine, errands, Event()), Talking(engine, errands, Event())


def test_slack_down_for_an_hour_delays_every_answer_and_loses_none() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUnreachable("down"))
    reviewing, talking = flows(engine, voice)
    reviewing.review(to_json(review_job()))
    assert engine.started == [("k1:tell", "tell")]
    reviewing.tell(to_json(review_job()), {"review": "r-k1"})
    assert voice.said == [("show", "r-k1")]
    assert 3600 <= engine.now < 3600 + 601
    engine.now = 0
    talking.share(to_json(share_job("r-k1")))
    assert [kind for kind, _ in voice.said[1:]] == ["card", "part", "part", "shared"]


def test_an_hour_of_lost_receipts_delays_an_answer_and_loses_none() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUncertain("lost"))
    assert told_in_turns(engine, voice) == 4
    assert voice.said == [("show", "r-k1")]
    assert 3600 <= engine.now < 2 * 3600


def test_an_answer_whose_receipts_are_all_lost_is_given_up_after_fifteen_copies() -> None:
    engine = Imagined()
    voice = AVoice(show=[VoiceUncertain("lost")] * 100)
    assert told_in_turns(engine, voice) == 5
    assert len(voice.faults["show"]) == 100 - 15


def told_in_turns(engine: Imagined, voice: AVoice) -> int:
    """Tell a review; while a later turn is asked for, let it come. Gives the number of turns."""
    reviewing, _ = flows(engine, voice)
    turns = 0
    while turns == 0 or engine.started:
        engine.started.clear()
        reviewing.tell(to_json(review_job()), {"review": "r-k1"}, turns)
        turns += 1
    return turns


def test_a_question_whose_answer_may_stand_in_the_thread_is_not_left_in_silence() -> None:
    engine, voice = Imagined(), AVoice(answer=[VoiceUncertain("lost")])
    _, talking = flows(engine, voice)
    talking.share(to_json(share_job("r-k1")))
    talking.question(to_json(question_job()))
    assert engine.started[-1] == ("q1:say", "say")
    talking.say(to_json(question_job()), {"sorry": wording.PERHAPS_ANSWERED})
    assert voice.said[-1] == ("tell", wording.PERHAPS_ANSWERED)


def test_that_a_question_was_not_answered_is_said_when_slack_is_back() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceUnreachable("down"))
    _, talking = flows(engine, voice)
    talking.say(to_json(question_job()), {"sorry": "Your question was not answered."})
    assert voice.said == [("tell", "Your question was not answered.")]


def test_an_answer_that_nobody_can_be_given_is_listed_with_why() -> None:
    engine = Imagined()
    voice = AnHourDown(engine, VoiceRefused("Slack refused: user_not_found"))
    reviewing, _ = flows(engine, voice)
    outcome = reviewing.review(to_json(review_job()))
    assert outcome == {"review": "r-k1", "error": "Slack refused: user_not_found"}
    assert engine.started == []


def test_a_card_deleted_before_its_thread_is_done_ends_the_share_in_order() -> None:
    gone = VoiceRefused("Slack refused: thread_not_found")
    engine, voice = Imagined(), AVoice(part=[gone, gone])
    _, talking = flows(engine, voice)
    talking.share(to_json(share_job("r-k1")))
    assert [kind for kind, _ in voice.said] == ["card", "shared", "tell"]


def test_a_part_of_a_thread_that_may_be_missing_is_owned_up_to_once() -> None:
    engine, voice = Imagined(), AVoice(part=[VoiceUncertain("lost"), VoiceUncertain("lost")])
    _, talking = flows(engine, voice)
    talking.share(to_json(share_job("r-k1")))
    assert voice.said[-1] == ("tell", wording.SHARE_INCOMPLETE)
    assert [kind for kind, _ in voice.said].count("tell") == 1


def test_a_part_of_the_models_review_that_may_be_missing_is_owned_up_to() -> None:
    engine, voice = Imagined(), AVoice(revise=[VoiceUncertain("lost")])
    _, talking = flows(engine, voice)
    talking.revised({"review": "r-k1", "place": to_json(PLACE)})
    assert [kind for kind, _ in voice.said] == ["revise", "tell"]
    assert voice.said[-1] == ("tell", wording.REVISION_INCOMPLETE)


LOST: list[Exception] = [VoiceUncertain("lost")] * 4
"""More than are tried in one turn."""
SHARE = to_json(share_job("r-k1"))


@pytest.mark.parametrize(
    ("voice", "begin", "said"),
    [
        (AVoice(card=LOST[:1], perhaps=list(LOST)), ("share", SHARE), "perhaps"),
        (AVoice(card=[VoiceRefused("no")], tell=list(LOST)), ("share", SHARE), "tell"),
        (
            AVoice(tell=list(LOST)),
            ("say", to_json(question_job()), {"sorry": "Not answered."}),
            "tell",
        ),
        (AVoice(part=LOST[:1], tell=list(LOST)), ("share", SHARE), "tell"),
    ],
    ids=["perhaps shared", "not shared", "not answered", "a part is missing"],
)
def test_what_is_owned_up_to_is_told_again_for_hours(
    voice: AVoice, begin: tuple[str, Json], said: str
) -> None:
    engine = Imagined()
    _, talking = flows(engine, voice)
    name, *given = begin
    getattr(talking, name)(*given)
    assert [kind for kind, _ in voice.said].count(said) == 0
    turns = 0
    while engine.orders:
        name, more = engine.orders.pop(0)
        getattr(talking, name)(*more)
        turns += 1
    assert [kind for kind, _ in voice.said].count(said) == 1
    assert turns == 1
    assert engine.now >= SELDOM[0]


def test_what_nobody_can_be_told_is_given_up_after_hours_not_minutes() -> None:
    engine, voice = Imagined(), AVoice(tell=[VoiceUncertain("lost")] * 100)
    _, talking = flows(engine, voice)
    talking.notice({"key": "k", "place": to_json(PLACE), "words": "Sorry."})
    while engine.orders:
        _, (what, turn) = engine.orders.pop(0)
        assert isinstance(what, dict)
        assert isinstance(turn, int)
        talking.notice(what, turn)
    assert engine.now >= 3 * 3600
    assert [key for key, _ in engine.started] == ["k:1", "k:2", "k:3", "k:4"]


def test_a_question_in_a_thread_that_nobody_knows_meets_silence() -> None:
    engine, voice = Imagined(), AVoice()
    _, talking = flows(engine, voice)
    talking.question(to_json(question_job()))
    assert (voice.said, engine.started) == ([], [])


def test_a_question_under_a_card_whose_receipt_was_lost_is_not_left_in_silence() -> None:
    engine, voice = Imagined(), AVoice()
    engine.shares_there = {"under_way": False, "lost": True}
    _, talking = flows(engine, voice)
    talking.question(to_json(question_job()))
    assert voice.said == [("tell", wording.UNKNOWN_THREAD)]


def test_a_question_under_a_card_that_is_being_posted_waits_for_it() -> None:
    engine, voice = Imagined(), AVoice()
    engine.shares_there = {"under_way": True, "lost": False}
    _, talking = flows(engine, voice)
    talking.question(to_json(question_job()))
    assert voice.said == []
    assert engine.started == [("q1:again:1", "question")]
    talking.share(SHARE)
    talking.question(*engine.orders[0][1])  # type: ignore[arg-type]  # JSON, then the turn
    assert voice.said[-1] == ("answer", "Because.")


def test_a_question_under_a_card_that_is_never_posted_is_owned_up_to() -> None:
    engine, voice = Imagined(), AVoice()
    engine.shares_there = {"under_way": True, "lost": False}
    _, talking = flows(engine, voice)
    talking.question(to_json(question_job()), len(SOON))
    assert voice.said == [("tell", wording.UNKNOWN_THREAD)]
