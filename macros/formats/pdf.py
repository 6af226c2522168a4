"""Prints the guide as one PDF, with a browser."""

import copy
import datetime
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
from lxml import html
from playwright.sync_api import Browser, Page, Route

from macros.formats.volume import REFERS, Heading, Piece, Volume, words
from macros.templates import render

ORIGIN = "http://guide.invalid"  # answered from the built folder, and nothing else is
A4 = {"width": 794, "height": 1123}
MOST_PRINTINGS = 4


def print_guide(volume: Volume, browser: Browser) -> tuple[bytes, int, bytes]:
    """The PDF, how many pages it has, and its cover as a PNG."""
    numbers: dict[str, int] = {}
    with browser.new_context(java_script_enabled=False, viewport=A4, device_scale_factor=2) as context:
        page = context.new_page()
        page.emulate_media(media="print", color_scheme="light")
        for _ in range(MOST_PRINTINGS):
            document = html.tostring(merged(volume, numbers), doctype="<!doctype html>", encoding="utf-8")
            with pikepdf.open(io.BytesIO(_printed(page, volume, document))) as pdf:
                marks = _bookmarks(pdf, volume)
                found = {mark.piece.slug: mark.page for mark in marks if mark.heading.level == 1}
                if found == numbers:
                    return _finished(pdf, volume, marks), len(pdf.pages), page.locator(".book-cover").screenshot()
                numbers = found
    raise RuntimeError(f"after {MOST_PRINTINGS} printings the contents still do not agree with the pages")


def merged(volume: Volume, numbers: dict[str, int]) -> html.HtmlElement:
    """The guide as one document. `numbers` are the pages on which its pieces begin, as far as they are known."""
    tracks = {track.id: track for track in volume.guide.tracks}
    parts = [
        (
            group,
            [
                {
                    "slug": piece.slug,
                    "title": piece.title,
                    "track": tracks.get(piece.track),
                    "page": numbers.get(piece.slug, 999),
                }
                for piece in pieces
            ],
        )
        for group, pieces in volume.parts()
    ]
    document = html.document_fromstring(render("book", parts=parts, **volume.about))
    head, main = document.find("head"), document.find("body/main")
    for element in volume.site.home.tree.xpath("//head/*[self::style or self::link[@rel='stylesheet']]"):
        head.append(copy.deepcopy(element))
    for styles in ((Path(__file__).parent / "paper.css").read_text(encoding="utf-8"), "".join(_sheets(volume))):
        style = html.Element("style")
        style.text = styles
        head.append(style)
    for piece in volume.pieces:
        main.append(_bound(volume, piece))
    return document


def _sheets(volume: Volume) -> Iterator[str]:
    """What stands at the foot of each piece's sheets of paper."""
    for piece in volume.pieces:
        says_it = not piece.group or piece.title.startswith(piece.group)
        running = piece.title if says_it else f"{piece.group}: {piece.title}"
        # A style sheet's strings are escaped as JSON's are, but for what is not ASCII, which needs none.
        foot = json.dumps(running, ensure_ascii=False).replace("<", "\\3c ")
        narrow = "margin: 10mm 10mm 14mm; " if piece.text.xpath(".//*[contains(@class, 'worksheet')]") else ""
        yield f"@page {piece.slug} {{ {narrow}@bottom-left {{ content: {foot} }} }}\n"
        yield f"#{piece.slug} {{ page: {piece.slug} }}\n"


def _bound(volume: Volume, piece: Piece) -> html.HtmlElement:
    """A piece as a part of the one document: its ids are its own, and its links lead to where things are there."""
    text = copy.deepcopy(piece.text)
    spelled = set()
    for link in text.iter("a"):
        if "href" not in link.attrib:
            continue
        to = volume.target(piece, link.get("href"))
        if isinstance(to, str):
            link.set("href", to)
            if to not in spelled and to != words(link):
                link.set("class", f"{link.get('class', '')} spelled".strip())
            spelled.add(to)
        else:
            there, fragment = to
            link.set("href", f"#{_id(there, fragment)}")
    for element in text.iter("*"):
        for name in ("id", *REFERS):
            if name in element.attrib:
                element.set(name, " ".join(_id(piece, one) for one in element.get(name).split()))
    for drawing in text.xpath(".//svg[@role='img']"):
        _describe(drawing)
    for control in list(text.iter("input")):
        box = html.Element("span", {"class": "tick", "role": "img", "aria-label": "To tick"})
        box.tail = control.tail
        control.getparent().replace(control, box)
    for worksheet in text.xpath(".//*[contains(@class, 'scored')]"):
        worksheet.set("class", "worksheet")  # as a sheet of its own it would claim all pages of the document
    text.set("id", piece.slug)
    if piece.track:
        text.set("data-page-track", piece.track)
    return text


def _id(piece: Piece, own: str) -> str:
    return f"{piece.slug}--{own}" if own else piece.slug


def _describe(drawing: html.HtmlElement) -> None:
    """A figure is printed without "the same in words", so its alternative text says it."""
    said = [words(element) for element in drawing.getparent().xpath("./details/p | ./details/ul/li")]
    title = drawing.find("title")
    if title is not None and said:
        title.text = f"{words(title)}. {' '.join(said)}"


def _printed(page: Page, volume: Volume, document: bytes) -> bytes:
    folder = volume.site.folder

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(ORIGIN).removeprefix("/")
        file = folder / address
        if not address:
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif route.request.url.startswith(ORIGIN) and file.is_file():
            # On paper there is time to wait for a face.
            body = file.read_bytes().replace(b"font-display: optional", b"font-display: block")
            route.fulfill(body=body, content_type={".css": "text/css"}.get(file.suffix, "font/woff2"))
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/", wait_until="load")
    printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.unroute("**/*")
    return printed


class Mark(NamedTuple):
    """A piece or a heading of one, and where it lies. `page` counts from 1, and is what is printed on paper."""

    piece: Piece
    heading: Heading
    page: int
    destination: pikepdf.Array


def _bookmarks(pdf: pikepdf.Pdf, volume: Volume) -> list[Mark]:
    """Where the pieces and their headings lie. The browser's own outline knows, and has some more headings."""
    with pdf.open_outline() as outline:
        items = _flat(outline.root)
    found = []
    for piece in volume.pieces:
        for heading in piece.headings:
            # There a title that runs over two lines lacks the space between them, and some stand twice in a row.
            bare = _bare(heading.title)
            item = next((item for item in items if _bare(item.title) in (bare, bare * 2)), None)
            if not item:
                raise RuntimeError(f"the heading “{heading.title}” of /{piece.address} was not printed")
            page = pikepdf.Page(item.destination[0]).index + 1
            found.append(Mark(piece, heading, page, item.destination))
    return found


def _flat(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _bare(title: str) -> str:
    return "".join(title.split())


def _finished(pdf: pikepdf.Pdf, volume: Volume, marks: list[Mark]) -> bytes:
    """What the browser does not put into a PDF; and every run writes the same bytes."""
    date = datetime.datetime.fromisoformat(f"{volume.date}T00:00:00+00:00")
    licence = volume.publication.licence
    for name in list(pdf.docinfo):
        del pdf.docinfo[name]
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = pikepdf.String(f"D:{date:%Y%m%d%H%M%S}Z")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = volume.title
        about["dc:creator"] = [volume.publication.author]
        about["dc:description"] = volume.description
        about["dc:subject"] = set(volume.keywords)
        about["dc:language"] = {volume.language}
        about["dc:source"] = volume.address
        about["dc:rights"] = f"{licence.full} ({licence.name})"
        about["xmpRights:Marked"] = "True"
        about["xmpRights:WebStatement"] = licence.link
        about["xmp:CreateDate"] = about["xmp:ModifyDate"] = about["xmp:MetadataDate"] = date.isoformat()
    pdf.docinfo["/Title"] = volume.title
    pdf.docinfo["/Author"] = volume.publication.author
    pdf.docinfo["/Subject"] = volume.description
    pdf.docinfo["/Keywords"] = ", ".join(volume.keywords)
    pdf.Root.Lang = pikepdf.String(volume.language)
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    # The cover has no number, and what comes after it counts it.
    labels = [0, {"/P": "Cover"}, 1, {"/S": pikepdf.Name.D, "/St": 2}]
    pdf.Root.PageLabels = pikepdf.Dictionary(
        Nums=[pikepdf.Dictionary(n) if isinstance(n, dict) else n for n in labels]
    )
    with pdf.open_outline() as outline:
        outline.root[:] = _nested(volume, marks)
    number_headers(pdf)
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=True,
    )
    return written.getvalue()


def number_headers(pdf: pikepdf.Pdf) -> None:
    """Names the tables' header cells by their order. The browser's numbers depend on what it showed before."""
    structure = pdf.Root.StructTreeRoot
    elements = list(_below(structure.K))
    headers = [element for element in elements if "/ID" in element]
    names = {str(element.ID): f"header-{number:05}" for number, element in enumerate(headers, 1)}
    for element in elements:
        for attributes in element.get("/A", ()):
            if "/Headers" in attributes:
                attributes.Headers = pikepdf.Array([pikepdf.String(names[str(one)]) for one in attributes.Headers])
    tree = pikepdf.NameTree.new(pdf)
    for element in headers:
        element.ID = pikepdf.String(names[str(element.ID)])
        tree[str(element.ID)] = element
    structure.IDTree = tree.obj


def _below(content: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """The structure elements in a part of the structure tree, in the order of the text."""
    for part in content if isinstance(content, pikepdf.Array) else [content]:
        if isinstance(part, pikepdf.Dictionary) and "/S" in part:
            yield part
            yield from _below(part.get("/K", pikepdf.Array()))


def _nested(volume: Volume, marks: list[Mark]) -> Iterator[pikepdf.OutlineItem]:
    """Section, piece, heading."""
    for group, pieces in volume.parts():
        items = []
        for piece in pieces:
            own = [mark for mark in marks if mark.piece is piece]
            item = pikepdf.OutlineItem(piece.title, destination=own[0].destination)
            item.children = [pikepdf.OutlineItem(m.heading.title, destination=m.destination) for m in own[1:]]
            items.append(item)
        if group:
            section = pikepdf.OutlineItem(group, destination=items[0].destination)
            section.children = items
            items = [section]
        for item in items:
            item.is_closed = True
        yield from items
