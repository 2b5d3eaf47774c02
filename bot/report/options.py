"""What an export may leave out or change, and how a file says which of that was done to it."""

from dataclasses import dataclass

from bot.errors import BadQuestion, BadSettings

SHORTEST_KEY = 16
"""Bytes of a key for pseudonyms; a shorter one could be guessed, and with it every person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a month is written; by default masked, with drafts and the ids of people."""

    masked: bool = True
    """Whether personal data in free words is masked (bot/privacy)."""
    has_drafts: bool = True
    """Whether columns that hold words of a draft are filled."""
    key: bytes = b""
    """The secret that makes pseudonyms of people; empty: their ids stand as they are."""
    bom: bool = False
    """Whether a CSV begins with a byte order mark, by which Excel knows UTF-8."""

    def __post_init__(self) -> None:
        """Raise BadSettings for a key that could be guessed. The error does not hold it."""
        if self.key and len(self.key) < SHORTEST_KEY:
            raise BadSettings(
                f"The key for pseudonyms is too short: {SHORTEST_KEY} characters at least."
            )

    @property
    def made_with(self) -> tuple[str, ...]:
        """The options by name, as they stand in each row of a file; always in this order."""
        return (
            "masked" if self.masked else "unmasked",
            *(() if self.has_drafts else ("without-drafts",)),
            *(("pseudonyms",) if self.key else ()),
        )

    @property
    def suffix(self) -> str:
        """What tells the file from others of its month: "-unmasked-pseudonyms", or nothing."""
        named = [name for name in self.made_with if name != "masked"]
        return "".join(f"-{name}" for name in (*named, *(("bom",) if self.bom else ())))

    def check(self, form: str) -> None:
        """Raise BadQuestion for an option that a format does not have."""
        if self.bom and form != "csv":
            raise BadQuestion(f"--bom is for csv; a {form} file needs none.")


AS_USUAL = Options()
