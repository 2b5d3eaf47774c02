"""Makes ids out of the doors' keys: stable, so that repeating is harmless, and safe anywhere."""

import re
from hashlib import sha256

from bot.errors import BadQuestion

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST = 47


def safe_id(key: str) -> str:
    """Give the key itself if it is safe in a file name and an address, else one that is its own.

    Raises BadQuestion for an empty key: two requests would become one.
    """
    if not key.strip():
        raise BadQuestion("The request has no key of its own, so it cannot be kept.")
    if _SAFE.fullmatch(key):
        return key
    tail = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', key)[:_LONGEST]}-{tail}"


def mark_of(person: str) -> str:
    """An opaque, stable mark of a person for a model's maker: never a name."""
    return sha256(f"neutral-bot:{person}".encode()).hexdigest()[:32]
