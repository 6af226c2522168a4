"""Chapters as others quote them: what each says in a line, in about fifty words and in points."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import markdown

from macros.frame import minutes_of, track_of
from macros.guide import Guide
from macros.models import Publication, Track
from macros.pages import Page
from macros.quote_forms import Link, colours, fill
from macros.templates import as_text

FEWEST_WORDS, MOST_WORDS = 40, 60  # of a blurb

_CALL = re.compile(r"\{\{\s*(?P<macro>\w+)\((?P<arguments>[^)]*)\)\s*\}\}")
_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_TAG = re.compile(r"<[^>]*>")
_MARK_OF_A_BLOCK = re.compile(r"^(\d*)([.)#>+-])(?=\s)")  # a title may begin with "1. "
# Words in which Markdown finds nothing to change, as in most titles.
_NO_MARKUP = re.compile(r"[^\W\d_](?:[^\W_]| (?! )|[,;:?’“”](?!/)|-(?!-)|\.(?!\.))*")  # noqa: RUF001 - as meant
_MARKDOWN = markdown.Markdown(extensions=["smarty"])


@dataclass(frozen=True)
class Quote:
    """A chapter's title, its description, its blurb, the points it opens with, and how long it takes to read.

    All of it is plain text with typographic quotation marks. `address` is the chapter's, from the site's root, and
    `gathered` its place on the page of all quotes; `track` is None in a chapter for both; `publication` says who
    is to be credited, and under which licence; `colours` are those of the block for e-mail.
    """

    address: str
    gathered: str
    title: str
    line: str
    blurb: str
    points: tuple[str, ...]
    minutes: int
    section: str
    track: Track | None
    publication: Publication
    colours: dict[str, str]

    @property
    def name(self) -> str:
        """Its address as one word, for names of files."""
        return _one_word(self.address)

    @property
    def card(self) -> str:
        """Where its share card is, from the site's root."""
        return f"{self.address}card.png"

    @property
    def card_says(self) -> str:
        """The card in words, for whoever does not see it."""
        return f"{self.publication.author}: {self.title}"

    @property
    def time(self) -> str:
        return "1 minute to read" if self.minutes == 1 else f"{self.minutes} minutes to read"

    def form(self, form: str, site: str) -> str:
        """It in one of the forms of quote_forms.py. `site` is the whole address of the site's home page."""
        licence, chapter = self.publication.licence, site + self.address
        content = {
            "title": Link(self.title, chapter),
            "line": self.line,
            "blurb": self.blurb,
            "points": self.points,
            "time": self.time,
            "author": Link(self.publication.author, site),
            "licence": Link(licence.name, licence.link),
            "card": Link(self.card_says, site + self.card),
        }
        return fill("quote", form, content, **self.colours)


def chapters(guide: Guide) -> list[Page]:
    """Every section's chapters in order: the one for both tracks, where there is one, then each track's."""
    return [page for _, page in _chapters(guide)]


def _chapters(guide: Guide) -> Iterator[tuple[str, Page]]:
    """Each chapter behind its section's id."""
    pages = {page.address: page for page in guide.pages.values()}
    for section in guide.tracks[0].addresses:
        if section != "verdict":
            for address in (f"{section}/", *(track.addresses.get(section) for track in guide.tracks)):
                if address in pages:
                    yield section, pages[address]


def quotes(guide: Guide) -> list[Quote]:
    """All chapters, in the order in which they are read."""
    return [
        Quote(
            address=page.address,
            gathered=f"{guide.address_of('newsletter')}#quote-{_one_word(page.address)}",
            title=plain(guide, page.title),
            line=plain(guide, page.front_matter.description),
            blurb=plain(guide, page.front_matter.blurb),
            points=tuple(plain(guide, point) for point in page.points),
            minutes=minutes_of(guide, page),
            section=section,
            track=track_of(guide, page),
            publication=guide.publication,
            colours=colours(guide, track_of(guide, page)),
        )
        for section, page in _chapters(guide)
    ]


def _one_word(address: str) -> str:
    return address.strip("/").replace("/", "-")


def plain(guide: Guide, text: str) -> str:
    """A page's Markdown as bare text: a term as it is shown, no citations, no markup."""

    def shown(call: re.Match[str]) -> str:
        arguments = [first or second for first, second in _ARGUMENT.findall(call["arguments"])]
        words = (arguments[1:] or [guide.term_names[arguments[0]]])[0] if call["macro"] == "term" else ""
        return as_text(words)

    return _bare(_MARK_OF_A_BLOCK.sub(r"\1\\\2", _CALL.sub(shown, text).strip()))


@cache
def _bare(written: str) -> str:
    """Markdown as bare text; several steps ask for the same."""
    if _NO_MARKUP.fullmatch(written):
        return written
    return html.unescape(_TAG.sub("", _MARKDOWN.reset().convert(written))).strip()
