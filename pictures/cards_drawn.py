"""Pictures of reviews: every card, what stands behind it, and what is said in its thread."""

from collections.abc import Iterator
from dataclasses import replace

from bot.desk.records import Miss
from bot.review.review import Answer, Citation, Review
from bot.slack import cards
from bot.work import wording
from pictures.reviews import (
    CHECK,
    CLEAR,
    ELECTION,
    LIFTED,
    MORNING,
    REVISE,
    STOP,
    THREAD,
    WELSH,
    Reviewer,
    as_by_model,
    in_official_words,
)
from pictures.scene import Scene, alone, open_to_all

_LATER = MORNING.replace(minute=25)
_VERDICTS = {
    "clear": (
        "Card: clear",
        "A private card: a tick and the verdict, the draft, no finding.",
        CLEAR,
    ),
    "revise": (
        "Card: revise",
        "A private card: a triangle, the draft with two places in bold, and for each its rule.",
        REVISE,
    ),
    "stop": (
        "Card: stop",
        "A private card: an octagon, three places in bold with their rules, and two real cases.",
        STOP,
    ),
    "check": (
        "Card: check by hand",
        "A private card: a magnifying glass and the verdict, because the draft is in French.",
        CHECK,
    ),
    "lifted": (
        "Card: where the words come from",
        "A private card that lists the words that were lifted from a press release.",
        LIFTED,
    ),
    "welsh": (
        "Card: in Welsh",
        "A private card in Welsh for a draft in Welsh, with its rules' summaries in English.",
        WELSH,
    ),
    "election": (
        "Card: in a pre-election period",
        "A private card that names the pre-election periods that cover the day of posting.",
        ELECTION,
    ),
}


def scenes(reviewer: Reviewer) -> Iterator[Scene]:
    """All pictures of reviews."""
    for name, (title, alt, draft) in _VERDICTS.items():
        shown = alone(*cards.private(reviewer.of(draft, name)))
        yield Scene(name=f"card-{name}", title=title, alt=alt, shows=shown)
    yield Scene(
        name="card-official",
        title="Card: in the official words",
        alt="A private card that quotes the official words with their date and licence, says that "
        "newer ones wait, and lists a rule of the department's own.",
        shows=alone(*cards.private(in_official_words(reviewer.of(STOP, "official")))),
    )
    whole = as_by_model(reviewer.of(STOP, "model"))
    yield from _with_model(whole)
    yield from _once_shared(whole, reviewer.of(REVISE, "by-checks"))
    yield from _long(reviewer.of(THREAD, "thread"))
    yield from _answers(whole)
    yield from _unmade()


def _with_model(review: Review) -> Iterator[Scene]:
    yield Scene(
        name="card-model",
        title="Card: read by a model too",
        alt="A private card with a rewording to copy, what it changes word by word, and what the "
        "model said and could not prove.",
        shows=alone(*cards.private(review)),
    )
    lead = wording.late(MORNING, _LATER)
    yield Scene(
        name="card-late",
        title="Card: late",
        alt="A private card that opens with when it was asked for.",
        shows=alone(*cards.private(replace(review, findings=review.findings[:1]), lead)),
    )


def _once_shared(review: Review, first: Review) -> Iterator[Scene]:
    yield Scene(
        name="card-once-shared",
        title="Card: once it was shared",
        alt="A private card whose button is gone and which says that it was shared.",
        shows=alone(cards.private_once_shared(first)),
    )
    yield Scene(
        name="shared",
        title="Shared card",
        alt="The card that all in the channel see: verdict, draft, and a line for each finding.",
        shows=open_to_all(cards.shared(review)),
    )
    yield Scene(
        name="shared-thread",
        title="Thread of a shared card",
        alt="In the thread: each finding with its rule, the rewording, and real cases like it.",
        shows=open_to_all(*cards.details(review)),
    )
    follows = replace(review, revises=first.id, findings=review.findings[:1], precedents=())
    yield Scene(
        name="shared-revision",
        title="Thread: the model's review follows",
        alt="In the thread: the model's review, which says which one it replaces.",
        shows=open_to_all(*cards.revision(follows)),
    )
    yield Scene(
        name="perhaps-shared",
        title="A share that was cut off",
        alt="A private message that asks to look in the channel, with a button to share again.",
        shows=alone(cards.perhaps_shared(review, 1)),
    )


def _long(review: Review) -> Iterator[Scene]:
    card, *behind = cards.private(review)
    yield Scene(
        name="card-short",
        title="Short card, for a thread of 25 posts",
        alt="A private card with five findings, and a line that there are more.",
        shows=alone(card),
    )
    yield Scene(
        name="card-short-behind",
        title="The last message behind a short card",
        alt="A private message with more findings, which ends by saying that the rest is too long.",
        shows=alone(replace(behind[-1], blocks=behind[-1].blocks[-6:])),
    )


def _answers(review: Review) -> Iterator[Scene]:
    first, second = review.findings[:2]
    cited = tuple(
        Citation(clause_id=each.clause_id, quote=review.passage(each.clause_id).words)
        for each in (first, second)
    )
    by_model = Answer(
        text="The post compares this government with the one before it. The rule asks that public "
        "money is not used for that, however true the comparison is.",
        citations=cited,
        by="model",
    )
    looked_up = Answer(text="The guidance that I have says this about it:", citations=cited[:1])
    yield Scene(
        name="answer",
        title="Answers in the thread",
        alt="Two answers, each with the rule that it quotes: one by a model, one looked up.",
        shows=open_to_all(cards.answered(by_model, review), cards.answered(looked_up, review)),
    )


def _unmade() -> Iterator[Scene]:
    miss = Miss(
        id="miss",
        draft=STOP,
        asked_by="U0PRESS",
        at=MORNING,
        error="ModelRefused",
        reason="The model refused to read this draft. Ask a colleague to read it.",
    )
    yield Scene(
        name="apology",
        title="No review",
        alt="Two private messages that say why there is no review, with the draft.",
        shows=alone(cards.apology(miss), cards.apology(miss, wording.never_came("review-1"))),
    )
