"""What pages load besides their text: only what they use, gathered in one folder a version."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.finishing.code import shortened
from macros.finishing.code import write as gather
from macros.finishing.site import Site
from macros.styles import Sheet, words_of_pages, words_of_script
from tests.serving import PROJECT, serve

SOURCES = sorted((PROJECT / "overrides/assets/stylesheets").glob("*.css"))

# Every rule of a style sheet as the browser understands it: the conditions around it, one selector, what it sets.
RULES = """(text) => {
  const found = []
  const walk = (rules, around) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) {
        let depth = 0
        const list = ['']
        for (const sign of rule.selectorText) {
          depth += {'(': 1, ')': -1}[sign] ?? 0
          if (sign === ',' && !depth) list.push('')
          else list[list.length - 1] += sign
        }
        for (const selector of list) found.push([around, selector.trim(), rule.style.cssText])
      } else if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) walk(rule.cssRules, around + rule.cssText.split('{')[0])
      else found.push([around, '', rule.cssText])
    }
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  walk(sheet.cssRules, '')
  return found
}"""
# Those of which, states and pseudo-elements aside, something is on the page.
FINDING = f"""(text) => ({RULES})(text).filter(([, selector]) => {{
  if (!selector) return false
  const state = /::?(?!is|where|not|has)[a-z-]+(\\([^()]*\\))?/g
  const bare = selector.replace(state, '').replace(/:[a-z]+\\(\\s*\\)/g, '').replace(/([\\s>+~(,])(?=[>+~),]|$)|^(?=[\\s>+~]|$)/g, '$1*')
  try {{
    return document.querySelector(bare)
  }} catch {{
    return document.querySelector(selector.replace(/:(not|has)\\(.*/, '').replace(state, '') || '*')
  }}
}})"""


def rules(page: Page, script: str, text: str) -> set[tuple[str, str, str]]:
    """What the script finds in a style sheet, however its commas are spaced."""
    return {
        tuple(re.sub(r"\s*([,/:])\s+|\s+([,/])", r"\1\2", part) for part in rule)
        for rule in page.evaluate(script, text)
    }


def sheet_of(site: Path, address: str) -> str:
    """The style sheet of a page."""
    page = (site / address / "index.html").read_text(encoding="utf-8")
    [link] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    return (site / address / link).read_text(encoding="utf-8")


@cache
def written() -> str:
    """All style sheets as they were written, in the order of their layers."""
    return "".join(
        path.read_text(encoding="utf-8") for path in sorted(SOURCES, key=lambda path: path.stem != "tokens")
    )


def addresses(site: Path) -> list[str]:
    return sorted(str(file.parent.relative_to(site)) for file in site.rglob("index.html"))


def test_a_page_has_one_style_sheet_and_no_styles_of_its_own(site: Path) -> None:
    """What a page looks like is said in one place, which is shared by the pages of its kind."""
    for address in addresses(site):
        assert sheet_of(site, address)
        text = (site / address / "index.html").read_text(encoding="utf-8")
        assert "<style" not in text
        assert not re.search(r'\sstyle="', text)


def test_a_style_sheet_says_nothing_that_was_not_written(page: Page, origin: str, site: Path) -> None:
    """Leaving rules out and leaving spaces out changes no rule that stays, as the browser understands both."""
    page.goto(f"{origin}/")
    said = rules(page, RULES, written())
    for sheet in {sheet_of(site, address) for address in addresses(site)}:
        sent = rules(page, RULES, sheet)
        assert len(sent) > 100
        assert not [rule for rule in sent - said if "--track-" not in rule[2]]  # the accents come from the data


def test_no_rule_that_a_page_needs_is_left_out(page: Page, origin: str, site: Path) -> None:
    """Every selector that finds something on a page is in the page's style sheet."""
    missed = {}
    for address in addresses(site):
        page.goto(f"{origin}/{address}/")
        own = rules(page, RULES, sheet_of(site, address))
        found = rules(page, FINDING, written())
        assert len(found) > 50
        missed[address] = found - own
    lazy = rules(page, RULES, (SOURCES[0].parent / "search.css").read_text(encoding="utf-8"))
    assert {address: some - lazy for address, some in missed.items() if some - lazy} == {}


def test_no_rule_is_written_for_nothing(site: Path) -> None:
    """Every selector in every style sheet can find something on some page, in some state."""
    everything = frozenset([".moved", ".moved-on"]).union(  # as places that have moved are, if any
        words_of_pages(file.read_text(encoding="utf-8") for file in site.rglob("*.html")),
        *(words_of_script(file.read_text(encoding="utf-8")) for file in (PROJECT / "overrides").rglob("*.js")),
        words_of_script((PROJECT / "overrides/components/track/early.html").read_text(encoding="utf-8")),
    )
    unused = [
        f"{source.name}: {branch}"
        for source in SOURCES
        for branch in Sheet(source.read_text(encoding="utf-8")).unused(everything)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("selector", "words", "kept"),
    [
        (".a", {".a"}, ".a"),
        (".a", {"a", "#a", "[a"}, ""),
        (".a,.b", {".b"}, ".b"),
        ("p > .a[data-x]", {"p", ".a"}, ""),
        ("p > .a[data-x=\"y\"]:hover::before", {"p", ".a", "[data-x"}, "p > .a[data-x=\"y\"]:hover::before"),
        (":is(.a, .b) p", {".b", "p"}, ":is(.a, .b) p"),
        (":is(.a, .b) p", {"p"}, ""),
        ("p:not(.a)", {"p"}, "p:not(.a)"),
        ("p:has(> .a)", {"p"}, ""),
        ("#x", {"#x"}, "#x"),
        ("details[open]", {"details"}, "details[open]"),
        ("*", set(), "*"),
    ],
)  # fmt: skip
def test_a_rule_stays_while_it_can_match(selector: str, words: set[str], kept: str) -> None:
    """A selector is kept if what it names is there, whatever the state; of a list, those that can match."""
    sheet = Sheet(f"@media print {{ {selector} {{ color: red }} }}").written(frozenset(words))
    squeezed = re.sub(r"\s*([>,])\s*", r"\1", kept)
    assert sheet == (f"@media print{{{squeezed}{{color:red}}}}" if kept else "")


def test_what_a_script_may_put_there_counts_as_there() -> None:
    """A class, an element and a data attribute that only a script makes are among its words; what it looks for is not."""
    words = words_of_script(
        "mark.className = 'found-it'\npage.dataset.myTrack = ''\ndocument.createElement('ol').closest('.looked-for')"
    )
    assert {".found-it", "[data-my-track", "ol"} <= words
    assert ".looked-for" not in words


def test_scripts_are_sent_without_comments_and_mean_the_same(page: Page, origin: str, site: Path) -> None:
    """Every module that is sent parses, has no comment, and is no longer than it was written."""
    page.goto(f"{origin}/sourcing/principal/")
    [folder] = (site / "code").iterdir()
    scripts = sorted((folder / "components").rglob("*.js"))
    assert len(scripts) > 30
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        source = PROJECT / "overrides" / script.relative_to(folder)
        assert script.name == "shared.js" or len(text) <= len(source.read_text(encoding="utf-8"))
        assert "/**" not in text
        if script.name != "moved.js":  # which leaves the page
            page.evaluate("address => import(address)", f"{origin}/{script.relative_to(site).as_posix()}")


def test_only_comments_are_left_out() -> None:
    """What stands in a template, also in one within another, stays as it is."""
    kept = "const a = `x ${b ? ` // ${c}` : ''}`\n  d() // why\n"
    assert shortened(f"/** What. */\n{kept}  // Why.\n/*\n * More.\n */\n") == kept


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A small built site as a generator leaves it."""
    site = tmp_path / "site"
    (site / "part").mkdir(parents=True)
    (site / "components/x").mkdir(parents=True)
    for folder in ("fonts", "stylesheets"):
        (site / "assets" / folder).mkdir(parents=True)
    (site / "assets/fonts/face.woff2").write_bytes(b"face")
    (site / "assets/fonts/OFL.txt").write_text("licence")
    (site / "assets/theme.js").write_text("nobody asks for this")
    (site / "assets/stylesheets/a.css").write_text(
        "@font-face { src: url(../fonts/face.woff2) } p { color: red } .gone { color: blue }"
    )
    (site / "components/x/x.js").write_text("import './y.js' // now\nimport('./z.js')\n")
    for name in "yz":
        (site / f"components/x/{name}.js").write_text(f"export const {name} = 1\n")
    for address, up in (("", ""), ("part/", "../")):
        (site / address / "index.html").write_text(
            f'<html><head><link rel="stylesheet" href="{up}assets/stylesheets/a.css"></head><body><p>components/x/x.js</p>'
            f'<script type="module" src="{up}components/x/x.js"></script></body></html>'
        )
    return site


def test_all_code_is_gathered_in_one_folder(left: Path) -> None:
    """What pages ask for, and what that asks for, moves into the folder of the version; the rest goes."""
    gather(Site(left))
    [folder] = (left / "code").iterdir()
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    sheet = next(name for name in files if name.endswith(".css"))
    assert files == [
        "assets/fonts/OFL.txt", "assets/fonts/face.woff2", sheet, "components/shared.js", "components/x/z.js",
    ]  # fmt: skip
    assert ".gone" not in (folder / sheet).read_text()
    assert not (left / "assets").exists()
    page = (left / "part/index.html").read_text()
    assert f'href="../code/{folder.name}/{sheet}"' in page
    assert f'src="../code/{folder.name}/components/shared.js"' in page
    assert "<p>components/x/x.js</p>" in page  # text, not a reference


def test_what_all_pages_load_is_one_script(browser: Browser, left: Path) -> None:
    """Scripts that every page has come as one: each keeps its names to itself, and acts though one before it fails."""
    home = left / "index.html"
    for name in ("bad", "good"):
        (left / f"components/x/{name}.js").write_text(
            f"import {{y}} from './y.js'\nconst own = '{name}' + y\nif (own === 'bad1') throw new Error(own)\n"
            "import('./z.js').then(({z}) => { document.title = own + z })\n"
        )
    for file in (home, left / "part/index.html"):
        up = "../" if file.parent.name == "part" else ""
        tags = "".join(
            f'<script type="module" src="{up}components/x/{name}.js"></script>' for name in ("bad", "good")
        )
        file.write_text(file.read_text().replace("</body>", f"{tags}</body>"))
    gather(Site(left))
    assert home.read_text().count("<script") == 1
    failed: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: failed.append(error.message))
    with serve(left) as origin:
        page.goto(f"{origin}/part/")
        expect(page).to_have_title("good11")
        page.close()
    assert failed == ["bad1"]


def test_what_is_for_later_is_named_and_nothing_else_changes(left: Path) -> None:
    """A script with data-later is given the page's modules, each once, and its manifest; they are loaded nowhere else."""
    page = left / "part/index.html"
    written = page.read_text()
    tag = '<script type="module" src="../components/x/x.js"></script>'
    page.write_text(
        written.replace(
            "<head>", '<head><script data-later data-x="1">0</script><link rel="manifest" href="../m.webmanifest">'
        ).replace("<body>", f"<body>{tag}{tag}<script>1</script>")
    )
    gather(Site(left))
    [folder] = (left / "code").iterdir()
    found = page.read_text()
    later = f"../m.webmanifest ../code/{folder.name}/components/shared.js"
    assert f'<script data-later="{later}" data-x="1">0</script>' in found
    assert "<body><script>1</script><p>" in found
    assert "module" not in found
    assert found.count("webmanifest") == 1


# However slow the machine is, no script comes because the paint took too long.
PATIENT = "const {setTimeout} = globalThis; globalThis.setTimeout = (act, after, ...given) => after === 500 ? 0 : setTimeout(act, after, ...given)"
TIMES = """() => ({
  painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
  asked: Math.min(...performance.getEntriesByType('resource').filter(({name}) => /js$|manifest$/.test(name)).map(({startTime}) => startTime)),
})"""


@pytest.mark.parametrize("address", ["", "quiz/", "workbook/drill/"])
def test_scripts_come_after_the_text_is_painted(browser: Browser, origin: str, address: str) -> None:
    """No script and no manifest is asked for before the first paint; then all of them are."""
    page = browser.new_page(service_workers="block")  # without what conftest.py gives to contexts
    page.add_init_script(PATIENT)
    page.goto(f"{origin}/{address}")
    expect(page.locator("scheme-switch")).to_be_visible()
    times = page.evaluate(TIMES)
    assert times["painted"] <= times["asked"]
    page.close()


def test_scripts_do_not_wait_for_a_paint_that_is_not_told(browser: Browser, origin: str) -> None:
    """Where a browser does not tell of the first paint, scripts come nevertheless."""
    page = browser.new_page(service_workers="block")
    page.add_init_script("PerformanceObserver.prototype.observe = () => {}")
    page.goto(f"{origin}/value-proposition/")
    expect(page.locator("scheme-switch")).to_be_visible()
    page.close()


# How much of the text still waited to be laid out when the page was painted first.
UNLAID = """
new PerformanceObserver(() => {
  const parts = [...document.querySelectorAll('[data-parts] > *')]
  const waits = ({contentVisibility, display}) => contentVisibility === 'auto' || display === 'none'
  globalThis.unlaid ??= parts.filter((part) => waits(getComputedStyle(part))).length
}).observe({type: 'paint', buffered: true})
"""
PLACES = "() => [...document.querySelectorAll('[data-parts] > *')].map((part) => part.getBoundingClientRect().top + scrollY)"


@pytest.mark.parametrize("address", ["interview-loop/principal/", "quiz/worksheet/", "sources/", "newsletter/"])
def test_the_rest_of_a_text_is_laid_out_after_the_first_paint(
    browser: Browser, page: Page, origin: str, address: str
) -> None:
    """At the first paint a long page is laid out in part; soon all of it is, where it stands if laid out at once."""
    phone = {"width": 390, "height": 844}  # where no font that comes late could change a line
    page.set_viewport_size(phone)
    in_parts = browser.new_page(service_workers="block", viewport=phone)
    in_parts.add_init_script(UNLAID)
    for each in (page, in_parts):
        each.goto(f"{origin}/{address}", wait_until="networkidle")  # the blocks' buttons come with a script
        expect(each.locator("html:not([data-unfolding]) site-search")).to_be_visible()
    assert page.evaluate("!('unlaid' in globalThis)")
    assert in_parts.evaluate("unlaid") > 10
    assert in_parts.evaluate(PLACES) == page.evaluate(PLACES)
    in_parts.close()


def test_who_comes_to_a_place_further_down_stands_there(browser: Browser, origin: str) -> None:
    """By a heading's link, and by a reload, a reader comes to the place meant: all is laid out at once for them."""
    page = browser.new_page(service_workers="block")
    page.add_init_script(UNLAID)
    page.goto(f"{origin}/interview-loop/principal/#worked-example")
    expect(page.locator("scheme-switch")).to_be_visible()
    heading = page.evaluate("document.getElementById('worked-example').getBoundingClientRect().top")
    assert 0 <= heading < 200
    assert page.evaluate("unlaid") == 0
    page.goto(f"{origin}/interview-loop/director/")
    expect(page.locator("html:not([data-unfolding]) scheme-switch")).to_be_visible()
    page.evaluate("scrollTo(0, 3000)")
    page.wait_for_timeout(300)  # for the browser to note it
    page.reload()
    expect(page.locator("scheme-switch")).to_be_visible()
    assert page.evaluate("scrollY") == 3000
    assert page.evaluate("unlaid") == 0
    page.close()


def test_a_version_is_named_after_its_code(left: Path, tmp_path: Path) -> None:
    """The same code has the same folder wherever it is built; any change, also of what is fetched late, another one."""
    changed = tmp_path / "changed"
    shutil.copytree(left, changed)
    (changed / "components/x/z.js").write_text("export const z = 2\n")
    same = tmp_path / "same"
    shutil.copytree(left, same)
    for folder in (left, changed, same):
        gather(Site(folder))
    names = [next((folder / "code").iterdir()).name for folder in (left, changed, same)]
    assert names[0] == names[2] != names[1]


def test_whoever_asks_for_the_same_scripts_shares_a_style_sheet(site: Path) -> None:
    """There are far fewer style sheets than pages, so that going on to the next chapter fetches none."""
    sheets = {
        sheet_of(site, f"{section}/{track}")
        for section in ("sourcing", "interview-loop")
        for track in ("principal", "director")
    }
    assert len(sheets) == 1
    [folder] = (site / "code").iterdir()
    assert len(list(folder.rglob("*.css"))) <= len(addresses(site)) / 2


def test_the_sites_own_code_is_all_there_is(site: Path) -> None:
    """Nothing that the theme brought is published, but for the search's worker, and no map of a source."""
    assert {path.name for path in site.iterdir() if path.is_dir()}.isdisjoint({"assets", "components"})
    [folder] = (site / "code").iterdir()
    assert [path.name for path in folder.rglob("*.min.*") if path.suffix == ".js"] == [
        path.name for path in folder.glob("assets/javascripts/workers/search.*.min.js")
    ]
    assert not list(site.rglob("*.map"))


def test_pages_ask_only_for_what_is_there(site: Path) -> None:
    """Every script, style sheet, font and picture that a page names is in the site."""
    for file in site.rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        named = re.findall(
            r'<(?:script|img)[^>]*\ssrc="([^"]+)"|<link[^>]*\srel="(?:stylesheet|preload|icon|manifest)"[^>]*\shref="([^"]+)"',
            text,
        )
        assert named
        for link in filter(None, (each for pair in named for each in pair)):
            assert link.startswith("data:image/svg+xml,") or (file.parent / link).resolve().is_file(), (file, link)


def test_the_code_of_a_page_is_found_from_any_depth(site: Path) -> None:
    """The page for wrong addresses, which stands at any of them, names its code from the root."""
    text = (site / "404.html").read_text(encoding="utf-8")
    links = re.findall(r'(?:src|href)="([^"]*code/[^"]+)"', text)
    assert links
    assert all(link.startswith("/code/") for link in links)
