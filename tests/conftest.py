"""What the tests share: one built site, served on loopback, and the browser that reads it."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import BrowserContext, Page

from macros.guide import Guide
from macros.loading import load
from tests.browser import find_or_install
from tests.storage import BLOCKED

PROJECT = Path(__file__).parent.parent
SECOND_GUIDE = Path(__file__).parent / "second_guide"

# The same examples on every machine, and no deadline: time is for the benchmark to judge.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


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


def build(project: Path, target: Path, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Build a project into a folder, strictly, as `make build` does."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)],
        cwd=project,
        env={**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder."""
    target = tmp_path_factory.mktemp("build") / "site"
    done = build(PROJECT, target)
    assert done.returncode == 0, done.stderr
    return target


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does: quietly, with the site's own page for what is not there."""

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object, **__: object) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address of the built site, without a final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to run as root with its sandbox
    path = find_or_install(dict(os.environ))
    return {**browser_type_launch_args, "executable_path": str(path), "args": flags}


@pytest.fixture
def page(context: BrowserContext, origin: str) -> Iterator[Page]:
    """A page that fails its test on any console message, script error or request to another host."""
    trouble: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: trouble.append(f"console: {message.text}"))
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
def blocked(context: BrowserContext) -> Page:
    """A page whose browser keeps nothing. Not watched as `page` is: the theme's own script reports an error then."""
    opened = context.new_page()
    opened.add_init_script(BLOCKED)
    return opened
