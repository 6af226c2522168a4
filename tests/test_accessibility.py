"""Every page passes axe's WCAG 2.2 AA and best-practice rules, in both schemes, on phone and desktop."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.addresses import PAGES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Those of them that depend on the scheme.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def assert_accessible(page: Page) -> None:
    """Fail with axe's report if it finds a violation on the page as it is now, in either scheme."""
    for scheme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
        if results.violations_count:
            pytest.fail(f"In the {scheme} scheme: {results.generate_report()}", pytrace=False)
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", [*PAGES, "404.html"])
def test_page_has_no_violation(page: Page, origin: str, address: str, width: int) -> None:
    """The page has no accessibility violation that a machine can find, in either scheme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{origin}/{address}")
    assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_paper_follows_the_system(page: Page, origin: str, scheme: str) -> None:
    """A page is light where the reader's system is light, and dark where it is dark, even if that changes while it is open."""
    page.goto(f"{origin}/")
    page.emulate_media(color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    assert (min(paper) > 200) == (scheme == "light")
