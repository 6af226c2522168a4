"""The feeds are valid by their standards' rules, say what the chapters say, and change only when a chapter does."""

import gzip
import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import jsonschema
import pytest
from lxml import etree, html
from PIL import Image

from macros.guide import Guide
from macros.loading import load
from macros.quotes import chapters, quotes
from tests.conftest import PROJECT, copy_second_guide
from tests.published import address_of, file_at, pages_of, publish

HERE, THERE = "https://kitchen.example/house/", "https://elsewhere.example/a/b/"
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DAY = re.compile(r"20\d\d-[01]\d-[0-3]\dT00:00:00Z")

# RFC 4287 as far as our feed goes: what else it could hold is an error here.
SCHEMA = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="feed">
      <attribute name="xml:lang"><data type="language"/></attribute>
      <interleave>
        <ref name="id"/> <ref name="title"/> <ref name="updated"/> <ref name="rights"/>
        <element name="subtitle"><text/></element>
        <element name="icon"><data type="anyURI"/></element>
        <element name="author">
          <interleave>
            <element name="name"><data type="string"><param name="minLength">1</param></data></element>
            <element name="uri"><data type="anyURI"/></element>
          </interleave>
        </element>
        <oneOrMore><ref name="link"/></oneOrMore>
        <oneOrMore><ref name="entry"/></oneOrMore>
      </interleave>
    </element>
  </start>
  <define name="entry">
    <element name="entry">
      <interleave>
        <ref name="id"/> <ref name="title"/> <ref name="updated"/>
        <element name="published"><data type="dateTime"/></element>
        <element name="summary"><text/></element>
        <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
        <oneOrMore><ref name="link"/></oneOrMore>
        <zeroOrMore><element name="category"><attribute name="term"/><attribute name="label"/></element></zeroOrMore>
        <element name="thumbnail" ns="http://search.yahoo.com/mrss/">
          <attribute name="url"><data type="anyURI"/></attribute>
          <attribute name="width"><data type="positiveInteger"/></attribute>
          <attribute name="height"><data type="positiveInteger"/></attribute>
        </element>
      </interleave>
    </element>
  </define>
  <define name="id"><element name="id"><data type="anyURI"><param name="minLength">1</param></data></element></define>
  <define name="title"><element name="title"><data type="string"><param name="minLength">1</param></data></element></define>
  <define name="rights"><element name="rights"><text/></element></define>
  <define name="updated"><element name="updated"><data type="dateTime"/></element></define>
  <define name="link">
    <element name="link">
      <attribute name="rel"/> <attribute name="href"><data type="anyURI"/></attribute>
      <optional><attribute name="type"><data type="string"><param name="pattern">.+/.+</param></data></attribute></optional>
    </element>
  </define>
</grammar>
"""

# JSON Feed 1.1, as far as our feed goes.
WHOLE = {"type": "string", "pattern": "^https?://[^ ]+$"}
WORDS = {"type": "string", "minLength": 1}
INSTANT = {"type": "string", "format": "date-time"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items", "home_page_url", "feed_url"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": WORDS,
        "home_page_url": WHOLE,
        "feed_url": WHOLE,
        "description": WORDS,
        "icon": WHOLE,
        "language": WORDS,
        "authors": {
            "type": "array",
            "items": {
                "type": "object",
                "anyOf": [{"required": ["name"]}, {"required": ["url"]}],
                "additionalProperties": False,
                "properties": {"name": WORDS, "url": WHOLE},
            },
        },
        "items": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": WORDS,
                    "url": WHOLE,
                    "title": WORDS,
                    "content_html": WORDS,
                    "summary": WORDS,
                    "image": WHOLE,
                    "date_published": INSTANT,
                    "date_modified": INSTANT,
                    "tags": {"type": "array", "items": WORDS},
                },
            },
        },
    },
}


def atom(site: Path) -> etree._Element:
    return etree.parse(site / "feed.xml").getroot()


def items(site: Path) -> list[dict]:
    return json.loads((site / "feed.json").read_text(encoding="utf-8"))["items"]


def text(element: etree._Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}")


def hrefs(element: etree._Element, rel: str) -> list[str]:
    return [link.get("href") for link in element.iterchildren(f"{ATOM}link") if link.get("rel") == rel]


def entries(site: Path) -> list[etree._Element]:
    return list(atom(site).iterchildren(f"{ATOM}entry"))


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second guide, built at HERE."""
    return publish(copy_second_guide(tmp_path_factory.mktemp("here") / "project"), HERE)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second guide, built at THERE, in another folder."""
    return publish(copy_second_guide(tmp_path_factory.mktemp("there") / "another-project"), THERE)


@pytest.fixture(scope="module", params=["site", "kitchen"])
def published(request: pytest.FixtureRequest) -> tuple[Path, Guide]:
    """Each of the two guides as it was built, and what it was built from."""
    built = request.getfixturevalue(request.param)
    return built, load(PROJECT if request.param == "site" else built.parent)


# Atom


def test_the_atom_feed_has_what_the_standard_asks_for(published: tuple[Path, Guide]) -> None:
    """Every element that RFC 4287 requires is there once, none is there that it does not know, and each is of its type."""
    schema = etree.RelaxNG(etree.fromstring(SCHEMA))
    schema.assertValid(atom(published[0]))


def test_the_atom_feed_is_declared_as_what_it_is(published: tuple[Path, Guide]) -> None:
    """The file begins with its encoding, is in the Atom namespace without a prefix, and says its language."""
    site, guide = published
    assert (site / "feed.xml").read_bytes().startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns=")
    assert atom(site).get("{http://www.w3.org/XML/1998/namespace}lang") == guide.publication.language


def test_every_chapter_is_an_entry_with_its_own_permanent_id(published: tuple[Path, Guide]) -> None:
    """The ids are those of the chapters' pages, one each, all different, and different from the feed's own."""
    site, guide = published
    ids = [text(entry, "id") for entry in entries(site)]
    assert sorted(ids) == sorted(page.front_matter.feed_id for page in chapters(guide))
    assert text(atom(site), "id") == guide.publication.feed_id
    assert len({*ids, guide.publication.feed_id}) == len(ids) + 1
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)


def test_dates_are_those_of_the_pages(published: tuple[Path, Guide]) -> None:
    """An entry's dates are its page's, at midnight in UTC as RFC 3339 writes it; the feed's is its newest entry's."""
    site, guide = published
    matter = {page.front_matter.feed_id: page.front_matter for page in chapters(guide)}
    dates = []
    for entry in entries(site):
        page, made, changed = matter[text(entry, "id")], text(entry, "published"), text(entry, "updated")
        assert (made[:10], changed[:10]) == (page.published, page.updated or page.published)
        assert DAY.fullmatch(made)
        assert DAY.fullmatch(changed)
        assert made <= changed
        assert datetime.fromisoformat(changed).tzinfo
        dates.append(changed)
    assert text(atom(site), "updated") == max(dates)
    assert dates == sorted(dates, reverse=True)


def test_links_are_whole_and_lead_to_what_they_name(published: tuple[Path, Guide]) -> None:
    """The feed names its own address and its home page; an entry its chapter, once; all of them exist."""
    site, guide = published
    feed = atom(site)
    assert hrefs(feed, "self") == [f"{address_of(site)}feed.xml"]
    assert hrefs(feed, "alternate") == [address_of(site)]
    assert hrefs(feed, "license") == [guide.publication.licence.link]
    pages = [href for entry in entries(site) for href in hrefs(entry, "alternate")]
    assert sorted(pages) == sorted(address_of(site) + page.address for page in chapters(guide))
    for entry in entries(site):
        assert [
            link.get("type") for link in entry.iterchildren(f"{ATOM}link") if link.get("rel") == "alternate"
        ] == ["text/html"]
    for address in (*pages, *hrefs(feed, "self"), text(feed, "icon")):
        assert file_at(site, address).is_file(), address
    with Image.open(file_at(site, text(feed, "icon"))) as icon:
        assert icon.width == icon.height


def test_every_entry_carries_its_card(published: tuple[Path, Guide]) -> None:
    """Its thumbnail is the chapter's card, with the size it has."""
    site, _ = published
    for entry in entries(site):
        (card,) = entry.iterchildren(f"{MEDIA}thumbnail")
        assert card.get("url") == f"{hrefs(entry, 'alternate')[0]}card.png"
        with Image.open(file_at(site, card.get("url"))) as picture:
            assert picture.format == "PNG"
            assert picture.size == (int(card.get("width")), int(card.get("height"))) == (1200, 630)


def test_every_entry_says_what_its_chapter_says(published: tuple[Path, Guide]) -> None:
    """Title, line, blurb, numbered points, the way to the chapter and the licence are there, as text and not as markup."""
    site, guide = published
    by_address = {address_of(site) + quote.address: quote for quote in quotes(guide)}
    for entry in entries(site):
        quote = by_address[hrefs(entry, "alternate")[0]]
        content = html.fragment_fromstring(text(entry, "content"), create_parent=True)
        assert (text(entry, "title"), text(entry, "summary")) == (quote.title, quote.line)
        assert [item.text_content() for item in content.findall("ol/li")] == list(quote.points)
        paragraphs = [paragraph.text_content() for paragraph in content.findall("p")]
        assert quote.blurb in paragraphs
        assert f"By {guide.publication.author}, under {guide.publication.licence.name}." in paragraphs
        assert guide.publication.licence.link in content.xpath(".//a/@href")


def test_content_is_clean_html_with_whole_links_only(published: tuple[Path, Guide]) -> None:
    """A feed reader finds well-formed HTML without scripts, styles or classes, and no link that needs the page around it."""
    for entry in entries(published[0]):
        content = text(entry, "content")
        parser = etree.HTMLParser()
        etree.fromstring(f"<!doctype html><html><body>{content}</body></html>", parser)
        assert not [error for error in parser.error_log if error.level_name != "INFO"]
        tree = html.fragment_fromstring(content, create_parent=True)
        assert {element.tag for element in tree.iter()} == {"div", "p", "a", "img", "ol", "li"}
        names = {name for element in tree.iter() for name in element.attrib}
        assert names <= {"href", "rel", "src", "alt", "width", "height"}
        assert all(re.match("https?://", link) for link in tree.xpath(".//@href | .//@src"))


def test_entries_are_filed_under_their_section_and_track(site: Path, guide: Guide) -> None:
    """Each chapter has its section's title for a category, and a track's chapter its track's name."""
    tracks = {track.name for track in guide.tracks}
    for entry, item in zip(entries(site), items(site), strict=True):
        labels = [category.get("label") for category in entry.iterchildren(f"{ATOM}category")]
        assert labels == item["tags"]
        folder = hrefs(entry, "alternate")[0].removeprefix(address_of(site)).rstrip("/").split("/")
        assert labels[0].lower().replace(" ", "-") == folder[0]
        assert len(labels) == len(folder)
        assert set(labels[1:]) <= tracks


def test_a_feed_reader_reads_it(published: tuple[Path, Guide]) -> None:
    """A feed reader's parser has nothing to mend, and finds every chapter with its link, dates and picture."""
    site, guide = published
    parsed = feedparser.parse((site / "feed.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.title
    assert {entry.id: entry.link for entry in parsed.entries} == {
        page.front_matter.feed_id: address_of(site) + page.address for page in chapters(guide)
    }
    for entry in parsed.entries:
        assert entry.published_parsed <= entry.updated_parsed
        assert [thumbnail["url"] for thumbnail in entry.media_thumbnail] == [f"{entry.link}card.png"]
        assert entry.content[0].type == "text/html"


# JSON Feed


def test_the_json_feed_has_what_its_standard_asks_for(published: tuple[Path, Guide]) -> None:
    """It is a JSON Feed of version 1.1, and names its own address."""
    site, _ = published
    feed = json.loads((site / "feed.json").read_text(encoding="utf-8"))
    jsonschema.validate(feed, JSON_FEED)
    assert feed["feed_url"] == f"{address_of(site)}feed.json"
    assert feed["home_page_url"] == address_of(site)


def test_both_feeds_agree(published: tuple[Path, Guide]) -> None:
    """Whichever of the two one follows, one reads the same."""
    site, _ = published
    feed, other = atom(site), json.loads((site / "feed.json").read_text(encoding="utf-8"))
    assert [text(feed, name) for name in ("title", "subtitle", "icon")] == [
        other["title"],
        other["description"],
        other["icon"],
    ]
    for entry, item in zip(entries(site), other["items"], strict=True):
        (card,) = entry.iterchildren(f"{MEDIA}thumbnail")
        assert item == {
            "id": text(entry, "id"),
            "url": hrefs(entry, "alternate")[0],
            "title": text(entry, "title"),
            "content_html": text(entry, "content"),
            "summary": text(entry, "summary"),
            "image": card.get("url"),
            "date_published": text(entry, "published"),
            "date_modified": text(entry, "updated"),
            "tags": [category.get("label") for category in entry.iterchildren(f"{ATOM}category")],
        }


# Both


def test_every_page_leads_to_both_feeds(published: tuple[Path, Guide]) -> None:
    """A reader's program finds the feeds from any page."""
    site, _ = published
    for address, tree in pages_of(site):
        url = address_of(site) + address
        found = {
            link.get("type"): urljoin(url, link.get("href"))
            for link in tree.xpath("//head/link[@rel='alternate']")
            if link.get("type") in ("application/atom+xml", "application/feed+json")
        }
        assert found == {
            "application/atom+xml": f"{address_of(site)}feed.xml",
            "application/feed+json": f"{address_of(site)}feed.json",
        }, url


def test_ids_stay_when_the_site_moves(kitchen: Path, moved: Path) -> None:
    """Published elsewhere, the feed is the same to its readers, and nothing in it names the old address."""
    assert text(atom(kitchen), "id") == text(atom(moved), "id")
    assert [text(entry, "id") for entry in entries(kitchen)] == [text(entry, "id") for entry in entries(moved)]
    for name in ("feed.xml", "feed.json"):
        here, there = ((site / name).read_text(encoding="utf-8") for site in (kitchen, moved))
        assert HERE not in there
        assert here.replace(HERE, THERE) == there


def test_a_blurb_that_changes_without_a_date_changes_nothing_else(kitchen: Path, project: Path) -> None:
    """One entry's content differs; all other lines of the feed, the dates among them, are as they were."""
    page = project / "docs/kitchen.md"
    old, new = "what to cook, whom to feed", "what to fry, whom to feed"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    changed = publish(project, HERE)
    for name in ("feed.xml", "feed.json"):
        before, after = ((site / name).read_text(encoding="utf-8") for site in (kitchen, changed))
        assert before != after
        assert before.replace(old, new) == after


# Discovery

SITEMAP = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.sitemaps.org/schemas/sitemap/0.9"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="urlset">
      <oneOrMore>
        <element name="url">
          <element name="loc"><data type="anyURI"><param name="minLength">12</param><param name="maxLength">2048</param></data></element>
          <element name="lastmod"><data type="date"/></element>
        </element>
      </oneOrMore>
    </element>
  </start>
</grammar>
"""


def test_the_sitemap_lists_every_page_and_nothing_else(published: tuple[Path, Guide]) -> None:
    """It is valid, and has each page once under the address that the page calls its own, with the day of its last change."""
    site, guide = published
    root = etree.parse(site / "sitemap.xml").getroot()
    etree.RelaxNG(etree.fromstring(SITEMAP)).assertValid(root)
    found = {url[0].text: url[1].text for url in root}
    assert len(found) == len(root)
    matter = {address_of(site) + page.address: page.front_matter for page in guide.pages.values()}
    assert found == {url: page.updated or page.published for url, page in matter.items()}
    assert {address_of(site) + address for address, _ in pages_of(site)} == set(found)
    # The generator's own packed copy, which has a time in it, has given way to ours.
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    assert gzip.decompress(packed) == (site / "sitemap.xml").read_bytes()


def test_robots_are_welcome_and_find_the_sitemap(published: tuple[Path, Guide]) -> None:
    """Nothing is closed to them, and the sitemap's address is whole."""
    site, _ = published
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {address_of(site)}sitemap.xml"]
