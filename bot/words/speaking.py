"""Says the bot's own words in the language of whoever hears them.

English stands in the code; ``words/`` holds a file for each language.
Nothing is read before the first sentence is said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations

from bot.shipped import shipped

ENGLISH, WELSH = "en", "cy"
LANGUAGES = (ENGLISH, WELSH)

_LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything inside in a language, in this thread alone.

    ``language`` may be a locale, such as ``cy-GB``; one that we do not speak is English.
    """
    before = _LANGUAGE.set(spoken(language))
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def language() -> str:
    """The language that is spoken now."""
    return _LANGUAGE.get()


def spoken(locale: str) -> str:
    """The language of ours that comes nearest to a locale; English for any that we lack."""
    name = locale.replace("_", "-").partition("-")[0].lower()
    return name if name in LANGUAGES else ENGLISH


def worded(english: str, /, **values: object) -> str:
    """A sentence in the language that is spoken now, its ``{placeholders}`` filled.

    English where the language has none for it.
    """
    if not english:
        return ""  # what gettext keeps under the empty sentence is the head of the file
    words = _catalogue(_LANGUAGE.get()).gettext(english)
    return words.format(**values) if values else words


def counted(one: str, many: str, n: int, /, **values: object) -> str:
    """A sentence about ``{n}`` things, in the form that the language has for that number."""
    return _catalogue(_LANGUAGE.get()).ngettext(one, many, n).format(n=n, **values)


def to_say(english: str) -> str:
    """Mark a sentence that stands here and is said, by ``worded``, somewhere else."""
    return english


def check_words() -> None:
    """Read every language now, as the bot does when it starts. Raises BadGuidance."""
    for name in LANGUAGES:
        _catalogue(name)


@cache
def _catalogue(name: str) -> NullTranslations:
    from bot.words.catalogue import read_catalogue  # noqa: PLC0415  # when first something is said

    return read_catalogue(shipped("words") / f"{name}.po")
