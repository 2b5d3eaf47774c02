"""The facts of a text: found in every form, equal in value, and never confused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.review.facts import Kind, compare, facts_of
from bot.review.language import is_unknown, languages


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Over £1.7 billion is set aside", Kind.MONEY, "£1.7 billion"),
        ("It costs 95p a day", Kind.MONEY, "95p"),
        ("About 28 per cent of adults", Kind.PERCENTAGE, "28 per cent"),
        ("Open until 25 July", Kind.DATE, "25 July"),
        ("Hyd at 1 o Fawrth", Kind.DATE, "1 o Fawrth"),
        ("In 2025-26 it rises", Kind.DATE, "2025-26"),
        ("It closes on Friday", Kind.DATE, "Friday"),
        ("by 11:59pm that day", Kind.TIME, "11:59pm"),
        ("Call 0800 169 0328 now", Kind.PHONE, "0800 169 0328"),
        ("Come to SW1A 2AA", Kind.POSTCODE, "SW1A 2AA"),
        ("See https://www.gov.uk/x, or call", Kind.LINK, "https://www.gov.uk/x"),
        ("See gov.uk/bird-flu.", Kind.LINK, "gov.uk/bird-flu"),
        ("with @MetOffice today", Kind.HANDLE, "@MetOffice"),
        ("for #NationalApprenticeshipWeek", Kind.HASHTAG, "#NationalApprenticeshipWeek"),
        ("a 12-week plan", Kind.NUMBER, "12-week"),
        ("up to 100MW of capacity", Kind.NUMBER, "100MW"),
        ("two thirds of cases", Kind.NUMBER, "two thirds"),
        ("near the M25 today", Kind.NUMBER, "M25"),
        ("through the Barnett formula", Kind.NAME, "Barnett"),
        ("from the Department for Education", Kind.NAME, "Department for Education"),
        ("Fast Stream applications are open", Kind.NAME, "Fast Stream"),
        ("Read 'Fixing the foundations' here", Kind.QUOTATION, "'Fixing the foundations'"),
        ("She said “it works well” today", Kind.QUOTATION, "“it works well”"),
    ],
)
def test_a_fact_is_found_where_it_stands(text: str, kind: Kind, found: str) -> None:
    assert (kind, found) in [(fact.kind, fact.text) for fact in facts_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("worth £1.7 billion", "worth £1.7bn"),
        ("worth £29,000", "worth £29k"),
        ("28% of adults", "28 per cent of adults"),
        ("open at 9am", "open at 09:00"),
        ("by noon", "by 12pm"),
        ("on 4 July 2026", "on July 4, 2026"),
        ("on 4 July", "on 4th July"),
        ("in 2024 to 2025", "in 2024-25"),
        ("1,300 families", "1300 families"),
        ("two terms", "2 terms"),
        ("twenty-five roles", "25 roles"),
        ("18-week wait", "wait of 18 weeks"),
        ("call 020 7946 0000", "call +44 20 7946 0000"),
        ("see https://www.gov.uk/x/", "see gov.uk/x"),
        ("for #blueBadge", "for #BlueBadge"),
        ("He read “the people’s plan” here", "He read 'the people's plan' here"),
        ("the Welsh Government's plan", "a plan of the Welsh Government"),
        ("yng Nghymru y mae", "hyn yw Cymru"),
    ],
)
def test_another_way_of_writing_a_value_keeps_it(one: str, other: str) -> None:
    compared = compare(one, other)
    assert (compared.lost, compared.added) == ((), ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("worth £1.7 billion", "worth £1.7 million"),
        ("worth £1.7 billion", "worth $1.7 billion"),
        ("28% of adults", "29% of adults"),
        ("9 months", "9 weeks"),
        ("open at 9am", "open at 9pm"),
        ("on 4 July", "on 7 April"),
        ("on 4 July", "on 4 June"),
        ("30 hours", "30"),
        ("two thirds", "two quarters"),
        ("up to 100MW", "up to 100GW"),
        ("see gov.uk/x", "see gov.uk/y"),
        ("through the Barnett formula", "through the Bennett formula"),
        ("She said “it works well” today", "She said “it works” today"),
        ("from @MetOffice", "from @MetOffices"),
    ],
)
def test_another_value_is_a_fact_lost(one: str, other: str) -> None:
    assert compare(one, other).lost


@pytest.mark.parametrize(
    "text",
    [
        "Grants may help. March with us. You may apply. Need more? Apply now!",
        "It's open. I'm sure. Don't wait.",
        "",
        "👏👏",
    ],
)
def test_ordinary_words_are_no_facts(text: str) -> None:
    assert facts_of(text) == ()


def test_figures_inside_a_link_are_not_counted_twice() -> None:
    assert [f.kind for f in facts_of("See https://www.gov.uk/budget-2024/4-july")] == [Kind.LINK]


def test_a_welsh_post_has_facts_too() -> None:
    text = "Mae dau gant ac £1.7 biliwn ar gael yng Nghymru o ddydd Gwener, 9 Ionawr, tan 6yh."
    kinds = {fact.kind for fact in facts_of(text)}
    assert {Kind.MONEY, Kind.DATE, Kind.TIME, Kind.NUMBER, Kind.NAME} <= kinds


TRICKY = st.text(alphabet="Aab01 .,'’\"“”-_@#£%/:\n()é s", max_size=25)


@given(st.text() | TRICKY)
@example("£5AA")
def test_every_text_keeps_its_own_facts_and_adds_none(text: str) -> None:
    compared = compare(text, text)
    assert (compared.lost, compared.added) == ((), ())


@given(st.text())
def test_a_fact_stands_where_it_says(text: str) -> None:
    assert all(text[slice(*fact.span)] == fact.text != "" for fact in facts_of(text))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_two_numbers_are_one_fact_only_if_they_are_equal(one: int, other: int) -> None:
    assert bool(compare(f"about {one:,} homes", f"about {other} homes").lost) == (one != other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rate rises in April for all of you.", {"en"}),
        ("Mae'r gyfradd yn codi ym mis Ebrill i chi.", {"cy"}),
        ("Mae'r gyfradd yn codi i chi.\n\nThe rate rises for you.", {"cy", "en"}),
        ("👏", set()),
    ],
)
def test_welsh_is_told_from_english(text: str, found: set[str]) -> None:
    assert languages(text) == found


def test_a_language_that_nobody_here_reads_is_known_to_be_unknown() -> None:
    assert is_unknown("أعلنت الحكومة عن دعم جديد للأسر")
    assert is_unknown("Le gouvernement a annoncé une nouvelle aide pour les familles françaises")
    assert not is_unknown("Jobs fair: Hull City Hall, Thursday 16 October, 10am to 1pm.")
    assert not is_unknown(
        "Rhybudd melyn: gwynt cryf ar hyd yr arfordir ddydd Gwener, byddwch ofalus"
    )
