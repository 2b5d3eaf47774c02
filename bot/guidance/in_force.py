"""The official words that a clause rested on at a moment, beside those of today."""

from dataclasses import dataclass

from bot.guidance.catalogue import Clause
from bot.guidance.changes import Locate
from bot.guidance.official import Document, OfficialPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A clause with its document then and now. None: no words of it are known of that time."""

    clause: Clause
    then: Document | None
    now: Document | None
    words_then: tuple[OfficialPassage, ...] = ()
    words_now: tuple[OfficialPassage, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether its words, or what leads in to them, are others today."""
        return _marks(self.words_then) != _marks(self.words_now)

    @property
    def stands_otherwise(self) -> bool:
        """Whether its document has become another thing: withdrawn, moved, in force again."""
        return bool(self.then and self.now and self.then.state is not self.now.state)


def in_force(
    clause: Clause, then: Document | None, now: Document | None, locate: Locate
) -> InForce:
    """Find a clause's words in both versions of its document."""
    return InForce(
        clause=clause,
        then=then,
        now=now,
        words_then=locate(clause, then) if then else (),
        words_now=locate(clause, now) if now else (),
    )


def _marks(passages: tuple[OfficialPassage, ...]) -> list[tuple[str, str]]:
    return [(passage.hash, passage.lead) for passage in passages]
