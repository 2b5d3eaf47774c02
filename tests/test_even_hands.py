"""Even hands: names exchanged change no verdict, of parties, of people, of governments in time."""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from bot.checks.coverage import LEGISLATURES, covered
from bot.checks.known import known_in
from bot.checks.signal import Signal
from bot.checks.watchfile import PartyRow, read_parties
from bot.concerns import Severity
from bot.draft import Draft
from tests.as_shipped import CHECKS, GUIDANCE
from tests.test_checks import TODAY

FRAMES = Path(__file__).parent / "cases" / "even"
PARTIES, _ = read_parties(GUIDANCE)
NOW = ("this government", "the current government", "the present government", "our government")
THEN = (
    "the last government", "the previous government", "the former government",
    "the outgoing government", "the last administration",
)  # fmt: skip
Judge = Callable[[str], str]


def frames(name: str, part: str = "") -> list[str]:
    """The sentences of a file, or of a part of it under a heading."""
    lines = (FRAMES / name).read_text("utf-8").splitlines()
    heading, found = "", []
    for line in lines:
        heading = line[2:] if line.startswith("# ") else heading
        if line and not line.startswith("# ") and heading == part:
            found.append(line)
    return found


def worst(signals: Iterable[Signal]) -> str:
    found = {signal.severity for signal in signals if signal.is_breach}
    return "stop" if Severity.STOP in found else "revise" if found else "clear"


@cache
def verdict(text: str) -> str:
    """The checks' verdict with the trained reader on."""
    return worst(CHECKS.see(Draft(text=text), TODAY))


@cache
def by_rules(text: str) -> str:
    return worst(CHECKS.see_by_rules(Draft(text=text), TODAY))


def filled(frame: str, name: str) -> str:
    text = frame.replace("{}", name)
    return text[0].upper() + text[1:]


def uneven(frame: str, names: Iterable[str], judge: Judge = verdict) -> list[str]:
    """Each ordered pair of names that gives two verdicts in the same sentence."""
    return [
        f"{one}: {judge(filled(frame, one))}, {other}: {judge(filled(frame, other))}"
        for one, other in permutations(names, 2)
        if judge(filled(frame, one)) != judge(filled(frame, other))
    ]


def of_all(field: Callable[[PartyRow], Iterable[str]]) -> list[str]:
    return [name for party in PARTIES.parties for name in field(party)]


@pytest.mark.parametrize("frame", frames("parties.txt"))
@pytest.mark.parametrize(
    "field",
    [
        lambda party: party.plain,
        lambda party: [name for name in party.common if not name.startswith("The ")],
    ],
    ids=["names", "names that are ordinary words"],
)
def test_parties_exchanged_give_the_same_verdict(
    field: Callable[[PartyRow], Iterable[str]], frame: str
) -> None:
    names = [name for name in of_all(field) if name not in _NICKNAMES and name[0].isupper()]
    assert not uneven(frame, names)


_NICKNAMES = frozenset(of_all(lambda party: party.nicknames))


@pytest.mark.parametrize("frame", frames("parties.txt"))
def test_nicknames_exchanged_give_the_same_verdict(frame: str) -> None:
    assert not uneven(frame, _NICKNAMES)


@pytest.mark.parametrize("frame", frames("company.txt"))
def test_adjectives_of_parties_exchanged_give_the_same_verdict_and_never_clear(frame: str) -> None:
    names = of_all(lambda party: party.adjectives)
    assert not uneven(frame, names)
    assert verdict(filled(frame, names[0])) == "stop"


@pytest.mark.parametrize("frame", frames("people.txt"))
def test_leaders_and_politicians_exchanged_give_the_same_verdict(frame: str) -> None:
    assert not uneven(frame, of_all(lambda party: (*party.leaders, *party.politicians)))


@pytest.mark.parametrize("party", PARTIES.parties, ids=lambda party: party.name)
def test_every_account_site_and_part_of_a_name_is_as_partisan_as_any_other(party: PartyRow) -> None:
    for handle in party.handles:
        assert verdict(f"Good advice on bins from @{handle} today.") == "stop", handle
    for domain in party.domains:
        assert verdict(f"Read more at https://{domain}/join") == "stop", domain
    for part in party.parts:
        account = f"{part}_Leeds" if part.isascii() else part
        assert verdict(f"Good advice on bins from @{account} today.") == "stop", account


def test_every_slogan_is_as_partisan_as_any_other_in_its_years() -> None:
    severities = set()
    for party in PARTIES.parties:
        for slogan in party.slogans:
            words = re.sub(r"\(([^|)]*)\|[^)]*\)", r"\1", slogan.words)
            words = re.sub(r"\[[^]]*\]\s?", "", words).replace("*", "")
            day = TODAY.replace(year=min(max(slogan.since, 2010), slogan.until or 9999))
            draft = Draft(text=f"The bridge is open: {words}.", posting_on=day)
            seen = {signal.check: signal for signal in CHECKS.see_by_rules(draft, day)}
            assert not seen.keys().isdisjoint({"party.slogan", "party.named"}), words
            severities |= {seen["party.slogan"].severity} if "party.slogan" in seen else set()
    assert severities == {Severity.REVISE}


def drafts_that_name_a_party() -> list[tuple[str, str]]:
    """Whole drafts of the labelled sets, with the name of a party in each."""
    known, found = known_in(PARTIES), []
    for path in sorted(FRAMES.parent.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            text = str(json.loads(line).get("draft", ""))
            named = known.names.search(text.lower())
            written = text[named.start() : named.end()] if named else ""
            if written in of_all(lambda party: party.names):
                found.append((text, written))
    return found


def test_parties_exchanged_in_whole_drafts_give_the_same_verdict() -> None:
    drafts = drafts_that_name_a_party()
    assert len(drafts) >= 10
    names = [party.names[0] for party in PARTIES.parties]
    for text, written in drafts:
        assert len({verdict(exchanged(text, written, name)) for name in names}) == 1, text


def exchanged(text: str, one: str, other: str) -> str:
    """The text with the two names in each other's places."""
    held = "\N{INFINITY}"
    return text.replace(one, held).replace(other, one).replace(held, other)


@pytest.mark.parametrize("part", ["blame", "praise", "record"])
def test_a_government_of_now_and_one_of_before_give_the_same_verdict_by_the_rules(
    part: str,
) -> None:
    for frame in frames("governments.txt", part):
        assert not uneven(frame, (*NOW, *THEN), by_rules)
        expected = {"blame": "stop", "praise": "revise", "record": "clear"}[part]
        assert by_rules(filled(frame, NOW[0])) == expected, frame


@pytest.mark.parametrize("frame", frames("governments.txt", "contrast"))
def test_a_contrast_of_governments_weighs_the_same_in_both_directions_of_time(frame: str) -> None:
    for now in NOW:
        for then in THEN:
            there = filled(frame.replace("{a}", now).replace("{b}", then), "")
            back = filled(frame.replace("{a}", then).replace("{b}", now), "")
            assert by_rules(there) == by_rules(back), (there, back)
            assert by_rules(there) != "clear", there


@pytest.mark.parametrize("part", ["blame", "praise", "contrast"])
def test_the_trained_reader_lets_no_government_through_that_the_rules_do_not(part: str) -> None:
    for frame in frames("governments.txt", part):
        for name in (*NOW, *THEN):
            text = filled(frame.replace("{a}", name).replace("{b}", THEN[0]), name)
            assert verdict(text) != "clear", text


@pytest.mark.parametrize("years", ["9", "13", "14", "18", "19", "27", "twelve", "fourteen"])
def test_the_length_of_no_governments_stay_weighs_more_than_anothers(years: str) -> None:
    assert by_rules(f"After {years} years of chaos, trains run on time.") == "stop"
    assert by_rules(f"{years.title()} wasted years are over.") == "stop"


def test_the_report_names_every_legislature_and_every_gap() -> None:
    report = covered(PARTIES)
    assert {seat for row in report for seat in row.seats} == set(LEGISLATURES)
    by_name = {row.name: row for row in report}
    assert any("no slogan" in gap for gap in by_name["Restore Britain"].gaps)
    assert any("no leader" in gap for gap in by_name["People Before Profit"].gaps)
    assert any(
        "Alliance alone" in gap for gap in by_name["Alliance Party of Northern Ireland"].gaps
    )
    for party, row in zip(PARTIES.parties, report, strict=True):
        assert any("no site" in gap for gap in row.gaps) is (not party.domains)


def test_no_phrase_names_a_party_of_its_own() -> None:
    ordinary = {"reform", "green", "alliance", "alba", "your party", "conservative"}
    lists = PARTIES.lists()
    named = {*lists["party"], *(name for name in lists["party-office"] if " " not in name)}
    words = "|".join(map(re.escape, sorted(named - ordinary, key=len, reverse=True)))
    groups = r"labour (?:together|market)|conservative home"
    found = re.compile(rf"(?<![\w-])(?!{groups})(?:{words})(?![\w-])")
    for row in CHECKS.rows:
        for phrase in (*row.phrases, *row.also, *row.besides, *row.anywhere):
            assert not found.search(phrase.lower()), (row.id, phrase)
