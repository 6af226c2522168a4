"""What every built page must be, whatever was put into it: each rule is a generator of what is wrong."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from tests.published import address_of

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "path",
    "rect",
}
# What ends a paragraph wherever it begins, so that one left open would be in pieces.
BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
}
ACTIVE = {"iframe", "object", "embed", "base", "frame", "frameset", "applet", "math"}
# Signs of Markdown, Jinja or HTML that a reader should never see in a page's text.
SIGNS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|\{:|\]\(|\]\[|!\[|\*\*|```|~~~|^#{1,6}\s|&(amp|lt|gt|quot|#\d+);|<!--|</?(a|b|br|div|em|i|p|script|span|strong)\b",
    re.MULTILINE,
)


# As an editor types what typography makes of it.
TYPED = {
    "\u201c": '"',
    "\u201d": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u2014": "---",
    "\u2013": "--",
    "\u2026": "...",
}


MARKER = re.compile(r"zq\d+zq")  # before text that was put in on purpose


@dataclass
class Page:
    """A built page. `shown` is text that a fault put in on purpose; it is no sign of anything."""

    site: Path
    file: Path
    shown: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @cached_property
    def ids(self) -> list[str]:
        return [str(name) for name in self.tree.xpath("//@id")]

    @cached_property
    def root(self) -> str:
        """The site's whole address."""
        return address_of(self.site)

    @property
    def name(self) -> str:
        return self.file.relative_to(self.site).as_posix()


class _Nesting(HTMLParser):
    """Every element is closed in its order, and none closes a paragraph by beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and "p" in self.open and "svg" not in self.open:
            self.wrong.append(f"line {self.getpos()[0]}: <{tag}> in <p>")
        if tag in ("a", "button") and {"a", "button"} & set(self.open):
            self.wrong.append(f"line {self.getpos()[0]}: <{tag}> in <{self.open[-1]}>, which is a control")
        names = Counter(name for name, _ in attributes)
        self.wrong += [f"line {self.getpos()[0]}: <{tag}> has {name} twice" for name, n in names.items() if n > 1]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(
                f"line {self.getpos()[0]}: </{tag}> where </{(self.open or ['nothing'])[-1]}> is due"
            )
            while tag in self.open and self.open.pop() != tag:
                pass
        else:
            self.open.pop()


def nested(page: Page) -> Iterator[str]:
    """Every element is closed, in order, and holds only what it may."""
    parser = _Nesting()
    parser.feed(page.text)
    parser.close()
    yield from parser.wrong[:3]
    if parser.open:
        yield f"never closed: {parser.open}"


def framed(page: Page) -> Iterator[str]:
    """A page has one title, one of each part of the frame, and its text inside the article."""
    for path in (
        "//h1",
        "//main",
        "//body/header",
        "//body/footer",
        "//main//article",
        "//head/title",
        "//link[@rel='canonical']",
    ):
        if (count := len(page.tree.xpath(path))) != 1:
            yield f"{count} times {path}"
    if not page.tree.xpath("normalize-space(//h1)"):
        yield "an empty title"
    levels = [
        int(heading.tag[1])
        for heading in page.tree.xpath(
            "//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
        )
    ]
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield f"a level is skipped: {levels}"


def identified(page: Page) -> Iterator[str]:
    """No id is given twice, and none has a space."""
    yield from (f"id {name} twice" for name, count in Counter(page.ids).items() if count > 1)
    yield from (f"id {name!r}" for name in page.ids if not re.fullmatch(r"[^\s\"'<>]+", name))


def is_drawn_icon(element: html.HtmlElement) -> bool:
    """Whether it is the page's icon, whose drawing stands in its address."""
    drawn = element.get("href", "").startswith("data:image/svg+xml,")
    return drawn and (element.tag, element.get("rel"), element.getparent().tag) == ("link", "icon", "head")


def linked(page: Page) -> Iterator[str]:
    """Every link and every file a page loads is there, down to the id."""
    for element in page.tree.xpath("//*[@href or @src]"):
        for attribute in ("href", "src"):
            to = element.get(attribute)
            if to is None or (element.tag == "link" and element.get("rel") in ("canonical", "license")):
                continue
            if is_drawn_icon(element):
                continue
            to = to.removeprefix(page.root)
            if "=" in to.partition("#")[2]:
                to = to.partition("#")[0]  # a part of the address that a script reads
            if not to:
                continue
            if re.match(r"[a-z]+:|//", to, re.IGNORECASE):
                if not (
                    element.tag == "a" and to.startswith("https://") and "noreferrer" in (element.get("rel") or "")
                ):
                    yield f"{element.tag} leads to {to}"
                continue
            path, _, name = to.partition("#")
            folder = page.site if element.get(attribute) != to and path else page.file.parent
            target = (folder / unquote(path)).resolve() if path else page.file
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file() or (not target.is_relative_to(page.site.resolve()) and path):
                yield f"{to} is not there"
            elif (
                name
                and target.suffix == ".html"
                and not re.search(
                    rf"""\sid=["']?{re.escape(unquote(name))}["'\s>]""", target.read_text(encoding="utf-8")
                )
            ):
                yield f"{to} names no id"


def _lays_out(script: etree._Element) -> bool:
    """Whether it is the line of the frame that lets what stands above the text be laid out, in its place."""
    in_its_place = script.xpath("boolean(parent::main and following-sibling::*[1][@class='leaf'])")
    return in_its_place and script.text == "document.body.getBoundingClientRect()"


def harmless(page: Page) -> Iterator[str]:
    """No script, style or handler stands there but the guide's own."""
    for element in page.tree.iter(etree.Element):
        if element.tag in ACTIVE:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name.startswith("on") or (
                name == "style"
                and element.xpath("ancestor::article")
                and not element.xpath("ancestor::*[@class='letter' or contains(@class, 'email')]")
            ):
                yield f"{name}={value[:40]} on <{element.tag}>"
            leads = name in ("href", "src", "action", "formaction") and not is_drawn_icon(element)
            if leads and re.match(r"\s*(javascript|data|vbscript)\s*:", value, re.IGNORECASE):
                yield f"{name}={value[:40]}"
        its_own = (
            element.tag == "script" and not element.get("src") and element.get("type") != "application/ld+json"
        )
        if its_own and element.xpath("ancestor::main") and not _lays_out(element):
            yield "a script of its own"
        if element.tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text)
        if (
            element.tag == "img"
            and not (element.get("alt") or "").strip()
            and not element.xpath("ancestor::*[@aria-hidden]")
        ):
            yield "a picture that says nothing"


def readable(page: Page) -> Iterator[str]:
    """Nothing in the text was meant for a program, and no character was lost."""
    if found := re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd\ud800-\udfff]", page.text):
        yield f"U+{ord(found[0]):04X}"
    for main in page.tree.xpath("//main"):
        for text in main.xpath(
            ".//text()[not(ancestor::svg or ancestor::code or ancestor::pre or ancestor::script or ancestor::template or ancestor::textarea)]"
        ):
            if (
                (found := SIGNS.search(text))
                and not MARKER.search(text)
                and not any(part and part in plain(text) for part in page.shown)
                and not any(plain(text) and plain(text) in part for part in page.shown)
            ):
                yield f"shows {text.strip()[:80]!r}"


RULES = (nested, framed, identified, linked, harmless, readable)


def plain(text: str) -> str:
    """Without the differences that typography and line breaks make."""
    for typographic, typed in TYPED.items():
        text = text.replace(typographic, typed)
    return " ".join(text.split())


def pages(site: Path, shown: tuple[str, ...] = ()) -> list[Page]:
    shown = tuple(map(plain, shown))
    return [
        Page(site, file, shown)
        for file in sorted(site.rglob("*.html"))
        if file.name == "index.html" and "<base href" not in file.read_text(encoding="utf-8")  # else it has moved
    ]


def wrong(page: Page) -> Iterator[str]:
    """Everything that is wrong with a page."""
    for rule in RULES:
        yield from (f"{page.name}: {rule.__name__}: {what}" for what in rule(page))


def texts(page: Page) -> Iterator[str]:
    """Every run of text on a page, and every attribute, as a reader or a script finds it."""
    for text in page.tree.xpath("//text() | //@*"):
        yield plain(str(text))


def skeleton(page: Page) -> list[str]:
    """Every element in order with the names of its attributes; drawings, whose lines break anew, left out."""
    return [
        f"{element.tag} {' '.join(sorted(element.attrib))}"
        for element in page.tree.iter(etree.Element)
        if not element.xpath(
            "ancestor-or-self::svg or parent::*[@class='dates']"
        )  # a longer page says how long it takes
    ]


def files_beside(site: Path) -> Iterator[str]:
    """What is made of the pages can be read: feeds, the list of pages, and the twins, which hold no raw HTML."""
    for file in sorted(site.rglob("*")):
        try:
            if file.suffix in (".xml", ".svg"):
                etree.parse(str(file))
            elif file.suffix in (".json", ".webmanifest"):
                json.loads(file.read_text(encoding="utf-8"))
        except (etree.XMLSyntaxError, ValueError) as error:
            yield f"{file.relative_to(site).as_posix()}: {error}"
    for file in [*site.rglob("*.md"), site / "llms.txt"]:
        outside = re.sub(r"```.*?```|`[^`\n]*`|\\[<`]", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        if found := re.search(r"<(script|img|b|i|div|iframe)\b[^>]*", outside):
            yield f"{file.relative_to(site).as_posix()}: raw {found[0][:60]}"
