"""Writes the service worker, which keeps the site in a reader's browser, as components/offline/worker.js says."""

import json

from macros.finishing.code import FOLDER, shortened
from macros.finishing.packing import ENDINGS
from macros.finishing.search import INDEX
from macros.finishing.site import Site, hashed
from macros.templates import COMPONENTS

WORKER = "sw.js"
# Besides the pages and the code: what a page fetches, or links to as part of itself.
KEPT = (
    INDEX,
    "**/quote.html",
    "**/quote.md",
    "**/quote.txt",
    "icons/icon.svg",
    "favicon.ico",
    "*.webmanifest",
)
# Says of itself that there is nothing to keep: pages change all the time while they are written.
NONE = """\
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(registration.unregister()))
"""


def write(site: Site) -> None:
    files = {address: hashed(content) for address, content in sorted(_kept(site).items())}
    source = (COMPONENTS / "offline" / "worker.js").read_text(encoding="utf-8")
    site.write(WORKER, f"const FILES={json.dumps(files, separators=(',', ':'))}\n{shortened(source)}\n")


def write_none(site: Site) -> None:
    """In place of the worker, for a draft."""
    site.write(WORKER, NONE)


def _kept(site: Site) -> dict[str, bytes]:
    found = {}
    for pattern in ("**/index.html", "404.html", f"{FOLDER}/**/*", *KEPT):
        for file in site.folder.glob(pattern):
            if file.is_file() and file.suffix not in ENDINGS:
                address = file.relative_to(site.folder).as_posix()
                found[address.removesuffix("index.html") if file.name == "index.html" else address] = (
                    file.read_bytes()
                )
    return found
