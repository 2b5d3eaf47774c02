"""What the pages of ``neutral log browse`` say: titles, columns, facets, ready questions."""

from typing import Any

_HANDLING = "Official. A copy of the review log for looking around; it goes away when you stop."
_MASKED = (
    "It holds no words of drafts, reasons or remarks, and people have made-up names that are "
    "others in each copy."
)
_WHOLE = (
    "It holds drafts that may not have been published, and people by their ids: show it to nobody "
    "who may not read them."
)
_REVIEWS = {
    "made_at": "When the review was made, UTC",
    "month": "The month of that, UK time, as reports and exports count",
    "asked_by": "Who asked",
    "account": "The account that it was for",
    "verdict": "clear, revise, stop or check",
    "findings": "How many proven findings it has",
    "unproven": "How many claims could not be proven",
    "reworded": "1 where a rewording was offered",
    "revises": "The review of the version before",
    "cost_usd": "What the model cost; empty where no price is known",
}
_TABLES: dict[str, dict[str, Any]] = {
    "reviews": {
        "description": "One row for each review.",
        "facets": ["verdict", "month", "platform", "account"],
        "sort_desc": "made_at",
        "columns": _REVIEWS,
    },
    "cited": {
        "title": "Findings with their reviews",
        "description": "Each proven finding beside the account and the month of its review.",
        "facets": ["concern", "clause_id", "account", "month", "severity"],
    },
    "findings": {
        "description": "Every finding, and every claim that could not be proven (proven = 0).",
        "facets": ["concern", "severity", "clause_id", "proven", "reviewer"],
    },
    "decisions": {"description": "What people decided.", "facets": ["outcome"], "sort_desc": "at"},
    "disputes": {"description": "What people said of single findings.", "facets": ["is_right"]},
    "remarks": {"description": "When something was said about a review, and by whom."},
    "misses": {"description": "Drafts that could not be reviewed.", "facets": ["error"]},
    "passages": {"description": "The clauses as they were shown to the reviewer, each once."},
    "editions": {"description": "The whole text of each edition of guidance, checks and prompt."},
}
_QUESTIONS = {
    "verdicts_by_month": (
        "Verdicts by month",
        (
            "select month, sum(verdict = 'clear') as clear, sum(verdict = 'revise') as revise, "
            "sum(verdict = 'stop') as stop, sum(verdict = 'check') as by_hand, count(*) as reviews "
            "from reviews group by month order by month desc"
        ),
    ),
    "concerns_by_month": (
        "Concerns by month",
        (
            "select month, concern, count(*) as findings from cited "
            "group by month, concern order by month desc, findings desc"
        ),
    ),
    "clauses_most_cited": (
        "Clauses most cited",
        (
            "select clause_id, count(*) as findings, "
            "count(distinct review_id) as reviews, "
            "count(distinct account) as accounts from cited group by clause_id "
            "order by findings desc"
        ),
    ),
    "accounts": (
        "Accounts, with what was found",
        (
            "select account, count(*) as reviews, sum(verdict = 'stop') as stop, "
            "sum(verdict = 'revise') as revise, round(avg(findings), 2) as findings_each "
            "from reviews group by account order by reviews desc"
        ),
    ),
    "posted_against_advice": (
        "Posted against the review's advice",
        (
            "select decisions.at, reviews.id, reviews.account, reviews.verdict, decisions.by "
            "from decisions join reviews on reviews.id = decisions.review_id "
            "where decisions.outcome = 'posted-anyway' order by decisions.at desc"
        ),
    ),
    "findings_in_dispute": (
        "Findings called wrong, by clause",
        (
            "select findings.clause_id, sum(disputes.is_right = 0) as wrong, "
            "sum(disputes.is_right = 1) as right from disputes join findings "
            "on findings.review_id = disputes.review_id and findings.proven = 1 "
            "and findings.position = disputes.finding - 1 group by 1 order by wrong desc"
        ),
    ),
    "cost_by_month": (
        "What the model cost, by month",
        (
            "select month, round(sum(cost_usd), 2) as dollars, sum(input_tokens) as tokens_read, "
            "sum(output_tokens) as tokens_written from reviews group by month order by month desc"
        ),
    ),
}


def metadata(*, with_words: bool) -> dict[str, Any]:
    """What Datasette is told about the copy."""
    said = f"{_HANDLING} {_WHOLE if with_words else _MASKED}"
    questions = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUESTIONS.items()}
    hidden = {name: {"hidden": True} for name in ("shown", "turns", "notes")}
    return {
        "title": "Review log",
        "description": said,
        "source": "neutral log browse",
        "databases": {
            "log": {"description": said, "tables": {**_TABLES, **hidden}, "queries": questions}
        },
    }
