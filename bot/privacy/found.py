"""What personal data is, by kind, and where a piece of it stands in a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.quoting import Span


class Kind(StrEnum):
    """A kind of personal data, in the words that stand in its place."""

    EMAIL = "email address"
    PHONE = "phone number"
    INSURANCE = "National Insurance number"
    NHS = "NHS number"
    POSTCODE = "postcode"
    ADDRESS = "postal address"
    PERSON = "person"

    @property
    def mark(self) -> str:
        """What stands in the place of it. No pattern finds anything in a mark."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data; ``span`` in characters of the text."""

    span: Span
    kind: Kind


def merged(found: Iterable[Found]) -> tuple[Found, ...]:
    """Give them in order; those that share a character are one, of the kind that begins first.

    Of two that begin together the longer one gives the kind.
    """
    joined: list[Found] = []
    for one in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        last = joined[-1] if joined else None
        if last and one.span.start < last.span.end:
            end = max(last.span.end, one.span.end)
            joined[-1] = Found(Span(last.span.start, end), last.kind)
        else:
            joined.append(one)
    return tuple(joined)
