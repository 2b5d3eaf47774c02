"""Takes people out of words that were written in Slack, for files that name nobody."""

import re

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_ID = re.compile(r"@?\b[UW](?=[A-Z]*[0-9])[A-Z0-9]{7,}\b")
"""An id of a person in Slack always holds a figure; a word in capitals does not."""
_SOMEBODY = "<@somebody>"


def nameless(text: str, *, by_id: bool = False) -> str:
    """A text without mentions of people; ``by_id`` takes out ids that stand alone too."""
    text = _MENTION.sub(_SOMEBODY, text)
    return _ID.sub(_SOMEBODY, text) if by_id else text
