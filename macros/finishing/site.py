"""A built site's folder, as the finishing steps read and write it."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html


def hashed(content: bytes) -> str:
    """As browsers compare it, in a policy and with what they fetch: 'sha256-' and the digest in base 64."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


@dataclass
class Built:
    """A built page. `address` is from the site's root: '' for the home page, otherwise ending in a slash."""

    address: str
    file: Path

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> html.HtmlElement:
        """The page as it was when first asked for; change its file, not this."""
        return html.document_fromstring(self.text)

    def meta(self, name: str) -> str:
        """What the page says of itself in the meta element of this name or property; '' if nothing."""
        found = self.tree.xpath("string(//meta[@name=$name or @property=$name]/@content)", name=name)
        return str(found)

    @property
    def title(self) -> str:
        """The text of its heading of level 1."""
        return " ".join(self.tree.xpath("string(//h1)").split())


class Site:
    def __init__(self, folder: Path):
        self.folder = folder
        self.written: list[Path] = []  # by us, in this process

    @cached_property
    def address(self) -> str:
        """Where the site is published: the whole address of its home page, ending in a slash."""
        return str(self.home.tree.xpath("string(//link[@rel='canonical']/@href)"))

    @cached_property
    def name(self) -> str:
        return self.home.meta("og:site_name")

    @cached_property
    def home(self) -> Built:
        return Built("", self.folder / "index.html")

    @cached_property
    def pages(self) -> list[Built]:
        """Every page: the home page, those that its menu names, in that order, then the rest."""
        found = {page.address: page for page in self._found()}
        links = self.home.tree.xpath("//*[@id='menu']//a/@href")
        menu = dict.fromkeys(str(link).partition("#")[0] for link in links)
        order = ["", *(address for address in menu if address in found)]
        return [found[address] for address in dict.fromkeys([*order, *sorted(found)])]

    def read(self) -> None:
        """Keep every page as it is now, for what is made of the pages while their files change."""
        for page in self.pages:
            _ = page.tree

    def _found(self) -> Iterator[Built]:
        for file in self.folder.rglob("index.html"):
            address = file.parent.relative_to(self.folder).as_posix()
            yield self.home if address == "." else Built(f"{address}/", file)

    def page(self, address: str) -> Built:
        return next(page for page in self.pages if page.address == address)

    def url(self, address: str) -> str:
        """An address from the site's root as a whole one."""
        return self.address + address

    def write(self, address: str, content: str | bytes) -> None:
        """Put a file at an address, in place of what was there."""
        target = self.folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        self.written.append(target)
