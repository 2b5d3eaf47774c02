"""Any words of a draft or a model in every kind of message: Slack takes them, as mere words."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.concerns import Concern, Severity, Verdict
from bot.desk import refusals
from bot.desk.page import Page
from bot.desk.records import (
    Condition,
    Decision,
    Dispute,
    Editions,
    Miss,
    Outcome,
    Standing,
)
from bot.desk.seams import Choice, Kept
from bot.desk.switch import Front, Switch
from bot.draft import Draft, Original
from bot.quoting import Span
from bot.review.review import (
    Answer,
    Citation,
    Finding,
    Note,
    Passage,
    Review,
    Rewording,
    ShownPrecedent,
)
from bot.slack import cards, lookups
from bot.slack.blocks import clean, link
from bot.slack.budget import Message, plain
from bot.slack.decision_form import form as decided
from bot.slack.form import DRAFT, FIELD, MORE, WORDS, accepted, form, longer
from bot.slack.home import page
from bot.slack.pressed import About
from bot.slack.switch import LONGEST, SWITCH_OFF, SWITCH_ON, switch_form
from bot.words.speaking import LANGUAGES, speaking
from sandbox.blocks import check_blocks, check_total
from sandbox.methods.chat import TEXT
from sandbox.modals import check_view
from tests.drawn import NOON, a_review

LIVE = (
    "<!channel>", "<!here>", "<@U0LEAD>", "<#C0PRESS>", "<!subteam^S0LEADS>", "@here", "@channel",
    "<https://evil.example|https://www.gov.uk>", "[gov.uk](https://evil.example)", "https://a.b/c",
    "<javascript:alert(1)>", "&lt;!channel&gt;", "&amp;lt;!here&amp;gt;", "*bold* _it_ ~no~ `c`",
    "> quote", ":ship:", "\u202etxet", "\x00\x07", "\ud800", "🏴\U000e0067\U000e0062",
    "e" + "\u0301" * 40,
    "\r\n\r\n", "ŵ" * 400, "👨‍👩‍👧" * 60, "word " * 700, "x" * 3_100, "&<>" * 1_100,
)  # fmt: skip
"""What would mention, link or format if it were read, and what is hard to count or to cut."""
words = st.lists(st.sampled_from(LIVE) | st.text(max_size=80), max_size=8).map("".join)
long_words = st.builds(lambda text, times: (text or "a") * times, words, st.integers(1, 60)).map(
    lambda text: text[:40_000]
)
any_words = words | long_words
addresses = st.sampled_from(
    ("https://www.gov.uk/a", "javascript:alert(1)", "", "http://", "https://a/" + "b" * 4_000)
) | words  # fmt: skip
_place = st.integers(0, 3_000)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), _place, _place)
passages = st.builds(
    Passage, clause_id=st.sampled_from(("c1", "c2")), title=words, locator=words, url=addresses,
    words=any_words, is_summary=st.booleans(), basis=st.sampled_from(("primary", "recall")),
    strength=st.just("must"), concern=st.sampled_from(Concern),
)  # fmt: skip
findings = st.builds(
    Finding, excerpt=any_words, span=spans, concern=st.sampled_from(Concern),
    severity=st.sampled_from(Severity), clause_id=st.sampled_from(("c1", "c2", "gone")),
    quote=any_words, why=any_words, advice=any_words, by=st.just("model"),
)  # fmt: skip
reviews = st.builds(
    Review,
    id=st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True),
    made_at=st.just(NOON),
    asked_by=st.sampled_from(("U0PRESS", "")),
    draft=st.builds(
        Draft, text=any_words, original=st.none() | st.builds(Original, words=words, whose=words)
    ),
    verdict=st.sampled_from(Verdict),
    findings=st.lists(findings, max_size=12).map(tuple),
    notes=st.lists(st.builds(Note, span=spans, excerpt=words, why=words), max_size=4).map(tuple),
    passages=st.lists(passages, max_size=3).map(tuple),
    precedents=st.lists(
        st.builds(ShownPrecedent, date=words, body=words, what=any_words, outcome=any_words,
                  url=addresses, finding=words), max_size=3,
    ).map(tuple),
    rewording=st.none() | st.builds(Rewording, text=any_words, kept=st.lists(words).map(tuple)),
    what_to_change=st.lists(any_words, max_size=4).map(tuple),
    not_checked=st.lists(any_words, max_size=4).map(tuple),
    no_rewording=any_words,
    language=st.sampled_from(LANGUAGES),
    making=st.just(a_review().making),
)  # fmt: skip
answers = st.builds(
    Answer, text=any_words, by=st.sampled_from(("checks", "model")),
    citations=st.lists(
        st.builds(Citation, clause_id=st.sampled_from(("c1", "gone")), quote=any_words), max_size=9
    ).map(tuple),
)  # fmt: skip
CONDITION = Condition(
    editions=Editions(guidance="g1", checks="c1"), model="m", model_is_down=False, waiting=1,
    under_way=0, put_off=0,
)  # fmt: skip
DECIDER = "U0DECIDER"
"""Whoever decided is named on purpose; no words of a draft name them."""
SETTLED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Without making a failing case smaller: that takes minutes with texts as long as these."""


def messages_of(review: Review, text: str) -> Iterator[Message]:
    """Every kind of message that a review comes in."""
    yield from cards.private(review)
    yield from cards.private(review, text)
    yield cards.private_once_shared(review)
    yield cards.shared(review, text)
    yield from cards.details(review)
    yield from cards.revision(review)
    yield cards.perhaps_shared(review, 3)
    yield lookups.mine([Kept(review=review, decisions=(), shared=True, remarks=0)] * 5)
    kept = Kept(
        review=review, decisions=tuple(_decided(text, review)), shared=False, remarks=0,
        disputes=(
            Dispute(
                id="d", review_id=review.id, finding=1, right=False, by=text, at=NOON, reason=text
            ),
        ),
        earlier=replace(review, draft=Draft(text=text or "a")),
    )  # fmt: skip
    yield from cards.private(review, text, kept)
    yield cards.private_once_shared(review, kept)
    yield cards.shared(review, text, kept)
    yield from cards.for_leads(review, text, kept)
    yield from cards.for_leads_behind(review)


def _decided(text: str, review: Review) -> Iterator[Decision]:
    for outcome in (Outcome.WITHDRAWN, Outcome.PROPRIETY_ASKED, Outcome.SIGN_OFF_ASKED):
        yield Decision(
            id="d", review_id=review.id, outcome=outcome, by=DECIDER, at=NOON, reason=text
        )


def disputing(message: Message) -> list[str]:
    """The names of findings that the button for a dispute carries, read back as the form does."""
    pieces = [piece for block in message.blocks for piece in block.get("elements", ())]
    held = [one["value"] for one in pieces if str(one.get("action_id", "")).endswith("dispute")]
    return [name for value in held for name in About.model_validate_json(value).findings]


def held_by_slack(message: Message) -> None:
    """Held to the sandbox's own rules, and to what no message of ours may do."""
    check_blocks(json.loads(json.dumps(message.blocks)))
    check_total(list(message.blocks))
    json.dumps(message.blocks, ensure_ascii=False).encode()
    assert 0 < len(message.text) <= TEXT
    assert not _markup(message.text)
    assert not list(live_pieces(message.blocks))


def _markup(text: str) -> bool:
    """Whether anything in a top-level text would be read as markup."""
    return (
        "<" in text
        or ">" in text
        or "&" in text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    )


def live_pieces(piece: object) -> Iterator[str]:
    """Everything in blocks that Slack would read, and not only show."""
    if isinstance(piece, list | tuple):
        for inside in piece:
            yield from live_pieces(inside)
    if not isinstance(piece, dict):
        return
    kind = piece.get("type")
    named = kind == "user" and piece["user_id"] == DECIDER
    read = {"mrkdwn", "markdown", "user", "channel", "usergroup", "broadcast", "image"}
    if kind in read and not named:
        yield str(piece)
    if kind == "link" and not _honest(piece):
        yield str(piece)
    for inside in piece.values():
        yield from live_pieces(inside)


def _honest(link: dict[str, Any]) -> bool:
    """A link goes to the web, and its text is no other address."""
    address, text = str(link["url"]), str(link.get("text", ""))
    names_a_page = "://" in text or "www." in text.lower()
    own = clean(address).startswith(text.removesuffix("…"))
    return address.startswith(("https://", "http://")) and (own or not names_a_page)


@SETTLED
@given(reviews, words)
def test_any_words_in_any_message_about_a_review(review: Review, text: str) -> None:
    for message in messages_of(review, text):
        held_by_slack(message)
        if named := disputing(message):
            assert len(named) == len(review.findings)
            check_view(decided(Choice.DISPUTE, None, named, {"review": review.id}), "modal")


@SETTLED
@given(answers, reviews, words)
def test_any_words_in_an_answer(answer: Answer, review: Review, lead: str) -> None:
    with speaking(review.language):
        held_by_slack(cards.answered(answer, review, lead))


@SETTLED
@given(any_words, any_words, st.sampled_from(LANGUAGES))
def test_any_words_in_an_apology_and_in_words_of_our_own(
    text: str, reason: str, language: str
) -> None:
    miss = Miss(
        id="m1", draft=Draft(text=text), asked_by="U1", at=NOON, error="ModelError", reason=reason
    )
    with speaking(language):
        held_by_slack(cards.apology(miss))
    held_by_slack(cards.apology(miss, f"Unreviewed. {text[:300]}"))
    held_by_slack(plain(f"Said: {text}"))


@SETTLED
@given(words, st.integers(0, 10**9), st.datetimes(), st.text(max_size=40))
def test_any_figures_and_names_on_the_page_and_in_the_form(
    text: str, many: int, oldest: datetime, channel: str
) -> None:
    standing = Standing(
        waiting=many, under_way=many, put_off=many, failed=many, at=NOON,
        oldest=oldest.replace(tzinfo=NOON.tzinfo),
    )  # fmt: skip
    at = standing.oldest or NOON
    turns = tuple(
        Switch(id="s", taking=each, by=DECIDER, at=at, reason=text[:LONGEST] or "a")
        for each in (True, False) * 3
    )
    off = Front(refusal=refusals.GUEST, off=turns[1], admin=True, form=False, turns=turns)
    views = [page("/neutral", Page(standing=standing, front=each)) for each in (Front(), off)]
    plain_front = replace(off, refusal="", off=None, admin=False)
    views += [page("/neutral", Page(waiting=(), front=plain_front))]
    for view in views:
        check_view(view, "home")
    for language, action in product(LANGUAGES, (SWITCH_OFF, SWITCH_ON)):
        with speaking(language):
            check_view(switch_form(action), "modal")
    held_by_slack(plain(refusals.off(at, text[:LONGEST] or "a")))
    check_view(form(channel), "modal")
    check_view(accepted(channel), "modal")
    held_by_slack(lookups.condition(replace(CONDITION, model=text, waiting=many)))
    assert not list(live_pieces([*views, form(channel), accepted(channel)]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_keeps_to_slacks_limits_in_every_language(language: str) -> None:
    with speaking(language):
        whole = form("C1", dict.fromkeys((*DRAFT, *WORDS), ""))
        views = [whole, form(""), accepted(""), accepted("C1")]
        views += [longer("C1", {}, more) for more in MORE]
        for wish in (Choice.POST, Choice.DECLINE, Choice.DISPUTE):
            views += [decided(wish, verdict, ["1. A finding"], {}) for verdict in Verdict]
        for view in views:
            check_view(json.loads(json.dumps(view)), "modal")


@SETTLED
@given(words, st.sampled_from(tuple(MORE)), st.sets(st.sampled_from((*DRAFT, *WORDS))))
def test_any_words_that_were_typed_stay_in_a_form_to_which_a_part_is_added(
    text: str, more: str, shown: set[str]
) -> None:
    typed = dict.fromkeys((*shown, "account", "platform", "links"), text[:FIELD])
    view = longer("C1", typed, more)
    check_view(json.loads(json.dumps(view)), "modal")
    assert not list(live_pieces(view))
    held = {
        b["block_id"]: b["element"].get("initial_value", "")
        for b in view["blocks"]
        if "element" in b
    }
    assert all(held[name] == typed[name] for name in typed if name != "platform")
    assert form("C1", typed)["private_metadata"] == view["private_metadata"]


@pytest.mark.parametrize("text", LIVE)
def test_what_would_be_read_elsewhere_is_found_if_it_were_live(text: str) -> None:
    live: Sequence[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
        {"type": "rich_text", "elements": [{"type": "link", "url": "https://a.b", "text": "https://c"}]},
    ]  # fmt: skip
    assert len(list(live_pieces(live))) == 2


def test_a_long_answer_with_many_rules_names_as_many_as_fit_and_says_so() -> None:
    cited = tuple(Citation(clause_id="c1", quote="q" * 900) for _ in range(8))
    said = cards.answered(Answer(text="w " * 3_000, citations=cited), a_review())
    held_by_slack(said)
    assert any("more rules than fit" in str(block) for block in said.blocks)
    assert len(said.blocks) >= 6
    short = cards.answered(Answer(text="Because.", citations=cited), a_review())
    assert len(short.blocks) == 10


def test_words_that_name_another_page_are_no_link_to_this_one() -> None:
    named = link("https://evil.example/a", "https://www.gov.uk/code")
    assert [piece["type"] for piece in named] == ["text", "link"]
    assert named[1]["text"] == "https://evil.example/a"
    assert link("https://www.gov.uk/a", "The Code")[0]["text"] == "The Code"


def test_a_rewording_that_changes_every_second_word_is_shown_without_its_changes() -> None:
    reworded = Rewording(text="a c " * 370, kept=(), by="model")
    review = replace(a_review(text="a b " * 375), rewording=reworded)
    for message in messages_of(review, ""):
        held_by_slack(message)


@pytest.mark.parametrize(
    "address", ["https://a/\ud800", "https://a/\x1a", "https://a/ b", "ftp://a"]
)
def test_an_address_that_leads_nowhere_is_no_link(address: str) -> None:
    assert [piece["type"] for piece in link(address, "The Code")] == ["text"]
    json.dumps(link(address, address), ensure_ascii=False).encode()


def test_the_button_of_a_dispute_holds_every_finding_whatever_its_words() -> None:
    finding = replace(a_review().findings[0], excerpt='"\\' * 40)
    review = replace(a_review(), findings=(finding,) * 20)
    for message in messages_of(review, ""):
        held_by_slack(message)
    named = [one for message in cards.private(review) if (one := disputing(message))]
    assert [len(one) for one in named] == [20]
