"""Says what changed in an official document: what became of it, and how many passages."""

from collections.abc import Iterator
from typing import Final

from bot.guidance.changes import Change, How
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
