"""Which language a review speaks, and that a Welsh one holds no English sentence of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli.house import open_shelf
from bot.config import Settings
from bot.desk.desk import Desk, Shelf
from bot.desk.reading import Asked
from bot.desk.records import Decision, Outcome
from bot.desk.seams import Kept
from bot.draft import Draft, Original
from bot.errors import BadDraft
from bot.log.sqlite_log import SqliteLog
from bot.review.document import from_document, to_document
from bot.review.language import answered_in
from bot.review.review import Answer, Citation, Review
from bot.review.versions import replaces
from bot.slack import cards, lookups
from bot.words.speaking import language, speaking
from tests.drawn import a_review
from tests.fakes import NOON
from tests.welsh import not_welsh, quoted

WELSH_DRAFT = (
    "Ar ôl blynyddoedd o esgeulustod, mae arian yn dod i Gymru o'r diwedd. Diolch i'r llywodraeth."
)
ENGLISH_DRAFT = "Today's Budget has delivered for Wales for the first time in a generation."
BILINGUAL = f"{WELSH_DRAFT}\n\n{ENGLISH_DRAFT}"
DRAFTS = {
    "credit": Draft(text=WELSH_DRAFT),
    "clear": Draft(text="Mae'r ffurflen ar gael ar-lein o ddydd Llun ymlaen."),
    "attack": Draft(
        text="Llanast y Torïaid yw hwn. Pleidleisiwch dros newid! https://www.labour.org.uk"
    ),
    "period": Draft(text=WELSH_DRAFT, posting_on=date(2027, 4, 20)),
    "english": Draft(
        text="We are proud to announce 1,200 new GP appointments a day in Leeds, unlike the last "
        "government, who left the NHS on its knees. Critics say so. #one #two #three"
    ),
    "lifted": Draft(
        text="This government is fixing the foundations after years of failure. From 6 April 2027 "
        "the allowance rises by £120 a year.",
        original=Original(
            words="The Chancellor said: “This government is fixing the foundations after years of "
            "failure.” From 6 April 2027 the allowance rises by £120 a year.",
            whose="HM Treasury press release",
        ),
    ),
    "wordless": Draft(text="https://www.gov.uk/a #cymru"),
    "french": Draft(text="Le nouveau pont ouvre le 3 mars et il a coûté 82 millions de livres."),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("no-documents")
    with open_shelf(Settings(_env_file=None, data_dir=folder)) as opened:
        yield opened


@pytest.fixture
def desk(shelf: Shelf, tmp_path: Path) -> Desk:
    return Desk(shelf, SqliteLog(tmp_path / "log.db"), clock=lambda: NOON)


def reviewed(desk: Desk, draft: Draft, reader: str, key: str = "k1") -> Review:
    return desk.review(draft, Asked(key=key, by="U1", at=NOON, language=reader))


@pytest.mark.parametrize(
    ("text", "reader", "speaks"),
    [
        (WELSH_DRAFT, "en", "cy"),
        (WELSH_DRAFT, "cy-GB", "cy"),
        (ENGLISH_DRAFT, "en-GB", "en"),
        (ENGLISH_DRAFT, "cy", "cy"),
        (BILINGUAL, "en", "en"),
        (BILINGUAL, "cy", "cy"),
        (ENGLISH_DRAFT, "fr-FR", "en"),
        ("", "cy", "cy"),
    ],
)
def test_a_welsh_draft_is_answered_in_welsh_and_others_as_the_asker_reads(
    text: str, reader: str, speaks: str
) -> None:
    assert answered_in(text, reader) == speaks


def test_a_review_says_what_it_speaks_and_keeps_its_words_as_they_were(desk: Desk) -> None:
    made = reviewed(desk, DRAFTS["credit"], "en")
    assert made.language == "cy"
    assert {finding.why for finding in made.findings} >= {"Mae'n hawlio clod i'r llywodraeth."}
    assert made.alone == "Gwiriadau awtomatig yn unig: nid oes model iaith wedi'i osod."
    assert made.unread[0].startswith("Ni welwyd lluniau")
    again = reviewed(desk, DRAFTS["credit"], "en")
    assert again == made
    assert from_document(to_document(made)) == made


def test_the_language_of_a_review_changes_words_and_nothing_else(desk: Desk) -> None:
    for name, draft in DRAFTS.items():
        one = reviewed(desk, draft, "cy", f"{name}-cy")
        other = reviewed(desk, draft, "en", f"{name}-en")
        assert one.verdict is other.verdict
        assert [f.clause_id for f in one.findings] == [f.clause_id for f in other.findings]
        assert [f.quote for f in one.findings] == [f.quote for f in other.findings]
        assert one.rewording == other.rewording
        assert len(one.notes) == len(other.notes)
        assert len(one.not_checked) == len(other.not_checked)


def test_a_review_made_before_there_were_languages_is_english() -> None:
    old = to_document(a_review())
    del old["language"]
    assert from_document(old).language == "en"


def test_making_a_review_leaves_nobody_else_speaking_welsh(desk: Desk) -> None:
    reviewed(desk, DRAFTS["credit"], "cy")
    assert language() == "en"


@pytest.mark.parametrize("name", DRAFTS)
def test_no_english_sentence_of_ours_is_left_on_a_welsh_card(desk: Desk, name: str) -> None:
    review = reviewed(desk, DRAFTS[name], "cy")
    kept = _decided(review)
    with speaking("cy"):
        lead = replaces("r0")
    messages = [
        *cards.private(review),
        *cards.private(review, lead, kept),
        cards.shared(review, "", kept),
        *cards.details(review),
        *cards.for_leads(review, "The propriety leads are asked about this draft.", kept),
        cards.perhaps_shared(review, 2),
    ]
    sources = (*quoted(review), "HM Treasury press release", "r0", "The Chancellor", "Tyst.")
    assert not not_welsh(messages, sources)


def _decided(review: Review) -> Kept:
    outcomes = (Outcome.WITHDRAWN, Outcome.SIGN_OFF_ASKED)
    decisions = tuple(
        Decision(id=outcome, review_id=review.id, outcome=outcome, by="U1", at=NOON, reason="Tyst.")
        for outcome in outcomes
    )
    earlier = replace(review, id="r0", findings=())
    return Kept(review=review, decisions=decisions, shared=True, remarks=0, earlier=earlier)


def test_what_is_looked_for_would_be_found(desk: Desk) -> None:
    """An English review on a Welsh card: its sentences are named."""
    english = replace(reviewed(desk, DRAFTS["english"], "en"), language="cy")
    left = not_welsh(cards.private(english), quoted(english))
    assert any("alt text that is not in the draft" in text for text in left)
    assert len(left) > len(english.findings)


def test_an_answer_in_a_thread_and_what_is_looked_up_are_welsh(desk: Desk) -> None:
    review = reviewed(desk, DRAFTS["credit"], "en")
    kept = Kept(review=review, decisions=(), shared=False, remarks=0)
    clause = review.passages[0]
    cited = (Citation(clause_id=clause.clause_id, quote=clause.words),)
    with speaking("cy"):
        said = [
            cards.answered(Answer(text="", citations=cited, by="checks"), review),
            lookups.mine([kept]),
            lookups.mine([]),
        ]
    first_words = review.draft.text[:79].rstrip()
    assert not not_welsh(said, (*quoted(review), first_words))


@pytest.mark.parametrize("text", ["", "#", "a\x00b", "Ports \ud83d open.", "a " * 60_000])
def test_a_draft_that_cannot_be_read_is_refused_in_the_askers_language(
    desk: Desk, text: str
) -> None:
    with pytest.raises(BadDraft) as english:
        desk.read(Draft(text=text), NOON, "en")
    with pytest.raises(BadDraft) as welsh:
        desk.read(Draft(text=text), NOON, "cy")
    assert str(english.value).startswith("The draft")
    assert "drafft" in str(welsh.value)
