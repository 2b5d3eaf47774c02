"""What an id and an address look like: whatever else stands in their place is not from Slack.

An id becomes the key of a job and part of a record, so it is short and plain: no database
refuses it, and no log is broken by it.
"""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

Id = Annotated[str, Field(max_length=255, pattern=r"^[!-~]*$")]
"""The name of anything in Slack, or the moment that names a message; empty where there is none."""
NeededId = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[!-~]*$")]
"""One that must be there."""
Value = Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00-\x1f]*$")]
"""What a button of ours carries."""
_ID = TypeAdapter(NeededId)


def is_id(given: object) -> bool:
    """Whether this may be the name of something in Slack."""
    try:
        _ID.validate_python(given, strict=True)
    except ValidationError:
        return False
    return True


def _usable(address: str) -> str:
    """The address, or nothing where nobody could be reached by it: there are other ways to say."""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    printable = address.isascii() and address.isprintable() and " " not in address
    return address if is_web and printable else ""


Address = Annotated[str, AfterValidator(_usable)]
"""A response_url. One that cannot be used is left out, and the answer takes another way."""
