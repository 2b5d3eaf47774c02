"""Says how well each party is known, so that no party is watched less closely unnoticed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.checks.watchfile import PartyFile, PartyRow

LEGISLATURES = ("House of Commons", "Scottish Parliament", "Senedd", "Northern Ireland Assembly")
_COUNTED = {
    "names": "names",
    "members": "words for its people",
    "leaders": "names of leaders",
    "politicians": "names of politicians",
    "welsh": "Welsh names",
    "handles": "accounts",
    "domains": "sites",
    "slogans": "slogans",
}
_NEEDED = {
    "leaders": "no leader: one who leads it is read as anybody",
    "welsh": "no Welsh name: it is not seen in Welsh",
    "handles": "no account",
    "domains": "no site",
    "slogans": "no slogan: its campaign lines pass as plain words",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is known of one party."""

    name: str
    seats: tuple[str, ...]
    seats_basis: str
    counts: dict[str, int]
    gaps: tuple[str, ...]
    note: str

    def as_values(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def covered(file: PartyFile) -> tuple[Coverage, ...]:
    """A row for each party, in the file's order."""
    return tuple(
        Coverage(
            name=party.name,
            seats=party.seats,
            seats_basis=party.seats_basis,
            counts={what: len(getattr(party, name)) for name, what in _COUNTED.items()},
            gaps=tuple(_gaps(party)),
            note=party.note,
        )
        for party in file.parties
    )


def _gaps(party: PartyRow) -> Iterator[str]:
    yield from (told for name, told in _NEEDED.items() if not getattr(party, name))
    if party.seats and party.seats_basis != "verified":
        yield f"its seats are {_BASES[party.seats_basis]}"
    for word in party.adjectives:
        if word not in (*party.common, *party.plain):
            yield f"{word} alone is not read as its name, but beside a word such as councillor"
    if party.common:
        yield f"{party.common[0]} is an ordinary word too, and read as its name only in company"


_BASES = {"recall": "from general knowledge", "reported": "as reported, or read in part"}
