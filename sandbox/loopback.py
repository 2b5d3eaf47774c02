"""Only this machine: which addresses the sandbox binds, calls and answers to."""

from urllib.parse import urlsplit

HOST = "127.0.0.1"
_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


class NotLoopback(ValueError):
    """An address outside this machine: a draft must not leave it."""


def must_be_loopback(url: str) -> str:
    """Give the URL back if its host is this machine; else raise NotLoopback."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in _NAMES:
        raise NotLoopback(f"The sandbox talks to this machine only, over plain http: not {url!r}.")
    return url


def is_own(host: str, port: int) -> bool:
    """Whether a Host header (or the host of an Origin) names this server: no DNS rebinding."""
    return host in {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
