"""Makes what was published once lead to where it is now, without a server.

An id that has moved stands in what it leads to, or, where that is on another page, at a note that says so. An
address that has moved holds a copy of the page it leads to, with that page's address as its base, so that every
link in it works; moved.js goes there outright. The copy names the new address as its canonical one, and no more:
a search engine that was told not to index the copy might drop the page as well.
"""

import re
import shutil
from collections.abc import Iterator

from macros.finishing.permalinks import offered, pages_of
from macros.finishing.site import Built, Site
from macros.guide import Guide
from macros.models import Alias
from macros.problems import Problem, did_you_mean

SCRIPT = "components/permalink/moved.js"

_ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
# Parts that others begin with: nothing may stand before them.
_FIRST = re.compile(rf"\s*<(?:caption|thead|tbody|tr|th|td|dt|li|figcaption|legend|summary)\b{_ATTRIBUTES}>")
_CHARSET = re.compile(r"<head[^>]*>(?:\s*<meta charset=[^>]*>)?")


def moved_pages(guide: Guide) -> list[Alias]:
    return [alias for alias in guide.aliases if "#" not in alias.source]


def place_ids(site: Site, guide: Guide) -> Iterator[Problem]:
    """Put ids that have moved where they lead."""
    moved = {alias.source: alias.to.partition("#")[0] for alias in moved_pages(guide)}
    for address in moved:  # a copy that an earlier finishing left
        file = site.folder / address / "index.html"
        if file.is_file() and SCRIPT in file.read_text(encoding="utf-8"):
            file.unlink()
    pages = pages_of(site, guide)
    document = guide.documents["aliases.yml"]
    for position, alias in enumerate(guide.aliases):
        address, _, old = alias.source.partition("#")
        page = pages[moved.get(address, address)]
        to, _, new = alias.to.partition("#")
        if new and new not in pages[to].tree.xpath("//@id"):
            hint = did_you_mean(new, offered(pages[to]), "Name an id that stands there.")
            yield document.problem(("aliases", position, "to"), f"the page '{to}' has no id '{new}'.{hint}")
        elif old and old in page.tree.xpath("//@id"):
            if not page.tree.xpath("//*[@id=$old and (@class='moved' or @class='moved-on')]", old=old):
                message = f"'#{old}' stands on the page '{page.address}'."
                message += " Delete this line, or give what has the id another."
                yield document.problem(("aliases", position, "from"), message)
        elif old and to == page.address:
            _place(site, page, old, new or str(page.tree.xpath("string(//h1/@id)")))
        elif old:
            _note(site, page, old, alias.to, pages[to].title)


def _place(site: Site, page: Built, old: str, new: str) -> None:
    """An empty element with the old id at the beginning of what has the new one."""
    text = page.text
    opening = re.search(rf"""<[a-z]{_ATTRIBUTES}?\sid=(["']?){re.escape(new)}\1(?=[\s/>]){_ATTRIBUTES}>""", text)
    end = opening.end()
    while first := _FIRST.match(text, end):
        end = first.end()
    site.write(f"{page.address}index.html", f'{text[:end]}<span class="moved" id="{old}"></span>{text[end:]}')


def _note(site: Site, page: Built, old: str, to: str, title: str) -> None:
    """A note at the end of the article that is seen by whoever comes for the old id."""
    before, end, after = page.text.rpartition("</article>")
    href = "../" * page.address.count("/") + to
    note = f'<p class="moved-on" id="{old}">This part has moved: <a href="{href}">{_escaped(title)}</a>.</p>\n'
    site.write(f"{page.address}index.html", f"{before}{note}{end}{after}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def place_pages(site: Site, guide: Guide) -> Iterator[Problem]:
    """Put a copy of the page it leads to at each address that has moved, with the files promised there."""
    pages, document = pages_of(site, guide), guide.documents["aliases.yml"]
    for position, alias in enumerate(guide.aliases):
        old, to = alias.source, alias.to.partition("#")[0]
        if "#" in old:
            continue
        if (site.folder / old / "index.html").exists():
            message = f"something is published at '{old}'. Delete this line, or move what stands there."
            yield document.problem(("aliases", position, "from"), message)
            continue
        base, script = "../" * old.count("/") + alias.to, "../" * to.count("/") + SCRIPT
        head = f'\n  <base href="{base}">\n  <script src="{script}"></script>'
        text = _CHARSET.sub(lambda found, head=head: found[0] + head, pages[to].text, count=1)
        site.write(f"{old}index.html", text)
        for file in guide.permalinks.files:
            name = file.removeprefix(old)
            if not file.startswith(old) or "/" in name:
                continue
            if (site.folder / to / name).is_file():
                shutil.copyfile(site.folder / to / name, site.folder / file)
            elif name.endswith(".html"):
                site.write(file, text)
            else:
                site.write(file, f"This has moved to {site.url(alias.to)}\n")
