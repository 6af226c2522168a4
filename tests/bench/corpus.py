"""Makes what is built and measured: the guide at any number of pages, and stock and bare pages of the same text.

Fewer pages than the guide has are made by letting some stand at the end of others: the text stays whole, and so do
the data. More come in volumes. A volume is the nine chapters again, each with its own title and its
own copies of the tables that it shows; sources, terms, checklists, figures, nodes and stages are shared, as pages
share them. The data, the nav and the list of promised addresses grow with the pages, so the guide stays one that
passes every check.
"""

import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import markdown
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
# For fewer pages than the guide has: pages that stand at the end of another.
JOINED = {
    "interview-loop/principal/questions.md": "interview-loop/principal.md",
    "interview-loop/director/questions.md": "interview-loop/director.md",
    "compare/questions.md": "compare.md",
    "quiz/worksheet.md": "quiz/method.md",
    "sources.md": "glossary.md",
    "newsletter.md": "glossary.md",
    "workbook/stories.md": "workbook/positioning.md",
    "workbook/drill.md": "workbook/positioning.md",
    "workbook/outreach.md": "workbook/positioning.md",
    "workbook/offers.md": "workbook/positioning.md",
}
_PAGE_LINK = re.compile(r"\]\((?P<page>[^()\s#:]+\.md)(?P<id>#[^()\s]*)?\)")
_AID = re.compile(r'\{\{ aid\("[a-z0-9-]+"\) \}\}')
_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000/"  # where the copies' links lead
BARE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
{text}
</main>
</body>
</html>
"""
STYLE = """\
body { margin: 0 auto; padding: 1rem; max-width: 40rem; font: 1rem/1.6 serif; color: #222; background: #fff; }
h1, h2, h3 { line-height: 1.2; }
a { color: #04c; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { padding: 0.5rem; border: 1px solid #ccc; text-align: left; vertical-align: top; }
"""
# What only a chapter of a section may say of itself; a volume's lie below theirs.
_OF_CHAPTERS = re.compile(r"^(?:blurb|feed_id): .*\n", re.MULTILINE)


def grow(project: Path, target: Path, pages: int) -> Path:
    """A copy of the project in `target` with as many pages; with its own for 0.

    What is new is not promised yet: build it, then let `make permalinks` list it.
    """
    shutil.copytree(
        project, target, ignore=shutil.ignore_patterns(".*", "tests", "site", "gallery", "__pycache__")
    )
    guide = load(target)
    own = len(guide.pages)
    _join(guide, target, own - (pages or own))
    added = _volumes(guide, target, pages - own)
    more = "".join(f"  - Volume {volume}:\n{_listed(names)}" for volume, names in added)
    settings = target / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    end = _NAV.search(text).end()
    settings.write_text(text[:end] + more + text[end:], encoding="utf-8")
    return target


def _join(guide: Guide, target: Path, fewer: int) -> None:
    """Let as many pages stand at the end of others; all that leads to them leads there, and promises begin anew."""
    joined = dict(list(JOINED.items())[: max(0, fewer)])
    if not joined:
        return
    texts = {}
    for page in guide.pages.values():
        text = (target / page.file).read_text(encoding="utf-8")
        texts[page.name] = _PAGE_LINK.sub(partial(_relinked, page.name, joined), text)
        (target / page.file).unlink()
    for name, at in joined.items():
        text = re.sub(r"^# ", "## ", _MATTER.sub("\n", texts.pop(name), count=1), count=1, flags=re.MULTILINE)
        # A page leads to an aid once.
        texts[at] += _AID.sub(lambda call, before=texts[at]: "" if call[0] in before else call[0], text)
    for name, text in texts.items():
        _write(target / "docs" / name, text)
    settings = target / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    _write(
        settings,
        "".join(line for line in lines if not line.rstrip().endswith(tuple(f" {name}" for name in joined))),
    )
    for file in (target / "data").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        for name, at in joined.items():
            text = re.sub(rf"(?<![\w/-]){re.escape(name)}#", f"{at}#", text)
        _write(file, text)
    # Files that pages link to, whose addresses no page's folder is in.
    kept = [file for file in guide.permalinks.files if "/" not in file]
    promised = {"pages": {}, "files": kept, "formats": guide.permalinks.formats}
    _write(target / "data" / "permalinks.yml", yaml.safe_dump(promised))


def _relinked(name: str, joined: dict[str, str], link: re.Match[str]) -> str:
    """A link on a page, once that page and those it leads to stand elsewhere."""
    to = posixpath.normpath(posixpath.join(posixpath.dirname(name), link["page"]))
    folder = posixpath.dirname(joined.get(name, name))
    return f"]({posixpath.relpath(joined.get(to, to), folder or '.')}{link['id'] or ''})"


def _listed(names: list[str]) -> str:
    return "".join(f"      - {name}\n" for name in names)


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


@dataclass(frozen=True)
class Copied:
    """A page of our built site as Markdown that any generator reads, by the name of its file below docs/."""

    name: str
    address: str
    title: str
    description: str
    markdown: str


def copied(project: Path, built: Path) -> Iterator[Copied]:
    """The text of every page, as a reader finds it: what macros show is written out."""
    parser = html.HTMLParser(encoding="utf-8")
    for page in load(project).pages.values():
        tree = html.parse(built / page.address / "index.html", parser)
        yield Copied(
            name=page.name,
            address=page.address,
            title=" ".join(tree.find(".//h1").text_content().split()),
            description=page.front_matter.description,
            markdown=as_markdown(tree.find(".//main"), f"{ADDRESS}{page.address}"),
        )


def stock(project: Path, built: Path, target: Path, most: int | None = None) -> Path:
    """A project of the same text in the plain theme with its search: all pages, or the first ones of the nav."""
    nav = yaml.safe_load(_NAV.search((project / "mkdocs.yml").read_text(encoding="utf-8"))[0])["nav"]
    wanted = list(_names(nav))[:most]
    for page in copied(project, built):
        if page.name in wanted:
            _write(target / "docs" / page.name, page.markdown)
    settings = {
        "site_name": "Stock",
        "site_url": ADDRESS,
        "theme": {"name": "material", "font": False},
        "nav": _only(nav, wanted),
    }
    _write(target / "mkdocs.yml", yaml.safe_dump(settings, sort_keys=False))
    return target


def bare(project: Path, built: Path, target: Path) -> Path:
    """The same text as pages of plain HTML with one small style sheet: what a page weighs without any theme."""
    writer = markdown.Markdown(extensions=["tables"])
    for page in copied(project, built):
        style = "../" * page.address.count("/") + "style.css"
        text = writer.reset().convert(page.markdown)
        title, description = escape(page.title), escape(page.description)
        _write(target / page.address / "index.html", BARE.format(**locals()))
    _write(target / "style.css", STYLE)
    return target


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _names(nav: object) -> Iterator[str]:
    """The pages of a nav in order."""
    if isinstance(nav, str):
        yield nav
    else:
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _names(entry)


def _only(nav: list, wanted: list[str]) -> list:
    """The nav without other pages, and without titles that nothing is left below."""
    found = []
    for entry in nav:
        [(title, below)] = entry.items() if isinstance(entry, dict) else [(None, entry)]
        kept = _only(below, wanted) if isinstance(below, list) else below if below in wanted else None
        if kept:
            found.append({title: kept} if title else kept)
    return found
