"""Reads the words of a file: text, a saved web page, a PDF or a Word document."""

import re
from dataclasses import replace
from pathlib import Path

from bot.errors import BadSource
from bot.sources.apart import read_apart
from bot.sources.decoding import decode_text, decode_web
from bot.sources.gathered import Gathered
from bot.sources.kinds import kind_of

MAX_FILE = 20_000_000
"""Bytes: room for pictures; the words of the longest draft have a two-hundredth of it."""
_BLANK = re.compile(r"\n{3,}")


def read_source(path: Path) -> Gathered:
    """Gather the words of a file; ``where`` is its name without its folder.

    Raises BadSource, with what to do next, where it is not there, too large, damaged, locked
    with a password, of a kind that is not read here, or holds no words.
    """
    content = content_of(path)
    kind = kind_of(path.name, content)
    if kind == "text":
        gathered = Gathered(words=tidy(decode_text(path.name, content)))
    elif kind == "html":
        gathered = read_apart(kind, decode_web(content).encode("utf-8", "replace"), path.name)
    else:
        gathered = read_apart(kind, content, path.name)
    if not any(character.isalnum() for character in gathered.words):
        raise BadSource(f"{path.name} holds no words. Copy the words into a text file.")
    return replace(gathered, where=path.name)


def tidy(text: str) -> str:
    """Give plain text with one kind of line end, and one blank line between paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises BadSource where it is not there, is too large, or is empty."""
    try:
        if not path.is_file():
            missing = "is a folder or a device" if path.exists() else "is not there"
            raise BadSource(f"{path.name or path} {missing}. Give the name of a file.")
        with path.open("rb") as file:
            content = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = error.strerror if isinstance(error, OSError) and error.strerror else "no such name"
        raise BadSource(f"{path.name} cannot be opened: {why}.") from None
    if len(content) > MAX_FILE:
        raise BadSource(
            f"{path.name} is larger than {MAX_FILE // 1_000_000} MB. "
            "Copy the words that matter into a text file."
        )
    if not content.strip():
        raise BadSource(f"{path.name} is empty. Look whether it was saved.")
    return content
