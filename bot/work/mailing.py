"""The flows that send a month: one for the month, and one for each who gets it.

The month's own flow is on record for a year and more, and its key is the month's: whoever asks a
second time, or from another process, finds that it was begun.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event

from bot.desk.codec import to_json
from bot.desk.records import Place
from bot.report.month import Month
from bot.words.speaking import to_say
from bot.work.errands import Errands
from bot.work.flows import PATIENCE, Durably, Flow
from bot.work.monthly import Monthly
from bot.work.saying import LOST, SAID, Json

NOT_SENT = to_say(
    "The month {month} was not sent to {to}: {why}. To send it again: neutral month send {month} "
    "--to {to}"
)
PERHAPS = to_say(
    "Whether all of the month {month} reached {to} cannot be known: Slack's answer was lost. Look "
    "there, and if something is missing: neutral month send {month} --to {to}"
)
UNSAID = to_say("The bot's own log says why.")


@dataclass(frozen=True, slots=True)
class Mailing(Flow):
    """Each message and each file is a step of its own, so that none is sent a second time."""

    monthly: Monthly
    admins: Sequence[str] = ()
    """People who are told, each alone, of what was not sent; for where admins have no channel."""

    def month(self, what: Json) -> Json:
        """Begin the sending to everybody who gets the month."""
        for to in what["to"]:
            self.durably.later(f"{key_of(what['month'])}:{to}", "mail", {**what, "to": to})
        return {"to": what["to"]}

    def mail(self, what: Json) -> Json:
        """Send a month to one receiver; what cannot be sent is told to the admins.

        Where nobody can know of one piece, the others are sent all the same.
        """
        month, to = Month.parse(str(what["month"])), str(what["to"])
        plan = self.patiently("plan", lambda: self.monthly.plan(month, to))
        if "words" not in plan:
            return self._not_sent(what, plan)
        lost, last = None, {"ended": SAID}
        for last in self._sent(month, to, plan):
            if last["ended"] == LOST:
                lost = last
            elif last["ended"] != SAID:
                break
        self._clear(plan, to)
        failed = last if last["ended"] not in {SAID, LOST} else lost
        return self._not_sent(what, failed) if failed else {"ended": SAID}

    def _sent(self, month: Month, to: str, plan: Json) -> Iterator[Json]:
        """Speak first, then send file by file; give how each ended."""
        for number, words in enumerate(plan["words"]):
            yield self.publicly(f"words {number}", partial(self.monthly.say, words, to), PATIENCE)
        for name in plan["files"]:
            made = self.patiently(f"made {name}", partial(self.monthly.ready, month, name, to))
            if made:
                yield made
            send = partial(self.monthly.send, month, name, to)
            yield self.publicly(f"file {name}", send, PATIENCE)

    def _clear(self, plan: Json, to: str) -> None:
        for name in plan["files"]:
            self.step(f"cleared {name}", partial(self.monthly.clear, name, to), dict)

    def _not_sent(self, what: Json, ended: Json) -> Json:
        words = PERHAPS if ended["ended"] == LOST else NOT_SENT
        key = f"alarm:{key_of(what['month'])}:{what['to']}"
        why = str(ended.get("why") or UNSAID).rstrip(".")
        values = {"month": what["month"], "to": what["to"], "why": why}
        self.durably.alarm_once(key, words, **values)
        for admin in self.admins:
            place = to_json(Place(channel="", user=admin))
            told = {"key": f"{key}:{admin}", "place": place, "words": words, "values": values}
            self.durably.later(told["key"], "notice", told)
        return {"ended": ended["ended"], "error": why}


def key_of(month: str) -> str:
    """The key of the month's own flow."""
    return f"month:{month}"


def mailing(
    monthly: Monthly, admins: Sequence[str] = ()
) -> Callable[[Durably, Errands, Event], Flow]:
    """Make the flows for an engine."""
    return lambda durably, errands, stopping: Mailing(durably, errands, stopping, monthly, admins)
