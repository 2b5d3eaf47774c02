"""Looks each week for changes of the official documents, and tells the propriety leads of them.

A round of the upkeep asks whether it is time: a process that was down at that hour finds out at
its next start. The sync runs in a process apart, so that nobody's answer waits for it.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from bot.desk.access import Access
from bot.desk.deciding import Leads
from bot.desk.speech import Speech
from bot.errors import BadGuidance, LogError, VoiceError
from bot.guidance.acceptance import Notice
from bot.words.speaking import speaking
from bot.work.chores import Announce

LOGGER = logging.getLogger("neutral.work")
WEEK: Final = timedelta(days=7)
AGAIN: Final = timedelta(days=1)
"""After which a sync that was cut off is begun anew."""
LONGEST: Final = timedelta(hours=3)
"""For which a sync may run: a page a second takes minutes."""
_PEOPLE: Final = ("U", "W")
"""How the ids of people begin; a channel hears the language of the settings."""


class Run(Protocol):
    """A sync in a process apart."""

    def ended(self) -> bool:
        """Whether it has ended, whichever way; its errors stand in the program's log."""

    def end(self) -> None:
        """End it now: the next one goes on where it was."""


class Official(Protocol):
    """The official documents that are kept here. Raises LogError."""

    def is_watched(self) -> bool:
        """Whether the settings have them looked at each week."""

    def looked(self) -> tuple[datetime | None, datetime | None]:
        """When the last sync of all of them began, and when the last one ended by itself."""

    def begin(self) -> Run:
        """Begin a sync. Raises OSError where no process can be started."""

    def notices(self) -> Sequence[Notice]:
        """The changes of which the leads have not been told."""

    def said(self, notice: Notice) -> str:
        """What to tell of them, in the language that is spoken; empty: they wait no longer."""

    def told(self, notice: Notice) -> None:
        """Remember that they were told."""


class Watching:
    """Safe to have in several processes: whoever looks second finds that the first one does."""

    def __init__(
        self,
        official: Official,
        access: Access,
        speech: Speech,
        otherwise: str = "",
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """``otherwise``: the channel that hears of it where no propriety lead is named."""
        self._official, self._access, self._speech = official, access, speech
        self._otherwise, self._clock = otherwise, clock
        self._run: Run | None = None
        self._began = datetime.min.replace(tzinfo=UTC)
        self._is_alone = False

    def round(self, announce: Announce) -> None:
        """Begin a sync if it is time, and tell what is new. Raises WorkError.

        What cannot be done now is tried again in the next round.
        """
        try:
            self._look()
            self._tell(announce)
        except (LogError, VoiceError, BadGuidance) as error:
            LOGGER.error("The watch on official guidance: %s", error)  # noqa: TRY400  # no fault

    def stop(self) -> None:
        """End a sync that is under way."""
        if self._run is not None:
            self._run.end()
            self._run = None

    def _look(self) -> None:
        now = self._clock()
        if self._run is not None:
            if self._run.ended():
                self._run = None
            elif now - self._began > LONGEST:
                LOGGER.error("The sync of official guidance took too long and was ended")
                self.stop()
        elif self._official.is_watched() and self._is_due(now):
            self._began = now
            try:
                self._run = self._official.begin()
            except OSError as error:
                LOGGER.error("No sync can be started: %s", error.strerror)  # noqa: TRY400  # no fault

    def _is_due(self, now: datetime) -> bool:
        """A week after the last one ended; one that was cut off, a day after it began.

        A moment that lies ahead is of a clock that was wrong, and does not count.
        """
        began, ended = self._official.looked()
        lately = [at for at in (began, self._began) if at and timedelta(0) <= now - at < AGAIN]
        return not lately and not (ended and timedelta(0) <= now - ended < WEEK)

    def _tell(self, announce: Announce) -> None:
        notices = self._official.notices()
        readers = self._readers() if notices else ()
        if notices and not readers and not self._is_alone:
            self._is_alone = True
            LOGGER.warning("Official guidance has changed, and no propriety lead is named")
        for notice in notices if readers else ():
            for to in readers:
                person = to if to.startswith(_PEOPLE) else ""
                with speaking(self._speech.language_of(person)):
                    words = self._official.said(notice)
                if words:
                    announce(f"guidance:{notice.key}:{to}", words, to)
            self._official.told(notice)

    def _readers(self) -> tuple[str, ...]:
        """Who is told: the leads' channel, or each lead; else the admins. Raises VoiceError."""
        leads = Leads(people=self._access.leads(), channel=self._access.leads_channel)
        return leads.asked_at or ((self._otherwise,) if self._otherwise else ())
