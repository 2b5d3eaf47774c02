"""Cuts and replaces words of a post and mends what that breaks: spaces, points and capitals."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bot.quoting import Span
from bot.review.sentences import TERMINALS, sentences
from bot.review.wordlist import listed
from bot.words.speaking import worded

_MARK = "\x00"
"""Stands where something was cut; a draft cannot hold it (bot.draft refuses NUL)."""

_DANGLING = listed(
    "a an the of for by to with and or but nor that which who than as at in on from into our your "
    "their is are was has have will been be so because while"
)
_LEADERLESS = listed(
    "and but or nor than which who because it they this that these those he she his her their "
    "its instead such so"
)
_PRONOUNS = listed("it they them he him she her")
_TIMES = listed("week month year morning evening spring summer autumn winter weekend")
_VERBS = listed("be been is are was were has have had do does did will would can could")
_LONGEST_HEADING = 4
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Edit(NamedTuple):
    """Words to stand in place of a span; empty to cut it."""

    span: Span
    words: str


def apply(edits: Iterable[Edit], text: str) -> str:
    """Make the edits, the wider first where two overlap, and mend what surrounds them."""
    made: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start - edit.span.end, edit.span)):
        if not any(edit.span.start < kept.span.end and kept.span.start < edit.span.end
                   for kept in made):  # fmt: skip
            made.append(edit)
    for (start, end), words in sorted(made, reverse=True):
        stop = start + len(text[start:end].rstrip())
        text = text[:start] + _MARK + words + _point(text, Span(start, stop), words) + text[stop:]
    return _tidy(text)


def is_safe(edit: Edit, text: str) -> bool:
    """Whether an edit leaves the verb of its sentence: a cut from the middle may take it."""
    (start, end), words = edit
    inside = text[:start].rstrip()[-1:].isalnum() and text[end:].lstrip()[:1].isalnum()
    lost = _VERBS.intersection(_WORD.findall(text[start:end].casefold()))
    return bool(words) or not inside or not lost


def heading(sentence: Span, text: str) -> Edit | None:
    """Make a heading of what a sentence speaks of, where it stands before a paragraph.

    ``Today's Budget has ...`` becomes ``Today's Budget:``.
    """
    start, end = sentence
    words = list(_WORD.finditer(text, start, end))
    verb = next((word for word in words if word[0] in _VERBS), None)
    subject = words[: words.index(verb)] if verb else []
    is_before_more = text[end : end + 1] == "\n" and bool(text[end:].strip())
    if not verb or not 1 < len(subject) <= _LONGEST_HEADING or not is_before_more:
        return None
    stop = start + len(text[start:end].rstrip())
    return Edit(Span(subject[-1].end(), stop), ":")


def _point(text: str, span: Span, words: str) -> str:
    """The point that the sentence before still needs, where the cut took it."""
    cut, before = text[span.start : span.end], text[: span.start].rstrip(" \t,;–—-")
    opening = cut[: len(cut) - len(cut.lstrip())]
    is_open = before[-1:].isalnum() and "\n" not in opening
    closes = cut[-1:] in {*TERMINALS}
    return cut[-1] if closes and is_open and not words.endswith((*TERMINALS, ":")) else ""


def _tidy(text: str) -> str:
    text = re.sub(rf"\n[ \t]*{_MARK}[ \t]*(?=\n|$)", "", text)
    text = re.sub(rf"(^|[.!?…\n])([ \t]*){_MARK}[ \t,;:–—-]*", r"\1\2" + _MARK, text)
    text = re.sub(rf"(?<![ \t])[ \t]*{_MARK}[ \t]*(?=[,.;:!?…)\]”])", _MARK, text)
    text = re.sub(rf"[,;:–—-][ \t]*{_MARK}(?=[,.;:!?…])", _MARK, text)
    text = re.sub(rf"(^|[.!?…\n][ \t]*){_MARK}[.!?…,;:]+[ \t]*", r"\1" + _MARK, text)
    text = re.sub(rf"(^|[.!?…][ \t]+|\n[ \t]*){_MARK}[ \t]*(\w)", _capital, text)
    text = re.sub(rf"(?<![ \t])[ \t]+{_MARK}[ \t]+", " ", text).replace(_MARK, "")
    text = re.sub(r"(?<=\S)[ \t]{2,}(?=\S)", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]++(?=\n)", "", text)).strip()


def _capital(match: re.Match[str]) -> str:
    return match[1] + match[2].upper()


def fault(new: str, old: str) -> str:
    """Say in plain words why the changed sentences of a text do not read, or nothing."""
    if _is_balanced(old) and not _is_balanced(new):
        return worded("A bracket or quotation mark would stand alone.")
    was, now = _pieces(old), _pieces(new)
    places = {piece: place for place, piece in reversed([*enumerate(was)])}
    for before, sentence in pairwise(["", *now]):
        if sentence not in places:
            if _is_broken(sentence):
                return worded("“{words}” would not read as a sentence.", words=sentence)
        elif _points_back(sentence):
            place = places[sentence]
            spoken_of = was[place - 1] if place else ""
            if before != spoken_of and (not before or before in places):
                return worded("“{words}” would no longer say what it speaks of.", words=sentence)
    return ""


def _pieces(text: str) -> list[str]:
    found = (text[start:end].strip() for start, end in sentences(text))
    return [piece for piece in found if piece]


def _is_broken(sentence: str) -> bool:
    words = _WORD.findall(sentence)
    if not words:
        return False
    first = sentence[sentence.find(words[0])]
    if first.islower() and not any(letter.isupper() for letter in words[0]):
        return True
    return words[-1].casefold() in _DANGLING or words[0].casefold() in {"and", "but", "or", "than"}


def _points_back(sentence: str) -> bool:
    """Whether a sentence opens by speaking of what another said: It..., Watch it here..."""
    words = [re.split("['’]", word.casefold())[0] for word in _WORD.findall(sentence)[:3]]
    if words[:1] == ["this"] and words[1:2] and words[1] in _TIMES:
        return False
    return bool(words) and (words[0] in _LEADERLESS or not _PRONOUNS.isdisjoint(words))


def _is_balanced(text: str) -> bool:
    return all(text.count(one) == text.count(other) for one, other in ("[]", "()", "“”"))
