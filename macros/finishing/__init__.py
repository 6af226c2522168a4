"""What is made of the built pages: cards, quotes, twins, feeds, aliases; and the check that no link has died.

Then the code is gathered, and the whole is sealed: its policy, the worker that keeps it, its packed files.

Reads the built folder and the guide, and knows nothing of the generator.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

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

# What was begun yields what it finds on the way; at its end, all is done.
Begun = Iterator[object]


def begin(folder: Path, guide: Guide, name: str, titles: dict[str, str]) -> Begun:
    """Begin with what needs no page, the drawings, in the folder that the site is about to be built in.

    `name` is the site's; `titles` are those above the pages' own in the menu, by the pages' addresses.
    """
    return _beside(_draw, Site(folder), guide, name, titles)


def finish(
    folder: Path, guide: Guide, draft: bool = False, promised: bool = False, drawn: Begun | None = None
) -> None:
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
    drawn = drawn or begin(folder, guide, site.name, menu.groups(site))
    quotes.write(site, guide)  # pages of their own, to be there when the code is gathered
    moved = bool(aliases.moved_pages(guide))
    ahead = not (draft or moved)  # the words are found out while the sheets are read
    told = _beside(_tell, site, guide, ahead)
    if moved:
        _end(drawn)  # a card stays at the old address too
        _end(told)
        problems += aliases.place_pages(site, guide)
    if not draft:
        code.write(site, partial(next, told) if ahead else None)
    _end(drawn)
    _end(told)
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


def _draw(site: Site, guide: Guide, name: str, titles: dict[str, str]) -> Begun:
    from macros.finishing import cards, manifest  # they take long to import, and only this process needs them

    cards.write(site, guide, name, titles)
    manifest.draw(site, guide)
    yield from ()


def _tell(site: Site, guide: Guide, words: bool) -> Begun:
    """What is made of the pages as they were, and what nothing else writes; first, if wanted, Code.words."""
    from macros.finishing import manifest

    if words:
        yield code.Code(site).words
    for step in (twins.write, feeds.write, discovery.write, manifest.write):
        step(site, guide)
    search.write(site)


def _beside(step: Callable[..., Begun], *given: object) -> Begun:
    """Begin a step in a process of its own, if there can be one."""
    if not _can_fork():
        return step(*given)
    fork = multiprocessing.get_context("fork")
    ours, its = fork.Pipe(duplex=False)
    # One that is waited for no more, as its build has failed, ends with it.
    process = fork.Process(target=_send, args=(its, step, *given), daemon=True)
    process.start()
    its.close()
    return _received(ours, process)


def _send(to: Connection, step: Callable[..., Begun], *given: object) -> None:
    for found in step(*given):
        to.send(found)


def _received(ours: Connection, process: BaseProcess) -> Begun:
    with ours, suppress(EOFError):
        while True:
            yield ours.recv()
    process.join()
    if process.exitcode:
        raise ChildProcessError("a part of the finishing failed. It has said above what was wrong.")


def _end(begun: Begun) -> None:
    deque(begun, maxlen=0)


def _can_fork() -> bool:
    """Whether this process has one thread, as Linux counts them.

    What another thread has locked stays locked for good in a copy of the process, and not all threads are
    Python's: the theme's successor has its own.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1
