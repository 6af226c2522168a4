"""The visitor whom Playwright drives, in Chromium."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Locator, Page

from tests.journeys.visitor import Visitor, Way
from tests.serving import browser_flags

# Chromium's setting that no site may keep anything.
KEEP_NOTHING = {"profile": {"default_content_setting_values": {"cookies": 2}}}


def sheets_of(pdf: bytes) -> list[str]:
    """What stands on each page of a PDF."""
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        sheets = []
        for page in document:
            text = page.get_textpage()
            sheets.append(text.get_text_bounded())
            text.close()
            page.close()
        return sheets


class PlaywrightVisitor(Visitor):
    hiccups = (Error,)

    def __init__(self, way: Way, origin: str, site: Path, context: BrowserContext) -> None:
        self.way, self.origin, self.site, self.context = way, origin, site, context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def evaluate(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def _open(self, url: str) -> None:
        self.page.goto(url)

    def _reload(self) -> None:
        self.page.reload()

    def _find(self, role: str, name: str, inside: str) -> Locator | None:
        found = self.page.locator(inside).get_by_role(role, name=name, exact=True).filter(visible=True)
        return found.first if found.count() else None

    def _click(self, found: Locator) -> None:
        found.click()

    def hit(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)

    def paper(self) -> list[str]:
        return sheets_of(self.page.pdf())

    def without(self, word: str) -> None:
        having = [path for path in self.site.rglob("*.js") if word in path.read_text(encoding="utf-8")]
        assert having, f"No script has “{word}” in it."
        for path in having:
            address = f"{self.origin}/{path.relative_to(self.site).as_posix()}"
            self.context.route(f"{address}*", lambda route: route.abort())

    def prefer_dark(self) -> None:
        """Let the system be dark."""
        self.page.emulate_media(color_scheme="dark")


@contextmanager
def visit(
    way: Way, origin: str, site: Path, browser: Browser, script_before: str = ""
) -> Iterator[PlaywrightVisitor]:
    """A visitor who leaves nothing behind. No error may go unnoticed by the page's scripts."""
    context = browser.new_context(
        java_script_enabled=way.scripts,
        viewport={"width": way.width, "height": 640 if way.narrow else 800},
        # What a service worker hands out cannot be lost on the way.
        service_workers="block" if way.script_lost else "allow",
    )
    if script_before:
        context.add_init_script(script_before)
    visitor = PlaywrightVisitor(way, origin, site, context)
    try:
        yield visitor
    finally:
        context.close()
    assert visitor.errors == []


@contextmanager
def keeping_nothing(chromium: BrowserType, launch: dict[str, Any], profile: Path) -> Iterator[Browser]:
    """Chromium with its own setting that blocks cookies and all else that a site could keep."""
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(KEEP_NOTHING))
    context = chromium.launch_persistent_context(
        profile, executable_path=launch["executable_path"], args=browser_flags()
    )
    yield context.browser
    context.close()
