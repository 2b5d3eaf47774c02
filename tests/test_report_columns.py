"""The columns of the export are documented, stable and honest."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.concerns import Concern, Severity
from bot.desk.records import Outcome
from bot.desk.seams import Kept
from bot.report.column import Cell, Column, Kind, plain
from bot.report.columns import COLUMNS, VERSION, row
from bot.report.dictionary import dictionary
from bot.review.review import Claim, Review, Unproven
from tests.drawn import a_decision, a_dispute, a_miss, a_review

PAGE = Path(__file__).parent.parent / "docs" / "export-columns.md"

OF_VERSION = {
    1: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc findings clauses unproven "
        "not_proven notes rewording_offered what_to_change precedents not_checked shared remarks "
        "decided_by decided_at_utc decision_reason decisions missed_because reviewer model "
        "model_asked response_id guidance_edition checks_edition prompt_edition input_tokens "
        "cached_tokens output_tokens cost_usd attempts milliseconds program columns_version"
    ),
    2: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc taken_from findings clauses "
        "unproven not_proven notes rewording_offered what_to_change precedents not_checked lifted "
        "shared remarks decided_by decided_at_utc decision_reason decisions missed_because "
        "reviewer model model_asked response_id guidance_edition checks_edition prompt_edition "
        "input_tokens cached_tokens output_tokens cost_usd attempts milliseconds program "
        "columns_version"
    ),
    3: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc taken_from findings clauses "
        "unproven not_proven notes rewording_offered what_to_change precedents not_checked lifted "
        "shared remarks decided_by decided_at_utc decision_reason decisions missed_because "
        "disputes reviewer model model_asked response_id guidance_edition checks_edition "
        "prompt_edition input_tokens cached_tokens output_tokens cost_usd attempts milliseconds "
        "program columns_version"
    ),
    4: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc taken_from findings clauses "
        "unproven not_proven notes rewording_offered what_to_change precedents not_checked lifted "
        "shared remarks decided_by decided_at_utc decision_reason decisions missed_because "
        "disputes reviewer model model_asked response_id guidance_edition checks_edition "
        "prompt_edition input_tokens cached_tokens output_tokens cost_usd attempts milliseconds "
        "program columns_version language"
    ),
    5: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc taken_from findings clauses "
        "unproven not_proven notes rewording_offered what_to_change precedents not_checked lifted "
        "shared remarks decided_by decided_at_utc decision_reason decisions missed_because "
        "disputes reviewer model model_asked response_id guidance_edition checks_edition "
        "prompt_edition input_tokens cached_tokens output_tokens cost_usd attempts milliseconds "
        "program columns_version language official_edition"
    ),
    6: (
        "id made_at_uk verdict platform account draft concerns found rewording decision "
        "posting_on quoting links speaker asked_by revises made_at_utc taken_from findings clauses "
        "unproven not_proven notes rewording_offered what_to_change precedents not_checked lifted "
        "shared remarks decided_by decided_at_utc decision_reason decisions missed_because "
        "disputes reviewer model model_asked response_id guidance_edition checks_edition "
        "prompt_edition input_tokens cached_tokens output_tokens cost_usd attempts milliseconds "
        "program columns_version language official_edition made_with"
    ),
}
"""The columns of each version that was ever released: add a line, never change one."""


def kept(review: Review) -> Kept:
    return Kept(review=review, decisions=(), shared=False, remarks=0)


def kept_lines(cell: Cell) -> tuple[str, ...]:
    assert isinstance(cell, tuple)
    return cell


def test_the_page_in_docs_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary()


def test_the_columns_of_a_version_never_change() -> None:
    assert [column.name for column in COLUMNS] == OF_VERSION[VERSION].split()


def test_every_column_has_a_meaning_in_a_sentence() -> None:
    assert all(column.meaning.endswith(".") and "|" not in column.meaning for column in COLUMNS)


def test_a_row_says_what_was_found_and_offered() -> None:
    seen = row(kept(a_review()))
    assert seen["verdict"] == "revise"
    assert seen["findings"] == 1
    assert seen["concerns"] == ("party-political",)
    assert seen["clauses"] == ("csc.impartiality.must",)
    (found,) = kept_lines(seen["found"])
    assert found == (
        "Party political (revise). ‘for the first time in a generation’: "
        "It compares with earlier governments. [csc.impartiality.must]"
    )
    assert seen["rewording_offered"] is True
    assert seen["rewording"] == "The ports are open."
    assert seen["posting_on"] == date(2026, 11, 13)


def test_the_worst_concern_stands_first_and_each_once() -> None:
    review = a_review()
    mild = review.findings[0]
    grave = replace(mild, concern=Concern.ATTACK, severity=Severity.STOP, clause_id="z")
    seen = row(kept(replace(review, findings=(mild, grave, mild))))
    assert seen["concerns"] == ("attack", "party-political")
    assert seen["clauses"] == ("z", "csc.impartiality.must")


def test_a_claim_that_was_not_proven_is_told_with_what_was_missing() -> None:
    claim = Claim(
        excerpt="x",
        concern=Concern.EVIDENCE,
        severity=Severity.REVISE,
        clause_id="c",
        quote="q",
        why="No source is named.",
    )
    held = Unproven(claim=claim, reason="The words are not in the draft.")
    seen = row(kept(replace(a_review(), unproven=(held,))))
    assert seen["unproven"] == 1
    assert seen["not_proven"] == (
        "Claim without evidence. No source is named. Not proven: The words are not in the draft.",
    )


def test_the_last_decision_stands_and_all_are_counted() -> None:
    first = a_decision("d1")
    last = replace(first, id="d2", outcome=Outcome.SIGNED_OFF, by="U9", reason="Cleared.")
    seen = row(Kept(review=a_review(), decisions=(first, last), shared=True, remarks=2))
    assert (seen["decision"], seen["decided_by"], seen["decision_reason"]) == (
        "signed-off",
        "U9",
        "Cleared.",
    )
    assert seen["decided_at_utc"] == "2026-11-12T12:00:00.000000Z"
    assert (seen["decisions"], seen["shared"], seen["remarks"]) == (2, True, 2)


def test_a_disputed_finding_is_told_with_its_reason_and_no_name() -> None:
    said = a_dispute("x"), replace(a_dispute("y"), right=True, reason="On reflection.")
    seen = row(replace(kept(a_review()), disputes=said))
    assert seen["disputes"] == ("Finding 1 (Party political) is right: On reflection.",)


def test_a_missed_review_is_a_row_that_says_why() -> None:
    seen = row(a_miss())
    assert seen["verdict"] == "missed"
    assert seen["draft"] == "Ports open."
    assert seen["missed_because"] == "ModelUnreachable: The model did not answer in 45 seconds."
    assert seen["findings"] is None


def test_times_are_shown_by_the_clock_on_the_wall_in_the_united_kingdom() -> None:
    summer = datetime(2026, 7, 1, 12, 30, 5, 999_999, tzinfo=UTC)
    seen = row(kept(a_review(made_at=summer)))
    assert seen["made_at_uk"] == datetime(2026, 7, 1, 13, 30, 5, 999_999)  # noqa: DTZ001  # UK time
    assert seen["made_at_utc"] == "2026-07-01T12:30:05.999999Z"


def test_a_cell_is_told_in_plain_words() -> None:
    listed = Column("x", Kind.LIST, "", lambda _: None)
    lines = Column("x", Kind.LINES, "", lambda _: None)
    assert plain(listed, ("a", "b")) == "a; b"
    assert plain(lines, ("a", "b")) == "a\nb"
    assert [plain(listed, value) for value in (True, False, None, 3, "t")] == [
        "yes",
        "no",
        "",
        3,
        "t",
    ]
    assert plain(listed, date(2026, 11, 1)) == "2026-11-01"
