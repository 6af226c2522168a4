"""Reads the chapters as an editor wrote them: front matter, headings and macro calls, each with its line."""

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from macros.documents import Document, parse_document, read_text
from macros.markup import Markup, Target, fenced
from macros.models import FrontMatter
from macros.problems import Problem
from macros.templates import Call, TemplateSyntax, calls
from macros.validation import validate

OTHER_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")  # the generator would publish these too

TAKEN = ("assets", "code", "components", "icons", "search")  # where finishing puts what pages load

LOOKS_AND_ACTS = (".html", ".htm", ".js", ".mjs", ".css")  # it would publish these as they are

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_HEADING = re.compile(r"(?P<marks>#{1,6})\s*(?P<text>[^#\s].*?)\s*#*(?:\s*\{:[^}]*?#(?P<id>[^\s}]+)[^}]*\})?\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_LINK = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<target>[^()\s]+)\)")
_POINTS = re.compile(r"^\{: \.in-short \}\n\n(?P<list>(?:[-*] .+\n?(?:[ \t]+\S.*\n?)*)+)", re.MULTILINE)
_POINT = re.compile(r"^[-*] ", re.MULTILINE)
_NOT_TEXT = re.compile(
    r"\{\{.*?\}\}|\{:.*?\}|<[^>]*>|\]\([^)]*\)", re.DOTALL
)  # calls, attributes, markup, targets of links


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    text: str
    id: str | None


@dataclass
class Page:
    """One Markdown file. `name` is its path below docs/; `problems` say why it cannot be used as it is."""

    name: str
    file: str
    headings: list[Heading] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    words: int = 0  # of its own text, without what macros show
    front_matter: FrontMatter | None = None  # None where it has a problem
    matter: Document | None = None  # the front matter as it stands in the file
    points: list[str] = field(default_factory=list)  # that it opens with, "in short", as Markdown
    links: dict[str, str] = field(default_factory=dict)  # to other pages: target, as written, -> its text
    targets: list[Target] = field(default_factory=list)  # of every link and picture in its text
    raw_ids: list[tuple[int, str]] = field(default_factory=list)  # of its own HTML, each with its line

    @property
    def address(self) -> str:
        """From the site's root, '' for the home page, otherwise ending in a slash."""
        stem = self.name.removesuffix(".md").removesuffix("index")
        return stem if not stem or stem.endswith("/") else f"{stem}/"

    @property
    def title(self) -> str:
        """The text of its first heading of level 1."""
        return next(heading.text for heading in self.headings if heading.level == 1)

    @property
    def ids(self) -> list[str]:
        return [heading.id for heading in self.headings if heading.id]

    def calls_of(self, macro: str) -> list[Call]:
        return [call for call in self.calls if call.name == macro]

    def problem(self, line: int, message: str) -> Problem:
        return Problem(self.file, line, "", message)


# By their names, and what is wrong with what only looks like one.
Pages = tuple[dict[str, Page], list[Problem]]


def read_pages(docs: Path) -> Pages:
    """Every Markdown file below docs/ by its name, and files that only look like pages. Never raises."""
    pages: dict[str, Page] = {}
    problems = []
    for folder, folders, files in os.walk(docs):
        for name in sorted(folders):
            if (Path(folder) / name).is_symlink():
                file = _relative(docs, Path(folder) / name)
                problems.append(Problem(file, 1, "", "is a link to a folder. Put the pages here instead."))
        for name in sorted(files):
            path = Path(folder) / name
            if name.startswith("."):
                continue  # the generator passes these over too
            if name.endswith(OTHER_ENDINGS):
                message = "is not read as a page. Name it with the ending .md."
                problems.append(Problem(_relative(docs, path), 1, "", message))
            elif name.endswith(LOOKS_AND_ACTS):
                message = "would be published as it is. Looks and acts are kept in overrides/; move or delete it."
                problems.append(Problem(_relative(docs, path), 1, "", message))
            elif name.endswith(".md"):
                page = _read_page(path, path.relative_to(docs).as_posix(), docs.name)
                pages[page.name] = page
    addresses: dict[str, Page] = {}
    for page in pages.values():
        if page.address.partition("/")[0] in TAKEN:
            message = (
                f"an address that begins with {page.address.partition('/')[0]}/ is the site's own. Move the page."
            )
            problems.append(page.problem(1, message))
        if page.address in addresses:
            message = (
                f"has the address of {addresses[page.address].file} too. Delete one, or give it another name."
            )
            problems.append(page.problem(1, message))
        addresses.setdefault(page.address, page)
    if pages and "" not in addresses:
        problems.append(Problem(docs.name, 1, "", "there is no home page. Restore index.md."))
    if not pages:
        problems.append(Problem(docs.name, 1, "", "there are no pages. Restore the folder."))
    return pages, problems


def _relative(docs: Path, path: Path) -> str:
    return f"{docs.name}/{path.relative_to(docs).as_posix()}"


def _read_page(path: Path, name: str, folder: str) -> Page:
    page = Page(name, f"{folder}/{name}")
    text = read_text(path, page.file)
    if isinstance(text, Problem):
        page.problems.append(text)
        return page
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    skip = _read_front_matter(page, text)
    lines, complaints = fenced(text)
    lines = lines[skip:]
    markup = Markup(lines)
    page.targets, page.raw_ids = markup.targets, markup.ids
    for link in _LINK.finditer(text):
        page.links.setdefault(link["target"], link["text"])
    points = _POINTS.search(text)
    page.points = [" ".join(point.split()) for point in _POINT.split(points["list"])[1:]] if points else []
    page.words = len(_NOT_TEXT.sub(" ", "\n".join(text.split("\n")[skip:])).split())
    page.headings = list(_headings(lines))
    first = next((number for number, line in lines if line.strip()), 1)
    if not page.problems and page.headings and page.headings[0].level == 1 and page.headings[0].line != first:
        page.problems.append(page.problem(first, "a text stands before the title. Begin the page with the title."))
    try:
        page.calls = list(calls(text))
        page.problems += _underlined(page, lines)
        page.problems += [page.problem(*complaint) for complaint in (*complaints, *markup.complaints)]
    except TemplateSyntax as error:
        hint = "Check its braces, quotes and brackets."
        if "comment" in str(error):
            hint = "Write a heading's id as {: #id }, with a colon and a space."
        page.problems.append(page.problem(error.line, f"a macro call cannot be read: {error}. {hint}"))
    return page


def _read_front_matter(page: Page, text: str) -> int:
    """Check the page's front matter; the number of lines it takes up."""
    matter = _FRONT_MATTER.match(text)
    if matter:
        document = parse_document(matter["yaml"], page.file, first_line=2)
        front_matter, problems = validate(FrontMatter, document)
        page.problems += problems
        page.front_matter, page.matter = front_matter, document
        if front_matter:
            page.problems += _wrong_days(front_matter, document)
        return text.count("\n", 0, matter.end())
    message = "has no front matter. Begin it with a line of ---, a description, the date reviewed, and ---."
    if re.match(r"---[ \t]*\n", text):
        message = "the front matter never ends. Close it with a line of ---."
    page.problems.append(page.problem(1, message))
    return 0


def _wrong_days(front_matter: FrontMatter, document: Document) -> Iterator[Problem]:
    """A page is published, then updated, then reviewed, each on a day of the calendar."""
    before = ""
    for key in ("published", "updated", "reviewed"):
        date = getattr(front_matter, key)
        if date and not _is_a_day(date):
            yield document.problem((key,), f"'{date}' is no day of the calendar. Correct it.")
        elif date and date < before:
            yield document.problem((key,), f"{date} is before {before}, the date above it. Correct one of them.")
        before = date or before


def _is_a_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True


def _underlined(page: Page, lines: list[tuple[int, str]]) -> Iterator[Problem]:
    """Headings that are underlined cannot carry an id of their own."""
    for (_, before), (number, line) in pairwise(lines):
        if before.strip() and "|" not in before and _UNDERLINE.match(line):
            yield page.problem(number, "a heading is underlined. Write it as '## Heading {: #its-id }'.")


def _headings(lines: list[tuple[int, str]]) -> Iterator[Heading]:
    for number, line in lines:
        match = _HEADING.match(line)
        if match:
            yield Heading(number, len(match["marks"]), match["text"], match["id"])
