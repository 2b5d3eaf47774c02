"""The tree of errors: drawn, complete, and kind to the person who meets it."""

import inspect
import re

import bot.errors
from bot.errors import NeutralError

CLASSES = [
    cls
    for _, cls in inspect.getmembers(bot.errors, inspect.isclass)
    if issubclass(cls, NeutralError)
]


def test_the_drawing_at_the_top_is_the_tree_in_the_code() -> None:
    drawn = re.findall(r"^[│ ]*[├└]── (\w+)", bot.errors.__doc__ or "", re.MULTILINE)
    assert {"NeutralError", *drawn} == {cls.__name__ for cls in CLASSES}


def test_every_error_says_what_to_do_next_in_a_sentence() -> None:
    assert all(cls.advice.endswith(".") and cls.advice[0].isupper() for cls in CLASSES)


def test_no_error_has_the_exit_code_of_a_verdict() -> None:
    assert all(cls.exit_code > 2 for cls in CLASSES)
