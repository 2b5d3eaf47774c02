"""People under other names: the same one in every month, and no way back without the key.

HMAC-SHA-256 of the person's id with a secret key. Whoever has the key can find a person again by
trying every id of the workspace; whoever has not can do no such thing.
"""

import hmac
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_DIGITS = 16
"""Hexadecimal digits: 64 bits, so that no two people of a government share a name by chance."""
_MOST = 10_000
"""People whose names are kept at hand."""
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_BARE = re.compile(
    r"(?<![A-Za-z0-9])[UW](?=[A-Z]*[0-9])(?![A-Z]+[0-9]{1,4}(?![A-Z0-9]))[A-Z0-9]{7,20}(?![A-Za-z0-9])"
)
"""A Slack id in a text: eight signs and more, with a digit. A word with a year is none."""
_ID = re.compile(r"[UW][A-Z0-9]+")


class Pseudonyms:
    """Names made with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.name: Callable[[str], str] = lru_cache(_MOST)(self._name)
        """The pseudonym of a person; nobody has none."""

    def text(self, text: str, people: Iterable[str] = ()) -> str:
        """Put pseudonyms in place of the ids in a text: mentions, and ids that stand bare.

        ``people``: ids that are looked for in any case, however short.
        """
        text = _MENTION.sub(lambda found: self.name(found[1]), text)
        text = _BARE.sub(lambda found: self.name(found[0]), text)
        for person in people:
            if person in text and _ID.fullmatch(person):
                whole = re.compile(rf"(?<![A-Za-z0-9]){person}(?![A-Za-z0-9])")
                text = whole.sub(self.name(person), text)
        return text

    def _name(self, person: str) -> str:
        if not person:
            return ""
        digest = hmac.digest(self._key, person.encode("utf-8", "surrogatepass"), "sha256")
        return f"person-{digest.hex()[:_DIGITS]}"
