"""A review as a document: nothing is lost on the way, and its schema is published."""

import json
from datetime import UTC
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.concerns import Verdict
from bot.errors import LogError, LogTooNew
from bot.review.document import from_document, schema, schema_text, to_document
from bot.review.review import Making, Review
from tests.drawn import a_review

PUBLISHED = Path(__file__).parent.parent / "docs" / "review.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(schema())

makings = st.builds(
    Making, cost_usd=st.none() | st.floats(min_value=0, max_value=1e6, allow_nan=False)
)
reviews = st.builds(
    Review, made_at=st.datetimes(timezones=st.just(UTC)), making=makings
)  # fmt: skip


@given(reviews)
@settings(deadline=None)  # the first one builds the reader
def test_a_review_comes_back_from_its_document_equal(review: Review) -> None:
    assert from_document(json.loads(json.dumps(to_document(review)))) == review


@given(reviews)
@settings(deadline=None)  # the validator is pure Python
def test_every_document_keeps_to_the_published_schema(review: Review) -> None:
    VALIDATOR.validate(to_document(review))


def test_the_published_schema_is_the_one_that_the_program_keeps_to() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_itself_a_schema_and_requires_its_version() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    document = to_document(a_review())
    del document["schema_version"]
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_a_document_says_its_version_and_verdict_in_plain_values() -> None:
    document = to_document(a_review())
    assert document["schema_version"] == 1
    assert document["verdict"] == Verdict.REVISE.value
    assert document["findings"][0]["span"] == [20, 54]


def test_what_is_no_review_is_refused() -> None:
    with pytest.raises(LogError, match="no schema_version"):
        from_document({})
    with pytest.raises(LogError, match="verdict"):
        from_document(to_document(a_review()) | {"verdict": "splendid"})


def test_a_review_of_a_newer_program_is_refused_as_too_new() -> None:
    with pytest.raises(LogTooNew):
        from_document(to_document(a_review()) | {"schema_version": 2})
