"""The parts of a card, each as blocks: what was decided, the findings, their rules, what to do."""

from typing import Final

from bot.concerns import Severity, Verdict
from bot.desk.weighing import NO_MODEL
from bot.guidance.acceptance import edition_said
from bot.review.own import own_words
from bot.review.review import Finding, Passage, Review
from bot.slack import official
from bot.slack.blocks import (
    Block,
    button,
    copyable,
    cut,
    header,
    line,
    link,
    listing,
    note,
    paragraph,
    rich,
    slices,
    words,
)
from bot.slack.changed import changes
from bot.slack.periods import period_notes
from bot.words.days import told_day, told_iso
from bot.words.speaking import to_say, worded

SHARE: Final = "share"
"""The Share button. Its value is the review's id."""
SHARE_AGAIN: Final = "share_again"
AGAIN: Final = "#"
"""Stands in the value of Share again between the review's id and how often it was tried."""

SHAPES: Final = {
    Verdict.CLEAR: "✅",
    Verdict.REVISE: "⚠️",
    Verdict.STOP: "🛑",
    Verdict.CHECK: "🔍",
}
"""A shape for each verdict beside its words: a tick, a triangle, an octagon, a glass."""

_SEVERITIES: Final = {
    Severity.NOTE: to_say("worth a look"),
    Severity.REVISE: to_say("revise"),
    Severity.STOP: to_say("stop"),
}
_BASES: Final = {
    "secondary": to_say(
        "We know this rule from a second-hand source, not from the document itself."
    ),
    "recall": to_say(
        "We could not read this rule in the document: open the link before relying on it."
    ),
}
ALONE: Final = to_say("No official document has been fetched: the rules are in our summaries.")
"""Stands on a card whose rules nobody could show in the official words."""
_EXCERPT = 200
_WHY = 700
_RULE = 900
COPYABLE = 8_000
"""Characters of a rewording in one block; a longer one comes in parts."""


def title(verdict: Verdict) -> str:
    """The verdict in a shape and in words."""
    return f"{SHAPES[verdict]} {verdict.label}"


def opening(review: Review) -> list[Block]:
    """The verdict, what made it where that limits it, and the periods that cover the day."""
    blocks = [header(title(review.verdict))]
    if review.making.reviewer == "checks":
        blocks.append(note(cut(review.alone or worded(NO_MODEL), _WHY)))
    return [*blocks, *period_notes(review.periods)]


def finding_line(number: int, finding: Finding) -> Block:
    """One finding: its number in the draft, the words at fault, and what is wrong with them."""
    excerpt = [words(f" “{cut(finding.excerpt, _EXCERPT)}”")] if finding.excerpt else []
    return line(
        words(f"[{number}]", "code"),
        words(f" {finding.concern.label} ({worded(_SEVERITIES[finding.severity])})", "bold"),
        *excerpt,
        words(f": {cut(finding.why, _WHY)}"),
    )


def rule_line(finding: Finding, review: Review) -> Block:
    """The rule behind a finding: where it stands, and whose words we show."""
    passage = _passage(finding.clause_id, review)
    if passage is None:
        quoted = f"{finding.clause_id}: {cut(finding.quote, _RULE)}"
        return line(words(worded("Rule: {rule}", rule=quoted), "italic"))
    if passage.official is not None and passage.official.is_shown:
        return line(words(worded("Rule: {rule}", rule="")), *official.shown(passage.official))
    doubt = worded(_BASES.get(passage.basis, ""))
    return line(
        words(worded("Rule: {rule}", rule="")),
        link(passage.url, f"{passage.title}, {passage.locator}"),
        words(f". {_whose(passage)} “{cut(finding.quote or passage.words, _RULE)}”"),
        words(f" {doubt}" if doubt else "", "italic"),
        *official.probably(passage.official, was_looked_for=_was_looked_for(passage, review)),
    )


def _was_looked_for(passage: Passage, review: Review) -> bool:
    """Whether official words were looked for; a department's own rule has none."""
    return bool(review.making.official_edition) and not passage.is_own


def _whose(passage: Passage) -> str:
    if passage.is_own:
        return own_words(passage)
    if passage.is_summary:
        return worded("Our summary, not the official words:")
    if not passage.fetched_on:
        return worded("The official words:")
    return worded("The official words, fetched {day}:", day=told_iso(passage.fetched_on))


def _passage(clause_id: str, review: Review) -> Passage | None:
    return next((p for p in review.passages if p.clause_id == clause_id), None)


def finding_blocks(review: Review) -> list[list[Block]]:
    """Each finding with what to change and its rule, as a group of blocks."""
    groups = []
    for number, finding in enumerate(review.findings, 1):
        change = worded("Change: {advice}", advice=cut(finding.advice, _WHY))
        advice = [line(words(change))] if finding.advice else []
        lines = [finding_line(number, finding), *advice, rule_line(finding, review)]
        groups.append([rich(paragraph(lines))])
    return groups


def to_check(review: Review) -> list[list[Block]]:
    """What was claimed and could not be proven, for a person to read."""
    if not review.unproven:
        return []
    title = worded("Check by hand: the reviewer said this and could not prove it")
    heading = rich(line(words(title, "bold")))
    groups = [[heading]]
    for one in review.unproven:
        excerpt = f"“{cut(one.claim.excerpt, _EXCERPT)}”: " if one.claim.excerpt else ""
        doubt = worded("(Not proven: {reason})", reason=cut(one.reason, _EXCERPT))
        said = f"{excerpt}{cut(one.claim.why, _WHY)} {doubt}"
        groups.append([rich(listing([line(words(said))]))])
    return groups


def notes(review: Review) -> list[list[Block]]:
    """Hints that are no breach."""
    return [
        [
            rich(
                line(
                    words(f"{worded('Worth a look:')} ", "bold"),
                    words(f"“{cut(n.excerpt, _EXCERPT)}”: " if n.excerpt else ""),
                    words(cut(n.why, _WHY)),
                )
            )
        ]
        for n in review.notes
    ]


def what_to_do(review: Review) -> list[list[Block]]:
    """The rewording, to copy; where there is none, what to change that no finding says."""
    if review.rewording is not None and review.rewording.text.strip():
        changed = changes(review)
        told = _rewording(review.rewording.text, review.rewording.kept)
        return [*told, *([changed] if changed else [])]
    said = {finding.advice for finding in review.findings}
    left = [one for one in review.what_to_change if one not in said]
    why = [[note(_none_found(review))]] if review.findings else []
    if not left:
        return why
    heading = rich(line(words(worded("What to change"), "bold")))
    lines = [[rich(listing([line(words(cut(one, _WHY)))]))] for one in left]
    return [*why, [heading], *lines]


def _none_found(review: Review) -> str:
    sentences = (
        worded("No safe rewording was found."),
        cut(review.no_rewording, _WHY),
        worded("Each finding says what to change."),
    )
    return " ".join(filter(None, sentences))


def _rewording(text: str, kept: tuple[str, ...]) -> list[list[Block]]:
    parts = list(slices(text, COPYABLE))
    groups: list[list[Block]] = []
    for number, part in enumerate(parts, 1):
        title = worded("Suggested rewording")
        if len(parts) > 1:
            of = {"number": number, "parts": len(parts)}
            title = worded("Suggested rewording, part {number} of {parts}", **of)
        heading = rich(line(words(title, "bold")))
        groups.append([heading, rich(copyable(part))])
    if kept:
        facts = cut(", ".join(kept), _WHY)
        groups[-1].append(note(worded("Every fact is kept: {facts}", facts=facts)))
    return groups


def unread(review: Review) -> list[list[Block]]:
    """What was not looked at, and why, beside what the top of the card says already."""
    return [[note(worded("Not checked: {what}", what=one))] for one in review.unread]


def made(review: Review) -> list[Block]:
    """What made the review, by edition, and who decides."""
    making = review.making
    said = worded(
        "Made by {by} on {day}, guidance {guidance}, checks {checks}, {official}. Review {id}. "
        "Advice only: you decide.",
        by=making.model_answered or making.model_asked or worded("automatic checks"),
        day=told_day(review.made_at),
        guidance=making.guidance_edition[:12],
        checks=making.checks_edition[:12],
        official=edition_said(making.official_edition, making.newer),
        id=review.id,
    )
    if review.findings and not making.official_edition:
        said = f"{said} {worded(ALONE)}"
    return [note(said)]


def share_row(review: Review) -> Block:
    """The button that puts the review in the channel."""
    return button(
        worded("Share in this channel"),
        action=SHARE,
        value=review.id,
        label=worded("Share this review in the channel: {verdict}", verdict=review.verdict.label),
    )


def share_again_row(review: Review, times: int) -> Block:
    """The same button once more; ``times`` makes it a job of its own."""
    value = f"{review.id}{AGAIN}{times}"
    return button(
        worded("Share it again"),
        action=SHARE_AGAIN,
        value=value,
        label=worded("Share this review again"),
    )
