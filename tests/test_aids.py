"""What all aids of the workbook share: links with the reader's state, passages that explain them, and light scripts."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml.html import fromstring
from playwright.sync_api import BrowserContext, Page, expect

from macros.guide import Guide
from tests.addresses import AIDS, CHAPTERS, PAGES
from tests.published import later
from tests.serving import components
from tests.storage import put
from tests.test_pages import document

# The aids that a chapter of each section links; comparing links the matrix.
LINKED = {
    "value-proposition": {"positioning"},
    "sourcing": {"outreach"},
    "interview-loop": {"stories", "drill"},
    "compare": {"offers"},
}
NAMES = [address.split("/")[1] for address in AIDS]


def own_scripts(site: Path, address: str) -> set[Path]:
    """Every script of ours that a page loads, with all that those import, at once or later."""
    page = fromstring((site / address / "index.html").read_bytes())
    found: set[Path] = set()
    wanted = [
        site / urlsplit(urljoin(f"/{address}", link)).path.lstrip("/")
        for link in later(page)
        if link.endswith(".js")
    ]
    while wanted:
        path = wanted.pop()
        if path not in found:
            found.add(path)
            text = path.read_text(encoding="utf-8")
            wanted += [
                (path.parent / name).resolve() for name in re.findall(r"(?:from|import\()\s*'([^']+)'", text)
            ]
    return found


def weight(scripts: set[Path]) -> int:
    """Bytes, each script gzipped by itself."""
    return sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)


@pytest.mark.parametrize("address", ["workbook/", *AIDS])
def test_a_page_s_own_script_is_light(site: Path, address: str) -> None:
    """What a page of the workbook loads and no other kind of page does is at most 8 KB gzipped, unminified."""
    others = set().union(*(own_scripts(site, other) for other in PAGES if other != address))
    own = own_scripts(site, address) - others
    assert own
    assert weight(own) <= 8 * 1024


@pytest.mark.parametrize("name", NAMES)
def test_an_aid_s_script_is_loaded_on_its_own_page_only(site: Path, name: str) -> None:
    """No page but its own asks for the script of an aid's element."""
    asking = [
        address
        for address in PAGES
        if f"/components/{name}/{name}.js" in (site / address / "index.html").read_text(encoding="utf-8")
    ]
    assert asking == [f"workbook/{name}/"]


@pytest.mark.parametrize("address", [*CHAPTERS, "compare/"])
def test_a_chapter_links_its_aids(site: Path, address: str) -> None:
    """Every chapter leads to the aids of its section, and the page on the choice to the matrix."""
    links = {urljoin(f"/{address}", link) for link in document(site / address / "index.html").links}
    assert {f"/workbook/{name}/" for name in LINKED[address.split("/")[0]]} <= links


@pytest.mark.parametrize("name", NAMES)
def test_an_aid_links_the_passages_that_explain_it(guide: Guide, site: Path, name: str) -> None:
    """An aid's page leads to each heading that explains it, and to the workbook."""
    links = {urljoin(f"/workbook/{name}/", link) for link in document(site / f"workbook/{name}/index.html").links}
    for explained in guide.aids[name].explained:
        page, heading = explained.split("#")
        assert f"/{guide.pages[page].address}#{heading}" in links
    assert "/workbook/" in links


@pytest.mark.parametrize(
    ("address", "empty", "entries", "state"),
    [
        (
            "value-proposition/director/",
            "Nothing written yet.",
            {
                "positioning/director.stake": "x",
                "positioning/director.ten": "y",
                "positioning/principal.stake": "z",
            },
            "1 of 5 prompts answered; 1 of 3 statements in your own words.",
        ),
        (
            "sourcing/",
            "0 of 6 nodes have a person.",
            {
                "outreach/r1.node": "founders",
                "outreach/r2.node": "founders",
                "outreach/r3.node": "principal-peers",
            },
            "2 of 6 nodes have a person.",
        ),
        (
            "sourcing/director/",
            "0 of 3 nodes have a person.",
            {
                "outreach/r1.node": "founders",
                "outreach/r1.date": "2020-01-01",
                "outreach/r3.node": "principal-peers",
            },
            "1 of 3 nodes has a person. 1 next step due.",
        ),
        (
            "interview-loop/",
            "No story yet.",
            {"stories/r1.title": "One", "stories/r1.shows.range": True, "stories/r2.title": "Two"},
            "2 stories, showing 1 of 14 signals.",
        ),
        (
            "interview-loop/principal/",
            "No question answered yet.",
            {"drill/principal-why-now.rating": "solid", "drill/director-failure-outage.rating": "weak"},
            "1 of 25 questions answered; 1 of 6 stages has a solid answer.",
        ),
        (
            "compare/",
            "No role to weigh yet.",
            {"offers/r1.role": True, "offers/r1.name": "A", "offers/r1.mark.pay": "1", "offers/pay.weight": "2"},
            "1 role, 1 of 1 mark given.",
        ),
    ],
)
def test_a_chapter_tells_the_reader_s_state(
    page: Page, context: BrowserContext, origin: str, address: str, empty: str, entries: dict, state: str
) -> None:
    """A chapter says how far the reader is with its aid, for its track if it has one, and follows other tabs."""
    page.goto(f"{origin}/{address}")
    told(page, empty)
    other = context.new_page()
    other.goto(f"{origin}/about/")
    put(other, entries)
    expect(page.locator("aid-state").filter(has_text=state)).to_have_count(1)
    page.reload()
    told(page, state)


def told(page: Page, state: str) -> None:
    """A link tells the state when it comes near."""
    for link in page.locator(".aid-link").filter(visible=True).all():
        link.scroll_into_view_if_needed()
    expect(page.locator("aid-state").filter(has_text=state)).to_have_count(1)


def test_a_chapter_s_link_needs_no_script(site: Path) -> None:
    """Without JavaScript the link to an aid and what it does stand in the page."""
    html = (site / "sourcing/index.html").read_text(encoding="utf-8")
    assert re.search(r'<p class="aid-link-name"><a href="../workbook/outreach/">Outreach planner</a></p>', html)


def test_moving_always_moves(page: Page, origin: str) -> None:
    """Whatever orders two devices have given, moving a record up or down puts it one place on, and no further."""
    page.goto(f"{origin}/about/")
    wrong = page.evaluate(
        """async (components) => {
            const {moved, records} = await import(`${components}aid/records.js`)
            const wrong = []
            const orders = [undefined, 1, 1.5, 2, 'x']
            for (const a of orders) for (const b of orders) for (const c of orders) {
                for (const position of [0, 1, 2]) for (const by of [-1, 1]) {
                    const saved = new Map([['a.order', a], ['b.order', b], ['c.order', c]])
                    const before = records(saved)
                    for (const [id, order] of moved(before, position, by)) saved.set(`${id}.order`, order)
                    const wanted = before.map(({id}) => id)
                    if (wanted[position + by]) wanted.splice(position + by, 0, ...wanted.splice(position, 1))
                    if (records(saved).map(({id}) => id).join() !== wanted.join()) wrong.push([a, b, c, position, by])
                }
            }
            return wrong
        }""",
        components(page),
    )
    assert wrong == []
