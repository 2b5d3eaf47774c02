"""What stands beside the findings on a card: where the words come from, and cases like it."""

from typing import Final

from bot.review.own import counts_for, own_beside, own_words
from bot.review.review import Passage, Review, ShownPrecedent
from bot.slack.blocks import Block, cut, line, link, listing, note, rich, words
from bot.words.days import told_iso
from bot.words.speaking import counted, to_say, worded

MOST_LIFTED = 8
"""Lifted places that a card lists."""
_ENDED: Final = {
    "upheld": to_say("Upheld"),
    "conceded": to_say("Conceded"),
    "cleared": to_say("Cleared"),
    "disputed": to_say("Disputed"),
    "criticised": to_say("Criticised"),
    "unknown": to_say("Unknown"),
}
"""How a case ended, in a word."""
_EXCERPT = 200


def lifted(review: Review) -> list[list[Block]]:
    """Which words stand in the text that the draft was taken from, and who speaks them there."""
    original = review.draft.original
    if original is None:
        return []
    heading = words(f"{worded('Where the words come from:')} ", "bold")
    named = words(f"{cut(original.name, _EXCERPT)}. {_share_lifted(review)}")
    groups = [[rich(line(heading, named))]]
    for run in review.lifted[:MOST_LIFTED]:
        excerpt = cut(review.draft.text[run.span.start : run.span.end], _EXCERPT)
        groups.append([rich(listing([line(words(f"“{excerpt}”: {cut(run.told, _EXCERPT)}"))]))])
    left = len(review.lifted) - MOST_LIFTED
    return [
        *groups,
        *(
            [[note(counted("And {n} more place.", "And {n} more places.", left))]]
            if left > 0
            else []
        ),
    ]


def _share_lifted(review: Review) -> str:
    if not review.lifted:
        known = review.draft.original is not None and review.draft.original.words.strip()
        if not known:
            return worded("Its text was not given.")
        return worded("No five words in a row are the same.")
    many = sum(run.words for run in review.lifted)
    return counted("{n} word was lifted from it:", "{n} words were lifted from it:", many)


def own_rules(review: Review) -> list[list[Block]]:
    """The department's own rules that bear on the draft and stand behind no finding."""
    rules = own_beside(review)
    if not rules:
        return []
    heading = rich(line(words(worded("Your own rules that may bear on this"), "bold")))
    return [[heading], *([rich(listing([_own(rule)]))] for rule in rules)]


def _own(rule: Passage) -> Block:
    return line(
        link(rule.url, f"{rule.title}, {rule.locator}"),
        words(f". {own_words(rule)} “{cut(rule.words, _EXCERPT * 2)}”"),
    )


def precedents(review: Review) -> list[list[Block]]:
    """Real cases like this one, a line each with how it ended."""
    if not review.precedents:
        return []
    heading = rich(line(words(worded("It has happened before"), "bold")))
    return [[heading], *([rich(listing([_case(case)]))] for case in review.precedents)]


def _case(case: ShownPrecedent) -> Block:
    source = "" if case.url.startswith("http") else cut(case.url, _EXCERPT)
    how = worded(_ENDED.get(case.finding, case.finding))
    ended = f" {cut(how, _EXCERPT)}: {cut(case.outcome, _EXCERPT * 2)}"
    return line(
        link(case.url, f"{told_iso(case.date)}, {case.body}"),
        words(f": {cut(case.what, _EXCERPT * 2)}"),
        words(ended),
        words(f" {source}" if source else ""),
        words(f" {counts_for(case)}" if case.finding == "cleared" else "", "italic"),
    )
