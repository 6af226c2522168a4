"""A built site as those find it who only have its address."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from tests.conftest import build


def publish(project: Path, address: str) -> Path:
    """A project's site, built for an address."""
    done = build(project, project / "site", address)
    assert done.returncode == 0, done.stderr
    return project / "site"


def _read(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_text(encoding="utf-8"))


def canonical(page: html.HtmlElement) -> str:
    """The whole address that a page calls its own."""
    return str(page.xpath("string(//link[@rel='canonical']/@href)"))


def address_of(site: Path) -> str:
    """Where a built site says that it is published."""
    return canonical(_read(site / "index.html"))


def file_at(site: Path, url: str) -> Path:
    """The file that a whole address on the site names."""
    root = address_of(site)
    assert url.startswith(root), url
    path = urlsplit(url.removeprefix(root)).path
    return site / (f"{path}index.html" if path == "" or path.endswith("/") else path)


def pages_of(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page by its address from the root, without those that only lead an old address on."""
    root = address_of(site)
    for file in sorted(site.rglob("index.html")):
        folder = file.parent.relative_to(site).as_posix()
        address, page = "" if folder == "." else f"{folder}/", _read(file)
        if canonical(page) == root + address:
            yield address, page


def later(page: html.HtmlElement) -> list[str]:
    """What a page loads once it is painted, as it names it: its modules, in their order, and its manifest."""
    return str(page.xpath("string(//script/@data-later)")).split()
