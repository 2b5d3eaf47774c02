"""Fetches a public page and gives its words."""

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from bot.errors import BadSource
from bot.sources.apart import read_apart
from bot.sources.decoding import decode_web
from bot.sources.files import tidy
from bot.sources.gathered import Gathered
from bot.sources.kinds import Kind
from bot.sources.reach import Reach, checked_url

if TYPE_CHECKING:
    from bot.sources.asking import Answer

MAX_REDIRECTS = 5
_KINDS: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text",
    "text/markdown": "text", "application/pdf": "pdf",
}  # fmt: skip
_OK, _REDIRECTS = 200, frozenset({301, 302, 303, 307, 308})
_WHAT = {
    401: "asks for a password", 402: "asks for payment", 403: "does not let programs in",
    404: "is not there", 410: "was taken down", 429: "is asked too often just now",
    451: "was taken down for legal reasons",
}  # fmt: skip


def fetch_page(address: str, *, reach: Reach | None = None, contact: str = "") -> Gathered:
    """Fetch a page, a text or a PDF and gather its words; ``where`` is its last address.

    ``contact`` (a web or e-mail address of whoever runs the bot) is told to the site.

    Only hosts whose every address is on the open internet are connected to, by the very
    address that was checked, and so at each of at most five redirects. Where this machine has
    a proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY), the proxy connects, and what it connects to
    cannot be checked here: the name is still looked up and refused where it stands for an
    address inside, but one that is not known here is left to the proxy to know or refuse.

    Raises BadSource, with what to do next, for an address that may not be fetched, a site that
    cannot be reached within 20 seconds or answers with an error, a kind that is not read, a
    body of more than 5 MB, and a page without words.
    """
    return _gathered(*fetch(address, reach=reach, contact=contact))


def fetch(address: str, *, reach: Reach | None = None, contact: str = "") -> "tuple[str, Answer]":
    """Fetch what stands at an address, under the same rules; give its last address and answer.

    Raises BadSource as ``fetch_page`` does, save for what the answer holds.
    """
    from bot.sources.asking import Manner, ask  # noqa: PLC0415  # a third of a second: only who fetches waits

    reach = reach or Reach()
    until = monotonic() + reach.seconds
    url = checked_url(address, reach)
    for _ in range(MAX_REDIRECTS + 1):
        answer = ask(url, reach, until, Manner(contact=contact))
        if answer.status not in _REDIRECTS:
            return str(url), _given(answer)
        url = checked_url(answer.location, reach, base=url)
    raise BadSource(
        f"The page sends on more than {MAX_REDIRECTS} times. "
        "Open it in a browser and copy the address that it ends at."
    )


def _given(answer: "Answer") -> "Answer":
    """The answer, if it holds what was asked for."""
    if answer.status != _OK:
        what = _WHAT.get(answer.status, "could not be given by its site")
        raise BadSource(
            f"The page {what} ({answer.status}). Look at the address in a browser; "
            "where it opens there, save the page and give its file."
        )
    return answer


def _gathered(address: str, answer: "Answer") -> Gathered:
    kind = _KINDS.get(answer.kind)
    if kind is None:
        raise BadSource(
            f"The address gives {answer.kind[:80] or 'something of no known kind'}; "
            "pages, plain text and PDF are read. Save it and give its file."
        )
    if kind == "text":
        gathered = Gathered(words=tidy(decode_web(answer.body, answer.charset)))
    elif kind == "html":
        page = decode_web(answer.body, answer.charset)
        gathered = read_apart(kind, page.encode("utf-8", "replace"), "The page")
    else:
        gathered = read_apart(kind, answer.body, "The page")
    if not any(character.isalnum() for character in gathered.words):
        raise BadSource(
            "The page has no words without a browser. Copy them into a text file and give that."
        )
    return replace(gathered, where=address)
