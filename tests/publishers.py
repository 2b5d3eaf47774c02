"""The publishers of official guidance on loopback: pages in their shapes, in words of our own."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from bot.guidance.catalogue import Source

API = "www.gov.uk/api/content"
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"'
_LAW = "http://www.legislation.gov.uk/namespaces/legislation"


@dataclass(slots=True)
class Given:
    """What is answered at an address."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    has_mark: bool = True
    """Whether an ETag comes with it and is honoured."""
    cut_at: int | None = None
    """The body breaks off there, though more was promised."""
    held: Event | None = None
    """Nothing is answered before this is set."""
    at_first: list["Given"] = field(default_factory=list)
    """Answered before it, one each time."""


class Publishers:
    """A server of many hosts, each in a folder of its name; what it gives may be changed."""

    def __init__(self) -> None:
        self.pages: dict[str, Given] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _asker(self))
        self.server.daemon_threads = True
        self.came = Event()
        """Set when a page that is held is asked for."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def give(self, place: str, body: str | bytes | Mapping[str, Any], **more: Any) -> Given:  # noqa: ANN401  # the fields of Given
        """Answer a page at a place such as "www.gov.uk/api/content/a"; its kind by its body."""
        if isinstance(body, Mapping):
            given = Given(json.dumps(body).encode(), "application/json; charset=utf-8")
        else:
            given = Given(body.encode() if isinstance(body, str) else body)
            if given.body.startswith(b"<?xml"):
                given.kind = "application/xml"
            elif given.body.startswith(b"%PDF"):
                given.kind = "application/pdf"
        self.pages[place] = replace(given, **more)
        return self.pages[place]

    def paths(self, *, robots: bool = False) -> list[str]:
        """The places asked for, in order, without those of robots.txt."""
        return [p for p, _ in self.asked if robots or not p.endswith("/robots.txt")]


def _asker(site: Publishers) -> type[BaseHTTPRequestHandler]:
    class Asker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            place = self.path.lstrip("/")
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((place, headers))
            given = site.pages.get(place) or Given(b"<h1>No such page</h1>", status=404)
            if given.at_first:
                given = given.at_first.pop(0)
            if given.held is not None:
                site.came.set()
                given.held.wait(60)
            with suppress(OSError):  # the asker may be gone
                self._answer(given, headers)

        def _answer(self, given: Given, headers: dict[str, str]) -> None:
            mark = f'"{hashlib.sha256(given.body).hexdigest()[:16]}"'
            since = given.headers.get("last-modified")
            is_known = given.has_mark and headers.get("if-none-match") == mark
            is_known |= since is not None and headers.get("if-modified-since") == since
            self.send_response_only(304 if is_known and given.status == 200 else given.status)
            body = b"" if is_known and given.status == 200 else given.body
            sent = {"content-type": given.kind, "date": formatdate(usegmt=True)} | given.headers
            if given.has_mark and given.status == 200:
                sent["etag"] = mark
            for name, value in sent.items():
                self.send_header(name, value)
            if not is_known:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: given.cut_at] if given.cut_at is not None else body)
            if given.cut_at is not None:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Asker


@contextmanager
def publishers() -> Iterator[Publishers]:
    """Serve until the end."""
    site = Publishers()
    Thread(target=site.server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        for given in site.pages.values():
            if given.held is not None:
                given.held.set()
        site.server.shutdown()
        site.server.server_close()


def source(name: str, url: str, *, licence: str = "OGL v3.0", api: str = "") -> Source:
    """A document of a catalogue."""
    return Source(
        id=name,
        title=f"The {name} document",
        publisher="Office of Invented Guidance",
        url=url,
        format="html",
        licence=licence,
        revision_seen="invented",
        numbering="headings",
        content_api=api,
    )


def item(path: str, schema: str, title: str, **details: Any) -> dict[str, Any]:  # noqa: ANN401  # as JSON has it
    """A content item of GOV.UK, with the fields that every item has."""
    return {
        "analytics_identifier": None,
        "base_path": path,
        "content_id": "5f5e1bb5-7631-11e4-a3cb-005056011aef",
        "document_type": schema,
        "first_published_at": "2014-05-29T10:48:35.000+00:00",
        "locale": "en",
        "phase": "live",
        "public_updated_at": "2024-05-23T10:48:35.000+00:00",
        "publishing_app": "whitehall",
        "rendering_app": "frontend",
        "schema_name": schema,
        "title": title,
        "updated_at": "2024-06-12T18:18:24.794Z",
        "withdrawn_notice": {},
        "links": {"organisations": [], "available_translations": []},
        "description": "An item in invented words.",
        "details": details,
    }


def attachment(path: str, title: str) -> dict[str, Any]:
    """An attachment of a publication that is a page of its own."""
    return {"attachment_type": "html", "id": "8", "title": title, "url": path, "isbn": ""}


def file_attachment(address: str, title: str, kind: str = "application/pdf") -> dict[str, Any]:
    """An attachment of a publication that is a file."""
    return {
        "attachment_type": "file", "id": address.rpartition("/")[2], "title": title, "url": address,
        "content_type": kind, "filename": address.rpartition("/")[2], "file_size": 1000,
        "number_of_pages": 2, "accessible": False,
    }  # fmt: skip


def govspeak(body: str) -> str:
    """A body as GOV.UK wraps it."""
    return f'<div class="govspeak">{body}</div>'


CODE = govspeak("""
<p>This paper says how a keeper of lamps behaves.<sup id="fnref:1" role="doc-noteref">
<a href="#fn:1" class="govuk-link" rel="footnote">[footnote 1]</a></sup></p>
<h2 id="integrity">Integrity</h2>
<p>You must:</p>
<ul>
  <li>trim each lamp before dusk</li>
  <li>answer letters about lamps within <abbr title="five working days">5WD</abbr></li>
  <li>tell the warden of a lamp that is out</li>
</ul>
<p>You must <strong>not</strong>:</p>
<ul>
  <li>sell the oil</li>
  <li>light a lamp for one street and leave its neighbour dark</li>
</ul>
<div class="call-to-action"><p>Ask the warden where you are unsure.</p></div>
<h2 id="objectivity">Objectivity</h2>
<p>You must:</p>
<ul><li>count lamps as they are</li><li>trim each lamp before dusk, whoever asks</li></ul>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote">
<p>First printed in an invented year. <a href="#fnref:1" class="reversefootnote"
role="doc-backlink">&#8617;</a></p></li></ol></div>
""")
NUMBERED = govspeak("""
<h2 id="lamps-and-ballots"><span class="number">1. </span>Lamps and ballots</h2>
<p>1.1 In the weeks of a ballot a keeper lights every lamp alike.</p>
<p>1.2 A keeper must:</p>
<ol class="legislative-list"><li>a. hang no banner on a post</li><li>b. lend no ladder</li></ol>
<h2 id="note-a-letters">Note A: letters</h2>
<p>1. Letters are answered as in other weeks.</p>
<p>2. A letter from a candidate is answered like any other.</p>
<table><thead><tr><th scope="col">Kind</th><th scope="col">Days</th></tr></thead>
<tbody><tr><td>Letter</td><td>5</td></tr><tr><td>Petition</td><td>15</td></tr></tbody></table>
""")


def act(*sections: str, title: str = "Lamps Act 2001", part: str = "Keepers") -> str:
    """An Act as legislation.gov.uk gives its XML."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Legislation xmlns="{_LAW}" '
        'DocumentURI="http://www.legislation.gov.uk/ukpga/2001/99" SchemaVersion="1.0">'
        f'<ukm:Metadata xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" {_DC}>'
        f"<dc:title>{title}</dc:title><dc:modified>2022-05-05</dc:modified>"
        "<dct:valid>2020-12-31</dct:valid></ukm:Metadata><Primary><Body>"
        f'<Part id="part-1"><Number>Part 1</Number><Title>{part}</Title>{"".join(sections)}</Part>'
        "</Body></Primary><Commentaries><Commentary id='c1' Type='F'><Para><Text>Editors added "
        "this.</Text></Para></Commentary></Commentaries></Legislation>"
    )


def section(number: int, title: str = "Duty to light") -> str:
    """A section with subsections, lettered items and closing words."""
    mark = f"section-{number}"
    return (
        f'<P1group><Title>{title}</Title><P1 id="{mark}"><Pnumber><CommentaryRef Ref="c1"/>'
        f"{number}</Pnumber><P1para>"
        f'<P2 id="{mark}-1"><Pnumber>1</Pnumber><P2para><Text>A keeper of lamp {number} must—'
        "</Text>"
        f'<P3 id="{mark}-1-a"><Pnumber>a</Pnumber><P3para><Text>light it at dusk, and</Text>'
        f'</P3para></P3><P3 id="{mark}-1-b"><Pnumber>b</Pnumber><P3para><Text>put it <Addition '
        'ChangeId="k"><CommentaryRef Ref="c1"/>safely</Addition> out at dawn,</Text></P3para></P3>'
        f"<Text>unless lamp {number} is broken.</Text></P2para></P2>"
        f'<P2 id="{mark}-2"><Pnumber>2</Pnumber><P2para><Text>In this section '
        f"“<Term>dusk</Term>” is that of place {number}.</Text></P2para></P2></P1para></P1>"
        "</P1group>"
    )


def wordpress(title: str, content: str, modified: str = "2025-02-03T10:00:00+00:00") -> str:
    """A page of a WordPress site with what its theme stands around the words."""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} - GC</title>'
        f'<meta property="article:modified_time" content="{modified}"><script>var a=1</script>'
        "</head><body class='page page-id-7'><div id='cookie-banner' class='cookie-banner'>"
        "<p>We use cookies.</p></div><a class='skip-link' href='#main'>Skip to main content</a>"
        "<header class='site-header'><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>"
        "<main id='main' class='govuk-main-wrapper'><nav class='breadcrumbs'><ol><li><a href='/'>"
        f"Home</a></li></ol></nav><article class='post-7 page category-social-media'><header><h1>"
        f"{title}</h1></header><div class='entry-content'><ul class='toc-links'><li>"
        "<a href='#one'>First part</a></li><li><a href='#two'>Second part</a></li></ul>"
        f"{content}</div><div class='share-links'><a href='https://social.example/s'>Share</a></div>"
        "</article><aside class='sidebar'><h2>Related</h2><ul><li><a href='/a'>Another page</a>"
        "</li></ul></aside><form class='feedback'><p>Was this page useful?</p></form></main>"
        "<footer><p>All content is available under a licence</p></footer></body></html>"
    )


def gzipped(body: bytes) -> dict[str, Any]:
    """What to give for a body that comes packed."""
    return {"body": gzip.compress(body), "headers": {"content-encoding": "gzip"}}
