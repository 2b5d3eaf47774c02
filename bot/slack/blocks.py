"""Block Kit in small pieces, of the kinds in which a draft's words stay words.

Slack reads mentions, links and formatting in ``mrkdwn`` alone, so nothing here makes any:
all words travel in ``plain_text`` and ``rich_text``, which show what they are given.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
"""A block, or a piece of one, as Slack's JSON has it."""

HEADER = 150
NOTE = 2_000
LABEL = 75
VALUE = 2_000
ADDRESS = 3_000
"""Slack's limits for a header, a context text, a button's texts, its value and a link."""
_PERSON = re.compile(r"[UW][A-Z0-9]+")
PIECE = 2_900
"""Longest single text of ours; section text is limited to 3,000 and rich text says nothing."""


def clean(text: str) -> str:
    """Show control characters as pictures, and what is no character as a replacement mark."""
    return "".join(_shown(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(letter: str) -> str:
    if letter in "\n\t" or (letter >= "\u00a0" and not "\ud800" <= letter <= "\udfff"):
        return letter
    if letter < " ":
        return chr(0x2400 + ord(letter))
    return letter if letter < "\x7f" else "\ufffd"


def units(text: str) -> int:
    """The length as Slack's clients count it, in UTF-16 units: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, longest: int) -> str:
    """Shorten to at most ``longest`` units; an ellipsis shows that something is left out."""
    if units(text) <= longest:
        return text
    kept, used = 0, 1
    for letter in text:
        used += 1 + (letter > "\uffff")
        if used > longest:
            break
        kept += 1
    while kept and unicodedata.combining(text[kept]):
        kept -= 1
    return text[:kept].rstrip() + "…"


def slices(text: str, longest: int) -> Iterator[str]:
    """Cut a text into parts that join to the same text, at a line or a space where one is near."""
    rest = text
    while units(rest) > longest:
        part = cut(rest, longest)[:-1] or rest[:1]
        near = max(part.rfind("\n"), part.rfind(" ")) + 1
        part = part[:near] if near > len(part) // 2 else part
        yield part
        rest = rest[len(part) :]
    if rest:
        yield rest


def header(text: str) -> Block:
    """The title of a card."""
    return {"type": "header", "text": plain_text(cut(clean(text), HEADER))}


def note(text: str) -> Block:
    """A small grey line."""
    return {"type": "context", "elements": [plain_text(cut(clean(text), NOTE))]}


def words(text: str, *styles: str) -> list[Block]:
    """A text, shown letter for letter. Styles: bold, italic, code, strike."""
    style = {"style": dict.fromkeys(styles, True)} if styles else {}
    return [{"type": "text", "text": part, **style} for part in slices(clean(text), PIECE)]


def link(address: str, text: str) -> list[Block]:
    """A link to a page of the guidance; an address that is no web address stays text.

    Words that name another page than the one they lead to do not become its link.
    """
    if not _leads_somewhere(address):
        return words(cut(text, PIECE))
    if _names_a_page(text) and text != address:
        shown = {"type": "link", "url": address, "text": cut(address, PIECE)}
        return [*words(f"{cut(text, PIECE - 1)} "), shown]
    return [{"type": "link", "url": address, "text": cut(clean(text), PIECE) or address}]


def _leads_somewhere(address: str) -> bool:
    """Whether a browser can follow it, and every program write it down."""
    is_web = address.startswith(("https://", "http://"))
    return is_web and address.isprintable() and " " not in address and units(address) <= ADDRESS


def _names_a_page(text: str) -> bool:
    return "://" in text or "www." in text.lower()


def line(*pieces: Sequence[Block]) -> Block:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": _leaves(pieces)}


def paragraph(lines: Sequence[Block]) -> Block:
    """Several lines as one section: whether sections break the line is nowhere written down."""
    pieces: list[list[Block]] = []
    for section in lines:
        pieces += [words("\n"), section["elements"]]
    return line(*pieces[1:])


def quote(*pieces: Sequence[Block]) -> Block:
    """A quotation, set off by a bar."""
    return {"type": "rich_text_quote", "elements": _leaves(pieces)}


def _leaves(pieces: Sequence[Sequence[Block]]) -> list[Block]:
    """All texts in one list; Slack takes none that is empty."""
    return [part for piece in pieces for part in piece] or words(" ")


def listing(lines: Sequence[Block]) -> Block:
    """A list with bullets."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(lines)}


def copyable(text: str) -> Block:
    """Words to copy: monospaced, with nothing added and nothing made clever."""
    return {"type": "rich_text_preformatted", "elements": words(text)}


def rich(*parts: Block) -> Block:
    """A block of rich text."""
    return {"type": "rich_text", "elements": list(parts)}


def button(text: str, *, action: str, value: str, label: str) -> Block:
    """A row with one button; ``label`` is what a screen reader says."""
    return row(pressed(text, action=action, value=value, label=label))


def pressed(text: str, *, action: str, value: str, label: str) -> Block:
    """A button, to stand in a row."""
    return {
        "type": "button",
        "action_id": action,
        "text": plain_text(cut(text, LABEL)),
        "value": value[:VALUE],
        "accessibility_label": cut(label, LABEL),
    }


def row(*buttons: Block) -> Block:
    """Buttons beside each other."""
    return {"type": "actions", "elements": list(buttons)}


def person(user: str) -> list[Block]:
    """Somebody by the name that Slack shows for an id; what is no id stays text."""
    return [{"type": "user", "user_id": user}] if _PERSON.fullmatch(user) else words(user)


def plain_text(text: str) -> Block:
    """Words where Slack takes no other kind: titles, labels, buttons. Slack takes none empty."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}
