"""What pages say of themselves to those who link them, published below an address of two folders."""

import json
import struct
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from PIL import Image

from macros.contrast import NEEDED, contrast
from macros.guide import Guide
from macros.loading import load
from macros.metadata import metadata
from macros.pages import Page
from macros.quotes import chapters, plain
from tests.addresses import CHAPTERS, PAGES
from tests.conftest import copy_second_guide
from tests.published import later
from tests.serving import PROJECT, build

ADDRESS = "https://example.org/a/b/"
FEWEST, MOST = 70, 160  # characters of a description


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as built for ADDRESS."""
    target = tmp_path_factory.mktemp("published") / "site"
    done = build(PROJECT, target, ADDRESS)
    assert done.returncode == 0, done.stderr
    return target


@cache
def tree(site: Path, address: str) -> html.HtmlElement:
    return html.fromstring((site / address / "index.html").read_bytes())


def said(site: Path, address: str) -> dict[str, str]:
    """A page's meta elements by name or property; none stands twice but the colours, one a scheme."""
    found: dict[str, str] = {}
    for meta in tree(site, address).xpath("//head/meta[@name or @property]"):
        key = (meta.get("property") or meta.get("name")) + (meta.get("media") or "")
        assert key not in found, f"{address}: {key} stands twice"
        found[key] = meta.get("content")
    return found


def graph(site: Path, address: str) -> dict[str, dict[str, Any]]:
    """A page's JSON-LD by type."""
    (script,) = tree(site, address).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(script)
    assert data["@context"] == "https://schema.org"
    nodes = data["@graph"]
    assert len({node["@type"] for node in nodes}) == len(nodes)
    return {node["@type"]: node for node in nodes}


def values(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a JSON-LD object, each value with its key."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from values(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, key)
    else:
        yield key, node


def page_at(guide: Guide, address: str) -> Page:
    page = guide.page_at(address)
    assert page
    return page


@pytest.mark.parametrize("address", PAGES)
def test_open_graph_and_x_are_complete(published: Path, guide: Guide, address: str) -> None:
    """Every page gives its title, description, address and card, with the card's size and words for who cannot see it."""
    page, meta = page_at(guide, address), said(published, address)
    title = plain(guide, page.title)
    for prefix in ("og", "twitter"):
        assert meta[f"{prefix}:title"] == title
        assert meta[f"{prefix}:description"] == meta["description"] == page.front_matter.description
        assert meta[f"{prefix}:image"] == f"{ADDRESS}{address}card.png"
        assert title in meta[f"{prefix}:image:alt"]
        assert "?." not in meta[f"{prefix}:image:alt"]
    with Image.open(published / address / "card.png") as card:
        assert (meta["og:image:width"], meta["og:image:height"]) == tuple(map(str, card.size))
        assert meta["og:image:type"] == Image.MIME[card.format]
    assert meta["og:url"] == f"{ADDRESS}{address}"
    assert meta["og:url"] == tree(published, address).xpath("string(//link[@rel='canonical']/@href)")
    assert meta["og:site_name"] == "Two Kinds of Certainty"
    assert meta["og:locale"] == "en_GB"
    assert meta["twitter:card"] == "summary_large_image"
    assert "noindex" not in meta["robots"]


@pytest.mark.parametrize("address", PAGES)
def test_chapters_are_articles_with_their_dates(published: Path, guide: Guide, address: str) -> None:
    """A chapter says when it was published and last changed, as its front matter does; other pages are no articles."""
    matter, meta = page_at(guide, address).front_matter, said(published, address)
    articles = {key: value for key, value in meta.items() if key.startswith("article:")}
    if address in CHAPTERS:
        assert meta["og:type"] == "article"
        assert articles == {
            "article:published_time": matter.published,
            "article:modified_time": matter.updated or matter.published,
            "article:section": page_at(guide, f"{address.split('/')[0]}/").front_matter.title,
        }
    else:
        assert meta["og:type"] == "website"
        assert not articles


@pytest.mark.parametrize("address", PAGES)
def test_structured_data_are_whole(published: Path, guide: Guide, address: str) -> None:
    """JSON-LD names the site, its publisher and the page, with whole addresses that exist, and refers to nothing unsaid."""
    nodes, matter = graph(published, address), page_at(guide, address).front_matter
    website, page = nodes["WebSite"], nodes["Article" if address in CHAPTERS else "WebPage"]
    assert website["url"] == ADDRESS
    assert website["name"] == "Two Kinds of Certainty"
    assert page["url"] == f"{ADDRESS}{address}"
    assert page["description"] == matter.description
    assert page["datePublished"] == matter.published
    assert page["dateModified"] == (matter.updated or matter.published)
    assert page["inLanguage"] == guide.publication.language
    assert page["license"] == guide.publication.licence.link
    assert page["isPartOf"] == {"@id": website["@id"]}
    assert page["author"] == page["publisher"] == {"@id": nodes["Organization"]["@id"]}
    assert page["image"]["url"] == f"{ADDRESS}{address}card.png"
    assert nodes["Organization"]["name"] == guide.publication.author

    ids = {node["@id"] for node in nodes.values()}
    found = list(values(list(nodes.values())))
    for key, value in found:
        if key in ("url", "item", "mainEntityOfPage"):
            assert value.startswith(ADDRESS)
            exists = published / value.removeprefix(ADDRESS).partition("#")[0]
            assert (exists / "index.html").exists() or exists.is_file(), value
        elif key == "@id":
            assert value in ids or value.startswith(f"{ADDRESS}{address}#")
        elif key == "license":
            assert value == guide.publication.licence.link
        else:
            assert "://" not in str(value), (key, value)


@pytest.mark.parametrize("address", CHAPTERS)
def test_a_chapters_article_can_be_cited(published: Path, guide: Guide, address: str) -> None:
    """A chapter's structured data have the headline, the section, and how long it takes to read."""
    article = graph(published, address)["Article"]
    assert article["headline"] == plain(guide, page_at(guide, address).title)
    assert len(article["headline"]) <= 110
    assert article["mainEntityOfPage"] == f"{ADDRESS}{address}"
    minutes = tree(published, address).xpath("string(//p[@class='dates']/span)").split()[0]
    assert article["timeRequired"] == f"PT{minutes}M"
    assert article["articleSection"] == said(published, address)["article:section"]


@pytest.mark.parametrize("address", PAGES)
def test_breadcrumbs_lead_from_the_home_page_to_the_page(published: Path, address: str) -> None:
    """Every page but the home page says on which path of pages it lies, numbered from 1."""
    nodes = graph(published, address)
    if not address:
        assert "BreadcrumbList" not in nodes
        return
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    items = [step["item"] for step in steps]
    assert items[0] == ADDRESS
    assert items[-1] == f"{ADDRESS}{address}"
    assert all(below.startswith(above) and below != above for above, below in pairwise(items))
    assert all(step["name"] for step in steps)


def test_the_glossary_defines_its_terms_for_machines(published: Path, guide: Guide) -> None:
    """Every term is there with its definition and its own address, which is an id on the page."""
    terms = graph(published, "glossary/")["DefinedTermSet"]["hasDefinedTerm"]
    assert [(term["name"], term["description"]) for term in terms] == [
        (term.term, term.definition) for term in guide.glossary_file.terms
    ]
    ids = set(tree(published, "glossary/").xpath("//@id"))
    assert {term["url"].partition("#")[2] for term in terms} <= ids


def test_the_quiz_says_that_it_is_one(published: Path, guide: Guide) -> None:
    """The quiz's page names the quiz and the two tracks it is about, and no other page does."""
    quiz = graph(published, "quiz/")["Quiz"]
    assert [thing["name"] for thing in quiz["about"]] == [track.name for track in guide.tracks]
    assert [address for address in PAGES if "Quiz" in graph(published, address)] == ["quiz/"]


def test_descriptions_are_written_for_who_sees_a_shared_link(guide: Guide) -> None:
    """Every description is a sentence or two of 70 to 160 characters, and no two are the same."""
    descriptions = [page.front_matter.description for page in guide.pages.values()]
    for text in descriptions:
        assert FEWEST <= len(text) <= MOST, text
        assert text.endswith("."), text
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_links_its_other_forms(published: Path, address: str) -> None:
    """Every page links the feeds, the licence, the icons and its Markdown, if there is any; its scripts and the manifest come later."""
    links: dict[str, list[dict[str, str]]] = {}
    for link in tree(published, address).xpath("//head/link"):
        links.setdefault(link.get("rel"), []).append(dict(link.attrib))
    alternates = {link["type"]: link["href"] for link in links["alternate"]}
    assert urljoin(ADDRESS + address, alternates["application/atom+xml"]) == f"{ADDRESS}feed.xml"
    assert urljoin(ADDRESS + address, alternates["application/feed+json"]) == f"{ADDRESS}feed.json"
    assert ("text/markdown" in alternates) == (published / address / "index.md").exists()
    assert address not in CHAPTERS or alternates["text/markdown"] == "index.md"
    assert [link["href"] for link in links["license"]] == ["https://creativecommons.org/licenses/by/4.0/"]
    loaded = later(tree(published, address))
    assert [name for name in loaded if not name.endswith(".js")] == [
        f"{'../' * address.count('/')}manifest.webmanifest"
    ]
    old, drawing = [link["href"] for link in links["icon"]]
    kind, _, drawn = unquote(drawing).partition(",")
    assert kind == "data:image/svg+xml"  # fetched, it would come before the first paint
    assert drawn.split() == (published / "icons" / "icon.svg").read_text(encoding="utf-8").split()
    linked = [old, *(link["href"] for rel in ("apple-touch-icon", "alternate") for link in links[rel])]
    for link in [*loaded, *linked]:
        target = urljoin(ADDRESS + address, link)
        assert target.startswith(ADDRESS)
        assert (published / target.removeprefix(ADDRESS)).is_file(), target


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_browsers_own_frame_takes_the_papers_colour(published: Path, guide: Guide, scheme: str) -> None:
    """In both schemes, theme-color is the colour of the paper."""
    assert said(published, "")[f"theme-color(prefers-color-scheme: {scheme})"] == guide.surfaces["--paper"][scheme]


def test_the_page_for_wrong_addresses_is_not_for_linking(published: Path) -> None:
    """It asks not to be indexed, has no card and no structured data, and still finds the icons."""
    page = html.fromstring((published / "404.html").read_bytes())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//meta[starts-with(@property, 'og:')] | //script[@type='application/ld+json']")
    assert "/a/b/manifest.webmanifest" in {urlsplit(address).path for address in later(page)}


def manifest(site: Path) -> dict[str, Any]:
    return json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))


def test_the_manifest_describes_the_site_from_where_it_lies(published: Path, guide: Guide) -> None:
    """The manifest names the site in its language and colours, and has no address that depends on where that is."""
    found = manifest(published)
    assert found["name"] == found["short_name"] == "Two Kinds of Certainty"
    assert found["description"] == page_at(guide, "").front_matter.description
    assert (found["start_url"], found["scope"], found["display"]) == ("./", "./", "minimal-ui")
    assert (found["lang"], found["dir"]) == ("en-GB", "ltr")
    assert found["background_color"] == found["theme_color"] == guide.surfaces["--paper"]["light"]
    assert "://" not in json.dumps(found)


def test_every_icon_has_its_stated_size(published: Path) -> None:
    """The manifest has icons of 192 and 512 pixels, one that may be masked and a drawing; each is what it says."""
    icons = manifest(published)["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
        ("any", "any"),
    }
    for icon in icons:
        if icon["type"] == "image/svg+xml":
            assert etree.parse(published / icon["src"]).getroot().tag == "{http://www.w3.org/2000/svg}svg"
        else:
            with Image.open(published / icon["src"]) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]
                assert Image.MIME[picture.format] == icon["type"]
    with Image.open(published / "icons" / "apple-touch-icon.png") as picture:
        assert picture.size == (180, 180)
        assert picture.convert("RGBA").getextrema()[3] == (255, 255)


def test_the_old_icon_file_holds_one_picture(published: Path) -> None:
    """favicon.ico is an icon file of one picture of 32 pixels, and as long as it says."""
    data = (published / "favicon.ico").read_bytes()
    _, kind, many, width, height, _, _, _, depth, length, start = struct.unpack("<HHHBBBBHHII", data[:22])
    assert (kind, many, width, height, depth) == (1, 1, 32, 32, 32)
    assert start + length == len(data)
    with Image.open(published / "favicon.ico") as picture:
        assert picture.size == (32, 32)


def test_a_mask_cuts_nothing_off(published: Path, guide: Guide) -> None:
    """All that is drawn on the icon for masks lies within a circle of 0.8, on the paper's colour to the edges."""
    with Image.open(published / "icons" / "maskable-512.png") as picture:
        pixels = picture.convert("RGB")
    paper = tuple(bytes.fromhex(guide.surfaces["--paper"]["light"][1:]))
    drawn = [(x, y) for x in range(512) for y in range(512) if pixels.getpixel((x, y)) != paper]
    assert drawn
    assert max((x + 0.5 - 256) ** 2 + (y + 0.5 - 256) ** 2 for x, y in drawn) <= (0.4 * 512) ** 2


@pytest.mark.parametrize(("file", "size"), [("icons/icon-192.png", 48), ("favicon.ico", 16)])
def test_both_tracks_are_seen_on_a_small_icon(published: Path, guide: Guide, file: str, size: int) -> None:
    """At 48 and at 16 pixels each accent fills a tenth of the icon or more, and differs from its ground."""
    with Image.open(published / file) as picture:
        drawn = picture.convert("RGBA")
    ground = Image.new("RGBA", drawn.size, guide.surfaces["--paper"]["light"])
    small = Image.alpha_composite(ground, drawn).convert("RGB").resize((size, size), Image.Resampling.LANCZOS)
    pixels = [small.getpixel((x, y)) for x in range(size) for y in range(size)]
    for track in guide.tracks:
        accent = tuple(bytes.fromhex(track.accent.light[1:]))
        near = sum(all(abs(a - b) <= 24 for a, b in zip(pixel, accent, strict=True)) for pixel in pixels)
        assert near >= 0.1 * size**2
        assert contrast(track.accent.light, guide.surfaces["--paper"]["light"]) >= NEEDED


def test_what_editors_write_cannot_end_the_script_it_stands_in(guide: Guide) -> None:
    """A title or a definition with markup in it stays inside the JSON, and is read back as written."""
    hostile = "</script><script>alert('1')</script> & <!--"
    term = guide.glossary_file.terms[0]
    page = page_at(guide, guide.address_of("glossary"))
    before, term.definition = term.definition, hostile
    try:
        text = metadata(guide, "A <b> guide", ADDRESS)[page.name]["graph"]
    finally:
        term.definition = before
    assert not {"<", ">", "&"} & set(text)
    assert hostile in dict(map(reversed, values(json.loads(text))))


def test_another_guide_is_described_as_well(tmp_path: Path) -> None:
    """The second guide's pages say what they are, without sections, and its icon is drawn from its own marks."""
    project = copy_second_guide(tmp_path / "project")
    guide, site = load(project), tmp_path / "site"
    done = build(project, site, ADDRESS)
    assert done.returncode == 0, done.stderr
    for page in guide.pages.values():
        meta = said(site, page.address)
        assert meta["og:site_name"] == "Kitchen or House"
        assert meta["og:image"] == f"{ADDRESS}{page.address}card.png"
        assert "article:section" not in meta
        assert ("Article" in graph(site, page.address)) == (page in chapters(guide))
    drawing = (site / "icons" / "icon.svg").read_text(encoding="utf-8")
    assert all(track.mark in drawing for track in guide.tracks)
