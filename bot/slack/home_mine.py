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
from bot.words.speaking import to_say, worded

SHOW: Final = "show_again"
"""The button that shows a card again. Its value is the review's id."""
NONE_YET: Final = to_say("You have asked for no review yet.")
_FIRST = 80
"""Units of a draft that stand for it."""
_WHY = 200
_TO_DO = {
    Outcome.DECLINED: to_say("A propriety lead declined: change the draft, or withdraw it."),
    Outcome.SIGNED_OFF: to_say("A propriety lead signed it off. It may be posted as drafted."),
    Outcome.SIGN_OFF_ASKED: to_say(
        "Not to be posted yet: with the propriety leads for a sign-off."
    ),
    Outcome.PROPRIETY_ASKED: to_say("With the propriety leads, who were asked about it."),
}
_ALONE = to_say("Only you see these.")
_WHERE = to_say("Show sends you the card again as a direct message, with its buttons.")


def waiting_for_you(told: Page, links: Mapping[str, str], most: int) -> list[Block]:
    """Their reviews that wait for something; nothing where none does."""
    if not told.open:
        return []
    last = note(" ".join([*_where(told), *_more(len(told.open) - most)]) or worded(_ALONE))
    return [
        header(worded("Waiting for you, or for an answer")),
        *_each(told.open[:most], told, links),
        last,
    ]


def last_reviews(told: Page, links: Mapping[str, str], most: int) -> list[Block]:
    """Their last reviews, but for those that stand among what waits."""
    other = worded("Your other last reviews")
    heading = header(other if told.open else worded("Your last reviews"))
    if not told.recent:
        return [] if told.open else [heading, note(worded(NONE_YET))]
    where = [] if told.open else _where(told)
    last = note(" ".join([worded(_ALONE), *where, *_more(len(told.recent) - most)]))
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
        worded("Show"),
        action=SHOW,
        value=review.id,
        label=worded("Show this review to me again: {verdict}", verdict=review.verdict.label),
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
        none = worded("No decision is needed.")
        return none if is_clear else worded("Waiting for your decision.")
    if last.outcome in _TO_DO:
        asked = worded("Asked on {when}.", when=told_moment(last.at))
        said = [worded(_TO_DO[last.outcome]), asked if last.outcome in PENDING else "", _why(last)]
        return " ".join(one for one in said if one)
    return f"{worded('Decision:')} {stands(last, kept)}"


def _why(last: Decision) -> str:
    given = last.outcome is Outcome.DECLINED and last.reason
    return worded("Their reason: “{reason}”", reason=cut(last.reason, _WHY)) if given else ""


def _shared(kept: Kept, address: str) -> list[list[Block]]:
    if not kept.shared:
        return []
    if not address:
        return [words(f" {worded('Shared.')}")]
    return [words(f" {worded('Shared:')} "), link(address, worded("open the thread"))]


def _where(told: Page) -> list[str]:
    """What the buttons do; where no direct message is taken there are none."""
    return [worded(_WHERE)] if told.front.form else []


def _more(left: int) -> list[str]:
    return [worded("And {n} more.", n=left)] if left > 0 else []
