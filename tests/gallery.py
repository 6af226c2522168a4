"""Takes pictures of every kind of page, for people to review: `make gallery` writes them to gallery/, with an index.html.

Every kind is shown at four widths in both schemes, as the whole page, and as it prints on A4 and on Letter.
"""

import argparse
import html
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from playwright.sync_api import Browser, Error, Page, sync_playwright

from macros.guide import Guide
from macros.loading import load
from macros.problems import GuideProblems
from tests.browser import find_or_install
from tests.serving import PROJECT, browser_flags, build, serve
from tests.storage import put
from tests.test_quiz import all_towards, column, link_to, readiness
from tests.test_workbook import FILLED

GALLERY = PROJECT / "gallery"
WIDTHS = (320, 390, 820, 1440)
SCHEMES = ("light", "dark")
PAPERS = ("A4", "Letter")
SHEETS = 4  # of a print, at most
HEIGHT = 900


def nothing(_: Page) -> None:
    """Do nothing to a page."""


@dataclass(frozen=True)
class Kind:
    """A kind of page or a state of one: where it is, what the reader has saved, and what they do there."""

    name: str
    address: str
    entries: dict[str, object] = field(default_factory=dict)
    act: Callable[[Page], None] = nothing
    script: bool = True
    forced: bool = False
    prints: bool = True
    whole: bool = True  # the whole page, not only what fits on the screen

    @property
    def is_state(self) -> bool:
        """Whether somebody has to do something before the page looks like this."""
        return bool(self.entries) or self.act is not nothing


def kinds(guide: Guide) -> Iterator[Kind]:
    """Every kind, in the order of the index."""
    chapter = "sourcing/"
    yield Kind("home", "")
    yield Kind("section", chapter)
    for track in guide.tracks:
        yield Kind(f"chapter-{track.id}", track.addresses["sourcing"])
    yield Kind("questions", f"{guide.tracks[0].addresses['interview-loop']}questions/")
    yield Kind("compare", "compare/")
    yield Kind("compare-questions", "compare/questions/")
    yield from quiz(guide)
    yield Kind("worksheet", "quiz/worksheet/")
    yield Kind("method", "quiz/method/")
    for track in guide.tracks:
        yield Kind(f"verdict-{track.id}", track.addresses["verdict"])
    yield Kind("verdict-close", "quiz/too-close/")
    yield Kind("workbook", "workbook/")
    yield Kind("workbook-filled", "workbook/", FILLED)
    for aid in ("positioning", "outreach", "stories", "drill", "offers"):
        yield Kind(f"aid-{aid}", f"workbook/{aid}/")
        yield Kind(f"aid-{aid}-filled", f"workbook/{aid}/", FILLED)
    yield Kind("glossary", "glossary/")
    yield Kind("sources", "sources/")
    yield Kind("about", "about/")
    yield Kind("newsletter", "newsletter/")
    yield Kind("missing", "no-such-page/")
    yield Kind("definition", chapter, act=open_definition, prints=False, whole=False)
    yield Kind("menu", chapter, act=open_menu, prints=False, whole=False)
    yield Kind("quote", chapter, act=open_quote, prints=False, whole=False)
    yield Kind("search", chapter, act=search, prints=False, whole=False)
    yield Kind("my-track", "compare/", {"reader/track": guide.track_ids[1]})
    yield Kind("no-script", guide.tracks[0].addresses["sourcing"], script=False, prints=False)
    yield Kind("no-script-quiz", "quiz/", script=False)
    yield Kind("forced-colours", guide.tracks[0].addresses["sourcing"], forced=True, prints=False)
    yield Kind("forced-colours-question", "quiz/", act=begin_quiz, forced=True, prints=False)


def quiz(guide: Guide) -> Iterator[Kind]:
    """The states of the quiz, reached as a reader's saved answers lead to them."""
    first, second = (all_towards(guide, track) for track in guide.track_ids)
    dimensions = list(dict.fromkeys(question.dimension for question in guide.quiz.questions))
    # Half of the dimensions for either track: too close to call, and they disagree.
    halves = {q.id: (first, second)[dimensions.index(q.dimension) % 2][q.id] for q in guide.quiz.questions}
    motives = {motive.id: motive.options[1].id for motive in guide.quiz.motives}
    results = {
        "clear": first | readiness(guide, [1, 2, 0, 2, 1, 2]) | motives,
        "leans": second | dict(list(first.items())[:6]),
        "close": halves,
        "unfinished": dict(list(first.items())[:14]),
    }
    yield Kind("quiz", "quiz/")
    yield Kind("quiz-question", "quiz/", act=begin_quiz)
    yield Kind("quiz-error", "quiz/", act=forget_to_answer)
    yield Kind("quiz-check", "quiz/", answers(results["leans"]), act=at("check"))
    for band, given in results.items():
        yield Kind(f"result-{band}", "quiz/", answers(given), act=at("result"))
    shared = column(guide, "a")
    yield Kind("result-shared", "quiz/", act=lambda page: at(link_to(page, shared))(page))


def answers(given: dict[str, str]) -> dict[str, object]:
    return {f"answers/{question}": option for question, option in given.items()}


def at(fragment: str) -> Callable[[Page], None]:
    """Go to a step of the quiz, as a link would."""

    def go(page: Page) -> None:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        page.locator("track-quiz h2:visible").first.wait_for()

    return go


def begin_quiz(page: Page) -> None:
    page.get_by_role("button", name="Start the quiz", exact=True).first.click()
    page.locator("track-quiz fieldset:visible input").nth(1).check()


def forget_to_answer(page: Page) -> None:
    page.get_by_role("button", name="Start the quiz", exact=True).first.click()
    page.locator("track-quiz").get_by_role("button", name="Continue", exact=True).first.click()


def open_definition(page: Page) -> None:
    page.locator(".term > button").first.click()


def open_quote(page: Page) -> None:
    page.get_by_text("Quote this chapter").click()
    page.locator(".quoted").scroll_into_view_if_needed()


def open_menu(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.get_by_role("button", name="Menu", exact=True).click()


def search(page: Page) -> None:
    page.get_by_role("button", name="Search", exact=True).first.click()
    page.get_by_role("searchbox").fill("staff engineer")
    page.locator(".search-results li").first.wait_for()


def reach(page: Page, origin: str, kind: Kind) -> None:
    """Bring the page into the kind's state."""
    page.goto(f"{origin}/{kind.address}")
    if kind.entries:
        put(page, kind.entries)
        page.reload()
    kind.act(page)


def open_kind(browser: Browser, origin: str, kind: Kind) -> Page:
    """A page of its own, in the kind's state."""
    context = browser.new_context(
        java_script_enabled=kind.script,
        forced_colors="active" if kind.forced else "none",
        reduced_motion="reduce",
        viewport={"width": WIDTHS[-1], "height": HEIGHT},
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    reach(page, origin, kind)
    return page


# A page's foot is laid out and its pictures are loaded when they come near, and here none does.
SHOW_ALL = """async () => {
  for (const foot of document.querySelectorAll('.colophon')) foot.style.contentVisibility = 'visible'
  for (const image of document.images) {
    image.loading = 'eager'
    await image.decode()
  }
}"""


def photograph(page: Page, kind: Kind, widths: tuple[int, ...], schemes: tuple[str, ...]) -> None:
    page.evaluate(SHOW_ALL)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if not kind.whole:
                page.evaluate("() => document.activeElement.scrollIntoView({block: 'center'})")
            page.screenshot(path=GALLERY / f"{kind.name}-{width}-{scheme}.png", full_page=kind.whole)


def print_out(page: Page, kind: Kind) -> None:
    """The first sheets of each paper."""
    for paper in PAPERS:
        with pypdfium2.PdfDocument(page.pdf(format=paper)) as printed:
            for number, sheet in enumerate(islice(printed, SHEETS), start=1):
                picture = sheet.render(scale=1.25).to_pil()
                picture.save(GALLERY / f"{kind.name}-{paper}-{number}.png")


INDEX_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gallery - Two Kinds of Certainty</title>
<style>
  body { background: #888; color: #000; font: 1rem/1.4 sans-serif; margin: 1rem }
  ul { align-items: start; display: flex; gap: .75rem; list-style: none; margin: 0 0 2rem; overflow-x: auto; padding: 0 }
  li { flex: none }
  img { block-size: 34rem; display: block; object-fit: cover; object-position: top }
  a { color: inherit }
</style>
<h1>Gallery</h1>
"""


def write_index(names: list[str]) -> None:
    """A grid of all pictures there are, a row a kind."""
    rows = [INDEX_HEAD, "<p>", *(f'<a href="#{name}">{name}</a>' for name in names), "</p>"]
    # How wide a picture is shown, by how its file's name ends; its height is cut, and a press shows all of it.
    shown = {f"{width}-{scheme}": 160 + width // 3 for scheme in SCHEMES for width in WIDTHS}
    shown |= {f"{paper}-{number}": 380 for paper in PAPERS for number in range(1, SHEETS + 1)}
    for name in names:
        rows += [f'<h2 id="{name}">{html.escape(name)}</h2>', "<ul>"]
        for suffix, width in shown.items():
            file = f"{name}-{suffix}.png"
            if (GALLERY / file).exists():
                rows.append(
                    f'<li><a href="{file}">{suffix.replace("-", " ")}'
                    f'<img src="{file}" alt="{name}, {suffix}" width="{width}" loading="lazy"></a></li>'
                )
        rows.append("</ul>")
    (GALLERY / "index.html").write_text("\n".join(rows), encoding="utf-8")


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in words(text))


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def main() -> int:
    """Take the pictures that were asked for, and name the kinds that could not be reached."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gallery", description="Take pictures of every kind of page."
    )
    parser.add_argument(
        "--only", type=words, default=(), help="kinds, or how their names begin: quiz,result-clear"
    )
    parser.add_argument("--widths", type=numbers, default=WIDTHS)
    parser.add_argument("--schemes", type=words, default=SCHEMES)
    wanted = parser.parse_args()
    try:
        every = list(kinds(load(PROJECT)))
    except GuideProblems as problems:
        sys.exit(str(problems))
    chosen = [kind for kind in every if not wanted.only or kind.name.startswith(wanted.only)]
    if not chosen:
        parser.error(f"there is no such kind. There are {', '.join(kind.name for kind in every)}.")
    GALLERY.mkdir(exist_ok=True)
    began = time.monotonic()
    trouble = []
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        built = build(PROJECT, site)
        if built.returncode:
            sys.exit(built.stderr)
        with serve(site) as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=str(find_or_install(dict(os.environ))), args=browser_flags()
            )
            for kind in chosen:
                for old in GALLERY.glob(f"{kind.name}-[0-9AL]*.png"):
                    old.unlink()
                try:
                    page = open_kind(browser, origin, kind)
                except Error as problem:
                    trouble.append(f"{kind.name}: {problem.message.splitlines()[0]}")
                    continue
                photograph(page, kind, wanted.widths, wanted.schemes)
                if kind.prints:
                    print_out(page, kind)
                page.context.close()
            browser.close()
    write_index([kind.name for kind in every])
    print(f"{len(chosen)} kinds in {time.monotonic() - began:.0f} s: {GALLERY / 'index.html'}")
    print("".join(f"Not reached: {line}\n" for line in trouble), end="")
    return bool(trouble)


if __name__ == "__main__":
    sys.exit(main())
