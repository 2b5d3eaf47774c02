"""A secret from a file: how Docker, Kubernetes and systemd hand one over."""

from pathlib import Path

_LONGEST = 10_000
"""Bytes; a file that is longer was named by mistake."""


def read_secret(path: Path) -> str:
    """The one line of a file, without its end. Raises ValueError, which never holds the secret."""
    try:
        with path.expanduser().open("rb") as file:
            raw = file.read(_LONGEST + 1)
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror or error}") from None
    try:
        secret = raw.decode("utf-8").strip() if len(raw) <= _LONGEST else ""
    except UnicodeDecodeError:
        secret = ""
    if not secret or len(secret.split()) != 1:
        raise ValueError("the file must hold the secret alone, on one line")
    return secret
