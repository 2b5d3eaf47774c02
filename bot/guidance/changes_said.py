"""Says what changed in an official document: what became of it, and how many passages."""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Final

from bot.guidance.changes import Altered, Change, How
from bot.guidance.official import Document, State
from bot.words.speaking import counted, to_say, worded

_STATES: Final = {
    State.CURRENT: to_say("its publisher gives it as in force again"),
    State.WITHDRAWN: to_say("withdrawn by its publisher: no longer in force"),
    State.GONE: to_say("taken down by its publisher: it has no words any more"),
    State.SUPERSEDED: to_say("published under a former government, and marked so"),
    State.MOVED: to_say("moved to another address"),
    State.LINK_ONLY: to_say("its licence does not let the bot keep its words"),
}


def standing_said(change: Change) -> list[str]:
    """What became of the document itself, in words; empty where only passages changed."""
    old, new = change.accepted, change.newest
    said = [worded(_STATES[new.state])] if new.state is not old.state else []
    if new.note and new.note != old.note and new.state is not State.LINK_ONLY:
        said.append(worded("its publisher or the bot notes: {note}", note=new.note))
    if new.successor and new.successor != old.successor:
        said.append(worded("now at {address}", address=new.successor))
    return said + list(_details(old, new))


def _details(old: Document, new: Document) -> Iterator[str]:
    if new.title != old.title:
        yield worded("its title is now “{title}”; it was “{old}”", title=new.title, old=old.title)
    if new.address not in {old.address, new.successor}:
        yield worded("read at {address}; before at {old}", address=new.address, old=old.address)
    if new.licence != old.licence:
        yield worded("its licence is now “{licence}”", licence=new.licence)
    if new.publisher != old.publisher:
        yield worded("its publisher is now {publisher}", publisher=new.publisher)


def passages_said(change: Change) -> str:
    """How many passages are not as they were; that all are, where that is so."""
    if change.newest.state in {State.GONE, State.LINK_ONLY} and not change.newest.passages:
        many = len(change.accepted.passages)
        return counted("{n} passage has no words now", "{n} passages have no words now", many)
    said = []
    if n := change.many(How.CHANGED):
        said.append(counted("{n} passage changed", "{n} passages changed", n))
    if n := change.many(How.ADDED):
        said.append(counted("{n} passage added", "{n} passages added", n))
    if n := change.many(How.CUT):
        said.append(counted("{n} passage cut", "{n} passages cut", n))
    if n := change.many(How.MOVED):
        said.append(counted("{n} passage moved", "{n} passages moved", n))
    return ", ".join(said) or worded("no words changed")


def touched_said(change: Change, reviews: int) -> str:
    """How many clauses it touches, and how many past reviews cited these."""
    many = len(change.clauses)
    clauses = counted(
        "{n} clause of the catalogue rests on these",
        "{n} clauses of the catalogue rest on these",
        many,
    )
    cited = counted("cited in {n} past review", "cited in {n} past reviews", reviews)
    return f"{clauses}, {cited}" if many else clauses


_MOST = 8
"""Documents that are named in one message."""
_QUOTED, _LONGEST = 3, 160
"""Passages of a document that are quoted, and letters of each."""


def news_said(news: Sequence[tuple[Change, int]]) -> str:
    """Tell the propriety leads what changed; each change with how many reviews it bears on."""
    lines = [
        worded(
            "Official guidance has changed. Reviews cite the accepted words until somebody "
            "accepts the newer ones."
        )
    ]
    for change, reviews in news[:_MOST]:
        lines += ["", *_told(change, reviews, quotes=_QUOTED if len(news) <= _QUOTED else 0)]
    if len(news) > _MOST:
        lines += ["", worded("And {n} more documents.", n=len(news) - _MOST)]
    how = worded(
        "The person who runs the bot sees each change with {diff}, and accepts it in a lead's "
        "name with {accept}.",
        diff="neutral guidance diff",
        accept="neutral guidance accept",
    )
    return "\n".join([*lines, "", how])


def _told(change: Change, reviews: int, quotes: int) -> list[str]:
    what = "; ".join([*standing_said(change), passages_said(change)])
    lines = [f"• {change.accepted.title}: {what}. {touched_said(change, reviews)}."]
    words = [one for one in change.altered if one.how is not How.MOVED]
    return lines + [f"   {_quoted(one)}" for one in words[:quotes]]


def _quoted(one: Altered) -> str:
    old, new = (_cut(passage.text) if passage else "" for passage in (one.old, one.new))
    if one.old is None:
        return worded("{place}, new: “{new}”", place=_place(one), new=new)
    if one.new is None:
        return worded("{place}, cut: “{old}”", place=_place(one), old=old)
    if one.old.hash == one.new.hash:
        old, new = f"{_cut(one.old.lead)} {old}".strip(), f"{_cut(one.new.lead)} {new}".strip()
    return worded("{place}: “{new}”; before: “{old}”", place=_place(one), new=new, old=old)


def _place(one: Altered) -> str:
    passage = one.new or one.old
    return passage.locator if passage else ""


def _cut(words: str) -> str:
    """Cut at the border of a word, with an ellipsis."""
    return shorten(words, _LONGEST, placeholder=" …")
