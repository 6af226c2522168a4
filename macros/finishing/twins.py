"""Writes a Markdown twin of every page that has a text, and llms.txt, which lists them."""

import json
from collections.abc import Iterator

from macros.finishing.as_markdown import as_markdown, escaped
from macros.finishing.menu import groups
from macros.finishing.site import Built, Site
from macros.guide import Guide
from macros.models import Publication
from macros.pages import Page
from macros.twins import has_twin

OPTIONAL = "Optional"  # the name that llms.txt gives to what may be left out


def write(site: Site, guide: Guide) -> None:
    pages = {page.address: page for page in guide.pages.values()}
    twins = []
    for built in site.pages:
        page = pages.get(built.address)
        if page and has_twin(guide, page):
            site.write(f"{built.address}index.md", _twin(site, guide.publication, built, page))
            twins.append((built, page))
    site.write("llms.txt", "\n".join(_llms(site, guide.publication, twins)))


def _twin(site: Site, publication: Publication, built: Built, page: Page) -> str:
    matter, url = page.front_matter, site.url(built.address)
    head = {
        "title": built.title,
        "source": url,
        "description": built.meta("description"),
        "author": publication.author,
        "licence": f"{publication.licence.name}, {publication.licence.link}",
        "language": publication.language,
        "published": matter.published,
        "updated": matter.updated,
        "reviewed": matter.reviewed,
    }
    # Text in JSON's quotes is YAML too; a date needs none.
    lines = [
        f"{key}: {value if key in ('published', 'updated', 'reviewed') else json.dumps(value, ensure_ascii=False)}"
        for key, value in head.items()
        if value
    ]
    return "\n".join(["---", *lines, "---", "", as_markdown(built.tree.find(".//main"), url)])


def _llms(site: Site, publication: Publication, twins: list[tuple[Built, Page]]) -> Iterator[str]:
    licence = publication.licence
    yield f"# {escaped(site.name)}\n"
    yield f"> {escaped(site.home.meta('description'))}\n"
    yield (
        "Each link leads to a page as Markdown: its words, tables and lists, what its figures show, and whole "
        "links. The page itself is at the same address without `index.md`. Forms to fill in are left out. "
        "The addresses of pages and of their headings, after `#`, are permanent. "
        f"[A feed]({site.url('feed.xml')}) tells of new and changed chapters.\n"
    )
    yield (
        f"The text is under [{escaped(licence.name)}]({licence.link}): use it if you credit "
        f"{escaped(publication.author)}, name the licence, say what you changed, and link to the page. "
        "To cite a passage, link to its heading on the page.\n"
    )
    for title, entries in _parts(site, twins).items():
        yield f"## {title}\n"
        for built in entries:
            about = escaped(built.meta("description"))
            yield f"- [{escaped(built.title)}]({site.url(built.address)}index.md): {about}"
        yield ""


def _parts(site: Site, twins: list[tuple[Built, Page]]) -> dict[str, list[Built]]:
    """The pages below the menu's titles. What others explain better, by its place in the search, is optional."""
    titles = groups(site)
    parts: dict[str, list[Built]] = {}
    for built, page in twins:
        rank = page.front_matter.search
        title = OPTIONAL if rank and rank.boost < 1 else escaped(titles.get(built.address, "Pages"))
        parts.setdefault(title, []).append(built)
    if OPTIONAL in parts:
        parts[OPTIONAL] = parts.pop(OPTIONAL)
    return parts
