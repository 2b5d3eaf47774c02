"""What goes to a language model and what comes back, whoever makes the model."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question. The fixed part stands first, byte for byte the same for every draft."""

    system: str
    turns: tuple[tuple[str, str], ...]
    """(role, text) with role ``user`` or ``assistant``; untrusted text is in ``user`` alone."""
    schema_name: str
    schema: dict[str, Any]
    """JSON schema, strict; constant for an edition of the guidance."""
    edition: str
    """Edition of the prompt: the cache key."""
    asked_by: str = ""
    """An opaque, stable mark of the asker, never a name."""
    again: str = ""
    """Words for a second round, where the answer cannot be read or a finding not be proven."""
    repair: str = ""
    """Words for a second round, where the rewording cannot be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer: the text as the model gave it, not yet believed, and what it took."""

    text: str
    model_asked: str
    model_answered: str = ""
    response_id: str = ""
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None
    attempts: int = 1
    milliseconds: int = 0
