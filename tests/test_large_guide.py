"""A guide of many pages: each lists its own group and some others, the home page all, and links lead to every page."""

from urllib.parse import urljoin

import pytest
from lxml import html

from tests.conftest import copy_second_guide
from tests.published import pages_of, publish

ADDRESS = "https://kitchen.example/house/"
GROUPS, PAGES = 14, 8
LISTED = 10  # of the groups, after the second guide's own 20 pages
MENU, FOOT = "//*[@id='menu']", "//footer/nav"
PAGE = """\
---
description: Shelf {shelf}, jar {jar}.
published: 2026-11-22
reviewed: 2026-11-22
---

# Shelf {shelf}, jar {jar} {{: #jar }}

Jam.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    """Every page of the second guide with many more, by its address."""
    project = copy_second_guide(tmp_path_factory.mktemp("large") / "project")
    groups = []
    for shelf in range(GROUPS):
        (project / "docs" / f"shelf-{shelf}").mkdir()
        names = [f"shelf-{shelf}/jar-{jar}.md" for jar in range(PAGES)]
        for jar, name in enumerate(names):
            (project / "docs" / name).write_text(PAGE.format(shelf=shelf, jar=jar), encoding="utf-8")
        groups.append(f"{{Shelf {shelf}: [{', '.join(names)}]}}")
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("newsletter.md]", f"newsletter.md, {', '.join(groups)}]"), encoding="utf-8")
    return dict(pages_of(publish(project, ADDRESS)))


def listed(page: html.HtmlElement, address: str, part: str) -> set[str]:
    """Where the links of a part of the page lead, from the site's root."""
    links = page.xpath(f"{part}//a/@href")
    return {urljoin(ADDRESS + address, link).removeprefix(ADDRESS) for link in links}


def test_a_page_lists_its_own_group(pages: dict[str, html.HtmlElement]) -> None:
    """The menu names all pages beside a page, and the first of other groups, up to 30; menu and foot lead to all."""
    shelves = {f"shelf-{shelf}/jar-{jar}/" for shelf in range(GROUPS) for jar in range(PAGES)}
    firsts = {f"shelf-{shelf}/jar-0/" for shelf in range(LISTED)}
    for part in (MENU, FOOT):
        assert listed(pages[""], "", part) >= shelves
    for address in ("shelf-2/jar-5/", "shelf-12/jar-5/", "about/"):
        own = {each for each in shelves if address in shelves and each.startswith(address.partition("/")[0] + "/")}
        assert listed(pages[address], address, MENU) & (shelves | {""}) == firsts | own | {""}
        assert listed(pages[address], address, FOOT) & (shelves | {""}) == own | {""}


def test_every_page_is_found_by_links(pages: dict[str, html.HtmlElement]) -> None:
    """From any page, links lead to every other."""
    found, new = set(), {"shelf-1/jar-1/"}
    while new:
        found |= new
        linked = set().union(*(listed(pages[address], address, "//body") for address in new))
        new = {link.partition("#")[0] for link in linked} & set(pages) - found
    assert found == set(pages)
