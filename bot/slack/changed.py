"""What a rewording changes, word by word: struck through what is cut, bold what is added."""

from bot.review.difference import difference
from bot.review.review import Review
from bot.slack.blocks import Block, note, quote, rich, words
from bot.slack.budget import fits

LONGEST = 3_000
"""Characters of draft and rewording together up to which the changes are shown: more, piece by
piece, would not fit beside the rest of a card, and is better read side by side."""
_STYLES = {"same": (), "cut": ("strike",), "added": ("bold",)}


def changes(review: Review) -> list[Block]:
    """The draft and its rewording as one text, with words for those who hear it; or nothing."""
    rewording = review.rewording.text if review.rewording else ""
    if not rewording.strip() or len(review.draft.text) + len(rewording) > LONGEST:
        return []
    told = difference(review.draft.text, rewording)
    if all(how == "same" for how, _ in told):
        return []
    runs = [words(text, *_STYLES[how]) for how, text in told]
    counts = ", ".join(
        f"{sum(len(text.split()) for how, text in told if how == kind)} words {kind}"
        for kind in ("cut", "added")
    )
    said = f"What it changes: {counts}. Struck through is cut, bold is added."
    shown = [note(said), rich(quote(*runs))]
    return shown if fits(shown) else []
