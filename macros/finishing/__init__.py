"""What is made of the built pages: cards, quotes, twins, feeds, aliases; and the check that no link has died.

Then the code is gathered, and the whole is sealed: its policy, the worker that keeps it, its packed files.

Reads the built folder and the guide, and knows nothing of the generator.
"""

import multiprocessing
from collections.abc import Callable
from functools import cache
from pathlib import Path

from macros.finishing import (
    aliases,
    code,
    discovery,
    feeds,
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


def finish(folder: Path, guide: Guide, draft: bool = False, promised: bool = False) -> None:
    """Finish the site built in `folder`; a draft, which changes while it is read, is not gathered and sealed.

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
    drawn = _begun(_draw_and_index, site, guide)
    for step in (quotes.write, twins.write, feeds.write, discovery.write):
        step(site, guide)
    if aliases.moved_pages(guide):
        drawn()  # a card stays at the old address too
        problems += aliases.place_pages(site, guide)
    if not draft:
        code.write(site)
    drawn()
    problems += permalinks.missing(site, guide)
    if draft:
        offline.write_none(site)
    else:
        seal(site)
    if problems:
        raise GuideProblems(problems)
    if promised:
        permalinks.check(site, guide)


def seal(site: Site) -> None:
    """Make what depends on every byte of the site; again, whenever one was changed."""
    for step in (policy.write, offline.write, packing.write):
        step(site)


def _draw_and_index(site: Site, guide: Guide) -> None:
    """About half of the work, which reads the pages as they were, and what nothing else writes."""
    from macros.finishing import cards, manifest  # they take long to import, and only this process needs them

    cards.write(site, guide)
    manifest.write(site, guide)
    search.write(site)


def _begun(step: Callable[[Site, Guide], None], site: Site, guide: Guide) -> Callable[[], None]:
    """Begin a step in a process of its own, if there can be one; what is returned waits for its end, once."""
    if not _can_fork():
        return cache(lambda: step(site, guide))
    process = multiprocessing.get_context("fork").Process(target=step, args=(site, guide))
    process.start()

    @cache
    def end() -> None:
        process.join()
        if process.exitcode:
            step(site, guide)  # so that what was wrong is raised here

    return end


def _can_fork() -> bool:
    """Whether this process has one thread, as Linux counts them.

    What another thread has locked stays locked for good in a copy of the process, and not all threads are
    Python's: the theme's successor has its own.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1
