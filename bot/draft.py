"""A draft: the words of a post before it is published, and what is known about it."""

from dataclasses import dataclass
from datetime import date, time

from bot.errors import BadDraft
from bot.words.speaking import worded

MAX_CHARACTERS = 100_000
"""A long speech has 40,000 characters; ten posts of the longest platform have 100,000."""

_LONGEST_NAME = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The text that a draft was taken from: a release, a speech, a page of somebody else."""

    words: str
    """All of it; empty where it is not at hand."""
    whose: str = ""
    """What it is and whose, for example ``HM Treasury press release``."""
    where: str = ""
    """Its address or the name of its file."""

    @property
    def origin(self) -> str:
        """Whose it is and where it stands, in full."""
        return " ".join(filter(None, (self.whose, self.where)))

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        whole = self.whose or self.where or worded("another text")
        return whole if len(whole) <= _LONGEST_NAME else f"{whole[:_LONGEST_NAME]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text exactly as pasted, and its context. Empty strings mean not said."""

    text: str
    platform: str = ""
    account: str = ""
    posting_on: date | None = None
    """The day it will be posted (None: today, by the clock of the review)."""
    posting_at: time | None = None
    """The hour of that day, UK time (None: some time of the day)."""
    quoting: str = ""
    """The account and words that it passes on, for example ``@someone: 'their words'``."""
    links: tuple[str, ...] = ()
    """Links that go with the post and do not stand in its text."""
    speaker: str = ""
    """Whose words these are, where they are not the department's, with their office."""
    original: Original | None = None
    """What its words were taken from, where that is known."""


def read_draft(text: str) -> str:
    """Give back the text unchanged, or say why it cannot be reviewed.

    Raises BadDraft for an empty text, one that is not text, and one that is too long.
    Half a character (a lone surrogate) is refused here, because nothing could keep it.
    """
    if not text.strip():
        raise BadDraft(worded("The draft is empty."))
    _refuse_no_text(text, worded("The draft"))
    if not any(character.isalnum() for character in text):
        raise BadDraft(
            worded("The draft has no words: there is nothing that a rule could be held to.")
        )
    return text


def read_original(original: Original | None) -> Original | None:
    """Give it back unchanged, or say why no draft can be held against it. Raises BadDraft.

    One in which nothing stands is none: a form sends it when nothing was filled in.
    """
    if original is None or not f"{original.words}{original.whose}{original.where}".strip():
        return None
    _refuse_no_text(original.words, worded("The text that the draft was taken from"))
    return original


def _refuse_no_text(text: str, what: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise BadDraft(
            worded(
                "{what} has {many:,} characters and the limit is {most:,}. "
                "Nothing was reviewed; send it in parts.",
                what=what,
                many=len(text),
                most=MAX_CHARACTERS,
            )
        )
    if _is_binary(text):
        raise BadDraft(
            worded("{what} is not text: it looks like the content of a binary file.", what=what)
        )
    if half := _half_a_character(text):
        raise BadDraft(
            worded(
                "{what} holds half a character, at place {place:,}: it was cut in two on its way "
                "here, as happens to emoji. Paste the words again.",
                what=what,
                place=half,
            )
        )


def _is_binary(text: str) -> bool:
    """Tell binary content by NULs, undecodable bytes, and more control characters than words."""
    odd = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\n\r\t\f\v"))
    return "\x00" in text or odd * 10 > len(text)


def _half_a_character(text: str) -> int:
    """Where the first lone surrogate stands, counted from 1; 0 where there is none."""
    return next((at for at, c in enumerate(text, 1) if "\ud800" <= c <= "\udfff"), 0)
