"""What changes between two texts, word by word: struck through what is cut, bold what is added."""

from bot.review.difference import difference
from bot.review.review import Review
from bot.slack.blocks import Block, note, quote, rich, words

LONGEST = 3_000
"""Characters of draft and rewording together up to which the changes are shown: more, piece by
piece, would not fit beside the rest of a card, and is better read side by side."""
_STYLES = {"same": (), "cut": ("strike",), "added": ("bold",)}


def changes(review: Review) -> list[Block]:
    """The draft and its rewording as one text, with words for those who hear it; or nothing."""
    rewording = review.rewording.text if review.rewording else ""
    return word_by_word(review.draft.text, rewording, "What it changes")


def word_by_word(before: str, after: str, opening: str) -> list[Block]:
    """Two texts as one; or nothing, where one is empty, both are the same, or they are long."""
    if not after.strip() or len(before) + len(after) > LONGEST:
        return []
    told = difference(before, after)
    if all(how == "same" for how, _ in told):
        return []
    runs = [words(text, *_STYLES[how]) for how, text in told]
    counts = ", ".join(
        f"{sum(len(text.split()) for how, text in told if how == kind)} words {kind}"
        for kind in ("cut", "added")
    )
    said = f"{opening}: {counts}. Struck through is cut, bold is added."
    return [note(said), rich(quote(*runs))]
