"""The flows of a decision: kept, then shown wherever the review stands, and put to the leads."""

from functools import partial

from bot.desk.codec import from_json, to_json
from bot.desk.records import Place
from bot.desk.seams import DecideJob, HomeJob
from bot.work import settling, wording
from bot.work.admission import Admission
from bot.work.flows import PATIENCE
from bot.work.saying import SAID, Json

_PRIVATE = "private"


class Deciding(Admission):
    """What is drawn anew may be drawn twice; what is asked in a channel is asked at most once."""

    __slots__ = ()

    def decide(self, job: Json, admitted: int = 0) -> Json:
        """Keep a decision before anything shows it, or say alone why it may not be."""
        if out := self.kept_out("decide", job, admitted):
            return out
        asked = from_json(DecideJob, job)
        done = self.patiently("decide", lambda: settling.settle(self.errands, asked))
        if "told" in done:
            self._tell(f"{asked.key}:told", job["place"], done["told"])
            return {"error": ""}
        if done.get("ended") != SAID:
            why = str(done.get("why", ""))
            self._tell(f"{asked.key}:failed", job["place"], wording.NOT_DECIDED, {"why": why})
            return {"error": why or "not kept"}
        self._show(asked, job, done)
        self._spread(asked, job, done)
        return {"error": ""}

    def redraw(self, what: Json, turn: int = 0) -> Json:
        """Draw a card anew where it stands; again, much later, for lost receipts."""
        review, kind, place = (
            str(what["review"]),
            str(what["kind"]),
            from_json(Place, what["place"]),
        )

        def again(turn: int, seconds: float) -> None:
            self.durably.later(f"{what['key']}:{turn}", "redraw", what, turn, after=seconds)

        draw = partial(settling.redraw, self.errands, review, kind, place)
        return self.seldom("redraw", draw, turn, again)

    def ask(self, what: Json) -> Json:
        """Put a review before one propriety lead, or before their channel, whole."""
        review, to = str(what["review"]), str(what["to"])
        speak = partial(settling.ask, self.errands, review, to)
        alone = to != self.errands.access.leads_channel
        card = self.patiently("ask", speak) if alone else self.publicly("ask", speak, PATIENCE)
        if card["ended"] != SAID:
            self._tell(f"{what['key']}:perhaps", what["place"], wording.PERHAPS_NOT_ASKED)
            return {"error": str(card.get("why", ""))}
        self._behind(review, from_json(Place, card["place"]))
        return {"error": ""}

    def _behind(self, review: str, place: Place) -> None:
        """Remember the message, let it say what stands, and post the rest in its thread.

        What is lost there is not owned up to: the asker has it, and the lead can ask the bot.
        """
        found = self.patiently("asked", lambda: settling.asked(self.errands, review, place))
        fresh = partial(settling.freshen, self.errands, review, settling.ASKED, place)
        self.patiently("fresh", fresh)
        for part in range(found.get("parts", 0)):
            speak = partial(settling.ask_part, self.errands, review, place, part)
            self.publicly(f"ask part {part}", speak, PATIENCE)

    def _show(self, asked: DecideJob, job: Json, done: Json) -> None:
        """Have every card of the review drawn anew: each by itself, so that none waits."""
        cards = [*done["places"]]
        if done["private"]:
            cards.append({"kind": _PRIVATE, "place": job["place"]})
        for number, card in enumerate(cards):
            key = f"{asked.key}:redraw:{number}"
            self.durably.later(key, "redraw", {"key": key, "review": asked.review_id, **card})

    def _spread(self, asked: DecideJob, job: Json, done: Json) -> None:
        """Ask the leads, draw the pages that change, and tell whom else it concerns."""
        for to in done["ask"]:
            key = f"{asked.key}:ask:{to}"
            what = {"key": key, "review": asked.review_id, "to": to, "place": job["place"]}
            self.durably.later(key, "ask", what)
        for reader in done["homes"]:
            place = Place(channel="", user=reader, team=asked.place.team)
            page = HomeJob(key=f"{asked.key}:home:{reader}", place=place, asked_at=asked.asked_at)
            self.durably.later(page.key, "home", to_json(page))
        for person, words in done["tell"].items():
            place = to_json(Place(channel="", user=person, team=asked.place.team))
            self._tell(f"{asked.key}:tell:{person}", place, words)

    def _tell(self, key: str, place: Json, words: str, values: Json | None = None) -> None:
        what = {"key": key, "place": place, "words": words, "values": values or {}}
        self.durably.later(key, "notice", what)
