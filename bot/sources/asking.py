"""Asks a site for one address, follows nothing, and reads no more than is allowed."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from ssl import SSLCertVerificationError
from time import monotonic

import httpcore2
import httpx2

from bot.errors import BadSource, Unreached
from bot.sources.line import CheckedBackend
from bot.sources.reach import Reach, checked_addresses

MAX_BODY = 5_000_000
"""Bytes of a page, as it comes and unpacked: fifty times the longest text of a post's source."""
_OK = 200
_FAILURES = (
    httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered. The body is read only where the status is 200."""

    status: int
    kind: str
    """The media type in lower case, without parameters."""
    charset: str
    location: str
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page is asked for. The default is that of one page for one person."""

    contact: str = ""
    """The web or e-mail address of whoever runs the bot."""
    purpose: str = "reads the source of a draft post"
    """Said in the contact's place where there is none."""
    accept: str = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9"
    headers: tuple[tuple[str, str], ...] = ()
    most: int = MAX_BODY
    """Bytes of the body at most, as it comes and unpacked."""
    read_too: frozenset[int] = frozenset()
    """Further statuses of which the body is read."""


def ask(url: httpx2.URL, reach: Reach, until: float, manner: Manner) -> Answer:
    """Get one address before ``until`` on the monotonic clock. Raises BadSource."""
    asked = httpcore2.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    with (
        _translated(url.host),
        _pool(url, reach, until) as pool,
        pool.stream("GET", asked, headers=_headers(url, manner)) as response,
    ):
        said = {
            name.decode("latin-1").lower(): value.decode("utf-8", "replace")
            for name, value in response.headers
        }
        kind, _, parameters = said.get("content-type", "").partition(";")
        return Answer(
            status=response.status,
            kind=kind.strip().lower(),
            charset=_charset(parameters),
            location=said.get("location", ""),
            body=_body(response.iter_stream(), said, manner.most)
            if response.status in {_OK, *manner.read_too}
            else b"",
            etag=said.get("etag", ""),
            last_modified=said.get("last-modified", ""),
            retry_after=said.get("retry-after", ""),
        )


def user_agent(manner: Manner) -> str:
    """Who asks, and whom to write to about it."""
    told = "".join(c for c in manner.contact if " " <= c <= "~") or manner.purpose
    return f"neutral-bot/{version('neutral-bot')} (+{told})"


def _headers(url: httpx2.URL, manner: Manner) -> list[tuple[str, str]]:
    return [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", user_agent(manner)),
        ("Accept", manner.accept),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *manner.headers,
    ]


def _pool(url: httpx2.URL, reach: Reach, until: float) -> httpcore2.ConnectionPool:
    through = reach.proxy(url.scheme, url.host)
    if through:
        checked_addresses(url.host, reach, until - monotonic())
    return httpcore2.ConnectionPool(
        proxy=_proxy(through) if through else None,
        network_backend=CheckedBackend(reach, until, through_proxy=bool(through)),
    )


def _proxy(address: str) -> httpcore2.Proxy:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        raise BadSource("The proxy that this machine is set to use has no address.") from None
    if url.scheme not in {"http", "https"}:
        raise BadSource(f"A proxy of the kind {url.scheme} is set, and only http is known here.")
    auth = (url.username.encode(), url.password.encode()) if url.userinfo else None
    bare = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    return httpcore2.Proxy(bare, auth=auth)


def _body(chunks: Iterable[bytes], said: dict[str, str], most: int) -> bytes:
    packing = said.get("content-encoding", "identity").strip().lower()
    if packing not in {"identity", "", "gzip", "x-gzip"}:
        raise BadSource("The page comes packed in a way that was not asked for. Save it as a file.")
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return _unpacked(bytes(body), most) if "gzip" in packing and body else bytes(body)


def _unpacked(body: bytes, most: int) -> bytes:
    """Unpack at most what is allowed: a bomb of 5 MB would else become 5 GB."""
    packer = zlib.decompressobj(wbits=31)
    try:
        unpacked = packer.decompress(body, most + 1)
    except zlib.error:
        raise _damaged() from None
    if len(unpacked) > most:
        raise _too_large(most)
    if not packer.eof:
        raise _damaged()
    return unpacked


def _damaged() -> Unreached:
    return Unreached("The page arrived damaged. Try again, or save it as a file.")


def _too_large(most: int) -> BadSource:
    return BadSource(
        f"The page is larger than {most // 1_000_000} MB. "
        "Copy the words that matter into a text file."
    )


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """Give the vendor's errors as ours."""
    try:
        yield
    except httpcore2.TimeoutException:
        raise Unreached(f"{host} did not answer in time. Try again, or save the page.") from None
    except _FAILURES as error:
        if _is_distrusted(error):
            raise BadSource(
                f"The certificate of {host} is not trusted by this machine. "
                "Open the page in a browser, save it, and give its file."
            ) from None
        raise Unreached(f"{host} cannot be reached. Try again, or save the page.") from None


def _is_distrusted(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None
