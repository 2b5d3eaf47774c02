"""What is sent with a question, and what is left out for an endpoint that does not know it."""

import hmac
import re
from typing import Any

from bot.llm.profiles import Profile
from bot.prompt.exchange import Request

OPTIONAL = (
    "prompt_cache_key",
    "safety_identifier",
    "store",
    "reasoning_effort",
    "temperature",
    "max_completion_tokens",
)
"""Compatible endpoints refuse some of these: https://github.com/zed-industries/zed/issues/52000 ,
https://github.com/anomalyco/opencode/issues/45113 . Without ``max_completion_tokens`` the older
``max_tokens`` is sent; an endpoint that does not know ``store`` has nothing to switch off."""

_REFUSALS = frozenset({400, 422})


def parameters(request: Request, profile: Profile, cap: int, key: str) -> dict[str, Any]:
    """Everything but the model's name. The asker's mark is hashed with the key."""
    sent: dict[str, Any] = {
        "messages": [
            {"role": "system", "content": request.system},
            *({"role": role, "content": text} for role, text in request.turns),
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": request.schema_name,
                "strict": True,
                "schema": request.schema,
            },
        },
        "store": False,
        "max_completion_tokens": cap,
        "prompt_cache_key": request.edition,
    }
    if request.asked_by:
        sent["safety_identifier"] = mark_of(request.asked_by, key)
    if profile.temperature is not None:
        sent["temperature"] = profile.temperature
    if profile.reasoning_effort is not None:
        sent["reasoning_effort"] = profile.reasoning_effort
    return sent


def without(sent: dict[str, Any], left_out: frozenset[str]) -> dict[str, Any]:
    """Leave parameters out; the cap on tokens then goes under its older name."""
    kept = {name: value for name, value in sent.items() if name not in left_out}
    if "max_completion_tokens" in left_out:
        kept["max_tokens"] = sent["max_completion_tokens"]
    return kept


def refused_parameter(error: Exception) -> str | None:
    """The optional parameter that an endpoint says it does not know, or None."""
    if getattr(error, "status_code", None) not in _REFUSALS:
        return None
    told = f"{getattr(error, 'param', '')} {getattr(error, 'message', '')}"
    words = frozenset(re.findall(r"[a-z_]+", told))
    return next((name for name in OPTIONAL if name in words), None)


def mark_of(asked_by: str, key: str) -> str:
    """An opaque mark of the asker, the same for as long as the key is."""
    return hmac.digest(key.encode(), asked_by.encode(), "sha256").hex()[:32]
