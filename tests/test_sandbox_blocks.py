"""Slack's limits on blocks, as the sandbox enforces them."""

import pytest

from sandbox.blocks import CONTAINER, faults, measure
from sandbox.shapes import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**changes: object) -> Json:
    return {"type": "button", "action_id": "a", "text": plain("Share"), **changes}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def rich(*leaves: Json) -> list[Json]:
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}
    ]


GOOD: list[list[Json]] = [
    [{"type": "section", "text": mrkdwn("x" * 3_000)}],
    [{"type": "section", "fields": [mrkdwn("x" * 2_000)] * 10}],
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    [{"type": "divider"}] * 50,
    [{"type": "markdown", "text": "x" * 12_000}],
    actions(*(button(action_id=str(n)) for n in range(25))),
    actions(button(text=plain("x" * 75), value="x" * 2_000)),
    actions({"type": "overflow", "action_id": "o", "options": [option("x", "y")]}),
    rich({"type": "text", "text": "x"}, {"type": "user", "user_id": "U0PRESS"}),
]

WRONG: list[tuple[list[Json], str]] = [
    ([{"type": "section", "text": mrkdwn("x" * 3_001)}], "/blocks/0/text/text"),
    ([{"type": "section", "text": mrkdwn("")}], "/blocks/0/text/text"),
    ([{"type": "section"}], "/blocks/0"),
    ([{"type": "section", "fields": [mrkdwn("x" * 2_001)]}], "/blocks/0/fields/0/text"),
    ([{"type": "section", "fields": [mrkdwn("x")] * 11}], "/blocks/0/fields"),
    ([{"type": "header", "text": plain("x" * 151)}], "/blocks/0/text/text"),
    ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
    ([{"type": "context", "elements": [mrkdwn("x")] * 11}], "/blocks/0/elements"),
    ([{"type": "context", "elements": []}], "/blocks/0/elements"),
    ([{"type": "divider"}] * 51, "/blocks"),
    ([{"type": "markdown", "text": "x" * 12_001}], "/blocks/0/text"),
    ([{"type": "marquee"}], "/blocks/0/type"),
    ([{"type": "divider", "block_id": "b"}] * 2, "/blocks/1/block_id"),
    ([{"type": "divider", "block_id": "b" * 256}], "/blocks/0/block_id"),
    ([{"type": "image", "image_url": "http://127.0.0.1/x.png"}], "/blocks/0/alt_text"),
    (actions(*(button(action_id=str(n)) for n in range(26))), "/blocks/0/elements"),
    (actions(button(), button()), "/blocks/0/elements/1/action_id"),
    (actions(button(text=plain("x" * 76))), "/blocks/0/elements/0/text/text"),
    (actions(button(value="x" * 2_001)), "/blocks/0/elements/0/value"),
    (actions(button(style="loud")), "/blocks/0/elements/0/style"),
    (actions(button(accessibility_label="x" * 76)), "/blocks/0/elements/0/accessibility_label"),
    (actions({"type": "overflow", "options": []}), "/blocks/0/elements/0/options"),
    (rich({"type": "text", "text": ""}), "/blocks/0/elements/0/elements/0/text"),
    ([{"type": "rich_text", "elements": []}], "/blocks/0/elements"),
]


@pytest.mark.parametrize("blocks", GOOD)
def test_blocks_at_the_limit_are_taken(blocks: list[Json]) -> None:
    assert list(faults(blocks, "message")) == []


@pytest.mark.parametrize(("blocks", "place"), WRONG)
def test_a_fault_in_blocks_is_named_with_its_place(blocks: list[Json], place: str) -> None:
    assert [at for at, _ in faults(blocks, "message")] == [place]


def test_a_modal_holds_more_blocks_than_a_message() -> None:
    assert list(faults([{"type": "divider"}] * 100, "modal")) == []


def test_rich_text_with_an_empty_text_is_refused_and_with_words_is_not() -> None:
    def block(text: str) -> list[Json]:
        leaf = {"type": "text", "text": text, "style": {"bold": True}}
        part = {"type": "rich_text_preformatted", "elements": [leaf]}
        return [{"type": "rich_text", "elements": [part]}]

    assert list(faults(block("x"), "message")) == []
    assert next(iter(faults(block(""), "message")))[0] == "/blocks/0/elements/0/elements/0/text"


def test_blocks_are_measured_by_their_text_and_their_containers() -> None:
    assert measure([{"type": "section", "text": mrkdwn("12345")}]) == 5 + 2 * CONTAINER
