"""Which language somebody hears: what they chose, else what they read Slack in, else the bot's own.

At work the record and the directory may be asked; on the way to an acknowledgement nobody is.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.people import Directory
from bot.desk.records import Wish
from bot.errors import LogError, VoiceError
from bot.review.language import answered_in
from bot.words.speaking import ENGLISH, WELSH, spoken

LANGUAGE_OF = {Wish.WELSH: WELSH, Wish.ENGLISH: ENGLISH}
"""The words by which somebody chooses what they hear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A person's word about the language that they want to hear. Kept once by ``id``."""

    id: str
    by: str
    language: str
    at: datetime


class Choices(Protocol):
    """Where it is kept which language people chose. Raises LogError."""

    def keep_language(self, chosen: Chosen) -> bool:
        """Keep a person's word; False when it was already kept."""

    def chosen_language(self, user: str) -> str:
        """The language that somebody chose last; empty where they never did."""

    def chosen_languages(self) -> Mapping[str, str]:
        """The language of everybody who ever chose one, by their id."""


class Speech:
    """Knows the language of each person. Safe to share among threads.

    Without ``choices`` nothing that people choose is kept, and without a ``directory`` nobody's
    locale is known.
    """

    def __init__(
        self,
        usual: str = ENGLISH,
        choices: Choices | None = None,
        directory: Directory | None = None,
    ) -> None:
        """Take the language of those whose own is not known. Nothing is read yet."""
        self._usual, self._choices, self._directory = usual, choices, directory
        self._chosen: dict[str, str] = {}

    def recall(self) -> None:
        """Read what everybody chose, for answers that may wait for nothing.

        Where the record cannot be read, each choice is remembered when work first reads it.
        """
        if self._choices is not None:
            with suppress(LogError):
                self._chosen = dict(self._choices.chosen_languages())

    def language_of(self, user: str) -> str:
        """Somebody's language. What cannot be asked now is taken from memory."""
        if self._choices is not None and user:
            with suppress(LogError):
                if chosen := self._choices.chosen_language(user):
                    self._chosen[user] = chosen
        return self._chosen.get(user) or spoken(self._locale(user) or self._usual)

    def at_once(self, user: str, draft: str = "") -> str:
        """The language of an acknowledgement, from memory alone: Welsh for a Welsh draft."""
        known = self._chosen.get(user) or self._remembered(user) or self._usual
        return answered_in(draft, known)

    def choose(self, chosen: Chosen) -> None:
        """Put somebody's word on record; it has effect from then on. Raises LogError."""
        if self._choices is None:
            raise LogError("There is no record for the language")
        self._choices.keep_language(chosen)
        self._chosen[chosen.by] = self._choices.chosen_language(chosen.by)

    def _locale(self, user: str) -> str:
        """What somebody reads Slack in: asked where it is not remembered."""
        known = self._remembered(user)
        if known or self._directory is None or not user:
            return known
        with suppress(VoiceError):
            return self._directory.person(user).locale
        return ""

    def _remembered(self, user: str) -> str:
        return self._directory.locale(user) if self._directory is not None else ""
