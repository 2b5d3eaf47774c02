"""Bytes that are hardly HTTP, by a seed: what stands below the requests of ``malformed``."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tests.malformed import GOOD, Request, malformed, sealed, written

_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(64))
_LENGTHS = (
    b"-1", b"+5", b"0x10", b"1e3", b" 12 ", b"12, 12", b"", b"\xb2", b"9" * 400, b"12\x00", b"1_0",
)  # fmt: skip
_CODINGS = (
    b"chunked", b"gzip", b"chunked, identity", b"xchunked", b"identity", b"\x0bchunked", b"",
    b"chunked\r\nTransfer-Encoding: chunked", b"Chunked", b"gzip, chunked",
)  # fmt: skip
_CHUNKS = (
    b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\nhello\r\n", b"-5\r\nhello\r\n0\r\n\r\n", b"5\r\nhel",
    b"fffffffffffffffff\r\nhello", b"5;x=\x00\r\nhello\r\n0\r\n\r\n", b"5\nhello\n0\n\n", b"",
    b"0\r\nX: 1\r\nX: \xff\r\n\r\n",
)  # fmt: skip
_HEADERS = (
    b"no colon at all", b": no name", b"X Y: 1", b"X\x00: 1", b"X: \xff\xfe\x80", b"X: a\rb",
    b"X: 1\r\n folded", b"X:" + b"a" * 9_000, b"a" * 9_000 + b": 1", b"X: \x00", "Ŵ: 1".encode(),
    b"\r\n".join(b"X%d: 1" % number for number in range(150)), b"Host: a\r\nHost: b",
    b"\r\n".join(b"X%d: %s" % (number, b"a" * 4_000) for number in range(60)),
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
    b"Connection: Upgrade\r\nUpgrade: websocket", b"Connection: close, keep-alive, \xff",
    b"Expect: 100-continue", b"Expect: a miracle", b"Content-Encoding: gzip",
    b"X-Forwarded-Proto: https\r\nX-Forwarded-Protocol: http", b"Script_Name: /a",
)  # fmt: skip
_LINES = (
    b"", b"GET", b"POST /slack/events", b"POST  /slack/events  HTTP/1.1", b"GET / HTTP/0.9",
    b"POST /slack/events HTTP/3.0", b"POST /slack/events HTTP/1.", b"post /slack/events HTTP/1.1",
    b"POST http://a/slack/events HTTP/1.1", b"POST //[ HTTP/1.1", b"POST * HTTP/1.1",
    b"PRI * HTTP/2.0", b"CONNECT a:1 HTTP/1.1", b"POST /\xff\xfe HTTP/1.1", b"\x00" * 40,
    b"POST /" + b"a" * 9_000 + b" HTTP/1.1", b"P\xd6ST / HTTP/1.1", b"POST /a b HTTP/1.1",
    b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2", b"POST /slack/events#a HTTP/1.1", b"POST /%ff%00 HTTP/1.1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Good:
    """A good request in the pieces that can be spoilt."""

    line: bytes
    headers: tuple[bytes, ...]
    body: bytes

    @property
    def whole(self) -> bytes:
        """As it goes over the wire."""
        return b"\r\n".join((self.line, *self.headers)) + b"\r\n\r\n" + self.body

    def adding(self, header: bytes) -> bytes:
        """With one more header."""
        return replace(self, headers=(*self.headers, header)).whole

    def unmeasured(self) -> "Good":
        """Without a word of how long it is."""
        kept = [one for one in self.headers if not one.lower().startswith(b"content-length")]
        return replace(self, headers=tuple(kept))


def raw(seed: int, secret: str) -> Iterator[bytes]:
    """All that is sent on one connection, without end; the same for the same seed."""
    chance, whole = Random(seed), malformed(seed, secret)  # noqa: S311  # to be repeated, not to be secret
    while True:
        if chance.random() < 0.3:  # a third is HTTP, of which only the content is wrong
            yield as_bytes(next(whole))
        else:
            yield chance.choice(_WAYS)(chance, _pieces(good(secret, chance)))


def good(secret: str, chance: Random | None = None) -> bytes:
    """A request that is taken; with ``chance``, any of those that are."""
    name = chance.choice(("command", "mention", "share", "form")) if chance else "command"
    return as_bytes(sealed(written(name, GOOD[name]), secret))


def as_bytes(request: Request) -> bytes:
    """A request as it goes over the wire."""
    known = {"Host": "a", "Content-Type": request.kind, "Content-Length": str(len(request.body))}
    headers = [f"{name}: {value}" for name, value in {**known, **dict(request.headers)}.items()]
    lines = [f"{request.method} {request.path} HTTP/1.1", *headers]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + request.body


def _pieces(whole: bytes) -> Good:
    head, _, body = whole.partition(b"\r\n\r\n")
    line, *headers = head.split(b"\r\n")
    return Good(line, tuple(headers), body)


def _cut(chance: Random, given: Good) -> bytes:
    return given.whole[: chance.randrange(len(given.whole))]


def _longer(chance: Random, given: Good) -> bytes:
    told = len(given.body) + chance.choice((1, 50, 10**5))
    return given.unmeasured().adding(b"Content-Length: %d" % told)


def _shorter(chance: Random, given: Good) -> bytes:
    """The rest of the body stands where the next request would."""
    told = chance.randrange(len(given.body))
    return given.unmeasured().adding(b"Content-Length: %d" % told)


def _length(chance: Random, given: Good) -> bytes:
    others = chance.choice((given, given.unmeasured()))
    return others.adding(b"Content-Length: " + chance.choice(_LENGTHS))


def _coding(chance: Random, given: Good) -> bytes:
    others = replace(given, body=chance.choice((*_CHUNKS, given.body)))
    others = chance.choice((others, others.unmeasured()))
    return others.adding(b"Transfer-Encoding: " + chance.choice(_CODINGS))


def _header(chance: Random, given: Good) -> bytes:
    return given.adding(chance.choice(_HEADERS))


def _line(chance: Random, given: Good) -> bytes:
    return replace(given, line=chance.choice(_LINES)).whole


def _pipeline(chance: Random, given: Good) -> bytes:
    parts = (given.whole, given.whole, given.body, given.whole[:300], b"\r\n")
    return b"".join(chance.choice(parts) for _ in range(chance.randint(2, 5)))


def _flipped(chance: Random, given: Good) -> bytes:
    made = bytearray(given.whole)
    for _ in range(chance.randint(1, 6)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _ends(chance: Random, given: Good) -> bytes:
    return given.whole.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\r\r\n", b"\n\r\n")))


def _noise(chance: Random, given: Good) -> bytes:
    noise = chance.randbytes(chance.randrange(1, 3_000))
    hello = (_HELLO, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n" * 2_000, given.body)
    return chance.choice((*hello, noise, noise))


_WAYS = (
    _cut, _longer, _shorter, _length, _coding, _header, _line, _pipeline, _flipped, _ends, _noise,
)  # fmt: skip
"""How a good request is spoilt in a way that no program above HTTP would see."""
