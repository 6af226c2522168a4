"""What files of the guide must hold about each other. Each rule is a small generator; its docstring says it.

A rule yields findings: a file below data/, the path in it, and a message. What it `needs` are the parts that
must have been read whole before it can speak; a part that failed has said so itself.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from macros.contrast import NEEDED, least, shown
from macros.guide import FRAME, MACROS, ONCE, Guide
from macros.models import ADDRESS, Checklist
from macros.page_links import leads_nowhere
from macros.pages import Page
from macros.problems import Path, Problem, did_you_mean, listed
from macros.quotes import FEWEST_WORDS as FEWEST_BLURB
from macros.quotes import MOST_WORDS as MOST_BLURB
from macros.quotes import chapters
from macros.templates import Call


class Finding(NamedTuple):
    file: str
    path: Path
    message: str


Rule = Callable[[Guide], Iterator[Finding]]
# Words of a first message: less says nothing of use, more is not read on a phone.
FEWEST_WORDS, MOST_WORDS = 60, 110
_NOT_A_LABEL = re.compile(r"\]\(|\{\{|<\w")  # in a heading
# What the front matter of chapters has, and of no other page.
CHAPTERS_HAVE = {"blurb": "about fifty words for whoever quotes it", "feed_id": "a new urn:uuid: of its own"}

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
    tracks_are_right = True
    for needs, check in _RULES:
        if needs <= guide.complete:
            for finding in check(guide):
                tracks_are_right = tracks_are_right and finding.file != "tracks.yml"
                yield guide.documents[finding.file].problem(finding.path, finding.message)
    if tracks_are_right and {"tracks", "pages"} <= guide.complete:
        yield from _chapter_problems(guide)
    for page in guide.pages.values():
        for target in page.targets:
            for message in leads_nowhere(guide, page, target):
                yield page.problem(target.line, message)


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
    yield from one_each(guide.track_ids, "track", file, path, keys, what)


def one_each(
    known: list[str], kind: str, file: str, path: Path, keys: Iterable[str], what: str
) -> Iterator[Finding]:
    for name in known:
        if name not in keys:
            yield Finding(file, path, f"has no {what} for the {kind} '{name}'. Add one.")
    for key in keys:
        if key not in known:
            yield _not_one_of(known, kind, file, (*path, key), key)


def known_track(guide: Guide, file: str, path: Path, name: str) -> Iterator[Finding]:
    if name not in guide.track_ids:
        yield _not_one_of(guide.track_ids, "track", file, path, name)


def _not_one_of(known: list[str], kind: str, file: str, path: Path, name: str) -> Finding:
    hint = did_you_mean(name, known, f"The {kind}s are {listed(known)}.")
    return Finding(file, path, f"'{name}' is not a {kind}.{hint}")


@rule("tracks")
def track_ids_differ(guide: Guide) -> Iterator[Finding]:
    """The two tracks have different ids, names and marks."""
    first, second = guide.tracks
    for key in ("id", "name", "short", "mark"):
        if getattr(first, key) == getattr(second, key):
            yield Finding("tracks.yml", ("tracks", 1, key), f"both tracks have this {key}. Make them differ.")


@rule("tracks", "surfaces")
def accents_can_be_read(guide: Guide) -> Iterator[Finding]:
    """Each track's accent has the contrast that text needs, on every surface of its scheme."""
    for position, track in enumerate(guide.tracks):
        for scheme, remedy in (("light", "darker"), ("dark", "lighter")):
            accent = getattr(track.accent, scheme)
            ratio, name, surface = least(accent, scheme, guide.surfaces)
            if ratio < NEEDED:
                needed = f"text needs {NEEDED}:1. Choose a {remedy} colour."
                message = f"'{accent}' has a contrast of {shown(ratio)} on {name} ({surface}); {needed}"
                path: Path = ("tracks", position, "accent", scheme)
                yield Finding("tracks.yml", path, message)


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
            for message in _untaught(guide, claim.id, place):
                yield Finding("claims.yml", ("claims", position, "taught", index), message)


def no_heading(guide: Guide, place: str) -> Iterator[str]:
    """Why `place`, a page#heading-id, leads nowhere."""
    name, _, heading = place.partition("#")
    page = guide.pages.get(name)
    if page is None:
        hint = did_you_mean(name, guide.pages, "Name a file below docs/, as in 'sourcing/index.md#opaque'.")
        yield f"there is no page '{name}'.{hint}"
    elif heading not in page.ids:
        hint = did_you_mean(heading, page.ids, f"Its headings are {listed(page.ids)}.")
        yield f"{name} has no heading '#{heading}'.{hint}"


def _untaught(guide: Guide, claim: str, place: str) -> Iterator[str]:
    yield from no_heading(guide, place)
    name = place.partition("#")[0]
    page = guide.pages.get(name)
    if page and not any(claim in call.arguments for call in page.calls_of("cite")):
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
def rows_have_a_cell_per_column(guide: Guide) -> Iterator[Finding]:
    """Every row of a comparison has one cell for each track, or for each of the table's own columns."""
    for name, position, row in guide.rows():
        file, path = f"comparisons/{name}.yml", ("rows", position, "cells")
        columns = list(dict.fromkeys(column.id for column in guide.comparisons[name].columns))
        if columns:
            yield from one_each(columns, "column", file, path, row.cells, "cell")
        else:
            yield from one_per_track(guide, file, path, row.cells, "cell")


@rule()
def column_ids_differ(guide: Guide) -> Iterator[Finding]:
    """The columns of a comparison have ids of their own."""
    for name, comparison in guide.comparisons.items():
        yield from twice(f"comparisons/{name}.yml", "columns", [column.id for column in comparison.columns])


@rule("tracks")
def a_track_leads_its_own_column(guide: Guide) -> Iterator[Finding]:
    """What leads a comparison is a track, and the comparison has a column for it."""
    for name, comparison in guide.comparisons.items():
        file, path = f"comparisons/{name}.yml", ("leads",)
        if comparison.leads and comparison.columns:
            yield Finding(file, path, "the table has columns of its own, so no track leads it. Delete this line.")
        elif comparison.leads:
            yield from known_track(guide, file, path, comparison.leads)


@rule("sources", "claims")
def citations_exist(guide: Guide) -> Iterator[Finding]:
    """What the data cite is a source or a claim."""
    for file, path, names in guide.citing():
        for position, name in enumerate(names):
            if name not in guide.citations:
                place = "data/sources.yml or data/claims.yml"
                where: Path = (*path, "sources", position)
                yield _unknown(file, where, name, guide.citations, "source or claim", place)


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
    """A checklist names a section, and a track that has a page there or none."""
    for name, checklist in guide.checklists.items():
        yield from _checklist_place(guide, f"checklists/{name}.yml", checklist)


def _checklist_place(guide: Guide, file: str, checklist: Checklist) -> Iterator[Finding]:
    track = guide.track(checklist.track) if checklist.track else guide.tracks[0]
    if track is None:
        yield _not_one_of(guide.track_ids, "track", file, ("track",), checklist.track)
    elif checklist.section not in track.addresses:
        sections = list(track.addresses)
        hint = did_you_mean(checklist.section, sections, f"Its addresses are {listed(sections)}.")
        yield Finding(file, ("section",), f"'{checklist.section}' is no section of that track.{hint}")


@rule("nodes", "tracks")
def nodes_are_whole(guide: Guide) -> Iterator[Finding]:
    """A node has an id of its own, a track, and a first message that fits a phone and says enough."""
    nodes = guide.nodes_file.nodes
    yield from twice("nodes.yml", "nodes", [node.id for node in nodes])
    for position, node in enumerate(nodes):
        path: Path = ("nodes", position)
        yield from known_track(guide, "nodes.yml", (*path, "track"), node.track)
        words = len(node.first.split())
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            advice = f"Write {FEWEST_WORDS} to {MOST_WORDS}: enough to be of use, and read standing up."
            yield Finding("nodes.yml", (*path, "first"), f"is {words} words long. {advice}")


@rule("questions", "tracks")
def questions_belong_to_stages(guide: Guide) -> Iterator[Finding]:
    """A file of questions is for a track; every stage answers a question of its own, and ids are never shared."""
    first: dict[str, str] = {}
    for name, bank in guide.questions.items():
        file = f"questions/{name}.yml"
        yield from known_track(guide, file, ("track",), bank.track)
        stages = [stage.id for stage in bank.stages]
        stage_of = {question.id: question.stage for question in bank.questions}
        for position, question in enumerate(bank.questions):
            if question.stage not in stages:
                path: Path = ("questions", position, "stage")
                yield _not_one_of(stages, "stage", file, path, question.stage)
        for position, stage in enumerate(bank.stages):
            if stage_of.get(stage.question) != stage.id:
                own = [question for question, name in stage_of.items() if name == stage.id]
                hint = did_you_mean(stage.question, own, "Name one of the questions below that have this stage.")
                message = f"'{stage.question}' is no question of this stage.{hint}"
                yield Finding(file, ("stages", position, "question"), message)
        for key, entries in (("stages", bank.stages), ("questions", bank.questions)):
            for position, entry in enumerate(entries):
                if entry.id in first:
                    message = f"'{entry.id}' is used in {first[entry.id]} too. Give this one its own."
                    yield Finding(file, (key, position, "id"), message)
                first.setdefault(entry.id, f"data/{file}")


@rule("scorecard", "pages")
def the_scorecard_points_to_headings(guide: Guide) -> Iterator[Finding]:
    """Every criterion has an id of its own, and its places are headings that exist."""
    criteria = guide.scorecard.criteria
    yield from twice("scorecard.yml", "criteria", [criterion.id for criterion in criteria])
    for position, criterion in enumerate(criteria):
        for index, place in enumerate(criterion.places):
            for message in no_heading(guide, place):
                yield Finding("scorecard.yml", ("criteria", position, "places", index), message)


@rule("comparisons", "checklists", "questions", "nodes", "pages")
def everything_is_shown(guide: Guide) -> Iterator[Finding]:
    """Everything in the data stands on a page; what does not is a page's slip or dead data."""
    for part, macro in (("comparisons", "comparison"), ("checklists", "checklist"), ("questions", "questions")):
        for name in getattr(guide, part):
            yield from unshown(guide, macro, name, f"{part}/{name}.yml", ())
    for position, name in enumerate(guide.nodes):
        yield from unshown(guide, "node", name, "nodes.yml", ("nodes", position))
    for name, bank in guide.questions.items():
        for position, stage in enumerate(bank.stages):
            yield from unshown(guide, "stage", stage.id, f"questions/{name}.yml", ("stages", position))


def unshown(guide: Guide, macro: str, name: str, file: str, path: Path) -> Iterator[Finding]:
    if name not in guide.calls_of(macro):
        yield Finding(file, path, f"no page shows it. Put {_macro(macro, name)} on one, or delete it.")


@rule("sources", "claims", "comparisons", "checklists", "questions", "nodes", "quiz", "pages")
def every_source_is_used(guide: Guide) -> Iterator[Finding]:
    """Every source is cited on a page, or by data that a page shows."""
    used = set(guide.calls_of("cite")) | {guide.claims_file.source}
    used |= {name for _, _, names in guide.citing() for name in names}
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


def _chapter_problems(guide: Guide) -> Iterator[Problem]:
    """A chapter, and no other page, can be quoted: by a blurb, points and an id of its own for feeds."""
    first: dict[str, Page] = {}
    of_sections = chapters(guide)
    if not of_sections:
        message = "no track has a page in a section, so there is no chapter. Give both one beside 'verdict'."
        yield guide.documents["tracks.yml"].problem(("tracks",), message)
    for page in guide.pages.values():
        matter, is_chapter = page.front_matter, page in of_sections
        for key, what in CHAPTERS_HAVE.items():
            given = getattr(matter, key)
            if is_chapter and not given:
                yield page.matter.problem((), f"this chapter has no '{key}'. Add {what}.")
            elif given and not is_chapter:
                yield page.matter.problem((key,), "this page is no chapter of a section. Delete this line.")
        if not is_chapter:
            continue
        words = len((matter.blurb or "").split())
        if matter.blurb and not FEWEST_BLURB <= words <= MOST_BLURB:
            message = f"is {words} words long. Write {FEWEST_BLURB} to {MOST_BLURB}: it is quoted whole."
            yield page.matter.problem(("blurb",), message)
        if not 3 <= len(page.points) <= 5:
            wanted = "Give it 3 to 5: 'In short:', {: .in-short }, a list."
            message = f"opens with {len(page.points)} points. {wanted}"
            yield page.problem(page.headings[0].line, message)
        if matter.feed_id in first:
            message = f"{first[matter.feed_id].file} has this id too. Give this chapter its own."
            yield page.matter.problem(("feed_id",), message)
        elif matter.feed_id:
            first[matter.feed_id] = page


def _page_problems(guide: Guide, page: Page) -> Iterator[Problem]:
    """A page has one title, an id on every heading, ids of one kind only, and calls that work."""
    if page.problems:
        yield from page.problems
        return
    if not re.match(ADDRESS, page.address):
        yield page.problem(1, f"'{page.address}' is no address. Name file and folder with a-z, 0-9 and hyphens.")
    seen: dict[str, int] = {}
    for heading in page.headings:
        if _NOT_A_LABEL.search(heading.text):
            message = "holds a link, a call or markup. Use plain words: the heading is a link to itself."
            yield page.problem(heading.line, f"the heading '{heading.text}' {message}")
        if heading.id and not re.fullmatch("[a-z0-9-]+", heading.id):
            yield page.problem(
                heading.line, f"the heading's id '{heading.id}' is no id. Use a-z, 0-9 and hyphens."
            )
        if heading.id is None:
            message = f"the heading '{heading.text}' has no id. End the line with {{: #its-id }}."
            yield page.problem(heading.line, message)
        elif heading.id in seen:
            message = f"the id '{heading.id}' is used on line {seen[heading.id]} too. Give this heading its own."
            yield page.problem(heading.line, message)
        elif heading.id in FRAME:
            message = "is what stands around the text. Give this heading another."
            yield page.problem(heading.line, f"the id '{heading.id}' {message}")
        seen.setdefault(heading.id or "", heading.line)
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1:
        line = titles[1].line if titles else page.headings[0].line if page.headings else 1
        yield page.problem(line, f"has {len(titles)} titles (# …). Give it exactly one.")
    else:
        yield from _wrong_levels(page)
    for line, name in page.raw_ids:
        if name in seen or name in FRAME or not re.fullmatch("[a-z0-9-]+", name):
            wrong = f"used on line {seen[name]} too" if name in seen else "taken, or no id"
            yield page.problem(line, f"the id '{name}' is {wrong}. Give this its own, of a-z, 0-9 and hyphens.")
        seen.setdefault(name, line)
    for call in page.calls:
        for message in _call_messages(guide, call):
            yield page.problem(call.line, message)
        for name in dict.fromkeys(guide.ids_shown_by(call)):
            if name in FRAME:
                message = f"{call.name}() shows '{name}', the id of what stands around the text. Rename it."
                yield page.problem(call.line, message)
            elif name in seen:
                message = f"{call.name}() shows '{name}', an id of line {seen[name]} too. Rename or remove one."
                yield page.problem(call.line, message)
                break
            seen[name] = call.line


def _wrong_levels(page: Page) -> Iterator[Problem]:
    """The title comes first, and no heading is more than one level below the one before."""
    for before, heading in pairwise([None, *page.headings]):
        if before is None and heading.level != 1:
            message = "stands before the page's title. Put the title (# …) first."
            yield page.problem(heading.line, f"the heading '{heading.text}' {message}")
        elif before and heading.level > before.level + 1:
            message = f"skips a level. Write it with {'#' * (before.level + 1)}, or put a heading between."
            yield page.problem(heading.line, f"the heading '{heading.text}' {message}")


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
    elif ids and guide.has_read(part):
        known = getattr(guide, part)
        for name in call.arguments[:ids]:
            if name not in known:
                hint = did_you_mean(name, known, f"There are {listed(known)}.")
                yield f"{call.name}() knows no '{name}'.{hint}"
