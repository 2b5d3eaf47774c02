"""What a review said of a case, in the few figures that scoring needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.concerns import Concern, Verdict
from bot.evaluation.case import Case
from bot.quoting import find
from bot.review.excuses import is_lent
from bot.review.facts import compare
from bot.review.review import Finding, Passage, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One case, reviewed."""

    case: Case
    got: Verdict
    why: str
    shown: tuple[str, ...]
    """Ids of the clauses shown."""
    shown_concerns: frozenset[Concern]
    marked: tuple[tuple[int, int], ...]
    """The spans of the findings."""
    found: frozenset[Concern]
    findings: int
    unfounded: int
    """Findings whose excerpt is not in the draft or whose quotation is not in the clause."""
    rewording: str
    facts_lost: tuple[str, ...]
    facts_added: tuple[str, ...]
    flagged_again: bool
    milliseconds: float
    tokens: int = 0
    cost_usd: float = 0.0


def result_of(
    case: Case, review: Review, milliseconds: float, *, flagged_again: bool = False
) -> Result:
    """Boil a review of a case down. ``flagged_again``: the checks stop its own rewording."""
    rewording = review.rewording.text if review.rewording else ""
    return Result(
        case=case,
        got=review.verdict,
        why="; ".join(f"{f.concern}: {f.excerpt or f.why}" for f in review.findings),
        shown=tuple(passage.clause_id for passage in review.passages),
        shown_concerns=frozenset(passage.concern for passage in review.passages),
        marked=tuple((f.span.start, f.span.end) for f in review.findings),
        found=frozenset(finding.concern for finding in review.findings),
        findings=len(review.findings),
        unfounded=sum(not _is_founded(finding, review) for finding in review.findings),
        rewording=rewording,
        facts_lost=_lost(case, rewording),
        facts_added=_added(case, rewording),
        flagged_again=flagged_again,
        milliseconds=milliseconds,
        tokens=review.making.input_tokens + review.making.output_tokens,
        cost_usd=review.making.cost_usd or 0.0,
    )


def missed(case: Case, passages: Iterable[Passage], why: str, milliseconds: float) -> Result:
    """A case that the model did not review: a person must, so it is a check by hand."""
    shown = tuple(passages)
    return Result(
        case=case,
        got=Verdict.CHECK,
        why=why,
        shown=tuple(passage.clause_id for passage in shown),
        shown_concerns=frozenset(passage.concern for passage in shown),
        marked=(),
        found=frozenset(),
        findings=0,
        unfounded=0,
        rewording="",
        facts_lost=(),
        facts_added=(),
        flagged_again=False,
        milliseconds=milliseconds,
    )


def _is_founded(finding: Finding, review: Review) -> bool:
    words: Mapping[str, str] = {p.clause_id: p.words for p in review.passages}
    stands = finding.excerpt == review.draft.text[slice(*finding.span)]
    return stands and find(finding.quote, words.get(finding.clause_id, "")) is not None


def _lost(case: Case, rewording: str) -> tuple[str, ...]:
    """The facts that the readers said any rewording must hold, and this one does not."""
    if not rewording:
        return ()
    return tuple(fact for fact in case.must_keep if find(fact, rewording) is None)


def _added(case: Case, rewording: str) -> tuple[str, ...]:
    if not rewording:
        return ()
    added = compare(case.draft.text, rewording).added
    return tuple(fact.text for fact in added if not is_lent(fact, case.draft))
