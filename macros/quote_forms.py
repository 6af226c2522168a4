"""The forms in which a piece of the guide leaves it: rich text, HTML for e-mail, Markdown and plain text."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from macros.guide import Guide
from macros.models import Track
from macros.templates import render

# What stands on a light page, as in tokens.css: an e-mail has no scheme of its own, so it brings its colours.
INK, QUIET, LINE = "#1d2027", "#515661", "#d6cfbf"

_ENTITY = re.compile(r"&(?=#?\w+;)")
_INLINE = re.compile(r"[\\`*_{}\[\]]")
_BLOCK = re.compile(r"^(?:[#+-]|\d+(?=[.)]))")


def markdown(text: str) -> Markup:
    """A text as Markdown that shows it as it is, alone in a paragraph, a heading or an item of a list.

    Where not every dialect takes a backslash, a character is written as HTML would have it.
    """
    line = _ENTITY.sub("&amp;", _one_line(text)).replace("<", "&lt;").replace(">", "&gt;")
    line = _INLINE.sub(r"\\\g<0>", line).replace("~", "&#126;").replace("|", "&#124;").replace("=", "&#61;")
    start = _BLOCK.match(line)
    if start and start[0].isdigit():  # 1. or 1) would begin a list
        line = f"{start[0]}\\{line[start.end() :]}"
    elif start:
        line = f"\\{line}"
    return Markup(line)


def plain(text: str) -> Markup:
    return Markup(_one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


class Link(NamedTuple):
    """Words, or a picture's description, and the whole address they lead to."""

    text: str
    to: str


# Form -> how a text is written in it. HTML is escaped by the templates.
FORMS: dict[str, Callable[[str], str]] = {"rich": str, "email": str, "markdown": markdown, "text": plain}


def fill(component: str, form: str, content: Mapping[str, Any], **colours: str) -> str:
    """A component's template for a form, with content as the form writes it: texts, links, and tuples of them."""
    how = FORMS[form]
    written = {name: _written(value, how) for name, value in content.items()}
    return render(component, form, ink=INK, quiet=QUIET, line_colour=LINE, **colours, **written)


def _written(value: Any, how: Callable[[str], str]) -> Any:
    if isinstance(value, Link):
        return Link(how(value.text), value.to if how is str else Markup(value.to))
    return tuple(_written(each, how) for each in value) if isinstance(value, tuple) else how(value)


def colours(guide: Guide, track: Track | None) -> dict[str, str]:
    """An e-mail block's own: a track's accent, or neutral, on paper."""
    return {"accent": track.accent.light if track else INK, "paper": guide.surfaces["--paper"]["light"]}
