"""The rank of a document: which clause leads where two bear on the same words."""

from enum import StrEnum

from bot.words.speaking import to_say, worded


class Rank(StrEnum):
    """From the one that leads to the one that only persuades: the order is that of the lines."""

    STATUTE = "statute"
    CODE = "code"
    """Made under a statute, or by the Prime Minister."""
    ELECTION = "election"
    """Guidance for an election: in its period. Outside it, it ranks as history."""
    PROPRIETY = "propriety"
    """The propriety pages and the publicity conventions."""
    OWN = "own"
    """A department's own rules."""
    POLICY = "policy"
    """Policy on a topic."""
    HISTORY = "history"
    PERSUASIVE = "persuasive"

    @property
    def label(self) -> str:
        """What people call it."""
        return worded(_LABELS[self])

    def held(self, *, in_season: bool) -> "Rank":
        """The rank on a day: guidance for an election is history while its period does not hold."""
        return Rank.HISTORY if self is Rank.ELECTION and not in_season else self


_LABELS = {
    Rank.STATUTE: to_say("statute"),
    Rank.CODE: to_say("code"),
    Rank.ELECTION: to_say("election guidance"),
    Rank.PROPRIETY: to_say("propriety guidance"),
    Rank.OWN: to_say("below the propriety guidance"),
    Rank.POLICY: to_say("policy on a topic"),
    Rank.HISTORY: to_say("history"),
    Rank.PERSUASIVE: to_say("persuasive only"),
}
OF_OWN = (Rank.OWN, Rank.POLICY, Rank.HISTORY, Rank.PERSUASIVE)
"""What a department may give its own rules: none that stands above the propriety pages."""
_ORDER = {rank.value: place for place, rank in enumerate(Rank)}


def told(rank: str) -> str:
    """A rank as people call it; one that is not known as it is written."""
    return Rank(rank).label if rank in _ORDER else rank


def leading(rank: str) -> int:
    """The place of a rank, 0 for the one that leads; last for one that is not known."""
    return _ORDER.get(rank, len(_ORDER))
