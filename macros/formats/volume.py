"""What the PDF and the e-book hold: the built pages in the menu's order, without what only a screen can use."""

import copy
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from lxml import html

from macros.finishing.menu import entries
from macros.finishing.site import Built, Site
from macros.frame import track_of
from macros.guide import Guide

# Macros whose pages, like those of the workbook's aids, only a machine can use, or no reader of a book needs.
LEFT_OUT = ("quiz", "workbook", "newsletter")
# On the pages, what leads around, can be pressed, or speaks of the screen.
SCREEN_ONLY = (
    *("script", "template", "button", "nav"),
    *("[hidden]", ".tools", ".without-script", ".tally", ".checklist-progress"),
    *(".printed-links", ".quote", ".formats", ".first", ".emblem", ".contents", ".siblings"),
    "aid-state",
)
REFERS = ("for", "aria-labelledby", "aria-describedby")


@dataclass
class Heading:
    level: int
    title: str
    id: str


@dataclass
class Piece:
    """A page of the book. `text` is an element of its own with the page's opening and its text; its links still
    lead where they led on the site.
    """

    built: Built
    group: str  # the title under which the menu has it, or ''
    track: str  # its track's id, or ''
    text: html.HtmlElement

    @property
    def address(self) -> str:
        return self.built.address

    @property
    def slug(self) -> str:
        """A name for its file, or for its part of one file."""
        name = self.address.strip("/").replace("/", "-") or "home"
        return f"page-{name}" if name[0].isdigit() else name  # it is an id, too

    @property
    def title(self) -> str:
        return words(self.text.find(".//h1"))

    @cached_property
    def ids(self) -> set[str]:
        return set(self.text.xpath(".//@id"))

    @property
    def headings(self) -> list[Heading]:
        """Those that can be led to, of the levels 1 and 2."""
        found = self.text.xpath(".//*[self::h1 or self::h2][@id]")
        return [Heading(int(element.tag[1]), words(element), element.get("id")) for element in found]


class Volume:
    def __init__(self, site: Site, guide: Guide):
        self.site, self.guide, self.publication = site, guide, guide.publication
        groups = dict(entries(site))
        self.pieces = [
            Piece(built, groups[built.address], _track(guide, built.address), prepared(built))
            for built in site.pages
            if built.address in groups and _belongs(guide, built.address)
        ]
        self._piece_at = {piece.address: piece for piece in self.pieces}

    @property
    def name(self) -> str:
        """What its files are called."""
        return str(self.site.home.tree.xpath("string(//@data-storage)"))

    @property
    def title(self) -> str:
        return self.site.name

    @property
    def description(self) -> str:
        return self.site.home.meta("description")

    @property
    def address(self) -> str:
        return self.site.address

    @property
    def language(self) -> str:
        return self.publication.language

    @property
    def keywords(self) -> list[str]:
        groups = dict.fromkeys(piece.group for piece in self.pieces if piece.group)
        return [*(track.name for track in self.guide.tracks), *groups]

    @cached_property
    def date(self) -> str:
        """The day on which a page was last published, updated or reviewed, as 2026-11-05."""
        matters = [self.guide.page_at(piece.address).front_matter for piece in self.pieces]
        return max(day for matter in matters for day in (matter.published, matter.updated, matter.reviewed) if day)

    @property
    def reviewed(self) -> str:
        """The day on which a page was last reviewed, in words."""
        times = [time for piece in self.pieces for time in piece.built.tree.xpath("//*[@class='reviewed']/time")]
        return max(times, key=lambda time: time.get("datetime")).text

    @property
    def about(self) -> dict[str, object]:
        """What the templates of the cover and of the whole document show."""
        author = self.publication.author
        return {
            "title": self.title,
            "description": self.description,
            "language": self.language,
            "tracks": self.guide.tracks,
            "author": author if author != self.title else "",
            "reviewed": self.reviewed,
            "licence": self.publication.licence,
            "address": self.address,
        }

    def parts(self) -> Iterator[tuple[str, list[Piece]]]:
        """The pieces under the titles of the menu; '' is the title of one that stands alone."""
        part: list[Piece] = []
        for piece in self.pieces:
            if part and (not piece.group or piece.group != part[0].group):
                yield part[0].group, part
                part = []
            part.append(piece)
        yield part[0].group, part

    def target(self, piece: Piece, href: str) -> tuple[Piece, str] | str:
        """Where a piece's link leads: to a piece and an id on it, '' for its beginning; or to a whole address."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        address = piece.address
        if parts.path:
            joined = posixpath.normpath(posixpath.join("/", piece.address, parts.path)).strip("/")
            is_page = parts.path.endswith(("/", ".")) or not posixpath.splitext(joined)[1]
            address = f"{joined}/" if joined and is_page else joined
        there = self._piece_at.get(address)
        if there:
            return there, parts.fragment if parts.fragment in there.ids else ""
        return self.site.url(address) + (parts.fragment and f"#{parts.fragment}")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def has_class(element: html.HtmlElement, name: str) -> bool:
    return name in element.get("class", "").split()


def prepared(built: Built) -> html.HtmlElement:
    """A page's opening and text, without what only a screen can use."""
    text = copy.deepcopy(built.tree.find(".//main"))
    text.tag, text.tail = "section", None
    text.attrib.clear()
    text.set("class", "bound home" if has_class(built.tree.find("body"), "home") else "bound")
    for element in list(text.iter("*")):
        if has_class(element, "term"):
            _lead_to_definition(element)
        elif has_class(element, "permalink"):
            _take_permalink(element)
    for element in list(text.iter("*")):
        # What lies in something that has gone is gone with it.
        if text in element.iterancestors() and any(_is(element, kind) for kind in SCREEN_ONLY):
            element.drop_tree()
    for element in text.iter("*"):
        element.attrib.pop("tabindex", None)
        element.attrib.pop("popover", None)
        if has_class(element, "next"):
            element.attrib.pop("class")
    return text


def _is(element: html.HtmlElement, kind: str) -> bool:
    if kind.startswith("."):
        return has_class(element, kind[1:])
    return kind.strip("[]") in element.attrib if kind.startswith("[") else element.tag == kind


def _lead_to_definition(term: html.HtmlElement) -> None:
    """A term that opens its definition becomes a link to where the glossary has it."""
    href = term.xpath("string(.//*[contains(@class, 'definition')]//a/@href)")
    shown = words(term.find(".//button"))
    for child in list(term):
        child.drop_tree()
    term.tag, term.text = "a", shown
    term.set("href", href)


def _take_permalink(link: html.HtmlElement) -> None:
    """A label that is its own permanent link keeps its words; one that stands beside something goes."""
    if words(link):
        link.drop_tag()
    else:
        link.drop_tree()


def _belongs(guide: Guide, address: str) -> bool:
    page = guide.page_at(address)
    return page is not None and not any(page.calls_of(macro) for macro in (*LEFT_OUT, *guide.aids))


def _track(guide: Guide, address: str) -> str:
    track = track_of(guide, guide.page_at(address)) if address else None
    return track.id if track else ""
