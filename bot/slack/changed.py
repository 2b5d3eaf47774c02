"""What changes between two texts, word by word: struck through what is cut, bold what is added."""

from bot.review.difference import difference
from bot.review.review import Review
from bot.slack.blocks import Block, note, quote, rich, words
from bot.slack.budget import fits
from bot.words.speaking import counted, to_say, worded

LONGEST = 3_000
"""Characters of draft and rewording together up to which the changes are shown: more, piece by
piece, would not fit beside the rest of a card, and is better read side by side."""
_STYLES = {"same": (), "cut": ("strike",), "added": ("bold",)}
_SHOWN = {
    "cut": to_say("Struck through is cut."),
    "added": to_say("Bold is added."),
}


def changes(review: Review) -> list[Block]:
    """The draft and its rewording as one text, with words for those who hear it; or nothing."""
    rewording = review.rewording.text if review.rewording else ""
    return word_by_word(review.draft.text, rewording, worded("What it changes:"))


def word_by_word(before: str, after: str, opening: str) -> list[Block]:
    """Two texts as one; or nothing, where one is empty, both are the same, or they are long."""
    if not after.strip() or len(before) + len(after) > LONGEST:
        return []
    told = difference(before, after)
    if all(how == "same" for how, _ in told):
        return []
    runs = [words(text, *_STYLES[how]) for how, text in told]
    counts = {kind: sum(len(text.split()) for how, text in told if how == kind) for kind in _SHOWN}
    many = ", ".join(_count(kind, n) for kind, n in counts.items() if n)
    shown = " ".join(worded(how) for kind, how in _SHOWN.items() if counts[kind])
    said = f"{opening} {many}. {shown}"
    row = [note(said), rich(quote(*runs))]
    return row if fits(row) else []


def _count(kind: str, many: int) -> str:
    if kind == "cut":
        return counted("{n} word cut", "{n} words cut", many)
    return counted("{n} word added", "{n} words added", many)
