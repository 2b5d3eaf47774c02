"""A page in its two forms: everything is there, in order, and nothing in it is read as code."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.paper.html import html
from bot.paper.paper import (
    Bullets,
    Chart,
    Facts,
    Heading,
    Inset,
    Look,
    Paper,
    Quoted,
    Run,
    Table,
    Tile,
    Tiles,
    Tone,
    Words,
    said,
)
from bot.paper.pdf import pdf
from bot.paper.shown import shown

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="9" height="9"/></svg>'
)
DIGEST = "5f" * 32
WHOLE = Paper(
    title="Review r1",
    lead="Stop: it attacks a party.",
    handling="Official",
    made="Made on 1 December 2026",
    about=Facts((("Asked by", said("U1")), ("Link", (Run(DIGEST, Look.CODE),)))),
    blocks=(
        Heading("The draft"),
        Quoted(
            (Run("Two  spaces,\n\na "), Run("marked", Look.MARKED), Run(" word")), said("Of U1")
        ),
        Heading("What changed", 3),
        Words((Run("worse", Look.REMOVED), Run("better", Look.ADDED), Run(" and", Look.BOLD))),
        Words((Run("The page", link="https://www.gov.uk/page"),)),
        Bullets((said("First item"), said("Second item"))),
        Bullets((said("Step one"), said("Step two")), numbered=True),
        Inset(said("No longer kept."), Tone.WARNING),
        Tiles((Tile("212", "reviews", "18 more"), Tile("0", "stopped"))),
        Chart("By week", SVG, "Week 45 had the most."),
        Table(
            "Weeks", ("Week", "Clear"), ((said("45"), said("1,212")),), frozenset({1}), folded=True
        ),
        Heading("Proof", new_page=True),
    ),
)
SAID = (
    "Review r1", "Stop: it attacks a party.", "Asked by", "U1", DIGEST, "The draft", "Two  spaces,",
    "marked", "Of U1", "What changed", "worse", "better", "The page", "First item", "Second item",
    "Step one", "No longer kept.", "212", "reviews", "18 more", "Week 45 had the most.", "Weeks",
    "1,212", "Proof", "Official", "Made on 1 December 2026",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{% raw %}",
    "#panic()", '#eval("1")', "$x^2$", "\\u{41}", "*a* _b_ `c` = d <e> @f", "//c", "/*d*/", "]]>",
    "&lt;", "~", "--", '"quoted"',
)  # fmt: skip


def text_of_html(page: str) -> str:
    return the(LexborHTMLParser(page), "main").text()


def the(tree: LexborHTMLParser, selector: str) -> LexborNode:
    """The first element that a selector finds."""
    found = tree.css_first(selector)
    assert found
    return found


def text_of_pdf(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)


@pytest.mark.parametrize("words", SAID)
def test_everything_is_on_the_html_page(words: str) -> None:
    assert words in text_of_html(html(WHOLE))


@pytest.mark.parametrize("words", SAID)
def test_everything_is_in_the_pdf(words: str) -> None:
    text = text_of_pdf(pdf(WHOLE))
    assert " ".join(words.split()) in " ".join(text.split())


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(WHOLE) == pdf(WHOLE)
    assert html(WHOLE) == html(WHOLE)


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    read = PdfReader(BytesIO(pdf(WHOLE)))
    root = read.root_object
    assert b"/Marked true" in pdf(WHOLE)
    assert str(root["/Lang"]).startswith("en")
    assert read.metadata
    assert read.metadata.title == "Review r1"
    assert read.xmp_metadata
    assert "pdfuaid" in read.xmp_metadata.stream.get_data().decode()


def test_a_heading_that_begins_a_sheet_begins_one() -> None:
    pages = PdfReader(BytesIO(pdf(WHOLE))).pages
    assert pages[-1].extract_text().startswith("Proof")


def test_the_html_page_fetches_nothing_and_runs_nothing() -> None:
    tree = LexborHTMLParser(html(WHOLE))
    assert not tree.css("script, link, iframe, object")
    sources = [image.attributes["src"] or "" for image in tree.css("img")]
    assert len(sources) == 1
    assert sources[0].startswith("data:image/svg+xml;base64,")
    policy = the(tree, 'meta[http-equiv="Content-Security-Policy"]')
    assert "default-src 'none'" in str(policy.attributes["content"])


def test_a_picture_says_in_words_what_it_shows() -> None:
    image = the(LexborHTMLParser(html(WHOLE)), "img")
    assert image.attributes["alt"] == "Week 45 had the most."


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_is_read_as_code(words: str) -> None:
    paper = Paper(
        title=words,
        lead=words,
        about=Facts(((words, said(words)),)),
        blocks=(Heading(words), Quoted(said(words)), Table(words, (words,), ((said(words),),))),
    )
    page = LexborHTMLParser(html(paper))
    assert not page.css("main script, main img, e")
    assert text_of_html(html(paper)).count(words) == 9
    spaced = "".join(text_of_pdf(pdf(paper)).split())
    assert spaced.count("".join(words.split())) >= 9


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "//x"]
)
def test_a_link_is_a_web_address(address: str) -> None:
    with pytest.raises(ValueError, match="no web address"):
        Run("press", link=address)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_makes_a_page(words: str) -> None:
    paper = Paper(title="T", blocks=(Quoted(said(words)), Words(said(words))))
    quoted = the(LexborHTMLParser(html(paper)), "blockquote")
    assert quoted.text() == shown(words)
    assert pdf(paper).startswith(b"%PDF")


def test_what_nobody_sees_is_named_and_what_builds_a_character_stays() -> None:
    assert shown("a\u202eb\u200bc\x00") == "a[U+202E]b[U+200B]c[U+0000]"
    wales, family = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "👩‍👧"
    assert shown(wales + family + "ŵ") == wales + family + "ŵ"
    assert shown("\U000e0067") == "[U+E0067]"


def test_a_digest_can_be_copied_out_of_the_pdf() -> None:
    assert "\u200b" not in text_of_pdf(pdf(WHOLE))


def test_what_no_font_draws_is_named() -> None:
    text = text_of_pdf(pdf(Paper(title="T", blocks=(Quoted(said("a \U00012000 b")),))))
    assert "a [U+12000 cuneiform sign a] b" in text
