"""Finds the number that a paragraph opens with: "1.2", "5.", "(a)", "2.6.b"."""

import re

_DECIMAL = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){1,4}(?:\.?\(?[a-z]{1,2}\b\)?)?)[.)]?\s+(?=[^a-z\W\d]|[“\"'‘(\[])"
)
_WHOLE = re.compile(r"\(?(\d{1,3})(?:\)|\.(?!\d))\s*(?=\S)")
_BARE = re.compile(r"(\d{1,3})\s+(?=[^a-z\W\d]|[“\"‘(\[])")
_LETTER = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,5}|[A-Z])[.)]\s+(?=\S)")


def number_at(text: str, after: int = 0) -> str:
    """The number at the head of a paragraph, without its dots and brackets; empty for none.

    ``after`` is the whole number that the last paragraph had. A figure alone, as in "24 posts
    were checked", is a number only where it is the next one.
    """
    for pattern in (_DECIMAL, _WHOLE, _LETTER):
        if found := pattern.match(text):
            return found[1].rstrip(").").replace("(", "")
    if (found := _BARE.match(text)) and int(found[1]) == after + 1:
        return found[1]
    return ""
