"""Where in a document a clause of the catalogue points: by the words of its locator alone."""

import re
from collections.abc import Iterator

from bot.guidance.catalogue import Clause
from bot.guidance.official import Document, OfficialPassage, evened

_ASIDE = re.compile(r"\([^)]*\)")
_SECTION = re.compile(r"^(?:s|ss|sec)\.\s*(?=\d)")
_PARAGRAPH = re.compile(r"^(?:para|paragraph|paras|paragraphs)\.?\s*(?=\d)")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


def located(clause: Clause, document: Document) -> tuple[OfficialPassage, ...]:
    """The passages that a clause's locator points at; none where it points at nothing.

    It rests on the locator and the document's headings and numbers alone, never on what a passage
    says. A locator that names an item in words ("Integrity: you must, item on records") points at
    its whole list. So what is given may be more than the clause rests on, and is never a guess by
    likeness. Whatever ties clauses to passages more surely can stand in its place: it is asked
    for in one form, a clause and a document in, passages out.
    """
    for wanted in _candidates(clause.locator):
        found = tuple(p for p in document.passages if _stands_at(p, wanted))
        if found:
            return found
    return ()


def _candidates(locator: str) -> Iterator[str]:
    """The place that a locator names, ever less exactly."""
    whole = plain(_ASIDE.sub("", locator))
    yield _SECTION.sub("section ", _PARAGRAPH.sub("", whole))
    while ", " in whole:
        whole = whole.rpartition(", ")[0]
        yield _SECTION.sub("section ", _PARAGRAPH.sub("", whole))


def plain(name: str) -> str:
    """A name as it is compared: small letters, straight quotes, even spaces, no full stop."""
    return evened(name.translate(_QUOTES)).lower().rstrip(" .;:,")


def _stands_at(passage: OfficialPassage, wanted: str) -> bool:
    return bool(wanted) and any(_begins(name, wanted) for name in _names(passage))


def _names(passage: OfficialPassage) -> Iterator[str]:
    yield plain(passage.locator)
    yield from map(plain, passage.headings)
    yield plain(": ".join(passage.headings[-2:]))
    if passage.lead and passage.headings:
        yield plain(f"{passage.headings[-1]}: {passage.lead}")


def _begins(name: str, wanted: str) -> bool:
    """Whether a name is the one wanted, or a part of it: never "you must not" for "you must".

    After a number its words may follow ("Convention 1 on titles"), never more of the number.
    """
    if not name.startswith(wanted):
        return False
    after = name[len(wanted) :]
    if not after or after[0] in ",:(":
        return True
    is_number_s_end = after[0] == " " or (after[0] == "." and not after[1:2].isdigit())
    return wanted[-1].isdigit() and is_number_s_end
