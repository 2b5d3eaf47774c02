"""What each family of models takes: which parameters, and how long an answer may be."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Parameters for one family. None: not sent, the endpoint decides."""

    temperature: float | None = None
    reasoning_effort: str | None = None
    cap: int = 6_000
    """Tokens of output, reasoning included, at the first try."""
    larger_cap: int = 16_000
    """At the second, when the first was cut."""


_REASONING = Profile(reasoning_effort="low", cap=10_000, larger_cap=30_000)
"""They refuse a temperature (https://github.com/vercel/ai/issues/10932 for the fifth generation,
https://github.com/khoj-ai/khoj/issues/1377 for 5.6) and spend output tokens on reasoning."""

_PLAIN = Profile(temperature=0.0)
"""They take a temperature; 0 makes answers vary less, never not at all."""

_FAMILIES = (
    (re.compile(r"gpt-5.*-chat"), Profile()),
    (re.compile(r"(gpt-[5-9]|o[1-9])"), _REASONING),
    (re.compile(r"gpt-(4o|4\.1)"), _PLAIN),
)


def profile_of(model: str) -> Profile:
    """Find a model's profile; a model that is not known gets nothing but a cap."""
    name = model.rsplit("/", 1)[-1]
    return next((profile for family, profile in _FAMILIES if family.match(name)), Profile())
