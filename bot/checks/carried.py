"""Sees what comes with copied words: somebody's opinion as the account's own, a party's text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.checks.edits import edit_for
from bot.checks.guards import reported
from bot.checks.lifted import Lifted, lifted
from bot.checks.look import CONTEXT, Look, Seen
from bot.checks.parties import named_in
from bot.checks.partisan import is_partisan
from bot.checks.view import View, view
from bot.checks.voices import Voice, voices
from bot.concerns import Severity
from bot.quoting import Span
from bot.words.speaking import worded

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
_WORD = re.compile(r"[^\W\d_]{3,}")
_PRONOUN = re.compile(r"(?:she|he|they|i|we)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w'-]{3,}")


def opinions_carried(look: Look) -> Iterator[Seen]:
    """Words that a politician speaks in the original, carried in the account's own voice.

    A finding where they hold an opinion; a note where they may be plain facts.
    """
    runs = lifted(look.draft)
    told = _Told(look.places(OPINION), look.places(PLAIN))
    for run in runs:
        if not _is_politician(run.speaker, look):
            continue
        first, after = _place(run, look)
        if _is_attributed(look, run, first, after):
            continue
        is_opinion = _is_opinion(look, told, first, after)
        yield _carried(look, run, first, after, is_opinion=is_opinion)


def words_given_to_another(look: Look) -> Iterator[Seen]:
    """Words that the draft gives to somebody whom the original does not name as their speaker."""
    own = voices(look.draft.text, "") if look.draft.original else ()
    for run in lifted(look.draft) if own else ():
        here = _voice_of(run, own)
        if run.speaker and here and here.speaker and not _may_be_one(here.speaker, run.speaker):
            yield Seen(
                span=run.span,
                why=worded(
                    "The draft gives these words to {here}; in the text that they were taken "
                    "from, {there} speaks them. Check that this is one person.",
                    here=here.speaker,
                    there=run.speaker,
                ),
            )


def _voice_of(run: Lifted, own: tuple[Voice, ...]) -> Voice | None:
    """The quotation of the draft that holds the words."""
    nearest = bisect_right(own, run.span.start, key=lambda voice: voice.span.start) - 1
    voice = own[nearest] if nearest >= 0 else None
    return voice if voice and run.span.end <= voice.span.end else None


def _may_be_one(here: str, there: str) -> bool:
    """Whether two names of a speaker share a word: "the minister" may be any minister."""
    shared = {word.lower() for word in _WORD.findall(here)} & {
        word.lower() for word in _WORD.findall(there)
    }
    return bool(shared) or bool(_PRONOUN.match(here))


@dataclass(frozen=True, slots=True)
class _Told:
    """Where words of opinion and words of notices stand in ``view.text``, in order."""

    opinions: Sequence[tuple[int, int]]
    facts: Sequence[tuple[int, int]]


def _stands(places: Sequence[tuple[int, int]], first: int, after: int) -> bool:
    """Whether one of the places begins and ends in a stretch; a later one is no longer."""
    at = bisect_left(places, (first, 0))
    return any(end <= after for _, end in places[at : at + 4])


def _is_opinion(look: Look, said: _Told, first: int, after: int) -> bool:
    """Whether a sentence of the words judges, or tells nothing that a notice would tell.

    Listed words of opinion find most; a view in fresh words is known by the lack of any figure,
    day or service in it.
    """
    at = first
    while at < after:
        end = min(look.view.sentence(at)[1], after)
        held = _stands(said.opinions, at, end)
        told = _stands(said.facts, at, end)
        many = len(look.view.text[at:end].split())
        if held or (many >= _CLAUSE and not told and not _FIGURE.search(look.view.text, at, end)):
            return True
        at = end + 1
    return False


def _carried(look: Look, run: Lifted, first: int, after: int, *, is_opinion: bool) -> Seen:
    if not is_opinion:
        why = worded(
            "These words are from {speaker}; the draft carries them as the account's own. "
            "Plain facts may stand so, an opinion may not.",
            speaker=run.speaker,
        )
        return Seen(span=run.span, severity=Severity.NOTE, why=why)
    why = worded(
        "This opinion is from {speaker}; the draft carries it as the account's own.",
        speaker=run.speaker,
    )
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
            why=worded(
                "Taken from: {name}. That the words were cleared or published there is no defence "
                "on this account.",
                name=look.draft.original.name,
            ),
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
    return bisect_left(origin, run.span.start), bisect_left(origin, run.span.end)


def _is_attributed(look: Look, run: Lifted, first: int, after: int) -> bool:
    """Whether the draft says whose words they are."""
    if reported(look.view, first, after):
        return True
    voice = _voice_of(run, voices(look.draft.text, ""))
    return voice is not None and (bool(voice.speaker) or _names(look, run.speaker))


def _names(look: Look, speaker: str) -> bool:
    """Whether the draft holds a name of the speaker."""
    return any(name in look.view.cased for name in _NAME.findall(speaker))
