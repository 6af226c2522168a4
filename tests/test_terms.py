"""Terms in a real browser: their definitions come to pointer, keyboard and thumb, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.addresses import CHAPTERS
from tests.test_accessibility import assert_accessible

ADDRESS = "interview-loop/director/"
NAME = "conways-law"


def term(page: Page, name: str = NAME) -> tuple[Locator, Locator]:
    """The word that one presses, and its definition."""
    return page.locator(f'[popovertarget="term-{name}"]'), page.locator(f"#term-{name}")


@pytest.fixture
def chapter(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def test_a_pointer_brings_the_definition_and_can_enter_it(chapter: Page) -> None:
    """Under the pointer the definition shows, stays while the pointer moves onto it, and leaves with it."""
    word, definition = term(chapter)
    expect(definition).to_be_hidden()
    word.hover()
    expect(definition).to_contain_text("copy the communication structure")
    definition.hover()
    expect(definition).to_be_visible()
    chapter.mouse.move(5, 5)
    expect(definition).to_be_hidden()


def test_escape_sends_the_definition_away_without_moving_the_pointer(chapter: Page) -> None:
    """What obscures the text can be dismissed, and comes back when the pointer does."""
    word, definition = term(chapter)
    word.hover()
    chapter.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    chapter.mouse.move(5, 5)
    word.hover()
    expect(definition).to_be_visible()


def test_the_keyboard_brings_the_definition_and_the_way_to_the_glossary(chapter: Page) -> None:
    """Focus shows it, Escape sends it away, Enter opens it, and from there Tab reaches its link."""
    word, definition = term(chapter)
    word.scroll_into_view_if_needed()
    chapter.keyboard.press("Tab")
    word.focus()
    expect(definition).to_be_visible()
    chapter.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    chapter.keyboard.press("Enter")
    expect(definition).to_be_visible()
    chapter.keyboard.press("Tab")
    expect(definition.get_by_role("link")).to_be_focused()
    chapter.keyboard.press("Enter")
    chapter.wait_for_url(f"**/glossary/#{NAME}")


def test_tab_alone_reaches_the_way_to_the_glossary(chapter: Page) -> None:
    """From a word that shows its definition, the next stop of the keyboard is the definition's link."""
    word, definition = term(chapter)
    word.focus()
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Tab")
    expect(word).to_be_focused()
    chapter.keyboard.press("Tab")
    expect(definition.get_by_role("link")).to_be_focused()
    expect(definition).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_thumb_opens_and_closes_the_definition(browser: Browser, origin: str, script: bool) -> None:
    """On a touch screen a tap opens it, with or without JavaScript, and a tap elsewhere closes it."""
    context = browser.new_context(
        has_touch=True, is_mobile=True, java_script_enabled=script, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    word, definition = term(page)
    word.tap()
    expect(definition).to_be_visible()
    page.get_by_role("heading", level=1).tap()
    expect(definition).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_no_definition_leaves_the_screen(page: Page, origin: str, width: int) -> None:
    """Wherever on the line its word stands, a definition is inside the window, and inside the rules for everybody."""
    page.set_viewport_size({"width": width, "height": 700})
    for address in CHAPTERS:
        page.goto(f"{origin}/{address}")
        words = page.locator(".term > button")
        for position in range(words.count()):
            words.nth(position).click()
            box = page.locator(".definition:popover-open").bounding_box()
            assert box["x"] >= 0, address
            assert box["x"] + box["width"] <= width, address
            assert box["y"] >= 0, address
            assert box["y"] + box["height"] <= 700, address
            if position == 0:
                assert_accessible(page)
            page.keyboard.press("Escape")


def test_on_paper_a_term_is_a_word(chapter: Page) -> None:
    """Print shows the word as text, and no definition over it."""
    chapter.emulate_media(media="print")
    word, definition = term(chapter)
    assert word.evaluate("word => getComputedStyle(word).textDecorationLine") == "none"
    word.hover()
    expect(definition).to_be_hidden()
