"""The reader's track comes first on every page, and the scheme is theirs, as far as they ask for either."""

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from macros.guide import Guide
from tests.storage import kept, put

CHAPTER = "/sourcing/"
COMPARE = "/compare/"
OLDER = "/.__palette"  # where the guide's first look kept the scheme

# Counts what moves on the page by itself; `shifted` is the sum.
WATCH = """
window.shifted = 0
new PerformanceObserver((list) => {
  for (const {value, hadRecentInput} of list.getEntries()) if (!hadRecentInput) window.shifted += value
}).observe({type: 'layout-shift', buffered: true})
"""


def choice(page: Page) -> Locator:
    return page.locator("my-track fieldset")


def choose(page: Page, name: str) -> None:
    """Press a choice, and on a phone open the menu for it."""
    folded = not choice(page).is_visible()
    if folded:
        page.get_by_role("button", name="Menu", exact=True).click()
    choice(page).get_by_text(name, exact=True).click()
    if folded:
        page.keyboard.press("Escape")


def status(page: Page) -> Locator:
    return page.locator("my-track").get_by_role("status")


def orders(page: Page) -> set[tuple[str, ...]]:
    """The orders of tracks in which the page's tables, cards and next links stand."""
    pairs = page.evaluate(
        "[...document.querySelectorAll('[data-pair]')]"
        ".map(({children}) => [...children].map(({dataset}) => dataset.track).filter(Boolean))"
    )
    return {tuple(pair) for pair in pairs if len(pair) > 1}


def expect_first(page: Page, track: str) -> None:
    """Wait until the page is arranged for a track."""
    expect(page.locator(f'[data-pair] > [data-track]:not([data-track="{track}"]) + [data-track]')).to_have_count(0)
    assert {order[0] for order in orders(page)} == {track}


@pytest.fixture
def chapter(page: Page, origin: str) -> Page:
    page.goto(origin + CHAPTER)
    return page


def test_a_track_comes_first_on_every_page_until_that_is_undone(page: Page, origin: str, guide: Guide) -> None:
    """A choice made on one page holds for the tables and links of others, and one press brings the guide's order back."""
    first, second = guide.tracks
    given = {}
    for path in (CHAPTER, COMPARE, "/value-proposition/", "/"):
        page.goto(origin + path)
        given[path] = orders(page)
    assert len({order for found in given.values() for order in found}) == 2  # each track leads somewhere
    for track in (second, first):
        page.goto(origin + CHAPTER)
        choose(page, track.short)
        expect(status(page)).to_have_text(f"{track.short} now comes first in tables, cards and next links.")
        for path in given:
            page.goto(origin + path)
            expect_first(page, track.id)
            expect(choice(page).get_by_label(track.short)).to_be_checked()
    choose(page, "Either")
    expect(status(page)).to_have_text("Both tracks are in the guide\u2019s order again.")
    assert kept(page) == {}
    for path, order in given.items():
        page.goto(origin + path)
        assert orders(page) == order


def test_what_stands_first_is_read_first(chapter: Page, guide: Guide) -> None:
    """The columns of a table change places in the document and to the eye, and its row headings do not."""
    table = chapter.locator("table.comparison:has([data-pair])").first
    heads = table.get_by_role("columnheader")
    for track in guide.tracks:
        choose(chapter, track.short)
        expect(heads.nth(0)).to_contain_text(track.name)
        left, right = (head.bounding_box()["x"] for head in heads.all())
        assert left < right
        cells = table.locator("tbody tr").first.locator("> *")
        assert [cell.get_attribute("role") for cell in cells.all()] == ["rowheader", "cell", "cell"]
        expect(cells.nth(1)).to_have_attribute("data-track", track.id)


def test_a_choice_moves_the_way_onward(page: Page, origin: str, guide: Guide) -> None:
    """Where the next page is one of two, the reader's comes first for the keyboard too."""
    page.goto(origin + CHAPTER)
    links = page.locator(".onward-next a")
    expect(links).to_have_count(len(guide.tracks))
    for track in guide.tracks:
        choose(page, track.short)
        expect(links.first).to_have_attribute("href", re.compile(track.id))


def test_the_focus_stays_where_it_is(chapter: Page, guide: Guide, context: BrowserContext, origin: str) -> None:
    """A link that has the focus keeps it while its column changes places because of another tab."""
    links = chapter.locator(".onward-next a")
    for place, track in ((0, guide.tracks[1]), (1, guide.tracks[0]), (0, guide.tracks[0])):
        links.nth(place).focus()
        address = chapter.evaluate("document.activeElement.href")
        other = context.new_page()
        other.goto(origin + CHAPTER)
        choose(other, track.short)
        expect_first(chapter, track.id)
        assert chapter.evaluate("document.activeElement.href") == address
        other.close()


def test_without_a_script_there_is_nothing_to_choose(browser: Browser, origin: str, guide: Guide) -> None:
    """Without JavaScript both tracks show in the guide's order, and neither control is there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + CHAPTER)
    table = page.locator("table.comparison:has([data-pair])").first
    expect(table.get_by_role("columnheader")).to_have_count(2)
    for track in guide.tracks:
        expect(table.get_by_role("columnheader").filter(has_text=track.name)).to_be_visible()
    expect(page.locator("my-track, scheme-switch").filter(visible=True)).to_have_count(0)
    context.close()


def test_two_tabs_agree(chapter: Page, context: BrowserContext, origin: str, guide: Guide) -> None:
    """Another tab follows a choice at once, its undoing too, and says nothing about it."""
    other = context.new_page()
    other.goto(origin + COMPARE)
    track = guide.tracks[1]
    choose(chapter, track.short)
    expect(choice(other).get_by_label(track.short)).to_be_checked()
    expect_first(other, track.id)
    expect(status(other)).to_be_empty()
    choose(other, "Either")
    expect(choice(chapter).get_by_label("Either")).to_be_checked()
    expect(status(chapter)).to_be_empty()


def test_the_workbook_and_the_pages_keep_one_choice(page: Page, origin: str, guide: Guide) -> None:
    """A track chosen in an aid is chosen everywhere, one chosen above counts in the aid, and clearing all clears it."""
    first, second = guide.tracks
    page.goto(f"{origin}/workbook/")
    aid = page.get_by_role("group", name="Your track")
    aid.get_by_label(first.name).check()
    expect(choice(page).get_by_label(first.short)).to_be_checked()
    choose(page, second.short)
    expect(aid.get_by_label(second.name)).to_be_checked()
    choose(page, "Either")
    expect(aid.get_by_label(second.name)).not_to_be_checked()
    aid.get_by_label(first.name).check()
    page.get_by_role("button", name="Clear everything").click()
    expect(choice(page).get_by_label("Either")).to_be_checked()
    page.get_by_role("button", name="Put it back").click()
    expect(choice(page).get_by_label(first.short)).to_be_checked()
    page.goto(origin + CHAPTER)
    expect_first(page, first.id)


def test_the_keyboard_alone_chooses(chapter: Page, guide: Guide) -> None:
    """The arrow keys go from Either to a track and back, and the focus is seen and stays."""
    choice(chapter).get_by_label("Either").focus()
    for track in guide.tracks:
        chapter.keyboard.press("ArrowRight")
        expect(choice(chapter).get_by_label(track.short)).to_be_focused()
        expect_first(chapter, track.id)
        outline = (
            choice(chapter)
            .locator("label", has_text=track.short)
            .evaluate("e => getComputedStyle(e).outlineStyle")
        )
        assert outline == "solid"
    chapter.keyboard.press("ArrowRight")
    expect(choice(chapter).get_by_label("Either")).to_be_checked()


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_choice_is_seen_by_more_than_colour(chapter: Page, guide: Guide, colours: str) -> None:
    """What is chosen has a line below it, also where colours are forced."""
    chapter.emulate_media(forced_colors=colours)
    choose(chapter, guide.tracks[0].short)
    lines = (
        choice(chapter)
        .locator("label")
        .evaluate_all(
            "all => all.map((each) => getComputedStyle(each, '::after').borderBlockEndWidth === '3px'"
            " && getComputedStyle(each, '::after').content !== 'none')"
        )
    )
    assert lines == [False, True, False]


@pytest.mark.parametrize("width", [320, 390, 820, 1040, 1440])
def test_the_controls_fit(page: Page, origin: str, width: int) -> None:
    """The choice stands in one row, and every target is large enough, from the narrowest phone to a desk."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(origin + CHAPTER)
    if not choice(page).is_visible():
        page.get_by_role("button", name="Menu", exact=True).click()
    boxes = [label.bounding_box() for label in choice(page).locator("label").all()]
    boxes.append(page.locator("scheme-switch button").bounding_box())
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert len({box["y"] for box in boxes[:3]}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_choice_made_on_a_phone_is_undone_without_the_menu(chapter: Page, guide: Guide) -> None:
    """Where the choice is folded away the page says which track comes first, and one press, also by key, undoes it."""
    chapter.set_viewport_size({"width": 320, "height": 800})
    track = guide.tracks[1]
    choose(chapter, track.short)
    chosen = chapter.locator(".chosen")
    expect(chosen).to_contain_text(re.compile(rf"Shown first:\s+{track.short}"))
    chosen.get_by_role("button", name="Undo").focus()
    chapter.keyboard.press("Enter")
    expect(chosen.get_by_role("button")).to_have_count(0)
    expect(chapter.get_by_role("button", name="Menu", exact=True)).to_be_focused()
    said = "Both tracks are in the guide\u2019s order again."
    expect(chapter.get_by_role("status").filter(has_text=said)).to_have_count(1)
    assert kept(chapter) == {}


def test_a_browser_that_keeps_nothing_still_shows_a_choice(blocked: Page, origin: str, guide: Guide) -> None:
    """Where storage is blocked both controls work on their page, and the choice is said not to last."""
    errors = []
    blocked.on("pageerror", lambda error: errors.append(error))
    blocked.goto(origin + CHAPTER)
    choose(blocked, guide.tracks[1].short)
    expect_first(blocked, guide.tracks[1].id)
    expect(status(blocked)).to_contain_text("lasts until you leave this page")
    choose(blocked, "Either")
    blocked.locator("scheme-switch button").click()
    expect(blocked.locator("html")).to_have_attribute("data-scheme", "dark")
    assert errors == []


@pytest.mark.parametrize("saved", ["garbage", "[]", '"nobody"', '""', "{"])
def test_a_choice_that_is_none_is_no_choice(chapter: Page, saved: str) -> None:
    """What an older or newer guide, or an accident, left as track or scheme harms nothing and is not thrown away."""
    before = orders(chapter)
    for name in ("track", "scheme"):
        chapter.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"two-kinds-of-certainty/1/reader/{name}", saved],
        )
    chapter.reload()
    expect(choice(chapter).get_by_label("Either")).to_be_checked()
    expect(chapter.locator("table.comparison").first).to_be_visible()
    expect(chapter.locator("html")).not_to_have_attribute("data-scheme", re.compile("."))
    assert orders(chapter) == before
    assert chapter.evaluate("localStorage.length") == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_a_chapter_opens(page: Page, origin: str, guide: Guide, width: int) -> None:
    """For a reader with a choice a chapter's table is there in their order from the start: nothing shifts."""
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(WATCH)
    page.goto(origin + CHAPTER)
    for track in guide.tracks:
        put(page, {"track": track.id}, "reader")
        page.goto(f"{origin}{CHAPTER}#comparison-doors")
        page.reload()
        expect_first(page, track.id)
        page.wait_for_timeout(500)
        assert page.evaluate("shifted") == 0


def test_a_table_is_not_seen_before_it_is_arranged_but_is_without_the_script(
    page: Page, origin: str, guide: Guide
) -> None:
    """While its script is on the way a table is hidden from a reader with a choice; if it fails, only for a moment."""
    page.goto(origin + CHAPTER)
    put(page, {"track": guide.tracks[1].id}, "reader")
    context = page.context.browser.new_context(storage_state=page.context.storage_state())
    broken = context.new_page()
    on_the_way: list[Route] = []
    broken.route("**/shared.js", lambda route: on_the_way.append(route))
    with broken.expect_request("**/shared.js"):
        broken.goto(origin + CHAPTER, wait_until="commit")
    row = broken.locator("[data-pair]").first
    row.wait_for(state="attached")
    seen = "e => getComputedStyle(e).visibility"
    assert row.evaluate(seen) == "hidden"
    for route in on_the_way:
        route.abort()
    expect(row).to_be_visible(timeout=3000)
    expect(choice(broken)).not_to_be_visible()
    context.close()


def answers_for(guide: Guide, side: int) -> dict[str, str]:
    """The answer to each question that gives a track most."""
    track = guide.tracks[side].id
    return {
        question.id: max(question.options, key=lambda option: option.points[track]).id
        for question in guide.quiz.questions
    }


@pytest.mark.parametrize("side", [0, 1])
def test_a_verdict_offers_to_put_its_track_first(page: Page, origin: str, guide: Guide, side: int) -> None:
    """A result that names a track offers it, says when it is so, and takes it back; the keyboard stays there."""
    track = guide.tracks[side]
    page.goto(f"{origin}/quiz/")
    put(page, answers_for(guide, side), "answers")
    page.goto(f"{origin}/quiz/#result")
    page.reload()
    offer = page.get_by_role("button", name=f"Put {track.short} first everywhere")
    offer.focus()
    page.keyboard.press("Enter")
    expect(offer).not_to_be_visible()
    back = page.get_by_role("button", name="Show both in the guide\u2019s order")
    expect(back).to_be_focused()
    expect(page.locator(".put-first").filter(visible=True)).to_contain_text(
        f"{track.short} comes first in tables, cards and next links."
    )
    expect(status(page)).to_contain_text(track.short)
    assert kept(page, "reader") == {"track": track.id}
    assert page.locator(".experiments > li").first.get_attribute("data-track") == track.id
    page.reload()
    expect(offer).not_to_be_visible()
    page.keyboard.press("Tab")
    back.focus()
    page.keyboard.press("Enter")
    expect(offer).to_be_focused()
    assert kept(page, "reader") == {}


def test_only_a_reader_s_own_verdict_for_a_track_offers_anything(page: Page, origin: str, guide: Guide) -> None:
    """A shared result offers nothing to put first, and neither does one that names no track."""
    page.goto(f"{origin}/quiz/")
    put(page, answers_for(guide, 0), "answers")
    page.goto(f"{origin}/quiz/#result")
    page.reload()
    page.get_by_role("button", name="Copy a link").click()
    link = page.get_by_label("Link to this result").input_value()
    expect(page.locator(".put-first button").filter(visible=True)).to_have_count(1)
    page.goto(link)
    expect(page.get_by_text("a result that somebody shared")).to_be_visible()
    expect(page.locator(".put-first button").filter(visible=True)).to_have_count(0)

    halves = answers_for(guide, 0) | dict(list(answers_for(guide, 1).items())[::2])
    put(page, halves, "answers")
    page.goto(f"{origin}/quiz/#result")
    page.reload()
    expect(page.get_by_role("heading", name=guide.quiz.headlines.close)).to_be_visible()
    expect(page.locator(".put-first button").filter(visible=True)).to_have_count(0)


def scheme(page: Page) -> str:
    """What is seen: the scheme that colours the page."""
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 249, 244)"
    return "light" if light else "dark"


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_scheme_goes_round(chapter: Page, system: str) -> None:
    """A press shows the other scheme, the next the system's kept as a choice, the third follows the system again."""
    chapter.emulate_media(color_scheme=system)
    other = {"light": "dark", "dark": "light"}[system]
    button = chapter.locator("scheme-switch").get_by_role("button")
    expect(button).to_have_accessible_name(f"Colours as your system has them. Change to {other}.")
    for seen, saved, then in (
        (other, other, system),
        (system, system, "those of your system"),
        (system, None, other),
    ):
        button.click()
        assert scheme(chapter) == seen
        assert kept(chapter, "reader").get("scheme") == saved
        expect(button).to_have_accessible_name(re.compile(f"Change to {then}\\.$"))
        chapter.reload()
        assert scheme(chapter) == seen
        expect(button).to_have_accessible_name(re.compile(f"Change to {then}\\.$"))


def test_a_chosen_scheme_is_there_before_anything_is_painted(page: Page, origin: str) -> None:
    """The scheme is applied while the head is read, without waiting for a module."""
    page.goto(origin + CHAPTER)
    put(page, {"scheme": "dark"}, "reader")
    page.route("**/*.js", lambda route: route.abort())
    context = page.context.browser.new_context(storage_state=page.context.storage_state())
    bare = context.new_page()
    bare.route("**/*.js", lambda route: route.abort())
    bare.goto(origin + CHAPTER)
    assert scheme(bare) == "dark"
    context.close()


def test_other_tabs_follow_the_scheme(chapter: Page, context: BrowserContext, origin: str) -> None:
    """A scheme chosen in one tab is shown in the others."""
    other = context.new_page()
    other.goto(origin + COMPARE)
    chapter.locator("scheme-switch button").click()
    expect(other.locator("html")).to_have_attribute("data-scheme", "dark")


@pytest.mark.parametrize(("index", "saved"), [(0, "light"), (1, "dark")])
def test_the_scheme_of_the_first_look_is_taken_over_once(chapter: Page, index: int, saved: str) -> None:
    """What the older switch kept holds until the reader chooses anew, and does not come back after that."""
    older = {"index": index, "color": {"media": "", "scheme": "", "primary": "custom", "accent": "custom"}}
    chapter.emulate_media(color_scheme="dark" if saved == "light" else "light")
    chapter.evaluate("([key, value]) => localStorage.setItem(key, value)", [OLDER, json.dumps(older)])
    chapter.reload()
    assert scheme(chapter) == saved
    assert kept(chapter, "reader") == {"scheme": saved}
    assert chapter.evaluate("key => localStorage.getItem(key)", OLDER) is None
    # From a choice that differs from the system's: the system's, then none.
    button = chapter.locator("scheme-switch button")
    button.click()
    button.click()
    assert kept(chapter, "reader") == {}
    chapter.reload()
    assert scheme(chapter) != saved


def test_the_newer_choice_of_a_scheme_wins(chapter: Page) -> None:
    """A scheme chosen here is not undone by what the older switch kept."""
    put(chapter, {"scheme": "light"}, "reader")
    chapter.evaluate("([key, value]) => localStorage.setItem(key, value)", [OLDER, '{"index": 1}'])
    chapter.reload()
    assert scheme(chapter) == "light"
    assert kept(chapter, "reader") == {"scheme": "light"}
