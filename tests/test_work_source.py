"""The page that copy came from: fetched once by the worker, and never a reason for no review."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.lifted import lifted
from bot.desk.seams import ReviewJob
from bot.draft import MAX_CHARACTERS, Draft, Original
from bot.errors import BadSource, ModelUnreachable
from bot.log.sqlite_log import SqliteLog
from bot.review.review import Review
from bot.sources.gathered import Gathered
from bot.sources.page import fetch_page
from bot.work.outage import Outage
from bot.work.pace import Pace
from tests.rehearsal import NOON, ADesk, AVoice, review_job, used_before, working

WHERE = "https://www.gov.uk/release"
PAGE = Gathered(
    words="The ports open today, said the minister.",
    title="Ports", publisher="HM Treasury", where=f"{WHERE}/now",
)  # fmt: skip


class Site:
    """A site with one page, or with a fault instead; counts how often it was asked."""

    def __init__(self, given: Gathered | Exception) -> None:
        self.given = given
        self.asked: list[str] = []

    def __call__(self, address: str) -> Gathered:
        self.asked.append(address)
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def taken_from(original: Original) -> ReviewJob:
    draft = Draft(text="The ports open today, said the minister.", original=original)
    return replace(review_job("k1"), draft=draft)


def reviewed(folder: Path, fetch: Callable[[str], Gathered], original: Original) -> Review:
    voice = AVoice()
    with working(used_before(folder), voice, fetch=fetch) as engine:
        engine.put(taken_from(original))
        voice.wait_for("show")
    review = SqliteLog(folder / "log.db").find("r-k1")
    assert review is not None
    return review


def test_the_words_of_the_page_stand_beside_the_draft(tmp_path: Path) -> None:
    site = Site(PAGE)
    review = reviewed(tmp_path, site, Original(words="", where=WHERE))
    assert review.draft.original == Original(
        words=PAGE.words, whose="HM Treasury: Ports", where=f"{WHERE}/now"
    )
    assert lifted(review.draft)
    assert site.asked == [WHERE]
    assert not [line for line in review.not_checked if "not read" in line]


def test_whose_words_they_are_is_as_the_asker_said(tmp_path: Path) -> None:
    original = Original(words="", where=WHERE, whose="Our own release")
    review = reviewed(tmp_path, Site(PAGE), original)
    assert review.draft.original is not None
    assert review.draft.original.whose == "Our own release"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (BadSource("The page is not there (404). Look at it."), "The page is not there (404)."),
        (replace(PAGE, words="x" * (MAX_CHARACTERS + 1)), "the limit is 100,000"),
        (replace(PAGE, words="\x00"), "is not text"),
        (ZeroDivisionError("a secret"), "The bot met a fault."),
    ],
    ids=["refused", "too long", "no text", "fault"],
)
def test_a_page_that_cannot_be_read_is_told_and_the_review_goes_on(
    given: Gathered | Exception, why: str, tmp_path: Path
) -> None:
    review = reviewed(tmp_path, Site(given), Original(words="", where=WHERE))
    assert review.draft.original == Original(words="", where=WHERE)
    told = [line for line in review.not_checked if WHERE in line]
    assert len(told) == 1
    assert "that page was not read" in told[0]
    assert why in told[0]
    assert "secret" not in told[0]


@pytest.mark.parametrize("where", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/"])
def test_nothing_of_this_machine_is_read(where: str, tmp_path: Path) -> None:
    review = reviewed(tmp_path, fetch_page, Original(words="", where=where))
    assert review.draft.original == Original(words="", where=where)
    assert any("that page was not read" in line for line in review.not_checked)


@pytest.mark.parametrize(
    "original",
    [Original(words="Its words.", where=WHERE), Original(words="", whose="A release")],
    ids=["words", "no address"],
)
def test_only_an_address_alone_is_fetched(original: Original, tmp_path: Path) -> None:
    site = Site(PAGE)
    assert reviewed(tmp_path, site, original).draft.original == original
    assert not site.asked


@pytest.mark.parametrize("given", [PAGE, BadSource("It is not there.")], ids=["read", "unread"])
def test_a_model_that_follows_later_finds_the_page_as_it_was(
    given: Gathered | Exception, tmp_path: Path
) -> None:
    downs = [ModelUnreachable("The model did not answer.")]

    def thinking() -> None:
        if downs:
            raise downs.pop()

    ticks = iter(range(0, 100_000_000, 1_000))
    pace = Pace(lambda: NOON, (0.2, 0.2), Outage(lambda: float(next(ticks))))
    voice, site, folder = AVoice(), Site(given), used_before(tmp_path)
    log = SqliteLog(folder / "log.db")
    with working(folder, voice, ADesk(log, thinking), pace, fetch=site) as engine:
        engine.put(taken_from(Original(words="", where=WHERE)))
        voice.wait_for("show", "show")
    first, second = log.find("r-k1"), log.find("r-k1-model")
    assert first is not None
    assert second is not None
    assert first.draft == second.draft
    assert any("not read" in line for line in second.not_checked) == (given is not PAGE)
    assert site.asked == [WHERE]
