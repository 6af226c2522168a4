"""What is made of the built pages: cards, quotes, twins, feeds, aliases; and the check that no link has died.

Then the code is gathered, and the whole is sealed: its policy, the worker that keeps it, its packed files.

Reads the built folder and the guide, and knows nothing of the generator.
"""

from pathlib import Path

from macros.finishing import (
    aliases,
    cards,
    code,
    discovery,
    feeds,
    manifest,
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


def finish(folder: Path, guide: Guide, draft: bool = False) -> None:
    """Finish the site built in `folder`; a draft, which changes while it is read, is not gathered and sealed.

    Raises GuideProblems with every address and id that is promised and gone; all else has been written by then.
    """
    site = Site(folder)
    problems = list(aliases.place_ids(site, guide))
    for step in (cards.write, manifest.write, quotes.write, twins.write, feeds.write, discovery.write):
        step(site, guide)
    problems += aliases.place_pages(site, guide)
    problems += permalinks.missing(site, guide)
    search.write(site)
    if draft:
        offline.write_none(site)
    else:
        code.write(site)
        seal(site)
    if problems:
        raise GuideProblems(problems)


def seal(site: Site) -> None:
    """Make what depends on every byte of the site; again, whenever one was changed."""
    for step in (policy.write, offline.write, packing.write):
        step(site)
