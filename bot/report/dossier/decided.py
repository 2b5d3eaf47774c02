"""What became of the review: who was shown it, what was said, what was decided, by whom, why."""

from collections.abc import Iterator

from bot.desk.evidence import Evidence
from bot.desk.records import Outcome
from bot.desk.seams import Placed
from bot.paper.paper import Block, Bullets, Heading, Look, Run, Words, said
from bot.report.dossier.saying import gone, moment, quoted

_OUTCOMES = {
    Outcome.ACCEPTED: "The rewording is used",
    Outcome.POSTED_ANYWAY: "Posted as drafted, against the review’s advice",
    Outcome.WITHDRAWN: "Withdrawn, not to be posted",
    Outcome.SIGNED_OFF: "Signed off by a propriety lead: it may be posted as drafted",
    Outcome.SIGN_OFF_ASKED: "A propriety lead is asked to sign it off",
    Outcome.PROPRIETY_ASKED: "The propriety leads are asked",
    Outcome.DECLINED: "Declined by a propriety lead: not to be posted as drafted",
}
_PLACES = {
    "card": "Shown to the one who asked, alone",
    "shared": "Shared in a channel",
    "posted": "Posted in a channel",
    "asked": "Put to the propriety leads",
    "reply": "Answered in a thread",
}


def stands(held: Evidence) -> str:
    """The decision that stands, in one sentence."""
    if not held.decisions:
        return "No decision is on record"
    last = held.decisions[-1]
    return f"{_OUTCOMES[last.outcome]} ({last.by}, {moment(last.at)})"


def decided(held: Evidence) -> Iterator[Block]:
    """Every decision, oldest first; the last one stands."""
    yield Heading("What was decided")
    if not held.decisions:
        yield Words(said("No decision is on record."))
    wordless = _wordless(held)
    for decision in held.decisions:
        yield Words(
            (
                Run(f"{_OUTCOMES[decision.outcome]}. ", Look.BOLD),
                Run(f"By {decision.by}, on {moment(decision.at)}."),
            )
        )
        if ("decision", decision.id) in wordless:
            yield gone(held.erased.get(decision.id, ""))
        elif decision.reason:
            yield quoted(decision.reason, f"The reason that {decision.by} gave")
        else:
            yield Words(said("No reason was given."))


def talked(held: Evidence) -> Iterator[Block]:
    """What was said in its thread, and what people said of single findings."""
    wordless = _wordless(held)
    if held.remarks:
        yield Heading("What was said about it")
    for remark in held.remarks:
        yield Words((Run(f"{remark.by}, ", Look.BOLD), Run(f"on {moment(remark.at)}:")))
        is_gone = ("remark", remark.id) in wordless
        yield gone(held.erased.get(remark.id, "")) if is_gone else quoted(remark.text)
    if held.disputes:
        yield Heading("What people said of its findings")
    for dispute in held.disputes:
        call = "right" if dispute.right else "wrong"
        said_so = f"Finding {dispute.finding} was called {call} "
        yield Words((Run(said_so, Look.BOLD), Run(f"by {dispute.by}, on {moment(dispute.at)}.")))
        if ("dispute", dispute.id) in wordless:
            yield gone(held.erased.get(dispute.id, ""))
        elif dispute.reason:
            yield quoted(dispute.reason)


def shown_to(held: Evidence) -> Iterator[Block]:
    """Where it was shown."""
    yield Heading("Who was shown it")
    if not held.places:
        yield Words(said("No place in Slack is on record: it was asked for elsewhere."))
        return
    yield Bullets(tuple(said(_place(placed)) for placed in held.places))


def _place(placed: Placed) -> str:
    place = placed.place
    where = f" {place.channel}" if place.channel else ""
    thread = f", thread {place.thread}" if place.thread else ""
    whom = f", {place.user}" if place.user else ""
    return f"{_PLACES.get(placed.kind, placed.kind)}:{where}{thread}{whom}"


def _wordless(held: Evidence) -> set[tuple[str, str]]:
    """Records whose words are gone, with or without a word why."""
    gone_ones = (one for one in held.proof.records if one.wordless or one.is_missing_words)
    return {(one.kind, one.id) for one in gone_ones}
