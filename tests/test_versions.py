"""Two versions of a draft: which findings are gone, left and new, and what counts as a version."""

from dataclasses import replace

import pytest

from bot.concerns import Concern
from bot.review.review import Finding, Review
from bot.review.versions import compared, is_version
from tests.drawn import FINDING, a_review

DRAFT = "Ports open on Monday for every ferry and every crew."


def review(*findings: Finding) -> Review:
    return replace(a_review(), findings=findings)


def test_a_finding_in_the_same_words_is_left_and_the_others_are_gone_or_new() -> None:
    other = replace(FINDING, excerpt="every ferry", concern=Concern.ATTACK)
    fresh = replace(FINDING, excerpt="every crew", concern=Concern.EVIDENCE)
    told = compared(review(FINDING, other), review(fresh, FINDING))
    assert (told.gone, told.left, told.new) == ((other,), (FINDING,), (fresh,))


def test_the_same_rule_broken_in_other_words_is_left_but_counts_once() -> None:
    again = replace(FINDING, excerpt="every ferry")
    more = replace(FINDING, excerpt="every crew")
    told = compared(review(FINDING), review(again, more))
    assert (told.gone, told.left, told.new) == ((), (again,), (more,))


def test_without_findings_nothing_is_told() -> None:
    told = compared(review(), review())
    assert (told.gone, told.left, told.new) == ((), (), ())


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Ports open on Tuesday for every ferry and every crew.", True),
        ("ports open Monday for each ferry and crew", True),
        ("Does ports open on Monday for every ferry and every crew break a rule?", False),
        ("Why is that a fault?", False),
        ("I do not agree: the minister said so himself on Monday.", False),
        ("Ports open on Monday", False),
        ("", False),
    ],
)
def test_a_draft_written_anew_is_told_from_a_remark(said: str, is_one: bool) -> None:  # noqa: FBT001  # of a table
    assert is_version(said, DRAFT) is is_one
