"""What is made of the built pages: cards, quotes, twins, feeds, aliases; and the check that no link has died.

Then the code is gathered, and the whole is sealed: its policy, the worker that keeps it, its packed files.

Reads the built folder and the guide, and knows nothing of the generator.
"""

from collections.abc import Iterable
from pathlib import Path

from macros import beside
from macros.beside import Begun
from macros.finishing import (
    aliases,
    code,
    discovery,
    feeds,
    menu,
    offline,
    packing,
    permalinks,
    policy,
    quotes,
    search,
    twins,
)
from macros.finishing.site import Site
from macros.guide import Guide
from macros.problems import GuideProblems
from macros.styles import Sheet


def begin(folder: Path, guide: Guide, name: str, titles: dict[str, str]) -> Begun:
    """Begin with what needs no page, the drawings, in the folder that the site is about to be built in.

    `name` is the site's; `titles` are those above the pages' own in the menu, by the pages' addresses.
    """
    return beside.begin(_draw, Site(folder), guide, name, titles)


def finish(
    folder: Path,
    guide: Guide,
    draft: bool = False,
    promised: bool = False,
    drawn: Begun | None = None,
    sheets: Iterable[dict[str, Sheet]] = (),
) -> None:
    """Finish the site built in `folder`; a draft, which changes while it is read, is not gathered and sealed.

    `drawn` is what `begin` began; `sheets` are style sheets by their texts, as far as they have been read ahead.
    Raises GuideProblems with every address and id that is promised and gone, or, if all that there is must be
    `promised`, Unpromised; all else has been written by then.
    """
    site = Site(folder)
    if (folder / code.FOLDER).is_dir():  # an earlier finishing has done it all
        if problems := list(permalinks.missing(site, guide)):
            raise GuideProblems(problems)
        return
    problems = list(aliases.place_ids(site, guide))
    site.read()
    drawn = drawn or begin(folder, guide, site.name, menu.groups(site))
    quotes.write(site, guide)  # pages of their own, to be there when the code is gathered
    told = beside.begin(_tell, site, guide, not draft)
    if aliases.moved_pages(guide):
        beside.end(drawn)  # a card stays at the old address too
        told = iter([*told])
        problems += aliases.place_pages(site, guide)
    if draft:
        beside.end(sheets)
    else:
        code.write(site, sheets)
        policy.write(site)
        packed = {*folder.rglob("*.html"), *(folder / code.FOLDER).rglob("*")}
        packing.pack(packed)
    beside.end(drawn)
    its = [*told]
    problems += permalinks.missing(site, guide)
    if draft:
        offline.write_none(site)
    else:
        offline.write(site)
        packing.write(site, packed.union(*its))
    if problems:
        raise GuideProblems(problems)
    if promised:
        permalinks.check(site, guide)


def seal(site: Site) -> None:
    """Make what depends on every byte of the site again, because some have changed."""
    for step in (policy.write, offline.write, packing.write):
        step(site)


def _draw(site: Site, guide: Guide, name: str, titles: dict[str, str]) -> Begun:
    from macros.finishing import cards, manifest  # they take long to import, and only this process needs them
    from macros.finishing.drawings import Drawings

    drawings = Drawings()
    cards.write(site, guide, name, titles, drawings)
    manifest.draw(site, guide, drawings)
    drawings.forget()
    yield from ()


def _tell(site: Site, guide: Guide, sealed: bool) -> Begun:
    """What is made of the pages as they were, and what nothing else writes. Yields what of that it has packed."""
    from macros.finishing import manifest

    site.written.clear()
    for step in (twins.write, feeds.write, discovery.write, manifest.write):
        step(site, guide)
    search.write(site)
    if sealed:
        packing.pack(site.written)
        yield site.written
