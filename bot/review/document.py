"""A review as a document: JSON with a version and a published schema.

After a change to the shape, write the schema anew:
``python -m bot.review.document > docs/review.schema.json``.
"""

import json
import sys
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import LogError, LogTooNew
from bot.review.review import Review

SCHEMA_VERSION = 1
"""Raised when a reader of the older shape would misread the newer one."""

_VERSION_KEY = "schema_version"


def to_document(review: Review) -> dict[str, Any]:
    """Give a review as plain values that JSON holds; times are ISO 8601 in UTC."""
    return {_VERSION_KEY: SCHEMA_VERSION, **_adapter().dump_python(review, mode="json")}


def from_document(document: dict[str, Any]) -> Review:
    """Give back the very review that a document was made of.

    Raises LogTooNew for a newer version, and LogError for what is no review.
    """
    version = document.get(_VERSION_KEY)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise LogTooNew(f"The review has schema version {version}; this is {SCHEMA_VERSION}.")
    if version != SCHEMA_VERSION:
        raise LogError("This is not a review: it has no schema_version that is known.")
    try:
        return _adapter().validate_python(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise LogError(f"This is not a review: {where}: {first['msg']}") from None


def schema() -> dict[str, Any]:
    """Give the JSON Schema of a document."""
    shape = _adapter().json_schema(mode="serialization")
    shape["properties"] = {
        _VERSION_KEY: {
            "const": SCHEMA_VERSION,
            "title": "Schema Version",
            "description": "The version of this schema.",
        },
        **shape["properties"],
    }
    shape["required"] = [_VERSION_KEY, *shape["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}


def schema_text() -> str:
    """Give the schema as it stands in docs/review.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


@cache
def _adapter() -> TypeAdapter[Review]:
    return TypeAdapter(Review)


if __name__ == "__main__":
    sys.stdout.write(schema_text())
