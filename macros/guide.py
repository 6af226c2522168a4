"""The whole guide as one value: what data/ and docs/ hold, once read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.documents import Document
from macros.models import Checklist, Claims, Comparison, Glossary, Quiz, Row, Source, Sources, Track, Tracks
from macros.pages import Page

# What a page may call, and the part of the guide that its first argument names (None: it takes no argument).
MACROS: dict[str, str | None] = {
    "comparison": "comparisons",
    "checklist": "checklists",
    "quiz": None,
    "cite": "citations",
    "term": "terms",
    "glossary": None,
    "sources": None,
    "claims": None,
}


@dataclass
class Guide:
    """A part is empty until its files are read; `complete` names the parts whose files all were."""

    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    tracks_file: Tracks | None = None
    sources_file: Sources | None = None
    claims_file: Claims | None = None
    glossary_file: Glossary | None = None
    quiz: Quiz | None = None
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    checklists: dict[str, Checklist] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)

    @property
    def tracks(self) -> list[Track]:
        return self.tracks_file.tracks if self.tracks_file else []

    @property
    def track_ids(self) -> list[str]:
        return [track.id for track in self.tracks]

    @property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources_file.sources} if self.sources_file else {}

    @property
    def citations(self) -> list[str]:
        """What `sources:` and cite() may name: sources and claims."""
        claims = self.claims_file.claims if self.claims_file else []
        return [*self.sources, *(claim.id for claim in claims)]

    @property
    def terms(self) -> list[str]:
        return [term.id for term in self.glossary_file.terms] if self.glossary_file else []

    def page_at(self, address: str) -> Page | None:
        return next((page for page in self.pages.values() if page.address == address), None)

    def calls_of(self, macro: str) -> Iterator[str]:
        """Every name the macro is called with, over all pages."""
        for page in self.pages.values():
            for call in page.calls:
                if call.name == macro:
                    yield from filter(None, call.arguments)

    def rows(self) -> Iterator[tuple[str, int, Row]]:
        """Every comparison's rows as (comparison id, position, row)."""
        for name, comparison in self.comparisons.items():
            for position, row in enumerate(comparison.rows):
                yield name, position, row
