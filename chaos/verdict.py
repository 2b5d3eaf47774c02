"""Holds a run to the promises: what was taken, against what Slack saw and what is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chaos.people import Ledger
from chaos.plan import CHANNEL
from chaos.record import Held
from chaos.seen import Private, Reader, tag_of, text_of
from sandbox.shapes import Message

_ANSWERS = ("Looked up in the guidance", "does not say", "bears on that", "On pier")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a run left behind."""

    ledger: Ledger
    privates: tuple[Private, ...]
    publics: tuple[Message, ...]
    held: Held

    @property
    def reviewed(self) -> set[str]:
        """The tags of the reviews on record."""
        return {kept.tag for kept in self.held.reviews.values()}

    @property
    def roots(self) -> list[str]:
        """The tag of every shared card that stands in the channel."""
        return [tag_of(text_of(m)) for m in self.publics if not m.thread_ts]

    def told(self, *kinds: str) -> Iterator[Private]:
        """The private messages of some kinds."""
        return (private for private in self.privates if private.kind in kinds)


def gathered(ledgers: Iterable[Ledger], reader: Reader, held: Held) -> Evidence:
    """Put everybody's ledgers together, beside what there is to see."""
    whole = Ledger()
    for ledger in ledgers:
        whole.typed |= ledger.typed
        whole.taken += ledger.taken
        whole.shared += ledger.shared
        whole.asked += ledger.asked
        whole.refused += ledger.refused
        whole.echoes += ledger.echoes
    return Evidence(whole, tuple(reader.all_privates()), reader.publics(CHANNEL), held)


def breaches(found: Evidence) -> dict[str, list[str]]:
    """Every promise that was broken, with the requests concerned; empty when all hold."""
    rules = {
        "acknowledged and never answered": _lost(found),
        "acknowledged and not kept": _unkept(found),
        "kept twice": _kept_twice(found),
        "answered in two ways": _two_ways(found),
        "shown and not kept": _not_kept_first(found),
        "told to somebody else": _astray(found),
        "said twice in the channel": _doubled(found),
        "share acknowledged and forgotten": _forgotten(found),
        "question acknowledged and never answered": _silent(found),
        "card shared without its thread": _bare(found),
        "question answered twice on record": [q for q, n in found.held.answers.items() if n > 1],
        "place kept twice": _repeated(found.held.shared),
        "a database is damaged": [] if found.held.whole else ["integrity_check"],
    }
    return {rule: sorted(cases) for rule, cases in rules.items() if cases}


def figures(found: Evidence) -> dict[str, int]:
    """What happened, counted."""
    copies = _copies(found)
    return {
        "typed": len(found.ledger.typed),
        "acknowledged": len(found.ledger.taken),
        "not taken, typed again": found.ledger.refused,
        "delivered again later": found.ledger.echoes,
        "reviews kept": len(found.held.reviews),
        "... by the checks, for the model": sum(
            kept.reviewer == "checks" for kept in found.held.reviews.values()
        ),
        "... by the model, when it was back": sum(
            bool(kept.revises) for kept in found.held.reviews.values()
        ),
        "misses kept": len(found.held.misses),
        "shares acknowledged": len(found.ledger.shared),
        "cards in the channel": len(found.roots),
        "told that a share is uncertain": len({p.button for p in found.told("perhaps")}),
        "told that a share failed": sum(1 for _ in found.told("not shared")),
        "questions acknowledged": len(found.ledger.asked),
        "told that an answer is uncertain": sum(1 for _ in found.told("unsure")),
        "told that a thread is unknown": sum(1 for _ in found.told("unknown")),
        "told that a thread is incomplete": sum(1 for _ in found.told("incomplete")),
        "private answers shown more than once (not held to)": sum(n > 0 for n in copies.values()),
        "... copies beyond the first": sum(copies.values()),
    }


def _copies(found: Evidence) -> Counter[str]:
    """For each request, how many private messages say what another says already."""
    shown = Counter(private.tag for private in found.told("card", "apology"))
    named = {(private.tag, private.button) for private in found.told("card") if private.button}
    different = Counter(tag for tag, _ in named)
    return Counter({name: n - max(1, different[name]) for name, n in shown.items()})


def _lost(found: Evidence) -> list[str]:
    answered = {private.tag for private in found.told("card", "apology")}
    return [name for name in found.ledger.taken if name not in answered]


def _unkept(found: Evidence) -> list[str]:
    kept = {*found.reviewed, *found.held.misses.values()}
    return [name for name in found.ledger.taken if name not in kept]


def _kept_twice(found: Evidence) -> list[str]:
    """One review for a request; one more that replaces it, where the checks stood in.

    A miss stands alone, or beside what the checks said for the model that refused.
    """
    reviews = found.held.reviews.values()
    by_model = {kept.tag for kept in reviews if kept.reviewer != "checks"}
    return [
        *_repeated(kept.tag for kept in reviews if not kept.revises),
        *_repeated(kept.revises for kept in reviews if kept.revises),
        *_repeated(found.held.misses.values()),
        *(by_model & set(found.held.misses.values())),
    ]


def _two_ways(found: Evidence) -> list[str]:
    """A card or an apology; an apology beside a card says which card stands."""
    cards = {private.tag for private in found.told("card")}
    both = cards & {private.tag for private in found.told("apology")}
    named = {private.button.split("#")[0] for private in found.told("card")} - {""}
    first = (found.held.reviews[name] for name in named if name in found.held.reviews)
    return [*both, *_repeated(kept.tag for kept in first if not kept.revises)]


def _not_kept_first(found: Evidence) -> list[str]:
    shown = {private.tag for private in found.told("card")} | set(found.roots)
    apologies = {private.tag for private in found.told("apology")}
    strange = {private.button.split("#")[0] for private in found.told("card")} - {""}
    return [
        *(shown - found.reviewed),
        *(apologies - set(found.held.misses.values())),
        *(strange - found.held.reviews.keys()),
    ]


def _astray(found: Evidence) -> list[str]:
    typed = found.ledger.typed
    return [p.tag for p in found.told("card", "apology") if typed.get(p.tag) != p.user]


def _doubled(found: Evidence) -> list[str]:
    same = Counter((message.thread_ts, text_of(message)) for message in found.publics)
    parts = [tag_of(words) or words[:80] for (_, words), count in same.items() if count > 1]
    answers = [message.thread_ts for message in found.publics if _is_answer(message)]
    return [*parts, *_repeated(found.roots), *_repeated(answers)]


def _forgotten(found: Evidence) -> list[str]:
    there = {*found.roots, *_uncertain(found)}
    gone = [name for name in found.ledger.shared if name not in there]
    return _untold(found, gone, "not shared")


def _uncertain(found: Evidence) -> set[str]:
    """Those whose share may stand in the channel, as their sharers were told."""
    reviews = found.held.reviews
    asked = (private.button.split("#")[0] for private in found.told("perhaps"))
    return {reviews[name].tag for name in asked if name in reviews}


def _silent(found: Evidence) -> list[str]:
    """Questions without an answer, whose asker was not told why."""
    return _untold(found, _unanswered(found), "sorry", "unsure", "unknown")


def _bare(found: Evidence) -> list[str]:
    """Cards with nothing below them, where the bot knows the thread and its sharer was not told."""
    below = {m.thread_ts for m in found.publics if m.thread_ts and not _is_answer(m)}
    cards = {tag_of(text_of(m)): m.ts for m in found.publics if not m.thread_ts}
    known = cards.keys() - _uncertain(found)
    return _untold(found, [name for name in known if cards[name] not in below], "incomplete")


def _untold(found: Evidence, names: Iterable[str], *kinds: str) -> list[str]:
    """The requests left when each of a person's is set off against one word told to that person.

    Such words name no request, so more cannot be said of them.
    """
    told = Counter(private.user for private in found.told(*kinds))
    left = []
    for name in sorted(names):
        person = found.ledger.typed[name]
        told[person] -= 1
        if told[person] < 0:
            left.append(name)
    return left


def _unanswered(found: Evidence) -> list[str]:
    threads = {tag_of(text_of(m)): m.ts for m in found.publics if not m.thread_ts}
    answered = {message.thread_ts for message in found.publics if _is_answer(message)}
    return [name for name in found.ledger.asked if threads[name] not in answered]


def _is_answer(message: Message) -> bool:
    return bool(message.thread_ts) and any(mark in text_of(message) for mark in _ANSWERS)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
