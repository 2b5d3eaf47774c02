"""Tells whether words are the bot's Welsh, or come from a draft or from a source."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Formatter

from bot.review.review import Review
from bot.slack.blocks import Block, cut
from bot.slack.budget import Message
from bot.words.catalogue import read_po

_FILE = Path(__file__).parent.parent / "words" / "cy.po"
_QUOTED = re.compile(r"“([^”]*)”")
_LONG = 20
"""Characters of Welsh that nobody else would write: they go before what is quoted."""
_CASE = 400
"""Characters of a case that a card shows."""
_LETTERS = re.compile(r"[^\W\d_]")


def _fragments() -> Iterator[str]:
    """What stands in the Welsh sentences between their placeholders."""
    for entry in read_po(_FILE):
        for words in (entry.msgstr, *entry.msgstr_plural.values()):
            for literal, _, _, _ in Formatter().parse(words):
                for line in literal.split("\n"):
                    yield from filter(None, (line.strip(), line.strip(" “”:()")))


FRAGMENTS = frozenset(_fragments())


def shown(message: Message) -> Iterator[str]:
    """Every text of a message that somebody reads or hears; a long one is cut where it is heard."""
    lines = message.text.split("\n")
    yield from lines[:-1] if message.text.endswith("…") else lines
    yield from _texts(list(message.blocks))


def _texts(piece: object) -> Iterator[str]:
    if isinstance(piece, list):
        for inside in piece:
            yield from _texts(inside)
    if isinstance(piece, dict):
        for name, inside in piece.items():
            if name in {"text", "accessibility_label"} and isinstance(inside, str):
                yield inside
            else:
                yield from _texts(inside)


def quoted(review: Review) -> tuple[str, ...]:
    """What a card shows that is not the bot's own words: the draft, the sources, names."""
    passages = [(p.title, p.locator, p.words, p.clause_id) for p in review.passages]
    cases = [(c.date, c.body) for c in review.precedents]
    cases += [(cut(c.what, _CASE), cut(c.outcome, _CASE)) for c in review.precedents]
    found = [(f.excerpt, f.quote) for f in review.findings]
    found += [(n.excerpt, "") for n in review.notes]
    making = review.making
    names = (making.guidance_edition, making.checks_edition, making.model_answered, review.id)
    kept = review.rewording.kept if review.rewording else ()
    words = [*passages, *cases, *found, [p.what for p in review.periods], names, kept]
    return (review.draft.text, *(one for group in words for one in group if one))


def not_welsh(messages: Iterable[Message], sources: Sequence[str]) -> list[str]:
    """What is left of the messages once the Welsh and the sources are taken out."""
    every = {text for message in messages for text in shown(message)}
    return sorted(left for text in every if (left := _left(text, sources)))


def _left(text: str, sources: Sequence[str]) -> str:
    """A text without what is quoted from a source and without the Welsh; nothing if that is all."""
    whole = "\n".join(sources).casefold()
    bare = _without(_unescaped(text), [one for one in FRAGMENTS if len(one) >= _LONG])
    bare = _QUOTED.sub(lambda m: " " if m[1].casefold() in whole else m[0], bare)
    if bare.strip(" “”….").casefold() in whole:
        return ""
    bare = _without(bare, {*sources, *FRAGMENTS})
    return bare if _LETTERS.search(bare) else ""


def _without(text: str, every: Iterable[str]) -> str:
    for words in sorted(every, key=len, reverse=True):
        if words in text:
            text = re.sub(_alone(words), " ", text)
    return text


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _alone(words: str) -> str:
    """A pattern for words that are no part of a longer word."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    return before + re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "")


def texts(block: Block) -> list[str]:
    """Every text of a block or a form."""
    return list(_texts(block))
