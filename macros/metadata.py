"""What a page says of itself to those who link it: Open Graph, X and JSON-LD."""

import json
import posixpath
from collections.abc import Iterator
from typing import Any

from macros.frame import section_of, track_of
from macros.guide import Guide
from macros.pages import Page
from macros.quotes import Quote, plain, quotes
from macros.twins import has_twin

CARD, CARD_WIDTH, CARD_HEIGHT = "card.png", 1200, 630
LOGO, LOGO_SIZE = "icons/icon-512.png", 512

# A JSON-LD object, as schema.org has it.
Node = dict[str, Any]


def metadata(guide: Guide, name: str, address: str) -> dict[str, dict[str, Any]]:
    """For every page by its name. `name` is the site's, and `address` its whole address, ending in a slash.

    `properties` and `names` are meta elements as (key, content); `graph` is JSON-LD, safe inside a script element;
    `twin` is whether the page is there as Markdown too; `paper` the ground in both schemes, as (scheme, colour).
    """
    site = _Site(guide, name, address)
    return {
        page.name: {
            "properties": list(site.properties(page)),
            "names": list(site.names(page)),
            "graph": _safe(site.graph(page)),
            "twin": has_twin(guide, page),
            "paper": list(guide.surfaces["--paper"].items()),
        }
        for page in guide.pages.values()
    }


def _safe(graph: list[Node]) -> str:
    """As JSON in which nothing can end the element around it."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


class _Site:
    def __init__(self, guide: Guide, name: str, address: str):
        self.guide = guide
        self.name = name
        self.address = address
        self.quotes: dict[str, Quote] = {quote.address: quote for quote in quotes(guide)}
        self.pages = {page.address: page for page in guide.pages.values()}

    def properties(self, page: Page) -> Iterator[tuple[str, str]]:
        """Open Graph."""
        matter, chapter = page.front_matter, page.address in self.quotes
        yield "og:site_name", self.name
        yield "og:type", "article" if chapter else "website"
        yield "og:title", self._title(page)
        yield "og:description", matter.description
        yield "og:url", self._url(page)
        yield "og:locale", self.guide.publication.language.replace("-", "_")
        yield "og:image", self._card(page)
        yield "og:image:type", "image/png"
        yield "og:image:width", str(CARD_WIDTH)
        yield "og:image:height", str(CARD_HEIGHT)
        yield "og:image:alt", self._alternative(page)
        if chapter:
            yield "article:published_time", matter.published
            yield "article:modified_time", matter.changed
            if section := self._section(page):
                yield "article:section", section

    def names(self, page: Page) -> Iterator[tuple[str, str]]:
        """X, which reads names and not properties; and what search engines may show."""
        yield "twitter:card", "summary_large_image"
        yield "twitter:title", self._title(page)
        yield "twitter:description", page.front_matter.description
        yield "twitter:image", self._card(page)
        yield "twitter:image:alt", self._alternative(page)
        yield "robots", "max-image-preview:large"

    def graph(self, page: Page) -> list[Node]:
        """JSON-LD: the site, who publishes it, the page, where it stands, and the terms or the quiz on it."""
        found = [self._website(), self._publisher(), self._page(page)]
        if page.address:
            found.append(self._breadcrumbs(page))
        if any(page.calls_of("glossary")):
            found.append(self._terms(page))
        if any(page.calls_of("quiz")):
            found.append(self._quiz(page))
        return found

    def _website(self) -> Node:
        return {
            "@type": "WebSite",
            "@id": f"{self.address}#website",
            "url": self.address,
            "name": self.name,
            "description": self.pages[""].front_matter.description,
            "inLanguage": self.guide.publication.language,
            "license": self.guide.publication.licence.link,
            "publisher": self._reference("publisher"),
        }

    def _publisher(self) -> Node:
        logo = {
            "@type": "ImageObject",
            "url": f"{self.address}{LOGO}",
            "width": LOGO_SIZE,
            "height": LOGO_SIZE,
        }
        return {
            "@type": "Organization",
            "@id": f"{self.address}#publisher",
            "name": self.guide.publication.author,
            "url": self.address,
            "logo": logo,
        }

    def _page(self, page: Page) -> Node:
        matter, url = page.front_matter, self._url(page)
        common = {
            "url": url,
            "description": matter.description,
            "image": {
                "@type": "ImageObject",
                "url": self._card(page),
                "width": CARD_WIDTH,
                "height": CARD_HEIGHT,
            },
            "datePublished": matter.published,
            "dateModified": matter.changed,
            "inLanguage": self.guide.publication.language,
            "license": self.guide.publication.licence.link,
            "isAccessibleForFree": True,
            "author": self._reference("publisher"),
            "publisher": self._reference("publisher"),
            "isPartOf": self._reference("website"),
        }
        if quote := self.quotes.get(page.address):
            section = self._section(page)
            return {
                "@type": "Article",
                "@id": f"{url}#article",
                "headline": quote.title,
                **common,
                "mainEntityOfPage": url,
                "timeRequired": f"PT{quote.minutes}M",
                **({"articleSection": section} if section else {}),
            }
        return {
            "@type": "WebPage",
            "@id": f"{url}#page",
            "name": self._title(page),
            **common,
            "lastReviewed": matter.reviewed,
            **({"breadcrumb": {"@id": f"{url}#breadcrumbs"}} if page.address else {}),
        }

    def _breadcrumbs(self, page: Page) -> Node:
        """From the home page down the folders of its address."""
        addresses = [page.address]
        while addresses[0]:
            above = posixpath.dirname(addresses[0].rstrip("/"))
            addresses.insert(0, above and f"{above}/")
        above = [self.pages[address] for address in addresses if address in self.pages]
        return {
            "@type": "BreadcrumbList",
            "@id": f"{self._url(page)}#breadcrumbs",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": each.front_matter.title or self._title(each),
                    "item": self._url(each),
                }
                for position, each in enumerate(above, start=1)
            ],
        }

    def _terms(self, page: Page) -> Node:
        url = self._url(page)
        return {
            "@type": "DefinedTermSet",
            "@id": f"{url}#terms",
            "name": self._title(page),
            "url": url,
            "license": self.guide.publication.licence.link,
            "hasDefinedTerm": [
                {
                    "@type": "DefinedTerm",
                    "@id": f"{url}#{term.id}",
                    "url": f"{url}#{term.id}",
                    "name": term.term,
                    "description": term.definition,
                    "inDefinedTermSet": {"@id": f"{url}#terms"},
                }
                for term in self.guide.glossary_file.terms
            ],
        }

    def _quiz(self, page: Page) -> Node:
        url = self._url(page)
        return {
            "@type": "Quiz",
            "@id": f"{url}#quiz",
            "name": self._title(page),
            "description": page.front_matter.description,
            "url": url,
            "inLanguage": self.guide.publication.language,
            "license": self.guide.publication.licence.link,
            "isAccessibleForFree": True,
            "about": [{"@type": "Thing", "name": track.name} for track in self.guide.tracks],
            "publisher": self._reference("publisher"),
            "isPartOf": self._reference("website"),
        }

    def _reference(self, name: str) -> Node:
        return {"@id": f"{self.address}#{name}"}

    def _url(self, page: Page) -> str:
        return self.address + page.address

    def _card(self, page: Page) -> str:
        return f"{self._url(page)}{CARD}"

    def _title(self, page: Page) -> str:
        """As on the page and on its card; the front matter's is cut for the browser's tab."""
        return plain(self.guide, page.title)

    def _alternative(self, page: Page) -> str:
        """The card in words: what is written on it, and whose mark it shows."""
        track = track_of(self.guide, page)
        owners = [track] if track else self.guide.tracks
        title = self._title(page)
        ends = "" if title.endswith(("?", "!")) else "."
        return f"{title}{ends} {' and '.join(owner.name for owner in owners)}. {self.name}."

    def _section(self, page: Page) -> str | None:
        """The title of the section that a chapter belongs to."""
        section = section_of(self.guide, page)
        first = self.pages[f"{section}/"] if section else None
        return (first.front_matter.title or self._title(first)) if first else None
