"""Disputed findings as cases for the evaluation, in the form of tests/cases: who-free."""

import json
import re
from hashlib import sha256
from typing import Any

from bot.desk.deciding import disputes_that_stand
from bot.desk.records import Dispute
from bot.desk.seams import Kept
from bot.draft import Draft
from bot.review.review import Finding
from bot.review.verdict import read_verdict

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>")
_ID = re.compile(r"@?\b[UW](?=[A-Z]*[0-9])[A-Z0-9]{7,}\b")
"""An id of a person in Slack always holds a figure; a word in capitals does not."""
_SOMEBODY = "<@somebody>"


def line(kept: Kept) -> str:
    """A review with disputed findings as one line of a file of cases."""
    return json.dumps(case(kept), ensure_ascii=False)


def case(kept: Kept) -> dict[str, Any]:
    """The draft, and the verdict that it would have without the findings that were called wrong.

    Where people differ over a finding, it stands: the case then says so in its reason.
    """
    review, said = kept.review, disputes_that_stand(kept)
    wrong = {one.finding for one in said if not one.right}
    wrong -= {one.finding for one in said if one.right}
    left = [one for number, one in enumerate(review.findings, 1) if number not in wrong]
    verdict = read_verdict(left, review.unproven, unread=False) if wrong else review.verdict
    mark = sha256(review.id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return {
        "id": f"disputed-{mark}",
        "draft": _nameless(review.draft.text),
        "platform": review.draft.platform,
        "account": review.draft.account,
        "context": _context(review.draft),
        "verdict": verdict.value,
        "concerns": list(dict.fromkeys(one.concern.value for one in left)),
        "spans": [_span(one) for one in left if one.excerpt],
        "clauses": list(dict.fromkeys(one.clause_id for one in left)),
        "neutral_rewording": None,
        "must_keep": [],
        "tags": ["disputed"],
        "reason": " ".join(_reason(one, review.findings[one.finding - 1]) for one in said),
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


def _span(finding: Finding) -> dict[str, str]:
    return {"span": _nameless(finding.excerpt), "concern": finding.concern.value}


def _reason(said: Dispute, finding: Finding) -> str:
    called = "right" if said.right else "wrong"
    excerpt = f" of “{finding.excerpt}”" if finding.excerpt else ""
    what = f"The finding {finding.concern.label}{excerpt} was called {called}"
    return _ID.sub(_SOMEBODY, _nameless(f"{what}: {said.reason.rstrip('.')}."))


def _nameless(text: str) -> str:
    """Take mentions of people out of a text."""
    return _MENTION.sub(_SOMEBODY, text)
