"""What people here put in is written one at a time, and whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import BadGuidance, BadQuestion, OwnUnwritable
from bot.guidance import own_rules
from bot.guidance.keeping import alone, write

VALUES = {
    "title": "House style", "where": "style.md", "added_by": "Head of digital",
    "added_at": datetime(2026, 11, 27, tzinfo=UTC),
    "passages": [{"locator": "Tone, paragraph 1", "words": "Write plainly."}],
}  # fmt: skip


def refused(path: Path) -> None:
    raise BadGuidance(path, 1, "it is refused")


def test_what_is_refused_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write(path, "first", lambda beside: beside.read_text("utf-8"))
    with pytest.raises(BadGuidance):
        write(path, "second", refused)
    assert path.read_text("utf-8") == "first"
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]


def test_what_was_left_half_written_by_one_who_was_killed_is_no_document(tmp_path: Path) -> None:
    own_rules.add(tmp_path, VALUES)
    (tmp_path / ".house-style-x7.part").write_text("title: Hou", "utf-8")
    assert [each.id for each in own_rules.documents(tmp_path)] == ["house-style"]


def test_of_eight_at_once_each_is_kept_under_an_id_of_its_own(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: own_rules.add(tmp_path, VALUES), range(8)))
    assert len({each.id for each in made}) == 8
    assert {each.id for each in own_rules.documents(tmp_path)} == {each.id for each in made}


def test_a_title_without_latin_letters_has_an_id_all_the_same(tmp_path: Path) -> None:
    assert own_rules.add(tmp_path, {**VALUES, "title": "文体"}).id == "document"
    assert own_rules.add(tmp_path, {**VALUES, "title": "Arddull y tŷ"}).id == "arddull-y-ty"


def test_values_that_make_no_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="makes no document"):
        own_rules.add(tmp_path, {**VALUES, "rank": "code"})
    assert not list(tmp_path.glob("*.yaml"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(OwnUnwritable), alone(tmp_path / "file" / "rules"):
        pass
