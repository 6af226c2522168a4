"""Where the links and pictures of a page lead, checked before anything is built."""

import posixpath
import re
from collections.abc import Iterator

from macros.guide import MACROS, ONCE, TEMPLATED, Guide
from macros.markup import Target
from macros.pages import Page
from macros.problems import did_you_mean, listed

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def leads_nowhere(guide: Guide, page: Page, target: Target) -> Iterator[str]:
    """Why a link or a picture leads nowhere."""
    to, raw = target.to, target.raw
    path, _, heading = to.partition("#")
    licence = guide.publication.licence.link if guide.publication else to
    if _ELSEWHERE.match(to):
        if not (raw and to == licence):
            yield f"'{to}' leads off the site. Only sources and the licence do; add a source and cite it."
    elif to.startswith("/"):
        yield f"'{to}' begins at the host. Write the way from this file to the other, as in ../page.md."
    elif raw:
        here = posixpath.normpath(posixpath.join(f"/{page.address}", path))[1:]
        known = [*(name.address.rstrip("/") for name in guide.pages.values()), *_files(guide)]
        if not path or here not in known:
            yield f"'{to}' leads nowhere. Link pages in Markdown, [text](page.md); HTML is for files of the site."
    else:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path)) if path else page.name
        linked = guide.pages.get(name)
        if linked and heading:
            yield from _no_id(guide, linked, heading)
        elif linked and target.picture:
            yield f"the picture '{to}' is a page. Name a file with a picture."
        elif not linked and name not in guide.files:
            hint = did_you_mean(name, guide.pages, "Name a file below docs/, from where this one is.")
            yield f"there is no page or file '{name}' to link to.{hint}"
        elif to.endswith("#"):
            yield f"'{to}' names no heading. Leave out the #, or name one."


def _files(guide: Guide) -> list[str]:
    return [*guide.permalinks.files, *guide.permalinks.formats] if guide.permalinks else []


def _no_id(guide: Guide, page: Page, name: str) -> Iterator[str]:
    """Why a link to an id of a page leads nowhere; nothing where only the built page has all of its ids."""
    ids = [*page.ids, *(id for _, id in page.raw_ids)]
    for call in page.calls:
        if call.name not in MACROS:
            return
        part = MACROS[call.name].part or ONCE.get(call.name, "").removesuffix(".yml")
        if call.name in TEMPLATED or not guide.has_read(part):
            return
        ids += guide.ids_shown_by(call)
    if name not in ids:
        yield f"{page.file} has no id '{name}'.{did_you_mean(name, ids, f'Its ids are {listed(ids)}.')}"
