"""What stands around a page's text: whose page it is, how long it takes to read, what comes before and after."""

import datetime
import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple

from macros.guide import Guide
from macros.models import Track
from macros.pages import Page

WORDS_A_MINUTE = 238  # silent reading of English non-fiction, after Brysbaert's review of 2019

# A site's navigation, as mkdocs.yml has it: a page's name, or {title: a page's name, or a list of the same}.
Nav = list[Any]


def frames(guide: Guide, nav: Nav) -> dict[str, dict[str, Any]]:
    """What its frame shows, for every page by its name.

    `root` leads to the site's root; `track` is the page's own or None, and `both` whether it sets the two side by
    side; `section` its section's id and `number` that section's place, or None; `label` what tells a chapter from
    the others of its section, or None; `short` its label, or the beginning of its title in the menu; `reviewed`
    the date in words; `minutes` how long it takes to read; `checklists` the ids of those on it; `links` where its
    own links lead, for paper, as (text, address from the root); `previous` and `next` the links to the pages
    before and after: none, one, or one for each track.
    """
    steps = list(_steps(guide, [entry for entry in _entries(nav) if entry.name in guide.pages]))
    titles = {entry.name: entry.title or guide.pages[entry.name].title for step in steps for entry in step}
    places = {entry.name: position for position, step in enumerate(steps, start=1) for entry in step}
    around = [[], *steps, []]
    sections = [name for name in guide.tracks[0].addresses if guide.page_at(f"{name}/")]
    found: dict[str, dict[str, Any]] = {}
    for name, page in guide.pages.items():
        section, label, place = section_of(guide, page), _label(guide, page), places.get(name)
        found[name] = {
            "root": "../" * page.address.count("/"),
            "track": track_of(guide, page),
            "section": section,
            "number": sections.index(section) + 1 if section else None,
            "sections": len(sections),
            "label": label,
            "short": label or titles.get(name, page.title).partition(":")[0],
            "both": _is_of_both(guide, page),
            "reviewed": _spelled_out(page.front_matter.reviewed),
            "minutes": minutes_of(guide, page),
            "checklists": [name for call in page.calls_of("checklist") for name in call.arguments],
            "links": list(_printed_links(guide, page)),
            "previous": _links(guide, around[place - 1], page) if place else [],
            "next": _links(guide, around[place + 1], page) if place else [],
        }
    return found


def track_of(guide: Guide, page: Page) -> Track | None:
    """The track whose page this is, or whose page it lies below."""
    return next(
        (
            track
            for track in guide.tracks
            for address in track.addresses.values()
            if page.address.startswith(address)
        ),
        None,
    )


def section_of(guide: Guide, page: Page) -> str | None:
    """The section that a chapter, or a page below one, belongs to: one with a page for both tracks."""
    folder = page.address.partition("/")[0]
    shared = folder in guide.tracks[0].addresses and guide.page_at(f"{folder}/")
    return folder if shared else None


def _label(guide: Guide, page: Page) -> str | None:
    section = section_of(guide, page)
    if section and page.address == f"{section}/":
        return "Both"
    return next((track.short for track in guide.tracks if track.addresses.get(section) == page.address), None)


def _is_of_both(guide: Guide, page: Page) -> bool:
    shown = (guide.comparisons[name] for call in page.calls_of("comparison") for name in call.arguments)
    return not track_of(guide, page) and any(not table.columns for table in shown)


def _spelled_out(date: str) -> str:
    """'2026-11-05' as '5 November 2026'."""
    day = datetime.date.fromisoformat(date)
    return f"{day.day} {day:%B %Y}"


def _printed_links(guide: Guide, page: Page) -> Iterator[tuple[str, str]]:
    """Where the links in a page's text lead, each once; those of its citations all lead to the sources."""
    for target, text in page.links.items():
        name, _, heading = target.partition("#")
        linked = guide.pages.get(posixpath.normpath(posixpath.join(posixpath.dirname(page.name), name)))
        if name and linked:
            yield text, linked.address + (heading and f"#{heading}")
    for call in page.calls_of("aid"):
        aid = guide.aids[call.arguments[0]]
        yield aid.name, guide.address_of(aid.id)
    if any(page.calls_of("cite")):
        yield "What stands in square brackets", guide.address_of("sources")


def minutes_of(guide: Guide, page: Page) -> int:
    """How long a page takes to read, a minute at least."""
    return max(1, round(words_of(guide, page) / WORDS_A_MINUTE))


def words_of(guide: Guide, page: Page) -> int:
    """The words of a page's text, and of the tables, target nodes and stages it shows."""
    words = page.words
    for call in page.calls:
        name = call.arguments[0] if call.arguments else ""
        if call.name == "comparison" and name in guide.comparisons:
            texts = [text for row in guide.comparisons[name].rows for text in (row.label, *row.cells.values())]
        elif call.name == "node" and name in guide.nodes:
            node = guide.nodes[name]
            texts = [node.who, node.need, node.worth, node.first, node.second, node.never]
        elif call.name == "stage" and name in guide.stages:
            _, stage = guide.stages[name]
            texts = [stage.weak, stage.strong, *stage.red_flags]
        else:
            continue
        words += sum(len(text.split()) for text in texts)
    return words


class Entry(NamedTuple):
    """A page's place in the navigation: the title it stands under, its own there, each may be '', and its name."""

    group: str
    title: str
    name: str


def _entries(nav: Nav, group: str = "") -> Iterator[Entry]:
    """The navigation's pages in order."""
    for entry in nav:
        if isinstance(entry, dict):
            for title, below in entry.items():
                if isinstance(below, list):
                    yield from _entries(below, title)
                else:
                    yield Entry(group, title, below)
        else:
            yield Entry(group, "", entry)


def titles_above(guide: Guide, nav: Nav) -> dict[str, str]:
    """The title above a page's own in the navigation, by the page's address. Pages that stand alone have none."""
    above = {entry.name: entry.group for entry in _entries(nav) if entry.group}
    return {page.address: above[name] for name, page in guide.pages.items() if name in above}


def _steps(guide: Guide, entries: list[Entry]) -> Iterator[list[Entry]]:
    """The navigation as steps: a page, or the two pages that the tracks have in the same place."""
    tracks = [track_of(guide, guide.pages[entry.name]) for entry in entries]
    position = 0
    while position < len(entries):
        pair = tracks[position : position + 2]
        length = 2 if all(pair) and len({track.id for track in pair}) == 2 else 1
        yield entries[position : position + length]
        position += length


def _links(guide: Guide, step: list[Entry], page: Page) -> list[dict[str, Any]]:
    """The pages of a step, or of two the one that is of the page's own track."""
    mine = track_of(guide, page)
    links = [
        {
            "group": entry.group,
            "title": entry.title or guide.pages[entry.name].title,
            "address": guide.pages[entry.name].address,
            "track": track_of(guide, guide.pages[entry.name]),
        }
        for entry in step
    ]
    return [link for link in links if len(links) == 1 or not mine or link["track"] == mine]
