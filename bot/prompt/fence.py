"""Fences material that nobody here wrote, so that its end cannot be counterfeited by it."""

from hashlib import sha256

from bot.prompt.visible import visible


def fence_mark(nonce: str, *texts: str) -> str:
    """Give a mark that stands in none of the texts: the nonce, hashed again while it does."""
    mark = nonce
    while any(mark in text for text in texts):
        mark = sha256(mark.encode()).hexdigest()[:16]
    return mark


def fenced(name: str, text: str, mark: str) -> str:
    """Put a text between two lines that carry the mark; hidden characters are left out."""
    return f"<<<{name} {mark}>>>\n{visible(text).text}\n<<<end of {name} {mark}>>>"


def one_line(text: str) -> str:
    """Give a text on one line, without hidden characters, for a place among other lines."""
    return " ".join(visible(text).text.split())
