"""Where links lead: those of data/aliases.yml, so that what has moved can still be found. See rules.py."""

from collections.abc import Iterator

from macros.guide import TEMPLATED, Guide
from macros.pages import Page
from macros.problems import Path, did_you_mean
from macros.rules import Finding, page_exists, rule

FILE = "aliases.yml"
# What has the ids that macros show.
SHOWN = ("comparisons", "checklists", "questions", "glossary", "sources", "claims", "scorecard", "quiz")


def _entries(guide: Guide, key: str) -> Iterator[tuple[Path, str, str, str]]:
    """Each alias's path, place, and the place's address and id, for `from` or `to`."""
    for position, alias in enumerate(guide.aliases):
        place = alias.source if key == "from" else alias.to
        address, _, name = place.partition("#")
        yield ("aliases", position, key), place, address, name


def _ids(guide: Guide, page: Page) -> list[str]:
    return [*page.ids, *(name for call in page.calls for name in guide.ids_shown_by(call))]


@rule("aliases")
def an_alias_is_given_once(guide: Guide) -> Iterator[Finding]:
    """What has moved leads to one place."""
    first: dict[str, int] = {}
    for path, place, _, _ in _entries(guide, "from"):
        if place in first:
            yield Finding(FILE, path, f"'{place}' is led on by aliases[{first[place]}] too. Keep one of the two.")
        first.setdefault(place, path[1])


@rule("aliases", "pages", *SHOWN)
def what_has_moved_is_gone(guide: Guide) -> Iterator[Finding]:
    """What has an alias is not published any more, and an id that has one belongs to a page that is or was."""
    moved = {alias.source for alias in guide.aliases}
    for path, place, address, name in _entries(guide, "from"):
        page = guide.page_at(address)
        if page and not name:
            yield Finding(
                FILE, path, f"'{place}' is the address of {page.file}. Delete this line, or move the page."
            )
        elif page and name in _ids(guide, page):
            message = f"'#{name}' stands in {page.file}. Delete this line, or give what has the id another."
            yield Finding(FILE, path, message)
        elif name and not page and address not in moved:
            known = [page.address for page in guide.pages.values()]
            hint = did_you_mean(address, known, "Add an alias for the page too, or correct the address.")
            yield Finding(FILE, path, f"no page is or was at '{address}'.{hint}")


@rule("aliases", "pages", *SHOWN)
def aliases_lead_to_what_is_there(guide: Guide) -> Iterator[Finding]:
    """An alias leads straight to a page, or an id on it, that is published now."""
    onward = {alias.source: alias.to for alias in guide.aliases}
    for path, place, address, name in _entries(guide, "to"):
        moved = place if place in onward else address
        if moved in onward:
            yield Finding(FILE, path, f"'{moved}' has moved itself. {_instead(onward, moved)}")
            continue
        yield from page_exists(guide, FILE, path, address)
        page = guide.page_at(address)
        if not page or not name or any(call.name in TEMPLATED for call in page.calls):
            continue
        ids = _ids(guide, page)
        if name not in ids:
            hint = did_you_mean(name, ids, "Name an id that stands there.")
            yield Finding(FILE, path, f"{page.file} has no id '{name}'.{hint}")


def _instead(onward: dict[str, str], place: str) -> str:
    passed = {place}
    while (place := onward[place]) in onward:
        if place in passed:
            return "That is a circle; lead each to what is published."
        passed.add(place)
    return f"Write '{place}', where that leads."
