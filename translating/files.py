"""Brings a file of words/ up to date with what is said: what is new, and what is gone."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polib

from bot.words.catalogue import read_po
from translating.gathered import Message

_WIDTH = 100


class Change(NamedTuple):
    """What became of a file: sentences added, taken out, and still without a translation."""

    added: int
    gone: int
    empty: int


def bring_up_to_date(path: Path, messages: Mapping[str, Message]) -> Change:
    """Write a file anew in the order of the messages; a translation that is there is kept."""
    old = read_po(path)
    kept = {entry.msgid: entry for entry in old if not entry.obsolete}
    forms = int(old.metadata["Plural-Forms"].partition("nplurals=")[2].partition(";")[0])
    new = polib.POFile(wrapwidth=_WIDTH)
    new.header, new.metadata = old.header, old.metadata
    for message in messages.values():
        new.append(_entry(message, kept.get(message.english), forms))
    new.save(str(path))
    return Change(
        added=len(messages.keys() - kept.keys()),
        gone=len(kept.keys() - messages.keys()),
        empty=len(new.untranslated_entries()),
    )


def _entry(message: Message, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.english, occurrences=[(message.place, "")])
    if old:
        entry.tcomment, entry.flags = old.tcomment, list(old.flags)
    if message.many:
        entry.msgid_plural = message.many
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
        if old and old.msgid_plural == message.many:
            entry.msgstr_plural = dict(old.msgstr_plural)
    elif old and not old.msgid_plural:
        entry.msgstr = old.msgstr
    return entry
