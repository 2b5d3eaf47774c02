"""The plan of a run, drawn from one seed: what people type, what is killed, and what fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

PEOPLE = ("U0PRESS", "U0DIGITAL", "U0LEAD", "U0CYMRU", "U0SISTER")
WHEN_UP = 0.8
"""The share of blows that wait for a bot that can be reached; the others may strike a start."""
OFTEN = 0.2
"""The share of requests that are delivered twice, and of those that come again later."""
CHANNEL = "C0PRESS"
HTTP, SOCKET = "http", "socket"
"""The doors by which Slack reaches the bot."""
_FAULTS = ("rate_limit", "fail", "busy", "drop", "lose", "slow")
_POSTS = (
    "The new {tag} at the harbour opens to ferries on Monday.",
    "Today's Budget has delivered the {tag} for the first time in a generation.",
    "Unlike the reckless opposition, we are building the {tag} now.",
    "Applications for a place on the {tag} close on 4 March.",
    "The minister personally secured 12 million pounds for the {tag}. Vote for more of it.",
)


@dataclass(frozen=True, slots=True)
class Asks:
    """One review that somebody wants, and what they do about it. Seconds."""

    post: str
    pause: float
    """Before it is typed."""
    twice: bool
    """Delivered twice at once."""
    echo: float
    """Delivered once more after so long, newly signed; 0 for not."""
    shares: int
    """How often Share is clicked."""
    questions: int
    """Whether the shared card is asked about, in its thread: 0 or 1."""


@dataclass(frozen=True, slots=True)
class Blow:
    """One end of a process, when so many reviews are acknowledged and a moment more has gone."""

    after: int
    delay: float
    kind: str
    """tree, worker, master (each kill -9), term (SIGTERM), or gone (killed for good)."""
    when_up: bool
    """Whether to wait until the bot can be reached; else it may strike in the middle of a start."""


@dataclass(frozen=True, slots=True)
class Storm:
    """One fault of Slack, so many seconds after the one before."""

    pause: float
    fault: str
    """One of those of ``sandbox.faults``, or disconnect: the Socket Mode connections are closed."""
    method: str
    """Which call it befalls; a disconnect befalls none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a run will do, as far as processes allow. The same seed, the same plan."""

    seed: int
    reviews: int
    kills: int
    terms: int
    executors: int = 1
    pace: float = 1.0
    """How slow people and blows are: with 0.1 a blow comes about as soon as the bot is up."""
    gentle: bool = False
    """Whether the model never fails twice in a row, and Slack seldom: for a short run, which has no
    time to wait."""
    door: str = HTTP

    def asks(self, person: int) -> tuple[Asks, ...]:
        """What one person will want, in order."""
        chance = self._chance(f"person {person}")
        share = self.reviews // len(PEOPLE) + (person < self.reviews % len(PEOPLE))
        return tuple(_ask(chance, self.pace) for _ in range(share))

    def blows(self) -> tuple[Blow, ...]:
        """Every end of a process, in order; with more than one executor, one is for good.

        By Socket Mode the bot is one process, so whatever is struck is all of it.
        """
        chance = self._chance("blows")
        kinds = [chance.choice(("tree", "tree", "worker", "master")) for _ in range(self.kills)]
        if self.door == SOCKET:
            kinds = ["tree"] * self.kills
        kinds += ["term"] * self.terms
        chance.shuffle(kinds)
        if self.executors > 1:
            kinds[len(kinds) // 2] = "gone"
        last = max(1, int(self.reviews * 0.95))
        moments = sorted(chance.randint(1, last) for _ in kinds)
        return tuple(
            Blow(
                moment, self.pace * chance.uniform(0, 1.2), kind, when_up=chance.random() < WHEN_UP
            )
            for moment, kind in zip(moments, kinds, strict=True)
        )

    def storms(self) -> Iterator[Storm]:
        """Faults of Slack, without end."""
        chance = self._chance("storms")
        faults = (*_FAULTS, "disconnect") if self.door == SOCKET else _FAULTS
        while True:
            yield Storm(
                chance.uniform(0.3, 1.8),
                chance.choice(faults),
                chance.choice(("response_url", "chat.postMessage", "chat.postEphemeral")),
            )

    def _chance(self, name: str) -> Random:
        return Random(f"{self.seed}/{name}")  # noqa: S311  # to be repeated, not to be secret


def _ask(chance: Random, pace: float) -> Asks:
    shares = chance.choice((0, 0, 1, 2))
    return Asks(
        post=chance.choice(_POSTS),
        pause=pace * chance.uniform(0.1, 1.5),
        twice=chance.random() < OFTEN,
        echo=pace * chance.uniform(0.5, 4) if chance.random() < OFTEN else 0.0,
        shares=shares,
        questions=chance.randint(0, 1) if shares else 0,
    )


def tag(person: int, number: int) -> str:
    """A word that names one request, in letters: no check takes it for a figure.

    Person 2, request 27: "piercaabb".
    """
    letters = [number // 26**place % 26 for place in (3, 2, 1, 0)]
    return "pier" + "".join(chr(ord("a") + letter) for letter in (person, *letters))


TAG = r"pier[a-z]{5}"
