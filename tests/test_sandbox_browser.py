"""The sandbox page as a person uses it, by mouse and by keyboard, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.cli.house import open_shelf
from bot.desk.shelf import Shelf
from pictures.chromium import chromium
from tests.in_a_browser import Visit, a_browser, a_visit
from tests.rehearsal import settings_for

DRAFT = "Today's Budget has delivered for Wales for the first time in a generation."
VERDICT = "⚠️ Revise before posting"
SHARE = "Share in this channel"
REPLIES = "1 reply"
POST = "Decide: post the words as drafted"
WHY = "The minister wrote it so in the House."
DECIDED = "posted as drafted, against the review's advice."
ASK = "why may it not say a generation?"
ANSWERED = "Looked up in the guidance: no language model answered."
MISSING = "Chromium is not installed: apt install chromium, then make test-browser."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(MISSING)
    with a_browser(path) as running:
        yield running


@pytest.fixture(scope="module")
def shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:  # noqa: ARG001  # not read where there is no browser
    with open_shelf(settings_for(tmp_path_factory.mktemp("shelf"))) as read:
        yield read


@pytest.fixture
def visit(browser: Browser, shelf: Shelf, tmp_path: Path) -> Iterator[Visit]:
    with a_visit(browser, shelf, tmp_path) as begun:
        yield begun
        assert not begun.errors


def test_a_draft_is_read_shared_decided_and_discussed_by_mouse(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Message #").fill(f"/neutral {DRAFT}")
    page.get_by_role("button", name="Send").click()
    card = visit.messages().filter(has_text="Only visible to you").filter(has_text=VERDICT)
    expect(card).to_have_count(1)
    assert not visit.complaints()

    card.get_by_role("button", name="Share this review in the channel").click()
    shared = visit.messages().filter(has_not_text="Only visible to you").filter(has_text=VERDICT)
    expect(shared).to_have_count(1)

    shared.get_by_role("button", name=POST).click()
    dialog = page.get_by_role("dialog", name="Post as drafted")
    expect(dialog.get_by_text("The review advises against it.")).to_be_visible()
    assert not visit.complaints()
    dialog.get_by_role("button", name="Post as drafted").click()
    expect(dialog.get_by_text("Error: Complete")).to_be_visible()
    assert not visit.complaints()
    dialog.get_by_label("Why is it to be posted as drafted?").fill(WHY)
    dialog.get_by_role("button", name="Post as drafted").click()
    expect(dialog).to_be_hidden()
    expect(shared.filter(has_text=DECIDED).filter(has_text=WHY)).to_have_count(1)
    assert not visit.complaints()

    shared.get_by_role("button", name=REPLIES).click()
    reply = page.get_by_label("Reply", exact=True)
    expect(reply).to_have_value("@neutral ")
    reply.press_sequentially(ASK)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(visit.thread().filter(has_text=ANSWERED)).to_have_count(1)
    assert not visit.complaints()


def test_a_draft_is_read_shared_decided_and_discussed_by_keyboard_alone(visit: Visit) -> None:
    visit.press("Tab")
    visit.press("Enter")
    visit.tab_to("composer-text")
    visit.type(f"/neutral {DRAFT}")
    visit.press("Enter")
    expect(visit.messages().filter(has_text=VERDICT)).to_have_count(1)

    visit.tab_to(SHARE, "Shift+Tab")
    visit.press("Enter")
    expect(visit.messages().filter(has_text=VERDICT)).to_have_count(2)
    expect(visit.page.get_by_role("button", name="Share this review")).to_have_count(0)
    assert visit.focused() == "scroll"
    expect(visit.page.get_by_role("button", name=REPLIES)).to_be_visible()

    visit.tab_to("Post as drafted")
    visit.press("Enter")
    dialog = visit.page.get_by_role("dialog", name="Post as drafted")
    expect(dialog).to_be_visible()
    assert visit.focused() == "input-reason"
    visit.type(WHY)
    visit.tab_to("modal-submit")
    visit.press("Enter")
    expect(dialog).to_be_hidden()
    expect(visit.messages().filter(has_text=DECIDED)).to_have_count(
        2
    )  # the shared card and their own
    assert visit.focused() == "Post as drafted"

    visit.tab_to(REPLIES)
    visit.press("Enter")
    assert visit.focused() == "reply-text"
    visit.type(ASK)
    visit.press("Enter")
    expect(visit.thread().filter(has_text=ANSWERED)).to_have_count(1)
    visit.press("Escape")
    expect(visit.page.locator("#thread")).to_be_hidden()
    assert visit.focused() == "3 replies"


def test_the_form_says_what_is_missing_and_takes_a_draft(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Message #").fill("/neutral")
    page.get_by_role("button", name="Send").click()
    dialog = page.get_by_role("dialog", name="Check a draft")
    expect(dialog).to_be_visible()
    assert not visit.complaints()

    dialog.get_by_role("button", name="Check it").click()
    expect(dialog.get_by_text("Error: Complete “The draft”")).to_be_visible()
    assert visit.focused() == "input-draft"
    assert not visit.complaints()

    visit.type(DRAFT)
    dialog.get_by_label("Where it will be posted").select_option("bluesky")
    dialog.get_by_role("button", name="Check it").click()
    expect(dialog.get_by_text("Your draft is being read.")).to_be_visible()
    assert not visit.complaints()
    visit.press("Escape")
    expect(dialog).to_be_hidden()
    expect(visit.messages().filter(has_text=VERDICT)).to_have_count(1)


def test_a_part_is_added_to_the_form_by_keyboard_and_what_was_typed_stays(visit: Visit) -> None:
    visit.page.get_by_label("Message #").fill("/neutral")
    visit.press("Enter")
    dialog = visit.page.get_by_role("dialog", name="Check a draft")
    expect(dialog).to_be_visible()
    assert visit.focused() == "input-draft"
    visit.type("Today's Budget has delivered for Wales")
    dialog.get_by_label("By which account").fill("@invented")
    dialog.get_by_label("Where it will be posted").select_option("bluesky")
    dialog.get_by_role("button", name="Add another part of the draft").focus()
    visit.press("Enter")
    expect(dialog.get_by_label("The draft, second part")).to_be_focused()
    assert not visit.complaints()
    visit.type("for the first time in a generation.")
    expect(dialog.get_by_label("By which account")).to_have_value("@invented")
    expect(dialog.get_by_label("Where it will be posted")).to_have_value("bluesky")
    dialog.get_by_role("button", name="Check it").click()
    expect(visit.messages().filter(has_text=VERDICT).filter(has_text=DRAFT[:38])).to_have_count(1)
    expect(visit.messages().filter(has_text=VERDICT).filter(has_text=DRAFT[39:])).to_have_count(1)


def test_the_form_opens_from_home_by_keyboard_and_gives_the_keyboard_back(visit: Visit) -> None:
    visit.tab_to("neutral")
    visit.press("Enter")
    visit.tab_to("tab-home")
    visit.press("Enter")
    expect(visit.page.locator("#home").get_by_text("Check a post for neutrality")).to_be_visible()
    assert not visit.complaints()

    visit.tab_to("Check a draft")
    visit.press("Enter")
    expect(visit.page.get_by_role("dialog", name="Check a draft")).to_be_visible()
    visit.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    assert visit.focused() == "Check a draft"


def test_a_first_look_on_a_narrow_screen_has_no_faults(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 400, "height": 800})
    expect(visit.page.get_by_role("button", name="Check this example")).to_be_visible()
    assert not visit.complaints()
    visit.page.get_by_role("button", name="Check this example").click()
    expect(visit.messages().filter(has_text=VERDICT)).to_have_count(1)
    assert not visit.complaints()
