"""A dossier says all that is kept of a review, loudly where it is not whole, and obeys nothing."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from bot.concerns import Concern, Severity
from bot.desk.evidence import Evidence, Linked, Proof, Version
from bot.draft import Draft, Original
from bot.guidance.quoted import Quoted
from bot.log.address import standing
from bot.paper.html import html
from bot.paper.paper import Look, Paper
from bot.paper.paper import Quoted as QuotedBlock
from bot.paper.pdf import pdf
from bot.quoting import Span
from bot.report.dossier.drafted import compared
from bot.report.dossier.whole import dossier, file_name
from bot.review.review import (
    Claim,
    Making,
    Note,
    Passage,
    Review,
    ShownPeriod,
    ShownPrecedent,
    Unproven,
)
from tests.drawn import FINDING, NOON, PASSAGE, a_decision, a_dispute, a_remark, a_review
from tests.drawn import reviews as any_review
from tests.letting_go import erase
from tests.test_log_evidence import filled, held
from tests.test_log_search import Kept

DAY = date(2026, 12, 1)
DRAFT = "The ports open, Ben, for the first time in a generation."
OFFICIAL = Quoted(
    words="You must not favour a party.",
    locator="paragraph 13",
    link="https://www.gov.uk/code#p13",
    title="Civil Service Code",
    publisher="Cabinet Office",
    published="2015-03-16",
    fetched_on="2026-11-01",
    licence="Open Government Licence v3.0",
    version="v1",
    position=3,
    is_sure=True,
)
LINK = Linked(
    kind="review", id="r1", seq=4, at="2026-11-12T12:00:00.000000Z", record="a" * 64,
    words="b" * 64, prev="c" * 64, hash="d" * 64,
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "#panic()", "$x$", "{{ 7*7 }}",
    "</main></body>", "\u202eevil\u202c", "zero\u200bwidth", "*a* _b_ `c` <d> @e", "javascript:x",
)  # fmt: skip


def whole() -> Evidence:
    """A review with everything that one can have."""
    claim = Claim(
        excerpt="Ben", concern=Concern.PERSONAL_DATA, severity=Severity.NOTE, clause_id="x",
        quote="", why="A name may be personal.",
    )  # fmt: skip
    base = a_review("r1", text=DRAFT)
    review = replace(
        base,
        draft=Draft(
            text=DRAFT,
            platform="X",
            account="Wales Office",
            posting_on=date(2026, 11, 13),
            speaker="The Minister of Ports",
            quoting="@harbour: 'open'",
            links=("https://www.gov.uk/ports",),
            original=Original(words="Ports.", whose="A press release", where="https://www.gov.uk/x"),
        ),
        findings=(replace(FINDING, span=Span(21, 55)),),
        passages=(replace(PASSAGE, official=OFFICIAL),),
        unproven=(Unproven(claim=claim, reason="The clause was not shown."),),
        notes=(Note(excerpt="Ben", span=Span(16, 19), why="Who is this?"),),
        precedents=(
            ShownPrecedent(
                id="p1", date="2025-02-06", body="Wales Office", what="A post.",
                outcome="It was taken down.", finding="conceded", url="https://example.org/case",
            ),
        ),
        periods=(
            ShownPeriod(what="Senedd", start="2026-03-25", poll="2026-05-07", confirmed=True),
        ),
        making=Making(
            reviewer="model", guidance_edition="g1", checks_edition="c1", prompt_edition="pr1",
            model_asked="asked-1", model_answered="answered-1", response_id="resp-9",
            input_tokens=1234, output_tokens=56, cost_usd=0.0123, attempts=2, milliseconds=4500,
            program="neutral-bot 0.1.0", official_edition="o1",
        ),
        not_checked=("Pictures were not seen.",),
    )  # fmt: skip
    early, late = (
        Version(
            review_id=name, made_at=NOON + timedelta(hours=n), verdict=review.verdict, text=text
        )
        for n, (name, text) in enumerate((("r1", DRAFT), ("r2", "The ports open on 1 April.")))
    )
    return Evidence(
        review=review,
        has_draft=True,
        has_body=True,
        decisions=(a_decision("d1", reason="The figures were right."),),
        remarks=(a_remark("m1", text="Why is that so?"),),
        disputes=(a_dispute("x1"),),
        versions=(early, late),
        proof=Proof(records=(LINK,), head=replace(LINK, seq=9, hash="e" * 64), walked=6),
        has_editions={"guidance": True, "checks": False},
    )


SAID = (
    "Dossier of review r1", "Revise before posting", "The rewording is used",
    "12 November 2026 at 12:00, UK time", "U1", "Wales Office", "13 November 2026",
    "The Minister of Ports", "@harbour: 'open'", "https://www.gov.uk/ports", "A press release",
    "1. Party political (revise)", "It compares with earlier governments.", "Cut the comparison.",
    "You must not favour a party.", "Civil Service Code, paragraph 13",
    "Cabinet Office, published 16 March 2015, fetched 1 November 2026",
    "Open Government Licence v3.0", "Not proven: Personal information", "The ports are open.",
    "The figures were right.", "Why is that so?", "Finding 1 was called wrong",
    "Version 2: review r2", "It was taken down.", "Senedd: 25 March 2026 to 7 May 2026",
    "Who is this?", "Pictures were not seen.", "answered-1", "resp-9", "1,234, 0, 56", "$0.0123",
    "g1 (its whole text is kept)", "c1 (its text is not kept here)", "neutral-bot 0.1.0",
    "a" * 64, "b" * 64, "c" * 64, "d" * 64, "e" * 64, "neutral log verify",
    "Made on 1 December 2026",
)  # fmt: skip


def page(held: Evidence) -> str:
    return html(dossier(held, {}, DAY))


def text_of(page: str) -> str:
    main = LexborHTMLParser(page).css_first("main")
    assert main is not None
    return " ".join(main.text().split())


@pytest.mark.parametrize("words", SAID)
def test_all_that_is_kept_is_said(words: str) -> None:
    assert words in text_of(page(whole()))


def test_the_draft_stands_letter_for_letter_with_the_words_at_fault_marked() -> None:
    tree = LexborHTMLParser(page(whole()))
    quoted = tree.css_first("figure.quoted blockquote")
    assert quoted is not None
    assert quoted.text() == DRAFT
    assert [mark.text() for mark in quoted.css("mark")] == ["for the first time in a generation"]


def test_overlapping_findings_mark_their_words_once_and_lose_none() -> None:
    evidence = whole()
    spans = (Span(4, 19), Span(10, 30), Span(16, 19))
    found = tuple(replace(FINDING, excerpt=DRAFT[s:e], span=Span(s, e)) for s, e in spans)
    evidence = replace(evidence, review=replace(evidence.review, findings=found))
    quoted = next(b for b in dossier(evidence, {}, DAY).blocks if isinstance(b, QuotedBlock))
    assert "".join(run.text for run in quoted.runs) == DRAFT
    assert "".join(r.text for r in quoted.runs if r.look is Look.MARKED) == DRAFT[4:30]


def test_the_same_record_gives_the_same_bytes_and_the_day_alone_may_differ() -> None:
    paper = dossier(whole(), {}, DAY)
    assert html(paper) == page(whole())
    assert pdf(paper) == pdf(dossier(whole(), {}, DAY))
    other = html(dossier(whole(), {}, DAY + timedelta(days=1)))
    assert other.replace("2 December 2026", "1 December 2026") == html(paper)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_draft_is_obeyed(text: str) -> None:
    evidence = whole()
    draft = replace(evidence.review.draft, text=text, links=(text,), quoting=text, account=text)
    review = replace(evidence.review, draft=draft, findings=())
    decisions = (a_decision("d1", reason=text),)
    hostile = replace(evidence, review=review, decisions=decisions)
    made = page(hostile)
    tree = LexborHTMLParser(made)
    assert not tree.css("script, img[onerror], iframe, object")
    assert len(tree.css("main")) == 1
    assert {link.attributes["href"][:8] for link in tree.css("a")} <= {"https://"}  # type: ignore[index]  # each has one
    assert "\u202e" not in made
    assert "\u200b" not in made
    assert pdf(dossier(hostile, {}, DAY)).startswith(b"%PDF")


def test_hidden_characters_are_named() -> None:
    evidence = whole()
    draft = replace(evidence.review.draft, text="Pay \u202eme\u202c no\u200bw")
    said = text_of(page(replace(evidence, review=replace(evidence.review, draft=draft))))
    assert "Pay [U+202E]me[U+202C] no[U+200B]w" in said


def test_a_draft_of_forty_thousand_characters_is_there_to_its_last_word() -> None:
    evidence = whole()
    text = "Plain words. " * 3_100 + "The very last."
    draft = replace(evidence.review.draft, text=text)
    long = replace(evidence, review=replace(evidence.review, draft=draft))
    assert text.split()[-3:] == ["The", "very", "last."]
    assert "The very last." in text_of(page(long))
    assert len(pdf(dossier(long, {}, DAY))) > len(text) // 10


@settings(max_examples=30, deadline=None)
@given(review=any_review())
def test_any_review_at_all_has_a_dossier(review: Review) -> None:
    evidence = replace(whole(), review=review, versions=(), has_editions={})
    assert page(evidence).endswith("</html>")


def test_a_record_that_does_not_fit_its_chain_is_said_loudly_and_first() -> None:
    evidence = whole()
    wrong = replace(LINK, wrong=("changed",))
    proof = replace(evidence.proof, records=(wrong,), broken=("Link 7: its link is missing",))
    made = dossier(replace(evidence, proof=proof), {}, DAY)
    first = made.blocks[0]
    assert first.kind == "inset"
    said = text_of(html(made))
    assert said.index("does not fit its chain") < said.index("The draft, exactly")
    assert "Review r1: changed; Link 7: its link is missing" in said
    assert "all fitted" not in said


def test_words_that_are_gone_are_said_to_be_gone(tmp_path: Path) -> None:
    kept = filled(Kept(str(tmp_path / "log.db")))
    store = standing(kept.address)
    for kind, name in (("review", "r1"), ("decision", "d1"), ("remark", "m1"), ("dispute", "x1")):
        erase(store, kind, name)
    said = text_of(page(held(kept)))
    assert said.count("Erased on 20 November 2026 at 09:00, UK time, by A Records Officer") == 4
    assert said.count("These words are no longer kept.") >= 4
    assert "The words of these records are no longer kept: Review r1" in said
    assert "Revise before posting" in said
    assert "no longer kept could not be held to theirs" in said


def test_words_that_are_missing_without_a_word_why_are_a_warning(tmp_path: Path) -> None:
    kept = filled(Kept(str(tmp_path / "log.db")))
    with kept.opened() as execute:
        execute("delete from bodies where kind = 'decision'")
    said = text_of(page(held(kept)))
    assert said.index("does not fit its chain") < said.index("The draft, exactly")
    assert "Decision d1: its words are missing" in said
    assert "No reason was given." not in said


def test_what_was_removed_and_added_between_versions_makes_both_again() -> None:
    runs = compared("The ports open soon.", "The ports open on 1 April.")
    old = "".join(run.text for run in runs if run.look is not Look.ADDED).split()
    new = "".join(run.text for run in runs if run.look is not Look.REMOVED).split()
    assert " ".join(old) == "The ports open soon."
    assert " ".join(new) == "The ports open on 1 April."


def test_a_summary_of_ours_is_said_to_be_one() -> None:
    evidence = whole()
    summary: Passage = replace(PASSAGE, official=None)
    said = text_of(page(replace(evidence, review=replace(evidence.review, passages=(summary,)))))
    assert "in the bot’s summary of it" in said
    assert "A summary, not the publisher’s words" in said


def test_a_page_is_complete_in_itself() -> None:
    made = page(whole())
    assert "default-src 'none'" in made
    assert not LexborHTMLParser(made).css("link, script, img[src^='http']")


def test_a_file_name_holds_nothing_that_a_file_system_minds() -> None:
    assert file_name("../r 1/é", "pdf") == "dossier----r-1--.pdf"


def test_a_paper_says_how_it_is_handled() -> None:
    paper: Paper = dossier(whole(), {}, DAY)
    assert paper.handling.startswith("Official")


def test_official_documents_that_cannot_be_read_are_said_to_be_missing() -> None:
    assert "could not be read here" in text_of(html(dossier(whole(), None, DAY)))
    assert "could not be read here" not in text_of(page(whole()))


def test_why_words_were_erased_is_said_where_the_record_says_it() -> None:
    evidence = whole()
    gone = replace(LINK, kind="decision", id="d1", wordless=True)
    erased = replace(
        evidence,
        has_draft=False,
        proof=replace(evidence.proof, records=(LINK, gone)),
        erased={"r1": "Erased under rule drafts-of-findings.", "d1": "Erased on request."},
    )
    said = text_of(page(erased))
    assert "no longer kept. Erased under rule drafts-of-findings." in said
    assert "no longer kept. Erased on request." in said
    assert "The figures were right." not in said


def test_a_link_can_be_made_again_from_what_stands_in_the_dossier(tmp_path: Path) -> None:
    kept = filled(Kept(str(tmp_path / "log.db")))
    said = text_of(page(held(kept)))
    for one in held(kept).proof.records:
        line = [one.seq, one.kind, one.id, one.at, one.form, one.record, one.words, one.prev]
        whole = json.dumps(line, separators=(",", ":")).encode("ascii")
        assert hashlib.sha256(whole).hexdigest() == one.hash
        assert all(str(value) in said for value in (*line[2:], one.hash))


def test_a_proof_that_fails_is_not_called_one() -> None:
    evidence = whole()
    wrong = replace(evidence.proof, records=(replace(LINK, wrong=("changed",)),))
    said = text_of(page(replace(evidence, proof=wrong)))
    assert "Proof that nothing was changed" not in said
    assert "How the record stands to its chain" in said
