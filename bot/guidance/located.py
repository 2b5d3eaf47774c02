"""Which passages of a document a clause may rest on: by its tie, else by its locator's words."""

import re
from collections.abc import Iterator
from functools import cached_property

from bot.guidance.catalogue import Clause, Library
from bot.guidance.official import Document, OfficialPassage, evened
from bot.guidance.ties import Sureness, Tie, Tying

_ASIDE = re.compile(r"\([^)]*\)")
_SECTION = re.compile(r"^(?:s|ss|sec)\.\s*(?=\d)")
_PARAGRAPH = re.compile(r"^(?:para|paragraph|paras|paragraphs)\.?\s*(?=\d)")
_QUOTES = str.maketrans("‘’“”", "''\"\"")


class Locating:
    """Finds the passages that clauses may rest on; each version of a document is tied once.

    A sure tie is the passage; without one, what the locator points at. With ``guesses`` a likely
    tie stands beside it: of a change it is better to name a clause too many than to pass one over,
    but a guess is never shown as what a review rested on.
    """

    def __init__(self, library: Library, *, guesses: bool = False) -> None:
        self._library, self._guesses = library, guesses
        self._tied: dict[str, dict[str, Tie]] = {}

    def __call__(self, clause: Clause, document: Document) -> tuple[OfficialPassage, ...]:
        """The passages of a version that a clause may rest on."""
        tie = self._ties(document).get(clause.id)
        if tie and tie.passage and tie.sureness is Sureness.SURE:
            return (tie.passage,)
        found = located(clause, document)
        is_guess = self._guesses and tie and tie.passage and tie.passage not in found
        return (*found, tie.passage) if is_guess and tie and tie.passage else found

    def _ties(self, document: Document) -> dict[str, Tie]:
        if document.hash not in self._tied:
            clauses = [c for c in self._library.clauses if c.source.id == document.source]
            ties = self._tying.tied(clauses, document)
            self._tied[document.hash] = {tie.clause_id: tie for tie in ties}
        return self._tied[document.hash]

    @cached_property
    def _tying(self) -> Tying:
        return Tying(self._library.clauses)


def located(clause: Clause, document: Document) -> tuple[OfficialPassage, ...]:
    """The passages that a clause's locator points at; none where it points at nothing.

    It rests on the locator and the document's headings and numbers alone, never on what a passage
    says. A locator that names an item in words ("Integrity: you must, item on records") points at
    its whole list. So what is given may be more than the clause rests on, and is never a guess by
    likeness.
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
