"""Holds the built site to data/permalinks.yml: every address and id that was ever published.

An id is published where the page offers its link, which is what `a.permalink` is for; so the list and what readers
are offered cannot drift apart.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from macros.documents import write_document
from macros.finishing.code import FOLDER, WRITTEN
from macros.finishing.offline import WORKER
from macros.finishing.packing import ENDINGS
from macros.finishing.policy import HEADERS
from macros.finishing.site import Built, Site
from macros.guide import Guide
from macros.models import Permalinks
from macros.problems import Problem

LIST = Path("data/permalinks.yml")
# What a page loads, and what nobody links.
PARTS = (f"{FOLDER}/", *(f"{folder}/" for folder in WRITTEN), "search/")
UNLINKED = {HEADERS, WORKER, "index.html", "404.html"}
# What `make formats` adds to a built site.
FORMATS = {".pdf", ".epub"}


def offered(page: Built) -> list[str]:
    """The ids whose links the page offers, in their order."""
    links = page.tree.xpath("//a[contains(concat(' ', @class, ' '), ' permalink ')]/@href")
    return [str(link).removeprefix("#") for link in links]


def pages_of(site: Site, guide: Guide) -> dict[str, Built]:
    """The pages by address, without the copies at addresses that have moved."""
    moved = {alias.source for alias in guide.aliases}
    return {page.address: page for page in site.pages if page.address not in moved}


def missing(site: Site, guide: Guide) -> Iterator[Problem]:
    """Every promised address and id that neither stands in the site nor is led on by an alias."""
    pages, document = pages_of(site, guide), guide.documents["permalinks.yml"]
    onward = {alias.source: alias.to for alias in guide.aliases}
    gone = set()
    for address, names in guide.permalinks.pages.items():
        now = onward.get(address, address).partition("#")[0]
        if now not in pages:
            gone.add(address)
            message = "nothing is published here any more. Restore the page, or"
            line = _line(address, "its-new-address/")
            yield document.problem(("pages", address), f"{message} add to data/aliases.yml: {line}")
            continue
        led_on = {place.partition("#")[2] for place in onward if place.partition("#")[0] in (address, now)}
        known = led_on.union(pages[now].tree.xpath("//@id"))
        lost = [name for name in names if name not in known]
        if lost and now != address:
            listed = ", ".join(f"'#{name}'" for name in lost)
            message = (
                f"this address leads to '{now}', which has no {listed}. Restore what is missing, or, for each,"
            )
            line = _line(f"{address}#{lost[0]}", f"{now}#its-new-id")
            yield document.problem(("pages", address), f"{message} add to data/aliases.yml: {line}")
            continue
        for name in lost:
            new = [other for other in offered(pages[now]) if other not in names]
            [near, *_] = [*get_close_matches(name, new, n=1), "its-new-id"]
            message = f"'#{name}' is gone from this page. Restore it, or"
            line = _line(f"{address}#{name}", f"{address}#{near}")
            path = ("pages", address, names.index(name))
            yield document.problem(path, f"{message} add to data/aliases.yml: {line}")
    yield from _missing_files(site, guide, gone)


def _line(old: str, new: str) -> str:
    """An alias as it is typed."""
    old, new = (f'"{place}"' if "#" in place else place for place in (old, new))
    return f"- {{from: {old}, to: {new}}}"


def _missing_files(site: Site, guide: Guide, gone: set[str]) -> Iterator[Problem]:
    """Promised files that are not there, but for those of pages that are gone themselves."""
    promised = guide.permalinks
    lists = ["files"]
    if any(path.suffix in FORMATS for path in site.folder.iterdir()):
        lists.append("formats")  # made after the pages, and not always
    for key in lists:
        for position, file in enumerate(getattr(promised, key)):
            if _folder(file) not in gone and not (site.folder / file).is_file():
                message = f"'{file}' is gone, and a file cannot be led on. Restore what writes it."
                yield guide.documents["permalinks.yml"].problem((key, position), message)


def _folder(file: str) -> str:
    return file[: file.rfind("/") + 1]


def _files(site: Site, guide: Guide) -> Iterator[str]:
    """The addresses of files that people link or load from elsewhere."""
    moved = {alias.source for alias in guide.aliases}
    for path in site.folder.rglob("*"):
        file = path.relative_to(site.folder).as_posix()
        is_part = file.startswith((".", *PARTS)) or path.name in UNLINKED or path.suffix in ENDINGS
        if not is_part and path.is_file() and _folder(file) not in moved:
            yield file


class Unpromised(Exception):
    """Something is about to be published that could be gone tomorrow; the message names all of it."""

    def __init__(self, names: list[str]):
        listed = "\n".join(f"  {name}" for name in names)
        super().__init__(
            f"{len(names)} new addresses and ids are not promised yet. Run `make permalinks` and keep what it "
            f"adds to data/permalinks.yml; from then on they last.\n{listed}"
        )


def check(site: Site, guide: Guide) -> None:
    """Raises Unpromised if the site has what the list has not."""
    if new := unpromised(site, guide):
        raise Unpromised(new)


def unpromised(site: Site, guide: Guide) -> list[str]:
    """Every address, id and file that the site has and the list has not."""
    promised, new = guide.permalinks, []
    for address, page in pages_of(site, guide).items():
        if address not in promised.pages:
            new.append(address or "the home page")
        known = promised.pages.get(address, [])
        new += [f"{address}#{name}" for name in offered(page) if name not in known]
    return new + sorted({*_files(site, guide)} - {*promised.files, *promised.formats})


def promise(site: Site, guide: Guide) -> None:
    """Add to the list what it has not; nothing is ever taken from it."""
    ids = {address: set(names) for address, names in guide.permalinks.pages.items()}
    for address, page in pages_of(site, guide).items():
        ids.setdefault(address, set()).update(offered(page))
    files = sorted({*guide.permalinks.files, *guide.permalinks.formats, *_files(site, guide)})
    listed = Permalinks(
        pages={address: sorted(ids[address]) for address in sorted(ids)},
        files=[file for file in files if Path(file).suffix not in FORMATS],
        formats=[file for file in files if Path(file).suffix in FORMATS],
    )
    head = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    write_document(LIST, listed.model_dump(), "\n".join(head))
