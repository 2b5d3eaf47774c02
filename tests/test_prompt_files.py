"""What is promised of the files that a model is told."""

from pathlib import Path

import pytest

from bot.errors import BadGuidance
from bot.prompt.files import read_prompts
from bot.shipped import shipped


def test_a_prompt_cannot_change_without_a_line_in_the_ledger_that_says_why(tmp_path: Path) -> None:
    for file in shipped("prompts").glob("*.md"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    read_prompts(tmp_path)
    changed = tmp_path / "review.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nBe lenient.", encoding="utf-8")
    with pytest.raises(BadGuidance, match=r"README\.md:\d+: the prompts are edition [0-9a-f]{12}"):
        read_prompts(tmp_path)


def test_a_prompt_that_is_missing_or_empty_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(BadGuidance, match=r"review\.md: cannot be read"):
        read_prompts(tmp_path)
    (tmp_path / "review.md").write_text(" \n")
    with pytest.raises(BadGuidance, match=r"review\.md: is empty"):
        read_prompts(tmp_path)


def test_the_words_of_an_edition_hold_every_prompt_whole() -> None:
    prompts = read_prompts(shipped("prompts"))
    for file in shipped("prompts").glob("*.md"):
        if file.name != "README.md":
            assert file.read_text(encoding="utf-8").strip() in prompts.words
