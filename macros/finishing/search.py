"""Writes what the search reads: the text of every page, heading by heading, as the search's engine takes it."""

import html
import json
from collections.abc import Iterator

from lxml.html import HtmlElement

from macros.finishing.site import Built, Site

INDEX = "search/search_index.json"

_PARTS = "//header[@class='opening'] | //article[contains(@class, 'text')]"
_LEFT_OUT = frozenset({"script", "style", "template", "nav", "svg"})
_FRAME = frozenset({"whereabouts", "dates"})  # classes of what stands in the opening besides the text
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Within a line; where anything else begins or ends, a word does.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "button",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
    }
)

# A title counts more than what stands below it.
_CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def write(site: Site) -> None:
    found = [
        {"location": location, "title": _escaped(title), "text": _escaped(text)}
        for page in site.pages
        for location, title, text in sections(page)
        if text.strip() or "#" not in location  # one without text leads nowhere that its page does not
    ]
    index = {"config": _CONFIG, "docs": found}
    site.write(INDEX, json.dumps(index, ensure_ascii=False, separators=(",", ":")))


def _escaped(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False)


def sections(page: Built) -> Iterator[tuple[str, str, str]]:
    """Address, title and text of the page's beginning, and of what follows each heading up to the next."""
    location, title, words = page.address, page.title, []
    for part in page.tree.xpath(_PARTS):
        for item in _said(part):
            if isinstance(item, str):
                words.append(item)
            elif item.tag != "h1":
                yield location, title, "".join(words)
                location, title, words = f"{page.address}#{item.get('id')}", item.text_content(), []
    yield location, title, "".join(words)


def _said(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """The headings that have an id, and all other text, in their order."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return
    if "data-search-exclude" in element.attrib or _FRAME & set(element.get("class", "").split()):
        return
    if element.tag in _HEADINGS and (element.get("id") or element.tag == "h1"):
        yield element
        return
    space = "" if element.tag in _INLINE else " "
    yield space + (element.text or "")
    for child in element:
        yield from _said(child)
        yield child.tail or ""
    yield space
