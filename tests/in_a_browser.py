"""The sandbox page in a real browser, with the real bot behind it, for the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from bot.desk.desk import Desk
from bot.desk.shelf import Shelf
from bot.log.sqlite_log import SqliteLog
from bot.shipped import shipped
from bot.slack.voice import SlackVoice
from bot.work.engine import Engine
from pictures.chromium import FLAGS
from sandbox.app import App
from sandbox.slack import Sandbox
from tests.at_the_door import http_door, slack_settings
from tests.rehearsal import used_before

PATIENCE = 20_000
"""Milliseconds; a busy machine needs some, a quiet one none of it."""
expect.set_options(timeout=PATIENCE)
MOST_TABS = 60
"""Presses of Tab within which everything on the page is reached."""

_LOOK = """async ([theme, options]) => {
    document.documentElement.dataset.theme = theme;
    const { violations } = await axe.run(document, options);
    return violations.map(({ help, nodes }) => ({ help, where: nodes.map((each) => each.html) }));
}"""


@dataclass(frozen=True)
class Visit:
    """Somebody at the page. ``errors`` is what the browser's console complained of."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def messages(self) -> Locator:
        """The messages of the conversation."""
        return self.page.locator("#messages article")

    def thread(self) -> Locator:
        """The messages of the open thread."""
        return self.page.locator("#thread-messages article")

    def focused(self) -> str:
        """What the keyboard is at: its id, else its words."""
        script = "() => document.activeElement.id || document.activeElement.textContent"
        return str(self.page.evaluate(script))

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab until the keyboard is at something with this id or these words."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if self.focused() == name:
                return
        raise AssertionError(f"{name} is not reached by {key}")

    def type(self, words: str) -> None:
        """Type where the keyboard is."""
        self.page.keyboard.type(words)

    def press(self, key: str) -> None:
        """Press a key where the keyboard is."""
        self.page.keyboard.press(key)

    def complaints(self) -> list[str]:
        """What axe-core finds wrong with the page as it stands; of dark colours, the contrast."""
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(Axe().axe_script)
        found = self._broken("light", {"resultTypes": ["violations"]})
        return found + self._broken("dark", {"runOnly": ["color-contrast"]})

    def _broken(self, theme: str, options: dict[str, object]) -> list[str]:
        told = self.page.evaluate(_LOOK, [theme, options])
        return [f"{theme}: {each['help']}: {each['where']}" for each in told]


@contextmanager
def a_browser(path: str) -> Iterator[Browser]:
    """The Chromium at a path, without a window."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def a_visit(browser: Browser, shelf: Shelf, folder: Path) -> Iterator[Visit]:
    """Open the page of a sandbox that the real bot is connected to."""
    with Sandbox(App.from_manifest(shipped("manifest.json"))) as slack:
        settings = slack_settings(slack, used_before(folder))
        log = SqliteLog(settings.log_path)
        engine = Engine(settings, Desk(shelf, log), SlackVoice(settings), log)
        engine.start()
        try:
            with http_door(slack, engine, folder), _context(browser) as page:
                visit = Visit(page)
                page.on("console", lambda said: _remember(visit, said))
                page.on("pageerror", lambda error: visit.errors.append(str(error)))
                page.goto(slack.page_url)
                yield visit
        finally:
            engine.stop(5)


@contextmanager
def _context(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _remember(visit: Visit, said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"}:
        visit.errors.append(said.text)
