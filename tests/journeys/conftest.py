"""The ways to visit the guide, each with one browser for all its journeys."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser import NoBrowser, find_or_install, find_other
from tests.conftest import PAINTED
from tests.journeys import by_playwright, by_webdriver
from tests.journeys.marionette import firefox
from tests.journeys.visitor import Visitor, Way
from tests.storage import BLOCKED

CHROMIUM = Way("chromium")
FIREFOX = Way("firefox", engine="firefox")
WEBKIT = Way("webkit", engine="webkit")
NO_SCRIPTS = Way("without JavaScript", scripts=False)
STORAGE_BLOCKED = Way("storage blocked", storage=False)
COOKIES_OFF = Way("cookies off", storage=False)
NARROW = Way("320 px", width=320)
SCRIPT_LOST = Way("a script that fails to load", script_lost=True)
WAYS = (CHROMIUM, FIREFOX, WEBKIT, NO_SCRIPTS, STORAGE_BLOCKED, COOKIES_OFF, NARROW, SCRIPT_LOST)
# What runs before a page's own scripts. Those that are to be lost are asked for before the page has loaded.
BEFORE = {STORAGE_BLOCKED: BLOCKED, SCRIPT_LOST: PAINTED}

# Lets one reader in, who has never been here.
Comes = Callable[[], AbstractContextManager[Visitor]]


def programs_of(name: str) -> list[Path]:
    """The programs of a browser that not every machine has. In continuous integration it must be there."""
    try:
        return find_other(name, dict(os.environ))
    except NoBrowser as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


def taken(*ways: Way) -> pytest.MarkDecorator:
    """Marks a journey, or all of a module's, as taken in these ways."""
    return pytest.mark.parametrize("way", ways, ids=[way.name for way in ways], scope="session")


@pytest.fixture(scope="session")
def chromium(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How to start Chromium as readers have it, windows and all."""
    return {**browser_type_launch_args, "executable_path": str(find_or_install(dict(os.environ)))}


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: dict[str, Any]) -> Iterator[Browser]:
    with playwright.chromium.launch(**chromium) as started:
        yield started


@pytest.fixture(scope="session")
def comes(
    way: Way,
    origin: str,
    site: Path,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Comes]:
    folder = tmp_path_factory.mktemp("profile")
    if way is FIREFOX:
        (program,) = programs_of("Firefox")
        with firefox(program, folder) as driver:
            yield partial(by_webdriver.visit, way, origin, driver)
    elif way is WEBKIT:
        program, screen = programs_of("WebKit")
        with by_webdriver.webkit(program, screen) as begin:
            yield partial(by_webdriver.visit_anew, way, origin, begin)
    elif way is COOKIES_OFF:
        engine, launch = request.getfixturevalue("playwright").chromium, request.getfixturevalue("chromium")
        with by_playwright.keeping_nothing(engine, launch, folder / "chromium") as browser:
            yield partial(by_playwright.visit, way, origin, site, browser)
    else:
        browser = request.getfixturevalue("browser")
        yield partial(by_playwright.visit, way, origin, site, browser, BEFORE.get(way, ""))


@pytest.fixture
def visitor(comes: Comes) -> Iterator[Visitor]:
    """Somebody who has never been here."""
    with comes() as somebody:
        yield somebody
