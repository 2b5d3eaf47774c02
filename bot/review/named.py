"""Names and quotations in a text: capitals inside a sentence, and words in quotation marks."""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile
from typing import NamedTuple

from bot.quoting import Span
from bot.review.figures import Seen
from bot.review.wordlist import listed

_ATOM = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=[^\W_])['’]s(?![^\W_])", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_QUOTED = re.compile(
    r"“([^“”]+)”|\"([^\"\n]+)\"|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
    r"|(?<!\w)'([^'\n]+(?:'\w[^'\n]*){0,40})'(?!\w)"
)
"""A straight quotation holds 40 apostrophes at most: a row of them is looked through once each."""
_LINKS = frozenset({"of", "for", "the", "o", "y", "yr", "de", "ar", "upon"})
_OFFICES = listed(
    "department office secretary state minister ministers survey institute centre agency authority "
    "commission commissioner society fund committee inspectorate adran"
)
"""Words after which *for* goes on with a name; after others it opens a new one."""
_OPENERS = listed(
    "a an the this that these those our your their his her its my we you they it he she i there "
    "here what who which when where why how if as at in on by to for from with over under after "
    "before since until during about all any both each every more most many some no not new now "
    "today's tomorrow's today tomorrow yesterday and but or so yet also then thank thanks call "
    "read join meet check visit see watch find apply get help need want could can will would "
    "do does is are was has have had let let's please congratulations happy great good "
    "day dear only just one two three did don't use it's we're we've you're you'll everyone "
    "nobody someone update reminder breaking details deadline documents alt text "
    "mae mae'r bydd gall o yn y yr os ar er ac mi i heddiw ewch dewch cofiwch gwnewch"
)
_SPEAKS_OF = re.compile(r"\s+(?:is|has|was|would|said|says|will)\b")
_SAME_NAME = {
    "gymru": "cymru", "nghymru": "cymru", "chymru": "cymru", "gaerdydd": "caerdydd",
    "nghaerdydd": "caerdydd", "chaerdydd": "caerdydd", "brydain": "prydain",
    "lywodraeth": "llywodraeth", "loegr": "lloegr",
    "welsh": "wales", "scottish": "scotland", "english": "england", "british": "britain",
}  # fmt: skip
"""Mutated names, and nations as adjectives: the Welsh Government's is that for Wales."""
_ADDRESS, _FIGURE = "\x1e", "\x1f"
_FEWEST_QUOTED = 2
_LONGEST_INITIALS = 6


class _Word(NamedTuple):
    text: str
    span: Span
    opens: bool
    """Whether it opens a sentence, where a capital says nothing."""
    follows: bool
    """Whether only a space stands between it and the word before."""

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() and self.text not in {"I", "I'm", "I've", "I'll"}


def plain(text: str) -> str:
    """A text as names are looked for in it: words in one case, without plural or possessive."""
    return f" {' '.join(map(_stem, _ATOM.findall(_POSSESSIVE.sub('', text))))} "


def seen(text: str, figures: Iterable[Seen]) -> Iterator[Seen]:
    """Find quotations and names, leaving out what ``figures`` already took."""
    yield from _quotations(text)
    blank = list(text)
    for kind, (start, end), _ in figures:
        filler = _ADDRESS if kind in {"link", "handle", "hashtag"} else _FIGURE
        blank[start:end] = filler * (end - start)
    for run in _runs(_words("".join(blank))):
        name = _name(run, text)
        span = Span(name[0].span.start, name[-1].span.end) if name else Span(0, 0)
        if name and not _is_torn(span, text):
            yield Seen("name", span, plain(text[span.start : span.end]).strip())


def _is_torn(span: Span, text: str) -> bool:
    """Whether a figure took the other half of the word."""
    before = text[max(0, span.start - 1) : span.start]
    return before.isalnum() or text[span.end : span.end + 1].isalnum()


def _quotations(text: str) -> Iterator[Seen]:
    for match in _QUOTED.finditer(text):
        key = plain(next(filter(None, match.groups()), "")).strip()
        if key.count(" ") + 1 >= _FEWEST_QUOTED:
            yield Seen("quotation", Span(*match.span()), key)


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        opens = end == 0 or _is_break(between)
        yield _Word(match[0], Span(*match.span()), opens=opens, follows=between == " ")
        end = match.end()


def _is_break(between: str) -> bool:
    """Whether a sentence may end between two words: anything but spaces, commas and figures."""
    return bool(re.search(rf"[^\s,;/&()'’\x1f%+-]|\n|[{_ADDRESS}]", between))


def _runs(words: Iterable[_Word]) -> Iterator[tuple[_Word, ...]]:
    """Capitalised words that belong together, with the small words that join them."""
    run: list[_Word] = []
    for word in words:
        links = bool(run) and _links(run[-1], word)
        if not word.follows or not (word.is_capital or links):
            yield from _closed(run)
            run = []
        if word.is_capital or (run and links):
            run.append(word)
    yield from _closed(run)


def _links(before: _Word, word: _Word) -> bool:
    if word.text == "for":
        return before.text.casefold() in _OFFICES
    return word.text in _LINKS


def _closed(run: list[_Word]) -> Iterator[tuple[_Word, ...]]:
    while run and not run[-1].is_capital:
        run.pop()
    if run:
        yield tuple(run)


def _name(run: tuple[_Word, ...], text: str) -> tuple[_Word, ...]:
    """What of a run is a name: an opening word with a capital is one only if something says so."""
    first = run[0]
    if not first.opens or _is_marked(first.text):
        return run
    folded = first.text.casefold().replace("’", "'")
    if len(run) == 1:
        is_subject = folded not in _OPENERS and _SPEAKS_OF.match(text, first.span.end)
        return run if is_subject else ()
    if folded in _OPENERS or not run[1].is_capital or _is_marked(run[1].text):
        return tuple(dropwhile(lambda word: not word.is_capital, run[1:]))
    return run


def _is_marked(word: str) -> bool:
    """Whether capitals inside a word show a name wherever it stands: NHS, UNICEF, McDonald."""
    is_shouted = word.isupper() and len(word) > _LONGEST_INITIALS
    return sum(letter.isupper() for letter in word) > 1 and not is_shouted


def _stem(word: str) -> str:
    folded = word.casefold()
    folded = _SAME_NAME.get(folded, folded)
    return folded.removesuffix("s") if len(folded) > 3 else folded  # noqa: PLR2004  # gas, bus, yes
