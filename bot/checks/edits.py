"""A safe edit for words at fault: what is left still reads as English and keeps every fact."""

import re

from bot.checks.view import View
from bot.quoting import Span

Edit = tuple[Span, Span | None, str | None]
"""The span at fault, the words that the replacement replaces (None: the span), the replacement."""

_FACT = re.compile(r"\d|[\u00a4@#\"]|(?<!^)(?<![.!?] )\b[A-Z][a-z]+")
_LETTERS = re.compile(r"\w{3}")
_OPENS = re.compile(r"\s*[:,\u2013\u2014-]?\s*")


def edit_for(how: str, view: View, start: int, end: int) -> Edit:
    """Work out the edit that a check's row asks for, or none where it would not be safe."""
    span = view.span(start, end)
    if how == "cut sentence":
        return _cut_sentence(view, start, span)
    if how == "cut":
        return _cut_words(view, start, span)
    if how:
        return span, None, _in_case(how, view.cased[start])
    return span, None, None


def _cut_sentence(view: View, start: int, span: Span) -> Edit:
    """Cut the sentence where it holds no fact and is not all there is."""
    first, after = view.sentence(start)
    sentence = view.cased[first:after]
    is_all = not (_LETTERS.search(view.text, 0, first) or _LETTERS.search(view.text, after))
    if is_all or _FACT.search(_without_common(sentence)):
        return span, None, None
    whole = view.span(first, after)
    begin, finish = _with_space(view.source, whole)
    return span, Span(begin, finish), ""


def _without_common(sentence: str) -> str:
    """The sentence without its first letter's capital: that one is no name."""
    return sentence[:1].lower() + sentence[1:]


def _with_space(text: str, span: Span) -> Span:
    """The span and the space on one side of it, so that no double space is left."""
    after = re.compile(r"[ \t]+|\n+").match(text, span.end)
    if after:
        return Span(span.start, after.end())
    before = len(text[: span.start].rstrip())
    return Span(before, span.end)


def _cut_words(view: View, start: int, span: Span) -> Edit:
    """Cut the words with their space; a capital moves to the word that now opens the sentence."""
    first, after = view.sentence(start)
    text = view.source
    if start > first:
        begin = len(text[: span.start].rstrip(" "))
        return span, Span(begin, span.end), ""
    match = _OPENS.match(text, span.end)
    finish = match.end() if match else span.end
    if finish >= view.span(first, after).end or not text[finish].isalnum():
        return span, None, None
    return span, Span(span.start, finish + 1), text[finish].upper()


def _in_case(words: str, first: str) -> str:
    return words[:1].upper() + words[1:] if first.isupper() else words
