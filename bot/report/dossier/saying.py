"""How a dossier says times, people, and words that are gone."""

from datetime import date, datetime
from typing import Final

from bot.paper.paper import Inset, Look, Quoted, Run, Runs, Tone, said
from bot.words.days import told_day, told_moment

GONE: Final = "These words are no longer kept."
_WEB: Final = ("https://", "http://")


def moment(at: datetime) -> str:
    """A time of the clocks in the United Kingdom, as people write it."""
    return f"{told_moment(at)}, UK time"


def day(on: date | None) -> str:
    """A day, or that none was said."""
    return told_day(on) if on else "not said"


def or_not_said(words: str) -> Runs:
    """Words, or that nothing was said."""
    return said(words or "not said")


def code(text: str) -> Run:
    """What is to be copied letter for letter."""
    return Run(text, Look.CODE)


def linked(words: str, address: str) -> Run:
    """Words that lead to a page; plain where the address is none of the web."""
    return Run(words, link=address if address.startswith(_WEB) else "")


def gone(why: str = "") -> Inset:
    """That words stood here."""
    return Inset(said(f"{GONE} {why}".rstrip()), Tone.NOTE)


def quoted(text: str, source: str = "") -> Quoted:
    """Somebody's own words as they are."""
    return Quoted(said(text), said(source) if source else ())
