"""Checklists in a real browser: ticks that stay, on every page and in every tab, and a list that needs no script."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.test_accessibility import assert_accessible

ADDRESS = "sourcing/principal/"
STORED = "two-kinds-of-certainty/1/ticks/"
FIRST = "sourcing-principal-lock"


@pytest.fixture
def chapter(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def box(page: Page, item: str = FIRST):
    return page.locator(f"#tick-{item}")


def progress(page: Page):
    return page.locator("check-list .checklist-progress")


def stored(page: Page) -> dict[str, str]:
    """What is in storage."""
    return page.evaluate("({...localStorage})")


def test_ticks_stay_after_a_reload(chapter: Page) -> None:
    """A tick is counted in words at once, and is there when the reader comes back."""
    expect(progress(chapter)).to_have_text("0 of 8 done.")
    chapter.get_by_role("checkbox", name="I have written down the one technical lock").check()
    expect(progress(chapter)).to_have_text("1 of 8 done.")
    chapter.reload()
    expect(box(chapter)).to_be_checked()
    expect(progress(chapter)).to_have_text("1 of 8 done.")


def test_unticking_is_kept_too(chapter: Page) -> None:
    """Taking a tick back leaves nothing behind."""
    box(chapter).check()
    box(chapter).uncheck()
    chapter.reload()
    expect(box(chapter)).not_to_be_checked()
    assert not [key for key in stored(chapter) if key.startswith(STORED)]


def test_the_keyboard_ticks(chapter: Page) -> None:
    """Space ticks the focused box."""
    box(chapter).focus()
    chapter.keyboard.press("Space")
    expect(progress(chapter)).to_have_text("1 of 8 done.")


def test_clearing_can_be_undone(chapter: Page) -> None:
    """One press clears this list, one puts the ticks back, and another list is not touched."""
    chapter.evaluate(f"localStorage.setItem('{STORED}vp-principal-lock', 'true')")
    box(chapter).check()
    box(chapter, "sourcing-principal-list").check()
    chapter.get_by_role("button", name="Clear my ticks").click()
    expect(progress(chapter)).to_have_text("0 of 8 done.")
    assert list(stored(chapter)) == [f"{STORED}vp-principal-lock"]
    undo = chapter.get_by_role("button", name="Put my ticks back")
    expect(undo).to_be_focused()
    undo.click()
    expect(progress(chapter)).to_have_text("2 of 8 done.")
    chapter.reload()
    expect(progress(chapter)).to_have_text("2 of 8 done.")
    expect(undo).to_be_hidden()


def test_two_open_tabs_agree(chapter: Page, context: BrowserContext, origin: str) -> None:
    """Ticks made in two tabs are all kept, and each tab shows the other's."""
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    box(chapter).check()
    expect(box(other)).to_be_checked()
    box(other, "sourcing-principal-list").check()
    expect(progress(chapter)).to_have_text("2 of 8 done.")
    other.get_by_role("button", name="Clear my ticks").click()
    expect(progress(chapter)).to_have_text("0 of 8 done.")


def test_what_a_newer_version_saved_is_left_alone(chapter: Page) -> None:
    """Entries of another format, another guide or an item that is gone survive ticking and clearing."""
    foreign = {
        "two-kinds-of-certainty/2/ticks/sourcing-principal-lock": '{"at": 1}',
        f"{STORED}an-item-that-is-gone": "true",
        "another-guide/1/ticks/sourcing-principal-lock": "true",
    }
    chapter.evaluate("entries => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))", foreign)
    chapter.reload()
    expect(progress(chapter)).to_have_text("0 of 8 done.")
    box(chapter).check()
    chapter.get_by_role("button", name="Clear my ticks").click()
    assert stored(chapter) == foreign


@pytest.mark.parametrize("garbage", ["", "{", "null", "0", '"yes"', "[1]", "<script>alert(1)</script>"])
def test_garbage_in_storage_is_no_tick(chapter: Page, garbage: str) -> None:
    """A damaged entry counts as not ticked, breaks nothing, and can be ticked over."""
    chapter.evaluate(f"value => localStorage.setItem('{STORED}{FIRST}', value)", garbage)
    chapter.reload()
    expect(progress(chapter)).to_have_text("0 of 8 done.")
    box(chapter).check()
    chapter.reload()
    expect(box(chapter)).to_be_checked()


UNSAVED = "1 of 8 done. This browser does not keep your ticks: they last until you leave this page."


def test_blocked_storage_still_ticks(blocked: Page, origin: str) -> None:
    """Where the browser blocks storage the list works, and says that ticks will not stay."""
    blocked.goto(f"{origin}/{ADDRESS}")
    box(blocked).check()
    expect(progress(blocked)).to_have_text(UNSAVED)
    box(blocked).uncheck()
    expect(progress(blocked)).to_contain_text("0 of 8 done.")


def test_a_full_store_still_ticks(chapter: Page) -> None:
    """Where storage is full the tick shows, and the reader is told that it will not stay."""
    chapter.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    box(chapter).check()
    expect(progress(chapter)).to_have_text(UNSAVED)
    expect(box(chapter)).to_be_checked()


def test_a_list_prints_as_a_sheet(chapter: Page) -> None:
    """Printing a list leaves only the list on paper, without its buttons; printing the page leaves all of it."""
    chapter.evaluate("() => { window.print = () => { window.printed = true } }")
    chapter.get_by_role("button", name="Print this list").click()
    chapter.wait_for_function("() => window.printed")  # what prints a part comes when it is pressed
    chapter.emulate_media(media="print")
    expect(chapter.locator("check-list li").first).to_be_visible()
    expect(chapter.locator("h1")).to_be_hidden()
    expect(chapter.get_by_role("button", name="Clear my ticks")).to_be_hidden()
    chapter.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(chapter.locator("h1")).to_be_visible()


def test_without_javascript_boxes_tick_and_print(browser, origin: str) -> None:
    """Without JavaScript every item is a labelled box that ticks, and no button is offered that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    page.get_by_role("checkbox", name="I have written down the one technical lock").check()
    expect(box(page)).to_be_checked()
    expect(page.get_by_role("button", name="Clear my ticks")).to_be_hidden()
    expect(page.get_by_text("Without JavaScript your ticks last")).to_be_visible()
    context.close()


def test_a_ticked_list_is_accessible(chapter: Page) -> None:
    """Ticked and just cleared, the list has no accessibility violation."""
    box(chapter).check()
    assert_accessible(chapter)
    chapter.get_by_role("button", name="Clear my ticks").click()
    assert_accessible(chapter)


def test_a_dark_page_prints_dark_on_light(chapter: Page) -> None:
    """Whatever the scheme on screen, paper gets the light scheme's ink."""
    ink = "getComputedStyle(document.querySelector('check-list label')).color"
    printed = []
    for scheme in ("light", "dark"):
        chapter.emulate_media(color_scheme=scheme, media="screen")
        chapter.reload()
        chapter.emulate_media(color_scheme=scheme, media="print")
        printed.append(chapter.evaluate(ink))
    assert printed == ["rgb(29, 32, 39)"] * 2
