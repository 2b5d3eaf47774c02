"""``neutral guidance``: what sync and status say and do, and what a kill leaves behind."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot.config import environment
from bot.guidance.library import read_library
from bot.log.guidance.store import GuidanceStore
from tests.publishers import API, CODE, Publishers, item, publishers

ROOT = Path(__file__).parent.parent
NAMES = ("alpha", "beta", "gamma", "delta")
_DOCUMENT = """\
title: The {name} paper
publisher: Office of Invented Guidance
url: https://www.gov.uk/guidance/{name}
format: html
licence: {licence}
revision_seen: invented
numbering: headings
content_api: /api/content/guidance/{name}
clauses:
  - id: {name}.one
    locator: "Integrity: you must, item 1"
    concern: party-political
    strength: must
    basis: {basis}
    applies: [all]
    gist: A keeper trims lamps.
    examples: [The lamp is trimmed.]
"""


def a_catalogue(folder: Path) -> Path:
    """Four documents that are kept and one that is linked, each with a clause."""
    documents = folder / "guidance" / "documents"
    documents.mkdir(parents=True)
    for name in (*NAMES, "linked"):
        licence = "ASA copyright" if name == "linked" else "OGL v3.0"
        basis = "recall" if name == "beta" else "primary"
        text = _DOCUMENT.format(name=name, licence=f"'{licence}'", basis=basis)
        (documents / f"{name}.yaml").write_text(text, encoding="utf-8")
    rest = {
        "precedents.yaml": "precedents: []\n",
        "calendar.yaml": "rules: {}\nperiods: []\n",
        "shown.yaml": "shown: {}\n",
        "territories.yaml": "territories: {}\n",
    }
    for name, text in rest.items():
        (folder / "guidance" / name).write_text(text, encoding="utf-8")
    return folder / "guidance"


def gives(site: Publishers) -> None:
    for name in NAMES:
        page = item(f"/guidance/{name}", "detailed_guide", f"{name.title()} paper", body=CODE)
        site.give(f"{API}/guidance/{name}", page)


def settings(folder: Path, site: Publishers | None) -> dict[str, str]:
    own = {
        "NEUTRAL_DATA_DIR": str(folder / "data"),
        "NEUTRAL_GUIDANCE_DIR": str(folder / "guidance"),
        "NEUTRAL_GUIDANCE_MIRROR": site.address if site else "",
        "NEUTRAL_GUIDANCE_PACE": "0",
        "COLUMNS": "100",
    }
    return {**environment(without=("NEUTRAL_MODEL",)), **own}


def begun(folder: Path, site: Publishers | None, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", "guidance", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=settings(folder, site),
    )


def ran(folder: Path, site: Publishers | None, *arguments: str) -> tuple[int, str, str]:
    process = begun(folder, site, *arguments)
    said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def status(folder: Path) -> dict[str, Any]:
    code, said, _ = ran(folder, None, "status", "--json")
    assert code == 0
    found: dict[str, Any] = json.loads(said)
    return found


def test_without_a_sync_the_catalogue_says_that_it_stands_alone(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    code, said, _ = ran(tmp_path, None, "status")
    assert code == 0
    assert "the catalogue's own summaries stand alone" in said
    assert "neutral guidance sync" in said
    assert "1 of 5 clauses rest on recall" in said
    assert not (tmp_path / "data").exists()


def test_sync_says_what_came_of_it_and_status_how_each_document_stands(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    with publishers() as site:
        gives(site)
        site.give(f"{API}/guidance/gamma", b"<html>broken</html>")
        code, said, complained = ran(tmp_path, site, "sync")
        assert code == 69
        assert "3 new words" in said
        assert "1 linked only" in said
        assert "1 of 5 documents could not be fetched: gamma." in complained
        code, said, _ = ran(tmp_path, site, "sync", "--only", "alpha", "--json")
        assert (code, json.loads(said)) == (0, [{"document": "alpha", "outcome": "unchanged"}])
    found = status(tmp_path)
    rows = {row["document"]: row for row in found["documents"]}
    assert (rows["alpha"]["state"], rows["alpha"]["passages"]) == ("current", 15)
    assert rows["alpha"]["published"] == "2024-05-23"
    assert (rows["gamma"]["state"], rows["gamma"]["fetched"]) == ("not fetched", None)
    assert "no JSON object" in rows["gamma"]["problem"]
    assert rows["linked"]["state"] == "link-only"
    assert found["recall"] == ["beta.one"]
    code, said, _ = ran(tmp_path, None, "status")
    assert "gamma: Since" in said
    assert "linked: Its licence does not let the bot keep a copy." in said


def test_a_document_that_is_mended_has_no_problem_any_more(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    with publishers() as site:
        site.give(f"{API}/guidance/alpha", b"<html>broken</html>")
        assert ran(tmp_path, site, "sync", "--only", "alpha")[0] == 69
        gives(site)
        assert ran(tmp_path, site, "sync", "--only", "alpha")[0] == 0
    rows = {row["document"]: row for row in status(tmp_path)["documents"]}
    assert (rows["alpha"]["problem"], rows["alpha"]["passages"]) == ("", 15)


def test_a_document_that_is_not_in_the_catalogue_is_named(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    code, _, complained = ran(tmp_path, None, "sync", "--only", "omega")
    assert code == 64
    assert "no document 'omega'" in complained


def test_a_mirror_that_is_no_address_is_a_wrong_setting(tmp_path: Path) -> None:
    a_catalogue(tmp_path)
    own = settings(tmp_path, None) | {"NEUTRAL_GUIDANCE_MIRROR": "nowhere"}
    done = subprocess.run(  # our own program
        [sys.executable, "-m", "bot", "guidance", "sync"],
        capture_output=True, text=True, cwd=ROOT, env=own, check=False,
    )  # fmt: skip
    assert done.returncode == 78
    assert "NEUTRAL_GUIDANCE_MIRROR" in done.stderr


@pytest.mark.parametrize("name", ["beta", "delta"])
def test_a_sync_that_is_killed_goes_on_where_it_stopped(tmp_path: Path, name: str) -> None:
    sources = read_library(a_catalogue(tmp_path)).sources
    order = [source.id for source in sources if source.id != "linked"]
    with publishers() as site:
        gives(site)
        held = site.pages[f"{API}/guidance/{name}"]
        held.held = Event()
        process = begun(tmp_path, site, "sync")
        assert site.came.wait(60)
        process.kill()
        process.communicate(timeout=30)
        store = GuidanceStore(tmp_path / "data")
        before = order[: order.index(name)]
        assert set(store.standings()) == set(before)
        for one in before:
            found = store.current(one)
            assert found is not None
            assert len(found.passages) == 15
        held.held.set()
        held.held = None
        site.asked.clear()
        assert ran(tmp_path, site, "sync")[0] == 0
        assert site.paths() == [f"{API}/guidance/{one}" for one in order[order.index(name) :]]
        assert set(store.standings()) == {*NAMES, "linked"}
        site.asked.clear()
        assert ran(tmp_path, site, "sync")[0] == 0
        assert len(site.paths()) == len(NAMES)
    left = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert left == ["guidance-looks.json", "guidance.db"]
