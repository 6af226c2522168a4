"""The whole guide as one value: what data/ and docs/ hold, once read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from macros.contrast import Surfaces
from macros.documents import Document
from macros.models import (
    Aid,
    Alias,
    Aliases,
    Checklist,
    Claims,
    Comparison,
    Drill,
    Figure,
    Figures,
    Glossary,
    Node,
    Nodes,
    Offers,
    Outreach,
    Permalinks,
    Positioning,
    Publication,
    Questions,
    Quiz,
    Row,
    Scorecard,
    Signal,
    Signals,
    Simulation,
    Source,
    Sources,
    Stage,
    Stories,
    Track,
    Tracks,
    Workbook,
)
from macros.pages import Page
from macros.problems import Path
from macros.templates import Call


class Macro(NamedTuple):
    """What a macro takes between its brackets: up to `ids` names of a part of the guide, then `words`."""

    part: str = ""
    ids: int = 0
    words: int = 0


MACROS = {
    "comparison": Macro("comparisons", ids=1),
    "checklist": Macro("checklists", ids=1),
    "node": Macro("nodes", ids=1),
    "stage": Macro("stages", ids=1),
    "questions": Macro("questions", ids=1),
    "figure": Macro("figures", ids=1),
    "cite": Macro("citations", ids=99),
    "term": Macro("terms", ids=1, words=1),
    "quiz": Macro(),
    "first_question": Macro(),
    "worksheet": Macro(),
    "dimensions": Macro(),
    "simulation": Macro(),
    "glossary": Macro(),
    "sources": Macro(),
    "claims": Macro(),
    "scorecard": Macro(),
    "positioning": Macro(),
    "outreach": Macro(),
    "stories": Macro(),
    "drill": Macro(),
    "offers": Macro(),
    "workbook": Macro(),
    "aid": Macro("aids", ids=1),
    "newsletter": Macro(),
    "formats": Macro(),
}
# Macros that other parts of the guide lead to, so each stands on one page; and the file they show.
ONCE = {
    "glossary": "glossary.yml",
    "sources": "sources.yml",
    "claims": "claims.yml",
    "scorecard": "scorecard.yml",
    "quiz": "quiz.yml",
    "worksheet": "quiz.yml",
    "dimensions": "quiz.yml",
    "simulation": "simulation.yml",
    "positioning": "positioning.yml",
    "outreach": "outreach.yml",
    "stories": "stories.yml",
    "drill": "drill.yml",
    "offers": "offers.yml",
    "workbook": "workbook.yml",
    "newsletter": "publication.yml",
    "formats": "publication.yml",
}

# Macros with ids that stand in a template: only the built page has them all, and finishing/aliases.py looks there.
TEMPLATED = {"quiz", "workbook", "positioning", "outreach", "stories", "drill", "offers", "newsletter", "formats"}
# The ids of what stands around every page's text.
FRAME = {"content", "contents", "contents-title", "menu", "quote-this"}


def anchor(name: str) -> str:
    """The id of a source's or a claim's entry: 's1-2' for the claim S1.2."""
    return name.lower().replace(".", "-")


@dataclass
class Guide:
    """A part is empty until its files are read; `complete` names the parts whose files all were.

    The cached lookups are for afterwards, when nothing is added any more.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)  # all that lies below docs/
    tracks_file: Tracks | None = None
    sources_file: Sources | None = None
    claims_file: Claims | None = None
    glossary_file: Glossary | None = None
    nodes_file: Nodes | None = None
    figures_file: Figures | None = None
    scorecard: Scorecard | None = None
    quiz: Quiz | None = None
    simulation: Simulation | None = None
    positioning: Positioning | None = None
    outreach: Outreach | None = None
    stories: Stories | None = None
    signals_file: Signals | None = None
    drill: Drill | None = None
    offers: Offers | None = None
    workbook: Workbook | None = None
    publication: Publication | None = None
    aliases_file: Aliases | None = None
    permalinks: Permalinks | None = None
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    checklists: dict[str, Checklist] = field(default_factory=dict)
    questions: dict[str, Questions] = field(default_factory=dict)
    surfaces: Surfaces = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)

    @property
    def tracks(self) -> list[Track]:
        return self.tracks_file.tracks if self.tracks_file else []

    @cached_property
    def track_ids(self) -> list[str]:
        return [track.id for track in self.tracks]

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources_file.sources} if self.sources_file else {}

    @cached_property
    def citations(self) -> list[str]:
        """What `sources:` and cite() may name: sources and claims."""
        claims = self.claims_file.claims if self.claims_file else []
        return [*self.sources, *(claim.id for claim in claims)]

    @cached_property
    def terms(self) -> list[str]:
        return [term.id for term in self.glossary_file.terms] if self.glossary_file else []

    @cached_property
    def term_names(self) -> dict[str, str]:
        return {term.id: term.term for term in self.glossary_file.terms} if self.glossary_file else {}

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes_file.nodes} if self.nodes_file else {}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.figures_file.figures} if self.figures_file else {}

    @property
    def aliases(self) -> list[Alias]:
        return self.aliases_file.aliases if self.aliases_file else []

    @property
    def signals(self) -> list[Signal]:
        return self.signals_file.signals if self.signals_file else []

    @cached_property
    def aids(self) -> dict[str, Aid]:
        return {aid.id: aid for aid in self.workbook.aids} if self.workbook else {}

    @cached_property
    def stages(self) -> dict[str, tuple[Questions, Stage]]:
        """Every loop's stages by id, each with the file that holds its questions."""
        return {stage.id: (bank, stage) for bank in self.questions.values() for stage in bank.stages}

    @cached_property
    def _shown_at(self) -> dict[str, str]:
        """Macro -> the address of a page that calls it."""
        return {call.name: page.address for page in self.pages.values() for call in page.calls}

    def address_of(self, macro: str) -> str:
        """Where the macro is shown; rules.py sees to it that each of ONCE is shown on one page."""
        return self._shown_at[macro]

    @cached_property
    def _called_at(self) -> dict[tuple[str, str | None], str]:
        """Macro and argument -> the address of the first page with such a call."""
        pages = reversed(self.pages.values())
        return {
            (call.name, name): page.address for page in pages for call in page.calls for name in call.arguments
        }

    def address_of_call(self, macro: str, name: str) -> str:
        """The address of the first page that shows `name` by the macro."""
        return self._called_at[macro, name]

    def has_read(self, part: str) -> bool:
        """Whether all was read of what a macro takes its ids from; always of a macro that takes none."""
        needs = {
            "": set(),
            "citations": {"sources", "claims"},
            "terms": {"glossary"},
            "stages": {"questions"},
            "aids": {"workbook"},
        }.get(part, {part})
        return needs <= self.complete

    def track(self, name: str) -> Track | None:
        return next((track for track in self.tracks if track.id == name), None)

    def ids_shown_by(self, call: Call) -> list[str]:
        """The permanent ids that a call puts on its page."""
        name = call.arguments[0] if call.arguments else ""
        match call.name:
            case "comparison" if name in self.comparisons:
                return [f"{name}--{row.id}" for row in self.comparisons[name].rows]
            case "checklist" if name in self.checklists:
                return [f"checklist-{name}", *(item.id for item in self.checklists[name].items)]
            case "questions" if name in self.questions:
                bank = self.questions[name]
                return [entry.id for entry in (*bank.stages, *bank.questions)]
            case "node" | "stage" | "figure" | "term" | "aid":
                return [f"{call.name}-{name}"]
            case "scorecard" if self.scorecard:
                return [criterion.id for criterion in self.scorecard.criteria]
            case "quiz" | "worksheet" if self.quiz:
                return [question.id for _, question in self.quiz.asked()]
            case "first_question":
                return ["first--error"]
            case "glossary":
                return self.terms
            case "sources":
                return [anchor(source) for source in self.sources]
            case "claims" if self.claims_file:
                return [anchor(claim.id) for claim in self.claims_file.claims]
        return []

    @cached_property
    def _pages_at(self) -> dict[str, Page]:
        """Of two pages at one address, which is an error, the first."""
        return {page.address: page for page in reversed(self.pages.values())}

    def page_at(self, address: str) -> Page | None:
        return self._pages_at.get(address)

    def calls_of(self, macro: str) -> Iterator[str]:
        """Every name the macro is called with, over all pages."""
        for page in self.pages.values():
            for call in page.calls_of(macro):
                yield from filter(None, call.arguments)

    def rows(self) -> Iterator[tuple[str, int, Row]]:
        """Every comparison's rows as (comparison id, position, row)."""
        for name, comparison in self.comparisons.items():
            for position, row in enumerate(comparison.rows):
                yield name, position, row

    def citing(self) -> Iterator[tuple[str, Path, list[str]]]:
        """Everything in the data that names sources: its file, its path and the ids it names."""
        for name, position, row in self.rows():
            yield f"comparisons/{name}.yml", ("rows", position), row.sources
        for name, checklist in self.checklists.items():
            for position, item in enumerate(checklist.items):
                yield f"checklists/{name}.yml", ("items", position), item.sources
        for name, bank in self.questions.items():
            for position, question in enumerate(bank.questions):
                yield f"questions/{name}.yml", ("questions", position), question.sources
        for position, node in enumerate(self.nodes_file.nodes if self.nodes_file else []):
            yield "nodes.yml", ("nodes", position), node.sources
        for position, dimension in enumerate(self.quiz.dimensions if self.quiz else []):
            yield "quiz.yml", ("dimensions", position), dimension.sources
