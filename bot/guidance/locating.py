"""Reads where a clause's locator says that it stands, and holds a passage's place against it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.guidance.official import Kind, OfficialPassage
from bot.guidance.stems import stems


class Fit(StrEnum):
    """How a passage's place fits a locator."""

    AGREES = "agrees"
    """All that the locator tells is met, and it tells something."""
    SILENT = "silent"
    """The locator tells nothing that this document can meet or fail."""
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a locator tells: "Integrity: you must, item on disclosure", "Note 8, para 4"."""

    heads: tuple[frozenset[str], ...] = ()
    """The stems of each heading that it names."""
    marks: tuple[tuple[str, str], ...] = ()
    """Headings that it names by a label and a number: ("note", "8")."""
    provision: str = ""
    """A place in an Act: "section 125(1)"."""
    paragraphs: frozenset[str] = frozenset()
    """The paragraph is one of these; empty where it names none."""
    items: frozenset[str] = frozenset()
    """The same for items of a list."""
    is_duty: bool | None = None
    """Under "you must", or under "you must not"."""
    is_opening: bool = False
    topic: str = ""
    """What it says that the passage is about."""


_ASIDE = re.compile(r"(?<!\w)\(([^()]{3,})\)")
_OTHER_EDITION = re.compile(
    r"\b(edition|texts?|versions?|numbering|older|note of)\b|\b\d{4} note\b"
)
_NUMBERS = r"\(?\d+[a-z]?\)?(?:(?:,| and| to| or)* \(?\d+[a-z]?\)?)*"
_PARAGRAPHS = re.compile(rf"\bpara(?:graph)?s? ({_NUMBERS})", re.IGNORECASE)
_ITEMS = re.compile(
    rf"\b(?:items?|bullets?|points?) ({_NUMBERS}|\([a-z]\)(?:(?:,| and)* \([a-z]\))*)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?<![\d.])\d+(?:\.\d+)+(?![\d.])")
_LAW = re.compile(r"\bs\.(\d+[A-Z]*)((?:\(\w+\))*)|\bsection (\d+[A-Z]*)((?:\(\w+\))+)")
_LABELLED = re.compile(
    r"\b(note|standard|principle|convention|annex|schedule|article|chapter|part|step|section)s? "
    r"(\d+|[A-Z]|[IVX]+)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth) (paragraph|item|bullet)", re.IGNORECASE)
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_DUTY = re.compile(r"\b(?:you )?must( not)?\b", re.IGNORECASE)
_TOPIC = re.compile(r"\b(?:item|paragraph|bullet)s? on ([^:;,]+)", re.IGNORECASE)
_OPENING = re.compile(r"\bopening( paragraphs?)?\b", re.IGNORECASE)
_TELLS_NOTHING = re.compile(
    r"\b(whole page|written answer|news item|(first|second|third) limb|onwards|and|of|the|chapter"
    r"|final items|last paragraph|general principle|rules?|ss|to)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+[a-z]?|\b[a-z]\b")
_TRAILING = re.compile(r"\b(paragraph|item)s? \(?(\w+)\)?")
_LABEL = re.compile(r"^([^:–—.]{3,40})[:–—]")
_MOST_OF = 0.6


def read_locator(locator: str) -> Place:
    """Read a locator of the catalogue.

    What stands in brackets, or counts by another edition than the present one, is no place.
    """
    asides = _ASIDE.findall(locator)
    main = " ".join(_ASIDE.sub(" ", locator).split())
    topics = [a for a in asides if not _OTHER_EDITION.search(a) and not re.search(r"\d", a)]
    counts = not _OTHER_EDITION.search(main) and not any(
        _OTHER_EDITION.search(aside) and not _counted(aside) for aside in asides
    )
    told = _TOPIC.findall(main)
    return _read(_TOPIC.sub(" ", main), " ".join([*told, *topics]), counts=counts)


def _counted(aside: str) -> bool:
    """Whether an aside has a number of its own, beside years."""
    return bool(re.search(r"\b\d{1,3}\b", aside))


def _read(main: str, topic: str, *, counts: bool) -> Place:
    law = _LAW.search(main)
    paragraphs = {*_figures(_PARAGRAPHS, main), *_DECIMAL.findall(main)}
    items = _figures(_ITEMS, main)
    for ordinal, what in _ORDINAL.findall(main):
        (paragraphs if what.lower() == "paragraph" else items).add(_ORDINALS[ordinal.lower()])
    duty = _DUTY.search(main)
    rest = main
    for pattern in (_LAW, _PARAGRAPHS, _ITEMS, _DECIMAL, _ORDINAL, _DUTY, _OPENING):
        rest = pattern.sub(" ", rest)
    marks = tuple((label.lower(), mark.lower()) for label, mark in _LABELLED.findall(rest))
    return Place(
        heads=tuple(_heads(_LABELLED.sub(" ", rest))),
        marks=marks if counts and not law else (),
        provision=f"section {law[1] or law[3]}{law[2] or law[4] or ''}" if law else "",
        paragraphs=frozenset(paragraphs if counts and not law else ()),
        items=frozenset(items if counts else ()),
        is_duty=not duty[1] if duty else None,
        is_opening=bool(_OPENING.search(main)),
        topic=topic,
    )


def _figures(pattern: re.Pattern[str], text: str) -> set[str]:
    return {figure for found in pattern.findall(text) for figure in _FIGURE.findall(found.lower())}


def _heads(rest: str) -> Iterator[frozenset[str]]:
    for part in re.split(r"[:;,]", rest):
        if re.match(r"\s*(with|also|as)\b", part):
            continue
        head = frozenset(word for word in stems(_TELLS_NOTHING.sub(" ", part)) if len(word) > 1)
        if head and not all(word.isdigit() for word in head):
            yield head


def fit(place: Place, passage: OfficialPassage) -> Fit:
    """Hold a passage's place against what a locator tells."""
    asked = list(_asked(place, passage))
    if not asked:
        return Fit.SILENT
    return Fit.AGREES if all(asked) else Fit.DIFFERS


def _asked(place: Place, passage: OfficialPassage) -> Iterator[bool]:
    """Whether each thing that the locator tells is so."""
    yield from (_is_headed(head, passage) for head in place.heads)
    yield from (_is_marked(label, mark, passage) for label, mark in place.marks)
    if place.provision:
        yield re.match(rf"{re.escape(place.provision)}(?!\w)", passage.locator) is not None
    if place.paragraphs:
        yield _is_numbered("paragraph", place.paragraphs, passage)
    if place.items:
        yield _is_numbered("item", place.items, passage)
    if place.is_duty is not None:
        yield _is_duty(passage) is place.is_duty
    if place.is_opening:
        yield not passage.headings or passage.locator.startswith("opening")


def _is_headed(head: frozenset[str], passage: OfficialPassage) -> bool:
    """Whether one heading, the words that lead in, or a label at its own head hold the words."""
    label = _LABEL.match(passage.text)
    above: Iterable[str] = (*passage.headings, passage.lead, label[1] if label else "")
    return any(len(head & set(stems(text))) >= _MOST_OF * len(head) for text in above)


def _is_marked(label: str, mark: str, passage: OfficialPassage) -> bool:
    """Whether a heading carries the label and the number: "Note 8: ...", "1. Scope"."""
    named = re.compile(rf"\b{label} {re.escape(mark)}\b", re.IGNORECASE)
    counted = re.compile(rf"\(?{re.escape(mark)}[.):\s]", re.IGNORECASE)
    above = (*passage.headings, passage.locator)
    if any(named.search(text) for text in above):
        return True
    return label in {"section", "chapter", "part", "step"} and any(
        counted.match(text) for text in passage.headings
    )


def _is_numbered(kind: str, wanted: frozenset[str], passage: OfficialPassage) -> bool:
    """Whether the passage, or the paragraph that it is an item of, has one of the numbers."""
    own = {figure.lower() for what, figure in _TRAILING.findall(passage.locator) if what == kind}
    is_item = passage.kind is Kind.ITEM
    if passage.number and is_item == (kind == "item"):
        own.add(passage.number.lower())
    decimal = re.match(r"\d+(?:\.\d+)+", passage.locator)
    if decimal and kind == "paragraph":
        parts = decimal[0].split(".")
        own |= {".".join(parts[:end]) for end in range(2, len(parts) + 1)}
    return bool(own & wanted)


def _is_duty(passage: OfficialPassage) -> bool | None:
    """Whether it stands under "must" or under "must not"; None for neither."""
    for text in (passage.lead, *reversed(passage.headings)):
        if found := re.search(r"\b(?:must|should)( not)?\b", text, re.IGNORECASE):
            return not found[1]
    return None
