"""The reading face: it has what the guide's text needs, weighs little, and moves nothing when it comes or stays away."""

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from tests.addresses import PAGES
from tests.fonts import CUTS, FONTS

BUDGET = 35_000
FACE = "Newsreader"
FALLBACKS = ["Newsreader fallback", "Newsreader fallback, narrow"]

# The characters that a page sets in the face, by the weight that they are set in, and the bytes of its fonts.
USED = """face => {
  const used = {}
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement
    if (parent.closest('script, style, template')) continue
    const style = getComputedStyle(parent)
    if (!style.fontFamily.replaceAll('"', '').startsWith(face + ',')) continue
    const weight = style.fontWeight >= 500 ? 600 : 400
    const text = texts.currentNode.data
    used[weight] = (used[weight] ?? '') + text + text.toUpperCase()
  }
  const fonts = performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.woff2'))
  return [used, fonts.reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)]
}"""

# How wide a text is in each of the families that the browser has, the face first.
WIDTHS = """async ([families, weight, text]) => {
  const line = document.body.appendChild(document.createElement('span'))
  line.textContent = text
  Object.assign(line.style, {position: 'absolute', whiteSpace: 'nowrap', fontWeight: weight, fontSize: '20px', letterSpacing: 0})
  const widths = {}
  for (const family of families) {
    const name = CSS.escape(family)
    const faces = await document.fonts.load(`${weight} 20px ${name}`).catch(() => [])
    if (!faces.length || faces.some(face => face.status !== 'loaded')) continue
    line.style.fontFamily = name
    widths[family] = line.getBoundingClientRect().width
  }
  return widths
}"""

WATCH_SHIFTS = """
window.shifts = []
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
  .observe({type: 'layout-shift', buffered: true})
"""


def test_fonts_weigh_little() -> None:
    """The two fonts together have at most 35,000 bytes, and their licence lies beside them."""
    assert sum(file.stat().st_size for file in FONTS.glob("*.woff2")) <= BUDGET
    assert "SIL Open Font License, Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_fonts_have_every_character_that_a_page_sets_in_them(page: Page, origin: str) -> None:
    """Every character that a page sets in the reading face is in the font of its weight, and no page loads more than 35,000 bytes of fonts."""
    has = {str(weight): set(TTFont(FONTS / f"newsreader-{weight}.woff2").getBestCmap()) for weight in CUTS}
    trouble = []
    for address in [*PAGES, "404.html"]:
        page.goto(f"{origin}/{address}")
        used, weight_in_bytes = page.evaluate(USED, FACE)
        assert used, f"{address or 'home'} has no text in {FACE}"
        for weight, text in used.items():
            missing = {letter for letter in text if not letter.isspace() and ord(letter) not in has[weight]}
            trouble += [f"{address or 'home'}: {letter!r} is not in {weight}" for letter in sorted(missing)]
        if weight_in_bytes > BUDGET:
            trouble.append(f"{address or 'home'} loads {weight_in_bytes} bytes of fonts")
    assert trouble == []


@pytest.mark.parametrize("weight", CUTS)
def test_fallbacks_are_as_wide_as_the_face(page: Page, origin: str, weight: int) -> None:
    """A paragraph in a local font that stands in is within 3% as wide as in the reading face, in both weights."""
    page.goto(f"{origin}/sourcing/principal/")
    page.evaluate("document.fonts.ready")
    page.reload()  # a face that comes too late for a page is not shown on it, but is there for the next
    texts = page.locator("main p").all_text_contents()
    text = " ".join(max(texts, key=len).split())
    widths = page.evaluate(WIDTHS, [[FACE, *FALLBACKS], weight, text])
    expected = widths.pop(FACE)
    if not widths:
        pytest.skip("No font that stands in for the reading face is installed here.")
    for family, width in widths.items():
        assert width == pytest.approx(expected, rel=0.03), family


@pytest.mark.parametrize("fonts", ["arrive", "are late"])
def test_nothing_shifts_while_a_chapter_loads(page: Page, origin: str, fonts: str) -> None:
    """A chapter opened for the first time shifts nothing, whether its fonts arrive or are late."""
    page.add_init_script(WATCH_SHIFTS)
    if fonts == "are late":
        page.route("**/*.woff2", lambda route: None)
    page.goto(f"{origin}/sourcing/principal/", wait_until="load" if fonts == "arrive" else "domcontentloaded")
    page.evaluate("new Promise(done => setTimeout(done, 500))")
    assert page.evaluate("document.fonts.check('20px Newsreader')") == (fonts == "arrive")
    assert page.evaluate("window.shifts") == []
