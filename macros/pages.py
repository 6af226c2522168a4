"""Reads the chapters as an editor wrote them: front matter, headings and macro calls, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros.documents import Document, parse_document
from macros.problems import Problem
from macros.templates import Call, TemplateSyntax, calls

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^(#{1,6})\s+(?P<text>.*?)(?:\s*\{:\s*#(?P<id>[\w-]+)[^}]*\})?\s*$")


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    text: str
    id: str | None


@dataclass
class Page:
    """One Markdown file. `name` is its path below docs/, `address` where it is published."""

    name: str
    file: str
    front_matter: Document | None = None
    headings: list[Heading] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def address(self) -> str:
        """From the site's root, '' for the home page, otherwise ending in a slash."""
        stem = self.name.removesuffix(".md").removesuffix("index")
        return stem if not stem or stem.endswith("/") else f"{stem}/"

    @property
    def ids(self) -> list[str]:
        return [heading.id for heading in self.headings if heading.id]

    def problem(self, line: int, message: str) -> Problem:
        return Problem(self.file, line, "", message)


def read_pages(docs: Path) -> dict[str, Page]:
    """Every Markdown file below docs/, by its name. Never raises for what a file holds."""
    files = sorted(docs.rglob("*.md"))
    pages = (_read_page(path, path.relative_to(docs).as_posix(), docs.name) for path in files)
    return {page.name: page for page in pages}


def _read_page(path: Path, name: str, folder: str) -> Page:
    page = Page(name, f"{folder}/{name}")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        page.problems.append(page.problem(line, "is not UTF-8. Save the file as UTF-8."))
        return page
    text = text.replace("\r\n", "\n")
    matter = re.match(r"---\n(.*?\n)---\s*(\n|$)", text, re.DOTALL)
    if matter:
        page.front_matter = parse_document(matter[1], page.file, first_line=2)
        page.problems += page.front_matter.problems
    page.headings = list(_headings(text, text.count("\n", 0, matter.end()) if matter else 0))
    try:
        page.calls = list(calls(text))
    except TemplateSyntax as error:
        hint = "Check its braces, quotes and brackets."
        if "comment" in str(error):
            hint = "Write a heading's id as {: #id }, with a colon and a space."
        page.problems.append(page.problem(error.line, f"a macro call cannot be read: {error}. {hint}"))
    return page


def _headings(text: str, skip: int) -> Iterator[Heading]:
    """The headings outside code fences, after the first `skip` lines."""
    fenced = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        match = None if fenced or number <= skip else _HEADING.match(line)
        if match:
            yield Heading(number, len(match[1]), match["text"], match["id"])
