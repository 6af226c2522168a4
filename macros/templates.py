"""Fills the components' templates and finds macro calls in pages. The only module that knows Jinja."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2 import nodes

COMPONENTS = Path(__file__).parent.parent / "overrides" / "components"

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(COMPONENTS),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(component: str, **context: object) -> str:
    """Fill overrides/components/<component>/<component>.html; every value is escaped."""
    return _environment.get_template(f"{component}/{component}.html").render(context).strip()


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


def calls(text: str) -> Iterator[Call]:
    """Every macro call in a page, and every bare name as a call without arguments.

    Raises TemplateSyntax where the page cannot be parsed.
    """
    try:
        tree = _environment.parse(text)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateSyntax(error.lineno, (error.message or "cannot be read").rstrip(".")) from None
    called = set()
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name):
            called.add(node.node)
            plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
            arguments = tuple(_text(argument) for argument in node.args) if plain else (None,)
            yield Call(node.node.name, arguments, node.lineno)
    for name in tree.find_all(nodes.Name):
        if name not in called:
            yield Call(name.name, (), name.lineno)


def _text(node: nodes.Node) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
