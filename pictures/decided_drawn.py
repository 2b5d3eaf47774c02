"""Pictures of what people decide: the leads' request, its forms, and what a card says after."""

from collections.abc import Iterator
from dataclasses import replace

from bot.concerns import Verdict
from bot.desk.records import Decision, Dispute, Outcome
from bot.desk.seams import Choice, Kept
from bot.draft import Draft
from bot.review.review import Review
from bot.slack import cards, decision_form
from bot.slack.decisions import ASKED
from pictures.reviews import MORNING, REVISE, STOP, Reviewer
from pictures.scene import Scene, alone, modal, open_to_all

_SECOND = Draft(
    text="The Treasury has published the Budget. Read what it changes for Wales.",
    account=REVISE.account,
)


def scenes(reviewer: Reviewer) -> Iterator[Scene]:
    """All pictures of decisions and new versions."""
    yield from _asked(reviewer.of(STOP, "asked"))
    yield from _decided(reviewer.of(REVISE, "decided"))
    yield from _forms()
    first, second = reviewer.of(REVISE, "version-1"), reviewer.of(_SECOND, "version-2")
    later = replace(second, revises=first.id)
    yield Scene(
        name="card-version",
        title="Card: a new version",
        alt="A private card that says which version came before, which findings are gone, and "
        "which words changed.",
        shows=alone(*cards.private(later, kept=_kept(later, earlier=first))),
    )


def _kept(review: Review, *decisions: Decision, earlier: Review | None = None) -> Kept:
    return Kept(review=review, decisions=decisions, shared=False, remarks=0, earlier=earlier)


def _decision(review: Review, outcome: Outcome, by: str, reason: str = "") -> Decision:
    return Decision(
        id=f"{review.id}-{outcome.value}",
        review_id=review.id,
        outcome=outcome,
        by=by,
        at=MORNING,
        reason=reason,
    )


def _asked(review: Review) -> Iterator[Scene]:
    wish = _decision(
        review, Outcome.SIGN_OFF_ASKED, "U0PRESS", "The minister's office asks for it."
    )
    request = cards.for_leads(review, ASKED, _kept(review, wish))
    yield Scene(
        name="leads-asked",
        title="The propriety leads are asked",
        alt="The whole review with the asker's reason, and buttons to sign off or to decline.",
        shows=open_to_all(*request, *cards.for_leads_behind(review)),
    )


def _decided(review: Review) -> Iterator[Scene]:
    posted = _decision(review, Outcome.POSTED_ANYWAY, "U0PRESS", "Cleared by the legal team.")
    disputed = Dispute(
        id="dispute",
        review_id=review.id,
        finding=1,
        right=False,
        by="U0LEAD",
        at=MORNING,
        reason="The words are a programme's name.",
    )
    kept = replace(_kept(review, posted), disputes=(disputed,))
    yield Scene(
        name="card-decided",
        title="Card: decided and disputed",
        alt="A shared card that says who decided what and why, and which finding is disputed.",
        shows=open_to_all(cards.shared(review, kept=kept)),
    )


def _forms() -> Iterator[Scene]:
    findings = ["1. delivered for", "2. for the first time in a generation"]
    wishes = (
        (Choice.POST, Verdict.REVISE, "post", "Form: post as drafted", "asks for a reason"),
        (Choice.POST, Verdict.STOP, "sign-off", "Form: ask for sign-off", "says who must agree"),
        (Choice.DECLINE, None, "decline", "Form: decline", "asks a lead for a reason"),
        (Choice.DISPUTE, None, "dispute", "Form: dispute a finding", "asks which, and why"),
    )
    for wish, verdict, name, title, does in wishes:
        yield Scene(
            name=f"form-{name}",
            title=title,
            alt=f"A form that {does}.",
            shows=modal(decision_form.form(wish, verdict, findings, {})),
        )
