"""A month, in UK time: it ends where the next begins."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.errors import BadQuestion

_FORM = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_LAST = 9998
"""The last year that has a day after it."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month. ``str`` is for people (November 2026), ``name`` for files (2026-11)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-11``. Raises BadQuestion for anything else."""
        read = _FORM.fullmatch(text.strip())
        if not read or not 1 <= int(read[1]) <= _LAST:
            raise BadQuestion(f"{text!r} is no month. Write it like 2026-11.")
        return cls(int(read[1]), int(read[2]))

    @classmethod
    def holding(cls, day: date) -> Self:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 1)

    @property
    def name(self) -> str:
        """The month as file names and commands write it; names sort as months do."""
        return f"{self.year:04}-{self.number:02}"

    def __str__(self) -> str:
        return f"{_NAMES[self.number - 1]} {self.year}"
