"""A refusal in Slack's own words: an error code, and sometimes a status and headers."""

from sandbox.shapes import Json

INVALID_BLOCKS = "invalid_blocks"


class Refused(Exception):
    """The call is answered ``{"ok": false, "error": code}``."""

    def __init__(
        self, code: str, *, status: int = 200, retry_after: int = 0, more: Json | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.more = more or {}

    @property
    def body(self) -> Json:
        """The answer's JSON."""
        return {"ok": False, "error": self.code, **self.more}


def rate_limited(retry_after: int) -> Refused:
    """HTTP 429 with the seconds to wait."""
    return Refused("ratelimited", status=429, retry_after=retry_after)


def complaints(code: str, messages: list[str]) -> Refused:
    """A refusal that lists what is wrong, with pointers, as Slack's validator does."""
    listed = {
        "errors": messages,
        "response_metadata": {"messages": [f"[ERROR] {m}" for m in messages]},
    }
    return Refused(code, more=listed)
