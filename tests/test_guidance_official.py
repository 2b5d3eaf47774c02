"""What names an official passage and a version, and what a licence lets us keep."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.guidance.library import read_library
from bot.guidance.official import State, attribution, hash_of, may_be_kept
from bot.shipped import shipped
from tests.test_log_guidance import a_document


def test_white_space_and_invisible_characters_do_not_name_a_text() -> None:
    assert hash_of("a  self-evi\u00addent\u00a0rule\n") == hash_of("a self-evident rule")
    assert hash_of("a rule") != hash_of("A rule")
    assert hash_of("a rule.") != hash_of("a rule")
    assert hash_of("Siôn") == hash_of("Sio\u0302n")


def test_a_version_is_named_by_words_place_and_standing_and_by_no_date() -> None:
    one = a_document("one", "two")
    assert replace(one, published=None, fetched_at=datetime.now(UTC)).hash == one.hash
    others = [
        replace(one, state=State.WITHDRAWN),
        replace(one, address="https://www.gov.uk/other"),
        replace(one, note="Withdrawn."),
        replace(one, passages=one.passages[::-1]),
        replace(one, passages=one.passages[:1]),
        replace(one, passages=(replace(one.passages[0], locator="1.1"), one.passages[1])),
    ]
    assert len({one.hash, *(other.hash for other in others)}) == len(others) + 1


@pytest.mark.parametrize(
    ("licence", "kept"),
    [
        ("OGL v3.0", True),
        ("OGL v3.0 (not checked on the page)", True),
        ("Crown copyright / OGL", True),
        ("Open Parliament Licence", True),
        ("ASA copyright: link only", False),
        ("OGL v3.0: link only", False),
        ("All rights reserved", False),
        ("", False),
    ],
)
def test_a_copy_is_kept_only_where_a_licence_that_we_know_lets_us(
    licence: str, *, kept: bool
) -> None:
    assert may_be_kept(licence) is kept


def test_of_the_catalogue_only_the_advertising_code_is_linked_alone() -> None:
    sources = read_library(shipped("guidance")).sources
    assert [source.id for source in sources if not may_be_kept(source.licence)] == ["cap"]


def test_words_are_shown_with_the_line_that_their_licence_asks_for() -> None:
    assert attribution("A code", "An office", "OGL v3.0 (not checked)") == (
        "A code, An office. Contains public sector information licensed under the "
        "Open Government Licence v3.0."
    )
    assert "Parliamentary information" in attribution("A", "B", "Open Parliament Licence")


def test_a_section_is_named_by_the_words_under_its_heading_alone() -> None:
    (before,) = a_document("one", "two").sections
    (after,) = a_document("one", "three").sections
    assert before.headings == after.headings == ("Integrity", "You must")
    assert before.hash != after.hash


def test_a_link_without_an_anchor_finds_the_words() -> None:
    passage = replace(a_document("a self-made rule, for all").passages[0], anchor="")
    assert passage.link == "https://www.gov.uk/code#:~:text=a%20self%2Dmade%20rule%2C%20for%20all"
