"""Fills the components' templates and finds macro calls in pages. The only module that knows Jinja."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import nodes
from markupsafe import Markup, escape

COMPONENTS = Path(__file__).parent.parent / "overrides" / "components"

_COMPILED = Path(__file__).parent / "__pycache__"


def compiled(user: str) -> jinja2.BytecodeCache | None:
    """Keeps a user's compiled templates where Python keeps its own compiled modules, if it does.

    A template is compiled anew when its text, Python or Jinja has changed.
    """
    if not os.access(_COMPILED, os.W_OK):
        return None
    return jinja2.FileSystemBytecodeCache(str(_COMPILED), f"{user}-{jinja2.__version__}-%s.jinja")


_environment = jinja2.Environment(
    auto_reload=False,  # a build reads a template once
    bytecode_cache=compiled("components"),
    loader=jinja2.FileSystemLoader(COMPONENTS),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(component: str, form: str | None = None, /, **context: object) -> str:
    """Fill overrides/components/<component>/<form or component>.html; every value is escaped."""
    return _environment.get_template(f"{component}/{form or component}.html").render(context).strip()


# Signs that Markdown would read in a text; as HTML would have them, it leaves them alone.
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]|~^"}


def as_text(value: object) -> Markup:
    """A value for the middle of a Markdown text: in one line, with no sign in it that Markdown or HTML reads."""
    if isinstance(value, Markup):
        return value
    entities = re.split(r"(&\w+;|&#\d+;)", str(escape(" ".join(str(value).split()))))
    return Markup("".join(one if place % 2 else one.translate(_MARKS) for place, one in enumerate(entities)))


_within_text = _environment.overlay(finalize=as_text)


def render_within_text(component: str, /, **context: object) -> str:
    """Like render, for what stands in a sentence, where Markdown would read the signs of a value as its own."""
    return _within_text.get_template(f"{component}/{component}.html").render(context).strip()


@dataclass(frozen=True)
class Call:
    """`{{ name("argument") }}` on a line of a page; an argument that is no quoted text is None."""

    name: str
    arguments: tuple[str | None, ...]
    line: int


class TemplateSyntax(Exception):
    """A page's macro call that cannot be read, with its line."""

    def __init__(self, line: int, message: str):
        self.line = line
        super().__init__(message)


# All that a page may hold between its braces: calls of macros by name, with plain values.
_PLAIN = (nodes.Output, nodes.TemplateData, nodes.Call, nodes.Name, nodes.Const)


# What nearly all calls are; Jinja, which reads the others, is asked only where there are any.
_QUOTED = r"\"[^\"\\\n{}]*\""
_SIMPLE = re.compile(rf"(?<!\{{)\{{\{{ (?P<name>[a-z_]+)\((?P<arguments>(?:{_QUOTED}(?:, {_QUOTED})*)?)\) \}}\}}")
_READ_BY_JINJA = re.compile(r"[{\r]|\n\Z")  # what it reads, turns into other ends of lines, or drops
_MARKS_OF_JINJA = ("{{", "{%", "{#")
_WORDS_OF_JINJA = {"none", "true", "false", "not", "and", "or", "if", "else", "in", "is"}


def calls(text: str) -> Iterator[Call]:
    """Every macro call in a page, and every bare name as a call without arguments.

    Raises TemplateSyntax where the page cannot be parsed, or holds more than macro calls.
    """
    simple = _simple_calls(text)
    if simple is None:
        yield from _read_by_jinja(text)
        return
    for call in simple:
        yield Call(call["name"], _arguments(call), text.count("\n", 0, call.start()) + 1)


def needs_jinja(text: str) -> bool:
    """Whether there is anything in a page that Jinja must read."""
    return any(mark in text for mark in _MARKS_OF_JINJA)


def _simple_calls(text: str) -> list[re.Match[str]] | None:
    """The calls in a page; None if there is anything in it that Jinja must read."""
    simple = list(_SIMPLE.finditer(text))
    marks = sum(map(text.count, _MARKS_OF_JINJA))
    if "\r" in text or marks != len(simple) or any(call["name"] in _WORDS_OF_JINJA for call in simple):
        return None
    return simple


def _arguments(call: re.Match[str]) -> tuple[str, ...]:
    return tuple(quoted[1:-1] for quoted in re.findall(_QUOTED, call["arguments"]))


def filled(text: str, macros: Mapping[str, Callable[..., str]]) -> str:
    """The page with what its calls show, by the macros' names, in their place.

    It is read by Jinja afterwards, which takes far longer over a call; so a call stays only where Jinja must read
    it, or would read what it shows.
    """

    def shown(call: re.Match[str]) -> str:
        html = macros[call["name"]](*_arguments(call))
        return call[0] if _READ_BY_JINJA.search(html) else html

    return text if _simple_calls(text) is None else _SIMPLE.sub(shown, text)


def _read_by_jinja(text: str) -> Iterator[Call]:
    try:
        tree = _environment.parse(text)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateSyntax(error.lineno, (error.message or "cannot be read").rstrip(".")) from None
    except RecursionError:
        raise TemplateSyntax(1, "brackets are nested too deeply") from None
    called = set()
    for node in tree.find_all(nodes.Node):
        by_name = not isinstance(node, nodes.Call) or isinstance(node.node, nodes.Name)
        shown = node.nodes if isinstance(node, nodes.Output) else []
        bare = next((one for one in shown if isinstance(one, nodes.Const)), None)
        if bare or not (isinstance(node, _PLAIN) and by_name):
            raise TemplateSyntax((bare or node).lineno, "there is more than a macro's name and quoted ids")
        if isinstance(node, nodes.Call):
            called.add(node.node)
            yield Call(node.node.name, tuple(_text(argument) for argument in node.args), node.lineno)
    for name in tree.find_all(nodes.Name):
        if name not in called:
            yield Call(name.name, (), name.lineno)


def _text(node: nodes.Node) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
