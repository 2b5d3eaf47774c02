"""Sees what comes with copied words: somebody's opinion as the account's own, a party's text."""

import re
from collections.abc import Iterator

from bot.checks.edits import edit_for
from bot.checks.guards import reported
from bot.checks.lifted import Lifted, lifted
from bot.checks.look import CONTEXT, Look, Seen
from bot.checks.parties import named_in
from bot.checks.partisan import is_partisan
from bot.checks.view import View, view
from bot.checks.voices import voices
from bot.concerns import Severity
from bot.quoting import Span

OPINION = "opinion"
"""The list of guidance/watch/ that holds words of opinion."""
PLAIN = "plain-facts"
"""The list that holds what notices tell of: days, places of service, how to apply."""
_FIGURE = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)\b")
_CLAUSE = 8
"""Words without an opinion's mark from which they say something that could be one."""
_LETTER = re.compile(r"\w")
_MARKS = "\"'“”‘’ "
_WELSH_OFFICE = re.compile(r"gweinidog|ysgrifennydd|canghellor|arweinydd|cynghorydd|aelod ")
_NAME = re.compile(r"\b[A-Z][\w'-]{3,}")


def opinions_carried(look: Look) -> Iterator[Seen]:
    """Words that a politician speaks in the original, carried in the account's own voice.

    A finding where they hold an opinion; a note where they may be plain facts.
    """
    for run in lifted(look.draft) if look.draft.original else ():
        if not _is_politician(run.speaker, look):
            continue
        first, after = _place(run, look)
        if _is_attributed(look, run, first, after):
            continue
        yield _carried(look, run, first, after, is_opinion=_is_opinion(look, first, after))


def _is_opinion(look: Look, first: int, after: int) -> bool:
    """Whether a sentence of the words judges, or tells nothing that a notice would tell.

    Listed words of opinion find most; a view in fresh words is known by the lack of any figure,
    day or service in it.
    """
    opinions, facts = look.places(OPINION), look.places(PLAIN)
    at = first
    while at < after:
        end = min(look.view.sentence(at)[1], after)
        held = any(at <= start and stop <= end for start, stop in opinions)
        told = any(at <= start and stop <= end for start, stop in facts)
        many = len(look.view.text[at:end].split())
        if held or (many >= _CLAUSE and not told and not _FIGURE.search(look.view.text, at, end)):
            return True
        at = end + 1
    return False


def _carried(look: Look, run: Lifted, first: int, after: int, *, is_opinion: bool) -> Seen:
    if not is_opinion:
        why = (
            f"These words are from {run.speaker}; the draft carries them as the account's own. "
            "Plain facts may stand so, an opinion may not."
        )
        return Seen(span=run.span, severity=Severity.NOTE, why=why)
    why = f"This opinion is from {run.speaker}; the draft carries it as the account's own."
    edit, replacement = _given_back(run.speaker, look.view, first, after)
    return Seen(span=run.span, why=why, edit=edit, replacement=replacement)


def _given_back(speaker: str, seen: View, first: int, after: int) -> tuple[Span | None, str | None]:
    """The edit that gives whole sentences to who speaks them; that of a cut for less."""
    begins, ends = seen.sentence(first)[0], seen.sentence(after - 1)[1]
    whole = seen.span(begins, ends)
    said = seen.source[whole.start : whole.end].strip().strip(_MARKS)
    beside = seen.text[begins:first] + seen.text[after:ends]
    if _LETTER.search(beside) or any(mark in said for mark in '"“”\n'):
        _, edit, replacement = edit_for("cut sentence", seen, first, after)
        return edit, replacement
    if _WELSH_OFFICE.search(speaker.lower()):
        return whole, f"Dywedodd {speaker}: “{said}”"
    return whole, f"{speaker[:1].upper()}{speaker[1:]} said: “{said}”"


def cleared_elsewhere(look: Look) -> Iterator[Seen]:
    """That the draft was taken from somewhere: what was cleared there is judged anew here."""
    if look.draft.original:
        yield Seen(
            span=CONTEXT,
            why=f"Taken from: {look.draft.original.name}. That the words were cleared or "
            "published there is no defence on this account.",
        )


def partisan_original(look: Look) -> Iterator[Seen]:
    """An original that a party, a campaign or one of their events put out."""
    original = look.draft.original
    if original is None:
        return
    whose = view(original.whose)
    is_theirs = bool(named_in(whose, look.parties)) or any(
        re.search(rf"\b{re.escape(words)}\b", whose.text) for words in look.words("party-occasions")
    )
    if is_theirs or is_partisan(original.where, look.parties):
        yield Seen(span=CONTEXT)


def _is_politician(speaker: str, look: Look) -> bool:
    """Whether the words that name a speaker name a political office."""
    said = view(speaker).text
    for officials in look.words("official-offices"):
        said = said.replace(officials, "")
    return any(
        re.search(rf"(?<!\w){re.escape(office)}(?!\w)", said)
        for office in look.words("political-offices")
    )


def _place(run: Lifted, look: Look) -> tuple[int, int]:
    """Where the words stand in ``view.text``."""
    origin = look.view.origin
    inside = [at for at, offset in enumerate(origin) if run.span.start <= offset < run.span.end]
    return inside[0], inside[-1] + 1


def _is_attributed(look: Look, run: Lifted, first: int, after: int) -> bool:
    """Whether the draft says whose words they are."""
    if reported(look.view, first, after):
        return True
    for voice in voices(look.draft.text, ""):
        if voice.span.start <= run.span.start and run.span.end <= voice.span.end:
            return bool(voice.speaker) or _names(look, run.speaker)
    return False


def _names(look: Look, speaker: str) -> bool:
    """Whether the draft holds a name of the speaker."""
    return any(name in look.view.cased for name in _NAME.findall(speaker))
