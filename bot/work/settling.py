"""What each step of a decision does, as JSON in and out, and safe to do twice.

A card is always drawn from what the log holds at that moment, and drawn again while the log has
moved on meanwhile: whichever of two writers draws last, what stands is what is shown.
"""

from typing import Final

from bot.desk.codec import to_json
from bot.desk.deciding import PENDING, Decided, Leads, Refusal, decide
from bot.desk.records import Decision, Place
from bot.desk.seams import DecideJob, Kept, Placed
from bot.errors import LogError, VoiceError
from bot.words.speaking import speaking, worded
from bot.work import wording
from bot.work.errands import Errands
from bot.work.saying import LATER, SAID, Json, said

POSTED, ASKED = "posted", "asked"
"""The kinds of places whose message is changed when a decision is."""
_ROUNDS: Final = 5
"""How often one step draws a card that is decided about while it is drawn."""


def settle(errands: Errands, job: DecideJob) -> Json:
    """Keep a decision. Gives what follows: words for one who may not, or whom to tell and ask."""
    try:
        leads = errands.leads()
        with speaking(errands.language_of(job.place.user)):
            decided = decide(errands.log, job, leads)
    except VoiceError as error:
        return {"ended": LATER, "why": str(error)}
    except Refusal as refusal:
        return {"told": f"{refusal} {worded(refusal.advice)}"}
    new = decided.new
    changed = new if isinstance(new, Decision) else None
    places = [one for one in errands.log.places(job.review_id) if one.kind in {POSTED, ASKED}]
    here = any(
        (one.place.channel, one.place.thread) == (job.place.channel, job.on) for one in places
    )
    return {
        "ended": SAID,
        "places": [{"kind": one.kind, "place": to_json(one.place)} for one in places],
        "private": bool(job.place.reply_to) and job.alone and not here,
        "ask": list(leads.asked_at) if changed and changed.outcome in PENDING else [],
        "tell": _others(errands, decided, job.place.user) if changed else {},
        "homes": sorted(_pages(decided, leads)) if changed else [],
    }


def redraw(errands: Errands, review_id: str, kind: str, place: Place) -> Json:
    """Draw a card anew where it stands. ``kind`` may be private: by its one-time address."""
    voice = errands.voice
    draw = {POSTED: voice.redraw, ASKED: voice.redraw_asked}.get(kind, voice.redraw_private)

    def speak() -> None:
        kept = found(errands, review_id)
        for _ in range(_ROUNDS):
            with speaking(kept.review.language):
                draw(kept, place)
            now = found(errands, review_id)
            if (now.decisions, now.disputes) == (kept.decisions, kept.disputes):
                return
            kept = now

    return said(speak)


def freshen(errands: Errands, review_id: str, kind: str, place: Place) -> Json:
    """Draw a card anew that was posted a moment ago, if something was decided about it."""
    kept = found(errands, review_id)
    if not kept.decisions and not kept.disputes:
        return {"ended": SAID}
    return redraw(errands, review_id, kind, place)


def posted(errands: Errands, review_id: str, place: Place) -> Json:
    """Remember the message of a card, and let it say what stands."""
    errands.log.place(Placed(review_id=review_id, kind=POSTED, place=place))
    return freshen(errands, review_id, POSTED, place)


def ask(errands: Errands, review_id: str, to: str) -> Json:
    """Put the review before the propriety leads. Gives the place of the message."""
    kept = found(errands, review_id)
    where: list[Place] = []
    ended = said(lambda: where.append(errands.voice.ask(kept, to)))
    return {**ended, "place": to_json(where[0])} if where else ended


def asked(errands: Errands, review_id: str, place: Place) -> Json:
    """Remember that message; give the number of messages that its thread needs."""
    errands.log.place(Placed(review_id=review_id, kind=ASKED, place=place))
    return {"parts": errands.voice.ask_parts(found(errands, review_id).review)}


def ask_part(errands: Errands, review_id: str, place: Place, part: int) -> Json:
    """Post one message in the thread of a request."""
    review = found(errands, review_id).review
    return said(lambda: errands.voice.ask_part(review, place, part))


def found(errands: Errands, review_id: str) -> Kept:
    """A review with what became of it. Raises LogError where it is not there."""
    kept = errands.log.kept(review_id)
    if kept is None:
        raise LogError(f"The log does not hold review {review_id}")
    return kept


def _others(errands: Errands, decided: Decided, by: str) -> Json:
    """Whom a change concerns beside the one who made it, and what to tell each."""
    kept = decided.kept
    asked_before = [one.by for one in kept.decisions[-2:-1] if one.outcome in PENDING]
    people = {kept.review.asked_by, *asked_before} - {by, ""}
    told: Json = {}
    for person in sorted(people):
        with speaking(errands.language_of(person)):
            told[person] = wording.decided(kept, kept.decisions[-1])
    return told


def _pages(decided: Decided, leads: Leads) -> set[str]:
    """Whose page says something else now: the asker's, and the leads' where their list does."""
    readers = {decided.kept.review.asked_by, *(leads.people if _touches_the_list(decided) else ())}
    return readers - {""}


def _touches_the_list(decided: Decided) -> bool:
    """Whether a change puts a review on the leads' list, or takes it off."""
    return any(one.outcome in PENDING for one in decided.kept.decisions[-2:])
