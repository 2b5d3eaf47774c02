"""Disputed findings as cases for the evaluation, in the form of tests/cases: who-free."""

import json
from hashlib import sha256
from typing import Any, Protocol

from bot.desk.deciding import disputes_that_stand
from bot.desk.records import Dispute
from bot.desk.seams import Kept
from bot.draft import Draft
from bot.review.review import Finding
from bot.review.verdict import read_verdict


class Nameless(Protocol):
    """Takes people out of a text, however they are named where it was written."""

    def __call__(self, text: str, *, by_id: bool = False) -> str:
        """Give the text without mentions; ``by_id`` takes out ids that stand alone too."""


def line(kept: Kept, nameless: Nameless) -> str:
    """A review with disputed findings as one line of a file of cases."""
    return json.dumps(case(kept, nameless), ensure_ascii=False)


def case(kept: Kept, nameless: Nameless) -> dict[str, Any]:
    """The draft, and the verdict that it would have without the findings that were called wrong.

    Where people differ over a finding, it stands: the case then says so in its reason.
    """
    review, said = kept.review, disputes_that_stand(kept)
    wrong = {one.finding for one in said if not one.right}
    wrong -= {one.finding for one in said if one.right}
    left = [one for number, one in enumerate(review.findings, 1) if number not in wrong]
    verdict = read_verdict(left, review.unproven, unread=False) if wrong else review.verdict
    reasons = " ".join(_reason(one, review.findings[one.finding - 1]) for one in said)
    mark = sha256(review.id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return {
        "id": f"disputed-{mark}",
        "draft": nameless(review.draft.text),
        "platform": review.draft.platform,
        "account": review.draft.account,
        "context": _context(review.draft),
        "verdict": verdict.value,
        "concerns": list(dict.fromkeys(one.concern.value for one in left)),
        "spans": [_span(one, nameless) for one in left if one.excerpt],
        "clauses": list(dict.fromkeys(one.clause_id for one in left)),
        "neutral_rewording": None,
        "must_keep": [],
        "tags": ["disputed"],
        "reason": nameless(reasons, by_id=True),
    }


def _context(draft: Draft) -> dict[str, Any]:
    told: dict[str, Any] = {
        "date": draft.posting_on.isoformat() if draft.posting_on else None,
        "quoted_account": draft.quoting or None,
        "link_urls": list(draft.links),
        "speaker": draft.speaker or None,
    }
    if draft.original is not None:
        told["taken_from"] = {
            "words": draft.original.words,
            "whose": draft.original.whose,
            "where": draft.original.where,
        }
    return told


def _span(finding: Finding, nameless: Nameless) -> dict[str, str]:
    return {"span": nameless(finding.excerpt), "concern": finding.concern.value}


def _reason(said: Dispute, finding: Finding) -> str:
    called = "right" if said.right else "wrong"
    excerpt = f" of “{finding.excerpt}”" if finding.excerpt else ""
    what = f"The finding {finding.concern.label}{excerpt} was called {called}"
    return f"{what}: {said.reason.rstrip('.')}."
