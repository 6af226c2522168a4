"""Every page passes axe's WCAG 2.2 AA and best-practice rules, in both schemes, on phone and desktop."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.addresses import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


def assert_accessible(page: Page) -> None:
    """Fail with axe's report if it finds a violation on the page as it is now."""
    results = Axe().run(page, options=OPTIONS)
    if results.violations_count:
        pytest.fail(results.generate_report(), pytrace=False)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [*PAGES, "404.html"])
def test_page_has_no_violation(page: Page, origin: str, address: str, scheme: str, width: int) -> None:
    """The page has no accessibility violation that a machine can find."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{origin}/{address}")
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    assert (min(paper) > 200) == (scheme == "light")
    assert_accessible(page)
