"""Every error the program raises on purpose, as one tree.

NeutralError
├── BadDraft            the text cannot be reviewed as it is
├── BadSource           a file or a page cannot be read
│   ├── Unreached           its site did not answer, or was cut off: worth trying again later
│   └── NotThere            its site has no such page
├── NotFetched          some official documents could not be fetched
├── BadQuestion         a command or a month that makes no sense
├── BadSettings         a setting is missing or wrong
├── BadGuidance         a guidance or prompt file has a mistake, at a file and line
├── OwnUnwritable       what people here put in (a period, a rule, a case) was not written
├── ModelError          the language model gave no usable answer
│   ├── ModelUnreachable    down, slow, busy: worth trying again later
│   ├── ModelRefused        it declined, or a filter stopped it: a person must look
│   ├── ModelNonsense       an answer that cannot be read, after one more try
│   └── ModelMisconfigured  wrong key, address or model name; quota spent
├── LogError            the record could not be read or written
│   ├── LogUnwritable       locked, full or read-only
│   ├── LogNotCopied        a backup or a move was not made
│   └── LogTooNew           written by a newer version of this program
├── VoiceError          Slack did not take what we had to say
│   ├── VoiceUnreachable    down or busy: worth trying again later
│   ├── VoiceUncertain      the answer was lost: it may or may not have been said
│   └── VoiceRefused        it will never take it: no such channel, token revoked
├── ReportError         the month could not be written to its file
└── WorkError           the job could not be written down
    ├── WorkUncertain       nobody can know whether it was written down
    ├── WorkTooNew          the file of unfinished work is of a newer version
    └── AlreadyRunning      another process holds this bot's database

Each class carries an exit code (above 2: 0, 1 and 2 are verdicts) and one
sentence of advice in the public's words.
Edges translate their vendor's errors into these; doors show them.
"""

from pathlib import Path
from typing import ClassVar


class NeutralError(Exception):
    """The root. ``str(error)`` says what happened; ``advice`` says what to do next."""

    exit_code: ClassVar[int] = 70
    advice: ClassVar[str] = "Try again. If it happens again, tell the person who runs the bot."


class BadDraft(NeutralError):
    """The text cannot be reviewed as it is."""

    exit_code = 65
    advice = "Paste the words of the post, as they will be published."


class BadSource(NeutralError):
    """A file or a page does not give its words; the message says what to do next."""

    exit_code = 64
    advice = "If nothing else helps, copy the words into a text file and give that."


class Unreached(BadSource):
    """The site did not answer, or its answer was cut off: worth trying again later."""


class NotThere(BadSource):
    """The site has no such page."""


class NotFetched(NeutralError):
    """Some official documents could not be fetched; all others were."""

    exit_code = 69
    advice = "What was kept of them before still stands. neutral guidance status says what to do."


class BadQuestion(NeutralError):
    """What was asked for makes no sense."""

    exit_code = 64
    advice = "Run the command with --help to see what it takes."


class BadSettings(NeutralError):
    """A setting is missing or wrong."""

    exit_code = 78
    advice = "Correct the setting; .env.example lists every one with its meaning."


class BadGuidance(NeutralError):
    """A guidance or prompt file has a mistake; the message opens with file and line."""

    exit_code = 65
    advice = "Open the file at that line and correct it; guidance/README.md shows the form."

    def __init__(
        self, path: Path, line: int | None, what: str, *, column: int | None = None, right: str = ""
    ) -> None:
        """Keep where (``line`` and ``column`` count from 1), what, and what would be right."""
        self.path, self.line, self.what = path, line, what
        self.column, self.right = column, right
        self.also: tuple[BadGuidance, ...] = ()
        """Further mistakes of the same reading, which ``neutral guidance check`` tells."""
        super().__init__(f"{path}:{line}: {what}" if line else f"{path}: {what}")

    def __str__(self) -> str:
        more = f" ({len(self.also)} more: neutral guidance check)" if self.also else ""
        return f"{super().__str__()}{more}"

    @property
    def all(self) -> "tuple[BadGuidance, ...]":
        """Every mistake of the reading, this one first."""
        return (self, *self.also)


class OwnUnwritable(NeutralError):
    """What people here put in was not written: a period, a rule, a case. All is as it was."""

    exit_code = 73
    advice = "Nothing was changed. See whether you may write there, and whether the disk is full."


class ModelError(NeutralError):
    """The language model gave no usable answer."""

    exit_code = 69
    advice = "The draft is unreviewed by the model. Try again, or ask a colleague to read it."


class ModelUnreachable(ModelError):
    """Down, slow or busy."""


class ModelRefused(ModelError):
    """It declined, or a content filter stopped it."""

    advice = "A person must read this draft: the model would not."


class ModelNonsense(ModelError):
    """An answer that cannot be read."""


class ModelMisconfigured(ModelError):
    """Wrong key, address or model name, or the quota is spent."""

    advice = "Tell the person who runs the bot: the model's settings or account need attention."


class LogError(NeutralError):
    """The record could not be read or written."""

    exit_code = 74
    advice = "Nothing was shown, because nothing could be kept. Tell the person who runs the bot."


class LogUnwritable(LogError):
    """Locked, full or read-only."""


class LogNotCopied(LogError):
    """A backup or a move was not made."""

    advice = "The log itself is as it was: nothing is lost."


class LogTooNew(LogError):
    """Written by a newer version of this program."""

    advice = "Run the newer version of the bot, or restore the backup made before it was upgraded."


class VoiceError(NeutralError):
    """Slack did not take what we had to say."""

    exit_code = 69
    advice = "Look at the bot's log for what Slack answered, and whether the bot is in the channel."


class VoiceUnreachable(VoiceError):
    """Down or busy: worth trying again later."""


class VoiceUncertain(VoiceError):
    """The answer was lost on the way: nobody can know whether it was said."""


class VoiceRefused(VoiceError):
    """It will never take it: no such channel, token revoked."""


class ReportError(NeutralError):
    """The month could not be written to its file."""

    exit_code = 73
    advice = "Choose a folder that you may write to, on a disk with room, and run it again."


class WorkError(NeutralError):
    """The job could not be written down."""

    exit_code = 75
    advice = "Nothing was accepted. Send the draft again in a minute."


class WorkUncertain(WorkError):
    """The database was lost in the moment of keeping: it may or may not have been kept."""

    advice = "If no answer comes within five minutes, send it again."


class WorkTooNew(WorkError):
    """The file of unfinished work is of a newer version."""

    advice = "Run the newer version of the bot, or put the copy made at the upgrade in its place."


class AlreadyRunning(WorkError):
    """Another process holds this bot's database."""

    advice = "Stop the other copy first, or give this one its own NEUTRAL_DATA_DIR."
