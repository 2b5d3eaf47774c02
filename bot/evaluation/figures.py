"""Every figure of an evaluation, from the results of its cases."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import Any

from bot.concerns import Verdict
from bot.evaluation.result import Result

SCORED = (Verdict.CLEAR, Verdict.REVISE, Verdict.STOP)
"""The verdicts that readers give. *Check* is ours, and counts as none of them."""


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """The whole set, ready for JSON. Shares are between 0 and 1; None where nothing counts."""
    return {
        "schema_version": 1,
        "n": len(results),
        "accuracy": _share(r.got is r.case.verdict for r in results),
        "macro_f1": macro_f1(results),
        "verdicts": {str(verdict): _scores(results, verdict) for verdict in SCORED},
        "confusion": _confusion(results),
        "stop_caught": stop_caught(results),
        "clear_false_alarm": clear_false_alarm(results),
        "concern_recall": _mean(
            len(r.found & set(r.case.concerns)) / len(set(r.case.concerns))
            for r in results
            if r.case.concerns
        ),
        "span_overlap": _mean(_overlap(r) for r in results if r.case.spans),
        "retrieval": _retrieval([r for r in results if r.case.verdict is not Verdict.CLEAR]),
        "findings": {
            "shown": sum(r.findings for r in results),
            "unfounded": sum(r.unfounded for r in results),
        },
        "rewordings": _rewordings(results),
        "ms_per_draft": _times([r.milliseconds for r in results]),
        "tokens": sum(r.tokens for r in results),
        "cost_usd": round(sum(r.cost_usd for r in results), 6),
        "cases": [
            {"id": r.case.id, "expected": str(r.case.verdict), "got": str(r.got), "why": r.why}
            for r in results
        ],
    }


def macro_f1(results: Sequence[Result]) -> float:
    """The mean F1 over the three verdicts, each counting alike."""
    return mean(_scores(results, verdict)["f1"] for verdict in SCORED)


def stop_caught(results: Sequence[Result]) -> float | None:
    """The share of stop drafts that were not let through as clear."""
    return _share(r.got is not Verdict.CLEAR for r in _labelled(results, Verdict.STOP))


def clear_false_alarm(results: Sequence[Result]) -> float | None:
    """The share of clear drafts that were not called clear."""
    return _share(r.got is not Verdict.CLEAR for r in _labelled(results, Verdict.CLEAR))


def _labelled(results: Iterable[Result], verdict: Verdict) -> list[Result]:
    return [r for r in results if r.case.verdict is verdict]


def _scores(results: Sequence[Result], verdict: Verdict) -> dict[str, float]:
    right = sum(r.got is verdict and r.case.verdict is verdict for r in results)
    given = sum(r.got is verdict for r in results)
    due = sum(r.case.verdict is verdict for r in results)
    precision = right / given if given else 0.0
    recall = right / due if due else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _confusion(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    counted = Counter((r.case.verdict, r.got) for r in results)
    return {str(due): {str(got): counted[due, got] for got in Verdict} for due in SCORED}


def _overlap(result: Result) -> float:
    """Shared characters over all characters that either marked (Jaccard)."""
    text = result.case.draft.text
    theirs: set[int] = set()
    for span in result.case.spans:
        at = text.find(span)
        theirs.update(range(at, at + len(span)) if at >= 0 else ())
    ours = {offset for start, end in result.marked for offset in range(start, end)}
    either = ours | theirs
    return len(ours & theirs) / len(either) if either else 0.0


def _retrieval(results: Sequence[Result]) -> dict[str, Any]:
    cited = [(set(r.case.clauses), set(r.shown)) for r in results if r.case.clauses]
    return {
        "shown_max": max((len(r.shown) for r in results), default=0),
        "any": _share(bool(due & shown) for due, shown in cited),
        "recall": _mean(len(due & shown) / len(due) for due, shown in cited),
        "concerns": _mean(
            len(set(r.case.concerns) & r.shown_concerns) / len(set(r.case.concerns))
            for r in results
            if r.case.concerns
        ),
    }


def _rewordings(results: Sequence[Result]) -> dict[str, int]:
    offered = [r for r in results if r.rewording]
    return {
        "due": sum(bool(r.case.rewording) for r in results),
        "offered": len(offered),
        "facts_lost": sum(bool(r.facts_lost) for r in offered),
        "facts_added": sum(bool(r.facts_added) for r in offered),
        "flagged_again": sum(r.flagged_again for r in offered),
    }


def _times(milliseconds: list[float]) -> dict[str, float]:
    ordered = sorted(milliseconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return {"median": round(median(ordered), 3), "p99": round(last, 3)}


def _share(answers: Iterable[bool]) -> float | None:
    counted = list(answers)
    return sum(counted) / len(counted) if counted else None


def _mean(values: Iterable[float]) -> float | None:
    counted = list(values)
    return mean(counted) if counted else None
