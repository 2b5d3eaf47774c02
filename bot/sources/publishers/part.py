"""What one page of a document gives: its words in order, and which other pages belong to it."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.guidance.official import Kind, OfficialPassage, State

GOVUK, LEGISLATION, WEB, PAPER = "govuk", "legislation", "web", "paper"
GOVUK_PAGE = "govuk-page"
"""A page of GOV.UK for people, where the interface for machines does not have it."""
OWN = "own"
"""A document of the department's own, of any kind that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """A page to ask for, and who reads it."""

    reader: str
    """GOVUK, LEGISLATION or WEB; a PDF is known by its own kind."""
    ask: str
    """The address that is asked; for GOV.UK the Content API's."""
    title: str = ""
    """What the page is called within its document; empty for the page that comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page, read. A part without passages may still say what became of the document."""

    address: str
    """The page for people."""
    title: str = ""
    published: str = ""
    """As a date, 2024-05-23; empty where the page shows none."""
    state: State = State.CURRENT
    note: str = ""
    successor: str = ""
    passages: tuple[OfficialPassage, ...] = ()
    follow: tuple[Want, ...] = ()
    """The other pages of the document, in order."""
    instead: Want | None = None
    """The page that stands in this one's place."""


def to_plain(part: Part) -> dict[str, Any]:
    """A part as values that JSON can carry."""
    return asdict(part)


def from_plain(values: dict[str, Any]) -> Part:
    """Read a part back."""
    return Part(
        **values
        | {
            "state": State(values["state"]),
            "passages": tuple(map(_passage, values["passages"])),
            "follow": tuple(Want(**want) for want in values["follow"]),
            "instead": Want(**values["instead"]) if values["instead"] else None,
        }
    )


def _passage(values: dict[str, Any]) -> OfficialPassage:
    return OfficialPassage(
        **values | {"kind": Kind(values["kind"]), "headings": tuple(values["headings"])}
    )


def under(title: str, passages: tuple[OfficialPassage, ...]) -> tuple[OfficialPassage, ...]:
    """Put the passages of a page under its title, where a document has several pages."""
    if not title:
        return passages
    return tuple(replace(passage, headings=(title, *passage.headings)) for passage in passages)
