"""Answers a question in a review's thread from the passages that the review was held to."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.desk.seams import Model
from bot.desk.shelf import Shelf
from bot.errors import ModelError, ModelNonsense
from bot.prompt.again import again
from bot.prompt.question import question_request, read_answer
from bot.review.proof import stands
from bot.review.review import Answer, Citation, Passage, Review
from bot.words.speaking import to_say, worded

DOES_NOT_SAY = to_say("The guidance I have for this review does not say.")

_MOST_QUOTED = 3
_ASKS_WHY = re.compile(r"\b(?:why|pam|which rules?|what rules?|says who)\b", re.IGNORECASE)
_SOURCE = re.compile(r"^Source (?P<clause>\S+): “(?P<quote>.*)”$")


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
            return _proven(self._said(question, review, self.model), review)
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
        held = {clause.id: clause for clause in self.shelf.library.clauses}
        among = [held[p.clause_id] for p in review.passages if p.clause_id in held]
        bearing = [clause.id for clause in self.shelf.index.answering(question, among)]
        if not bearing and _ASKS_WHY.search(question):
            bearing = list(dict.fromkeys(finding.clause_id for finding in review.findings))
        passages = [review.passage(name) for name in bearing[:_MOST_QUOTED]]
        if not passages:
            return Answer(text=worded(DOES_NOT_SAY), by="checks")
        return Answer(
            text="\n".join(_sentences(passages, review)),
            citations=tuple(Citation(clause_id=p.clause_id, quote=p.words) for p in passages),
            by="checks",
        )


def written(answer: Answer) -> str:
    """An answer as it is kept: its text, then a line for each citation."""
    lines = (
        f"Source {cited.clause_id}: “{' '.join(cited.quote.split())}”" for cited in answer.citations
    )
    return "\n".join([answer.text, *lines])


def read_written(kept: str, by: str, review: Review) -> Answer:
    """Give back the answer that was kept, its citations proven anew."""
    lines = kept.split("\n")
    text = [line for line in lines if not _SOURCE.match(line)]
    cited = (_SOURCE.match(line) for line in lines)
    citations = (Citation(clause_id=m["clause"], quote=m["quote"]) for m in cited if m)
    return Answer(text="\n".join(text), citations=_standing(citations, review), by=by)


def _proven(answer: Answer, review: Review) -> Answer:
    citations = _standing(answer.citations, review)
    if not citations:
        return Answer(text=worded(DOES_NOT_SAY), by="model")
    return Answer(text=answer.text, citations=citations, by="model")


def _standing(citations: Iterable[Citation], review: Review) -> tuple[Citation, ...]:
    """The citations whose words stand in a passage of the review, in the passage's own words."""
    shown = {passage.clause_id: passage for passage in review.passages}
    kept: list[Citation] = []
    for cited in citations:
        passage = shown.get(cited.clause_id)
        span = stands(cited.quote, passage.words) if passage else None
        if passage and span:
            kept.append(Citation(clause_id=cited.clause_id, quote=passage.words[slice(*span)]))
    return tuple(dict.fromkeys(kept))


def _sentences(passages: Iterable[Passage], review: Review) -> Iterator[str]:
    for passage in passages:
        rule = f"{passage.title}, {passage.locator}"
        if passage.is_summary:
            bears = worded("{rule}, bears on that; our summary of it is quoted below.", rule=rule)
        else:
            bears = worded("{rule}, bears on that; the official text is quoted below.", rule=rule)
        about = [f"“{f.excerpt}”" for f in review.findings if f.clause_id == passage.clause_id]
        words = ", ".join(dict.fromkeys(excerpt for excerpt in about if excerpt != "“”"))
        behind = worded("The finding on {words} rests on it.", words=words) if words else ""
        yield f"{bears} {behind}".rstrip()
