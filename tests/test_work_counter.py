"""The counter: jobs that are handed in at once are kept at once, and one refusal is one refusal."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from dbos import EnqueueOptions

from bot.errors import WorkError
from bot.work.counter import Counter
from bot.work.store import TELLING, address
from tests.rehearsal import settings_for, used_before

ALARM: EnqueueOptions = {"workflow_name": "alarm", "queue_name": TELLING}
NOTICE: EnqueueOptions = {"workflow_name": "notice", "queue_name": TELLING}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return used_before(tmp_path)


@pytest.fixture
def counter(folder: Path) -> Iterator[Counter]:
    counter = Counter(address(settings_for(folder)))
    yield counter
    counter.close()


def held(folder: Path) -> dict[str, object]:
    """The jobs in the file, and what each was given."""
    with closing(sqlite3.connect(folder / "work.db")) as file:
        rows = file.execute("select workflow_uuid, inputs from workflow_input").fetchall()
    return {key: json.loads(given)["positionalArgs"][0] for key, given in rows}


def test_jobs_handed_in_at_once_are_all_on_disk_when_each_has_been_told(
    folder: Path, counter: Counter
) -> None:
    def keep(number: int) -> bool:
        counter.keep(f"k{number}", ALARM, number)
        return held(folder)[f"k{number}"] == number

    with ThreadPoolExecutor(20) as hands:
        assert all(hands.map(keep, range(100)))
    assert {f"k{number}" for number in range(100)} <= held(folder).keys()


def test_a_key_of_another_kind_of_job_is_refused_and_takes_no_other_with_it(
    folder: Path, counter: Counter
) -> None:
    counter.keep("taken", NOTICE, "first")

    def keep(number: int) -> str:
        try:
            counter.keep("taken" if number % 10 == 0 else f"k{number}", ALARM, number)
        except WorkError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(20) as hands:
        said = list(hands.map(keep, range(40)))
    refused = {number for number, words in enumerate(said) if words}
    assert refused == {0, 10, 20, 30}
    assert held(folder)["taken"] == "first"
    assert {f"k{number}" for number in range(40) if number % 10} <= held(folder).keys()


def test_the_same_job_twice_at_once_is_one_job(folder: Path, counter: Counter) -> None:
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda number: counter.keep("one", ALARM, number), range(8)))
    assert [key for key in held(folder) if key == "one"] == ["one"]


def test_a_counter_that_is_closed_takes_nothing(folder: Path) -> None:
    counter = Counter(address(settings_for(folder)))
    counter.keep("k1", ALARM, 1)
    counter.close()
    with pytest.raises(WorkError, match="could not be kept"):
        counter.keep("k2", ALARM, 2)
    assert "k2" not in held(folder)
