"""Somebody's own reviews on the app's page: what waits for them, and their last ones."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.concerns import Verdict
from bot.desk.deciding import PENDING, standing
from bot.desk.page import Own, Page
from bot.desk.records import Decision, Outcome
from bot.desk.seams import Kept
from bot.slack.blocks import (
    Block,
    button,
    cut,
    header,
    line,
    link,
    note,
    paragraph,
    rich,
    words,
)
from bot.slack.decisions import stands
from bot.slack.parts import title
from bot.words.days import told_moment

SHOW: Final = "show_again"
"""The button that shows a card again. Its value is the review's id."""
NONE_YET: Final = "You have asked for no review yet."
_FIRST = 80
"""Units of a draft that stand for it."""
_WHY = 200
_TO_DO = {
    Outcome.DECLINED: "A propriety lead declined: change the draft, or withdraw it.",
    Outcome.SIGNED_OFF: "A propriety lead signed it off. It may be posted as drafted.",
    Outcome.SIGN_OFF_ASKED: "Not to be posted yet: with the propriety leads for a sign-off.",
    Outcome.PROPRIETY_ASKED: "With the propriety leads, who were asked about it.",
}
_ALONE = "Only you see these."
_WHERE = "Show sends you the card again as a direct message, with its buttons."


def waiting_for_you(told: Page, links: Mapping[str, str], most: int) -> list[Block]:
    """Their reviews that wait for something; nothing where none does."""
    if not told.open:
        return []
    last = note(" ".join([*_where(told), *_more(len(told.open) - most)]) or _ALONE)
    return [
        header("Waiting for you, or for an answer"),
        *_each(told.open[:most], told, links),
        last,
    ]


def last_reviews(told: Page, links: Mapping[str, str], most: int) -> list[Block]:
    """Their last reviews, but for those that stand among what waits."""
    heading = header("Your other last reviews" if told.open else "Your last reviews")
    if not told.recent:
        return [] if told.open else [heading, note(NONE_YET)]
    where = [] if told.open else _where(told)
    last = note(" ".join([_ALONE, *where, *_more(len(told.recent) - most)]))
    return [heading, *_each(told.recent[:most], told, links), last]


def _each(owns: Sequence[Own], told: Page, links: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    for own in owns:
        address = links.get(own.kept.review.id, "")
        blocks += one_of_mine(own.kept, address, again=told.front.form)
    return blocks


def one_of_mine(kept: Kept, address: str = "", *, again: bool = True) -> list[Block]:
    """One review: its verdict, the draft's first words, what became of it, and a button."""
    review = kept.review
    asked = line(words(title(review.verdict), "bold"), words(f", {told_moment(review.made_at)}"))
    lines = [
        asked,
        line(words(f"“{_first_words(review.draft.text)}”")),
        line(words(_state(kept)), *_shared(kept, address)),
    ]
    show = button(
        "Show",
        action=SHOW,
        value=review.id,
        label=f"Show this review to me again: {review.verdict.label}",
    )
    return [rich(paragraph(lines)), *([show] if again else [])]


def _first_words(draft: str) -> str:
    """The beginning of a draft, up to a space where there is one."""
    whole = " ".join(draft.split())
    shown = cut(whole, _FIRST)
    return shown if shown == whole else f"{shown[:-1].rsplit(' ', 1)[0]}…"


def _state(kept: Kept) -> str:
    last = standing(kept)
    if last is None:
        is_clear = kept.review.verdict is Verdict.CLEAR
        return "No decision is needed." if is_clear else "Waiting for your decision."
    if last.outcome in _TO_DO:
        since = f" Asked on {told_moment(last.at)}." if last.outcome in PENDING else ""
        return f"{_TO_DO[last.outcome]}{since}{_why(last)}"
    return f"Decision: {stands(last, kept)}"


def _why(last: Decision) -> str:
    given = last.outcome is Outcome.DECLINED and last.reason
    return f" Their reason: “{cut(last.reason, _WHY)}”" if given else ""


def _shared(kept: Kept, address: str) -> list[list[Block]]:
    if not kept.shared:
        return []
    return (
        [words(" Shared: "), link(address, "open the thread")] if address else [words(" Shared.")]
    )


def _where(told: Page) -> list[str]:
    """What the buttons do; where no direct message is taken there are none."""
    return [_WHERE] if told.front.form else []


def _more(left: int) -> list[str]:
    return [f"And {left} more."] if left > 0 else []
