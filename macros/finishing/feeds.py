"""Writes the chapters as an Atom feed and as a JSON Feed, which say the same.

Nothing in them depends on the day of the build, so they change when a chapter does and not before.
"""

import json
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html
from lxml.builder import ElementMaker
from lxml.html import builder

from macros.finishing.menu import groups
from macros.finishing.site import Site
from macros.frame import section_of, track_of
from macros.guide import Guide
from macros.metadata import CARD, CARD_HEIGHT, CARD_WIDTH
from macros.models import Publication
from macros.quotes import Quote, chapters, quotes

ATOM, JSON = "feed.xml", "feed.json"
_NAMESPACES = {None: "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}
_E = ElementMaker(namespace=_NAMESPACES[None], nsmap=_NAMESPACES)
# For readers' lists; an enclosure would be offered as a download beside the card that the content shows.
_MEDIA = ElementMaker(namespace=_NAMESPACES["media"])
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class _Entry:
    id: str
    url: str
    title: str
    summary: str
    content: str
    published: str
    updated: str
    card: str
    categories: tuple[tuple[str, str], ...]  # a name for machines and one for people


def write(site: Site, guide: Guide) -> None:
    # The newest first; of one day, in the order in which they are read.
    entries = sorted(_entries(site, guide), key=lambda entry: entry.updated, reverse=True)
    site.write(ATOM, _atom(site, guide.publication, entries))
    site.write(JSON, _json(site, guide.publication, entries))


def _entries(site: Site, guide: Guide) -> list[_Entry]:
    titles = groups(site)
    found = []
    for page, quote in zip(chapters(guide), quotes(guide), strict=True):
        matter, section, track = page.front_matter, section_of(guide, page), track_of(guide, page)
        of_section = [(section, titles[page.address])] if section and page.address in titles else []
        card = page.address + CARD
        found.append(
            _Entry(
                id=matter.feed_id,
                url=site.url(page.address),
                title=quote.title,
                summary=quote.line,
                content=_content(site.url(page.address), site.url(card), quote, guide.publication),
                published=_midnight(matter.published),
                updated=_midnight(matter.changed),
                card=site.url(card),
                categories=(*of_section, *([(track.id, track.name)] if track else [])),
            )
        )
    return found


def _midnight(date: str) -> str:
    """A day as an instant, as both feeds want it."""
    return f"{date}T00:00:00Z"


def _content(url: str, card: str, quote: Quote, publication: Publication) -> str:
    """What a feed reader shows. The card says again what the title does, so it needs no words."""
    minutes = "1 minute" if quote.minutes == 1 else f"{quote.minutes} minutes"
    licence = builder.A(publication.licence.name, href=publication.licence.link, rel="license")
    parts = [
        builder.P(builder.A(builder.IMG(src=card, alt="", width="1200", height="630"), href=url)),
        builder.P(quote.blurb),
        builder.OL(*(builder.LI(point) for point in quote.points)),
        builder.P(builder.A("Read the chapter", href=url), f" ({minutes})."),
        builder.P(f"By {publication.author}, under ", licence, "."),
    ]
    return "\n".join(html.tostring(part, encoding="unicode") for part in parts)


def _atom(site: Site, publication: Publication, entries: list[_Entry]) -> bytes:
    licence = publication.licence
    feed = _E.feed(
        _E.id(publication.feed_id),
        _E.title(site.name),
        _E.subtitle(site.home.meta("description")),
        _E.updated(entries[0].updated),
        _E.link(rel="self", type="application/atom+xml", href=site.url(ATOM)),
        _E.link(rel="alternate", type="text/html", href=site.url("")),
        _E.link(rel="license", href=licence.link),
        _E.author(_E.name(publication.author), _E.uri(site.url(""))),
        _E.rights(f"{publication.author}, {licence.name}"),
        _E.icon(_icon(site)),
        *(_atom_entry(entry, licence.link) for entry in entries),
    )
    feed.set(_LANGUAGE, publication.language)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _atom_entry(entry: _Entry, licence: str) -> etree._Element:
    return _E.entry(
        _E.id(entry.id),
        _E.title(entry.title),
        _E.link(rel="alternate", type="text/html", href=entry.url),
        _E.link(rel="license", href=licence),
        _E.published(entry.published),
        _E.updated(entry.updated),
        *(_E.category(term=term, label=label) for term, label in entry.categories),
        _E.summary(entry.summary),
        _E.content(entry.content, type="html"),
        _MEDIA.thumbnail(url=entry.card, width=str(CARD_WIDTH), height=str(CARD_HEIGHT)),
    )


def _json(site: Site, publication: Publication, entries: list[_Entry]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.url(""),
        "feed_url": site.url(JSON),
        "description": site.home.meta("description"),
        "icon": _icon(site),
        "authors": [{"name": publication.author, "url": site.url("")}],
        "language": publication.language,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.content,
                "summary": entry.summary,
                "image": entry.card,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": [label for _, label in entry.categories],
            }
            for entry in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _icon(site: Site) -> str:
    """The square picture that the pages name for a home screen."""
    return urljoin(site.address, str(site.home.tree.xpath("string(//link[@rel='apple-touch-icon']/@href)")))
