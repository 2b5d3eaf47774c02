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
        "question answered twice on record": [q for q, n in found.held.answers.items() if n > 1],
        "place kept twice": _repeated(found.held.shared),
        "a database is damaged": [] if found.held.whole else ["integrity_check"],
    }
    return {rule: sorted(cases) for rule, cases in rules.items() if cases}


def figures(found: Evidence) -> dict[str, int]:
    """What happened, counted."""
    cards = Counter(private.tag for private in found.told("card", "apology"))
    return {
        "typed": len(found.ledger.typed),
        "acknowledged": len(found.ledger.taken),
        "not taken, typed again": found.ledger.refused,
        "delivered again later": found.ledger.echoes,
        "reviews kept": len(found.held.reviews),
        "misses kept": len(found.held.misses),
        "shares acknowledged": len(found.ledger.shared),
        "cards in the channel": len(found.roots),
        "told that a share is uncertain": len({p.button for p in found.told("perhaps")}),
        "told that a share failed": sum(1 for _ in found.told("not shared")),
        "questions acknowledged": len(found.ledger.asked),
        "questions ended in silence (not held to)": len(_silent(found)),
        "private answers shown more than once (not held to)": sum(n > 1 for n in cards.values()),
        "... copies beyond the first": sum(cards.values()) - len(cards),
    }


def _lost(found: Evidence) -> list[str]:
    answered = {private.tag for private in found.told("card", "apology")}
    return [name for name in found.ledger.taken if name not in answered]


def _unkept(found: Evidence) -> list[str]:
    kept = {*found.held.reviews.values(), *found.held.misses.values()}
    return [name for name in found.ledger.taken if name not in kept]


def _kept_twice(found: Evidence) -> list[str]:
    return _repeated((*found.held.reviews.values(), *found.held.misses.values()))


def _two_ways(found: Evidence) -> list[str]:
    cards = {private.tag for private in found.told("card")}
    both = cards & {private.tag for private in found.told("apology")}
    named = {(private.tag, private.button) for private in found.told("card") if private.button}
    return [*both, *_repeated(name for name, _ in named)]


def _not_kept_first(found: Evidence) -> list[str]:
    kept, missed = set(found.held.reviews.values()), set(found.held.misses.values())
    shown = {private.tag for private in found.told("card")} | set(found.roots)
    apologies = {private.tag for private in found.told("apology")}
    return [*(shown - kept), *(apologies - missed)]


def _astray(found: Evidence) -> list[str]:
    typed = found.ledger.typed
    return [p.tag for p in found.told("card", "apology") if typed.get(p.tag) != p.user]


def _doubled(found: Evidence) -> list[str]:
    same = Counter((message.thread_ts, text_of(message)) for message in found.publics)
    parts = [tag_of(words) or words[:80] for (_, words), count in same.items() if count > 1]
    answers = [message.thread_ts for message in found.publics if _is_answer(message)]
    return [*parts, *_repeated(found.roots), *_repeated(answers)]


def _forgotten(found: Evidence) -> list[str]:
    uncertain = {found.held.reviews.get(p.button.split("#")[0]) for p in found.told("perhaps")}
    there = {*found.roots, *uncertain}
    gone = [name for name in found.ledger.shared if name not in there]
    return gone[sum(1 for _ in found.told("not shared")) :]


def _silent(found: Evidence) -> list[str]:
    threads = {tag_of(text_of(m)): m.ts for m in found.publics if not m.thread_ts}
    answered = {message.thread_ts for message in found.publics if _is_answer(message)}
    silent = [name for name in found.ledger.asked if threads[name] not in answered]
    return silent[sum(1 for _ in found.told("sorry")) :]


def _is_answer(message: Message) -> bool:
    return bool(message.thread_ts) and any(mark in text_of(message) for mark in _ANSWERS)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
