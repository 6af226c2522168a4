"""The look holds everywhere: on the narrowest screen, in either scheme, in forced colours, by keyboard, without motion, on paper."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from macros.guide import Guide
from tests.addresses import PAGES
from tests.gallery import Kind, kinds, reach

MEASURES = Path(__file__).parent / "look.js"
# Where a thumb presses again and again.
LARGE = ".masthead > a, .instruments :is(a, button):not(.search-results a), .menu :is(a, button), .siblings a, track-quiz :is(button, input, summary), .checklist input"

# When a page has dealt with what was done to it, and shown it.
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def measured(page: Page) -> Page:
    """A page that can measure itself."""
    page.add_init_script(path=MEASURES)
    return page


def everything(guide: Guide) -> Iterator[Kind]:
    """Every page as it is found, and every state that the gallery shows."""
    for address in [*PAGES, "404.html"]:
        yield Kind(address or "home", address)
    for kind in kinds(guide):
        if kind.is_state and kind.script and not kind.forced:
            yield kind


def check(page: Page, origin: str, pages: Iterator[Kind], *measures: Callable[[Page], list[str]]) -> None:
    """Fail with what the measures say of the pages, each trouble once with the pages that have it."""
    found: dict[str, list[str]] = {}
    for kind in pages:
        reach(page, origin, kind)
        for measure in measures:
            for trouble in measure(page):
                found.setdefault(trouble, []).append(kind.name)
        if kind.is_state:  # leave nothing of it to the next
            page.goto(f"{origin}/404.html")
            page.evaluate("localStorage.clear()")
    if found:
        pytest.fail(
            "\n".join(f"{trouble} ({', '.join(dict.fromkeys(names))})" for trouble, names in found.items()),
            pytrace=False,
        )


def test_nothing_is_cut_off_or_scrolls_sideways(measured: Page, origin: str, guide: Guide) -> None:
    """At 320 px, which is 1280 px at 400% zoom, nothing leaves the screen, is clipped or scrolls sideways, not even with wider spaced text."""

    def as_it_is(page: Page) -> list[str]:
        page.set_viewport_size({"width": 320, "height": 700})
        return page.evaluate("look.overflow()")

    def spaced(page: Page) -> list[str]:
        page.evaluate("look.spaceText()")
        return [f"with spaced text, {line}" for line in page.evaluate("look.overflow()")]

    check(measured, origin, everything(guide), as_it_is, spaced)


def test_everything_pressable_is_large_enough(measured: Page, origin: str, guide: Guide) -> None:
    """What can be pressed has 24 px each way, or room around it, or stands in a line of text; what a thumb presses often is 44 px high."""

    def on_a_phone(page: Page) -> list[str]:
        page.set_viewport_size({"width": 390, "height": 800})
        return page.evaluate("large => look.targets(large)", LARGE)

    def on_a_desk(page: Page) -> list[str]:
        page.set_viewport_size({"width": 1440, "height": 900})
        return [f"at 1440 px, {line}" for line in page.evaluate("look.targets()")]

    check(measured, origin, everything(guide), on_a_phone, on_a_desk)


def test_the_focus_is_always_seen(measured: Page, origin: str, guide: Guide) -> None:
    """Whatever takes the focus shows it by 2 px or more with a contrast of 3:1, and nothing that stays in place covers it."""

    def focus(page: Page, width: int) -> list[str]:
        page.set_viewport_size({"width": width, "height": 800})
        page.keyboard.press("Tab")
        return [f"at {width} px, {line}" for line in page.evaluate("look.focus()")]

    widths = [partial(focus, width=width) for width in (390, 1440)]
    check(measured, origin, everything(guide), *widths)


def in_both_schemes(measure: str, **media: str) -> list[Callable[[Page], list[str]]]:
    """A measure taken in the light and in the dark scheme."""

    def take(page: Page, scheme: str) -> list[str]:
        page.emulate_media(color_scheme=scheme, **media)
        return [f"{scheme}: {line}" for line in page.evaluate(measure)]

    return [partial(take, scheme=scheme) for scheme in ("light", "dark")]


def test_all_text_has_contrast_and_nothing_moves(measured: Page, origin: str, guide: Guide) -> None:
    """Every text has 4.5:1 against what is behind it, what is read on and on has 7:1, and under reduced motion nothing moves or fades."""
    measured.emulate_media(reduced_motion="reduce")
    motion = lambda page: page.evaluate("look.motion()")  # noqa: E731
    contrasts = in_both_schemes("look.contrasts()", reduced_motion="reduce")
    check(measured, origin, everything(guide), motion, *contrasts)


def test_forced_colours_hide_nothing(measured: Page, origin: str, guide: Guide) -> None:
    """With the reader's own few colours, buttons and fields keep their edges, drawings their lines, and what is chosen looks chosen."""
    check(measured, origin, everything(guide), *in_both_schemes("look.forced()", forced_colors="active"))


# Paper: 210 and 215.9 mm less the margins, in CSS pixels.
@pytest.mark.parametrize(("paper", "width"), [("A4", 657), ("Letter", 679)])
def test_a_printed_chapter_reads_alone(measured: Page, origin: str, guide: Guide, paper: str, width: int) -> None:
    """A printed chapter has no navigation, spells out where its links lead, and is no wider than the paper."""
    for track in guide.tracks:
        address = track.addresses["sourcing"]
        measured.goto(f"{origin}/{address}")
        measured.emulate_media(media="print")
        links = measured.locator("article").evaluate(
            "text => [...text.querySelectorAll('a[href]')].filter(a => look.seen(a) && a.pathname !== location.pathname).map(a => a.href.split('#')[0])"
        )
        with pypdfium2.PdfDocument(io.BytesIO(measured.pdf(format=paper))) as printed:
            said = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
        squeezed = "".join(said.replace("\ufffe", "-").split())  # a hyphen at the end of a line
        for link in sorted(set(links)):
            assert link.removeprefix(origin) in squeezed, f"{address} does not spell out {link}"
        measured.set_viewport_size({"width": width, "height": 900})
        seen = "[...document.querySelectorAll('nav, .masthead, .contents, button:not(.term > button)')].filter(look.seen).map(e => e.className || e.localName)"
        assert measured.evaluate(seen) == []
        assert measured.evaluate("document.documentElement.scrollWidth") <= width
        measured.emulate_media(media="screen")


def test_the_section_being_read_is_marked_and_moves_no_other(page: Page, origin: str) -> None:
    """Beside a chapter the entry of the section being read looks bolder, and every entry keeps its lines."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{origin}/sourcing/", wait_until="networkidle")
    entries = page.locator(".contents li a")
    heights, marked = set(), set()
    for place in entries.evaluate_all("links => links.map(link => link.hash)"):
        page.evaluate("place => document.querySelector(place).scrollIntoView({behavior: 'instant'})", place)
        page.evaluate(TWO_FRAMES)
        heights.add(tuple(entries.evaluate_all("links => links.map(link => link.offsetHeight)")))
        marked.update(page.locator(".contents a:target-current").all_text_contents())
    assert len(heights) == 1
    assert len(marked) > 5


@pytest.mark.parametrize("width", [320, 390, 600, 820, 1100, 1440])
def test_one_press_of_end_shows_the_end(page: Page, origin: str, width: int) -> None:
    """The foot of a page, which is laid out when it comes near, takes about the room that was kept for it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{origin}/sourcing/", wait_until="networkidle")
    page.keyboard.press("End")
    expect(page.locator(".colophon > :last-child")).to_be_in_viewport()


def test_no_section_is_marked_before_it_is_reached(page: Page, origin: str) -> None:
    """At the top of the sources, whose first headed section comes far below, none of the entries is the current one."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{origin}/sources/", wait_until="networkidle")
    assert page.locator(".contents a:target-current").all_text_contents() == ["Top of the page"]
    page.locator(".contents li a").first.click()
    expect(page.locator(".contents li a:target-current")).to_have_count(1)


@pytest.mark.parametrize("panel", ["Menu", "On this page"])
def test_an_open_panel_goes_back_to_its_place_where_the_window_grows(page: Page, origin: str, panel: str) -> None:
    """A menu that was opened over a narrow page does not lie over a wide one."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{origin}/sourcing/", wait_until="networkidle")
    page.get_by_role("button", name=panel, exact=True).click()
    expect(page.locator(":popover-open")).to_have_count(1)
    page.set_viewport_size({"width": 430, "height": 700})
    page.evaluate(TWO_FRAMES)
    expect(page.locator(":popover-open")).to_have_count(1)
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(":popover-open")).to_have_count(0)
    expect(page.get_by_role("navigation").get_by_text("Compare", exact=True).first).to_be_visible()
