"""One reading of the guidance folder: the text of each file, and every mistake in any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import BadGuidance
from bot.guidance.yamlfile import Parsed, Shape, parse, shaped, together


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read so far."""

    folder: Path
    instead: Mapping[str, Path] = field(default_factory=dict)
    """Files that stand in for those of the folder, by the names of these."""
    parsed: dict[Path, Parsed] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)
    """What a file is called among the words of an edition."""
    mistakes: list[BadGuidance] = field(default_factory=list)
    settings: list[str] = field(default_factory=list)
    """Settings that change what a draft is held to, as a line each."""

    def file(self, name: str, shape: type[Shape]) -> Shape | None:
        """Read a file of the folder by its name; None where it has a mistake."""
        return self.read(self.instead.get(name, self.folder / name), shape, name)

    def read(self, path: Path, shape: type[Shape], name: str) -> Shape | None:
        """Read any file; None where it has a mistake."""
        self.names[path] = name
        try:
            self.parsed[path] = parse(path)
        except BadGuidance as mistake:
            self.mistakes.append(mistake)
            return None
        content, mistakes = shaped(self.parsed[path], shape)
        self.mistakes.extend(mistakes)
        return content

    def named(self, name: str) -> Parsed | None:
        """A file that was read and is YAML, by its name."""
        return next((p for path, p in self.parsed.items() if self.names[path] == name), None)

    def words(self) -> str:
        """Every file under its name, in name order, with the line ends of Unix."""
        named = {self.names[path]: parsed.text for path, parsed in self.parsed.items()}
        files = (f"# ==== {name}\n{text}" for name, text in sorted(named.items()))
        return "\n".join([*files, *self.settings])

    def raise_mistakes(self) -> None:
        """Raise BadGuidance if there was any mistake: the first, in the order of reading."""
        if self.mistakes:
            order = {path: place for place, path in enumerate(self.names)}
            raise together(
                sorted(
                    self.mistakes,
                    key=lambda each: (order.get(each.path, 0), each.line or 0, each.column or 0),
                )
            )
