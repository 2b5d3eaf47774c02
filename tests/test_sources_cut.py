"""Pages of publishers are cut into passages: every word once, in order, with a name and a place."""

import json
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bot.errors import BadSource
from bot.guidance.official import Kind, OfficialPassage, Page, State
from bot.sources.publishers.apart import ReaderApart
from bot.sources.publishers.govspeak import cut_govspeak
from bot.sources.publishers.legislation import data_address, read_legislation
from bot.sources.publishers.numbers import number_at
from bot.sources.publishers.part import PAPER, WEB, Part, from_plain, to_plain
from bot.sources.publishers.reading import first_want, read
from tests.papers import pdf
from tests.publishers import (
    CODE,
    NUMBERED,
    act,
    attachment,
    file_attachment,
    govspeak,
    item,
    section,
    source,
    wordpress,
)

SITE = "https://www.gov.uk/a"
WORDS = "These are the words of the page itself, which say more than what stands above them."


def by_name(passages: Sequence[OfficialPassage]) -> dict[str, str]:
    """The text of each passage; fails where two have one name."""
    named = {passage.locator: passage.text for passage in passages}
    assert len(named) == len(passages)
    return named


def answered(values: dict[str, object], status: int = 200) -> Page:
    address = f"https://www.gov.uk/api/content{values.get('base_path', '/a')}"
    body = json.dumps(values).encode()
    return Page(address=address, kind="application/json", body=body, status=status)


def law(text: str) -> Part:
    address = "https://www.legislation.gov.uk/ukpga/2001/99/section/1/data.xml"
    return read_legislation(Page(address=address, kind="application/xml", body=text.encode()))


def web(text: str, address: str = "https://gcs.civilservice.gov.uk/a/") -> Part:
    return read(WEB, Page(address=address, kind="text/html", body=text.encode()))


def refused(reader: str, page: Page) -> str:
    with pytest.raises(BadSource) as error:
        read(reader, page)
    return str(error.value)


def test_items_are_named_by_their_heading_and_the_words_that_lead_in() -> None:
    named = by_name(cut_govspeak(CODE, SITE))
    assert named["Integrity: you must, item 3"] == "tell the warden of a lamp that is out"
    assert named["Integrity: you must not, item 1"] == "sell the oil"
    assert named["Objectivity: you must, item 1"] == "count lamps as they are"
    assert named["Integrity: you must, item 2"] == "answer letters about lamps within 5WD"
    assert named["footnote 1"] == "First printed in an invented year."


def test_an_item_carries_the_words_it_reads_on_from() -> None:
    items = {p.locator: p for p in cut_govspeak(CODE, SITE)}
    assert items["Integrity: you must not, item 2"].lead == "You must not:"
    assert items["Integrity: you must not, item 2"].kind is Kind.ITEM


def test_a_link_lands_on_the_heading_the_note_or_the_words_themselves() -> None:
    links = {p.locator: p.link for p in cut_govspeak(CODE, SITE)}
    assert links["Integrity: you must, item 1"] == f"{SITE}#integrity"
    assert links["footnote 1"] == f"{SITE}#fn:1"
    assert links["opening, paragraph 1"].startswith(f"{SITE}#:~:text=This%20paper%20says%20how")


def test_numbered_paragraphs_keep_their_numbers() -> None:
    named = by_name(cut_govspeak(NUMBERED, SITE))
    assert named["1.1"].startswith("1.1 In the weeks of a ballot")
    assert named["1.2(b)"] == "b. lend no ladder"
    assert named["Note A: letters, paragraph 2"].startswith("2. A letter from a candidate")
    assert named["Note A: letters, table 1, row 3"] == "Petition\n15"
    assert named["1. Lamps and ballots"] == "1. Lamps and ballots"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.2 Ministers must", "1.2"),
        ("2.6.b Ministers", "2.6.b"),
        ("5. Civil servants", "5"),
        ("(a) an item", "a"),
        ("b. an item", "b"),
        ("iv) an item", "iv"),
        ("24 posts were checked", ""),
        ("3.5 million people", ""),
        ("2024 was a year", ""),
        ("I am sure", ""),
        ("A lamp", ""),
    ],
)
def test_a_figure_is_a_number_only_where_it_counts_the_paragraph(text: str, number: str) -> None:
    assert number_at(text) == number


def test_a_bare_figure_counts_only_as_the_next_one() -> None:
    assert number_at("4 During the weeks", after=3) == "4"
    assert number_at("4 During the weeks", after=9) == ""


def test_lists_in_lists_and_lists_that_start_later_are_counted() -> None:
    named = by_name(
        cut_govspeak(
            '<h2 id="x">X</h2><ol start="4"><li>four</li><li value="9">nine<ol type="a">'
            "<li>nine a</li><li>nine b</li></ol></li><li>ten</li></ol><li>astray</li>",
            SITE,
        )
    )
    assert named["X, paragraph 4"] == "four"
    assert named["X, paragraph 9(b)"] == "nine b"
    assert named["X, paragraph 10"] == "ten"
    assert "astray" in named.values()


def test_two_headings_of_one_text_are_told_apart_by_what_is_above() -> None:
    passages = cut_govspeak(
        '<h2 id="a">A</h2><h3 id="r">Rule</h3><p>one</p>'
        '<h2 id="b">B</h2><h3 id="r-1">Rule</h3><p>two</p>',
        SITE,
    )
    named = by_name(passages)
    assert named["A, Rule, paragraph 1"] == "one"
    assert named["B, Rule, paragraph 1"] == "two"
    assert next(p for p in passages if p.text == "two").anchor == "r-1"


_words = st.sampled_from(["lamp", "1.2 Oil", "(a) wick", "24 posts", "You must:", "£6bn", "é–ü"])
_inline = st.sampled_from(["b", "em", "abbr", "a", "span", "sup", "code"])
_block = st.sampled_from([
    "p", "div", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th",
    "section", "aside", "details", "summary", "dl", "dt", "dd", "pre", "figcaption", "address",
])  # fmt: skip
_tree = st.recursive(
    st.one_of(
        _words.map(lambda word: f" {word} "),
        st.tuples(_inline, _words).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>"),
        st.just("<br>"),
    ),
    lambda inside: st.tuples(_block, st.lists(inside, max_size=5)).map(
        lambda t: f"<{t[0]} id='{t[0]}'>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(_tree, max_size=6))
def test_every_word_of_a_body_stands_in_one_passage_in_order(blocks: list[str]) -> None:
    body = "".join(blocks)
    tree = LexborHTMLParser(f"<!doctype html><body>{body}").body
    passages = cut_govspeak(body, SITE)
    assert tree is not None
    assert _together(p.text for p in passages) == _together([tree.text()])
    by_name(passages)
    assert [p.position for p in passages] == list(range(len(passages)))


def _together(texts: Iterable[str]) -> str:
    """All the words without the white space between them."""
    return "".join("".join(text.split()) for text in texts)


_provision = st.recursive(
    _words.map(lambda w: f"<Text>{w}</Text>"),
    lambda inside: st.tuples(
        st.sampled_from(["P1", "P2", "P3", "P4", "P2para", "Part", "P1group", "Schedule",
                         "BlockAmendment", "UnorderedList", "ListItem", "Substitution", "tr", "td",
                         "Tabular", "Footnote"]),
        st.lists(inside, max_size=4),
    ).map(lambda t: f"<{t[0]} id='x-{t[0]}'>{''.join(t[1])}</{t[0]}>"),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_provision, min_size=1, max_size=5))
def test_every_word_of_an_act_stands_in_one_passage_in_order(provisions: list[str]) -> None:
    text = f"<Legislation><Primary><Text>Begin</Text>{''.join(provisions)}</Primary></Legislation>"
    passages = law(text).passages
    said = text.replace("<", " <").split(">")
    assert _together(p.text for p in passages) == _together(part.split("<")[0] for part in said)
    by_name(passages)


def test_provisions_are_cited_as_lawyers_cite_them() -> None:
    part = law(act(section(125), section(126)))
    named = by_name(part.passages)
    assert (part.title, part.published) == ("Lamps Act 2001", "2020-12-31")
    assert named["section 125(1)"] == "A keeper of lamp 125 must—"
    assert named["section 125(1)(b)"] == "put it safely out at dawn,"
    assert named["section 126(1), closing words"] == "unless lamp 126 is broken."
    item_a = next(p for p in part.passages if p.locator == "section 125(1)(a)")
    assert item_a.link.endswith("/ukpga/2001/99/section/1#section-125-1-a")
    assert item_a.lead == "A keeper of lamp 125 must—"
    assert item_a.headings == ("Part 1 Keepers", "Duty to light")


def test_what_editors_add_to_an_act_is_no_part_of_it() -> None:
    assert "Editors" not in " ".join(p.text for p in law(act(section(1))).passages)


def test_schedules_are_cited_by_number_paragraph_and_item() -> None:
    named = by_name(
        law(
            "<Legislation><Schedules><Schedule id='schedule-4'><Number>SCHEDULE 4</Number><Title>"
            "Code</Title><ScheduleBody><P><Text>A keeper must—</Text></P><P3 id='schedule-4-h'>"
            "<Pnumber>h</Pnumber><P3para><Text>act well</Text></P3para></P3><P1 id='schedule-4-"
            "paragraph-1'><Pnumber>1</Pnumber><P1para><Text>Lamps.</Text><P2><Pnumber>2</Pnumber>"
            "<P2para><Text>Oil.</Text></P2para></P2></P1para></P1></ScheduleBody></Schedule>"
            "</Schedules></Legislation>"
        ).passages
    )
    assert named["Schedule 4(h)"] == "act well"
    assert named["Schedule 4, paragraph 1"] == "Lamps."
    assert named["Schedule 4, paragraph 1(2)"] == "Oil."


def test_words_that_an_act_puts_into_another_are_not_taken_for_its_own_sections() -> None:
    named = by_name(
        law(
            "<Legislation><P1 id='section-3'><Pnumber>3</Pnumber><P1para><Text>Insert—</Text>"
            "<BlockAmendment><P1><Pnumber>9A</Pnumber><P1para><Text>New rule.</Text></P1para></P1>"
            "</BlockAmendment></P1para></P1></Legislation>"
        ).passages
    )
    assert named == {"section 3": "Insert—", "section 3, quoted words": "9A New rule."}


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("/ukpga/2000/41/section/125", "/ukpga/2000/41/section/125/data.xml"),
        ("/ukpga/2018/12/contents", "/ukpga/2018/12/data.xml"),
        ("/uksi/2008/2998/contents/made", "/uksi/2008/2998/made/data.xml"),
        ("/ukpga/1981/49/", "/ukpga/1981/49/data.xml"),
    ],
)
def test_the_xml_of_an_act_is_asked_for_beside_its_page(page: str, data: str) -> None:
    host = "https://www.legislation.gov.uk"
    assert data_address(host + page) == host + data


def test_an_item_of_gov_uk_says_when_it_was_withdrawn_and_why() -> None:
    values = item("/a", "detailed_guide", "A", body=govspeak("<p>Old words.</p>"))
    values["withdrawn_notice"] = {
        "explanation": "<div class='govspeak'><p>See the <a href='/b'>new</a> one.</p></div>",
        "withdrawn_at": "2025-01-02T03:04:05Z",
    }
    part = read("govuk", answered(values))
    assert part.state is State.WITHDRAWN
    assert part.note == "Withdrawn on 2025-01-02. See the new one."
    assert [p.text for p in part.passages] == ["Old words."]


@pytest.mark.parametrize("in_links", [True, False])
def test_a_political_item_of_a_former_government_is_superseded(*, in_links: bool) -> None:
    values = item("/a", "publication", "A", body=govspeak("<p>Words.</p>"), political=True)
    if in_links:
        values["links"]["government"] = [{"title": "Former one", "details": {"current": False}}]
    else:
        values["details"]["government"] = {"title": "Former one", "slug": "f", "current": False}
    part = read("govuk", answered(values))
    assert (part.state, "Former one" in part.note) == (State.SUPERSEDED, True)


def test_a_political_item_of_this_government_is_current() -> None:
    values = item("/a", "publication", "A", body=govspeak("<p>Words.</p>"), political=True)
    values["details"]["government"] = {"title": "This one", "slug": "t", "current": True}
    assert read("govuk", answered(values)).state is State.CURRENT


def test_the_parts_of_a_guide_have_addresses_of_their_own() -> None:
    html = {"content_type": "text/html", "content": "<h2 id='o'>Oil</h2><p>Second.</p>"}
    parts = [
        {"title": "Overview", "slug": "overview", "body": "<p>First.</p>"},
        {"title": "Oil", "slug": "oil", "body": [html]},
    ]
    part = read("govuk", answered(item("/lamps", "guide", "Lamps", parts=parts)))
    assert [p.link for p in part.passages][-1] == "https://www.gov.uk/lamps/oil#o"
    assert part.passages[0].headings == ("Overview",)


def test_pages_are_followed_before_files_and_no_other_language_is() -> None:
    rows = [
        file_attachment("https://assets.publishing.service.gov.uk/media/1/a.pdf", "As a file"),
        attachment("/a/page", "As a page"),
        attachment("/a/page.cy", "Yn Gymraeg") | {"locale": "cy"},
    ]
    values = item("/a", "publication", "A", body="", attachments=rows)
    part = read("govuk", answered(values))
    assert [want.ask for want in part.follow] == ["https://www.gov.uk/api/content/a/page"]
    files = read("govuk", answered(item("/a", "publication", "A", body="", attachments=rows[:1])))
    assert [want.reader for want in files.follow] == [PAPER]


def test_the_sections_of_a_manual_are_followed() -> None:
    rows = [{"title": "S", "base_path": "/a/s"}, {"title": "X", "base_path": "//evil.example"}]
    groups = [{"title": "G", "child_sections": rows}]
    part = read("govuk", answered(item("/a", "manual", "A", body="", child_section_groups=groups)))
    assert [(w.ask, w.title) for w in part.follow] == [("https://www.gov.uk/api/content/a/s", "S")]


def test_a_redirect_and_a_page_that_is_gone_say_where_to_look() -> None:
    moved = item("/a", "redirect", "") | {
        "redirects": [{"path": "/a", "type": "exact", "destination": "/b?x=1#c"}]
    }
    instead = read("govuk", answered(moved)).instead
    assert instead is not None
    assert instead.ask == "https://www.gov.uk/api/content/b"
    gone = item("/a", "gone", "", explanation="<p>No more.</p>", alternative_path="/c")
    part = read("govuk", answered(gone, 410))
    assert (part.state, part.note, part.successor) == (
        State.GONE, "No more.", "https://www.gov.uk/c",
    )  # fmt: skip
    nothing = Page(address="https://www.gov.uk/api/content/a", kind="text/html", status=410)
    assert read("govuk", nothing).state is State.GONE


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "names no schema"),
        (item("/a", "transaction", "A"), "transaction that has no text"),
        (item("/a", "publication", "A", body="<p> </p>"), "publication that has no text"),
        (item("/a", "redirect", ""), "not where to"),
    ],
)
def test_an_item_of_another_shape_gives_one_reason(values: dict[str, object], why: str) -> None:
    assert why in refused("govuk", answered(values))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("<p>w</p>"),
    lambda inside: st.lists(inside, max_size=3)
    | st.dictionaries(
        st.sampled_from([
            "details", "body", "attachments", "url", "title", "parts", "slug", "redirects", "links",
            "destination", "schema_name", "base_path", "withdrawn_notice", "child_section_groups",
            "child_sections", "government", "political", "locale", "content", "content_type",
        ]),
        inside,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["schema_name", "details", "links", "redirects", "base_path"]), _json
    )
)
def test_whatever_json_comes_it_is_read_or_refused(values: dict[str, object]) -> None:
    body = json.dumps({"schema_name": "guide"} | values).encode()
    try:
        part = read("govuk", Page(address=SITE, kind="application/json", body=body))
    except BadSource:
        return
    assert from_plain(json.loads(json.dumps(to_plain(part)))) == part


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["govuk", "legislation", "web"]), st.binary(max_size=200))
def test_whatever_bytes_come_they_are_read_or_refused(reader: str, body: bytes) -> None:
    try:
        part = read(reader, Page(address=SITE, kind="text/html", body=body))
    except BadSource:
        return
    assert part.passages


def test_what_a_site_stands_around_the_words_is_left_out() -> None:
    part = web(
        wordpress(
            "How to write",
            "<p>Opening.</p><h2 id='one'>First part</h2><p>Write so that:</p><ul><li>all can read"
            "</li></ul><aside class='callout'><p>Ask when unsure.</p></aside><h2 id='two'>Second "
            "part</h2><p>More.</p>",
        )
    )
    assert by_name(part.passages) == {
        "How to write": "How to write",
        "opening, paragraph 1": "Opening.",
        "First part": "First part",
        "First part, paragraph 1": "Write so that:",
        "First part: write so that, item 1": "all can read",
        "First part, paragraph 2": "Ask when unsure.",
        "Second part": "Second part",
        "Second part, paragraph 1": "More.",
    }
    assert (part.title, part.published) == ("How to write", "2025-02-03")


def test_a_form_around_the_whole_page_is_not_taken_for_a_question() -> None:
    part = web("<body><form id='aspnetForm'><h1>T</h1><p>The words of the page.</p></form></body>")
    assert "The words of the page." in by_name(part.passages).values()


def test_a_question_that_opens_its_answer_keeps_both() -> None:
    part = web(
        "<main><h1>Questions</h1><div class='accordion'><h2><button aria-expanded='false'>May a "
        "keeper lend oil?</button></h2><div hidden aria-hidden='true'><p>No keeper may.</p></div>"
        "</div><button>Print</button><span aria-hidden='true'>icon</span></main>"
    )
    assert by_name(part.passages)["May a keeper lend oil?, paragraph 1"] == "No keeper may."
    assert "icon" not in " ".join(p.text for p in part.passages)


@pytest.mark.parametrize(
    ("notice", "state"),
    [
        ("This guidance was withdrawn on 1 March 2023", State.WITHDRAWN),
        ("This was published under the former government", State.SUPERSEDED),
        ("Brexit transition: new rules", State.CURRENT),
    ],
)
def test_a_page_of_gov_uk_says_above_itself_how_it_stands(notice: str, state: State) -> None:
    part = web(f"<main><section class='gem-c-notice'><h2>{notice}</h2></section><p>{WORDS}</main>")
    assert part.state is state
    assert [p.text for p in part.passages] == [WORDS]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/octet-stream"])
def test_a_page_is_known_by_its_opening_where_its_server_does_not_say(kind: str) -> None:
    body = b"\n<!-- kept --><!DOCTYPE html><main><p>Words.</p></main>"
    page = Page(address="https://gcs.example/a", kind=kind, body=body)
    assert [p.text for p in read(WEB, page).passages] == ["Words."]
    assert "where a web page" in refused(WEB, Page(address=SITE, kind=kind, body=b"just words"))


def test_a_page_for_members_only_is_not_taken_for_its_document() -> None:
    text = wordpress("Toolkit", "<form class='post-password-form'><p>Password:</p></form>")
    page = Page(address="https://x.example/", kind="text/html", body=text.encode())
    assert "members only" in refused(WEB, page)


def test_the_pages_of_a_split_document_are_followed_and_no_others() -> None:
    links = (
        "<a href='/publications/x/pages/2/'>Two</a><a href='/publications/x/pages/1/'>One</a>"
        "<a href='https://evil.example/publications/x/pages/3/'>E</a>"
        "<a href='/other/pages/4/'>O</a>"
        "<a href='http://[::1'>half</a><a href='file:///etc/passwd'>f</a>"
    )
    part = web(f"<main><p>Words.</p>{links}</main>", "https://www.gov.scot/publications/x/")
    assert [want.ask for want in part.follow] == [
        "https://www.gov.scot/publications/x/pages/1/",
        "https://www.gov.scot/publications/x/pages/2/",
    ]


def test_a_pdf_is_cut_by_its_numbers_and_bullets_page_by_page() -> None:
    content = pdf(
        "Lamp rules\n1.1 A keeper trims each lamp before dusk and does so in every street.\n"
        "1.2 A keeper must:\n- sell no oil\n- lend no ladder",
        "2.1 Second page.",
    )
    page = Page(address="https://assets.example/a.pdf", kind="application/pdf", body=content)
    part = read(PAPER, page)
    named = by_name(part.passages)
    assert named["1.1"].startswith("1.1 A keeper trims")
    assert named["page 1: 1.2 A keeper must, item 2"] == "lend no ladder"
    assert next(p for p in part.passages if p.locator == "2.1").link.endswith("a.pdf#page=2")


@pytest.mark.parametrize(
    ("url", "api", "reader", "ask"),
    [
        ("https://www.gov.uk/a/b", "/api/content/a", "govuk", "https://www.gov.uk/api/content/a"),
        ("https://www.gov.uk/a/b", "", "govuk", "https://www.gov.uk/api/content/a/b"),
        ("https://gcs.example/a/", "", "web", "https://gcs.example/a/"),
    ],
)
def test_each_publisher_is_asked_in_its_own_way(url: str, api: str, reader: str, ask: str) -> None:
    want = first_want(source("a", url, api=api))
    assert (want.reader, want.ask) == (reader, ask)


def test_a_page_that_is_too_much_is_given_up_and_the_next_one_is_read() -> None:
    deep = Page(address=SITE, kind="text/html", body=b"<div>" * 200_000 + b"x")
    plain = Page(address=SITE, kind="text/html", body=b"<p>Words.")
    with ReaderApart(seconds=6) as reader:
        assert reader.read(WEB, plain).passages[0].text == "Words."
        with pytest.raises(BadSource, match="within 6 seconds"):
            reader.read(WEB, deep)
        assert reader.read(WEB, plain).passages[0].text == "Words."


@pytest.mark.parametrize(
    "bomb",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><Legislation>&x;</Legislation>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><Legislation/>',
        b"<P1>" * 500 + b"</P1>" * 500,
        b"<Legislation>" + b"<P2>" * 500 + b"</P2>" * 500 + b"</Legislation>",
    ],
)
def test_xml_that_is_no_act_is_refused(bomb: bytes) -> None:
    assert refused("legislation", Page(address=SITE, kind="application/xml", body=bomb))
