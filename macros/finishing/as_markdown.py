"""Writes a built page's text as Markdown, once our components are made plain HTML.

The page is only read, never changed: many steps share its tree.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import urljoin

from lxml.html import HtmlElement, builder

# What is no text, and what is shown around the text, to those who see the page, or to act on it.
_LEFT_OUT = {"nav", "script", "select", "style", "svg", "template", "textarea"}
_CLASSES_LEFT_OUT = {
    *("cell-label", "dates", "emblem", "first", "moved-on", "printed-links", "quote", "tally", "tools"),
    *("whereabouts", "without-script"),
}
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
# What Markdown needs no element for.
_NEEDLESS = ("label", "button", "tbody", "tfoot", "q", "div", "span")
_MARK = re.compile(
    r"^(\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=[#>]|[-+](?:[\s-]|$)|=+\s*$)))"  # where a line begins
    r"|(?=[\\`*\[\]]|~~|!$)|(?<!\w)(?=_)|(?=_(?!\w))"
)
_MAYBE_MARK = re.compile(r"[\\`*\[\]~!_]|^\s*[\d#>+=-]")
_RUN_OF_SPACE = re.compile(r"\s{2,}|[^\S ]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")


def as_markdown(element: HtmlElement, address: str) -> str:
    """The text of an element of the page at `address`, a whole one; so is every link in it."""
    page = deepcopy(element)
    _make_plain(page, address)
    return _element(page, _Around()).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Text in which Markdown finds nothing but text, wherever on a line it stands."""
    plain = _RUN_OF_SPACE.sub(" ", text)
    if _MAYBE_MARK.search(plain):  # far quicker to say than where
        plain = _MARK.sub(r"\1\\", plain)
    if "&" in plain:
        plain = _REFERENCE.sub("&amp;", plain)
    return plain.replace("<", "&lt;")


# Within these, and around these and a pre, white space says nothing.
_BLOCKS = {
    *("p", "blockquote", "article", "div", "section", "ol", "ul", "li", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"),
}
_APART = _BLOCKS | {"pre"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SIGNS = {"em": "*", "i": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_CODE = {"code", "kbd", "samp"}
_SPACE = re.compile(r"[\t\r\n][\t \r\n]*| [\t \r\n]+")  # but for a space alone
_FENCED = re.compile(r"\A(?:[ \n]*\n)?(.*?)[ \n]*\Z", re.DOTALL)
_LINE = re.compile(r"^(?=.)", re.MULTILINE)


class _Around(NamedTuple):
    """What an element stands in."""

    pre: bool = False
    code: bool = False
    line: bool = False  # all of it is one line: a heading's, a cell's
    cell: bool = False
    item: bool = False

    def within(self, tag: str) -> "_Around":
        return _Around(
            self.pre or tag == "pre",
            self.code or tag == "pre" or tag in _CODE,
            self.line or tag in _HEADINGS or tag in ("td", "th"),
            self.cell or tag in ("td", "th"),
            self.item or tag == "li",
        )


def _element(element: HtmlElement, around: _Around) -> str:
    tag = element.tag
    inside = around.within(tag)
    text = _joined(list(_parts(element, inside)), inside)
    if tag in _HEADINGS:
        return text if around.line else f"\n\n{_HEADINGS[tag]} {_SPACE.sub(' ', text.strip())}\n\n"
    if tag in _SIGNS:
        return text if around.code else _signed(text, _SIGNS[tag])
    if tag in _CODE:
        return text if around.code else _coded(text)
    match tag:
        case "p" | "div" | "section" | "article":
            text = text.strip(" \t\r\n") if tag == "p" else text.strip()
            return f" {text} " if around.line else text and f"\n\n{text}\n\n"
        case "a":
            return text if around.code else _link(element, text)
        case "ul" | "ol":
            return _list(element, text, around)
        case "li":
            return _item(element, text.strip())
        case "input":
            return "[ ]" if element.get("type") else "______"
        case "td" | "th":
            return f" {text.strip()}".replace("\n", " ") + " |" * int(element.get("colspan", "1"))
        case "tr":
            return _row(element, text)
        case "table":
            return f"\n\n{text.strip()}\n\n"
        case "blockquote":
            quoted = re.sub(r"^(.*)", lambda line: f"> {line[1]}".rstrip(" "), text.strip(), flags=re.MULTILINE)
            return f" {text.strip()} " if around.line else f"\n{quoted}\n\n"
        case "br":
            return f"{text} " if around.line else f"\\\n{text}"
        case "pre":
            return _FENCED.sub(r"\n\n```\n\1\n```\n\n", text) if text else ""
        case "hr":
            return "\n\n---\n\n"
        case "img":
            alt = element.get("alt", "")
            return alt if around.line else f"![{alt}]({element.get('src', '')})"
    return text


def _parts(element: HtmlElement, inside: _Around) -> Iterator[str]:
    """What an element holds, in order."""
    before, children = "", list(element)
    in_block = element.tag in _BLOCKS
    for place, child in enumerate([None, *children]):
        if child is not None:
            before = child.tag
            if isinstance(before, str):
                yield _element(child, inside)
        text = element.text if child is None else child.tail
        if not text:
            continue
        after = children[place].tag if place < len(children) else ""
        at_start = before in _APART or (in_block and not before)
        at_end = after in _APART or (in_block and not after)
        if text.isspace() and (at_start or at_end):
            continue
        text = text if inside.pre else _SPACE.sub(" ", text)
        text = text if inside.code else _escaped(text, inside)
        text = text.lstrip(" \t\r\n") if at_start else text
        yield text.rstrip() if at_end else text


def _joined(parts: list[str], inside: _Around) -> str:
    """The parts, with one empty line at most between two."""
    if inside.pre:
        return "".join(parts)
    found = ""
    for part in filter(None, parts):
        content = part.lstrip("\n")
        wanted = len(part) - len(content)
        there = len(found) - len(found.rstrip("\n")) if wanted else 0
        if there:
            found, wanted = found[:-there], min(2, max(there, wanted))
        found += "\n" * wanted + content
    return found


def _escaped(text: str, inside: _Around) -> str:
    if text in ("[", "]"):  # brackets around links alone, as a citation has, are only brackets
        return text
    return escaped(text).replace("|", r"\|") if inside.cell else escaped(text)


def _signed(text: str, sign: str, room: str = "") -> str:
    """Between signs, which stand close to the text, or with some room."""
    inner = text.strip()
    if not inner:
        return ""
    return f"{' ' * (text[0] == ' ')}{sign}{room}{inner}{room}{sign}{' ' * (text[-1] == ' ')}"


def _coded(text: str) -> str:
    """Between more backticks than stand together in the text."""
    most = max(map(len, re.findall("`+", text)), default=0)
    return _signed(text, "`" * (most + 1), " " if most else "")


def _link(element: HtmlElement, text: str) -> str:
    inner, href = text.strip(), element.get("href")
    if not inner or not href:
        return inner
    href = f"<{href}>" if re.search(r"[\s()]", href) else href
    title = element.get("title", "").replace('"', r"\"")
    said = f' "{title}"' if title else ""
    return f"{' ' * (text[0] == ' ')}[{inner}]({href}{said}){' ' * (text[-1] == ' ')}"


def _list(element: HtmlElement, text: str, around: _Around) -> str:
    if around.item:
        return "\n" + text.rstrip()
    after = element.getnext()
    followed = (element.tail or "").strip() or (after is not None and after.tag not in ("ul", "ol"))
    return f"\n\n{text}\n" if followed else f"\n\n{text}"


def _item(element: HtmlElement, text: str) -> str:
    if not text:
        return "\n"
    mark, parent = "- ", element.getparent()
    if parent is not None and parent.tag == "ol":
        mark = f"{int(parent.get('start', '1')) + len(list(element.itersiblings('li', preceding=True)))}. "
    text = mark + _LINE.sub(" " * len(mark), text)[len(mark) :]
    # Without room the next is part of it to many a reader.
    return f"{text}\n\n" if "\n\n" in text else f"{text}\n"


def _row(element: HtmlElement, text: str) -> str:
    """A row of a table; the first is followed by the line that makes a table of it, and is a head or gets one."""
    row = f"|{text}\n"
    if element.getprevious() is not None:
        return row
    columns = sum(int(cell.get("colspan", "1")) for cell in element)
    line = "| " + " | ".join(["---"] * columns) + " |\n"
    if element.getparent().tag == "thead" or all(cell.tag == "th" for cell in element):
        return row + line
    return "| " + " | ".join([""] * columns) + " |\n" + line + row


def _make_plain(page: HtmlElement, address: str) -> None:
    for element in [each for each in page.iter("*") if _is_left_out(each)]:
        element.drop_tree()
    named = _by_name(page)
    for link in named[".permalink"]:
        link.drop_tag()  # in notes a heading is a heading
    whole = cache(partial(urljoin, address))
    for name, attribute in (("a", "href"), ("img", "src")):
        for element in named[name]:
            if link := element.get(attribute):
                element.set(attribute, whole(link.strip()))
    for element in named["span"]:
        after = element.getnext()
        if not element.tail and after is not None and after.tag == "span":
            element.tail = " "  # a stylesheet keeps the two apart
    for name, (before, after) in _AROUND.items():
        for element in named[name]:
            element.text = before + (element.text or "")
            _add(element, after)
    for blank in named[".blank"]:
        blank.append(builder.INPUT())
    for box in named["input"]:
        if box.get("type"):
            box.tail = f" {_letter(box.getparent())}{box.tail or ''}"
            box.getparent().tag = "li"
    for name in _BOLD.split():
        for element in named[name]:
            _embolden(element)
    for head in (*named["dt"], *named["summary"]):
        _lead_in(head, head.getnext() if head.tag == "dt" else head.getparent())
    for legend in named["legend"]:
        for heading in legend.xpath("h2 | h3 | h4"):
            legend.tag = heading.tag
            heading.drop_tag()
    for caption in named["caption"]:
        caption.getparent().addprevious(caption)
    for name in _NEEDLESS:
        for element in named[name]:
            # What the box of an option made an item stays one; a citation's brackets are kept apart from the text.
            needed = element.tag != name or "citation" in element.classes
            if not needed and (name != "div" or element.xpath("boolean(parent::dl)")):
                element.drop_tag()
    for name, plain in _PLAIN.items():
        for element in named[name]:
            element.tag = plain if element.tag == name else element.tag


def _is_left_out(element: HtmlElement) -> bool:
    tag, said = element.tag, element.attrib
    return (
        tag in _LEFT_OUT
        or ("class" in said and not _CLASSES_LEFT_OUT.isdisjoint(said["class"].split()))
        or "hidden" in said
        or "popover" in said
        or said.get("aria-hidden") == "true"
        or said.get("role") == "status"
        or (tag == "button" and not element.xpath("boolean(parent::*[@class='term'])"))
        or (tag == "input" and said.get("type") not in ("checkbox", "radio"))
        or (tag == "summary" and element.xpath("boolean(../parent::figure)"))
    )


def _by_name(page: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements by their names and, with a dot before it, by each of their classes."""
    found: dict[str, list[HtmlElement]] = defaultdict(list)
    for element in page.iter("*"):
        found[element.tag].append(element)
        for name in element.get("class", "").split():
            found[f".{name}"].append(element)
    return found


def _add(element: HtmlElement, text: str) -> None:
    """Let the element end with a text."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


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
