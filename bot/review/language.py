"""Tells Welsh from English, by the small words that every sentence of either needs."""

import re
import unicodedata

from bot.review.wordlist import listed
from bot.words.speaking import ENGLISH, WELSH, spoken

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_TELLING, _SMALL_SHARE = 8, 0.04
"""In English and Welsh posts of eight words and more, one word in eight or more is a small one."""
_LAST_LATIN = "\u024f"
_BLOCK = re.compile(r"\n+")

_WELSH = listed(
    "y yr yn ac mae gan ein eich bydd wedi sydd oedd gyda dydd chi ni eu ei ar fel hyn fod bod "
    "dros rhwng cyn trwy drwy neu ond nid os pan lle gall gallwch rydym rydyn ydy yw nad "
    "gwybodaeth llywodraeth cymru gymru nghymru newydd blynedd gwneud cael mwy hefyd heddiw heb "
    "hwn hon i'r o'r a'r i'ch a'i o'i i'n i'w mae'r mae'n gyda'r gyfer er mwyn darllenwch "
    "cysylltwch pobl bob pob cyntaf ers iawn diolch gwnewch ewch"
)
_ENGLISH = listed(
    "the of and to in is for on that with are you your we our it be from at this by have has will "
    "can or if not was were they their who what when where how about more all new now get as an "
    "today people find apply help support check read"
)


def languages(text: str) -> frozenset[str]:
    """Give ``cy``, ``en`` or both for a bilingual post; nothing for too little text."""
    found = (_language(block) for block in _BLOCK.split(text))
    return frozenset(language for language in found if language)


def answered_in(text: str, reader: str) -> str:
    """The language of an answer: Welsh to what is in Welsh alone, else that of its reader."""
    return WELSH if languages(text) == {WELSH} else spoken(reader)


def is_unknown(text: str) -> bool:
    """Whether a text is written in neither, by its letters and, if long enough, small words."""
    letters = [letter for plain in map(_plain, text) for letter in plain if letter.isalpha()]
    latin = sum(letter <= _LAST_LATIN for letter in letters)
    if latin * 2 < len(letters):
        return True
    words = _words(text)
    known = sum(word in _WELSH or word in _ENGLISH for word in words)
    return len(words) >= _TELLING and known < len(words) * _SMALL_SHARE


def _plain(character: str) -> str:
    """Its compatibility form; one at a time, for a long row of marks is put in order by swaps."""
    return character if character.isascii() else unicodedata.normalize("NFKC", character)


def is_welsh(text: str) -> bool:
    """Whether more small words of a text are Welsh than English."""
    return _language(text) == WELSH


def _language(text: str) -> str:
    words = _words(text)
    welsh = sum(word in _WELSH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if welsh == english:
        return ""
    return WELSH if welsh > english else ENGLISH


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
