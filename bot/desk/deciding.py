"""Who may decide what about a review, and what then stands: each change is kept on its own."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.concerns import Verdict
from bot.desk.keys import safe_id
from bot.desk.records import Decision, Dispute, Outcome
from bot.desk.seams import Choice, DecideJob, Kept, Log
from bot.errors import BadQuestion
from bot.words.speaking import to_say, worded

PENDING = frozenset({Outcome.SIGN_OFF_ASKED, Outcome.PROPRIETY_ASKED})
"""What stands while a review waits for a propriety lead."""
_ASKERS_AND_LEADS = to_say(
    "Only the person who asked for this review and the propriety leads decide about it."
)
_NO_LEADS = to_say("No propriety lead is named in the bot's settings.")
_UNCHANGED = to_say("Nothing has changed.")
_OUTCOMES = {
    Choice.REWORDING: Outcome.ACCEPTED,
    Choice.POST: Outcome.POSTED_ANYWAY,
    Choice.WITHDRAW: Outcome.WITHDRAWN,
    Choice.PROPRIETY: Outcome.PROPRIETY_ASKED,
    Choice.SIGN_OFF: Outcome.SIGNED_OFF,
    Choice.DECLINE: Outcome.DECLINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The propriety leads, and the channel where they are asked, if there is one."""

    people: frozenset[str] = frozenset()
    channel: str = ""

    @property
    def asked_at(self) -> tuple[str, ...]:
        """Where a question to them goes: their channel, else each of them."""
        return (self.channel,) if self.channel else tuple(sorted(self.people))


class Refusal(BadQuestion):
    """What may not be decided, in words for the one who tried."""

    advice = "Nothing has changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A review after a wish was heard. ``new`` is what it added; None where it stood already."""

    kept: Kept
    new: Decision | Dispute | None


def standing(kept: Kept) -> Decision | None:
    """The decision that stands."""
    return kept.decisions[-1] if kept.decisions else None


def decide(log: Log, job: DecideJob, leads: Leads) -> Decided:
    """Keep what somebody decides, unless it stands already. The same job twice is one.

    Two people at once take turns: whoever keeps second is judged by what the first one kept.
    Raises Refusal with what to tell them, and LogError.
    """
    while True:
        kept = log.kept(job.review_id)
        if kept is None:
            raise Refusal(worded("The bot does not know this review."))
        if job.wish is Choice.DISPUTE:
            return _dispute(log, job, kept, leads)
        name = safe_id(job.key)
        for number, mine in enumerate(kept.decisions, 1):
            if mine.id == name:  # kept by a try that a crash cut off
                return Decided(kept=replace(kept, decisions=kept.decisions[:number]), new=mine)
        decision = _judged(job, kept, leads)
        if decision is None:
            return Decided(kept=kept, new=None)
        if log.keep_turn(decision, len(kept.decisions)):
            return Decided(kept=replace(kept, decisions=(*kept.decisions, decision)), new=decision)


def _judged(job: DecideJob, kept: Kept, leads: Leads) -> Decision | None:
    """The decision that a wish comes to; None where it stands already. Raises Refusal."""
    _may(job, kept, leads)
    outcome = _outcome(job, kept)
    last = standing(kept)
    if last is not None and _stands(outcome, last.outcome):
        return None
    _fits(outcome, job, kept, leads)
    return Decision(
        id=safe_id(job.key),
        review_id=job.review_id,
        outcome=outcome,
        by=job.place.user,
        at=_after(last, job.asked_at),
        reason=_bare(job.reason),
    )


def _may(job: DecideJob, kept: Kept, leads: Leads) -> None:
    """Refuse whoever is neither the asker nor a lead, and a lead's matter to the asker."""
    user = job.place.user
    if user in leads.people:
        return
    if job.wish in {Choice.SIGN_OFF, Choice.DECLINE}:
        raise Refusal(worded("Only a propriety lead signs off or declines."))
    if user != kept.review.asked_by:
        raise Refusal(worded(_ASKERS_AND_LEADS))


def _outcome(job: DecideJob, kept: Kept) -> Outcome:
    """What a wish comes to: to post is to ask for a sign-off against a stop."""
    if job.wish is Choice.POST and kept.review.verdict is Verdict.STOP:
        return Outcome.SIGN_OFF_ASKED
    if job.wish is Choice.POST and kept.review.verdict is Verdict.CLEAR:
        return Outcome.ACCEPTED
    return _OUTCOMES[job.wish]


def _stands(outcome: Outcome, last: Outcome) -> bool:
    """Whether a wish is met already; what is with the leads need not be asked of them again."""
    asked = outcome is Outcome.PROPRIETY_ASKED and last is Outcome.SIGN_OFF_ASKED
    signed = outcome is Outcome.SIGN_OFF_ASKED and last is Outcome.SIGNED_OFF
    return outcome is last or asked or signed


def _fits(outcome: Outcome, job: DecideJob, kept: Kept, leads: Leads) -> None:
    """Refuse what does not fit the review, or what stands."""
    needs_reason = {Outcome.POSTED_ANYWAY, Outcome.SIGN_OFF_ASKED, Outcome.DECLINED}
    if outcome in needs_reason and not _bare(job.reason):
        raise Refusal(worded("A reason is needed."))
    if job.wish is Choice.REWORDING and kept.review.rewording is None:
        raise Refusal(worded("This review offers no rewording."))
    if outcome is Outcome.SIGN_OFF_ASKED and not leads.people:
        must = worded("Against a stop a propriety lead must sign off.")
        raise Refusal(f"{must} {worded(_NO_LEADS)}")
    if outcome is Outcome.PROPRIETY_ASKED and not leads.asked_at:
        raise Refusal(worded(_NO_LEADS))
    if outcome in {Outcome.SIGNED_OFF, Outcome.DECLINED}:
        _answers(outcome, job, kept)


def _answers(outcome: Outcome, job: DecideJob, kept: Kept) -> None:
    """A lead answers what is asked now, and never their own question or draft."""
    last = standing(kept)
    if last is None or last.outcome not in PENDING:
        raise Refusal(worded("No propriety lead is asked about this review now."))
    if job.place.user in {last.by, kept.review.asked_by} and outcome is Outcome.SIGNED_OFF:
        raise Refusal(worded("Another propriety lead must sign off: this request is your own."))
    unexplained = last.outcome is Outcome.PROPRIETY_ASKED
    if outcome is Outcome.SIGNED_OFF and unexplained and kept.review.verdict is Verdict.STOP:
        raise Refusal(
            worded(
                "Against a stop the asker's reason comes first: they press Post as drafted and "
                "give it."
            )
        )


def _dispute(log: Log, job: DecideJob, kept: Kept, leads: Leads) -> Decided:
    """Keep that a finding is right or wrong, unless this person said just that already."""
    dispute = Dispute(
        id=safe_id(job.key),
        review_id=job.review_id,
        finding=job.finding,
        right=job.right,
        by=job.place.user,
        at=_after(kept.disputes[-1] if kept.disputes else None, job.asked_at),
        reason=_bare(job.reason),
    )
    mine = next((one for one in kept.disputes if one.id == dispute.id), None)
    if mine is not None:
        return Decided(kept=kept, new=mine)
    _may(job, kept, leads)
    if not 1 <= job.finding <= len(kept.review.findings):
        raise Refusal(worded("This review has no such finding."))
    if not dispute.reason:
        raise Refusal(worded("A word why is needed."))
    last = next((one for one in reversed(kept.disputes) if _same_matter(one, dispute)), None)
    if last is not None and (last.right, last.reason) == (dispute.right, dispute.reason):
        return Decided(kept=kept, new=None)
    log.keep_dispute(dispute)
    return Decided(kept=replace(kept, disputes=(*kept.disputes, dispute)), new=dispute)


def disputes_that_stand(kept: Kept) -> tuple[Dispute, ...]:
    """Of each person's about each finding the last one, by finding."""
    last = {(one.finding, one.by): one for one in kept.disputes}
    return tuple(sorted(last.values(), key=lambda one: (one.finding, one.at)))


def _same_matter(one: Dispute, other: Dispute) -> bool:
    return (one.finding, one.by) == (other.finding, other.by)


def _after(last: Decision | Dispute | None, at: datetime) -> datetime:
    """When it was asked for, but never before what it follows: the order of time is the record's.

    Copies of the bot may have clocks that differ, and a click may wait behind a later one.
    """
    return max(at, last.at + timedelta(microseconds=1)) if last else at


def _bare(reason: str) -> str:
    """A reason without what is only space, and a lone half of a character made whole."""
    return re.sub(r"[\ud800-\udfff]", "\ufffd", reason).strip()
