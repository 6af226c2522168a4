"""Builds the site and serves it on loopback, for the tests and for the gallery."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.headers import headers_for, rules_of

PROJECT = Path(__file__).parent.parent


def build(
    project: Path, target: Path, site_url: str = "", draft: bool = False
) -> subprocess.CompletedProcess[str]:
    """Build a project into a folder, strictly, as `make build` does."""
    given = {"SITE_URL": site_url, "DRAFT": "1" if draft else ""}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)],
        cwd=project,
        env={**os.environ, **{name: text for name, text in given.items() if text}, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )


class Asked(NamedTuple):
    """What a browser asked the server for, and sent with it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host does: quietly, with the site's headers, and its page for what is not there."""

    def __init__(self, *arguments: object, log: list["Asked"] | None = None, **named: object) -> None:
        self.log = log
        super().__init__(*arguments, **named)

    def log_message(self, *_: object) -> None:
        if self.log is not None:
            length = int(self.headers.get("Content-Length") or 0)
            self.log.append(Asked(self.command, self.path, dict(self.headers), self.rfile.read(length)))

    def handle_one_request(self) -> None:
        with suppress(ConnectionError):  # whoever asked has gone on
            super().handle_one_request()

    def send_head(self) -> object:
        # Tests publish two versions within one second, which is all that this header could tell apart.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        for name, value in headers_for(urlsplit(self.path).path, rules_of(Path(self.directory))).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *_: object, **__: object) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def headers_of(site: Path) -> Iterator[tuple[str, str, str]]:
    """What the site asks its host to send: the addresses it is for, the header's name and its value."""
    for pattern, headers in rules_of(site):
        for name, value in headers:
            yield pattern, name, value


@contextmanager
def serve(site: Path, log: list[Asked] | None = None) -> Iterator[str]:
    """The address of a built site, without a final slash, for as long as it is served; what is asked for is logged."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site), log=log))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def components(page: Page) -> str:
    """Where the components' modules of the page's own version are."""
    script = page.locator('script[src*="/components/"]').first.evaluate("({src}) => src")
    return f"{script.partition('/components/')[0]}/components/"


def browser_flags() -> list[str]:
    """What a browser is started with, so that it asks nobody for anything."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--font-render-hinting=none",  # else letters are as wide as no reader's are, without windows
    ]
    # Chromium refuses to run as root with its sandbox.
    return [*flags, "--no-sandbox"] if os.geteuid() == 0 else flags
