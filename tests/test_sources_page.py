"""What is fetched from the web: public pages alone, and never more than is allowed."""

import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadSource
from bot.sources.page import fetch_page
from bot.sources.reach import Address, Reach, checked_url, environment_proxy, is_public, resolve
from tests.papers import pdf

HTML = "text/html; charset=utf-8"
Given = tuple[int, dict[str, str], bytes]
LOOPBACK = ip_address("127.0.0.1")


def page(body: bytes | str, kind: str = HTML, **headers: str) -> Given:
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return 200, {"content-type": kind} | named, content


def sent_on(location: str) -> Given:
    return 302, {"location": location}, b""


class Site:
    """A site on loopback: what it gives at each path, and the headers it was asked with."""

    def __init__(self, pages: dict[str, Given]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _asker(self))
        self.port = self.server.server_port

    def reach(self, names: dict[str, str] | None = None) -> Reach:
        """Everything that leads to this site; hosts are known from ``names`` alone."""
        known = {"127.0.0.1": "127.0.0.1", "site.test": "127.0.0.1"} | (names or {})
        return Reach(
            allow=lambda address: address == LOOPBACK,
            ports=frozenset({self.port}),
            resolve=lambda host, _: [ip_address(known[host])] if host in known else [],
            proxy=lambda _, __: "",
        )

    def url(self, path: str = "/") -> str:
        return f"http://site.test:{self.port}{path}"


def _asker(site: Site) -> type[BaseHTTPRequestHandler]:
    class Asker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            status, given_headers, body = site.pages[self.path]
            self.send_response_only(status)
            for name, value in given_headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # the reader may have seen enough
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Asker


@contextmanager
def served(**pages: Given) -> Iterator[Site]:
    site = Site({f"/{path}": given_page for path, given_page in pages.items()})
    Thread(target=site.server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


def why_not(site: Site, path: str, reach: Reach | None = None) -> str:
    with pytest.raises(BadSource) as error:
        fetch_page(site.url(path), reach=reach or site.reach())
    return str(error.value)


def test_a_page_is_fetched_and_says_where_it_is_from() -> None:
    body = "<main><h1>New homes</h1><p>£300 a home.</main>"
    with served(a=page(body), b=sent_on("/a#top")) as site:
        gathered = fetch_page(site.url("/b"), reach=site.reach())
    assert gathered.words == "New homes\n\n£300 a home."
    assert (gathered.title, gathered.where) == ("New homes", site.url("/a"))


def test_the_bot_says_who_it_is_and_nothing_else() -> None:
    with served(a=page("<p>Words")) as site:
        fetch_page(site.url("/a"), reach=site.reach(), contact="press@dept.example\r\nX: y")
        ((_, headers),) = site.asked
    assert headers["user-agent"].startswith("neutral-bot/")
    assert headers["user-agent"].endswith(" (+press@dept.exampleX: y)")
    assert headers["host"] == f"site.test:{site.port}"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize(
    ("given_page", "words"),
    [
        (page("£5\r\n\r\n\r\nmore", "text/plain; charset=utf-8"), "£5\n\nmore"),
        (page("£5".encode("latin-1"), 'TEXT/HTML; Charset="ISO-8859-1"'), "£5"),
        (page(b'<meta charset="windows-1252"><p>\xa35', "text/html"), "£5"),
        (page(pdf("Words of it."), "application/pdf"), "Words of it."),
        (page(gzip.compress(b"<p>Words"), content_encoding="gzip"), "Words"),
    ],
)
def test_pages_texts_and_pdfs_are_read(given_page: Given, words: str) -> None:
    with served(a=given_page) as site:
        assert fetch_page(site.url("/a"), reach=site.reach()).words == words


@pytest.mark.parametrize(
    ("given_page", "said"),
    [
        ((404, {}, b""), "is not there"),
        ((403, {}, b""), "does not let programs in"),
        ((500, {}, b""), "could not be given"),
        (page("{}", "application/json"), "application/json"),
        (page(b"\x89PNG", "image/png"), "image/png"),
        ((200, {}, b"Words"), "no known kind"),
        (page("<div></div><script>words()</script>"), "no words"),
        (page(b"<p>" + b"a" * 5_000_000), "larger than 5 MB"),
        (page(gzip.compress(b"a" * 5_000_001), content_encoding="gzip"), "larger than 5 MB"),
        (page(b"no gzip", content_encoding="gzip"), "damaged"),
        (page(b"br", content_encoding="br"), "packed"),
        (page(b"%PDF-1.4", "application/pdf"), "damaged"),
        (sent_on(""), "sends on more than 5 times"),
        (sent_on("/a"), "sends on more than 5 times"),
        (sent_on("file:///etc/passwd"), "https://"),
        (sent_on("http://user:secret@site.test/"), "password"),
        (sent_on("http://site.test:22/"), "Port 22"),
        (sent_on("http://site.test:port/"), "not an address"),
        (sent_on("http://inside.test:{port}/"), "open internet"),
        (sent_on("http://10.0.0.1:{port}/"), "open internet"),
        (sent_on("http://nowhere.test:{port}/"), "no nowhere.test"),
    ],
)
def test_what_is_not_given_or_may_not_be_is_refused(given_page: Given, said: str) -> None:
    with served(a=given_page) as site:
        status, headers, body = given_page
        here = {name: value.replace("{port}", str(site.port)) for name, value in headers.items()}
        site.pages["/a"] = status, here, body
        inside = {"inside.test": "192.168.0.1", "10.0.0.1": "10.0.0.1"}
        assert said in why_not(site, "/a", site.reach(inside))


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    steps = {f"p{at}": sent_on(f"/p{at + 1}") for at in range(6)}
    with served(**steps, p6=page("<p>Words")) as site:
        assert fetch_page(site.url("/p1"), reach=site.reach()).words == "Words"
        assert "more than 5 times" in why_not(site, "/p0")


def test_a_host_with_one_address_inside_is_not_connected_to() -> None:
    with served(a=page("<p>Words")) as site:
        both: list[Address] = [LOOPBACK, ip_address("10.0.0.1")]
        assert "open internet" in why_not(
            site, "/a", replace(site.reach(), resolve=lambda _, __: both)
        )
        assert not site.asked


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """A name that stands for another address at each question is asked about once."""
    answers: list[Address] = [LOOPBACK, ip_address("10.0.0.1")]
    with served(a=page("<p>Words")) as site:
        reach = replace(site.reach(), resolve=lambda _, __: [answers.pop(0)])
        assert fetch_page(site.url("/a"), reach=reach).words == "Words"
    assert len(answers) == 1


def test_a_second_address_is_tried_where_the_first_does_not_answer() -> None:
    with served(a=page("<p>Words")) as site:
        two: list[Address] = [ip_address("127.0.0.2"), LOOPBACK]
        reach = replace(site.reach(), resolve=lambda _, __: two, allow=lambda _: True)
        assert fetch_page(site.url("/a"), reach=reach).words == "Words"


def test_loopback_is_refused_as_shipped() -> None:
    with served(a=page("<p>Words")) as site:
        strict = replace(site.reach(), allow=is_public)
        assert "open internet" in why_not(site, "/a", strict)
        assert not site.asked


@contextmanager
def listening(speak: Callable[[socket.socket, Event], None]) -> Iterator[int]:
    """A server that talks as ``speak`` says, until the test is over."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            with suppress(OSError):
                line, _ = server.accept()
                with line:
                    speak(line, over)

        Thread(target=run, daemon=True).start()
        yield server.getsockname()[1]
        over.set()


def silence(_: socket.socket, over: Event) -> None:
    over.wait(10)


def dripping(line: socket.socket, over: Event) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not over.wait(0.02):
        line.sendall(b"a")


def nonsense(line: socket.socket, _: Event) -> None:
    line.recv(1000)
    line.sendall(b"220 mail.test ESMTP\r\n")


def breaking(line: socket.socket, _: Event) -> None:
    line.recv(1000)
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>Half")


@pytest.mark.parametrize(
    ("speak", "said"),
    [
        (silence, "in time"),
        (dripping, "in time"),
        (nonsense, "cannot be reached"),
        (breaking, "cannot be reached"),
    ],
)
def test_a_site_that_does_not_come_to_an_end_is_given_up(
    speak: Callable[[socket.socket, Event], None], said: str
) -> None:
    with listening(speak) as port:
        reach = Reach(
            allow=lambda _: True, ports=frozenset({port}), proxy=lambda _, __: "", seconds=0.4
        )
        with pytest.raises(BadSource, match=said):
            fetch_page(f"http://127.0.0.1:{port}/", reach=reach)


def test_a_host_that_does_not_answer_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    reach = Reach(allow=lambda _: True, ports=frozenset({port}), proxy=lambda _, __: "")
    with pytest.raises(BadSource, match="cannot be reached"):
        fetch_page(f"http://127.0.0.1:{port}/", reach=reach)
    with pytest.raises(BadSource, match="cannot be reached"):
        fetch_page(f"https://127.0.0.1:{port}/", reach=reach)


def test_a_proxy_is_asked_where_one_is_set() -> None:
    with served() as site:
        asked = "http://far.test/a"
        site.pages[asked] = page("<p>Words")
        reach = Reach(
            resolve=lambda _, __: [], proxy=lambda _, __: f"http://u:p@127.0.0.1:{site.port}"
        )
        assert fetch_page(asked, reach=reach).words == "Words"
        ((path, headers),) = site.asked
    assert path == asked
    assert headers["host"] == "far.test"
    assert headers["proxy-authorization"].startswith("Basic ")


def test_a_proxy_is_not_asked_for_what_is_inside() -> None:
    with served() as site:
        reach = Reach(proxy=lambda _, __: f"http://127.0.0.1:{site.port}")
        for inside in ("http://127.0.0.1/", "http://169.254.169.254/", "http://localhost/"):
            with pytest.raises(BadSource, match="open internet"):
                fetch_page(inside, reach=reach)
        assert not site.asked


def test_a_proxy_of_a_kind_that_is_not_known_is_refused() -> None:
    with pytest.raises(BadSource, match="proxy of the kind socks5"):
        fetch_page("http://8.8.8.8/", reach=Reach(proxy=lambda _, __: "socks5://127.0.0.1:1"))
    with pytest.raises(BadSource, match="proxy"):
        fetch_page("http://8.8.8.8/", reach=Reach(proxy=lambda _, __: "http://proxy.test:port"))


def test_the_proxy_is_the_machines_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.test:3128")
    monkeypatch.setenv("no_proxy", ".inside.test")
    assert environment_proxy("https", "www.gov.uk") == "http://proxy.test:3128"
    assert environment_proxy("https", "a.inside.test") == ""


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "255.255.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(inside: str) -> None:
    assert not is_public(ip_address(inside))


@pytest.mark.parametrize(
    "public", ["8.8.8.8", "151.101.0.144", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_open_internet_is_public(public: str) -> None:
    assert is_public(ip_address(public))


@pytest.mark.parametrize(
    "address",
    [
        "", "www.gov.uk", "ftp://www.gov.uk/", "file:///etc/passwd", "javascript:1", "http://",
        "https://user@www.gov.uk/", "https://www.gov.uk:8443/", "http://www.gov.uk:99999/",
        "http://a b/",
        "http://[::1", "https://www.gov.uk\0/", "http://" + "a" * 70_000,
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/",
        "http://localhost/", "http://169.254.169.254/latest/meta-data", "http://[::ffff:127.0.0.1]/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_fetched_is_refused(address: str) -> None:
    with pytest.raises(BadSource):
        fetch_page(address, reach=Reach(proxy=lambda _, __: ""))


@given(st.text() | st.from_regex(r"https?://[^/]{0,20}/.{0,9}"))
def test_any_address_is_one_or_is_refused(address: str) -> None:
    with suppress(BadSource):
        assert checked_url(address, Reach()).scheme in {"http", "https"}


@given(st.text(max_size=80))
def test_any_place_to_be_sent_on_to_is_one_or_is_refused(location: str) -> None:
    base = checked_url("https://www.gov.uk/a", Reach())
    with suppress(BadSource):
        assert checked_url(location, Reach(), base=base).scheme in {"http", "https"}


def test_a_name_that_nobody_knows_has_no_address() -> None:
    assert resolve("a" * 300, 5) == []
    assert resolve("127.0.0.1", 5) == [LOOPBACK]
