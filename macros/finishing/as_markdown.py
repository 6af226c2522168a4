"""Writes a built page's text as Markdown: markdownify does, once our components are plain HTML.

The page is only read, never changed: many steps share its tree.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement, builder
from markdownify import BACKSLASH, MarkdownConverter

# What is no text, and what is shown around the text, to those who see the page, or to act on it.
_LEFT_OUT = (
    "nav script select style svg template textarea .dates .emblem .printed-links .whereabouts"
    " .cell-label .first .moved-on .quote .tally .tools .without-script"
)
_NOT_SHOWN = (
    ".//*[@hidden or @popover or @aria-hidden='true' or @role='status' or self::button[not(../@class='term')]"
    " or self::input[not(@type='checkbox' or @type='radio')] or self::summary[../parent::figure]]"
)
# What a stylesheet sets apart, and plain text must.
_AROUND = {
    "q": "“”",
    ".certainty": "()",
    ".points": "()",
    ".quiz-count": ("", ":"),
    "figcaption": ("Figure: ", ""),
    ".blank": ("", ": "),
}
_BOLD = "caption .checklist-title .node-role .stage-question .title"
_PLAIN = {
    **dict.fromkeys(("aside", "details", "fieldset", "figure", "footer", "form", "header", "main"), "div"),
    **{"caption": "p", "figcaption": "p", "legend": "p", "cite": "em", "dl": "ul", "dd": "li"},
}
_MARK = re.compile(
    r"^(\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=[#>]|[-+](?:[\s-]|$)|=+\s*$)))"  # where a line begins
    r"|(?=[\\`*\[\]]|~~|!$)|(?<!\w)(?=_)|(?=_(?!\w))"
)


def as_markdown(element: HtmlElement, address: str) -> str:
    """The text of an element of the page at `address`, a whole one; so is every link in it."""
    page = deepcopy(element)
    _make_plain(page, address)
    return _Writer().convert(html.tostring(page, encoding="unicode", with_tail=False)) + "\n"


def escaped(text: str) -> str:
    """Text in which Markdown finds nothing but text, wherever on a line it stands."""
    plain = _MARK.sub(r"\1\\", re.sub(r"\s+", " ", text))
    return re.sub(r"&(?=#?\w+;)", "&amp;", plain).replace("<", "&lt;")


class _Writer(MarkdownConverter):
    class Options(MarkdownConverter.DefaultOptions):
        autolinks = False
        bs4_options = "lxml"
        bullets = "-"
        heading_style = "atx"
        newline_style = BACKSLASH
        wrap, wrap_width = True, None  # each paragraph is one line

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """The library escapes whatever could be a mark somewhere, or hardly anything."""
        if text in ("[", "]"):  # brackets around links alone, as a citation has, are only brackets
            return text
        return escaped(text).replace("|", r"\|" if {"td", "th"} & parent_tags else "|")

    def convert_a(self, element: Any, text: str, parent_tags: set[str]) -> str:
        if re.search(r"[\s()]", element.get("href", "")):
            element["href"] = f"<{element['href']}>"
        return super().convert_a(element, text, parent_tags)

    def convert_input(self, element: Any, text: str, parent_tags: set[str]) -> str:
        return "[ ]" if element.get("type") else "______"

    def convert_li(self, element: Any, text: str, parent_tags: set[str]) -> str:
        item = super().convert_li(element, text, parent_tags)
        return f"{item}\n" if "\n\n" in item else item  # without room the next is part of it to many a reader


def _make_plain(page: HtmlElement, address: str) -> None:
    for element in [*_all(page, _LEFT_OUT), *page.xpath(_NOT_SHOWN)]:
        if element.getparent() is not None:
            element.drop_tree()
    for link in page.find_class("permalink"):
        link.drop_tag()  # in notes a heading is a heading
    page.rewrite_links(lambda link: urljoin(address, link))
    for element in page.xpath(".//span[following-sibling::node()[1][self::span]]"):
        element.tail = " "  # a stylesheet keeps the two apart
    for name, (before, after) in _AROUND.items():
        for element in _all(page, name):
            element.text = before + (element.text or "")
            element.append(builder.SPAN(after))
    for blank in _all(page, ".blank"):
        blank.append(builder.INPUT())
    for box in page.xpath(".//input[@type]"):
        box.tail = f" {_letter(box.getparent())}{box.tail or ''}"
        box.getparent().tag = "li"
    for element in _all(page, _BOLD):
        _embolden(element)
    for head in _all(page, "dt summary"):
        _lead_in(head, head.getnext() if head.tag == "dt" else head.getparent())
    for heading in page.xpath(".//legend/*[self::h2 or self::h3 or self::h4]"):
        heading.getparent().tag = heading.tag
        heading.drop_tag()
    for caption in _all(page, "caption"):
        caption.getparent().addprevious(caption)
    # What the library needs no tag for; a citation's keeps its brackets apart from the text around.
    for element in page.xpath(".//label | .//button | .//tbody | .//tfoot | .//q | .//dl/div | .//span"):
        if "citation" not in element.classes:
            element.drop_tag()
    for element in _all(page, " ".join(_PLAIN)):
        element.tag = _PLAIN[element.tag]


def _all(page: HtmlElement, names: str) -> Iterator[HtmlElement]:
    """The elements with one of these names, or, with a dot before it, of this class."""
    for name in names.split():
        yield from page.find_class(name[1:]) if name[0] == "." else list(page.iter(name))


def _letter(option: HtmlElement) -> str:
    """By which the key names an option; that nothing is said has none."""
    if "option" not in option.classes or "cant-say" in option.classes:
        return ""
    return f"{chr(ord('A') + len(option.xpath('preceding-sibling::li')))}. "


def _embolden(element: HtmlElement) -> None:
    inside = builder.STRONG(element.text or "", *element)
    element.text = None
    element.append(inside)


def _lead_in(head: HtmlElement, block: HtmlElement) -> None:
    """Let a term or summary begin what it heads: on the same line where that is short."""
    head.drop_tree()
    parts = block.xpath("p | ul | ol | div | blockquote | table")
    if [part.tag for part in parts] == ["p"]:
        parts.pop().drop_tag()
    if parts:
        _embolden(head)
    head.tag, between = ("p", "") if parts else ("strong", ": ")
    head.tail, block.text = between + (block.text or ""), None
    block.insert(0, head)
