"""What a review costs with the guidance that is shipped."""

import json
from pathlib import Path

import pytest

from bot.concerns import Concern
from bot.draft import Draft
from bot.guidance.catalogue import Clause, Library
from bot.guidance.library import read_library
from bot.prompt.files import Prompts, read_prompts
from bot.prompt.review_request import Asking, review_request, review_schema
from bot.review.review import Passage
from bot.shipped import shipped

CHARACTERS_A_TOKEN = 4.2
"""Of prompt and guidance; 4.4 was measured with the vocabulary o200k_base on 22 November 2026."""
SCHEMA_CHARACTERS_A_TOKEN = 3.5
"""3.6 was measured."""
LONG_DRAFT = "Applications for the fund open on Monday. " * 12
"""About 500 characters: longer than most posts."""


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(shipped("guidance"))


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    return read_prompts(shipped("prompts"))


def passage(clause: Clause) -> Passage:
    return Passage(
        clause_id=clause.id, title=clause.source.title, locator=clause.locator, url=clause.url,
        words=clause.gist, is_summary=True, basis=clause.basis, strength=clause.strength,
        concern=clause.concern,
    )  # fmt: skip


def test_a_review_takes_under_6000_tokens_and_the_fixed_part_is_over_60_per_cent(
    library: Library, prompts: Prompts
) -> None:
    core = [clause for clause in library.clauses if clause.core]
    others = sorted(library.clauses, key=lambda clause: -len(clause.gist))
    shown = (core + [clause for clause in others if not clause.core])[:20]
    asking = Asking(
        draft=Draft(text=LONG_DRAFT), passages=tuple(map(passage, shown)), hints=(),
        asked_by="m", nonce="0123456789abcdef",
    )  # fmt: skip
    request = review_request(prompts, library, asking)
    schema = len(json.dumps(request.schema, separators=(",", ":"))) / SCHEMA_CHARACTERS_A_TOKEN
    fixed = len(request.system) / CHARACTERS_A_TOKEN
    varying = len(request.turns[0][1]) / CHARACTERS_A_TOKEN
    assert fixed + schema + varying < 6_000
    assert fixed / (fixed + varying) > 0.6


def test_every_concern_that_a_model_may_name_is_explained_to_it(
    library: Library, prompts: Prompts
) -> None:
    finding = review_schema(library)["properties"]["findings"]["items"]["properties"]
    named = finding["concern"]["enum"]
    assert [concern for concern in named if concern not in prompts.review] == []
    assert set(Concern) - set(named) == {Concern.AI_USE, Concern.PROCESS}


def test_no_example_of_the_prompt_is_a_draft_that_the_prompt_is_measured_with(
    prompts: Prompts,
) -> None:
    cases = Path(__file__).parent / "cases"
    for file in sorted(cases.rglob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            draft = json.loads(line).get("draft", "")
            assert not draft or draft not in prompts.review
