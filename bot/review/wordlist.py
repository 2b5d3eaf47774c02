"""Lists of words, written as people read them."""


def listed(words: str) -> frozenset[str]:
    """The words of a text that are parted by spaces."""
    return frozenset(words.split())
