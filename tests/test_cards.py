"""Cards: what a review looks like in Slack, whatever the draft and the model hold."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as Validated

from bot.concerns import Concern, Severity, Verdict
from bot.draft import Draft
from bot.guidance.quoted import LONGEST, Quoted
from bot.guidance.territories import Territory
from bot.quoting import Span
from bot.review.review import (
    Answer,
    Citation,
    Claim,
    Finding,
    Note,
    Passage,
    Review,
    Rewording,
    ShownPeriod,
    ShownPrecedent,
    Unproven,
)
from bot.slack import cards, parts
from bot.slack.blocks import clean, cut, slices, units
from bot.slack.budget import Message, fits, say
from bot.slack.marked import marked_draft
from bot.slack.periods import period_notes
from sandbox.blocks import check_blocks, check_total
from tests.drawn import FINDING, PASSAGE, a_miss, a_review

HOSTILE = (
    "<!channel> <@U0LEAD> <https://evil.example|gov.uk> @here #general *bold* `code` :fire: "
    "<!subteam^S1> &lt;!here&gt; _x_ ~y~ \u202e\x00\x07"
)
texts = st.one_of(
    st.text(max_size=80),
    st.sampled_from([HOSTILE, "", "ports " * 900, "🚢" * 4000, "x" * 20_000, "\n" * 60]),
)
quotations = st.builds(
    Quoted,
    words=texts.map(lambda text: text[:LONGEST]),
    locator=texts,
    title=texts,
    publisher=texts,
    licence=texts,
    link=st.sampled_from([PASSAGE.url, "", HOSTILE]),
    published=st.sampled_from(["", "2015-03-16"]),
    fetched_on=st.just("2026-11-20"),
    state=st.sampled_from(["current", "withdrawn", "superseded", "new"]),
)
passages = st.builds(
    Passage,
    official=st.none() | quotations,
    title=texts,
    locator=texts,
    words=texts,
    url=st.sampled_from([PASSAGE.url, "", HOSTILE]),
)
findings = st.builds(
    Finding,
    excerpt=texts,
    why=texts,
    advice=texts,
    quote=texts,
    clause_id=st.just(PASSAGE.clause_id),
    span=st.builds(Span, st.integers(0, 500), st.integers(0, 30_000)),
)
claims = st.builds(Claim, excerpt=texts, why=texts)
hints = st.builds(Note, excerpt=texts, why=texts, span=st.just(Span(0, 1)))
cases = st.builds(ShownPrecedent, what=texts, outcome=texts, url=st.just(PASSAGE.url))
covering = st.builds(
    ShownPeriod,
    what=texts,
    by=st.sampled_from(Territory),
    reach=st.sampled_from(["", "binds", "touches", "perhaps"]),
)
reviews = st.builds(
    Review,
    id=st.just("r1"),
    draft=st.builds(Draft, text=texts, posting_on=st.none()),
    made_at=st.just(a_review().made_at),
    making=st.just(a_review().making),
    findings=st.lists(findings, max_size=25).map(tuple),
    unproven=st.lists(st.builds(Unproven, claim=claims, reason=texts), max_size=6).map(tuple),
    notes=st.lists(hints, max_size=4).map(tuple),
    passages=st.tuples(passages),
    precedents=st.lists(cases, max_size=3).map(tuple),
    periods=st.lists(covering, max_size=3).map(tuple),
    rewording=st.none() | st.builds(Rewording, text=texts, kept=st.tuples(texts)),
    what_to_change=st.lists(texts, max_size=5).map(tuple),
    not_checked=st.lists(texts, max_size=3).map(tuple),
)  # fmt: skip
ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def everything(review: Review) -> tuple[Message, ...]:
    held = review.passages[0]
    cited = [Citation(clause_id="no", quote=HOSTILE)]
    cited += (
        [Citation(clause_id=held.clause_id, quote=held.official.words)] if held.official else []
    )
    official = (held.official,) if held.official else ()
    answer = Answer(text=review.draft.text, citations=tuple(cited), official=official)
    return (
        *cards.private(review),
        cards.private_once_shared(review),
        cards.shared(review),
        *cards.details(review),
        cards.answered(answer, review),
        cards.apology(a_miss(text=review.draft.text)),
        cards.perhaps_shared(review, 1),
    )


def pieces(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # any part of a block
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for inside in value.values():
            yield from pieces(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from pieces(inside)


@ANY
@given(reviews)
def test_whatever_a_review_holds_slack_takes_every_message(review: Review) -> None:
    for message in everything(review):
        check_blocks(list(message.blocks))
        check_total(list(message.blocks))
        assert fits(message.blocks)
        assert units(message.text) <= 40_000
        for block in message.blocks:
            assert Validated.parse(block) is not None


@ANY
@given(reviews)
def test_no_word_of_a_draft_or_a_model_can_mention_or_format(review: Review) -> None:
    for message in everything(review):
        kinds = {piece["type"] for block in message.blocks for piece in pieces(block)}
        assert "mrkdwn" not in kinds
        assert not kinds & {"user", "usergroup", "channel", "broadcast", "team", "emoji"}
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", message.text)


@ANY
@given(reviews)
def test_links_lead_to_the_guidance_alone(review: Review) -> None:
    for message in everything(review):
        links = [p["url"] for b in message.blocks for p in pieces(b) if p.get("type") == "link"]
        assert set(links) <= {PASSAGE.url}


@ANY
@given(reviews)
def test_the_verdict_is_said_in_words_to_those_who_hear_the_card(review: Review) -> None:
    assert review.verdict.label in cards.private(review)[0].text
    assert review.verdict.label in cards.shared(review).text


@given(st.text(max_size=300), st.integers(1, 40))
def test_slices_join_to_the_same_text(text: str, longest: int) -> None:
    found = list(slices(text, longest))
    assert "".join(found) == text
    assert all(units(part) <= max(longest, 2) for part in found)


@given(st.text(max_size=200), st.integers(1, 60))
def test_a_cut_text_is_never_longer_than_it_may_be(text: str, longest: int) -> None:
    assert units(cut(text, longest)) <= longest
    if units(text) <= longest:
        assert cut(text, longest) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_ordinary_letters_are_shown_as_they_are(text: str) -> None:
    assert clean(text) == text


@given(
    st.text(max_size=1400),
    st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 300)), max_size=6),
)
def test_a_marked_draft_says_the_draft(text: str, places: list[tuple[int, int]]) -> None:
    found = [replace(FINDING, span=Span(start, start + more)) for start, more in places]
    shown = [
        leaf["text"]
        for leaf in pieces(marked_draft(text, found))
        if leaf["type"] == "text" and not leaf.get("style", {}).get("code")
    ]
    assert "".join(shown) == (clean(text) or " ")


def test_the_words_at_fault_are_bold_and_numbered() -> None:
    text = "We open the port, for the first time in a generation."
    start = text.index("for")
    found = replace(FINDING, span=Span(start, start + 34))
    leaves = [leaf for leaf in pieces(marked_draft(text, [found])) if leaf["type"] == "text"]
    bold = [leaf["text"] for leaf in leaves if leaf.get("style") == {"bold": True}]
    assert bold == ["for the first time in a generation"]
    assert "[1]" in [leaf["text"] for leaf in leaves]


def test_of_a_long_draft_the_places_that_matter_are_shown() -> None:
    text = "Ports. " * 2_000 + "for the first time in a generation" + " Ports." * 2_000
    start = text.index("for")
    found = replace(FINDING, span=Span(start, start + 34))
    shown = say(marked_draft(text, [found]))
    assert "for the first time in a generation" in shown
    assert len(shown) < 700


def test_what_only_cuts_says_nothing_of_what_it_adds() -> None:
    card = cards.private(a_review(text="Today The ports are open."))[0]
    assert "What it changes: 1 word cut. Struck through is cut.\n" in card.text


def test_of_a_long_draft_nothing_is_called_left_out_that_is_shown() -> None:
    text = "Ports open, for the first time in a generation, and more follow soon. " * 40
    starts = [found.start() for found in re.finditer("for the first", text)]
    found = [replace(FINDING, span=Span(start, start + 34)) for start in starts]
    whole = re.sub(r"\[\d+\]", "", say(marked_draft(text, found)))
    assert whole.count("[…]") == 1
    assert text.startswith(whole.removesuffix(" […]"))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_a_shape_of_its_own(verdict: Verdict) -> None:
    shapes = [parts.SHAPES[each] for each in Verdict]
    assert len(set(shapes)) == len(shapes)
    title = say(cards.private(replace(a_review(), verdict=verdict))[0].blocks[0])
    assert title == f"{parts.SHAPES[verdict]} {verdict.label}"


def test_a_review_by_checks_alone_says_so_on_its_face() -> None:
    for message in (cards.private(a_review())[0], cards.shared(a_review())):
        assert "Automatic checks only: no language model is configured." in message.text


def a_period(what: str, reach: str = "perhaps", start: str = "2027-04-15") -> ShownPeriod:
    return ShownPeriod(what=what, start=start, poll="2027-05-06", confirmed=False, reach=reach)


def test_periods_that_may_apply_to_an_unknown_account_share_one_line() -> None:
    one, other, unfixed = a_period("Welsh councils"), a_period("Scottish councils"), "An Assembly"
    shown = (a_period(unfixed, start=""), one, other, a_period("England", ""))
    lines = [str(block) for block in period_notes(shown)]
    assert len(lines) == 3
    assert unfixed in lines[0]
    assert "England" in lines[1]
    assert "may apply" in lines[2]
    assert "Welsh councils, 15 April 2027 to 6 May 2027" in lines[2]
    assert "Scottish councils" in lines[2]
    (alone,) = period_notes((one,))
    assert "It may apply: nobody has told the bot where" in str(alone)


def test_a_short_review_is_one_private_card_with_everything_on_it() -> None:
    (card,) = cards.private(a_review())
    for said in (
        "Party political (revise)",
        "It compares with earlier governments.",
        "Cut the comparison.",
        "Civil Service Code, paragraph 13",
        "Our summary, not the official words: “without favour to any party”",
        "The ports are open.",
        "Automatic checks only: no language model is configured.",
        "guidance g1",
        "you decide",
    ):
        assert said in card.text


def test_what_a_rule_rests_on_is_said_where_it_is_not_the_document() -> None:
    doubtful = replace(PASSAGE, basis="recall")
    text = cards.private(replace(a_review(), passages=(doubtful,)))[0].text
    assert "open the link before relying on it" in text
    assert "open the link before relying on it" not in cards.private(a_review())[0].text


def test_official_words_are_called_so_with_their_date() -> None:
    fetched = replace(PASSAGE, is_summary=False, fetched_on="2026-03-02")
    text = cards.private(replace(a_review(), passages=(fetched,)))[0].text
    assert "The official words, fetched 2 March 2026" in text


def test_the_rewording_copies_cleanly() -> None:
    found = [
        "".join(leaf["text"] for leaf in piece["elements"])
        for block in cards.private(a_review())[0].blocks
        for piece in pieces(block)
        if piece.get("type") == "rich_text_preformatted"
    ]
    assert found == ["The ports are open."]


def test_what_the_rewording_changes_is_shown_word_by_word_and_said_in_words() -> None:
    card = cards.private(a_review(text="Ports are open."))[0]
    leaves = [
        leaf for b in card.blocks for piece in pieces(b) for leaf in piece.get("elements", [])
        if isinstance(leaf, dict)
    ]  # fmt: skip
    styled = {style: leaf["text"] for leaf in leaves for style in leaf.get("style", {})
              if style == "strike"}  # fmt: skip
    assert styled == {"strike": "Ports "}
    told = "What it changes: 1 word cut, 2 words added. Struck through is cut. Bold is added."
    assert told in card.text
    assert "What it changes" not in str(cards.private(a_review(text="x " * 2_000)))


def test_where_no_rewording_is_offered_the_card_says_why() -> None:
    none = replace(a_review(), rewording=None, no_rewording="It would lose “Ports”.")
    said = str(cards.private(none)[0].blocks)
    assert "No safe rewording was found. It would lose “Ports”." in said
    clear = replace(none, findings=(), verdict=Verdict.CLEAR)
    assert "No safe rewording" not in str(cards.private(clear)[0].blocks)


def test_a_long_rewording_comes_whole_in_parts() -> None:
    words = " ".join(f"word{number}" for number in range(4_000))
    review = replace(a_review(), rewording=Rewording(text=words, kept=(), by="model"))
    found = [
        "".join(leaf["text"] for leaf in piece["elements"])
        for message in cards.details(review)
        for block in message.blocks
        for piece in pieces(block)
        if piece.get("type") == "rich_text_preformatted"
    ]
    assert "".join(found) == words


def test_what_could_not_be_proven_is_shown_for_a_person_to_check() -> None:
    claim = Claim(
        excerpt="ports", concern=Concern.EVIDENCE, severity=Severity.REVISE, clause_id="x",
        quote="y", why="No figure is given.",
    )  # fmt: skip
    doubt = Unproven(claim=claim, reason="The quote stands nowhere.")
    text = cards.private(replace(a_review(), unproven=(doubt,)))[0].text
    assert "Check by hand" in text
    assert "No figure is given." in text
    assert "The quote stands nowhere." in text


def test_a_precedent_is_a_line_with_how_it_ended() -> None:
    case = ShownPrecedent(
        id="p", date="2024-05-03", body="A department", what="A post said so.",
        outcome="It was deleted.", finding="conceded", url=PASSAGE.url,
    )  # fmt: skip
    text = cards.private(replace(a_review(), precedents=(case,)))[0].text
    assert "3 May 2024, A department: A post said so. Conceded: It was deleted." in text


def test_the_share_button_carries_the_review_and_a_label() -> None:
    row = cards.private(a_review())[0].blocks[-1]
    (button,) = row["elements"]
    assert (button["action_id"], button["value"]) == ("share", "r1")
    assert button["accessibility_label"]


def test_once_shared_no_share_button_is_left_on_any_card() -> None:
    for message in (cards.shared(a_review()), cards.private_once_shared(a_review())):
        assert '"share"' not in json.dumps(message.blocks)


def test_the_shared_card_is_short_and_its_thread_holds_the_rest() -> None:
    card, thread = cards.shared(a_review()), cards.details(a_review())
    assert "Civil Service Code" not in card.text
    assert any("Civil Service Code, paragraph 13" in message.text for message in thread)
    assert any("The ports are open." in message.text for message in thread)


def test_an_apology_says_which_draft_and_why() -> None:
    text = cards.apology(a_miss()).text
    assert "unreviewed" in text
    assert "The model did not answer in 45 seconds." in text
    assert "Ports open." in text
