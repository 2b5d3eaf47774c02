"""Personal data is found by its form and masked; what government says every day stays."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.privacy.finding import found, masked
from bot.privacy.found import Found, Kind, merged
from bot.quoting import Span

CASES = Path(__file__).parent / "cases"
PERSONAL = {
    Kind.EMAIL: (
        "jane.smith@example.gov.uk",
        "j.o'neil+forms@example.co.uk",
        "JANE_SMITH@EXAMPLE.ORG",
        "x@a-b.example",
        "jane@xn--example-9c8d.wales",
    ),
    Kind.PHONE: (
        "020 7946 0123",
        "(020) 7946 0123",
        "0207 946 0123",
        "0117 496 0123",
        "01632 960 123",
        "01632-960123",
        "01632 96012",
        "07700 900123",
        "07700900123",
        "07700 900 123 ext 45",
        "0300 123 1234",
        "0800 123456",
        "0808 157 0123",
        "056 0000 1234",
        "+44 20 7946 0123",
        "+44 (0)20 7946 0123",
        "+44(0)7700.900.123",
        "(+44) 7700 900123",
        "0044 7700 900123",
        "+33 1 23 45 67 89",
        "+1 (202) 555-0123",
        "+353 1 234 5678",
        "0033 1 23 45 67 89",
        "０２０ ７９４６ ０１２３",
        "020\u00a07946\u20110123",
        "020 79\u200b46 0123",
    ),
    Kind.INSURANCE: ("AB123456C", "AB 12 34 56 C", "AB-12-34-56-D", "ab123456c", "JG 10 37 59 A"),
    Kind.NHS: ("943 476 5919", "9434765919", "943-476-5919", "401 023 2137", "320 000 0007"),
    Kind.POSTCODE: ("SW1A 2AA", "M1 1AE", "sw1a2aa", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A  1BB"),
    Kind.ADDRESS: (
        "14 Acacia Avenue, Leeds LS1 4AB",
        "Flat 2, 14a Acacia Avenue, Leeds, LS1 4AB",
        "14 Acacia Avenue\nHorsforth\nLeeds\nLS18 4AB",
        "Rose Cottage, Mill Lane, Kelso TD5 7AB",
        "7 St Mary's Road",
        "3-5 Upper High Street",
        "12 Heol y Bont",
        "9 Ffordd yr Orsedd, Bangor LL57 1AA",
    ),
    Kind.PERSON: ("<@U0123ABCD>", "<@W0123ABCD|jane>"),
}
ORDINARY = (
    "Follow @10DowningStreet, @hmtreasury and @dfe@social.example.gov.uk.",
    "Dial 999, 101, 105, 111 or 119; Childline is on 0800 1111.",
    "From 1 April 2026 to 31/03/2027, on 01-02-2026 at 09:30, or 2026-02-01T09:30:00Z.",
    "In 2026-27 we spend £1,200,000,000, £3.5bn, £105 a week, and 1 234 567 890 more.",
    "HS2, M25, A1(M), B12, COP30, G7, SW1A and the W1 area. In m25 2nd place.",
    "Clause 4.1(a), paragraph 13, section 12(3), CP 1234, HC 567, S.I. 2026/1234.",
    "QQ123456C is the example; SC123456 is a company; GB 123 4567 89 a VAT number.",
    "Sessions at 10 11 12 a day. 943 476 5918 has a wrong check digit.",
    "ISBN 0306406152, ISBN-10: 0306406152 and 978-1-4741-2345-6.",
    "10 Downing Street, and 11 Downing Street next door.",
    "More than 100 High Street banks, and 30 New Road schemes. In 2026 Acacia Avenue opens.",
    "Visit Leeds. Join us in Cardiff Bay, Wales, on 3 May.",
    "Between 0.5% and 12.75%, by 3:1, 1024x768, v2.14.1, 192.168.100.201.",
    "https://www.gov.uk/guidance/12345678?id=20261127 and #StayWell24",
    "Example@ and @ and a@b and a@b.c",
    "<@channel> <!here> <#C0123ABCD>",
    "",
)
HOSTILE = (
    "0", "0 ", "07 ", "a", "a@", "a.", "@", "Ab ", "1 Ab ", "LS1 4AB", "LS1 4AB ", "Leeds, ",
    "<@U", "+1(", "(", "a.b@a.", "'", "É ", "\u200b1", "AB12", "1 of ", "Flat 1, ", "A\n",
    "1 A of the ", "+44(0)", "001", "- 0", "1-1 ", "943476591",
)  # fmt: skip
LETTERS = st.sampled_from(" .,-()+@<>|'/\n0123456789ABCDLSabcdk\u200b\u00a0\u2019é[]") | st.text(
    max_size=3
)
PIECES = st.sampled_from([text for texts in PERSONAL.values() for text in texts])
TEXTS = st.lists(LETTERS | PIECES, max_size=20).map("".join)


def examples() -> Iterator[tuple[Kind, str]]:
    for kind, texts in PERSONAL.items():
        yield from ((kind, text) for text in texts)


@pytest.mark.parametrize(("kind", "text"), list(examples()))
def test_each_form_is_found_whole_wherever_it_stands(kind: Kind, text: str) -> None:
    for before, after in (
        ("", ""),
        ("Write to ", ", today."),
        ("(", ")"),
        ("\n", "\n"),
        ("is:", ";"),
    ):
        whole = f"{before}{text}{after}"
        assert found(whole) == (Found(Span(len(before), len(before) + len(text)), kind),)
        assert masked(whole) == f"{before}[{kind.value}]{after}"


@pytest.mark.parametrize("text", ORDINARY)
def test_what_government_says_every_day_is_not_masked(text: str) -> None:
    assert masked(text) == text


def test_in_our_own_drafts_only_telephone_numbers_and_mailboxes_are_found() -> None:
    drafts = [
        str(json.loads(line))
        for path in sorted(CASES.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    kinds = {one.kind for draft in drafts for one in found(draft)}
    assert len(drafts) > 400
    assert kinds == {Kind.PHONE, Kind.EMAIL}


def test_the_words_around_it_stay_to_the_letter() -> None:
    text = "Ring Jane\u200b on 07700 900123 \u2013 or <@U0123ABCD>, at AB\u00a012 34 56 C!"
    assert masked(text) == (
        "Ring Jane\u200b on [phone number] \u2013 or [person], at [National Insurance number]!"
    )


def test_the_page_about_it_names_every_mark() -> None:
    page = (CASES.parent.parent / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert not [kind for kind in Kind if f"`{kind.mark}`" not in page]


def test_names_of_people_are_not_found() -> None:
    assert (
        masked("Mr John Smith of Leeds was diagnosed.") == "Mr John Smith of Leeds was diagnosed."
    )


def test_a_number_in_a_list_hides_no_other() -> None:
    text = "0300 123 1234, 0300 123 4321; 07700900123/07700900124\n020 7946 0123 020 7946 0124"
    assert masked(text).count("[phone number]") == 6
    assert not any(letter.isdigit() for letter in masked(text))


@given(TEXTS)
@example("+44" + "0 " * 20)
@example("a@b.uk_c@d.uk")
@example("14 Acacia Avenue AB123456C")
@example("07700900123AB123456CLS1 4AB")
@example("jane@example.gov.uk14 Acacia Avenue, Leeds")
@settings(max_examples=400)
def test_what_is_masked_once_holds_nothing_more_and_stays_as_it_is(text: str) -> None:
    once = masked(text)
    assert found(once) == ()
    assert masked(once) == once


@given(TEXTS)
@settings(max_examples=400)
def test_what_is_found_is_in_order_and_shares_no_character(text: str) -> None:
    at = 0
    for one in found(text):
        assert at <= one.span.start < one.span.end <= len(text)
        at = one.span.end


@given(st.text(max_size=40), PIECES, st.text(max_size=40))
@settings(max_examples=400)
def test_a_space_or_a_full_stop_around_it_is_enough(before: str, piece: str, after: str) -> None:
    whole = f"{before} . {piece} . {after}"
    start = len(before) + 3
    assert any(
        one.span.start <= start and one.span.end >= start + len(piece) for one in found(whole)
    )


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(Kind)), max_size=8)
)
def test_what_overlaps_is_masked_as_one(drawn: list[tuple[int, int, Kind]]) -> None:
    spans = [Found(Span(start, start + length), kind) for start, length, kind in drawn]
    covered = {at for one in spans for at in range(*one.span)}
    joined = merged(spans)
    assert {at for one in joined for at in range(*one.span)} == covered
    assert sum(one.span.end - one.span.start for one in joined) == len(covered)


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_costs_a_few_readings(unit: str) -> None:
    """100,000 characters take 0.1 to 0.4 seconds here; what grows with the square, minutes."""
    text = unit * (100_000 // len(unit)) + " LS1 4AB"
    began = process_time()
    masked(text)
    assert process_time() - began < 5


@pytest.mark.parametrize("nine", ["943476591", "401023213", "320000000", "010170123"])
def test_of_all_last_digits_one_at_most_makes_an_nhs_number(nine: str) -> None:
    kinds = [{one.kind for one in found(f"no. {nine}{last} is")} for last in range(10)]
    assert sum(Kind.NHS in each for each in kinds) <= 1
