"""What is read from a file: its words and nothing else, or a sentence that says what to do."""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from bot.errors import BadSource
from bot.sources.apart import read_apart
from bot.sources.decoding import decode_web
from bot.sources.files import MAX_FILE, read_source
from bot.sources.kinds import Kind
from bot.sources.markup import read_html
from tests.papers import paragraph, pdf, word


def read(folder: Path, name: str, content: bytes | str) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_source(path).words


def refused(folder: Path, name: str, content: bytes) -> str:
    with pytest.raises(BadSource) as error:
        read(folder, name, content)
    return str(error.value)


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release", "RELEASE.TXT"])
def test_a_text_file_is_its_words_with_one_kind_of_line_end(tmp_path: Path, name: str) -> None:
    content = b"\xef\xbb\xbfMae \xc3\xa2.\r\nTwo.  \r\n\r\n\r\n\r\nThree.\r\n"
    assert read(tmp_path, name, content) == "Mae â.\nTwo.\n\nThree."


def test_a_source_is_called_by_its_name_without_the_folders_of_its_owner(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text("Words.", encoding="utf-8")
    assert read_source(tmp_path / "release.txt").where == "release.txt"


GOVUK = """<!doctype html><html><head><title>New homes - GOV.UK</title>
<meta name="govuk:primary-publishing-organisation" content="HM Treasury">
<meta property="og:site_name" content="GOV.UK"><style>p{}</style><script>var a = "no";</script>
</head><body><div id="global-cookie-message">Cookies</div><header>Menu</header>
<nav>Home</nav><main><h1> New
 homes</h1><div class="gem-c-metadata">From: HM Treasury</div>
<p>We will build <b>300</b>&nbsp;homes.<br>All of them here.</p>
<ul><li>one</li><li><p>two</p><ul><li>inner</li></ul></li></ul>
<blockquote><p>We are proud.</p><p>“Truly,” she said.</p>
<footer>The Chancellor</footer></blockquote>
<p>He said <q>yes</q>, <q>“no”</q>.</p><p hidden>Secret</p><p style="display: none">Secret</p>
<form>Is this page useful?</form><footer>Licence</footer>
<table><tr><th>Year</th><th>Homes</th></tr><tr><td><p>2027</p></td><td>300</td></tr></table>
</main><footer>Crown copyright</footer></body></html>"""


def test_a_page_of_govuk_is_its_main_part_in_plain_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(GOVUK, encoding="utf-8")
    gathered = read_source(tmp_path / "page.html")
    assert gathered.words.split("\n\n") == [
        "New homes",
        "We will build 300 homes.\nAll of them here.",
        "- one\n- two\n- inner",
        "“We are proud.”",
        "“Truly,” she said.",
        "The Chancellor",
        "He said “yes”, “no”.",
        "Year | Homes\n2027 | 300",
    ]
    assert (gathered.title, gathered.publisher) == ("New homes", "HM Treasury")


def test_a_page_without_a_main_part_gives_its_body_and_its_titles() -> None:
    page = "<title>A\nspeech</title><body><header>Menu</header><p>Friends,<p>good evening.<aside>x"
    gathered = read_html(page)
    assert (gathered.words, gathered.title) == ("Friends,\n\ngood evening.", "A speech")


def test_a_table_that_only_lays_out_a_page_keeps_its_paragraphs() -> None:
    assert (
        read_html("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>").words == "One.\n\nTwo."
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Proud.", "“Proud.”"),
        ("‘Proud.’", "‘Proud.’"),
        ('"Proud."', '"Proud."'),
        ("and so we shall.”", "and so we shall.”"),
        ("She called it “great” today.", "“She called it “great” today.”"),
    ],
)
def test_quoted_speech_can_be_told_from_the_rest(said: str, shown: str) -> None:
    assert read_html(f"<blockquote>{said}</blockquote>").words == shown


def test_what_follows_a_quotation_is_not_quoted() -> None:
    assert (
        read_html("<blockquote>A</blockquote>b<blockquote></blockquote>c").words == "“A”\n\nb\n\nc"
    )


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("£5 a day".encode("latin-1"), "iso-8859-1"),
        ("£5 a day".encode("latin-1"), ""),
        ("£5 a day".encode(), "no-such-thing"),
        ("£5 a day".encode(), "zip"),
        ("£5 a day".encode("utf-16"), "utf-8"),
        ("£5 a day".encode("utf-16-le"), "UTF-16LE"),
    ],
)
def test_a_charset_is_honoured_where_it_is_one(content: bytes, charset: str) -> None:
    assert decode_web(content, charset) == "£5 a day"


def test_a_page_may_name_its_charset_itself() -> None:
    assert decode_web(b'<meta charset="windows-1251">\xc4', "").endswith("Д")


def test_a_pdf_is_its_words_with_lines_joined_and_page_numbers_left_out(tmp_path: Path) -> None:
    page = (
        "New homes\nWe will build 300 homes in the north of\nEngland by 2030.\n"
        "- one\n- two\nPage 1 of 2"
    )
    (tmp_path / "release.pdf").write_bytes(pdf(page, "The end of it.\n2", title="New homes"))
    gathered = read_source(tmp_path / "release.pdf")
    assert gathered.words == (
        "New homes\n\nWe will build 300 homes in the north of England by 2030."
        "\n\n- one\n- two\n\nThe end of it."
    )
    assert gathered.title == "New homes"


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path, "release.txt", pdf("Words of it.")) == "Words of it."


def test_a_word_document_is_its_words(tmp_path: Path) -> None:
    made = word(paragraph("New homes", "H"), paragraph("We build."), paragraph("I am proud.", "Q"))
    (tmp_path / "release.docx").write_bytes(made)
    gathered = read_source(tmp_path / "release.docx")
    assert gathered.words == "New homes\n\nWe build.\n\n“I am proud.”"
    assert gathered.title == "New homes"


def locked(algorithm: str, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Words of it."))))
    writer.encrypt(password, "owner", algorithm=algorithm)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_is_only_locked_against_printing_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "release.pdf", locked("RC4-128", "")) == "Words of it."


def zipped(**files: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"...", "no words"),
        ("a.txt", b"\xa35 a day", "UTF-8"),
        ("a.txt", "Words".encode("utf-16"), "UTF-16"),
        ("a.txt", b"a\0b", "not text"),
        ("a.txt", b"a" * (MAX_FILE + 1), "larger than 20 MB"),
        ("a.html", b"<p></p>", "no words"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        ("a.rtf", b"{\\rtf1 Words}", "rich text"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.jpg", b"\xff\xd8\xff", "picture"),
        ("a.csv", b"a,b", "not read here"),
        ("a.pdf", b"Words", "damaged"),
        ("a.pdf", b"%PDF-1.4\nWords", "damaged"),
        ("a.pdf", pdf(""), "pictures of its pages"),
        ("a.pdf", locked("RC4-128", "secret"), "password"),
        ("a.docx", b"Words", "damaged"),
        ("a.docx", b"PK\x03\x04Words", "damaged"),
        ("a.docx", word(paragraph("Words"))[:-40], "damaged"),
        ("a.docx", word("<w:p>"), "damaged"),
        ("a.xlsx", zipped(workbook=b""), "no Word document"),
        ("a.docx", word(paragraph("Words"), picture=b"\0" * 100_000_001), "far too large"),
        ("a.docx", word(paragraph(" " * 20_000_000)), "far too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    message = refused(tmp_path, name, content)
    assert said in message
    assert name in message
    assert message.count(". ") + message.count("; ") + message.count(": ") >= 1, message


@pytest.mark.parametrize("name", ["missing.txt", "", "a\0b", "a" * 300])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSource):
        read_source(tmp_path / name)


def test_a_page_that_holds_up_its_parser_is_given_up() -> None:
    with pytest.raises(BadSource, match="within 1 seconds"):
        read_apart("html", b"<div>" * 200_000, "page.html", seconds=1)


def test_a_page_nested_deeper_than_python_may_call_is_read() -> None:
    assert read_apart("html", b"<b>" * 50_000 + b"words", "page.html").words == "words"


START = {
    "html": b"<main><p>",
    "pdf": pdf("Words.")[:150],
    "docx": b"PK\x03\x04",
    "txt": b"",
    "doc": b"",
}


@pytest.mark.parametrize("kind", START)
@settings(
    max_examples=12,
    deadline=10_000,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(noise=st.binary(max_size=400), is_opened=st.booleans())
def test_random_bytes_are_words_or_a_refusal(
    tmp_path: Path,
    kind: str,
    noise: bytes,
    is_opened: bool,  # noqa: FBT001  # drawn
) -> None:
    path = tmp_path / f"noise.{kind}"
    path.write_bytes((START[kind] if is_opened else b"") + noise)
    with suppress(BadSource):
        assert read_source(path).words


@settings(max_examples=12, deadline=10_000)
@given(at=st.integers(0, 600), noise=st.binary(min_size=1, max_size=20))
@pytest.mark.parametrize("whole", [pdf("Words of it."), word(paragraph("Words of it."))])
def test_a_damaged_file_is_words_or_a_refusal(whole: bytes, at: int, noise: bytes) -> None:
    kind: Kind = "pdf" if whole.startswith(b"%PDF") else "word"
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    with suppress(BadSource):
        read_apart(kind, damaged, "file")


@given(st.text(alphabet=st.sampled_from("<>/\"'=&; pqbliu“”h1tdr\n")))
def test_any_markup_is_plain_text_without_tags_left_open(page: str) -> None:
    words = read_html(page).words
    assert words == words.strip()
    assert "\n\n\n" not in words


def test_reading_sources_costs_nothing_until_a_source_is_read() -> None:
    code = (
        "import sys, bot.sources.files, bot.sources.page; "
        "print({'httpcore2', 'httpx2', 'selectolax', 'pypdf', 'mammoth'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603  # our own
    assert done.stdout.strip() == b"set()"
