"""People who want reviews: each types, types again what was not taken, shares, and asks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

from chaos.plan import CHANNEL, PEOPLE, Asks, Plan, tag
from chaos.seen import READING, Private, Reader, share_buttons, tag_of, text_of
from sandbox.courier import COMMAND
from sandbox.shapes import Delivery, Message, Sent
from sandbox.slack import Sandbox

AGAIN = 0.4
"""Seconds until somebody whose request failed tries again."""
PATIENCE = 240.0
UNANSWERED = 2
"""How many drafts one person leaves unanswered before they wait. So nobody types faster than the
bot works, and where blows follow what is acknowledged, a bot that is struck again and again lives
long enough to get on; else it would be killed in the same place for ever."""
SOON = 20.0
"""For so many seconds they wait."""


@dataclass
class Ledger:
    """What was taken, as those who asked saw it."""

    typed: dict[str, str] = field(default_factory=dict)
    """Tag to person: every attempt, taken or not."""
    taken: list[str] = field(default_factory=list)
    """Tags of reviews that the bot acknowledged."""
    shared: list[str] = field(default_factory=list)
    """Tags whose Share click was acknowledged."""
    asked: list[str] = field(default_factory=list)
    """Tags whose question was acknowledged."""
    refused: int = 0
    """Attempts that were not taken."""
    echoes: int = 0


class Person(Thread):
    """One officer, at work until everything they wanted was taken."""

    def __init__(self, place: int, plan: Plan, slack: Sandbox, aim: Callable[[], None]) -> None:
        """``aim`` points Slack's next request at one of the bots."""
        super().__init__(name=f"person {place}", daemon=True)
        self.place, self.user = place, PEOPLE[place]
        self.ledger = Ledger()
        self.over = Event()
        self._plan, self._slack, self._aim = plan, slack, aim
        self._reader = Reader(slack)
        self._wanted: dict[str, Asks] = {}
        self._unanswered: dict[str, Asks] = {}
        self._heard: set[str] = set()
        self._attempts = 0

    def run(self) -> None:
        """Type everything; look after shares and questions in between, and at the end."""
        for wish in self._plan.asks(self.place):
            if self.over.wait(wish.pause):
                return
            self._type(wish)
            self._look_after()
            self._wait_for_answers()
        self._insist(lambda: not self._look_after(), PATIENCE)

    def _type(self, wish: Asks) -> None:
        """Type a draft, as often as it takes; each attempt is a request of its own."""

        def attempt() -> bool:
            name = tag(self.place, self._attempts)
            self._attempts += 1
            self.ledger.typed[name] = self.user
            delivery = self._say(wish, name)
            if not (delivery.ok and READING in delivery.body):
                self.ledger.refused += 1
                return False
            self.ledger.taken.append(name)
            if wish.echo:
                self._echo(name, wish.echo)
            if wish.shares:
                self._wanted[name] = wish
            return True

        self._insist(attempt, PATIENCE)

    def _say(self, wish: Asks, name: str) -> Delivery:
        self._aim()
        self._slack.faults.repeat_deliveries(int(wish.twice))
        return self._slack.command(wish.post.format(tag=name), self.user, CHANNEL)

    def _echo(self, name: str, seconds: float) -> None:
        """Deliver the same request again later, as a proxy might."""
        first = next(
            sent
            for sent in reversed(self._slack.deliveries)
            if sent.kind == COMMAND and name in sent.payload["text"]
        )
        self.ledger.echoes += 1
        Thread(target=self._deliver_later, args=(first, seconds), daemon=True).start()

    def _deliver_later(self, first: Sent, seconds: float) -> None:
        if not self.over.wait(seconds):
            self._aim()
            self._slack.repeat(first)

    def _wait_for_answers(self) -> None:
        """Type no more while too much is unanswered, unless that takes too long."""
        for _ in range(int(SOON / AGAIN)):
            if len(set(self.ledger.taken) - self._heard) < UNANSWERED or self.over.wait(AGAIN):
                return
            self._look_after()

    def _look_after(self) -> bool:
        """Click what is to be shared, ask what is to be asked; True while something is left."""
        mine = {p.tag: p for p in self._reader.privates(self.user)}
        self._heard |= {name for name, told in mine.items() if told.kind in {"card", "apology"}}
        for name in tuple(self._wanted):
            if name in mine:
                self._share(name, mine[name])
        if self._unanswered:
            self._ask()
        return bool(self._wanted or self._unanswered)

    def _share(self, name: str, private: Private) -> None:
        button = next(share_buttons(private.message), None)
        if private.kind != "card" or button is None:
            del self._wanted[name]
            return
        clicks = [
            self._slack.click(private.message, button["action_id"], self.user).ok
            for _ in range(self._wanted[name].shares)
        ]
        if any(clicks):
            wish = self._wanted.pop(name)
            self.ledger.shared.append(name)
            if wish.questions:
                self._unanswered[name] = wish

    def _ask(self) -> None:
        """Ask about what stands in the channel now; what is not to be shared is not asked."""
        told = {p.tag for p in self._reader.privates(self.user) if p.kind == "not shared"}
        roots = {
            tag_of(text_of(message)): message
            for message in self._reader.publics(CHANNEL)
            if not message.thread_ts
        }
        for name in tuple(self._unanswered):
            if name in roots:
                self._mention(name, roots[name])
                del self._unanswered[name]
        lost = sum(p.kind == "perhaps" for p in self._reader.privates(self.user))
        if lost or told:
            self._forget(roots)

    def _forget(self, roots: dict[str, Message]) -> None:
        """What was lost on the way has no thread: once all else is done, it is let be."""
        if not self._wanted and not set(self._unanswered) & set(roots):
            self._unanswered.clear()

    def _mention(self, name: str, root: Message) -> None:
        """Ask in the thread; an event that was not taken comes again under its own id."""
        event, tries = f"EvCHAOS{name}", iter(range(1_000))
        words = f"Why, about the {name}?"

        def attempt() -> bool:
            self._aim()
            number = next(tries)
            return self._slack.mention(words, self.user, CHANNEL, root.ts, event, number).ok

        self._insist(attempt, PATIENCE)
        self.ledger.asked.append(name)

    def _insist(self, attempt: Callable[[], bool], seconds: float) -> None:
        """Do it until it is done."""
        for _ in range(int(seconds / AGAIN)):
            if attempt() or self.over.wait(AGAIN):
                return
        raise TimeoutError(f"{self.name} could not get through in {seconds} s")
