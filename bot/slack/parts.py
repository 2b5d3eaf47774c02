"""The parts of a card, each as blocks: what was decided, the findings, their rules, what to do."""

from datetime import date
from typing import Final

from bot.concerns import Severity, Verdict
from bot.desk.weighing import NO_MODEL
from bot.review.review import Finding, Passage, Review, ShownPrecedent
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
from bot.words.speaking import worded

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
    Severity.NOTE: "worth a look",
    Severity.REVISE: "revise",
    Severity.STOP: "stop",
}
_BASES: Final = {
    "secondary": " We know this rule from a second-hand source, not from the document itself.",
    "recall": " We could not read this rule in the document: open the link before relying on it.",
}
_EXCERPT = 200
_WHY = 700
_RULE = 900
MOST_LIFTED = 8
"""Lifted places that a card lists."""
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
    for period in review.periods:
        sure = "" if period.confirmed else " (dates not confirmed)"
        when = f"{_day(period.start)} to {_day(period.poll)}{sure}"
        blocks.append(note(f"Pre-election period: {cut(period.what, _EXCERPT)}, {when}."))
    return blocks


def finding_line(number: int, finding: Finding) -> Block:
    """One finding: its number in the draft, the words at fault, and what is wrong with them."""
    excerpt = [words(f" “{cut(finding.excerpt, _EXCERPT)}”")] if finding.excerpt else []
    return line(
        words(f"[{number}]", "code"),
        words(f" {finding.concern.label} ({_SEVERITIES[finding.severity]})", "bold"),
        *excerpt,
        words(f": {cut(finding.why, _WHY)}"),
    )


def rule_line(finding: Finding, review: Review) -> Block:
    """The rule behind a finding: where it stands, and whose words we show."""
    passage = _passage(finding.clause_id, review)
    if passage is None:
        return line(words(f"Rule: {finding.clause_id}: {cut(finding.quote, _RULE)}", "italic"))
    return line(
        words("Rule: "),
        link(passage.url, f"{passage.title}, {passage.locator}"),
        words(f". {_whose(passage)} “{cut(finding.quote or passage.words, _RULE)}”"),
        words(_BASES.get(passage.basis, ""), "italic"),
    )


def _whose(passage: Passage) -> str:
    if passage.is_summary:
        return "Our summary, not the official words:"
    when = f", fetched {_day(passage.fetched_on)}" if passage.fetched_on else ""
    return f"The official words{when}:"


def _passage(clause_id: str, review: Review) -> Passage | None:
    return next((p for p in review.passages if p.clause_id == clause_id), None)


def finding_blocks(review: Review) -> list[list[Block]]:
    """Each finding with what to change and its rule, as a group of blocks."""
    groups = []
    for number, finding in enumerate(review.findings, 1):
        advice = [line(words(f"Change: {cut(finding.advice, _WHY)}"))] if finding.advice else []
        lines = [finding_line(number, finding), *advice, rule_line(finding, review)]
        groups.append([rich(paragraph(lines))])
    return groups


def to_check(review: Review) -> list[list[Block]]:
    """What was claimed and could not be proven, for a person to read."""
    if not review.unproven:
        return []
    heading = rich(
        line(words("Check by hand: the reviewer said this and could not prove it", "bold"))
    )
    groups = [[heading]]
    for one in review.unproven:
        excerpt = f"“{cut(one.claim.excerpt, _EXCERPT)}”: " if one.claim.excerpt else ""
        said = f"{excerpt}{cut(one.claim.why, _WHY)} (Not proven: {cut(one.reason, _EXCERPT)})"
        groups.append([rich(listing([line(words(said))]))])
    return groups


def notes(review: Review) -> list[list[Block]]:
    """Hints that are no breach."""
    return [
        [
            rich(
                line(
                    words("Worth a look: ", "bold"),
                    words(f"“{cut(n.excerpt, _EXCERPT)}”: " if n.excerpt else ""),
                    words(cut(n.why, _WHY)),
                )
            )
        ]
        for n in review.notes
    ]


def lifted(review: Review) -> list[list[Block]]:
    """Which words stand in the text that the draft was taken from, and who speaks them there."""
    original = review.draft.original
    if original is None:
        return []
    heading = [words("Where the words come from: ", "bold"), words(cut(original.name, _EXCERPT))]
    groups = [[rich(line(*heading, words(_share_lifted(review))))]]
    for run in review.lifted[:MOST_LIFTED]:
        excerpt = cut(review.draft.text[run.span.start : run.span.end], _EXCERPT)
        groups.append([rich(listing([line(words(f"“{excerpt}”: {cut(run.told, _EXCERPT)}"))]))])
    left = len(review.lifted) - MOST_LIFTED
    return [*groups, *([[note(f"And {left} more places.")]] if left > 0 else [])]


def _share_lifted(review: Review) -> str:
    if not review.lifted:
        known = review.draft.original is not None and review.draft.original.words.strip()
        return ". No five words in a row are the same." if known else ". Its text was not given."
    many = sum(run.words for run in review.lifted)
    return f". {many} words were lifted from it:"


def precedents(review: Review) -> list[list[Block]]:
    """Real cases like this one, a line each with how it ended."""
    if not review.precedents:
        return []
    heading = rich(line(words("It has happened before", "bold")))
    return [[heading], *([rich(listing([_case(case)]))] for case in review.precedents)]


def _case(case: ShownPrecedent) -> Block:
    ended = f" {cut(case.finding.capitalize(), _EXCERPT)}: {cut(case.outcome, _EXCERPT * 2)}"
    return line(
        link(case.url, f"{_day(case.date)}, {case.body}"),
        words(f": {cut(case.what, _EXCERPT * 2)}"),
        words(ended),
    )


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
    heading = rich(line(words("What to change", "bold")))
    lines = [[rich(listing([line(words(cut(one, _WHY)))]))] for one in left]
    return [*why, [heading], *lines]


def _none_found(review: Review) -> str:
    reason = f" {cut(review.no_rewording, _WHY)}" if review.no_rewording else ""
    return f"No safe rewording was found.{reason} Each finding says what to change."


def _rewording(text: str, kept: tuple[str, ...]) -> list[list[Block]]:
    parts = list(slices(text, COPYABLE))
    groups: list[list[Block]] = []
    for number, part in enumerate(parts, 1):
        which = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        heading = rich(line(words(f"Suggested rewording{which}", "bold")))
        groups.append([heading, rich(copyable(part))])
    if kept:
        groups[-1].append(note(f"Every fact is kept: {cut(', '.join(kept), _WHY)}"))
    return groups


def unread(review: Review) -> list[list[Block]]:
    """What was not looked at, and why, beside what the top of the card says already."""
    return [[note(f"Not checked: {one}")] for one in review.unread]


def made(review: Review) -> list[Block]:
    """What made the review, by edition, and who decides."""
    making = review.making
    by = making.model_answered or making.model_asked or "automatic checks"
    on = _day(review.made_at.date().isoformat())
    editions = f"guidance {making.guidance_edition[:12]}, checks {making.checks_edition[:12]}"
    said = f"Made by {by} on {on}, {editions}. Review {review.id}. Advice only: you decide."
    return [note(said)]


def share_row(review: Review) -> Block:
    """The button that puts the review in the channel."""
    return button(
        "Share in this channel",
        action=SHARE,
        value=review.id,
        label=f"Share this review in the channel: {review.verdict.label}",
    )


def share_again_row(review: Review, times: int) -> Block:
    """The same button once more; ``times`` makes it a job of its own."""
    value = f"{review.id}{AGAIN}{times}"
    return button(
        "Share it again", action=SHARE_AGAIN, value=value, label="Share this review again"
    )


def _day(iso: str) -> str:
    """A date as it is read in the UK. What is no whole date (only a year, say) stays as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"
