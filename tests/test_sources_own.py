"""A department's own document: cut by its own structure, and fetched under the same guards."""

from pathlib import Path

import pytest

from bot.errors import BadSource
from bot.sources.own import LONGEST, MOST_PASSAGES, OwnDocument, gather_own
from tests.papers import paragraph, pdf, word
from tests.test_sources_page import HTML, Given, page, sent_on, served

STYLE = """\
# House style

## Tone

Write as you would speak to a neighbour.

You must not:

- mock a complaint
- use <b>bold</b> claims

## Names

1. Say the office first.
2. Say the Lantern Grant.

| say | not |
|---|---|
| grant | handout |
"""
PAGE = """\
<html><body><nav>Menu</nav><main><h1>House style</h1><h2 id='tone'>Tone</h2>
<p>Write as you would speak to a neighbour.</p></main></body></html>
"""


def told(document: OwnDocument) -> dict[str, str]:
    return {passage.locator: passage.words for passage in document.passages}


def gathered(folder: Path, name: str, content: str | bytes) -> OwnDocument:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return gather_own(str(path))


def test_markdown_is_cut_by_its_headings_lists_and_tables(tmp_path: Path) -> None:
    document = gathered(tmp_path, "style.md", STYLE)
    assert (document.title, document.where) == ("House style", "style.md")
    assert told(document) == {
        "Tone, paragraph 1": "Write as you would speak to a neighbour.",
        "Tone: you must not, item 1": "You must not: mock a complaint",
        "Tone: you must not, item 2": "You must not: use <b>bold</b> claims",
        "Names, paragraph 1": "Say the office first.",
        "Names, paragraph 2": "Say the Lantern Grant.",
        "Names, table 1, row 1": "say\nnot",
        "Names, table 1, row 2": "grant\nhandout",
    }
    assert not any(passage.link for passage in document.passages)


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    document = gathered(tmp_path, "x.md", "# Ti\x1b[31mtle\n\n## To\x07ne\n\nWrite\x1b plainly.\n")
    assert document.title == "Ti[31mtle"
    assert told(document) == {"Tone, paragraph 1": "Write plainly."}


def test_a_plain_text_is_cut_as_markdown(tmp_path: Path) -> None:
    document = gathered(tmp_path, "lines.txt", "The grant opens on 1 May.\n\n- Apply by June.\n")
    assert list(told(document).values()) == ["The grant opens on 1 May.", "Apply by June."]
    assert document.title == "lines"


def test_html_word_and_pdf_are_cut_too(tmp_path: Path) -> None:
    html = gathered(tmp_path, "style.html", PAGE)
    docx = gathered(tmp_path, "style.docx", word(
        paragraph("Tone", "H"), paragraph("Write as you would speak to a neighbour.")))  # fmt: skip
    paper = gathered(tmp_path, "style.pdf", pdf("1. Write as you would speak to a neighbour."))
    assert told(html) == {"Tone, paragraph 1": "Write as you would speak to a neighbour."}
    assert list(told(docx).values()) == ["Write as you would speak to a neighbour."]
    assert "speak to a neighbour" in next(iter(told(paper).values()))


def test_a_passage_that_is_too_long_is_cut_at_the_ends_of_sentences(tmp_path: Path) -> None:
    sentences = [f"Sentence number {n} says a thing about lamps." for n in range(80)]
    document = gathered(tmp_path, "long.md", " ".join(sentences))
    words = [passage.words for passage in document.passages]
    assert all(len(each) <= LONGEST for each in words)
    assert " ".join(words) == " ".join(sentences)
    assert [p.locator for p in document.passages][:2] == [
        "opening, paragraph 1, part 1", "opening, paragraph 1, part 2",
    ]  # fmt: skip
    one = gathered(tmp_path, "one.md", "x" * (2 * LONGEST + 5))
    assert [len(p.words) for p in one.passages] == [LONGEST, LONGEST, 5]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("style.md", b"", "is empty"),
        ("style.md", b"# Only\n\n## Headings\n", "headings alone"),
        ("style.md", b"caf\xe9", "not in UTF-8"),
        ("style.docx", b"PK\x03\x04broken", "damaged"),
        ("style.pdf", b"no pdf", "damaged"),
        ("style.odt", b"text", "of a kind that is not read here"),
        ("style.md", b"- a\n" * (MOST_PASSAGES + 1), "the limit is 2,000"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    with pytest.raises(BadSource, match=why):
        gathered(tmp_path, name, content)


def test_a_word_document_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    bomb = word(paragraph("x"), **{"word/media/a.xml": b"0" * 30_000_000})
    with pytest.raises(BadSource, match="far too large"):
        gathered(tmp_path, "bomb.docx", bomb)


def test_a_page_is_fetched_and_its_passages_have_links_that_land_on_them() -> None:
    with served(style=page(PAGE), markdown=page(STYLE, "text/markdown")) as site:
        read = gather_own(site.url("/style"), reach=site.reach())
        assert read.where == site.url("/style")
        assert read.passages[0].link == f"{site.url('/style')}#tone"
        assert len(gather_own(site.url("/markdown"), reach=site.reach()).passages) == 7
        assert site.asked[0][1]["user-agent"].startswith("neutral-bot/")


@pytest.mark.parametrize(
    ("given_page", "why"),
    [
        (sent_on("http://10.0.0.1:{port}/secret"), "open internet"),
        (sent_on("file:///etc/passwd"), "https://"),
        (page(b"PK", "application/zip"), "application/zip"),
        (page(b"x" * 5_000_001, HTML), "larger than 5 MB"),
        (page(b"<div></div>", HTML), "no words"),
        ((410, {}, b""), "taken down"),
    ],
)
def test_what_may_not_be_fetched_or_holds_nothing_is_refused(given_page: Given, why: str) -> None:
    with served(a=given_page) as site:
        status, headers, body = given_page
        here = {name: value.replace("{port}", str(site.port)) for name, value in headers.items()}
        site.pages["/a"] = status, here, body
        with pytest.raises(BadSource, match=why):
            gather_own(site.url("/a"), reach=site.reach({"10.0.0.1": "10.0.0.1"}))


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://example.org/x", "http://127.0.0.1/", "http://[::1]/"]
)
def test_only_public_pages_are_fetched_as_shipped(place: str) -> None:
    with pytest.raises(BadSource):
        gather_own(place)
