"""The visitor whom WebDriver drives, in Firefox and in WebKit."""

import base64
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys, Remote
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from tests.journeys.by_playwright import sheets_of
from tests.journeys.visitor import Visitor, Way, plain

ANSWERS_WITHIN = 60  # seconds; WebKit's browser takes one or two to begin
TRIES = 3
# Where to look for a role; whether it has it, and which name, the browser says.
ROLES = {
    "button": "button",
    "link": "a[href]",
    "heading": "h1, h2, h3, h4",
    "radio": "input[type=radio]",
    "checkbox": "input[type=checkbox]",
    "searchbox": "input[type=search]",
}
# The visible elements that may have the name; the browser's own word on each takes a round trip.
CANDIDATES = """
const [selector, inside, name] = arguments
const words = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
const all = [...document.querySelectorAll(inside)].flatMap((part) => [...part.querySelectorAll(selector)])
return all.filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length
  && [one.ariaLabel, one.labels?.[0]?.textContent, one.textContent, one.innerText].some((text) => words(text).includes(name)))
"""
FORGET = """
const done = arguments[0]
;(async () => {
  localStorage.clear()
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
})().then(() => done(''), (error) => done(String(error)))
"""
# WebKit's driver cannot print: the page itself is shown as its styles have it on paper, on one endless sheet.
AS_PRINTED = """
const turn = (rules) => {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      if (/\\bprint\\b/.test(rule.media.mediaText)) rule.media.mediaText = 'all'
      else if (/\\bscreen\\b/.test(rule.media.mediaText)) rule.media.mediaText = 'not all'
    }
    if (rule.cssRules) turn(rule.cssRules)
  }
}
dispatchEvent(new Event('beforeprint'))
for (const sheet of document.styleSheets) turn(sheet.cssRules)
return document.body.innerText
"""


class WebDriverVisitor(Visitor):
    hiccups = (WebDriverException,)

    def __init__(self, way: Way, origin: str, driver: WebDriver) -> None:
        self.way, self.origin, self.driver = way, origin, driver

    def evaluate(self, expression: str) -> Any:
        return self.driver.execute_script(f"return {expression}")

    def _open(self, url: str) -> None:
        # To a fragment of the same page a browser only scrolls, and a newcomer's page would be the one before.
        self.driver.get("about:blank")
        self.driver.get(url)

    def _reload(self) -> None:
        self.driver.refresh()

    def _find(self, role: str, name: str, inside: str) -> WebElement | None:
        found = self.driver.execute_script(CANDIDATES, ROLES[role], inside, name)
        return next((one for one in found if one.aria_role == role and plain(one.accessible_name) == name), None)

    def _click(self, found: WebElement) -> None:
        found.click()

    def hit(self, *keys: str) -> None:
        for key in keys:
            *held, last = (getattr(Keys, _constant(part), part) for part in key.split("+"))
            chain = ActionChains(self.driver, duration=0)
            for one in held:
                chain.key_down(one)
            chain.send_keys(last)
            for one in reversed(held):
                chain.key_up(one)
            chain.perform()

    def write(self, text: str) -> None:
        ActionChains(self.driver, duration=0).send_keys(text).perform()

    def paper(self) -> list[str]:
        if self.way.engine == "webkit":
            return [self.driver.execute_script(AS_PRINTED)]
        return sheets_of(base64.b64decode(self.driver.print_page()))

    def without(self, word: str) -> None:
        raise NotImplementedError("Only Playwright takes scripts away.")


def _constant(key: str) -> str:
    """`ArrowDown` as Selenium's keys have it: `ARROW_DOWN`."""
    return "".join(f"_{letter}" if letter.isupper() and i else letter for i, letter in enumerate(key)).upper()


@contextmanager
def visit(way: Way, origin: str, driver: WebDriver) -> Iterator[WebDriverVisitor]:
    """A visitor of whose browser all that the guide had kept is gone."""
    driver.get(f"{origin}/404.html")
    assert driver.execute_async_script(FORGET) == ""
    yield WebDriverVisitor(way, origin, driver)


@contextmanager
def visit_anew(
    way: Way, origin: str, begin: Callable[[], AbstractContextManager[WebDriver]]
) -> Iterator[WebDriverVisitor]:
    """A visitor with a browser of their own."""
    with begin() as driver:
        yield WebDriverVisitor(way, origin, driver)


@contextmanager
def webkit(program: Path, screen: Path) -> Iterator[Callable[[], AbstractContextManager[WebDriver]]]:
    """Begins WebKitGTK's browser, on a screen that nobody sees, once for each visitor.

    None has anything of another's. To have one forget all did not always end: now and then it never said that a
    worker was gone which had only just come.
    """
    reading, writing = os.pipe()
    command = [screen, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    shown = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as number:
        display = number.readline().strip()
    try:
        yield partial(_begin, program, {**os.environ, "DISPLAY": f":{display}", "GDK_BACKEND": "x11"})
    finally:
        shown.terminate()
        shown.wait()


@contextmanager
def _begin(program: Path, environment: dict[str, str]) -> Iterator[WebDriver]:
    for tries_left in reversed(range(TRIES)):
        service = Service(str(program), env=environment)
        try:
            service.start()
            connection = RemoteConnection(client_config=ClientConfig(service.service_url, timeout=ANSWERS_WITHIN))
            driver = Remote(command_executor=connection, options=Options())
            break
        except (WebDriverException, HTTPError):
            # Now and then its driver never says that the browser has come. Another driver gets another.
            service.process.kill()  # which may not answer being asked to stop either
            service.process.wait()
            service.stop()
            if not tries_left:
                raise
    try:
        driver.set_window_size(1280, 838)
        yield driver
        driver.quit()
    finally:
        service.stop()
