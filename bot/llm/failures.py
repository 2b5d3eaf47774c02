"""What each failure of the model's endpoint means, and which are worth another try."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from ssl import SSLCertVerificationError

from bot.errors import (
    ModelError,
    ModelMisconfigured,
    ModelNonsense,
    ModelRefused,
    ModelUnreachable,
)
from bot.words.speaking import to_say, worded

OUTCOMES: dict[str, type[ModelError]] = {
    "OpenAIError": ModelMisconfigured,
    "SubjectTokenProviderError": ModelMisconfigured,
    "APIError": ModelUnreachable,
    "APIResponseValidationError": ModelNonsense,
    "APIConnectionError": ModelUnreachable,
    "APITimeoutError": ModelUnreachable,
    "APIStatusError": ModelMisconfigured,
    "BadRequestError": ModelMisconfigured,
    "AuthenticationError": ModelMisconfigured,
    "OAuthError": ModelMisconfigured,
    "PermissionDeniedError": ModelMisconfigured,
    "NotFoundError": ModelMisconfigured,
    "UnprocessableEntityError": ModelMisconfigured,
    "ConflictError": ModelUnreachable,
    "RateLimitError": ModelUnreachable,
    "InternalServerError": ModelUnreachable,
    "LengthFinishReasonError": ModelNonsense,
    "ContentFilterFinishReasonError": ModelRefused,
    "WebSocketConnectionClosedError": ModelUnreachable,
    "WebSocketQueueFullError": ModelUnreachable,
    "StreamAlreadyConsumed": ModelNonsense,
    "MutuallyExclusiveAuthError": ModelMisconfigured,
    "_AmbiguousModuleClientUsageError": ModelMisconfigured,
    "APIRemovedInV1": ModelMisconfigured,
    "BrokenBody": ModelNonsense,
    "DecodingError": ModelNonsense,
    "HTTPError": ModelUnreachable,
}
"""By the name of the class: openai takes a second to import, and is, when first asked.
A test holds this to the vendor's whole tree. The last two are httpx2's, while a body is read."""

QUOTA = frozenset({
    "insufficient_quota",
    "credit_balance_exhausted",
    "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded",
    "organization_usage_limit_exceeded",
})  # fmt: skip
"""https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits"""

_FILTERED = frozenset({"content_filter", "content_policy_violation"})
_TOO_LONG = frozenset({"context_length_exceeded", "string_above_max_length"})
_BUSY = frozenset({408, 409, 429})
_NOT_IMPLEMENTED, _TOO_LARGE, _SERVER_ERROR = 501, 413, 500
_WHAT = {
    400: to_say("The model's address did not take the question ({trace})."),
    401: to_say("The model's address did not take the key ({trace})."),
    402: to_say("The model's address asks for payment ({trace})."),
    403: to_say("The model's address does not allow this key to ask ({trace})."),
    404: to_say("The model's address does not know this model or address ({trace})."),
    422: to_say("The model's address did not take the question ({trace})."),
}


def translate(error: Exception) -> ModelError:
    """Say what a failure means, in our own words: the vendor's may hold the key or the draft."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _by_status(error, status)
    if _is_distrusted(error):
        return ModelMisconfigured(
            worded("This machine does not trust the certificate of the address.")
        )
    meaning = OUTCOMES[_known_name(error)]
    said = {
        "APITimeoutError": to_say("The model did not answer in time."),
        "BrokenBody": to_say("The model's address gave an answer that cannot be read, twice."),
        "OpenAIError": to_say("The model's client cannot be set up."),
    }
    unreached = to_say("The model cannot be reached.")
    return meaning(worded(said.get(_known_name(error), unreached)))


def is_worth_another_try(error: BaseException) -> bool:
    """Tell a failure that may pass from one that will not. A broken body is not for here."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _is_busy(status) and not _codes(error) & (QUOTA | _FILTERED)
    names = {ancestor.__name__ for ancestor in type(error).__mro__}
    return bool(names & {"APIConnectionError", "TransportError"}) and not _is_distrusted(error)


def retry_after(error: BaseException) -> float | None:
    """Seconds that the endpoint asks to wait, or None. May be any length."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    if headers is None:
        return None
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        seconds = _number(headers.get(name))
        if seconds is not None:
            return seconds * unit
    return _seconds_until(headers.get("retry-after"), headers.get("date"))


def _by_status(error: Exception, status: int) -> ModelError:
    codes = _codes(error)
    if codes & _FILTERED:
        return ModelRefused(worded("A content filter of the model's provider stopped this draft."))
    if codes & _TOO_LONG or status == _TOO_LARGE:
        return ModelRefused(worded("The draft is too long for the model."))
    if codes & QUOTA:
        return ModelMisconfigured(worded("The model's quota is spent."))
    if _is_busy(status):
        return ModelUnreachable(
            worded("The model is down or busy ({trace}).", trace=_trace(error, status))
        )
    what = _WHAT.get(status, to_say("The model's address gave an answer that is none ({trace})."))
    return ModelMisconfigured(worded(what, trace=_trace(error, status)))


def _is_distrusted(error: BaseException) -> bool:
    """Whether a certificate is behind it: a proxy that inspects traffic, or a wrong address."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _is_busy(status: int) -> bool:
    return status in _BUSY or (status >= _SERVER_ERROR and status != _NOT_IMPLEMENTED)


def _codes(error: BaseException) -> set[str]:
    """The vendor's own words for the kind of failure: ``code`` and ``type``."""
    return {str(getattr(error, name, "") or "") for name in ("code", "type")} - {""}


def _trace(error: Exception, status: int) -> str:
    """What an administrator needs to ask the provider: status, code, id of the request.

    A code is taken for one only where it is plain lower-case words: nothing else gets out.
    """
    code, request_id = (str(getattr(error, name, "") or "") for name in ("code", "request_id"))
    said = [str(status)]
    if re.fullmatch(r"[a-z_]{1,64}", code):
        said.append(code)
    if re.fullmatch(r"req[\w-]{1,64}", request_id):
        said.append(request_id)
    return ", ".join(said)


def _known_name(error: Exception) -> str:
    return next(
        (kind.__name__ for kind in type(error).__mro__ if kind.__name__ in OUTCOMES), "APIError"
    )


def _number(value: str | None) -> float | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None


def _seconds_until(moment: str | None, now: str | None) -> float | None:
    """Read a Retry-After that is a date, by the endpoint's own clock where it tells it."""
    try:
        until = parsedate_to_datetime(moment or "")
        since = parsedate_to_datetime(now) if now else datetime.now(UTC)
        return max(0.0, (until - since).total_seconds())
    except (TypeError, ValueError):
        return None
