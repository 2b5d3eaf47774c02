"""The official documents are fetched from a loopback copy of their publishers, and kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadSettings, BadSource
from bot.guidance.catalogue import Source
from bot.guidance.official import Attempt, Document, Outcome, State
from bot.log.guidance.store import GuidanceStore
from bot.sources.publishers.apart import ReaderApart
from bot.sources.publishers.fetching import Fetcher
from bot.sources.publishers.mirror import KNOWN, Hosts, read_mirror
from bot.sources.publishers.patience import Clock, Patience
from bot.sources.publishers.sync import Sync
from bot.sources.reach import Reach
from tests.papers import pdf
from tests.publishers import (
    API,
    CODE,
    NUMBERED,
    Given,
    Publishers,
    act,
    attachment,
    file_attachment,
    govspeak,
    gzipped,
    item,
    publishers,
    section,
    source,
    wordpress,
)

CODE_AT = "/government/publications/lamps/code"
BALLOT_AT = "/government/publications/ballot"
FILE_AT = "assets.publishing.service.gov.uk/media/1/rules.pdf"
ACT_AT = "www.legislation.gov.uk/ukpga/2001/99/part/1/data.xml"
WEB_AT = "gcs.civilservice.gov.uk/guidance/write/"
CODE_SOURCE = source("code", f"https://www.gov.uk{CODE_AT}", api=f"/api/content{CODE_AT}")
BALLOT_SOURCE = source("ballot", f"https://www.gov.uk{BALLOT_AT}", api=f"/api/content{BALLOT_AT}")
RULES_SOURCE = source("rules", "https://www.gov.uk/government/publications/rules")
ACT_SOURCE = source("act", "https://www.legislation.gov.uk/ukpga/2001/99/part/1")
WEB_SOURCE = source("web", f"https://{WEB_AT}")
LINKED_SOURCE = source("linked", "https://www.asa.example/a", licence="ASA copyright: link only")
SOURCES = (CODE_SOURCE, BALLOT_SOURCE, RULES_SOURCE, ACT_SOURCE, WEB_SOURCE, LINKED_SOURCE)


@dataclass
class Waits:
    """A clock that goes on by what is waited, and remembers it."""

    passed: list[float] = field(default_factory=list)
    moment: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        return Clock(now=self._now, wait=self.passed.append, today=self._today)

    def _now(self) -> float:
        return sum(self.passed)

    def _today(self) -> datetime:
        return self.moment + timedelta(seconds=self._now())


@dataclass
class Desk:
    """A sync against the loopback copy, with a store that is really there."""

    site: Publishers
    reader: ReaderApart
    store: GuidanceStore
    waits: Waits = field(default_factory=Waits)

    def sync(self, *sources: Source, force: bool = False, pace: float = 0) -> dict[str, Attempt]:
        """Run once with a fetcher of its own; what was asked for before is forgotten."""
        self.site.asked.clear()
        clock = self.waits.clock
        fetcher = Fetcher(
            Hosts(KNOWN, {"*": self.site.address}),
            (lambda _: None) if force else self.store.seen,
            "press@dept.example",
            Patience(clock, pace),
        )
        run = Sync(self.store, fetcher, self.reader.read, clock, force=force)
        return {a.source: a for a in run.run(sources or SOURCES, lambda *_: None)}

    def outcomes(self, *sources: Source) -> dict[str, str]:
        return {name: attempt.outcome.value for name, attempt in self.sync(*sources).items()}

    def why(self, one: Source) -> str:
        attempt = self.sync(one)[one.id]
        assert attempt.outcome is Outcome.FAILED
        return attempt.reason

    def document(self, one: Source) -> Document:
        found = self.store.current(one.id)
        assert found is not None
        return found

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.store.path) as db:
            return db.execute(sql).fetchall()


def gives_all(site: Publishers) -> None:
    """Give every document of SOURCES."""
    site.give(f"{API}{CODE_AT}", item(CODE_AT, "html_publication", "Lamp code", body=CODE))
    pages = [attachment(f"{BALLOT_AT}/one", "One"), attachment(f"{BALLOT_AT}/two", "Two")]
    landing = item(
        BALLOT_AT, "publication", "Ballots", body="<p>Two papers.</p>", attachments=pages
    )
    site.give(f"{API}{BALLOT_AT}", landing)
    for name, body in (("one", NUMBERED), ("two", CODE)):
        page = item(f"{BALLOT_AT}/{name}", "html_publication", name.title(), body=body)
        site.give(f"{API}{BALLOT_AT}/{name}", page)
    files = [file_attachment(f"https://{FILE_AT}", "Rules")]
    rules = item("/government/publications/rules", "publication", "Rules", attachments=files)
    site.give(f"{API}/government/publications/rules", rules)
    site.give(FILE_AT, pdf("4.4.1 A keeper keeps to the rules.\n4.4.2 A keeper is civil."))
    site.give(ACT_AT, act(section(1), section(2)))
    content = (
        "<p>Opening.</p><h2 id='one'>First</h2><p>Write so that:</p><ul><li>all read</li></ul>"
    )
    site.give(WEB_AT, wordpress("How to write", content))


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderApart]:
    with ReaderApart() as apart:
        yield apart


@contextmanager
def laid(tmp_path: Path, reader: ReaderApart) -> Iterator[Desk]:
    with publishers() as site:
        gives_all(site)
        yield Desk(site, reader, GuidanceStore(tmp_path))


@pytest.fixture
def desk(tmp_path: Path, reader: ReaderApart) -> Iterator[Desk]:
    with laid(tmp_path, reader) as desk:
        yield desk


def test_the_first_sync_keeps_every_document_with_its_passages(desk: Desk) -> None:
    outcomes = desk.outcomes()
    assert outcomes == dict.fromkeys(("code", "ballot", "rules", "act", "web"), "new") | {
        "linked": "linked"
    }
    code = desk.document(CODE_SOURCE)
    assert (code.title, code.state, code.address) == (
        "Lamp code", State.CURRENT, f"https://www.gov.uk{CODE_AT}",
    )  # fmt: skip
    assert code.attribution.endswith("licensed under the Open Government Licence v3.0.")
    assert str(code.published) == "2024-05-23"
    ballot = {p.locator: p for p in desk.document(BALLOT_SOURCE).passages}
    assert ballot["1.2(a)"].headings == ("One", "1. Lamps and ballots")
    assert ballot["1.2(a)"].link == f"https://www.gov.uk{BALLOT_AT}/one#lamps-and-ballots"
    assert "Integrity: you must, item 1" in ballot
    assert {p.locator for p in desk.document(RULES_SOURCE).passages} == {"4.4.1", "4.4.2"}
    assert "section 2(1)(b)" in {p.locator for p in desk.document(ACT_SOURCE).passages}


def test_a_second_sync_with_nothing_changed_writes_nothing_and_fetches_nothing(desk: Desk) -> None:
    desk.sync()
    watcher = sqlite3.connect(desk.store.path)
    before = watcher.execute("pragma data_version").fetchone()
    files = {path: path.stat().st_mtime_ns for path in desk.store.path.parent.glob("*.db")}
    outcomes = desk.outcomes()
    assert set(outcomes.values()) == {"unchanged", "linked"}
    assert watcher.execute("pragma data_version").fetchone() == before
    assert {path: path.stat().st_mtime_ns for path in files} == files
    watcher.close()
    asked = [headers for place, headers in desk.site.asked if not place.endswith("robots.txt")]
    assert len(asked) == 8
    assert all("if-none-match" in headers for headers in asked)


def test_a_publisher_that_only_dates_its_pages_is_asked_by_their_date(desk: Desk) -> None:
    dated = {"last-modified": "Sat, 21 Nov 2026 07:28:00 GMT"}
    desk.site.pages[WEB_AT] = replace(desk.site.pages[WEB_AT], has_mark=False, headers=dated)
    desk.sync(WEB_SOURCE)
    assert desk.outcomes(WEB_SOURCE) == {"web": "unchanged"}
    (headers,) = [headers for place, headers in desk.site.asked if place == WEB_AT]
    assert headers["if-modified-since"] == dated["last-modified"]


def test_a_publisher_that_knows_no_conditions_costs_no_write_either(desk: Desk) -> None:
    for place, given in desk.site.pages.items():
        desk.site.pages[place] = replace(given, has_mark=False)
    desk.sync()
    watcher = sqlite3.connect(desk.store.path)
    before = watcher.execute("pragma data_version").fetchone()
    desk.site.give(
        WEB_AT,
        desk.site.pages[WEB_AT].body.replace(b"var a=1", b"var nonce=2"),
        has_mark=False,
    )
    assert set(desk.outcomes().values()) == {"unchanged", "linked"}
    assert watcher.execute("pragma data_version").fetchone() == before
    watcher.close()


def test_a_changed_item_is_the_only_new_passage_and_changes_one_heading(desk: Desk) -> None:
    desk.sync()
    before = desk.document(CODE_SOURCE)
    texts = desk.rows("select count(*) from passages")
    body = CODE.replace("<li>sell the oil</li>", "<li>sell or lend the oil</li>")
    desk.site.give(f"{API}{CODE_AT}", item(CODE_AT, "html_publication", "Lamp code", body=body))
    outcomes = desk.outcomes()
    assert [name for name, outcome in outcomes.items() if outcome == "new"] == ["code"]
    assert desk.rows("select count(*) from passages")[0][0] == texts[0][0] + 1
    after = desk.document(CODE_SOURCE)
    assert [p.text for p in after.passages if p.hash not in {q.hash for q in before.passages}] == [
        "sell or lend the oil"
    ]
    changed = [a.headings for a, b in zip(after.sections, before.sections, strict=True) if a != b]
    assert changed == [("Integrity",)]
    first = desk.store.version(before.hash)
    assert first is not None
    assert first.passages == before.passages


def test_a_date_that_alone_has_changed_is_no_new_version(desk: Desk) -> None:
    desk.sync()
    version = desk.document(CODE_SOURCE).hash
    again = item(CODE_AT, "html_publication", "Lamp code", body=CODE)
    again |= {"updated_at": "2026-01-01T00:00:00Z", "public_updated_at": "2026-01-01T00:00:00Z"}
    desk.site.give(f"{API}{CODE_AT}", again)
    assert desk.outcomes(CODE_SOURCE) == {"code": "unchanged"}
    assert desk.document(CODE_SOURCE).hash == version
    assert desk.outcomes(CODE_SOURCE) == {"code": "unchanged"}
    assert len(desk.rows("select 1 from responses")) == 8


def test_a_document_that_returns_to_its_former_words_is_seen_to(desk: Desk) -> None:
    page = desk.site.pages[f"{API}{CODE_AT}"]
    desk.sync(CODE_SOURCE)
    first = desk.document(CODE_SOURCE)
    body = CODE.replace("sell", "give away")
    desk.site.give(f"{API}{CODE_AT}", item(CODE_AT, "html_publication", "Lamp code", body=body))
    desk.waits.passed.append(3600)
    desk.sync(CODE_SOURCE)
    second = desk.document(CODE_SOURCE)
    desk.site.pages[f"{API}{CODE_AT}"] = page
    desk.waits.passed.append(3600)
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    assert [mark for _, mark in desk.store.history("code")] == [
        first.hash, second.hash, first.hash,
    ]  # fmt: skip
    between = desk.store.as_of("code", datetime(2026, 11, 22, 10, 30, tzinfo=UTC))
    assert between is not None
    assert between.hash == second.hash


@pytest.mark.parametrize("way", ["item", "answer"])
def test_a_moved_item_is_read_at_its_new_address_and_said_to_have_moved(
    desk: Desk, way: str
) -> None:
    new = "/government/publications/lamps/new-code"
    desk.site.give(f"{API}{new}", item(new, "html_publication", "Lamp code", body=CODE))
    if way == "item":
        moved = item(CODE_AT, "redirect", "")
        moved["redirects"] = [{"path": CODE_AT, "type": "exact", "destination": f"{new}#x"}]
        desk.site.give(f"{API}{CODE_AT}", moved)
    else:
        location = {"location": f"https://www.gov.uk/api/content{new}"}
        desk.site.give(f"{API}{CODE_AT}", b"", status=303, headers=location)
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    code = desk.document(CODE_SOURCE)
    assert (code.state, code.successor) == (State.MOVED, f"https://www.gov.uk{new}")
    assert len(code.passages) == 15
    assert desk.outcomes(CODE_SOURCE) == {"code": "unchanged"}


def test_a_web_page_may_move_to_another_publisher_of_the_catalogue(desk: Desk) -> None:
    new = "www.communications.gov.uk/guidance/write"
    desk.site.give(new, desk.site.pages[WEB_AT].body)
    desk.site.give(WEB_AT, b"", status=301, headers={"location": f"https://{new}"})
    desk.sync(WEB_SOURCE)
    web = desk.document(WEB_SOURCE)
    assert (web.state, web.successor) == (State.MOVED, f"https://{new}")


def test_a_web_page_that_moved_to_gov_uk_is_read_by_its_interface(desk: Desk) -> None:
    location = {"location": f"https://www.gov.uk{CODE_AT}"}
    desk.site.give(WEB_AT, b"", status=301, headers=location)
    desk.site.give(f"www.gov.uk{CODE_AT}", "<main><p>A page for people.</p></main>")
    desk.sync(WEB_SOURCE)
    assert "Integrity: you must, item 1" in {p.locator for p in desk.document(WEB_SOURCE).passages}
    assert desk.outcomes(WEB_SOURCE) == {"web": "unchanged"}


def test_where_the_interface_has_no_item_the_page_for_people_is_read(desk: Desk) -> None:
    del desk.site.pages[f"{API}{CODE_AT}"]
    desk.site.give(f"www.gov.uk{CODE_AT}", f"<main><h1>Lamp code</h1>{CODE}</main>")
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    code = desk.document(CODE_SOURCE)
    assert (code.state, code.address) == (State.CURRENT, f"https://www.gov.uk{CODE_AT}")
    assert "Integrity: you must, item 3" in {p.locator for p in code.passages}


@pytest.mark.parametrize("location", ["/{here}/", "{base}/{here}/", "{last}/", "https://{here}/"])
def test_a_mirror_of_files_may_send_on_within_itself(desk: Desk, location: str) -> None:
    here = WEB_AT.rstrip("/")
    said = location.format(here=here, base=desk.site.address, last=here.rpartition("/")[2])
    desk.site.give(here, b"", status=301, headers={"location": said})
    one = replace(WEB_SOURCE, url=f"https://{here}")
    desk.sync(one)
    assert desk.document(one).address == f"https://{WEB_AT}"
    assert desk.document(one).state is State.CURRENT


def test_a_withdrawn_item_is_kept_with_its_words_and_the_reason(desk: Desk) -> None:
    desk.sync(CODE_SOURCE)
    withdrawn = item(CODE_AT, "html_publication", "Lamp code", body=CODE)
    withdrawn["withdrawn_notice"] = {
        "explanation": "<p>Lamps are electric now.</p>", "withdrawn_at": "2026-01-02T00:00:00Z",
    }  # fmt: skip
    desk.site.give(f"{API}{CODE_AT}", withdrawn)
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    code = desk.document(CODE_SOURCE)
    assert code.state is State.WITHDRAWN
    assert code.note == "Withdrawn on 2026-01-02. Lamps are electric now."
    assert len(code.passages) == 15


@pytest.mark.parametrize("body", [b"", b"<h1>Gone</h1>", b'{"schema_name": "gone"}'])
def test_what_is_gone_is_said_so_and_its_last_words_stay(desk: Desk, body: bytes) -> None:
    desk.sync(CODE_SOURCE, WEB_SOURCE)
    desk.site.give(f"{API}{CODE_AT}", body, status=410)
    desk.site.give(WEB_AT, body, status=410)
    assert desk.outcomes(CODE_SOURCE, WEB_SOURCE) == {"code": "new", "web": "new"}
    for one in (CODE_SOURCE, WEB_SOURCE):
        assert (desk.document(one).state, desk.document(one).passages) == (State.GONE, ())
        words = desk.store.words(one.id)
        assert words is not None
        assert words.passages
    assert desk.outcomes(CODE_SOURCE, WEB_SOURCE) == {"code": "unchanged", "web": "unchanged"}


def test_a_host_that_asks_for_a_pause_is_given_it(desk: Desk) -> None:
    page = desk.site.pages[f"{API}{CODE_AT}"]
    when = format_datetime(desk.waits.moment + timedelta(seconds=37), usegmt=True)
    page.at_first = [
        Given(status=429, headers={"retry-after": "30"}),
        Given(status=503, headers={"retry-after": when}),
    ]
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    assert desk.waits.passed == [30, 7]


def test_a_host_that_asks_for_a_long_pause_is_left_alone_for_this_run(desk: Desk) -> None:
    desk.site.give(f"{API}{CODE_AT}", b"", status=429, headers={"retry-after": "7200"})
    attempts = desk.sync()
    assert "left alone for 120 min" in attempts["code"].reason
    assert {name: a.outcome.value for name, a in attempts.items()} == {
        "code": "failed", "ballot": "failed", "rules": "failed",
        "act": "new", "web": "new", "linked": "linked",
    }  # fmt: skip
    assert desk.site.paths().count(f"{API}{BALLOT_AT}") == 0
    assert desk.waits.passed == []


@pytest.mark.parametrize("status", [429, 500, 502, 503, 202])
def test_a_host_that_stays_busy_is_given_up_after_three_tries(desk: Desk, status: int) -> None:
    desk.sync(ACT_SOURCE)
    before = desk.document(ACT_SOURCE)
    desk.site.give(ACT_AT, b"", status=status)
    assert "too busy" in desk.why(ACT_SOURCE)
    assert desk.site.paths().count(ACT_AT) == 3
    assert desk.waits.passed == [2, 4]
    assert desk.document(ACT_SOURCE) == before


def test_a_body_that_breaks_off_is_asked_for_again_and_never_kept(desk: Desk) -> None:
    page = desk.site.pages[f"{API}{CODE_AT}"]
    page.at_first = [replace(page, cut_at=200)]
    assert desk.outcomes(CODE_SOURCE) == {"code": "new"}
    before = desk.document(CODE_SOURCE)
    desk.site.give(f"{API}{CODE_AT}", page.body + b" ", cut_at=200)
    assert "cannot be reached" in desk.why(CODE_SOURCE)
    assert desk.document(CODE_SOURCE) == before


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html><p>Sorry, we are experiencing technical difficulties</p>", "no JSON object"),
        (b'{"schema_name": "transaction", "details": {}}', "no text of its own"),
        (b'{"details": {"body": "<p>"}}', "no text of its own"),
        (b"[1, 2]", "no JSON object"),
        (b"", "no JSON object"),
    ],
)
def test_an_answer_of_another_shape_is_never_kept_over_a_good_one(
    desk: Desk, body: bytes, why: str
) -> None:
    desk.sync(CODE_SOURCE)
    before = desk.document(CODE_SOURCE)
    desk.site.give(f"{API}{CODE_AT}", body)
    assert why in desk.why(CODE_SOURCE)
    assert desk.document(CODE_SOURCE) == before
    attempt = desk.store.attempt("code")
    assert attempt is not None
    assert why in attempt.reason


@pytest.mark.parametrize("title", ["Page not found", "Just a moment...", "Sign in"])
def test_an_error_page_that_says_it_is_fine_is_not_taken_for_a_document(
    desk: Desk, title: str
) -> None:
    desk.site.give(WEB_AT, f"<title>{title}</title><main><h1>{title}</h1><p>Sorry.</p></main>")
    assert title in desk.why(WEB_SOURCE)
    assert desk.store.current("web") is None


def test_a_document_that_shrinks_to_a_few_words_needs_a_persons_word(desk: Desk) -> None:
    many = govspeak("".join(f"<p>Sentence {number}.</p>" for number in range(30)))
    desk.site.give(f"{API}{CODE_AT}", item(CODE_AT, "html_publication", "Lamp code", body=many))
    desk.sync(CODE_SOURCE)
    few = item(CODE_AT, "html_publication", "Lamp code", body="<p>We will be back soon.</p>")
    desk.site.give(f"{API}{CODE_AT}", few)
    assert "1 passages where it had 30" in desk.why(CODE_SOURCE)
    assert len(desk.document(CODE_SOURCE).passages) == 30
    assert desk.sync(CODE_SOURCE, force=True)["code"].outcome is Outcome.NEW
    assert len(desk.document(CODE_SOURCE).passages) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"body": b"x" * 50_000_000},
        gzipped(b"x" * 50_000_000),
        gzipped(b"<p>Words" * 9)
        | {"body": gzipped(b"<p>Words" * 9)["body"][:-9]},
    ],
    ids=["50 MB", "a zip bomb", "a packed body that breaks off"],
)  # fmt: skip
def test_a_body_that_is_too_large_or_damaged_is_refused(desk: Desk, more: dict[str, Any]) -> None:
    desk.sync(WEB_SOURCE)
    before = desk.document(WEB_SOURCE)
    desk.site.pages[WEB_AT] = replace(desk.site.pages[WEB_AT], **more)
    assert any(said in desk.why(WEB_SOURCE) for said in ("larger than 20 MB", "damaged"))
    assert desk.document(WEB_SOURCE) == before


def test_scripts_and_links_to_other_hosts_are_no_words_and_are_not_followed(desk: Desk) -> None:
    hostile = (
        "<p>Words.</p><script>alert('stolen')</script><p onclick='x()'>More.</p>"
        "<iframe src='http://127.0.0.1/'></iframe><a href='https://evil.example/pages/1/'>go</a>"
        "<style>p{color:red}</style><img src=x onerror=alert(1) alt='no'>"
    )
    desk.site.give(WEB_AT, wordpress("How to write", hostile))
    desk.sync(WEB_SOURCE)
    texts = [p.text for p in desk.document(WEB_SOURCE).passages]
    assert texts == ["How to write", "Words.", "More.", "go"]
    assert desk.site.paths() == [WEB_AT]


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "https://evil.example/",
        "https://www.gov.uk.evil.example/",
        "https://www.gov.uk@evil.example/",
        "//evil.example/",
        "http://[::1",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_to_anywhere_but_a_publisher_is_refused(desk: Desk, location: str) -> None:
    desk.site.give(WEB_AT, b"", status=302, headers={"location": location})
    assert desk.why(WEB_SOURCE)
    assert desk.site.paths() == [WEB_AT]


def test_the_loopback_is_no_publisher_even_beside_a_mirror_of_one(desk: Desk) -> None:
    desk.site.give(WEB_AT, b"", status=302, headers={"location": f"{desk.site.address}x/"})
    assert "no publisher of the catalogue" in desk.why(WEB_SOURCE)


def test_without_a_mirror_a_publisher_inside_the_network_is_refused() -> None:
    reach = Reach(resolve=lambda *_: [ip_address("127.0.0.1")], proxy=lambda *_: "")
    fetcher = Fetcher(Hosts(KNOWN, reach=reach), lambda _: None, patience=Patience(Clock(), 0))
    with pytest.raises(BadSource, match="not on the open internet"):
        fetcher.fetch("https://www.gov.uk/api/content/a")


def test_a_publisher_that_sends_on_to_http_is_asked_by_https() -> None:
    hosts = Hosts(KNOWN)
    base = "https://www.legislation.gov.uk/ukpga/2001/99"
    sent = hosts.resolved(base, "http://www.legislation.gov.uk:80/ukpga/2001/99/data.xml#x")
    assert sent == f"{base}/data.xml"
    assert str(hosts.route(sent).url) == sent


def test_a_page_that_sends_on_for_ever_is_given_up(desk: Desk) -> None:
    desk.site.give(WEB_AT, b"", status=302, headers={"location": f"https://{WEB_AT}"})
    assert "more than 5 times" in desk.why(WEB_SOURCE)


def test_robots_txt_is_kept_to(desk: Desk) -> None:
    desk.site.give(
        "gcs.civilservice.gov.uk/robots.txt",
        "User-agent: *\nDisallow: /guidance/*/$\nCrawl-delay: 7\n",
    )
    assert "robots.txt" in desk.why(WEB_SOURCE)
    assert desk.site.paths() == []
    desk.site.give("www.gov.uk/robots.txt", "User-agent: *\nCrawl-delay: 7\nDisallow: /search\n")
    desk.sync(BALLOT_SOURCE)
    assert desk.waits.passed == [7, 7, 7]


@pytest.mark.parametrize("status", [503, 429])
def test_while_robots_txt_cannot_be_had_nothing_else_is_asked_for(desk: Desk, status: int) -> None:
    desk.site.give("gcs.civilservice.gov.uk/robots.txt", b"", status=status)
    assert "robots.txt" in desk.why(WEB_SOURCE)
    assert desk.site.paths() == []


def test_pages_of_one_host_are_asked_for_no_faster_than_the_pace(desk: Desk) -> None:
    desk.sync(BALLOT_SOURCE, ACT_SOURCE, pace=1.5)
    assert desk.waits.passed == [1.5, 1.5, 1.5, 1.5]


def test_publishers_are_told_who_asks(desk: Desk) -> None:
    desk.sync(CODE_SOURCE)
    for _, headers in desk.site.asked:
        assert headers["user-agent"].startswith("neutral-bot/")
        assert headers["user-agent"].endswith("(+press@dept.example)")


def test_what_may_not_be_kept_is_linked_and_never_asked_for(desk: Desk) -> None:
    desk.sync(LINKED_SOURCE)
    linked = desk.document(LINKED_SOURCE)
    assert (linked.state, linked.passages, linked.address) == (
        State.LINK_ONLY, (), LINKED_SOURCE.url,
    )  # fmt: skip
    assert desk.site.asked == []
    assert desk.rows("select 1 from responses") == []


def test_words_are_forgotten_when_their_licence_no_longer_lets_us_keep_them(desk: Desk) -> None:
    desk.sync(CODE_SOURCE, WEB_SOURCE)
    desk.sync(replace(CODE_SOURCE, licence="All rights reserved"))
    assert desk.document(CODE_SOURCE).state is State.LINK_ONLY
    assert desk.store.words("code") is None
    kept = {text for (text,) in desk.rows("select text from passages")}
    assert kept == {p.text for p in desk.document(WEB_SOURCE).passages}
    assert len(desk.rows("select 1 from responses")) == 1


def test_a_page_of_a_document_that_is_missing_is_said_and_one_that_is_busy_fails(
    desk: Desk,
) -> None:
    two = f"{API}{BALLOT_AT}/two"
    page = desk.site.pages.pop(two)
    assert desk.outcomes(BALLOT_SOURCE) == {"ballot": "new"}
    assert desk.document(BALLOT_SOURCE).note.startswith("Not read: Two. The page is not there")
    desk.site.pages[two] = page
    assert desk.outcomes(BALLOT_SOURCE) == {"ballot": "new"}
    whole = desk.document(BALLOT_SOURCE)
    desk.site.give(two, b"", status=503)
    assert "too busy" in desk.why(BALLOT_SOURCE)
    desk.site.give(two, b"<html>", status=200)
    assert "no JSON object" in desk.why(BALLOT_SOURCE)
    assert desk.document(BALLOT_SOURCE) == whole


def test_the_page_that_the_catalogue_names_is_followed_alone(desk: Desk) -> None:
    one = replace(BALLOT_SOURCE, url=f"https://www.gov.uk{BALLOT_AT}/one")
    desk.sync(one)
    locators = {p.locator for p in desk.document(one).passages}
    assert "1.1" in locators
    assert "Integrity" not in locators


def test_a_split_document_is_read_in_the_order_of_its_pages(desk: Desk) -> None:
    base = "www.gov.scot/publications/lamps/pages"
    nav = "".join(f"<a href='/publications/lamps/pages/{n}/'>Note {n}</a>" for n in (1, 2, 3))
    for number in (1, 2, 3):
        page = f"<main><h1>Lamps</h1><nav>{nav}</nav><p>{number}. Words of {number}.</p></main>"
        desk.site.give(f"{base}/{number}/", page)
    split = source("split", f"https://{base}/2/")
    desk.sync(split)
    texts = [p.text for p in desk.document(split).passages if p.text != "Lamps"]
    assert texts == ["1. Words of 1.", "2. Words of 2.", "3. Words of 3."]


def test_a_run_that_was_cut_off_is_taken_up_where_it_stopped(desk: Desk) -> None:
    asked: list[str] = []

    def cut_off(one: Source, attempt: Attempt | None) -> None:
        asked.append(one.id)
        if one is ACT_SOURCE and attempt is None:
            raise KeyboardInterrupt

    fetcher = Fetcher(
        Hosts(KNOWN, {"*": desk.site.address}), desk.store.seen, patience=Patience(Clock(), 0)
    )
    with pytest.raises(KeyboardInterrupt):
        Sync(desk.store, fetcher, desk.reader.read, Clock()).run(SOURCES, cut_off)
    assert list(desk.outcomes()) == ["act", "web", "linked"]
    assert len(desk.outcomes()) == len(SOURCES)


def test_force_reads_every_page_anew(desk: Desk) -> None:
    desk.sync(CODE_SOURCE)
    assert desk.sync(CODE_SOURCE, force=True)["code"].outcome is Outcome.UNCHANGED
    assert not any("if-none-match" in headers for _, headers in desk.site.asked)


def test_a_mirror_is_one_address_or_one_for_each_host() -> None:
    assert read_mirror("") == {}
    assert read_mirror("http://127.0.0.1:80/x") == {"*": "http://127.0.0.1:80/x"}
    assert read_mirror("www.gov.uk=http://a:1, b=http://c") == {
        "www.gov.uk": "http://a:1", "b": "http://c",
    }  # fmt: skip
    with pytest.raises(BadSettings):
        read_mirror("www.gov.uk=ftp://a")
