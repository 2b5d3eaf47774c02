"""Draw everything that the bot says in Slack: ``make pictures``, or ``python -m pictures``."""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pictures import cards_drawn, decided_drawn, home_drawn, refusals_drawn, words_drawn
from pictures.chromium import FLAGS, chromium
from pictures.reviews import a_reviewer
from pictures.scene import Scene

HERE = Path(__file__).parent
BLOCKS_CSS = HERE / "node_modules" / "slack-blocks-to-jsx" / "dist" / "style.css"
INTO = HERE.parent / "docs" / "pictures"
THEMES = ("light", "dark")
WIDTH, HEIGHT = 620, 400
"""The height grows with what is drawn."""
COLOURS = 64
"""Enough for grey letters and a few signs."""


class CannotDraw(Exception):
    """Something that drawing needs is missing; says what to do."""


def main() -> int:
    """Draw all pictures, or those named; with all of them write the page that lists them."""
    asked = argparse.ArgumentParser(prog="python -m pictures", description=__doc__)
    asked.add_argument("names", nargs="*", help="pictures to draw (default: all)")
    asked.add_argument("--into", type=Path, default=INTO, help="where they go")
    wanted = asked.parse_args()
    try:
        found = [each for each in all_scenes() if not wanted.names or each.name in wanted.names]
        draw(found, wanted.into)
    except CannotDraw as missing:
        print(missing, file=sys.stderr)
        return 1
    if not wanted.names:
        (wanted.into / "README.md").write_text(page(found), encoding="utf-8")
    print(f"{len(found)} pictures, light and dark, in {wanted.into}")
    return 0


def all_scenes() -> list[Scene]:
    """Every picture, in the order in which the page lists them."""
    with a_reviewer() as reviewer:
        return [
            *cards_drawn.scenes(reviewer),
            *decided_drawn.scenes(reviewer),
            *words_drawn.scenes(reviewer),
            *home_drawn.scenes(reviewer),
            *refusals_drawn.scenes(),
        ]


def draw(scenes: Sequence[Scene], folder: Path) -> None:
    """Draw each in both themes. Raises CannotDraw."""
    drawn = as_html(scenes)
    folder.mkdir(parents=True, exist_ok=True)
    with _browser() as browser:
        for scene in scenes:
            for theme in THEMES:
                browser.set_content(_document(drawn[scene.name][theme], theme))
                path = folder / file_name(scene, theme)
                seen = browser.locator("#picture").screenshot(animations="disabled")
                path.write_bytes(small(seen))


def as_html(scenes: Sequence[Scene]) -> dict[str, dict[str, str]]:
    """The markup of each, by name and theme. Raises CannotDraw."""
    node = shutil.which("node")
    if node is None or not BLOCKS_CSS.is_file():
        raise CannotDraw("Run make pictures: it installs what draws the blocks, and needs npm.")
    given = [{"name": s.name, "shows": [each.as_json() for each in s.shows]} for s in scenes]
    done = subprocess.run(  # noqa: S603  # node, found on the path, and our own file
        [node, HERE / "draw.mjs"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotDraw(f"The blocks could not be drawn: {done.stderr[-2000:]}")
    markup: dict[str, dict[str, str]] = json.loads(done.stdout)
    return markup


def small(picture: bytes) -> bytes:
    """The same picture in few colours, a third of the size."""
    made = BytesIO()
    with Image.open(BytesIO(picture)) as whole:
        few = whole.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        few.save(made, "PNG", optimize=True)
    return made.getvalue()


def file_name(scene: Scene, theme: str) -> str:
    """What a picture's file is called."""
    return f"{scene.name}.png" if theme == "light" else f"{scene.name}-{theme}.png"


def page(scenes: Sequence[Scene]) -> str:
    """The page that lists all pictures, with words in place of each."""
    head = (
        "# What the bot says in Slack, in pictures\n\n"
        "Drawn by `make pictures` from the product's own blocks; this page is written by it too.\n"
        "The drafts are invented, the reviews are real ones, made by the automatic checks.\n"
        "The drawing library is not Slack: fonts and edges differ a little, it draws every text\n"
        "field of a form tall and writes “Please 'enter' to submit” beside it. The space between\n"
        "blocks, the frame of a form and what is written under its fields are ours.\n"
    )
    return head + "".join(_entry(each) for each in scenes)


def _entry(scene: Scene) -> str:
    light, dark = (
        f"![{scene.alt}]({file_name(scene, theme)})" if theme == "light" else
        f"![The same, dark]({file_name(scene, theme)})"
        for theme in THEMES
    )  # fmt: skip
    return (
        f"\n## {scene.title}\n\n{scene.alt}\n\n| Light | Dark |\n|---|---|\n| {light} | {dark} |\n"
    )


def _document(markup: str, theme: str) -> str:
    style = BLOCKS_CSS.read_text(encoding="utf-8") + (HERE / "frame.css").read_text(
        encoding="utf-8"
    )
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style>'
        f'<div id="picture" data-theme="{theme}">{markup}</div>'
    )


@contextmanager
def _browser() -> Iterator[Page]:
    path = chromium()
    if path is None:
        raise CannotDraw("Install Chromium first, as root: apt install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
