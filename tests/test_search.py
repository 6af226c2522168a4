"""The search: what it finds, how it is operated, what it loads when, and what it says when it cannot."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from playwright.sync_api import BrowserContext, Page, Route, expect

import macros
from macros import hooks
from tests.serving import PROJECT, build, serve
from tests.test_accessibility import assert_accessible

BUTTON = "site-search > button"
DIALOG = "site-search dialog"


def open_search(page: Page, words: str = "") -> None:
    """Press the button, and type."""
    page.locator(BUTTON).click()
    if words:
        page.keyboard.type(words)


def status(page: Page):
    return page.get_by_role("dialog", name="Search").get_by_role("status")


def results(page: Page):
    return page.get_by_role("dialog", name="Search").get_by_role("link")


def test_a_result_leads_to_the_heading_that_has_the_words(page: Page, origin: str) -> None:
    """A phrase from the middle of a chapter is found with its surroundings, and its link lands on its heading."""
    page.goto(f"{origin}/")
    open_search(page, "retry storm")
    expect(status(page)).to_have_text("Found on 1 page.")
    expect(results(page)).to_have_text([re.compile("channel: technical peers"), "Principals at the company"])
    quote = page.locator(f"{DIALOG} p:has(mark)")
    expect(quote).to_contain_text("says the retry storm came from three services")
    expect(quote.locator("mark")).to_have_text(["retry", "storm"])
    assert len(quote.inner_text()) < 200
    results(page).last.click()
    page.wait_for_url(f"{origin}/sourcing/principal/#principal-peers")
    expect(page.locator("#principal-peers")).to_be_in_viewport()


def test_a_result_on_the_same_page_closes_the_search(page: Page, origin: str) -> None:
    """A link to a heading of the page one is on shows that heading."""
    page.goto(f"{origin}/sourcing/principal/")
    open_search(page, "retry storm")
    results(page).last.click()
    expect(page.locator(DIALOG)).to_be_hidden()
    expect(page.locator("#principal-peers")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("conway's law", "law The observation that a system"),  # a straight apostrophe for a curly one
        ("Transformational leader", "Transformational leader"),  # begins with a quotation mark there
        ("cross-org", "cross the organisation"),  # part of a word, with a hyphen
        ('"certainty" -sell ^2 title:~', "certainty"),  # commands to the engine
    ],
)
def test_words_are_found_as_people_type_them(page: Page, origin: str, words: str, found: str) -> None:
    """Quotation marks, apostrophes, hyphens and signs are no obstacle, and every one of the words has to match."""
    page.goto(f"{origin}/")
    open_search(page, words)
    expect(status(page)).to_have_text(re.compile(r"Found on \d+ pages?\."))
    text = page.locator(DIALOG).inner_text()
    assert found.casefold() in text.casefold()


def test_no_more_than_the_sites_pages_are_listed(page: Page, origin: str) -> None:
    """What nearly every page has is listed once a page, with at most three of its sections."""
    page.goto(f"{origin}/")
    open_search(page, "a")
    expect(status(page)).to_have_text(re.compile(r"Found on \d\d pages\."))
    groups = page.locator(f"{DIALOG} ol > li")
    assert groups.count() <= 40
    assert max(groups.evaluate_all("groups => groups.map((group) => group.querySelectorAll('li').length)")) == 3


def test_what_is_not_there_is_said_not_to_be(page: Page, origin: str) -> None:
    """Words that no page has are quoted back."""
    page.goto(f"{origin}/")
    open_search(page, "zzqx")
    expect(status(page)).to_contain_text("Nothing found for “zzqx”.")
    expect(results(page)).to_have_count(0)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    expect(status(page)).to_have_text("")


def test_nothing_is_loaded_before_the_search_is_opened(page: Page, origin: str) -> None:
    """Neither the engine nor the index is asked for by a page that nobody searches."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{origin}/", wait_until="networkidle")
    expect(page.locator(BUTTON)).to_be_visible()
    heavy = re.compile(r"search_index|/workers/")
    assert not [url for url in asked if heavy.search(url)]
    open_search(page, "certainty")
    expect(status(page)).to_contain_text("Found")
    assert len([url for url in asked if heavy.search(url)]) == 2


def test_without_a_script_there_is_no_button(browser, origin: str) -> None:
    """What could not work is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/")
    expect(page.locator(BUTTON)).to_be_hidden()
    expect(page.get_by_role("navigation", name="All pages")).to_be_visible()
    context.close()


def test_the_keyboard_is_enough(page: Page, origin: str) -> None:
    """Control and K opens, arrows go through the results and back, Enter follows."""
    page.goto(f"{origin}/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("searchbox", name="Search the guide")
    expect(field).to_be_focused()
    page.keyboard.type("retry storm")
    expect(status(page)).to_contain_text("Found")
    page.keyboard.press("ArrowDown")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(results(page).last).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(results(page).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}/sourcing/principal/")


def test_single_letters_and_fields_are_left_alone(page: Page, origin: str) -> None:
    """No letter alone opens the search, and in a field Control and K keeps what it means there."""
    page.goto(f"{origin}/workbook/positioning/")
    for key in ("/", "s", "f", "k"):
        page.keyboard.press(key)
    expect(page.locator(DIALOG)).to_be_hidden()
    page.locator("textarea:visible").first.focus()
    page.keyboard.press("Control+k")
    expect(page.locator(DIALOG)).to_be_hidden()


@pytest.mark.parametrize("way", ["Escape", "Close", "beside"])
def test_closing_gives_the_focus_back(page: Page, origin: str, way: str) -> None:
    """Escape closes at once, even with words typed; so do the button and a press beside the sheet."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{origin}/")
    open_search(page, "certainty")
    expect(status(page)).to_contain_text("Found")
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "Close":
        page.get_by_role("button", name="Close", exact=True).click()
    else:
        page.mouse.click(20, 700)
    expect(page.locator(DIALOG)).to_be_hidden()
    expect(page.locator(BUTTON)).to_be_focused()


@pytest.mark.parametrize("part", ["**/workers/search.*", "**/search_index.json"])
def test_what_cannot_be_loaded_is_said_and_tried_again(context: BrowserContext, origin: str, part: str) -> None:
    """Without the engine or the index the search says so, and works as soon as they can be had."""
    page = context.new_page()
    page.goto(f"{origin}/")
    page.route(part, lambda route: route.abort())
    open_search(page)
    expect(status(page)).to_have_text(
        "Search cannot be loaded: you may be offline. The foot of every page lists all pages."
    )
    page.unroute(part)
    page.keyboard.type("retry storm")
    expect(status(page)).to_have_text("Found on 1 page.")


def test_waiting_is_said(context: BrowserContext, origin: str) -> None:
    """While the index is on its way the reader is told; what was typed meanwhile is answered."""
    page = context.new_page()
    held: list[Route] = []
    page.route("**/search_index.json", lambda route: held.append(route))
    page.goto(f"{origin}/")
    open_search(page, "retry storm")
    expect(status(page)).to_have_text("Loading what can be searched …")
    held[0].continue_()
    expect(status(page)).to_have_text("Found on 1 page.")


def test_what_the_index_holds_is_text(context: BrowserContext, origin: str, site: Path) -> None:
    """Markup in the index is never put on the page."""
    page = context.new_page()
    evil = (
        '<p>storm <img src="x" onerror="window.fell = true"><svg onload="window.fell = true"></svg>&lt;b&gt;</p>'
    )

    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    index["docs"].append({"location": "evil/", "title": "Evil <i>zzqx</i>", "text": evil})
    body = json.dumps(index)
    page.route("**/search_index.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(f"{origin}/")
    open_search(page, "zzqx")
    expect(results(page)).to_have_text(["Evil zzqx"])
    expect(page.locator(f"{DIALOG} ol p")).to_have_text("storm <b>")
    assert page.locator(f"{DIALOG} ol").evaluate(
        "list => [...list.querySelectorAll('*')].map((e) => e.localName)"
    ) == [
        "li",
        "div",
        "a",
        "mark",
        "p",
    ]
    assert page.evaluate("window.fell") is None


@pytest.mark.parametrize("width", [390, 1440])
def test_the_open_search_has_no_violation(page: Page, origin: str, width: int) -> None:
    """With results shown it passes axe, in both schemes, on phone and desktop."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{origin}/sourcing/")
    open_search(page, "retained search")
    expect(status(page)).to_contain_text("Found")
    assert_accessible(page)


def test_the_search_fits_the_narrowest_screen(page: Page, origin: str) -> None:
    """At 320 px the sheet has all of the screen, nothing scrolls sideways, and what is pressed is large."""
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto(f"{origin}/sourcing/")
    open_search(page, "certainty")
    expect(status(page)).to_contain_text("Found")
    box = page.locator(DIALOG).bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 500}
    assert page.locator(DIALOG).evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    assert page.locator(f"{DIALOG} ol").evaluate("list => list.scrollWidth <= list.clientWidth")
    for target in (f"{DIALOG} input", f"{DIALOG} button", BUTTON):
        assert page.locator(target).bounding_box()["height"] >= 44


def test_the_search_works_below_a_path(context: BrowserContext, tmp_path: Path) -> None:
    """Published in a folder of a host, the search finds its parts and its results, from the page for wrong addresses too."""
    site = tmp_path / "guide"
    assert build(PROJECT, site, "https://example.org/guide/").returncode == 0
    (tmp_path / "404.html").symlink_to(site / "404.html")
    with serve(tmp_path) as host:
        page = context.new_page()
        page.goto(f"{host}/guide/no/such/page/")
        open_search(page, "retry storm")
        results(page).last.click()
        page.wait_for_url(f"{host}/guide/sourcing/principal/#principal-peers")


def test_the_index_holds_what_a_reader_can_find(site: Path) -> None:
    """Forms, their hidden sentences and the definitions beside terms are not in the index, and words do not run together."""
    docs = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    text = {doc["location"]: doc["text"] for doc in docs}
    everything = " ".join(text.values())
    assert "In the glossary" not in everything
    assert "Link copied" not in everything
    assert "Score it yourself" not in everything
    assert "You may keep only one of this week" not in everything
    assert "Operational: the organisation can go on building it." in text["value-proposition/#two-kinds"]
    assert not re.findall(r"\b(?:Director|Principal)[A-Z]\w+", everything)


def test_a_theme_without_its_worker_stops_the_build(tmp_path: Path) -> None:
    """If the theme's engine cannot be told by its name, the build says so and where to look."""
    folder = tmp_path / "assets/javascripts/workers"
    folder.mkdir(parents=True)
    theme = SimpleNamespace(dirs=[str(tmp_path)])
    with pytest.raises(
        Exception, match=re.escape("search.*.min.js in the theme; there is none. See macros/__init__.py.")
    ):
        macros._search_worker(theme)
    (folder / "search.1.min.js").touch()
    assert macros._search_worker(theme) == "assets/javascripts/workers/search.1.min.js"
    (folder / "search.2.min.js").touch()
    with pytest.raises(Exception, match=r"search\.1\.min\.js, .*search\.2\.min\.js"):
        macros._search_worker(theme)


def test_of_the_theme_the_search_is_taken_and_nothing_else(tmp_path: Path) -> None:
    """The theme's other files, 14,000 with its icons, are neither looked through nor copied."""
    overrides = PROJECT / "overrides"
    config = load_config(str(PROJECT / "mkdocs.yml"), site_dir=str(tmp_path))
    worker = config.extra["search_worker"] = macros._search_worker(config.theme)
    hooks.on_config(config)
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    config.plugins.on_files(files, config=config)
    assert [file.src_uri for file in files if not (overrides / file.src_uri).exists()] == [worker]
    assert all(Path(file.abs_src_path).is_file() for file in files)
