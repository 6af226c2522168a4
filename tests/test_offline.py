"""Reading without a network, and what happens when a new version is published while pages are open."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from macros.finishing import offline, seal
from macros.finishing.site import Site
from tests.serving import Asked, serve
from tests.storage import kept

CHAPTER = "sourcing/principal/"

# Of the worker, in a page.
FOUND = "navigator.serviceWorker.getRegistration().then((found) => %s)"
UPDATE = FOUND % "found.update().then(() => true, () => true)"
KEPT = FOUND % "found?.active?.state === 'activated' && Boolean(navigator.serviceWorker.controller)"
WAITING = FOUND % "Boolean(found?.waiting)"
REFUSED = FOUND % "!found.installing && !found.waiting"
GONE = FOUND % "!found"


def version(site: Path, target: Path, name: str) -> Path:
    """The site as another version, whose pages and whose code both say which one they are of."""
    shutil.copytree(site, target, ignore=shutil.ignore_patterns("*.gz", "*.br", "card.png"))
    [folder] = (target / "code").iterdir()
    script = folder / "components/shared.js"
    script.write_text(
        f"{script.read_text(encoding='utf-8')}\ndocument.documentElement.dataset.code='{name}'\n", encoding="utf-8"
    )
    for page in target.rglob("*.html"):
        text = page.read_text(encoding="utf-8").replace(f"code/{folder.name}/", f"code/{name}/")
        page.write_text(text.replace("<html ", f'<html data-page="{name}" ', 1), encoding="utf-8")
    folder.rename(folder.with_name(name))
    seal(Site(target))
    return target


@pytest.fixture(scope="module")
def versions(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("versions")
    return {name: version(site, folder / name, name) for name in ("a", "b")}


class Host:
    """A host that serves one version, then another."""

    def __init__(self, live: Path, versions: dict[str, Path]):
        self.live, self.versions = live, versions
        self.log: list[Asked] = []

    def publish(self, name: str | Path) -> None:
        self.live.unlink(missing_ok=True)
        self.live.symlink_to(self.versions.get(name, name))

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]


@pytest.fixture
def host(versions: dict[str, Path], tmp_path: Path) -> Host:
    host = Host(tmp_path / "live", versions)
    host.publish("a")
    return host


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def until(page: Page, script: str) -> None:
    """Wait until what a script promises is true."""
    for _ in range(600):
        with suppress(Error):  # the page is being loaded again
            if page.evaluate(script):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {script}")


def read(page: Page, address: str) -> None:
    """Open a page and begin to read, until the guide is kept."""
    page.goto(address)
    page.mouse.wheel(0, 400)
    until(page, KEPT)


def of(page: Page) -> str:
    """The version of the page; its code must be of the same one."""
    expect(page.locator("html")).to_have_attribute("data-code", re.compile("."))
    said = page.locator("html").evaluate("({dataset}) => [dataset.page, dataset.code]")
    assert said[0] == said[1]
    return said[0]


def test_a_visited_guide_works_with_the_network_gone(
    reader: BrowserContext, host: Host, versions: dict[str, Path]
) -> None:
    """After reading one page, every page opens, the search finds, the quiz reaches its verdict and a tick is kept."""
    page = reader.new_page()
    with serve(host.live) as origin:
        read(page, f"{origin}/{CHAPTER}")
    pages = sorted(str(file.parent.relative_to(versions["a"])) for file in versions["a"].rglob("index.html"))
    for address in pages:
        page.goto(f"{origin}/{'' if address == '.' else f'{address}/'}?utm_source=letter")
        expect(page.locator("h1")).to_be_visible()
        assert of(page) == "a"

    page.keyboard.press("Control+k")
    page.keyboard.type("retry storm")
    page.get_by_role("dialog", name="Search").get_by_role("link").last.click()
    expect(page.locator("#principal-peers")).to_be_in_viewport()

    box = page.locator("check-list input").first
    box.check()
    page.reload()
    expect(box).to_be_checked()

    page.goto(f"{origin}/quiz/")
    page.evaluate(
        """() => {
          for (const set of document.querySelectorAll('track-quiz fieldset[data-part=fit]')) set.querySelector('input').click()
          location.hash = 'result'
        }"""
    )
    expect(page.locator("[data-step=result] h2:visible")).to_be_visible()

    page.goto(f"{origin}/no/such/page/")
    expect(page.locator("h1")).to_have_text(re.compile("not here|no page|nothing", re.IGNORECASE))


def test_nothing_is_kept_before_somebody_reads(reader: BrowserContext, host: Host) -> None:
    """A page that is only opened fetches what it shows; the rest of the guide comes with the first sign of reading."""
    page = reader.new_page()
    with serve(host.live, host.log) as origin:
        page.goto(f"{origin}/{CHAPTER}", wait_until="networkidle")
        assert "/sw.js" not in host.paths
        assert len(host.paths) < 25
        page.keyboard.press("Tab")
        until(page, KEPT)
    assert "/sw.js" in host.paths
    assert "/quiz/" in host.paths


def test_readers_who_save_data_fetch_nothing_ahead(reader: BrowserContext, host: Host) -> None:
    """Where the browser says that data are dear, only what is read is fetched."""
    reader.add_init_script("Object.defineProperty(navigator.connection, 'saveData', {value: true})")
    page = reader.new_page()
    with serve(host.live, host.log) as origin:
        page.goto(f"{origin}/{CHAPTER}")
        page.mouse.wheel(0, 400)
        page.goto(f"{origin}/about/", wait_until="networkidle")
    assert "/sw.js" not in host.paths


def test_a_new_version_takes_over_without_mixing_and_loses_nothing(reader: BrowserContext, host: Host) -> None:
    """While two pages of the old version are open, both stay whole; with one left, the next page is the new version's,
    and so are all after it. What was ticked and answered in the old version is there in the new one."""
    page = reader.new_page()
    with serve(host.live, host.log) as origin:
        read(page, f"{origin}/{CHAPTER}")
        page.locator("check-list input").first.check()
        other = reader.new_page()
        other.goto(f"{origin}/quiz/")
        other.evaluate("document.querySelector('track-quiz fieldset[data-part=fit] input').click()")
        before = kept(page)
        assert {name.partition("/")[0] for name in before} >= {"ticks", "answers"}

        host.publish("b")
        page.evaluate(UPDATE)
        until(page, WAITING)
        for address in ("about/", CHAPTER):
            page.goto(f"{origin}/{address}")
            assert of(page) == "a"
        assert of(other) == "a"
        page.keyboard.press("Control+k")  # what comes late comes from the same version
        page.keyboard.type("certainty")
        expect(page.get_by_role("dialog", name="Search").get_by_role("status")).to_contain_text("Found")
        other.close()

        for attempt in range(20):  # a browser takes its time to forget a page that was closed
            page.goto(f"{origin}/{CHAPTER}?utm_source={attempt}#principal-peers")
            page.wait_for_timeout(250)
            if of(page) == "b":
                break
        assert of(page) == "b"
        expect(page.locator("#principal-peers")).to_be_in_viewport()
        expect(page.locator("check-list input").first).to_be_checked()
        assert kept(page) == before
        page.goto(f"{origin}/quiz/")
        assert of(page) == "b"
    page.goto(f"{origin}/about/")  # and it is kept whole
    assert of(page) == "b"


def test_pages_left_open_elsewhere_become_the_new_version_s(reader: BrowserContext, host: Host) -> None:
    """A page of the old version that the new one takes over from another window loads again, as the new one."""
    page = reader.new_page()
    with serve(host.live) as origin:
        read(page, f"{origin}/{CHAPTER}")
        host.publish("b")
        page.evaluate(UPDATE)
        until(page, WAITING)
        other = reader.new_page()
        other.goto(f"{origin}/about/")  # the only page of the old version is now in another window
        expect(other.locator("html[data-page=b]")).to_be_attached(timeout=60_000)
        expect(page.locator("html[data-page=b]")).to_be_attached(timeout=60_000)
        assert of(page) == of(other) == "b"


def test_what_stayed_the_same_is_not_fetched_again(
    reader: BrowserContext, host: Host, versions: dict[str, Path], tmp_path: Path
) -> None:
    """A version in which one page changed costs that page, and not the guide."""
    corrected = tmp_path / "corrected"
    shutil.copytree(versions["a"], corrected)
    about = corrected / "about/index.html"
    about.write_text(about.read_text(encoding="utf-8").replace("</h1>", " corrected</h1>"), encoding="utf-8")
    seal(Site(corrected))
    page = reader.new_page()
    with serve(host.live, host.log) as origin:
        read(page, f"{origin}/{CHAPTER}")
        host.publish(corrected)
        host.log.clear()
        page.evaluate(UPDATE)
        until(page, WAITING)
    assert sorted(set(host.paths)) == ["/about/", "/sw.js"]


def test_a_version_that_is_half_published_does_not_count(
    reader: BrowserContext, host: Host, versions: dict[str, Path], tmp_path: Path
) -> None:
    """Where one file is still of the old version, the new one is refused whole; once it is complete, it is taken."""
    half = tmp_path / "half"
    shutil.copytree(versions["b"], half)
    shutil.copyfile(versions["a"] / "about/index.html", half / "about/index.html")
    page = reader.new_page()
    with serve(host.live, host.log) as origin:
        read(page, f"{origin}/{CHAPTER}")
        host.publish(half)
        page.evaluate(UPDATE)
        until(page, REFUSED)
        page.goto(f"{origin}/about/")
        assert of(page) == "a"
        host.publish("b")
        page.evaluate(UPDATE)
        until(page, WAITING)
        page.goto(f"{origin}/about/")
        expect(page.locator("html[data-page=b]")).to_be_attached(timeout=60_000)
        assert of(page) == "b"


def test_a_draft_is_never_kept(
    reader: BrowserContext, versions: dict[str, Path], tmp_path: Path, host: Host
) -> None:
    """While pages are being written, a worker that an earlier visit left behind goes."""
    draft = tmp_path / "draft"
    shutil.copytree(versions["b"], draft)
    offline.write_none(Site(draft))
    page = reader.new_page()
    with serve(host.live) as origin:
        read(page, f"{origin}/{CHAPTER}")
        host.publish(draft)
        page.evaluate(UPDATE)
        until(page, GONE)


def test_everything_that_a_page_may_ask_for_is_kept(site: Path) -> None:
    """The worker's list has every page, all code, the search's index and every quote; nothing packed, and no card."""
    files = set(re.findall(r'"([^"]*)":"sha256-', (site / "sw.js").read_text(encoding="utf-8")))
    pages = {str(file.parent.relative_to(site)) + "/" for file in site.rglob("index.html")} - {"./"} | {""}
    code = {
        file.relative_to(site).as_posix()
        for file in (site / "code").rglob("*")
        if file.is_file() and file.suffix not in (".gz", ".br")
    }
    assert files >= pages | code | {
        "404.html",
        "search/search_index.json",
        "sourcing/quote.html",
        "sourcing/quote.md",
    }
    assert not [name for name in files if name.endswith((".png", ".gz", ".br", ".pdf", "index.html"))]
