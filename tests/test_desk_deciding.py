"""Who may decide what, what then stands, and what is kept, in plain Python."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.concerns import Verdict
from bot.desk.deciding import Leads, Refusal, decide
from bot.desk.records import Decision, Outcome
from bot.desk.seams import Choice, DecideJob
from tests.drawn import NOON, a_decision, a_review
from tests.fakes import FakeLog
from tests.rehearsal import PLACE

LEADS = Leads(people=frozenset({"U8", "U9"}))


def wished(wish: Choice, by: str = "U1", key: str = "", reason: str = "So.") -> DecideJob:
    return DecideJob(
        key=key or f"{wish}-{by}",
        review_id="r1",
        wish=wish,
        place=replace(PLACE, user=by),
        asked_at=NOON,
        reason=reason,
        finding=1,
    )


def a_log(verdict: Verdict = Verdict.REVISE, *outcomes: Outcome) -> FakeLog:
    log = FakeLog()
    log.keep(replace(a_review(), verdict=verdict))
    for number, outcome in enumerate(outcomes):
        log.keep_turn(replace(a_decision(f"d{number}"), outcome=outcome), number)
    return log


def test_the_same_job_twice_is_one_decision_even_when_others_decided_since() -> None:
    log = a_log()
    first = decide(log, wished(Choice.WITHDRAW), LEADS)
    decide(log, wished(Choice.REWORDING), LEADS)
    again = decide(log, wished(Choice.WITHDRAW), LEADS)
    assert again.new == first.new
    assert [d.outcome for d in log.decisions("r1")] == [Outcome.WITHDRAWN, Outcome.ACCEPTED]


def test_whoever_is_second_is_judged_by_what_the_first_one_kept() -> None:
    class Overtaken(FakeLog):
        """Somebody else takes the turn in the last moment."""

        def keep_turn(self, decision: Decision, number: int) -> bool:
            if number == 0 and not self.kept_decisions:
                super().keep_turn(a_decision("first"), 0)
            return super().keep_turn(decision, number)

    log = Overtaken()
    log.keep(a_review())
    assert decide(log, wished(Choice.REWORDING, key="second"), LEADS).new is None
    assert [d.id for d in log.decisions("r1")] == ["first"]
    decide(log, wished(Choice.WITHDRAW), LEADS)
    assert [d.outcome for d in log.decisions("r1")] == [Outcome.ACCEPTED, Outcome.WITHDRAWN]


def test_what_follows_is_never_dated_before_what_it_follows() -> None:
    log = a_log()
    ahead = replace(wished(Choice.REWORDING), asked_at=NOON + timedelta(minutes=5))
    decide(log, ahead, LEADS)
    decide(log, wished(Choice.WITHDRAW), LEADS)
    first, second = log.decisions("r1")
    assert first.at < second.at


@pytest.mark.parametrize(
    ("verdict", "stands", "wish", "by", "why"),
    [
        (Verdict.REVISE, (), Choice.WITHDRAW, "U2", "Only the person who asked"),
        (Verdict.REVISE, (), Choice.DISPUTE, "U2", "Only the person who asked"),
        (
            Verdict.REVISE,
            (Outcome.PROPRIETY_ASKED,),
            Choice.SIGN_OFF,
            "U1",
            "Only a propriety lead",
        ),
        (Verdict.REVISE, (Outcome.WITHDRAWN,), Choice.SIGN_OFF, "U9", "No propriety lead is asked"),
        (Verdict.STOP, (Outcome.PROPRIETY_ASKED,), Choice.SIGN_OFF, "U9", "reason comes first"),
        (Verdict.STOP, (), Choice.SIGN_OFF, "U9", "No propriety lead is asked"),
    ],
)
def test_what_may_not_be_decided_is_refused_and_nothing_is_kept(
    verdict: Verdict, stands: tuple[Outcome, ...], wish: Choice, by: str, why: str
) -> None:
    log = a_log(verdict, *stands)
    with pytest.raises(Refusal, match=why):
        decide(log, wished(wish, by), LEADS)
    assert [d.outcome for d in log.decisions("r1")] == list(stands)
    assert not log.kept_disputes


@pytest.mark.parametrize("verdict", [Verdict.REVISE, Verdict.CHECK, Verdict.STOP])
def test_against_advice_a_reason_is_needed_even_where_no_form_asked(verdict: Verdict) -> None:
    with pytest.raises(Refusal, match="A reason is needed"):
        decide(a_log(verdict), wished(Choice.POST, reason=" \n"), LEADS)


@pytest.mark.parametrize("leads", [Leads(), Leads(channel="C1")])
def test_without_a_lead_nothing_is_posted_against_a_stop(leads: Leads) -> None:
    log = a_log(Verdict.STOP)
    with pytest.raises(Refusal, match="a propriety lead must sign off"):
        decide(log, wished(Choice.POST), leads)
    assert not log.decisions("r1")


def test_against_a_stop_posting_is_never_more_than_asked_for_until_a_lead_signs() -> None:
    log = a_log(Verdict.STOP)
    for by in ("U1", "U8"):
        decide(log, wished(Choice.POST, by), LEADS)
    decide(log, wished(Choice.SIGN_OFF, "U9"), LEADS)
    decide(log, wished(Choice.POST, key="again"), LEADS)
    assert [d.outcome for d in log.decisions("r1")] == [Outcome.SIGN_OFF_ASKED, Outcome.SIGNED_OFF]


@pytest.mark.parametrize(("asker", "signer"), [("U8", "U1"), ("U8", "U8"), ("U1", "U1")])
def test_a_lead_signs_off_neither_their_own_draft_nor_their_own_request(
    asker: str, signer: str
) -> None:
    leads = Leads(people=LEADS.people | {"U1"})  # U1 wrote the draft
    log = a_log(Verdict.STOP)
    decide(log, wished(Choice.POST, asker), leads)
    with pytest.raises(Refusal, match="your own"):
        decide(log, wished(Choice.SIGN_OFF, signer), leads)
    decide(log, wished(Choice.SIGN_OFF, "U9"), leads)
    assert [d.outcome for d in log.decisions("r1")] == [Outcome.SIGN_OFF_ASKED, Outcome.SIGNED_OFF]


def test_the_same_word_on_a_finding_twice_is_one_and_a_new_one_is_on_record_beside_it() -> None:
    log = a_log()
    for key, reason in (("a", "So."), ("b", "So."), ("c", "Or so."), ("c", "Or so.")):
        decide(log, wished(Choice.DISPUTE, key=key, reason=reason), LEADS)
    assert [d.reason for d in log.kept_disputes.values()] == ["So.", "Or so."]
