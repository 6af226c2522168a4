"""Opens pages as a first visitor on a phone does, and counts what the server is asked for."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.bench.serving import Host, Served
from tests.browser import find_or_install
from tests.serving import browser_flags

PHONE = {
    "viewport": {"width": 412, "height": 823},
    "device_scale_factor": 1.75,
    "is_mobile": True,
    "has_touch": True,
}
SLOWDOWN = 4  # of the processor, as Lighthouse takes a phone to be
QUIET, LONGEST = 1.5, 20.0  # seconds without a request after which a visit is over, and its longest
KINDS = ("html", "css", "js", "font", "image", "data")
# Collects long tasks from the very first on; the browser calls a task long from 50 ms.
TASKS = "globalThis.tasks = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) tasks.push(e.duration) }).observe({type: 'longtask', buffered: true})"


@dataclass(frozen=True)
class Weight:
    """What a first visit takes. `behind` is what the page itself did not ask for, but a worker of it."""

    answers: list[Served]
    behind: list[str]
    tasks: list[float]
    errors: list[str]

    def of(self, kind: str) -> list[Served]:
        return [answer for answer in self.answers if answer.kind == kind]

    def total(self, form: str, without: str = "") -> int:
        return sum(getattr(answer, form) for answer in self.answers if answer.kind != without)


@contextmanager
def browser() -> Iterator[Browser]:
    path = find_or_install(dict(os.environ))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=browser_flags())
        yield opened
        opened.close()


def weigh(browser: Browser, host: Host, address: str) -> Weight:
    """A first visit to a page, until nothing more is asked for."""
    context = browser.new_context(**PHONE)
    context.add_init_script(TASKS)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    asked: list[str] = []
    errors: list[str] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    start = len(host.log)
    page.goto(f"{host.origin}/{address}", wait_until="load")
    end, seen = time.monotonic() + LONGEST, -1
    while len(host.log) != seen and time.monotonic() < end:
        seen = len(host.log)
        page.wait_for_timeout(QUIET * 1000)
    tasks = page.evaluate("tasks")
    answers = host.log[start:]
    paths = {url.removeprefix(host.origin).partition("?")[0].partition("#")[0] for url in asked}
    context.close()
    return Weight(answers, [each.path for each in answers if each.path not in paths], tasks, errors)
