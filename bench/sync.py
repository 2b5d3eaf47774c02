"""Times a sync of 46 documents with 15,000 passages from a loopback copy of their publishers.

Run with ``python bench/sync.py``.
The documents are those of the catalogue, at its addresses and in the shapes of their publishers;
their words are invented, in the proportions in which the guidance uses its own.
The sync runs in a process of its own with no pause between pages, so what is measured is its own
work: asking, cutting in the process apart, and keeping with SQLite on this disk.
Beside it, in a process of its own too, a plain loop of httpx2 and selectolax asks for the same
pages, takes their text and keeps nothing.
Memory is the highest of the process and of the one apart together; processor time is that of
both, and does not count what else the machine is doing.
"""

import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bot.guidance.catalogue import Source
from bot.guidance.library import read_library
from bot.guidance.official import may_be_kept
from bot.sources.publishers.part import GOVUK, LEGISLATION
from bot.sources.publishers.reading import first_want
from tests.papers import pdf
from tests.publishers import Publishers, act, file_attachment, item, publishers, section, wordpress

GUIDANCE = Path(__file__).parent.parent / "guidance"
PASSAGES = 15_000
WORDS_OF_A_PASSAGE = 45
_MOST_SECONDS, _MOST_MEGABYTES = 30, 300


def main() -> None:
    """Print what a first, a second and a third sync take, and what a plain loop takes."""
    if len(sys.argv) > 1:
        _MODES[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
        return
    library = read_library(GUIDANCE)
    dice = random.Random(20261122)  # noqa: S311  # repeatable, and nothing is secret
    words = re.findall(r"[^\W\d_]+", " ".join(clause.gist for clause in library.clauses))
    with publishers() as site, TemporaryDirectory() as folder:
        for source in library.sources:
            if may_be_kept(source.licence):
                _give(site, source, dice, words)
        _say(f"{'':22}documents  passages   seconds   processor   MB at most")
        for name in ("sync", "sync", "changed", "plain"):
            if name == "changed":
                _change(site)
            _show(_NAMES[name], _measured("sync" if name == "changed" else name, site, folder))
            _NAMES["sync"] = "second, unchanged"
    _say(f"to keep under: {_MOST_SECONDS} seconds, {_MOST_MEGABYTES} MB")


_NAMES = {"sync": "first sync", "changed": "one item changed", "plain": "plain loop"}


def _give(site: Publishers, source: Source, dice: random.Random, words: list[str]) -> None:
    """Give a document of 334 passages or so at the address of the catalogue."""
    want = first_want(source)
    place = want.ask.removeprefix("https://").removeprefix("http://")
    texts = [" ".join(dice.choices(words, k=WORDS_OF_A_PASSAGE)) for _ in range(PASSAGES // 45)]
    path = urlsplit(want.ask).path.removeprefix("/api/content")
    if want.reader == LEGISLATION:
        site.give(place, act(*map(section, range(1, len(texts) // 6 + 1))))
    elif want.reader == GOVUK and "pdf" in source.format.split():
        at = f"assets.publishing.service.gov.uk/media/{source.id}.pdf"
        files = [file_attachment(f"https://{at}", source.title)]
        site.give(place, item(path, "publication", source.title, attachments=files))
        lines = [f"{n // 9 + 1}.{n % 9 + 1} {t[:300]}." for n, t in enumerate(texts)]
        site.give(at, pdf(*("\n".join(lines[at : at + 8]) for at in range(0, len(lines), 8))))
    elif want.reader == GOVUK:
        site.give(place, item(path, "html_publication", source.title, body=_body(texts)))
    else:
        site.give(place, wordpress(source.title, _body(texts)))


def _body(texts: list[str]) -> str:
    """Headings, numbered paragraphs, and lists under the words that lead in to them."""
    parts = []
    for number in range(0, len(texts), 10):
        head, lead, *rest = [*texts[number : number + 10], "x", "y"]
        items = "".join(f"<li>{text.lower()}</li>" for text in rest[:-2])
        parts.append(
            f'<h2 id="h-{number}">{head[:40]}</h2><p>{number // 10 + 1}.1 {lead.capitalize()}.</p>'
            f"<p>You must:</p><ul>{items}</ul>"
        )
    return f'<div class="govspeak">{"".join(parts)}</div>'


def _change(site: Publishers) -> None:
    place = next(place for place, given in site.pages.items() if b"<li>" in given.body)
    given = site.pages[place]
    given.body = given.body.replace(b"<li>", b"<li>also ", 1)


def _measured(mode: str, site: Publishers, folder: str) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603  # this program again
        [sys.executable, __file__, mode, site.address, folder],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _show(name: str, found: dict[str, float]) -> None:
    figures = f"{found['documents']:11,.0f}{found['passages']:10,.0f}{found['seconds']:10.2f}"
    figures += f"{found['processor']:12.2f}"
    _say(f"{name:20}{figures}{found['megabytes']:13,.0f}")


def _sync(address: str, folder: Path) -> None:
    from bot.log.guidance.store import GuidanceStore  # noqa: PLC0415  # in the measured process alone
    from bot.sources.publishers.apart import ReaderApart  # noqa: PLC0415  # as above
    from bot.sources.publishers.fetching import Fetcher  # noqa: PLC0415  # as above
    from bot.sources.publishers.mirror import KNOWN, Hosts  # noqa: PLC0415  # as above
    from bot.sources.publishers.patience import Clock, Patience  # noqa: PLC0415  # as above
    from bot.sources.publishers.sync import Sync, hosts_of  # noqa: PLC0415  # as above

    sources = read_library(GUIDANCE).sources
    store, clock = GuidanceStore(folder), Clock()
    hosts = Hosts(KNOWN | hosts_of(sources), {"*": address})
    began = time.perf_counter()
    with ReaderApart() as reader:
        fetcher = Fetcher(hosts, store.seen, patience=Patience(clock, 0))
        attempts = Sync(store, fetcher, reader.read, clock).run(sources, lambda *_: None)
    seconds = time.perf_counter() - began
    failed = [attempt for attempt in attempts if attempt.reason]
    if failed:
        raise SystemExit(str(failed))
    passages = sum(standing.passages for standing in store.standings().values())
    _report(len(attempts), passages, seconds)


def _plain(address: str, _: Path) -> None:
    import httpx2  # noqa: PLC0415  # in the measured process alone
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # as above

    began = time.perf_counter()
    documents = 0
    with httpx2.Client(trust_env=False) as client:
        for place in _places():
            documents += 1
            text = client.get(f"{address}/{place}").text
            LexborHTMLParser(text).text()
    _report(documents, 0, time.perf_counter() - began)


def _places() -> Iterator[str]:
    for source in read_library(GUIDANCE).sources:
        if may_be_kept(source.licence):
            yield first_want(source).ask.removeprefix("https://")


def _report(documents: int, passages: int, seconds: float) -> None:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found = {"documents": documents, "passages": passages, "seconds": seconds}
    found["processor"] = sum(use.ru_utime + use.ru_stime for use in used)
    found["megabytes"] = sum(use.ru_maxrss for use in used) / 1024
    _say(json.dumps(found))


def _say(line: str) -> None:
    print(line, flush=True)


_MODES: dict[str, Callable[[str, Path], None]] = {"sync": _sync, "plain": _plain}


if __name__ == "__main__":
    main()
