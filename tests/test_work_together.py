"""Whoever waits for the same disk is written together, and nobody pays for another."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from bot.errors import WorkError, WorkUncertain
from bot.work.together import NotBegun, Together

LONG, SHORT = 30.0, 0.01
"""Seconds of patience: more than any test takes, and less than a gate stays closed."""
BAD, LOST = "bad", "lost"


class Disk:
    """A fake disk: keeps what is written, once its gate is open. ``BAD`` it takes from nobody."""

    def __init__(self) -> None:
        self.tried: list[list[str]] = []
        self.held: list[str] = []
        self.gate, self.begun = Event(), Event()
        self.gate.set()

    def write(self, words: Sequence[str]) -> None:
        self.tried.append(list(words))
        self.begun.set()
        assert self.gate.wait(LONG)
        if BAD in words:
            raise WorkError("This one cannot be kept.")
        if LOST in words:
            raise WorkUncertain("The line went dead.")
        self.held += words


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def gathered(
    line: Together[str], disk: Disk, hands: ThreadPoolExecutor, *words: str
) -> list["Future[None]"]:
    """Bring the first word, and the others while that is being written; then open the gate."""
    disk.gate.clear()
    first = hands.submit(line.put, words[0])
    assert disk.begun.wait(LONG)
    others = [hands.submit(line.put, word) for word in words[1:]]
    pause = Event()
    while line.waiting < len(others):
        pause.wait(0.001)
    disk.gate.set()
    return [first, *others]


def test_who_comes_while_one_is_written_is_written_at_once_with_all_the_others(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG)
    for done in gathered(line, disk, hands, "a", "b", "c", "d"):
        done.result(LONG)
    line.close()
    assert [sorted(each) for each in disk.tried] == [["a"], ["b", "c", "d"]]


def test_nobody_is_told_that_it_is_written_before_it_is(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG)
    disk.gate.clear()
    done = hands.submit(line.put, "a")
    assert disk.begun.wait(LONG)
    assert not done.done()
    disk.gate.set()
    done.result(LONG)
    line.close()
    assert disk.held == ["a"]


def test_one_that_cannot_be_written_takes_no_other_with_it(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG)
    first, good, bad, fine = gathered(line, disk, hands, "a", "b", BAD, "d")
    for done in (first, good, fine):
        done.result(LONG)
    with pytest.raises(WorkError, match="This one cannot be kept"):
        bad.result(LONG)
    line.close()
    assert sorted(disk.held) == ["a", "b", "d"]


def test_where_nobody_can_know_all_are_told_so_and_none_is_written_again(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG)
    first, *others = gathered(line, disk, hands, "a", "b", LOST)
    first.result(LONG)
    for done in others:
        with pytest.raises(WorkUncertain):
            done.result(LONG)
    line.close()
    assert len(disk.tried) == 2


def test_a_turn_that_does_not_come_in_time_is_refused_and_never_written_later(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, SHORT)
    disk.gate.clear()
    under_way = hands.submit(line.put, "a")
    assert disk.begun.wait(LONG)
    with pytest.raises(NotBegun):
        line.put("b")
    disk.gate.set()
    under_way.result(LONG)
    line.close()
    assert disk.held == ["a"]


def test_what_is_too_late_to_be_tried_alone_is_refused_with_the_others(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG, ticks=iter([0, 0, 0, *[2 * LONG] * 9]).__next__)
    _, *others = gathered(line, disk, hands, "a", "b", BAD)
    for done in others:
        with pytest.raises(WorkError):
            done.result(LONG)
    line.close()
    assert disk.held == ["a"]


def test_a_close_writes_what_was_brought_and_takes_no_more(
    disk: Disk, hands: ThreadPoolExecutor
) -> None:
    line = Together(disk.write, LONG)
    brought = gathered(line, disk, hands, "a", "b")
    line.close()
    for done in brought:
        done.result(LONG)
    with pytest.raises(NotBegun):
        line.put("c")
    assert disk.held == ["a", "b"]


def test_a_line_in_which_nobody_stood_closes() -> None:
    line = Together(Disk().write, LONG)
    line.close()
