"""What files of the guide must hold about each other. Each rule is a small generator; its docstring says it.

A rule yields findings: a file below data/, the path in it, and a message. What it `needs` are the parts that
must have been read whole before it can speak; a part that failed has said so itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from macros.guide import MACROS, ONCE, Guide
from macros.models import Checklist
from macros.pages import Page
from macros.problems import Path, Problem, did_you_mean, listed
from macros.templates import Call


class Finding(NamedTuple):
    file: str
    path: Path
    message: str


Rule = Callable[[Guide], Iterator[Finding]]
_RULES: list[tuple[frozenset[str], Rule]] = []


def rule(*needs: str) -> Callable[[Rule], Rule]:
    def register(function: Rule) -> Rule:
        _RULES.append((frozenset(needs), function))
        return function

    return register


def problems(guide: Guide) -> Iterator[Problem]:
    """Everything the rules find, placed in its file."""
    on_pages = [problem for page in guide.pages.values() for problem in _page_problems(guide, page)]
    yield from on_pages
    if not on_pages:
        guide.complete.add("pages")
    for needs, check in _RULES:
        if needs <= guide.complete:
            for finding in check(guide):
                yield guide.documents[finding.file].problem(finding.path, finding.message)


def twice(file: str, key: str, ids: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for position, name in enumerate(ids):
        if name in first:
            path = (key, position, "id")
            yield Finding(file, path, f"'{name}' is the id of {key}[{first[name]}] too. Give this one its own.")
        first.setdefault(name, position)


def _macro(name: str, argument: str | None = None) -> str:
    """The call as an editor types it."""
    quoted = "" if argument is None else f'"{argument}"'
    return "{{ " + f"{name}({quoted})" + " }}"


def _unknown(file: str, path: Path, name: str, known: list[str], what: str, where: str) -> Finding:
    message = f"there is no {what} '{name}'."
    return Finding(file, path, message + did_you_mean(name, known, f"Add it to {where}, or correct the id."))


def one_per_track(guide: Guide, file: str, path: Path, keys: dict, what: str) -> Iterator[Finding]:
    for track in guide.track_ids:
        if track not in keys:
            yield Finding(file, path, f"has no {what} for the track '{track}'. Add one.")
    for key in keys:
        if key not in guide.track_ids:
            hint = did_you_mean(key, guide.track_ids, f"The tracks are {listed(guide.track_ids)}.")
            yield Finding(file, (*path, key), f"'{key}' is not a track.{hint}")


def _citations(guide: Guide, file: str, path: Path, ids: list[str]) -> Iterator[Finding]:
    for position, name in enumerate(ids):
        if name not in guide.citations:
            place = "data/sources.yml or data/claims.yml"
            yield _unknown(file, (*path, "sources", position), name, guide.citations, "source or claim", place)


@rule("tracks")
def track_ids_differ(guide: Guide) -> Iterator[Finding]:
    """The two tracks have different ids, names and marks."""
    first, second = guide.tracks
    for key in ("id", "name", "short", "mark"):
        if getattr(first, key) == getattr(second, key):
            yield Finding("tracks.yml", ("tracks", 1, key), f"both tracks have this {key}. Make them differ.")


@rule("tracks")
def track_addresses_match(guide: Guide) -> Iterator[Finding]:
    """Both tracks have the same kinds of address, a verdict among them, each a page of its own."""
    kinds = [kind for track in guide.tracks for kind in track.addresses]
    counts = Counter(address for track in guide.tracks for address in track.addresses.values())
    for position, track in enumerate(guide.tracks):
        path: Path = ("tracks", position, "addresses")
        for kind in dict.fromkeys([*kinds, "verdict"]):
            if kind not in track.addresses:
                yield Finding("tracks.yml", path, f"has no '{kind}' address. Add one.")
        for kind, address in track.addresses.items():
            yield from page_exists(guide, "tracks.yml", (*path, kind), address)
            if counts[address] > 1:
                message = f"'{address}' is given more than once. Give each its own page."
                yield Finding("tracks.yml", (*path, kind), message)


def page_exists(guide: Guide, file: str, path: Path, address: str) -> Iterator[Finding]:
    if not guide.page_at(address):
        known = [page.address for page in guide.pages.values()]
        hint = did_you_mean(address, known, "Write the page, or correct the address.")
        yield Finding(file, path, f"no page is published at '{address}'.{hint}")


@rule("sources")
def source_ids_differ(guide: Guide) -> Iterator[Finding]:
    """Every source has an id of its own."""
    yield from twice("sources.yml", "sources", [source.id for source in guide.sources_file.sources])


@rule("claims")
def claim_ids_differ(guide: Guide) -> Iterator[Finding]:
    """Every claim has an id of its own."""
    yield from twice("claims.yml", "claims", [claim.id for claim in guide.claims_file.claims])


@rule("claims", "sources")
def claims_have_a_source(guide: Guide) -> Iterator[Finding]:
    """The claims name the source that makes them."""
    name = guide.claims_file.source
    if name not in guide.sources:
        yield _unknown("claims.yml", ("source",), name, list(guide.sources), "source", "data/sources.yml")


@rule("claims", "pages")
def claims_are_taught(guide: Guide) -> Iterator[Finding]:
    """Every claim names headings that exist, on pages that cite it."""
    for position, claim in enumerate(guide.claims_file.claims):
        for index, place in enumerate(claim.taught):
            for message in _untaught(guide, claim.id, *place.partition("#")[::2]):
                yield Finding("claims.yml", ("claims", position, "taught", index), message)


def _untaught(guide: Guide, claim: str, name: str, heading: str) -> Iterator[str]:
    page = guide.pages.get(name)
    if page is None:
        hint = did_you_mean(name, guide.pages, "Name a file below docs/, as in 'sourcing/index.md#opaque'.")
        yield f"there is no page '{name}'.{hint}"
        return
    if heading not in page.ids:
        hint = did_you_mean(heading, page.ids, f"Its headings are {listed(page.ids)}.")
        yield f"{name} has no heading '#{heading}'.{hint}"
    if not any(claim in call.arguments for call in page.calls_of("cite")):
        yield f"{name} does not cite {claim}. Put {_macro('cite', claim)} where the page teaches it."


@rule("glossary")
def terms_differ_and_refer(guide: Guide) -> Iterator[Finding]:
    """Every term has an id of its own and sends the reader on to terms that exist."""
    yield from twice("glossary.yml", "terms", guide.terms)
    for position, term in enumerate(guide.glossary_file.terms):
        for index, name in enumerate(term.see):
            if name not in guide.terms or name == term.id:
                path = ("terms", position, "see", index)
                yield _unknown("glossary.yml", path, name, guide.terms, "other term", "data/glossary.yml")


@rule()
def row_ids_differ(guide: Guide) -> Iterator[Finding]:
    """The rows of a comparison have ids of their own."""
    for name, comparison in guide.comparisons.items():
        yield from twice(f"comparisons/{name}.yml", "rows", [row.id for row in comparison.rows])


@rule("tracks")
def rows_have_a_cell_per_track(guide: Guide) -> Iterator[Finding]:
    """Every row of a comparison has one cell for each track."""
    for name, position, row in guide.rows():
        yield from one_per_track(guide, f"comparisons/{name}.yml", ("rows", position, "cells"), row.cells, "cell")


@rule("sources", "claims")
def citations_exist(guide: Guide) -> Iterator[Finding]:
    """What a row, an item or a dimension cites is a source or a claim."""
    for name, position, row in guide.rows():
        yield from _citations(guide, f"comparisons/{name}.yml", ("rows", position), row.sources)
    for name, checklist in guide.checklists.items():
        for position, item in enumerate(checklist.items):
            yield from _citations(guide, f"checklists/{name}.yml", ("items", position), item.sources)
    for position, dimension in enumerate(guide.quiz.dimensions if guide.quiz else []):
        yield from _citations(guide, "quiz.yml", ("dimensions", position), dimension.sources)


@rule()
def item_ids_differ_everywhere(guide: Guide) -> Iterator[Finding]:
    """A checklist item's id is one of a kind in the whole guide, because ticks are saved under it."""
    first: dict[str, str] = {}
    for name, checklist in guide.checklists.items():
        for position, item in enumerate(checklist.items):
            path: Path = ("items", position, "id")
            if item.id in first:
                message = f"'{item.id}' is the id of an item in {first[item.id]} too. Give this one its own."
                yield Finding(f"checklists/{name}.yml", path, message)
            first.setdefault(item.id, f"data/checklists/{name}.yml")


@rule("tracks")
def checklists_belong_somewhere(guide: Guide) -> Iterator[Finding]:
    """A checklist names a track, and a section in which that track has a page."""
    for name, checklist in guide.checklists.items():
        yield from _checklist_place(guide, f"checklists/{name}.yml", checklist)


def _checklist_place(guide: Guide, file: str, checklist: Checklist) -> Iterator[Finding]:
    track = guide.track(checklist.track)
    if track is None:
        hint = did_you_mean(checklist.track, guide.track_ids, f"The tracks are {listed(guide.track_ids)}.")
        yield Finding(file, ("track",), f"'{checklist.track}' is not a track.{hint}")
    elif checklist.section not in track.addresses:
        sections = list(track.addresses)
        hint = did_you_mean(checklist.section, sections, f"Its addresses are {listed(sections)}.")
        yield Finding(file, ("section",), f"'{checklist.section}' is no section of that track.{hint}")


@rule("comparisons", "checklists", "pages")
def everything_is_shown(guide: Guide) -> Iterator[Finding]:
    """Every comparison and checklist stands on a page; one that does not is a page's slip or dead data."""
    for part, macro in (("comparisons", "comparison"), ("checklists", "checklist")):
        shown = set(guide.calls_of(macro))
        for name in getattr(guide, part):
            if name not in shown:
                message = f"no page shows it. Put {_macro(macro, name)} on one, or delete it."
                yield Finding(f"{part}/{name}.yml", (), message)


@rule("sources", "claims", "comparisons", "checklists", "quiz", "pages")
def every_source_is_used(guide: Guide) -> Iterator[Finding]:
    """Every source is cited on a page, or by data that a page shows."""
    used = set(guide.calls_of("cite")) | {guide.claims_file.source}
    used |= {name for _, _, row in guide.rows() for name in row.sources}
    used |= {name for checklist in guide.checklists.values() for item in checklist.items for name in item.sources}
    used |= {name for dimension in guide.quiz.dimensions for name in dimension.sources}
    for position, name in enumerate(guide.sources):
        if name not in used:
            message = f"no page uses '{name}'. Cite it where it is needed, or delete the entry."
            yield Finding("sources.yml", ("sources", position, "id"), message)


@rule("pages")
def what_is_linked_has_one_page(guide: Guide) -> Iterator[Finding]:
    """The lists, the quiz, its worksheet and its figures are each shown once, so that links know where to lead."""
    for macro, file in ONCE.items():
        count = sum(len(page.calls_of(macro)) for page in guide.pages.values())
        if count != 1:
            message = f"{count} pages show it. Put {_macro(macro)} on exactly one."
            yield Finding(file, (), message)


def _page_problems(guide: Guide, page: Page) -> Iterator[Problem]:
    """A page has one title, an id on every heading, ids of one kind only, and calls that work."""
    if page.problems:
        yield from page.problems
        return
    seen: dict[str, int] = {}
    for heading in page.headings:
        if heading.id is None:
            message = f"the heading '{heading.text}' has no id. End the line with {{: #its-id }}."
            yield page.problem(heading.line, message)
        elif heading.id in seen:
            message = f"the id '{heading.id}' is used on line {seen[heading.id]} too. Give this heading its own."
            yield page.problem(heading.line, message)
        seen.setdefault(heading.id or "", heading.line)
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1:
        line = titles[1].line if titles else 1
        yield page.problem(line, f"has {len(titles)} titles (# …). Give it exactly one.")
    for call in page.calls:
        for message in _call_messages(guide, call):
            yield page.problem(call.line, message)
        for name in dict.fromkeys(guide.ids_shown_by(call)):
            if name in seen:
                message = f"{call.name}() shows '{name}', an id of line {seen[name]} too. Rename or remove one."
                yield page.problem(call.line, message)
                break
            seen[name] = call.line


def _call_messages(guide: Guide, call: Call) -> Iterator[str]:
    if call.name not in MACROS:
        hint = did_you_mean(call.name, MACROS, f"There are {listed(MACROS)}.")
        yield f"there is no macro '{call.name}'.{hint}"
        return
    part, ids, words = MACROS[call.name]
    if None in call.arguments:
        yield f"{call.name}() takes names in quotes only. Write them out."
    elif len(call.arguments) > ids + words or (ids and not call.arguments):
        wanted = "an id in quotes" if ids else "nothing"
        yield f"{call.name}() takes {wanted} between its brackets. Correct the call."
    elif ids and _readable(guide, part):
        known = getattr(guide, part)
        for name in call.arguments[:ids]:
            if name not in known:
                hint = did_you_mean(name, known, f"There are {listed(known)}.")
                yield f"{call.name}() knows no '{name}'.{hint}"


def _readable(guide: Guide, part: str) -> bool:
    needs = {"citations": {"sources", "claims"}, "terms": {"glossary"}}.get(part, {part})
    return needs <= guide.complete
