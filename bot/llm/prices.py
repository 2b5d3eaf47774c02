"""What an answer cost: tokens times a dated table, or nothing said where no price is known."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

READ_ON = "2026-11-22"
"""The day on which the sources were read. They are secondary: each says that it took its
figures from OpenAI's own price page, which could not be read itself."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars a million tokens, standard tier, up to 272,000 tokens of input."""

    fresh: float
    cached: float
    output: float
    since: str
    source: str
    written: float | None = None
    """For input written to the cache, where that is charged apart. None: not known."""


_PROMPTFUEL = "https://github.com/TheKrush/PromptFuel/releases/tag/"
_PLANS = "https://github.com/api-evangelist/openai/blob/main/plans/openai-plans-pricing.yml"
_CODEXOMETER = "https://github.com/merefield/codexometer/releases/tag/v0.18.4"

PRICES = {
    "gpt-6.1-terra": Price(1.00, 0.05, 5.00, "2026-10-26", f"{_PROMPTFUEL}v1.0.24", 1.25),
    "gpt-6-sol": Price(2.00, 0.20, 10.00, "2026-09-22", _CODEXOMETER, 2.50),
    "gpt-6-luna": Price(0.10, 0.01, 0.50, "2026-09-22", _CODEXOMETER, 0.125),
    "gpt-6-astra": Price(10.00, 1.00, 50.00, "2026-09-03", f"{_PROMPTFUEL}v1.0.19"),
    "gpt-5.6-terra": Price(2.00, 0.20, 12.00, "2026-07-30", f"{_PROMPTFUEL}v1.0.19"),
    "gpt-5.6-luna": Price(0.20, 0.02, 1.20, "2026-07-30", f"{_PROMPTFUEL}v1.0.19"),
    "gpt-5.5": Price(5.00, 0.50, 30.00, "2026-05-04", _PLANS),
    "gpt-5.4": Price(2.50, 0.25, 15.00, "2026-05-04", _PLANS),
    "gpt-5.4-mini": Price(0.75, 0.075, 4.50, "2026-05-04", _PLANS),
    "gpt-5.4-nano": Price(0.20, 0.02, 1.25, "2026-05-04", _PLANS),
}
"""gpt-5.6-sol is left out: two sources of the same weeks disagree about it."""

_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")
_LONG = 272_000
"""Tokens of input above which other prices hold."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one or more answers took. ``cached`` and ``written`` are parts of ``input``."""

    input: int = 0
    cached: int = 0
    written: int = 0
    output: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        """Take both together."""
        return Tokens(
            self.input + other.input,
            self.cached + other.cached,
            self.written + other.written,
            self.output + other.output,
        )


def cost_usd(model: str, base_url: str, tokens: Tokens) -> float | None:
    """Price an answer of OpenAI's own endpoint; None for any other, and where unsure."""
    price = PRICES.get(_SNAPSHOT.sub("", model))
    if price is None or urlsplit(base_url).hostname != "api.openai.com" or tokens.input > _LONG:
        return None
    if tokens.written and price.written is None:
        return None
    fresh = tokens.input - tokens.cached - tokens.written
    dollars = (
        fresh * price.fresh
        + tokens.cached * price.cached
        + tokens.written * (price.written or 0.0)
        + tokens.output * price.output
    )
    return round(dollars / 1_000_000, 8)
