"""What is sent of a month: words with its lessons and the newest link of the record, and files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from bot.desk.seams import Record
from bot.desk.speech import Speech
from bot.errors import ReportError
from bot.report.month import Month
from bot.whole_file import whole_file
from bot.words.days import told_day, told_month
from bot.words.speaking import counted, speaking, to_say, worded
from bot.work.heads import LINK, Heads
from bot.work.saying import LATER, Json, said

SENT = to_say("The reviews of {month}: {many}. The files follow.")
NOTHING = to_say("No draft was reviewed in {month}.")
MASKED = to_say(
    "Telephone numbers, addresses and the like are masked in the files. Names of people are not."
)
LONGEST = 3_800
"""Characters of one message; the voice would cut a longer one, and the link stands at the end."""
_PEOPLE = ("U", "W")
_EVER = date(1970, 1, 1)


class MonthFiles(Protocol):
    """Makes the files of a month. The same month of the same record gives the same bytes."""

    def names(self, month: Month) -> tuple[str, ...]:
        """Their names, in the order of sending."""

    def made(self, month: Month, name: str) -> bytes:
        """Make one of them. Raises ReportError."""


class MonthLessons(Protocol):
    """Says what a month teaches."""

    def said(self, month: Month) -> str:
        """A few sentences in the language that is spoken now; empty where there are none."""


class Sending(Protocol):
    """Shares a file with words above it. Raises VoiceError."""

    def upload(self, name: str, content: bytes, channel: str, words: str) -> str:
        """Share it in a channel, or with a person alone; give the file's id."""


class Announcing(Protocol):
    """Says words in a channel, or to a person alone. Raises VoiceError."""

    def announce(self, words: str, channel: str) -> None:
        """Say them."""


class NoLessons:
    """A month that teaches nothing yet."""

    def said(self, month: Month) -> str:
        """Nothing."""
        del month
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """The rooms that it takes to send a month."""

    record: Record
    heads: Heads
    files: MonthFiles
    announcing: Announcing
    sending: Sending
    speech: Speech
    spool: Path
    """Where a file waits between its making and its sending; for this user alone."""
    lessons: MonthLessons = NoLessons()  # noqa: RUF009  # holds nothing

    def plan(self, month: Month, to: str) -> Json:
        """What one receiver gets: the words of each message, and the names of the files.

        A month without an entry has words and no file. Raises LogError, ReportError.
        """
        many = self.record.count(month.first, month.after)
        with speaking(self._language(to)):
            words = self._words(month, many)
        return {"words": words, "files": list(self.files.names(month)) if many else []}

    def say(self, words: str, to: str) -> Json:
        """Say one message."""
        return said(lambda: self.announcing.announce(words, to))

    def ready(self, month: Month, name: str, to: str) -> Json:
        """Make a file and let it wait for its sending. What cannot be made now is made later."""
        try:
            self._put_down(self._at(name, to), self.files.made(month, name))
        except ReportError as error:
            return {"ended": LATER, "why": str(error)}
        return {}

    def send(self, month: Month, name: str, to: str) -> Json:
        """Send a file. It is made anew where it no longer waits, as on another machine."""
        path = self._at(name, to)
        try:
            content = path.read_bytes() if path.is_file() else self.files.made(month, name)
        except (OSError, ReportError) as error:
            return {"ended": LATER, "why": str(error)}
        with speaking(self._language(to)):
            words = told_month(month.first)
        return said(lambda: self.sending.upload(name, content, to, words))

    def clear(self, name: str, to: str) -> Json:
        """Let a file wait no longer."""
        self._at(name, to).unlink(missing_ok=True)
        return {}

    def is_ours(self, month: Month) -> bool:
        """Whether anything was on record by the end of a month: the bot may have begun later."""
        return self.record.count(_EVER, month.after) > 0

    def _at(self, name: str, to: str) -> Path:
        return self.spool / to / name

    def _put_down(self, path: Path, content: bytes) -> None:
        try:
            with whole_file(path) as unfinished:
                unfinished.write_bytes(content)
        except OSError as error:
            raise ReportError(f"{path} could not be written: {error.strerror}.") from error

    def _language(self, to: str) -> str:
        return self.speech.language_of(to if to.startswith(_PEOPLE) else "")

    def _words(self, month: Month, many: int) -> list[str]:
        """One message, or two where the link would be cut off."""
        when = told_month(month.first)
        parts = [worded(NOTHING, month=when)]
        if many:
            reviews = counted("{n} draft", "{n} drafts", many)
            parts = [worded(SENT, month=when, many=reviews), worded(MASKED)]
            parts += [lessons] if (lessons := self.lessons.said(month)) else []
        line = self.heads.line()
        link = worded(LINK, day=told_day(datetime.now(UTC)), line=line) if line else ""
        whole = "\n\n".join([*parts, *([link] if link else [])])
        return [whole] if len(whole) <= LONGEST or not link else ["\n\n".join(parts), link]
