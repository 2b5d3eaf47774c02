"""Reads words/*.po: what the bot says in one language, as a translator writes it."""

import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter

import polib

from bot.errors import BadGuidance

_LINE = re.compile(r"\(line (\d+)\)")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=[^;]+")
_COUNT = "n"
"""The placeholder of a number, which a sentence about one or two may leave out."""


def read_catalogue(path: Path) -> GNUTranslations:
    """Read a file. What is empty or marked as fuzzy in it stays English.

    Raises BadGuidance, naming file and line, for a file that is none, a sentence whose
    placeholders are not those of the English one, and plural forms that the head does not give.
    """
    file = read_po(path)
    forms = _forms(path, file.metadata.get("Plural-Forms", ""))
    for entry in file.translated_entries():
        if fault := _fault(entry, forms):
            raise BadGuidance(path, entry.linenum, fault)
    try:
        return GNUTranslations(BytesIO(file.to_binary()))
    except ValueError as error:
        raise BadGuidance(path, None, f"the head's Plural-Forms cannot be read: {error}") from None


def read_po(path: Path) -> polib.POFile:
    """Read a file as it stands. Raises BadGuidance."""
    try:
        words = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadGuidance(path, None, "is not UTF-8 text") from None
    except OSError as error:
        raise BadGuidance(path, None, f"cannot be read: {error.strerror}") from None
    try:
        file = polib.pofile(words)
    except OSError as error:
        line = _LINE.search(str(error))
        raise BadGuidance(path, int(line[1]) if line else None, "this is no PO file") from None
    seen: set[str] = set()
    for entry in file:
        if entry.msgid in seen:
            raise BadGuidance(path, entry.linenum, "this sentence stands in the file twice")
        seen.add(entry.msgid)
    return file


def placeholders(words: str) -> frozenset[str]:
    """What stands between braces; nothing for words whose braces are no placeholders."""
    try:
        parts = list(Formatter().parse(words))
    except ValueError:
        return frozenset()
    return frozenset(f"{name}:{spec}" for _, name, spec, _ in parts if name is not None)


def _forms(path: Path, said: str) -> int:
    found = _FORMS.match(said)
    if not found:
        raise BadGuidance(path, None, "the head needs a line Plural-Forms: nplurals=…; plural=…;")
    return int(found[1])


def _fault(entry: polib.POEntry, forms: int) -> str:
    """What is wrong with a translation, or nothing."""
    if not entry.msgid_plural:
        return _differs(entry.msgstr, [entry.msgid])
    if sorted(entry.msgstr_plural) != list(range(forms)):
        return f"a sentence about a number needs msgstr[0] to msgstr[{forms - 1}]"
    english = [entry.msgid, entry.msgid_plural]
    faults = (_differs(words, english) for words in entry.msgstr_plural.values())
    return next(filter(None, faults), "")


def _differs(words: str, english: Iterable[str]) -> str:
    """Whether the placeholders are not those of the English; a number may be left out."""
    wanted = frozenset[str]().union(*map(placeholders, english))
    found = placeholders(words)
    missing = {one for one in wanted - found if not _is_count(one)}
    odd = sorted(missing | (found - wanted))
    if not odd:
        return ""
    names = ", ".join(_shown(odd))
    return f"the placeholder {names} is not the same as in the English sentence"


def _is_count(placeholder: str) -> bool:
    return placeholder.partition(":")[0] == _COUNT


def _shown(odd: Iterable[str]) -> Iterator[str]:
    for one in odd:
        name, _, spec = one.partition(":")
        yield f"{{{name}:{spec}}}" if spec else f"{{{name}}}"
