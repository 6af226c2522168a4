"""Packs the guide as an e-book: EPUB 3, one file a page."""

import copy
import datetime
import io
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ebooklib import epub
from fontTools.ttLib import TTFont
from lxml import etree, html

from macros.formats.volume import Piece, Volume, has_class
from macros.templates import render

XHTML, SVG, EPUB = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/ops"
STYLES, COVER = "book.css", "cover.png"
# What has no form of its own on a reading device: there is nothing to press, fold or write on.
RENAMED = {"form": "div", "fieldset": "div", "legend": "div", "label": "span", "details": "div", "summary": "p"}
KEPT = {"id", "href", "class", "alt", "lang", "scope", "colspan", "rowspan", "datetime"}
KEPT_IN_DRAWINGS = {
    *("id", "class", "d", "x", "y", "width", "height", "transform", "role", "aria-hidden", "aria-labelledby"),
    *("font-size", "text-anchor"),
}
# HTML has no upper case in names, and SVG does.
CASED = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
ACCESSIBILITY = {
    "accessMode": ["textual", "visual"],
    "accessModeSufficient": ["textual"],
    "accessibilityFeature": [
        *("alternativeText", "displayTransformability", "longDescription", "readingOrder"),
        *("structuralNavigation", "tableOfContents"),
    ],
    "accessibilityHazard": ["none"],
    "accessibilitySummary": [
        "All of it is text, in the size and the colours that are set on the device. Figures have a title and are "
        "told in words below them; headings, lists and tables are marked; no meaning lies in a colour alone."
    ],
}
# What of a track is in its accent: marks, parts of drawings and heads of tables; the rest is text.
COLOURED = ("svg.mark{0}", "{0} svg.mark", "text{0}", "rect{0}", "path{0}", "th{0}", "b{0}", ".node{0} .node-role")
BORDERED = (".node{0}", ".stage{0}", ".aid-link{0}", "figure{0}", "{0} > .checklist", "{0} .opening")
# Whatever day it is packed, the archive is the same.
THEN = (1980, 1, 1, 0, 0, 0)


class _Document(epub.EpubHtml):
    """A document that is packed as it was written; the library's own would parse it anew."""

    def get_content(self, default: Any = None) -> bytes:
        return self.content


def packed(volume: Volume, cover: bytes) -> bytes:
    """The e-book. `cover` is a PNG."""
    book = epub.EpubBook()
    book.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, volume.name)}")
    book.set_title(volume.title)
    book.set_language(volume.language)
    _describe(book, volume)

    styles = _item(STYLES, "text/css", "".join(_styles(volume)).encode())
    book.add_item(styles)
    for file in _faces(volume):
        book.add_item(_item(_face_name(file), "font/ttf", _unpacked(file)))
    image = epub.EpubCover(uid="cover-image", file_name=COVER)
    image.content = cover
    book.add_item(image)

    front = [_cover_page(volume), _first_page(volume)]
    pieces = {piece.address: _document(volume, piece) for piece in volume.pieces}
    contents = epub.EpubNav(title="Contents")
    contents.add_link(href=STYLES, rel="stylesheet", type="text/css")
    for document in (*front, contents, *pieces.values()):
        book.add_item(document)
    book.add_item(epub.EpubNcx())
    book.spine = [*front, contents, *pieces.values()]
    book.toc = list(_contents(volume))
    book.guide = [
        {"type": "cover", "title": "Cover", "href": front[0].file_name},
        {"type": "toc", "title": "Contents", "href": contents.file_name},
        {"type": "bodymatter", "title": "Beginning", "href": f"{volume.pieces[0].slug}.xhtml"},
        *_landmarks(volume),
    ]
    return _packed_alike(book, volume)


def _packed_alike(book: epub.EpubBook, volume: Volume) -> bytes:
    """The library's archive, packed again with the same date for every file."""
    date = datetime.datetime.fromisoformat(volume.date)
    options = {"mtime": date, "epub2_guide": False, "epub3_pages": False, "landmark_title": "Landmarks"}
    loose, bound = io.BytesIO(), io.BytesIO()
    writer = epub.EpubWriter(loose, book, options)
    writer.process()
    writer.write()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(bound, "w") as target:
        for name in source.namelist():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, THEN), _amended(name, source.read(name)), how, 9)
    return bound.getvalue()


def _amended(name: str, content: bytes) -> bytes:
    """The library's contents with a name for the landmarks, which are for machines only."""
    if name.endswith("nav.xhtml"):
        return content.replace(b'epub:type="landmarks"', b'epub:type="landmarks" id="landmarks"')
    return content


def _describe(book: epub.EpubBook, volume: Volume) -> None:
    publication = volume.publication
    licence = publication.licence
    book.add_author(publication.author)
    book.add_metadata("DC", "description", volume.description)
    book.add_metadata("DC", "rights", f"{licence.full} ({licence.name}), {licence.link}")
    book.add_metadata("DC", "source", volume.address)
    book.add_metadata("DC", "date", volume.date)
    for keyword in volume.keywords:
        book.add_metadata("DC", "subject", keyword)
    for name, values in ACCESSIBILITY.items():
        for value in values:
            book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _item(name: str, media_type: str, content: bytes) -> epub.EpubItem:
    return epub.EpubItem(uid=name.replace("/", "-"), file_name=name, media_type=media_type, content=content)


def _faces(volume: Volume) -> list[Path]:
    """The site's faces to read, whose files are named after family and weight."""
    return sorted((volume.site.folder / "assets" / "fonts").glob("*-*.woff2"))


def _face_name(file: Path) -> str:
    return f"fonts/{file.stem}.ttf"


def _unpacked(file: Path) -> bytes:
    """A face in the older format, since few reading devices know the one for the web."""
    face = TTFont(file, recalcTimestamp=False)
    face.flavor = None
    unpacked = io.BytesIO()
    face.save(unpacked)
    return unpacked.getvalue()


def _styles(volume: Volume) -> Iterator[str]:
    faces = _faces(volume)
    for file in faces:
        family, _, weight = file.stem.rpartition("-")
        yield f"@font-face {{ font-family: {family}; font-weight: {weight}; src: url({_face_name(file)}); }}\n"
    if faces:
        yield f"body {{ font-family: {faces[0].stem.rpartition('-')[0]}, serif; }}\n\n"
    yield (Path(__file__).parent / "ebook.css").read_text(encoding="utf-8")
    for scheme, paper in (("light", ""), ("dark", "#111")):
        rules = "".join(
            f"{_of(track.id, *wholes)} {{ {what}: {getattr(track.accent, scheme)}; }}\n"
            for track in volume.guide.tracks
            for what, wholes in (("color", COLOURED), ("border-color", BORDERED))
        )
        rules += f".drawing .open {{ fill: {paper}; }}\n" if paper else ""
        yield f"\n@media (prefers-color-scheme: dark) {{\n{rules}}}\n" if scheme == "dark" else f"\n{rules}"


def _of(track: str, *selectors: str) -> str:
    return ", ".join(selector.format(f".of-{track}") for selector in selectors)


def _cover_page(volume: Volume) -> _Document:
    image = html.fragment_fromstring(f'<div class="cover"><img src="{COVER}" alt=""></div>')
    image[0].set("alt", f"{volume.title}: cover")
    return _as_document(volume, "cover", "Cover", image, "cover")


def _first_page(volume: Volume) -> _Document:
    page = html.document_fromstring(render("book", parts=[], **volume.about)).find_class("book-cover")[0]
    return _as_document(volume, "title", volume.title, page, "titlepage")


def _document(volume: Volume, piece: Piece) -> _Document:
    text = copy.deepcopy(piece.text)
    for link in text.xpath(".//a[@href]"):
        to = volume.target(piece, link.get("href"))
        if not isinstance(to, str):
            there, fragment = to
            to = (f"{there.slug}.xhtml" if there is not piece or not fragment else "") + (
                fragment and f"#{fragment}"
            )
        link.set("href", to)
    _as_book(text)
    if piece.track:
        text.set("class", f"{text.get('class')} of-{piece.track}")
    return _as_document(volume, piece.slug, piece.title, text)


def _as_book(text: html.HtmlElement) -> None:
    """What is drawn, pressed, folded or written on becomes what a reading device can show."""
    for question in text.xpath(".//fieldset[legend]"):
        question.set("class", "question")
        answers = [
            option for option in question if has_class(option, "option") and not has_class(option, "cant-say")
        ]
        for letter, answer in zip("ABCDEFGH", answers, strict=False):
            label = answer.find("label")
            label.text = f"{letter}. {label.text or ''}"
    for element in list(text.iter("*")):
        if text not in element.iterancestors():
            continue
        if element.tag == "input":
            box = html.Element("span", {"class": "tick"})
            box.text, box.tail = "☐ ", element.tail
            element.getparent().replace(element, box)
        elif has_class(element, "visually-hidden"):
            element.drop_tree()
        elif element.tag == "svg" and has_class(element, "wide"):
            element.drop_tree()  # too small to be read on a small device
        elif element.tag == "svg" and has_class(element, "narrow"):
            element.set("class", "drawing")
        elif element.tag == "summary":
            element.drop_tree()


def _as_document(volume: Volume, name: str, title: str, body: html.HtmlElement, kind: str = "") -> _Document:
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": EPUB})
    root.set("lang", volume.language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", volume.language)
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=STYLES)
    written = _written(body, XHTML)
    if kind:
        written.set(f"{{{EPUB}}}type", kind)
    etree.SubElement(root, f"{{{XHTML}}}body").append(written)
    document = _Document(uid=name, file_name=f"{name}.xhtml", title=title, lang=volume.language)
    document.content = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    if root.find(f".//{{{SVG}}}svg") is not None:
        document.properties.append("svg")
    return document


def _written(element: html.HtmlElement, space: str) -> etree._Element:
    """An element of HTML, and all below it, as XHTML."""
    if element.tag == "svg":
        space = SVG
    tag = element.tag if space == SVG else RENAMED.get(element.tag, "div" if "-" in element.tag else element.tag)
    found = etree.Element(f"{{{space}}}{tag}", nsmap={None: space} if element.tag == "svg" else None)
    found.text = element.text
    classes = element.get("class", "").split()
    if "data-track" in element.attrib:
        classes.append(f"of-{element.get('data-track')}")
    for name, value in element.attrib.items():
        if name in CASED:
            found.set(CASED[name], value)
        elif name in (KEPT_IN_DRAWINGS if space == SVG else KEPT) - {"class"} or (name == "src" and tag == "img"):
            found.set(name, value)
    if classes:
        found.set("class", " ".join(classes))
    for child in element:
        if isinstance(child.tag, str):
            below = _written(child, space)
            below.tail = child.tail
            found.append(below)
        elif child.tail:  # a comment goes, the text behind it stays
            _add_text(found, child.tail)
    return found


def _add_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _contents(volume: Volume) -> Iterator[Any]:
    """The titles of the menu, the pieces below them, their headings below those."""
    for group, pieces in volume.parts():
        entries = []
        for piece in pieces:
            file = f"{piece.slug}.xhtml"
            below = [
                epub.Link(f"{file}#{heading.id}", heading.title, f"{piece.slug}--{heading.id}")
                for heading in piece.headings
                if heading.level > 1
            ]
            own = epub.Link(file, piece.title, piece.slug)
            entries.append((epub.Section(piece.title, file), below) if below else own)
        if group:
            yield epub.Section(group, f"{pieces[0].slug}.xhtml"), entries
        else:
            yield from entries


def _landmarks(volume: Volume) -> Iterator[dict[str, str]]:
    for kind, name in (("glossary", "glossary"), ("bibliography", "sources")):
        for piece in volume.pieces:
            if any(has_class(element, name) for element in piece.text.iter("dl")):
                yield {"type": kind, "title": piece.title, "href": f"{piece.slug}.xhtml"}
