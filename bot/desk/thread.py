"""Answers a question in a review's thread from the passages that the review was held to."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.desk.codec import from_json, to_json
from bot.desk.seams import Model
from bot.desk.shelf import Shelf
from bot.errors import ModelError, ModelNonsense
from bot.guidance.quoted import Quoted, quoted_alone, to_border
from bot.prompt.again import again
from bot.prompt.question import question_request, read_answer
from bot.review.proof import stands
from bot.review.review import Answer, Citation, Passage, Review
from bot.words.speaking import to_say, worded

DOES_NOT_SAY = to_say("The guidance I have for this review does not say.")

BEYOND = to_say("No rule of this review answers that. Official words that bear on it are below.")

_MOST_QUOTED = 3
_ASKS_WHY = re.compile(r"\b(?:why|pam|which rules?|what rules?|says who)\b", re.IGNORECASE)
_SOURCE = re.compile(r"^Source (?P<clause>\S+): “(?P<quote>.*)”$")
_OFFICIAL = re.compile(r"^Official words: (?P<quoted>\{.*\})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Whoever answers here: a model if there is one, else the guidance itself."""

    shelf: Shelf
    model: Model | None
    nonce: Callable[[], str]

    def answer(self, question: str, review: Review) -> Answer:
        """Answer, with every citation proven; a failing model leaves the guidance to answer."""
        if self.model is None:
            return self._looked_up(question, review)
        try:
            said = self._said(question, review, self.model)
            citations = _standing(said.citations, review)
            return (
                replace(said, citations=citations) if citations else self._beyond(question, "model")
            )
        except ModelError:
            return self._looked_up(question, review)

    def _said(self, question: str, review: Review, model: Model) -> Answer:
        request = question_request(
            self.shelf.prompts, self.shelf.library, review, question, self.nonce()
        )
        text = model.ask(request).text
        try:
            return read_answer(text)
        except ModelNonsense as fault:
            return read_answer(model.ask(again(request, text, str(fault))).text)

    def _looked_up(self, question: str, review: Review) -> Answer:
        library = self.shelf.library
        names = [passage.clause_id for passage in review.passages]
        among = [library.clause(name) for name in names if library.holds(name)]
        bearing = [clause.id for clause in self.shelf.index.answering(question, among)]
        if not bearing and _ASKS_WHY.search(question):
            bearing = list(dict.fromkeys(finding.clause_id for finding in review.findings))
        passages = [review.passage(name) for name in bearing[:_MOST_QUOTED]]
        if not passages:
            return self._beyond(question, "checks")
        return Answer(
            text="\n".join(_sentences(passages, review)),
            citations=tuple(Citation(clause_id=p.clause_id, quote=_words(p)) for p in passages),
            by="checks",
        )

    def _beyond(self, question: str, by: str) -> Answer:
        """What the review's own rules do not say: official words that bear on it, if there are."""
        found = tuple(
            quoted_alone(one.passage, one.document, question)
            for one in self.shelf.index.saying(question)
        )
        shown = tuple(one for one in found if one.is_shown)
        return Answer(text=worded(BEYOND if shown else DOES_NOT_SAY), by=by, official=shown)


def written(answer: Answer) -> str:
    """An answer as it is kept: its text, then a line for each citation and official passage.

    A line of the text that looks like one of an official passage is left out: it would be
    believed.
    """
    text = (line for line in answer.text.split("\n") if not _OFFICIAL.match(line))
    lines = (
        f"Source {cited.clause_id}: “{' '.join(cited.quote.split())}”" for cited in answer.citations
    )
    official = (f"Official words: {json.dumps(to_json(found))}" for found in answer.official)
    return "\n".join([*text, *lines, *official])


def read_written(kept: str, by: str, review: Review) -> Answer:
    """Give back the answer that was kept, its citations proven anew."""
    lines = kept.split("\n")
    text = [line for line in lines if not _SOURCE.match(line) and not _OFFICIAL.match(line)]
    official = tuple(
        from_json(Quoted, json.loads(found["quoted"]))
        for found in map(_OFFICIAL.match, lines)
        if found
    )
    cited = (_SOURCE.match(line) for line in lines)
    citations = (Citation(clause_id=m["clause"], quote=m["quote"]) for m in cited if m)
    standing = _standing(citations, review)
    return Answer(text="\n".join(text), citations=standing, by=by, official=official)


def _words(passage: Passage) -> str:
    """What is quoted of a rule: the publisher's words where they are surely known."""
    official = passage.official
    return official.words if official is not None and official.is_shown else passage.words


def _standing(citations: Iterable[Citation], review: Review) -> tuple[Citation, ...]:
    """The citations whose words stand in a passage of the review, in the passage's own words."""
    shown = {passage.clause_id: passage for passage in review.passages}
    kept: list[Citation] = []
    for cited in citations:
        passage = shown.get(cited.clause_id)
        quote = _quote(cited.quote, passage) if passage else ""
        if quote:
            kept.append(Citation(clause_id=cited.clause_id, quote=quote))
    return tuple(dict.fromkeys(kept))


def _quote(said: str, passage: Passage) -> str:
    """Where a quotation stands: in our summary, or in the official words, to whole words."""
    if span := stands(said, passage.words):
        return passage.words[slice(*span)]
    official = _words(passage)
    span = stands(said, official)
    return to_border(official, *span) if span else ""


def _sentences(passages: Iterable[Passage], review: Review) -> Iterator[str]:
    for passage in passages:
        rule = f"{passage.title}, {passage.locator}"
        if passage.is_own:
            bears = worded(
                "{rule}, bears on that; your department's own words are below.", rule=rule
            )
        elif _words(passage) == passage.words and passage.is_summary:
            bears = worded("{rule}, bears on that; our summary of it is quoted below.", rule=rule)
        else:
            bears = worded("{rule}, bears on that; the official text is quoted below.", rule=rule)
        about = [f"“{f.excerpt}”" for f in review.findings if f.clause_id == passage.clause_id]
        words = ", ".join(dict.fromkeys(excerpt for excerpt in about if excerpt != "“”"))
        behind = worded("The finding on {words} rests on it.", words=words) if words else ""
        yield f"{bears} {behind}".rstrip()
