"""Sees what is hidden or meant for a machine: hidden letters, look-alikes, codes, marks."""

import base64
import binascii
import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress

from bot.checks.hidden import smuggled
from bot.checks.look import Look, Seen
from bot.checks.lookalikes import latin_offsets
from bot.concerns import Severity
from bot.quoting import Span

_MARKS = re.compile(
    r"<\|[\w ]+\|>|\[/?INST\]|<</?SYS>>|\[\[/?\w[\w ]*\]\]|</?(?:system|draft|user|assistant|"
    r"instructions?|prompt|review|"
    r"verdict|untrusted|context|document|tool|function|message|policy|admin)\b[^>\n]{0,200}>|"
    r"(?<!#)#{2,}+\s*(?:system|instructions?|response|assistant|user|new task|end|override)\b|"
    r"\{\s*\"(?:verdict|role|findings|severity|tool|function|status|confidence|concern|"
    r"decision)\"\s*:|"
    r"<!--|-->|```|^[^\S\n]*(?:system|assistant|human|developer|tool)\s*:|\b(?:SYSTEM|ASSISTANT|"
    r"DEVELOPER|ADMIN) ?(?:NOTE|PROMPT|OVERRIDE|MESSAGE)?\s*:|"
    r"\bBEGIN (?:SYSTEM|PROMPT|INSTRUCTIONS?|OVERRIDE)|\bEND (?:OF )?(?:DRAFT|PROMPT|INPUT|"
    r"SYSTEM|INSTRUCTIONS?|REVIEW)|"
    r"\"(?:verdict|findings|severity|status|override|approved)\"\s*:|\btool_(?:result|call)|"
    r"\[//\]: #|display:\s*none|"
    r"<(?:span|div|p|font|meta|script|style|img)\b|<!(?:here|channel|everyone)>|@neutral-?bot|"
    r"-> ?(?:clear|approved|ok)\b|"
    r"\b(?:csc|gpc|gcs|mc|ge|osr|spad|crag)\.[a-z\d]+(?:[.-][a-z\d-]+)+|"
    r"\bverdict\s*[=:]\s*\"?\w+|\bfindings\s*[=:]\s*\[|\bconfidence\s*[=:]\s*[\d.]+|"
    r"\bseverity\s*[=:]\s*\"?(?:none|note|low)",
    re.IGNORECASE | re.MULTILINE,
)
_CODE = re.compile(r"(?<![\w/+=.@-])[A-Za-z\d+/_-]{20,}={0,2}(?![\w/])")
_HEX = re.compile(r"\b(?:[\da-fA-F]{2}[ :]?){8,}(?![\w])")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")
_READABLE = re.compile(rb"^[\x20-\x7e\n\r\t]{8,}$")
_LETTERED = re.compile(rb"^[A-Za-z ,.'!?:;-]{8,}$")
_SPACED = re.compile(r"(?:\b\w ){1,3}(?:\w {1,2}){7,}\w\b")
_LEET = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*\d)\w{4,}\b")
_LETTERS = str.maketrans("013457@$", "oieastas")
_ORDERS = (
    "ignore", "disregard", "approve", "verdict", "reviewer", "system", "prompt", "instruction",
    "clear", "guidance", "rules", "assistant", "previous",
)  # fmt: skip
"""Words of which two, read backwards or decoded, are no accident."""
_BACKWARDS = tuple(order[::-1] for order in _ORDERS)
_ROT13 = tuple(codecs.encode(order, "rot13") for order in _ORDERS)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HARMLESS = "\u00ad\ufeff\u200e\u200f\u2060"
_FIRST_UNASSIGNED = 0xE000
"""Where private-use characters start; the tag characters lie above it."""


def markup(look: Look) -> Iterator[Seen]:
    """Marks of a conversation with a model, and answers written for it."""
    for found in _MARKS.finditer(look.draft.text):
        yield Seen(span=Span(*found.span()))


def encoded(look: Look) -> Iterator[Seen]:
    """Base64 and hexadecimal that turn into words, and orders spelled backwards or in rot13."""
    text = look.draft.text
    whole = Span(0, len(text))
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for found in (*_CODE.finditer(text), *_HEX.finditer(text)):
        if not _is_inside(found.start(), addresses) and _turns_into_words(found.group()):
            yield Seen(span=Span(*found.span()))
    lower = text.lower()
    for turned in (_BACKWARDS, _ROT13):
        if sum(order in lower for order in turned) > 1:
            yield Seen(span=whole)
    for start, end in (*addresses, *(found.span() for found in _SPACED.finditer(text))):
        if _holds_orders(text[start:end].replace(" ", "")):
            yield Seen(span=Span(start, end))
    if _LEET.search(text) and _holds_orders(text.translate(_LETTERS), text):
        yield Seen(span=whole)


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which stand in order and apart."""
    nearest = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return nearest >= 0 and at < spans[nearest][1]


def _holds_orders(words: str, plain: str = "") -> bool:
    """Whether two orders to a reviewer stand in the words that the plain text does not show."""
    words, plain = words.lower(), plain.lower()
    return sum(order in words and order not in plain for order in _ORDERS) > 1


def _turns_into_words(code: str) -> bool:
    return any(
        _READABLE.match(decoded) and b" " in decoded and _LETTERED.match(decoded)
        for decoded in _decodings(code)
    )


def _decodings(code: str) -> Iterator[bytes]:
    with suppress(binascii.Error, ValueError):
        bare = code.rstrip("=").replace("-", "+").replace("_", "/")
        yield base64.b64decode(bare + "=" * (-len(bare) % 4))
    with suppress(ValueError):
        yield bytes.fromhex(re.sub(r"[ :]", "", code))


def hidden_characters(look: Look) -> Iterator[Seen]:
    """Runs of characters that cannot be seen; stray soft hyphens and marks are a note."""
    run: list[int] = []
    for at in (*smuggled(look.draft.text), -1):
        if run and at != run[-1] + 1:
            yield _hidden(look.draft.text, run)
            run = []
        run.append(at)


def _hidden(text: str, run: list[int]) -> Seen:
    """A breach where the run splits a word, turns the writing round, or is long."""
    start, end = run[0], run[-1] + 1
    hidden = text[start:end]
    splits = text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()
    turns = bool(_BIDI.search(hidden))
    stray = all(letter in _HARMLESS for letter in hidden) or len(hidden) == 1
    tagged = any(ord(letter) >= _FIRST_UNASSIGNED for letter in hidden)
    breach = turns or tagged or not stray or (splits and "\u00ad" not in hidden)
    return Seen(span=Span(start, end), severity=None if breach else Severity.NOTE, replacement="")


def lookalikes(look: Look) -> Iterator[Seen]:
    """Foreign letters inside Latin words."""
    offsets = latin_offsets(look.draft.text)
    for at, letter in offsets.items():
        if at - 1 not in offsets:
            end = at
            while end in offsets:
                end += 1
            plain = "".join(offsets[place] for place in range(at, end))
            yield Seen(span=Span(at, end), replacement=plain or letter)
