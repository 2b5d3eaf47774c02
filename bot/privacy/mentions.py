"""Finds people who are mentioned as Slack writes it: ``<@U0123ABCD>``, with a name or without."""

import re
from collections.abc import Iterator
from typing import Final

_MENTION: Final = re.compile(r"<@[UW][A-Z0-9]{2,20}(?:\|[^<>|]{0,80})?>")


def mentions(text: str) -> Iterator[tuple[int, int]]:
    """Give where each one stands."""
    for found in _MENTION.finditer(text):
        yield found.span()
