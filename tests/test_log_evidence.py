"""All that is kept of one review is gathered and held to the chain, even where words are gone."""

import hashlib
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.evidence import Evidence
from bot.desk.records import Place
from bot.desk.seams import Placed
from bot.log.address import standing
from bot.log.chain import Link, link_of
from bot.log.verify import Wrong
from bot.review.review import Review
from tests.drawn import MAKING, NOON, a_decision, a_dispute, a_remark, a_review
from tests.letting_go import erase
from tests.postgres import fresh_database
from tests.test_log_chain import tampered
from tests.test_log_search import BACK_ENDS, Kept

EDITIONS = {"guidance": "g1", "checks": "c1"}


@pytest.fixture(params=BACK_ENDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    if request.param == "postgres":
        return filled(Kept(fresh_database(request.getfixturevalue("postgres_url"))))
    return filled(Kept(str(tmp_path / "log.db")))


@pytest.fixture
def in_a_file(tmp_path: Path) -> Kept:
    return filled(Kept(str(tmp_path / "log.db")))


def filled(kept: Kept) -> Kept:
    """Two versions of a draft and a review of something else, with all that may follow."""
    log = kept.log
    for kind, edition in EDITIONS.items():
        log.keep_edition(kind, edition, f"The whole {kind}.")
    log.keep(a_review("other", text="Another draft."))
    log.keep(a_review("r1", text="Ports open, for the first time in a generation."))
    later = a_review("r2", NOON + timedelta(minutes=9), text="Ports open on 1 April.")
    log.keep(replace(later, revises="r1"))
    log.keep_remark(a_remark("m1"))
    log.keep_turn(a_decision("d1", reason="Sent."), 0)
    log.keep_dispute(a_dispute("x1"))
    log.place(Placed(review_id="r1", kind="shared", place=Place(channel="C1", thread="1.5")))
    log.keep_remark(a_remark("m2", review_id="other"))
    return kept


def held(kept: Kept, name: str = "r1") -> Evidence:
    found = kept.log.evidence(name)
    assert found is not None
    return found


def test_everything_of_a_review_is_there_and_nothing_of_another(kept: Kept) -> None:
    found = held(kept)
    assert found.review == kept.log.find("r1")
    assert found.decisions == kept.log.decisions("r1")
    assert found.remarks == kept.log.remarks("r1")
    assert [one.id for one in found.disputes] == ["x1"]
    assert found.places == kept.log.places("r1")
    assert found.has_draft
    assert found.has_body
    assert found.has_editions == {"guidance": True, "checks": True}


def test_each_record_is_held_to_its_link_and_the_chain_walked_to_its_end(kept: Kept) -> None:
    proof = held(kept).proof
    assert proof.is_whole
    kinds = sorted(one.kind for one in proof.records)
    assert kinds == [
        "decision", "dispute", "edition", "edition", "placement", "remark", "review", "review",
    ]  # fmt: skip
    assert [one.seq for one in proof.records] == sorted(one.seq for one in proof.records)
    assert proof.head is not None
    assert proof.walked == proof.head.seq
    assert all(len(one.hash) == 64 and one.at for one in proof.records)


@pytest.mark.parametrize("name", ["r1", "r2"])
def test_every_version_before_and_after_stands_in_order(kept: Kept, name: str) -> None:
    assert [one.review_id for one in held(kept, name).versions] == ["r1", "r2"]


def test_an_unknown_review_is_none(kept: Kept) -> None:
    assert kept.log.evidence("nobody's") is None


def test_a_review_whose_draft_is_gone_shows_what_stands_for_good(kept: Kept) -> None:
    with kept.opened() as execute:
        execute("delete from drafts where id = 'r1'")
    found = held(kept)
    assert (found.has_draft, found.has_body) == (False, True)
    assert (found.review.draft.text, found.review.draft.account) == ("", "@invented")
    assert found.review.findings[0].why == "It compares with earlier governments."
    assert found.versions[0].text is None
    (review,) = (one for one in found.proof.records if one.id == "r1")
    assert review.wrong == (Wrong.WORDS_CHANGED.value,), "its reasons alone are not what was linked"


def test_a_review_whose_reasons_are_gone_keeps_verdict_findings_and_editions(kept: Kept) -> None:
    whole: Review = held(kept).review
    erase(standing(kept.address), "review", "r1")
    found = held(kept)
    assert (found.has_draft, found.has_body) == (False, False)
    assert found.review.verdict is whole.verdict
    assert found.review.making == MAKING
    (finding,) = found.review.findings
    assert (finding.concern, finding.clause_id) == (
        whole.findings[0].concern,
        whole.findings[0].clause_id,
    )
    assert finding.why == ""
    assert found.review.passages == whole.passages
    assert [one.id for one in found.proof.records if one.wordless] == ["r1"]
    assert found.erased["r1"].startswith("Erased on 20 November 2026 at 09:00, UK time, by A Rec")
    assert "Kept for six months" in found.erased["r1"]
    assert found.proof.is_whole


def test_words_that_are_gone_with_nothing_on_record_are_missing(kept: Kept) -> None:
    with kept.opened() as execute:
        execute("delete from drafts where id = 'r1'")
        execute("delete from bodies where id = 'r1'")
    found = held(kept)
    (review,) = (one for one in found.proof.records if one.id == "r1")
    assert (review.wrong, review.wordless) == ((Wrong.WORDS_MISSING.value,), False)
    assert not found.proof.is_whole
    assert not found.erased


def test_a_remark_whose_words_are_gone_is_told_apart(kept: Kept) -> None:
    erase(standing(kept.address), "remark", "m1")
    found = held(kept)
    assert found.remarks[0].text == ""
    assert [(one.kind, one.id) for one in found.proof.records if one.wordless] == [("remark", "m1")]


@pytest.mark.parametrize(
    ("statement", "record", "wrong"),
    [
        ("update reviews set verdict = 'clear' where id = 'r1'", "r1", Wrong.CHANGED),
        ("update drafts set text = 'Other words.' where id = 'r1'", "r1", Wrong.WORDS_CHANGED),
        ("update bodies set body = 'No.' where id = 'd1'", "d1", Wrong.WORDS_CHANGED),
        ("delete from findings where review_id = 'r2'", "r2", Wrong.CHANGED),
        ("delete from chain where id = 'm1'", "m1", Wrong.UNLINKED),
        ("update chain set record = words where id = 'x1'", "x1", Wrong.LINK_CHANGED),
    ],
)
def test_what_was_changed_since_is_named(
    in_a_file: Kept, statement: str, record: str, wrong: Wrong
) -> None:
    tampered(Path(in_a_file.address), statement)
    proof = held(in_a_file).proof
    assert not proof.is_whole
    assert wrong.value in {what for one in proof.records if one.id == record for what in one.wrong}


def test_a_link_of_another_record_that_was_changed_is_met_on_the_walk(in_a_file: Kept) -> None:
    tampered(Path(in_a_file.address), "update chain set hash = prev where id = 'm2'")
    proof = held(in_a_file).proof
    assert all(not one.wrong for one in proof.records)
    assert proof.broken
    assert not proof.is_whole


def test_a_log_without_a_chain_proves_nothing(in_a_file: Kept) -> None:
    tampered(Path(in_a_file.address), "delete from chain")
    proof = held(in_a_file).proof
    assert (proof.head, proof.walked, proof.is_whole) == (None, 0, False)


def test_gathering_reads_and_changes_nothing(in_a_file: Kept) -> None:
    with closing(sqlite3.connect(in_a_file.address)) as file:
        before = file.execute("pragma data_version").fetchone()
        held(in_a_file)
        assert file.execute("pragma data_version").fetchone() == before


def test_the_recipe_in_the_documentation_gives_the_hash_of_a_link() -> None:
    text = (Path(__file__).parent.parent / "docs" / "security.md").read_text("utf-8")
    line = re.search(r"^\[\d+,\"review\".*\]$", text, re.MULTILINE)
    told = re.search(r"has the hash `([0-9a-f]{64})`", text)
    assert line
    assert told
    assert hashlib.sha256(line[0].encode("ascii")).hexdigest() == told[1]
    names = [field.name for field in fields(Link)]
    link = link_of(dict(zip(names, [*json.loads(line[0]), told[1]], strict=True)))
    assert link.proper_hash == told[1]


@pytest.mark.parametrize(
    "statement",
    [
        "update bodies set body = 'no JSON' where id = 'r1'",
        "update bodies set body = '{}' where id = 'r1'",
        "update drafts set context = '[' where id = 'r1'",
        "update passages set passage = '{}'",
    ],
)
def test_what_cannot_be_read_any_more_is_gathered_as_far_as_it_can(
    in_a_file: Kept, statement: str
) -> None:
    tampered(Path(in_a_file.address), statement)
    found = held(in_a_file)
    assert found.review.id == "r1"
    assert found.review.verdict.value == "revise"
    assert not found.proof.is_whole
    if "passages" in statement:
        assert found.review.passages == ()
        assert "A clause that was shown" in found.proof.broken[0]
    else:
        assert found.has_body != found.has_draft
