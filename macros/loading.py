"""Reads a project's data/ and docs/ and checks all of it. Knows nothing of the site generator."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel

import macros.figure_rules  # their rules register themselves
import macros.link_rules
import macros.quiz_rules
import macros.workbook_rules  # noqa: F401
from macros import contrast, rules
from macros.documents import Document, read_document, read_text
from macros.guide import Guide
from macros.models import (
    Aliases,
    Checklist,
    Claims,
    Comparison,
    Drill,
    Figures,
    Glossary,
    Nodes,
    Offers,
    Outreach,
    Permalinks,
    Positioning,
    Publication,
    Questions,
    Quiz,
    Scorecard,
    Signals,
    Simulation,
    Sources,
    Stories,
    Tracks,
    Workbook,
)
from macros.pages import Pages, read_pages
from macros.problems import GuideProblems, Problem, listed
from macros.validation import validate

# part, which is also its file's name -> (its model, the field of Guide that holds it)
FILES: dict[str, tuple[type[BaseModel], str]] = {
    "tracks": (Tracks, "tracks_file"),
    "sources": (Sources, "sources_file"),
    "claims": (Claims, "claims_file"),
    "glossary": (Glossary, "glossary_file"),
    "nodes": (Nodes, "nodes_file"),
    "figures": (Figures, "figures_file"),
    "scorecard": (Scorecard, "scorecard"),
    "quiz": (Quiz, "quiz"),
    "simulation": (Simulation, "simulation"),
    "positioning": (Positioning, "positioning"),
    "outreach": (Outreach, "outreach"),
    "stories": (Stories, "stories"),
    "signals": (Signals, "signals_file"),
    "drill": (Drill, "drill"),
    "offers": (Offers, "offers"),
    "workbook": (Workbook, "workbook"),
    "publication": (Publication, "publication"),
    "aliases": (Aliases, "aliases_file"),
    "permalinks": (Permalinks, "permalinks"),
}
FOLDERS: dict[str, type[BaseModel]] = {
    "comparisons": Comparison,
    "checklists": Checklist,
    "questions": Questions,
}
NOT_DATA = {"schema"}
# The surfaces that the tracks' accents are read on.
TOKENS = "overrides/assets/stylesheets/tokens.css"


def load(
    project: Path,
    docs: Path | None = None,
    documents: Iterator[dict[str, Document]] | None = None,
    pages: Iterable[Pages] = (),
) -> Guide:
    """The guide in `project`, whole and checked.

    What is being read elsewhere is waited for: the data files, by their names below data/, and the pages.
    Raises GuideProblems with everything that is wrong, each with file and line.
    """
    guide, problems = read(project, docs, documents, pages)
    if problems:
        raise GuideProblems(problems)
    return guide


def read(
    project: Path,
    docs: Path | None = None,
    documents: Iterator[dict[str, Document]] | None = None,
    pages: Iterable[Pages] = (),
) -> tuple[Guide, list[Problem]]:
    """What can be read of the guide in `project`, and everything that is wrong with it."""
    guide = Guide()
    docs = docs or project / "docs"
    found = [
        *_read_data(project / "data", guide, next(documents) if documents else {}),
        *_read_surfaces(project, guide),
    ]
    [(guide.pages, problems)] = pages or [read_pages(docs)]
    guide.files = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    return guide, [*found, *problems, *rules.problems(guide)]


def _read_data(data: Path, guide: Guide, documents: dict[str, Document]) -> Iterator[Problem]:
    expected = {data / f"{part}.yml" for part in FILES}
    for part, (model, field) in FILES.items():
        value, problems = _read(data, f"{part}.yml", model, guide, documents)
        yield from problems
        if value is not None:
            setattr(guide, field, value)
            guide.complete.add(part)
    for part, model in FOLDERS.items():
        failed = False
        for path in sorted((data / part).glob("*.yml")):
            if _is_left_by_a_program(path):
                continue
            expected.add(path)
            value, problems = _read(data, f"{part}/{path.name}", model, guide, documents)
            yield from problems
            if value is None:
                failed = True
            else:
                getattr(guide, part)[path.stem] = value
        if not failed:
            guide.complete.add(part)
    yield from _strays(data, expected)


def _read_surfaces(project: Path, guide: Guide) -> Iterator[Problem]:
    text = read_text(project / TOKENS, TOKENS)
    if isinstance(text, Problem):
        yield text
        return
    guide.surfaces = contrast.surfaces_in(text)
    for name, line in contrast.missing(text, guide.surfaces):
        message = f"{name} is not given as light-dark(#rrggbb, #rrggbb). Give it so: accents are checked on it."
        yield Problem(TOKENS, line, "", message)
    if guide.surfaces:
        guide.complete.add("surfaces")


def _is_left_by_a_program(path: Path) -> bool:
    """Hidden files and backups, such as an open editor or a file manager leaves beside ours."""
    return path.name.startswith((".", "#")) or path.name.endswith(("~", ".swp"))


def _strays(data: Path, expected: set[Path]) -> Iterator[Problem]:
    """A file below data/ that nothing reads is a slip in its name or folder."""
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        if not path.is_file() or path in expected or inside.parts[0] in NOT_DATA or _is_left_by_a_program(path):
            continue
        places = [f"{part}.yml" for part in FILES] + [f"{folder}/*.yml" for folder in FOLDERS]
        message = f"nothing reads this file. The data are {listed(places)}; rename or move it."
        yield Problem(f"data/{inside.as_posix()}", 1, "", message)


def _read(
    data: Path, name: str, model: type[BaseModel], guide: Guide, documents: dict[str, Document]
) -> tuple[BaseModel | None, list[Problem]]:
    """One file as its model, or None, and what is wrong with it."""
    document = documents.get(name) or read_document(data / name, f"data/{name}")
    guide.documents[name] = document
    return validate(model, document)
