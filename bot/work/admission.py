"""The first step of a flow that somebody asked for: may they? Who may not is told, and no more.

It stands before the desk, so a refusal costs no question to a model; the words that were sent are
taken out of the list of work before the refusal is told.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.desk import refusals
from bot.desk.codec import to_json
from bot.desk.records import Place
from bot.work.errands import Json
from bot.work.flows import Flow


class Admission(Flow):
    """What the flows of drafts, questions and shares begin with."""

    __slots__ = ()

    def barred(
        self,
        key: str,
        place: Place,
        asked_at: datetime | None = None,
        *,
        patience: Sequence[float] = (),
        more: str = "",
    ) -> bool:
        """Whether a request is refused; if so the asker is told, once for a key.

        ``asked_at`` for a draft or a question; ``patience`` for what would rather wait than be
        refused because Slack gave no answer; ``more`` stands behind the refusal.
        """
        closed: Json = {"refused": refusals.FAULT}
        for seconds in (0.0, *patience):
            if seconds:
                self.durably.sleep(seconds)
            found = self.step("may", lambda: self._may(place, asked_at), lambda: closed)
            if not found.get("unsure"):
                break
        if not found.get("refused"):
            return False
        self.durably.forget_words()
        words = f"{found['refused']} {more}".strip()
        name = f"refused:{key}"
        what = {"key": name, "place": to_json(place), "words": words}
        self.durably.later(name, "notice", what)
        return True

    def _may(self, place: Place, asked_at: datetime | None) -> Json:
        refusal = self.errands.access.refusal(place, asked_at)
        return {"refused": refusal.words, "unsure": refusal.unsure} if refusal else {}
