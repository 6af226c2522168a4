"""Makes what is built and measured: the guide at any number of pages, and stock and bare pages of the same text.

More pages than the guide has come in volumes. A volume is the nine chapters again, each with its own title and its
own copies of the tables that it shows; sources, terms, checklists, figures, nodes and stages are shared, as pages
share them. The data, the nav and the list of promised addresses grow with the pages, so the guide stays one that
passes every check.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml
from lxml import html

from macros.finishing.as_markdown import as_markdown
from macros.guide import Guide
from macros.loading import load
from macros.pages import Page
from macros.quotes import chapters

_TABLE = re.compile(r'\{\{ comparison\("([a-z0-9-]+)"\) \}\}')
_LINK = re.compile(r"\]\((?![#/]|\w+:)")
_TITLE = re.compile(r"^(# .*?)(?=\s*\{:)", re.MULTILINE)
_NAV = re.compile(r"^nav:\n(?:[ \t].*\n)+", re.MULTILINE)
# What only a chapter of a section may say of itself; a volume's lie below theirs.
_OF_CHAPTERS = re.compile(r"^(?:blurb|feed_id): .*\n", re.MULTILINE)


def grow(project: Path, target: Path, pages: int) -> Path:
    """A copy of the project in `target` with as many pages, or with its own where it has more.

    What is new is not promised yet: build it, then let `macros permalinks` list it.
    """
    for part in ("macros", "overrides", "data", "docs"):
        shutil.copytree(project / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(project / "mkdocs.yml", target / "mkdocs.yml")
    guide = load(target)
    added = list(_volumes(guide, target, pages - len(guide.pages)))
    settings = target / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    nav = _NAV.search(text)
    more = "".join(f"  - Volume {volume}:\n" + "".join(f"      - {name}\n" for name in names) for volume, names in added)
    settings.write_text(text[: nav.end()] + more + text[nav.end() :], encoding="utf-8")
    return target


def _volumes(guide: Guide, target: Path, wanted: int) -> Iterator[tuple[int, list[str]]]:
    """Write as many further pages; each volume's number and its pages' names."""
    kept, volume = chapters(guide), 1
    while wanted > 0:
        copied = kept[:wanted]
        yield volume, [_copy(target, page, volume) for page in copied]
        wanted -= len(copied)
        volume += 1


def _copy(target: Path, page: Page, volume: int) -> str:
    """Write a chapter again, below itself, with its own tables; the copy's name."""
    text = (target / page.file).read_text(encoding="utf-8")
    own = page.name.removesuffix(".md").removesuffix("/index")
    name = f"{own}/volume-{volume}.md"
    if not page.name.endswith("/index.md"):
        text = _LINK.sub("](../", text)
    text = _OF_CHAPTERS.sub("", text)
    text = re.sub(r'^(title: ".*?)"', rf'\1, volume {volume}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^(description: "?)', rf"\1Volume {volume}. ", text, count=1, flags=re.MULTILINE)
    text = _TITLE.sub(rf"\1, volume {volume}", text, count=1)
    text = _TABLE.sub(lambda call: _own(target / "data" / "comparisons", call[1], volume), text)
    file = target / "docs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return name


def _own(tables: Path, name: str, volume: int) -> str:
    """The call of a volume's own copy of a table, which is written beside the first."""
    copy = f"{name}-{volume}"
    shutil.copyfile(tables / f"{name}.yml", tables / f"{copy}.yml")
    return f'{{{{ comparison("{copy}") }}}}'


STOCK = {"site_name": "Stock", "site_url": "http://127.0.0.1:8000/", "theme": {"name": "material", "font": False}}


def stock(project: Path, built: Path, target: Path) -> Path:
    """A project of the same pages and nav in the plain theme, their text as it stands in our built site.

    What macros show is written out in it, so its build has no macro to fill and no data to read.
    """
    guide = load(project)
    for page in guide.pages.values():
        file = target / "docs" / page.name
        file.parent.mkdir(parents=True, exist_ok=True)
        tree = html.parse(built / page.address / "index.html", html.HTMLParser(encoding="utf-8"))
        text = as_markdown(tree.find(".//main"), f"{STOCK['site_url']}{page.address}")
        file.write_text(text, encoding="utf-8")
    nav = yaml.safe_load(_NAV.search((project / "mkdocs.yml").read_text(encoding="utf-8"))[0])
    (target / "mkdocs.yml").write_text(yaml.safe_dump({**STOCK, **nav}, sort_keys=False), encoding="utf-8")
    return target
