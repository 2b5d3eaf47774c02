"""Names the provisions of an Act while they are open: "section 125(2)(a)", "Schedule 4(h)"."""

import re
from dataclasses import dataclass

from bot.sources.publishers.naming import OPENING, lead_name, short

_WORDS = frozenset({"section", "article", "regulation", "rule"})
_INSTRUMENTS = re.compile(r"/(uksi|ssi|wsi|nisr|nisi|uksro)/")
_LEADS = ("—", ":", "–", "-")


@dataclass(slots=True)
class Frame:
    """A part of an Act that is open."""

    name: str
    anchor: str
    number: str = ""
    level: int = 0
    """1 for a section, 2 for a subsection and so on; 0 for what is none of these."""
    lead: str = ""
    said: str = ""
    """Its last words, which its lettered items may read on from."""
    texts: int = 0
    lists: int = 0
    has_parts: bool = False

    def text_name(self, text: str) -> str:
        """The name of the next text in it: what follows its lettered items are closing words."""
        self.texts += 1
        self.said = text
        if not self.level:
            kind = "paragraph" if self.name == OPENING else "unnumbered paragraph"
            return f"{self.name}, {kind} {self.texts}"
        if self.texts == 1 and not self.has_parts:
            return self.name
        return (
            f"{self.name}, closing words" if self.has_parts else f"{self.name}, text {self.texts}"
        )


class Frames:
    """The parts that are open, outermost first."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._open = [Frame(OPENING, "")]

    @property
    def now(self) -> Frame:
        """The part opened last."""
        return self._open[-1]

    @property
    def anchor(self) -> str:
        """The nearest anchor."""
        return next((frame.anchor for frame in reversed(self._open) if frame.anchor), "")

    def begin(self, frame: Frame) -> None:
        """Open a part."""
        self._open.append(frame)

    def end(self) -> None:
        """Close the part opened last."""
        self._open.pop()

    def structure(self, kind: str, number: str, heading: str, anchor: str) -> Frame:
        """A part, a chapter, a schedule, a group of sections: its texts are few."""
        name = short(heading)
        if kind == "Schedule":
            name = number.capitalize() if number.isupper() or " " in number else number or name
            name = "Schedule" + name[8:] if name.lower().startswith("schedule") else name
        elif self._schedule:
            name = self._schedule.name
        return Frame(name or self.now.name, anchor, number="schedule" if kind == "Schedule" else "")

    def provision(self, level: int, number: str, anchor: str) -> Frame:
        """A section, a subsection, a lettered item."""
        outer = self._provision
        holder = outer or self.now
        holder.has_parts = True
        lead = _lead(holder) if level > 1 else ""
        return Frame(self._name(level, number, anchor, outer), anchor, number, level, lead)

    def _name(self, level: int, number: str, anchor: str, outer: Frame | None) -> str:
        if outer is not None:
            return f"{outer.name}({number})" if number else outer.name
        schedule = self._schedule
        if level > 1:
            return f"{schedule.name if schedule else ''}({number})"
        if schedule is not None:
            return f"{schedule.name}, paragraph {number}"
        return f"{self._word(anchor)} {number}".strip()

    def item(self, number: str, term: str) -> Frame:
        """An item of a list without numbers, or the definition of a term."""
        outer = self.now
        outer.has_parts = True
        outer.lists += 1
        if number:
            name = f"{outer.name}({number})"
        elif term:
            name = f"{outer.name}, definition of {lead_name(term)}"
        else:
            name = f"{outer.name}, item {outer.lists}"
        return Frame(name, "", number, level=outer.level + 1, lead=_lead(outer))

    @property
    def _provision(self) -> Frame | None:
        """The numbered part that is open, within the schedule or part that is."""
        for frame in reversed(self._open):
            if frame.level:
                return frame
            if frame.number == "schedule":
                return None
        return None

    @property
    def _schedule(self) -> Frame | None:
        return next((f for f in reversed(self._open) if f.number == "schedule"), None)

    def _word(self, anchor: str) -> str:
        word = anchor.split("-", 1)[0]
        if word in _WORDS:
            return word
        return "article" if _INSTRUMENTS.search(self._address) else "section"


def _lead(frame: Frame) -> str:
    return frame.said if frame.said.endswith(_LEADS) else ""
