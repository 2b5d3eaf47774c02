"""The pictures: everything that the bot can show is drawn, and the page lists what is there."""

import ast
import inspect
from pathlib import Path

import pytest

import pictures
from bot.slack import cards, form, home, lookups, switch
from bot.slack.blocks import Block
from pictures.__main__ import INTO, THEMES, all_scenes, file_name, page
from pictures.scene import Scene
from sandbox.blocks import check_blocks

MOST_BYTES = 4_000_000
ROOMS = (cards, form, home, lookups, switch)
"""Where messages and views are built."""


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return all_scenes()


def builders() -> set[str]:
    """Every public function of these rooms that makes a whole message or view, and no part."""
    return {
        name
        for room in ROOMS
        for name, made in inspect.getmembers(room, inspect.isfunction)
        if made.__module__ == room.__name__ and not name.startswith("_")
        if inspect.signature(made).return_annotation != list[Block]
    }


def called() -> set[str]:
    """Every name that the drawing program takes from those rooms."""
    program = Path(pictures.__file__).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in program.glob("*.py")]
    return {
        node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def test_whatever_the_bot_can_show_has_a_picture() -> None:
    missing = builders() - called()
    assert not missing, f"Draw these in pictures/, then run make pictures: {sorted(missing)}"


def test_every_picture_is_there_light_and_dark_and_listed(scenes: list[Scene]) -> None:
    wanted = {file_name(scene, theme) for scene in scenes for theme in THEMES}
    assert {path.name for path in INTO.glob("*.png")} == wanted, "Run make pictures."
    assert (INTO / "README.md").read_text(encoding="utf-8") == page(scenes), "Run make pictures."


def test_every_picture_has_a_name_of_its_own_and_words_in_its_place(scenes: list[Scene]) -> None:
    assert len({scene.name for scene in scenes}) == len(scenes)
    assert all(scene.alt.endswith(".") and scene.shows for scene in scenes)


def test_slack_would_take_what_is_drawn(scenes: list[Scene]) -> None:
    for shown in (each for scene in scenes for each in scene.shows if each.kind == "message"):
        check_blocks(list(shown.blocks))


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in INTO.glob("*.png")) < MOST_BYTES
