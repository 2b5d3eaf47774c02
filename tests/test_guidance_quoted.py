"""Quoting (promise 9): official words stand as published, cut at the borders of words alone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.guidance.accepted import read_official
from bot.guidance.official import Document, Kind, OfficialPassage, State, evened
from bot.guidance.quoted import LONGEST, quoted, quoted_alone, to_border, words_of
from bot.guidance.ties import Sureness, Tie
from bot.quoting import excerpt
from tests.as_shipped import LIBRARY
from tests.official_pages import documents

CSC = documents(LIBRARY)["csc"]
CLAUSE = LIBRARY.clause("csc.integrity.must-not.disclose")
_word = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
_texts = st.lists(st.one_of(_word, st.sampled_from(["must not.", "You", "(b)", "…", "–"]))).map(
    lambda words: evened(" ".join(words))
)


def passage(text: str, lead: str = "", number: str = "") -> OfficialPassage:
    return OfficialPassage(
        position=0, kind=Kind.ITEM, headings=("Integrity",), locator="Integrity, item 2",
        text=text, address="https://www.gov.uk/a", lead=lead, number=number,
    )  # fmt: skip


def stands_whole(part: str, text: str) -> bool:
    """Whether a part stands in a text, and begins and ends where words of it do."""
    return f" {part} " in f" {evened(text)} "


@given(_texts, st.integers(0, 300), st.data())
def test_an_excerpt_is_the_text_itself_cut_where_words_end(
    text: str, longest: int, data: st.DataObject
) -> None:
    borders = [at for at in range(len(text)) if at == 0 or text[at - 1] == " "]
    start = data.draw(st.sampled_from(borders)) if borders else 0
    said = excerpt(text, longest, start)
    assert len(said) <= longest or said == text[start:]
    assert len(said) <= longest
    if said:
        own = said.removeprefix("… ") if start else said
        own = own.removesuffix(" …") if not text.endswith(own) else own
        assert stands_whole(own, text)
        assert said.startswith("… ") or start == 0
        assert said.endswith("…") or text.endswith(own)
    if not start and len(text) <= longest:
        assert said == text


@settings(max_examples=200)
@given(_texts, _texts, st.sampled_from(["", "1", "2", "b"]), _texts)
def test_a_quotation_is_the_publishers_words_in_their_order_and_nothing_else(
    text: str, lead: str, number: str, about: str
) -> None:
    said = words_of(passage(text, lead, number), frozenset(about.split()), longest=300)
    assert len(said) <= 300
    if not said:
        return
    left = said.replace("…", " ")
    whole = f"{lead} {text}".replace("…", " ")
    at = 0
    for word in left.split():
        at = f" {evened(whole)} ".find(f" {word} ", at)
        assert at >= 0
        at += len(word)


def test_what_leads_in_to_an_item_is_quoted_with_it_since_it_says_must_or_must_not() -> None:
    item = passage("sell the oil", "You must not:", "2")
    assert words_of(item, frozenset()) == "You must not: … sell the oil"
    first = passage("sell the oil", "You must not:", "1")
    assert words_of(first, frozenset()) == "You must not: sell the oil"
    long = passage("sell the oil", f"{'Of old, ' * 60}keepers must not:", "2")
    assert words_of(long, frozenset()).startswith("… ")
    assert words_of(long, frozenset()).endswith("keepers must not: … sell the oil")


def test_a_long_passage_is_quoted_from_where_it_says_the_most_of_the_clause() -> None:
    filler = "The lamps of this town were lit by hand for many years. " * 12
    text = f"{filler}Official information is never released without authority. {filler}".strip()
    said = words_of(passage(text), frozenset({"offici", "inform", "releas", "author"}))
    assert said.startswith("… ")
    assert "Official information is never released without authority." in said
    assert said.endswith(" …")
    assert len(said) <= LONGEST


def test_a_cut_falls_at_the_end_of_a_sentence_where_one_is_near() -> None:
    assert excerpt("Light every lamp. You must not sell the oil.", 30) == "Light every lamp. …"
    assert excerpt("Light every lamp of the town at dusk", 20) == "Light every lamp …"
    assert excerpt("Lamp", 3) == ""


@given(_texts, st.integers(0, 80), st.integers(0, 80))
def test_a_part_of_a_quotation_is_never_half_a_word(text: str, start: int, more: int) -> None:
    start = min(start, len(text))
    part = to_border(text, start, min(len(text), start + more)).strip()
    assert not part or stands_whole(part, text)


def test_only_a_sure_tie_gives_words() -> None:
    found = CSC.passages[12]
    for sureness in (Sureness.SURE, Sureness.LIKELY):
        tie = Tie(clause_id=CLAUSE.id, sureness=sureness, reason="", passage=found)
        told = quoted(tie, CLAUSE, CSC)
        assert told is not None
        assert bool(told.words) is told.is_shown is (sureness is Sureness.SURE)
        assert told.link == found.link
    none = Tie(clause_id=CLAUSE.id, sureness=Sureness.NONE, reason="")
    assert quoted(none, CLAUSE, CSC) is None


def test_a_quotation_says_whose_it_is_from_when_and_by_what_licence() -> None:
    dated = replace(CSC, state=State.WITHDRAWN)
    told = quoted_alone(CSC.passages[12], dated, "lamps")
    assert (told.title, told.publisher) == (CSC.title, CSC.publisher)
    assert told.fetched_on == "2026-11-20"
    assert told.licence == "Open Government Licence v3.0"
    assert (told.version, told.position) == (dated.hash, 12)
    assert told.state == "withdrawn"


class Store:
    """Keeps one document."""

    edition = "e1"

    def accepted(self, source: str) -> Document | None:
        return CSC if source == "csc" else None


def test_our_words_are_never_shown_as_the_publishers_nor_theirs_altered() -> None:
    official = read_official(LIBRARY, Store())
    shown = [clause for clause in LIBRARY.clauses if official.is_shown(clause)]
    assert shown
    for clause in shown:
        told = official.quoted(clause)
        assert told is not None
        published = CSC.passages[told.position]
        assert told.words.removeprefix(published.lead).removeprefix(" … ").strip() == published.text
        assert clause.gist not in told.words
