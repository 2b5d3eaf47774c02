"""The deployment files say the truth about the program."""

import json
import re
import tomllib
from pathlib import Path

import click

from bench.acks import AS_DEPLOYED
from bot.cli.commands import neutral

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands_in(text: str) -> set[str]:
    """The sub-commands of ``neutral`` that a text names in code."""
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return {name for part in code for name in re.findall(r"(?:^|[\s`])neutral ([a-z]+)", part)}


def test_every_command_named_in_the_documents_exists() -> None:
    named = set().union(*(commands_in(path.read_text(encoding="utf-8")) for path in DOCUMENTS))
    assert named
    assert named <= set(neutral.commands)


def test_every_command_is_named_in_the_documents() -> None:
    named = set().union(*(commands_in(path.read_text(encoding="utf-8")) for path in DOCUMENTS))
    assert set(neutral.commands) <= named


def test_every_make_target_named_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    code = "".join(re.findall(r"```.*?```|`[^`\n]+`", README, re.DOTALL))
    named = set(re.findall(r"\bmake ([a-z-]+)", code))
    assert {"demo", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def test_the_procfile_starts_commands_that_exist() -> None:
    for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines():
        found = re.search(r"neutral (\w+)", line)
        assert found
        assert isinstance(neutral.commands[found[1]], click.Command)


def test_memory_is_given_back_wherever_the_bot_is_deployed_and_measured() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    set_there = set(re.findall(r"MALLOC_\w+=\d+", dockerfile))
    assert len(set_there) == 3
    assert set_there == {f"{name}={value}" for name, value in AS_DEPLOYED.items()}
    for line in procfile.splitlines():
        assert set(re.findall(r"MALLOC_\w+=\d+", line)) == set_there


def test_the_manifest_asks_for_no_history_of_a_channel_and_offers_the_command() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert [scope for scope in scopes if scope.endswith(":history")] == ["im:history"]
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == "/neutral"
    assert command["should_escape"] is False


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(rf'"{re.escape(name)}",\s+# \w', text), name


def test_every_linter_exception_in_the_settings_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(
        r'^\s+"([A-Z]+[0-9]+)",(.*)$', text.split("[tool.ruff.lint]")[1], re.MULTILINE
    )
    assert rules
    assert not [rule for rule, rest in rules if not re.search(r"# \w", rest)]


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
