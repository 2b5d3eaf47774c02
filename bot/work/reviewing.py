"""The flows of a review: judged, kept, shown; and what follows when the model was down."""

from collections.abc import Callable

from bot.desk.codec import from_json, to_json
from bot.desk.seams import ReviewJob
from bot.work.admission import Admission
from bot.work.failing import missed
from bot.work.flows import Fault
from bot.work.saying import LATER, LOST, REFUSED, Json
from bot.work.source import fetched, is_elsewhere, no_source, with_source


class Reviewing(Admission):
    """``review`` is what a draft begins with; the others are what may come of it."""

    __slots__ = ()

    def review(self, job: Json, admitted: int = 0) -> Json:
        """Judge, keep, show; or keep that it could not be done, and say so.

        Where the model gives no answer the checks judge alone, and the review says why. A model
        that was down is asked again later; one that refused is not. Which run of the process may
        say what is being read is kept first: another one, after a crash, does not say it again.
        """
        if out := self.kept_out("review", job, admitted):
            return out
        asked = from_json(ReviewJob, job)
        if is_elsewhere(asked.draft.original):
            asked = self._with_source(asked)
            job = to_json(asked)
        fault = self._fault(asked)
        told = self.step("status", lambda: {"run": self.durably.run})
        tell = told.get("run") == self.durably.run
        found = self.step("judge", lambda: self.errands.judge(asked, tell=tell), fault)
        down = found.get("down", {})
        if down:
            found = self.step("checks", lambda: self.errands.checks(asked, down), fault)
        found = self._kept(asked, found, "", self._before(asked))
        if down and not down["again"]:
            self.step("keep model's miss", lambda: self.errands.keep_miss(down["miss"]))
        told = self.step("tell", lambda: self._told(asked, found))
        if told["ended"] in {LATER, LOST}:
            self.durably.later(f"{asked.key}:tell", "tell", job, found)
        if down and down["again"] and "review" in found:
            self._again(asked, job, found["review"], 0)
        return _outcome(found, down, told)

    def _with_source(self, asked: ReviewJob) -> ReviewJob:
        """Fetch the page that the copy came from, once; where it cannot be read, say so."""
        source = self.step("source", lambda: self._source(asked), lambda: no_source(asked))
        return with_source(asked, source)

    def _source(self, asked: ReviewJob) -> Json:
        with self.errands.speaking_to(asked):
            return fetched(asked, self.errands.fetch)

    def follow(self, job: Json, first: str, turn: int) -> Json:
        """Ask the model once more for a draft that the checks have answered: try ``turn``."""
        asked = from_json(ReviewJob, job)
        judge = lambda: self.errands.judge(asked, waited=True)  # noqa: E731  # run as a step
        found = self.step("judge", judge, self._fault(asked))
        down = found.get("down", {})
        if down and down["again"] and turn + 1 < len(self.errands.pace.following):
            self._again(asked, job, first, turn + 1)
            return {"waits": turn + 1}
        found = self._kept(asked, {"miss": down["miss"]} if down else found, first)
        self._followed(asked, job, found, first)
        return _outcome(found, down, {})

    def tell(self, job: Json, found: Json, turn: int = 0) -> Json:
        """Keep trying to show a review, or to say that there is none; again for lost receipts."""
        asked = from_json(ReviewJob, job)
        what = "followed" if found.get("follows") else "tell"

        def again(turn: int, seconds: float) -> None:
            key = f"{asked.key}:{what}:{turn}"
            self.durably.later(key, "tell", job, found, turn, after=seconds)

        told = self.seldom("tell", lambda: self._told(asked, found), turn, again)
        return _outcome({"review": found.get("review", "")}, {}, told)

    def apology(self, job: Json, miss: Json, follows: str = "") -> Json:
        """Keep that a review was not made, and keep trying to say so."""
        self.step("keep miss", lambda: self.errands.keep_miss(miss))
        return self.tell(job, {"miss": miss, "follows": follows})

    def _before(self, asked: ReviewJob) -> str:
        """The review of an earlier version, where the draft was given in its thread."""
        if not asked.place.thread:
            return ""
        earlier = self.step("earlier", lambda: self.errands.earlier(asked), dict)
        return str(earlier.get("review", ""))

    def _kept(self, asked: ReviewJob, found: Json, revises: str, before: str = "") -> Json:
        """Keep a review of what was judged, or the miss. Gives the id, or the miss."""
        if "judgement" in found:
            judged = found["judgement"]
            keep = lambda: self.errands.keep(asked, judged, revises, before)  # noqa: E731  # read once
            found = self.step("keep", keep, self._fault(asked))
        if "miss" in found:
            miss = found["miss"]
            self.step("keep miss", lambda: self.errands.keep_miss(miss))
        return found

    def _followed(self, asked: ReviewJob, job: Json, found: Json, first: str) -> None:
        """Show what followed in the threads where the first review stands, else to the asker."""
        told: Json = {**found, "follows": first}
        shared = self.step("where", lambda: {"places": list(self.durably.shares(first))})
        if "review" in found:
            for place in shared.get("places", []):
                key = f"revised:{found['review']}:{place['channel']}:{place['thread']}"
                self.durably.later(key, "revised", {"review": found["review"], "place": place})
        if "review" not in found or not shared.get("places"):
            self.durably.later(f"{asked.key}:followed", "tell", job, told)

    def _told(self, asked: ReviewJob, found: Json) -> Json:
        follows = str(found.get("follows", ""))
        if "review" in found:
            return self.errands.show(asked, found["review"], follows)
        return self.errands.apologise(asked, found["miss"], follows)

    def _again(self, asked: ReviewJob, job: Json, first: str, turn: int) -> None:
        key = f"{asked.key}:follow:{turn}"
        self.durably.later(key, "follow", job, first, turn, after=self.errands.pace.following[turn])

    def _fault(self, asked: ReviewJob) -> Callable[[], Json]:
        return lambda: self._missed(asked)

    def _missed(self, asked: ReviewJob) -> Json:
        with self.errands.speaking_to(asked):
            return {"miss": to_json(missed(asked, Fault()))}


def _outcome(found: Json, down: Json, told: Json) -> Json:
    """What the list of work shows of a review: its id, and what went wrong if anything did."""
    error = (found.get("miss") or down.get("miss") or {}).get("error", "")
    unsaid = str(told.get("why", "")) if told.get("ended") == REFUSED else ""
    return {"review": found.get("review", ""), "error": error or unsaid}
