"""The house rules: what every file of the program keeps to, held by reading the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.config import Settings

ROOT = Path(__file__).parent.parent
PROGRAM = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "sandbox").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
VAGUE = re.compile(
    r"(^|_)(utils?|helpers?|common|base|managers?|services?|handlers?|processors?)(_|$)"
)
MAY_CATCH_ALL = {"bot/slack/listeners.py", "bot/work/flows.py", "bot/work/together.py"}
"""The last swallows nothing: it hands each error over to the thread that waits for it."""
VENDORS: dict[str, str | tuple[str, ...]] = {
    "slack_bolt": "bot/slack", "slack_sdk": "bot/slack", "openai": "bot/llm",
    "httpx2": ("bot/llm", "bot/sources"), "httpcore2": "bot/sources", "selectolax": "bot/sources",
    "pypdf": "bot/sources", "mammoth": "bot/sources", "markdown_it": "bot/sources",
    "protego": "bot/sources", "tenacity": "bot/llm",
    "sqlite_utils": "bot/log", "dbos": "bot/work",
    "sqlalchemy": ("bot/work", "bot/log/postgres"), "xlsxwriter": "bot/report",
    "rich": "bot/cli", "click": "bot/", "gunicorn": "bot/cli", "werkzeug": "sandbox",
    "websockets": "sandbox", "polib": "bot/words", "icalendar": "bot/report",
    "datasette": "bot/cli", "uvicorn": "bot/cli",
    "pygal": "bot/report",
    "holidays": "bot/work",
}  # fmt: skip


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def trees(paths: list[Path]) -> Iterator[tuple[str, ast.Module]]:
    for path in paths:
        yield named(path), tree_of(path)


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_a_file_opens_with_one_sentence_that_says_what_it_is_for() -> None:
    assert not [name for name, tree in trees(PROGRAM) if tree.body and not ast.get_docstring(tree)]


def test_no_file_is_longer_than_a_person_reads_in_one_go() -> None:
    long = {named(path): path.read_text(encoding="utf-8").count("\n") for path in PROGRAM}
    assert not {name: lines for name, lines in long.items() if lines > LONGEST_FILE}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees(PROGRAM)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION
    ]
    assert not long


def test_no_room_has_a_vague_name() -> None:
    assert not [named(path) for path in PROGRAM if VAGUE.search(path.stem)]


def test_each_vendor_is_known_in_one_room() -> None:
    strays = [
        f"{name} imports {module}"
        for name, tree in trees(PROGRAM)
        for module in imports(tree)
        for vendor, room in VENDORS.items()
        if module.split(".")[0] == vendor and not name.startswith(room)
    ]
    assert not strays


def test_sqlite_is_spoken_only_where_things_are_kept() -> None:
    rooms = ("bot/log/", "bot/retrieval/", "bot/work/")
    assert not [
        name
        for name, tree in trees(PROGRAM)
        if "sqlite3" in set(imports(tree)) and not name.startswith(rooms)
    ]


def test_the_environment_is_read_in_one_file() -> None:
    readers = re.compile(r"os\.(environ|getenv)")
    found = {named(path) for path in PROGRAM if readers.search(path.read_text(encoding="utf-8"))}
    assert found <= {"bot/config.py"}


def test_only_listener_worker_and_main_catch_everything() -> None:
    broad = {
        name
        for name, tree in trees(PROGRAM)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
        )
    }
    assert broad <= MAY_CATCH_ALL


def test_nothing_is_patched_in_tests() -> None:
    patching = re.compile(r"unittest\.mock|mock\.patch|monkeypatch\.setattr|mocker\b")
    files = [path for path in TESTS if path != Path(__file__)]
    assert not [named(path) for path in files if patching.search(path.read_text(encoding="utf-8"))]


def test_no_test_sleeps() -> None:
    files = [path for path in TESTS if path != Path(__file__)]
    assert not [named(path) for path in files if "time.sleep" in path.read_text(encoding="utf-8")]


def test_every_room_has_a_test_file() -> None:
    rooms = {path.name for path in (ROOT / "bot").iterdir() if (path / "__init__.py").is_file()}
    tested = {path.stem for path in TESTS}
    assert not {room for room in rooms if not any(t.startswith(f"test_{room}") for t in tested)}


def test_an_exception_to_the_linter_says_why() -> None:
    silent = re.compile(r"# noqa(?::\s*[A-Z0-9, ]+)?\s*$|# type: ignore\s*$")
    assert not [
        f"{named(path)}:{number}"
        for path in [*PROGRAM, *TESTS]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if silent.search(line)
    ]


def test_every_setting_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if name.upper() not in example]
    assert not missing
