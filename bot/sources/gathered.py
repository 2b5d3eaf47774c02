"""What was gathered from a file or a page: its words, and where they are from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gathered:
    """Plain text with its origin. Empty strings mean not said by the file or page."""

    words: str
    """Paragraphs, headings and lists with a blank line between them; list items begin "- "."""
    title: str = ""
    publisher: str = ""
    """Who published it, as the page itself says; nobody has checked it."""
    where: str = ""
    """The name of the file, or the address that the words came from in the end."""

    @property
    def name(self) -> str:
        """Who published it and what it is called, as far as it says."""
        return ": ".join(filter(None, (self.publisher, self.title)))
