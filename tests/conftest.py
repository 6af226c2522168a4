"""What the tests share: one built site, served on loopback, and the browser that reads it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.guide import Guide
from macros.loading import load
from macros.problems import GuideProblems
from tests.browser import find_quickest
from tests.serving import PROJECT, browser_flags, build, serve
from tests.storage import BLOCKED

# What is no trouble: Playwright keeps the worker out, and Chromium remarks on what is laid out before it is shown.
REMARKS = (
    "Service Worker registration blocked by Playwright",
    "Rendering was performed in a subtree hidden by content-visibility",
)
# Lets a page believe at once that it is painted, and lay all of it out, since it does not know how a reader came.
PAINTED = """
{
  const found = performance.getEntriesByType.bind(performance)
  performance.getEntriesByType = (type) => type === 'navigation' ? [] : found(type)
}
globalThis.PerformanceObserver = class extends PerformanceObserver {
  #told
  constructor(told) { super(told); this.#told = told }
  observe(given) { given.type === 'paint' ? this.#told() : super.observe(given) }
}
"""
SECOND_GUIDE = Path(__file__).parent / "second_guide"

# The same examples on every machine, and no deadline: time is for the benchmark to judge.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that takes a browser page is a browser test, whether it says so or not."""
    for item in items:
        if {"page", "context", "browser", "origin", "blocked"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide as it stands, which must be without problems."""
    return load(PROJECT)


def copy_second_guide(target: Path) -> Path:
    """A project of our code and the second guide's data, in a folder that a test may spoil."""
    shutil.copytree(SECOND_GUIDE, target)
    for code in ("macros", "overrides"):
        shutil.copytree(PROJECT / code, target / code, ignore=shutil.ignore_patterns("__pycache__"))
    return target


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The second guide as a project that the test may spoil."""
    return copy_second_guide(tmp_path / "project")


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(project: Path) -> Edit:
    """Replace the first occurrence of a text in a file of the project."""

    def replace(file: str, old: str, new: str) -> None:
        path = project / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def told(project: Path) -> list[str]:
    """Every line an editor is told about the project; none if it is right."""
    try:
        load(project)
    except GuideProblems as found:
        return [str(problem) for problem in found.problems]
    return []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder."""
    target = tmp_path_factory.mktemp("build") / "site"
    done = build(PROJECT, target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address of the built site, without a final slash."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    path = find_quickest(dict(os.environ))
    return {**browser_type_launch_args, "executable_path": str(path), "args": browser_flags()}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """A browser whose pages do not wait for their first paint: scripts have run when a page has loaded."""
    new_context = browser.new_context

    def hasty(**given: object) -> BrowserContext:
        context = new_context(**given)
        context.add_init_script(PAINTED)
        return context

    browser.new_context = hasty
    return browser


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """Without the worker that keeps the site offline, which would fetch all of it in every test."""
    return {**browser_context_args, "service_workers": "block"}


def watched(context: BrowserContext, origin: str) -> Iterator[Page]:
    """A page that fails its test on any console message, script error or request to another host."""
    trouble: list[str] = []
    opened = context.new_page()
    opened.on(
        "console",
        lambda message: None if message.text.startswith(REMARKS) else trouble.append(f"console: {message.text}"),
    )
    opened.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((origin, "data:", "blob:"))
            else trouble.append(f"request: {request.url}")
        ),
    )
    yield opened
    assert trouble == []


@pytest.fixture
def page(context: BrowserContext, origin: str) -> Iterator[Page]:
    """A page of the guide, watched."""
    yield from watched(context, origin)


@pytest.fixture
def blocked(context: BrowserContext, origin: str) -> Iterator[Page]:
    """A page whose browser keeps nothing, watched."""
    context.add_init_script(BLOCKED)
    yield from watched(context, origin)
