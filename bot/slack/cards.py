"""Whole messages about a review: pure functions from a review to what Slack is given."""

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.records import Miss
from bot.desk.seams import Kept
from bot.review.review import Answer, Review
from bot.slack import beside, decisions, official, parts, versions
from bot.slack.blocks import Block, cut, line, link, note, quote, rich, slices, words
from bot.slack.budget import Message, fits, message, pack
from bot.slack.dossiers import dossier_row
from bot.slack.marked import marked_draft
from bot.words.speaking import speaking, to_say, worded

BRIEF = 5
"""Findings in a short card; the rest stand behind it."""
AT_ONCE = 3
"""Private messages behind a card that was too long: a response_url takes five in all, of which
one says what is being read, and one is the card."""
_ANSWER = 6_000
_DRAFT = 300
_MORE_RULES = to_say("The answer rests on more rules than fit here: ask about one of them.")
SHARED = to_say("Shared in a channel, with the findings in its thread.")


def private(review: Review, lead: str = "", kept: Kept | None = None) -> tuple[Message, ...]:
    """The card for the one who asked: whole where it fits, else short with the rest behind it.

    ``lead`` stands above it: that it is late, or which review it replaces. ``kept`` says what was
    decided, and whether it was shared.
    """
    is_shared = kept is not None and kept.shared
    with speaking(review.language):
        share = note(worded(SHARED)) if is_shared else parts.share_row(review)
        return _whole(review, lead, [*decisions.below(review, kept), share], versions.since(kept))


def for_leads(review: Review, lead: str, kept: Kept) -> tuple[Message, ...]:
    """What the propriety leads are given: the whole review, with what is asked of them."""
    with speaking(review.language):
        return _whole(review, lead, [*decisions.below(review, kept), dossier_row(review)])


def _whole(
    review: Review, lead: str, tail: list[Block], since: Sequence[Block] = ()
) -> tuple[Message, ...]:
    draft = marked_draft(review.draft.text, review.findings)
    behind = _behind(review)
    whole = [
        *_lead(lead),
        *parts.opening(review),
        *since,
        draft,
        *(block for group in behind for block in group),
        *tail,
    ]
    if fits(whole):
        return (message(whole, unread=[draft]),)
    short = message(_short(review, draft, lead, tail), unread=[draft])
    return (short, *_capped(pack([*([list(since)] if since else []), *behind])))


def private_once_shared(review: Review, kept: Kept | None = None) -> Message:
    """The private card when its review stands in the channel: the same, with no Share button."""
    return private(review, kept=replace(kept or _undecided(review), shared=True))[0]


def shared(review: Review, lead: str = "", kept: Kept | None = None) -> Message:
    """The card that stands in the channel."""
    with speaking(review.language):
        draft = marked_draft(review.draft.text, review.findings)
        tail = [*versions.since(kept), *decisions.below(review, kept)]
        return message(_short(review, draft, lead, tail), unread=[draft])


def revision(review: Review) -> tuple[Message, ...]:
    """What the model's review adds to the thread of the one by the checks that it replaces."""
    with speaking(review.language):
        return (shared(review, versions.above(_undecided(review))), *details(review))


def for_leads_behind(review: Review) -> tuple[Message, ...]:
    """What stands in the thread of a request to the leads that is too long for one message.

    Nothing where the request holds it all: reasons and decisions may make it longer later, but
    the thread of a message that is there does not change.
    """
    whole = len(for_leads(review, decisions.ASKED, _undecided(review))) == 1
    return () if whole else details(review)


def details(review: Review) -> tuple[Message, ...]:
    """What stands in the thread of a shared card: findings with their rules, rewording, cases."""
    with speaking(review.language):
        return tuple(message(blocks) for blocks in pack(_behind(review)))


def answered(answer: Answer, review: Review, lead: str = "") -> Message:
    """An answer in a review's thread, with the rules that it quotes."""
    text = cut(answer.text, _ANSWER) or worded("I have no answer to that.")
    said = [*_lead(lead), rich(line(words(text)))]
    last = [note(worded("Looked up in the guidance: no language model answered."))]
    last = last if answer.by == "checks" else []
    cited = [rich(_citation(c.clause_id, c.quote, review)) for c in answer.citations[:8]]
    cited += [rich(quote(*official.shown(found))) for found in answer.official[:2]]
    shown = len(cited)
    while shown and not fits([*said, *cited[:shown], note(worded(_MORE_RULES)), *last]):
        shown -= 1
    more = [note(worded(_MORE_RULES))] if shown < len(cited) else []
    return message([*said, *cited[:shown], *more, *last])


def apology(miss: Miss, opening: str = "") -> Message:
    """What the asker alone is told when a review could not be made."""
    reason = words(cut(miss.reason, _DRAFT * 3))
    first = opening or worded("This draft is unreviewed.")
    said = rich(line(words(f"{first} ", "bold"), reason))
    return message([said, rich(quote(words(cut(miss.draft.text, _DRAFT) or " ")))])


def perhaps_shared(review: Review, times: int) -> Message:
    """Told to the one who shared, when nobody can know whether Slack posted it."""
    with speaking(review.language):
        said = worded(
            "The bot was interrupted while sharing this review. "
            "Look in the channel: it may be there already. If it is not, share it again."
        )
        return message([rich(line(words(said))), parts.share_again_row(review, times)])


def _undecided(review: Review) -> Kept:
    """A review of which nothing has become yet."""
    return Kept(review=review, decisions=(), shared=False, remarks=0)


def _lead(words_of: str) -> list[Block]:
    return [note(worded(words_of))] if words_of else []


def _short(review: Review, draft: Block, lead: str, tail: list[Block]) -> list[Block]:
    """The shortest card says the verdict; it holds as much more as fits above its ``tail``."""
    opening = [*_lead(lead), *parts.opening(review)]
    for findings, shown in ((BRIEF, [draft]), (BRIEF, []), (1, [])):
        blocks = [*opening, *shown, *_lines(review, findings), *parts.made(review), *tail]
        if fits(blocks):
            return blocks
    return [*opening[:3], *parts.made(review), *tail]


def _lines(review: Review, most: int) -> list[Block]:
    lines = [rich(parts.finding_line(n, f)) for n, f in enumerate(review.findings[:most], 1)]
    more = len(review.findings) - most
    return [*lines, *([note(worded("And {n} more.", n=more))] if more > 0 else [])]


def _behind(review: Review) -> list[list[Block]]:
    return [
        *parts.finding_blocks(review),
        *parts.to_check(review),
        *parts.what_to_do(review),
        *beside.lifted(review),
        *parts.notes(review),
        *beside.own_rules(review),
        *beside.precedents(review),
        *parts.unread(review),
        parts.made(review),
    ]


def _capped(packed: tuple[tuple[Block, ...], ...]) -> tuple[Message, ...]:
    left = len(packed) - AT_ONCE
    made = [message(blocks) for blocks in packed[:AT_ONCE]]
    if left > 0:
        last = [
            *packed[AT_ONCE - 1][:-1],
            note(worded("The rest is too long to show here: share it to read on.")),
        ]
        made[-1] = message(last)
    return tuple(made)


def _citation(clause_id: str, words_of: str, review: Review) -> Block:
    passage = next((p for p in review.passages if p.clause_id == clause_id), None)
    if passage and passage.official and official.quotes(words_of, passage.official):
        return quote(*official.shown(official.part(words_of, passage.official)))
    source = (
        link(passage.url, f"{passage.title}, {passage.locator}") if passage else words(clause_id)
    )
    summary = passage is None or passage.is_summary
    whose = f" ({worded('our summary')})" if summary else ""
    if passage is not None and passage.is_own:
        whose = f" ({worded('your own rule')})"
    shown = next(slices(words_of, 900), "")
    return quote(words(f"“{shown}” "), source, words(whose, "italic"))
