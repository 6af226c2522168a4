"""Reads a project's data/ and docs/ and checks all of it. Knows nothing of the site generator."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

import macros.quiz_rules  # noqa: F401  (its rules register themselves)
from macros import rules
from macros.documents import Document, read_document
from macros.guide import Guide
from macros.models import Checklist, Claims, Comparison, Glossary, Quiz, Sources, Tracks
from macros.pages import read_pages
from macros.problems import GuideProblems, Path, Problem, did_you_mean, listed

# part -> (file below data/, its model, the field of Guide that holds it)
FILES: dict[str, tuple[str, type[BaseModel], str]] = {
    "tracks": ("tracks.yml", Tracks, "tracks_file"),
    "sources": ("sources.yml", Sources, "sources_file"),
    "claims": ("claims.yml", Claims, "claims_file"),
    "glossary": ("glossary.yml", Glossary, "glossary_file"),
    "quiz": ("quiz.yml", Quiz, "quiz"),
}
FOLDERS: dict[str, type[BaseModel]] = {"comparisons": Comparison, "checklists": Checklist}
NOT_DATA = {"schema"}


def load(project: FilePath, docs: FilePath | None = None) -> Guide:
    """The guide in `project`, whole and checked.

    Raises GuideProblems with everything that is wrong, each with file and line.
    """
    guide = Guide(pages=read_pages(docs or project / "docs"))
    found = list(_read_data(project / "data", guide))
    found += rules.problems(guide)
    if found:
        raise GuideProblems(found)
    return guide


def _read_data(data: FilePath, guide: Guide) -> Iterator[Problem]:
    expected = {data / name for name, _, _ in FILES.values()}
    for part, (name, model, field) in FILES.items():
        value, problems = _read(data / name, name, model, guide)
        yield from problems
        if value is not None:
            setattr(guide, field, value)
            guide.complete.add(part)
    for part, model in FOLDERS.items():
        failed = False
        for path in sorted((data / part).glob("*.yml")):
            expected.add(path)
            value, problems = _read(path, f"{part}/{path.name}", model, guide)
            yield from problems
            if value is None:
                failed = True
            else:
                getattr(guide, part)[path.stem] = value
        if not failed:
            guide.complete.add(part)
    yield from _strays(data, expected)


def _strays(data: FilePath, expected: set[FilePath]) -> Iterator[Problem]:
    """A file below data/ that nothing reads is a slip in its name or folder."""
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data)
        if path.is_file() and path not in expected and inside.parts[0] not in NOT_DATA:
            places = [name for name, _, _ in FILES.values()] + [f"{folder}/*.yml" for folder in FOLDERS]
            message = f"nothing reads this file. The data are {listed(places)}; rename or move it."
            yield Problem(f"data/{inside.as_posix()}", 1, "", message)


def _read(
    path: FilePath, name: str, model: type[BaseModel], guide: Guide
) -> tuple[BaseModel | None, list[Problem]]:
    """One file as its model, or None, and what is wrong with it."""
    document = read_document(path, f"data/{name}")
    guide.documents[name] = document
    problems = list(document.problems)
    if document.value is None:
        return None, problems or [document.problem((), "is empty. Fill it in.")]
    try:
        value = model.model_validate(document.value)
    except ValidationError as error:
        said = {(problem.line, problem.path) for problem in problems}
        more = _from_validation(error, model, document)
        return None, problems + [problem for problem in more if (problem.line, problem.path) not in said]
    return (None if problems else value), problems


def _from_validation(error: ValidationError, model: type[BaseModel], document: Document) -> Iterator[Problem]:
    """The validator's complaints as sentences for the editor; a misspelt key is one complaint, not two."""
    details = [item for item in error.errors() if item["loc"][-1:] != ("[key]",)]
    bad_keys = [item for item in error.errors() if item["loc"][-1:] == ("[key]",)]
    missing = {item["loc"] for item in details if item["type"] == "missing"}
    explained: set[Path] = set()
    for item in details:
        if item["type"] == "extra_forbidden":
            parent, key = item["loc"][:-1], str(item["loc"][-1])
            keys = _keys(model, parent)
            hint = did_you_mean(key, keys, f"The keys are {listed(keys)}.")
            near = next((name for name in keys if f"'{name}'" in hint and (*parent, name) in missing), None)
            if near:
                explained.add((*parent, near))
            yield document.problem(item["loc"], f"'{key}' is not a key here.{hint}")
    for item in details:
        if item["type"] == "extra_forbidden" or item["loc"] in explained:
            continue
        if item["type"] == "missing":
            yield document.problem(item["loc"][:-1], f"'{item['loc'][-1]}' is missing. Add it.")
        else:
            yield document.problem(item["loc"], _message(item))
    for item in bad_keys:
        place = item["loc"][:-1]
        yield document.problem(place, f"the key '{place[-1]}' is not an id. Use a-z, 0-9 and hyphens.")


def _message(item: dict[str, Any]) -> str:
    """One complaint of the validator as what is wrong, then what to do."""
    given, context = item["input"], item.get("ctx", {})
    match item["type"]:
        case "string_type":
            return f"{_shown(given)} stands where text is wanted. Write text; quote what looks like a number."
        case "string_too_short":
            return "is empty. Write the text."
        case "string_too_long":
            return f"is longer than {context['max_length']} characters. Shorten it."
        case "string_pattern_mismatch":
            return (
                f"'{given}' {PATTERNS.get(context['pattern'], 'is not written as wanted here. Correct it.')}"
            )
        case "int_type":
            return f"{_shown(given)} stands where a whole number is wanted. Write digits, without quotes."
        case "greater_than_equal":
            return f"{given} is less than {context['ge']}, the least. Raise it."
        case "less_than_equal":
            return f"{given} is more than {context['le']}, the most. Lower it."
        case "literal_error":
            choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            hint = did_you_mean(str(given), choices, "Choose one of them.")
            return f"'{given}' is not one of {listed(choices)}.{hint}"
        case "too_short":
            return f"has {context['actual_length']} entries; {context['min_length']} is the least. Add some."
        case "too_long":
            return (
                f"has {context['actual_length']} entries; {context['max_length']} is the most. Remove some."
            )
        case "list_type":
            return f"{_shown(given)} stands where a list is wanted. Begin each entry with a hyphen."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_shown(given)} stands where keys are wanted. Write 'key: value' lines."
    return f"{item['msg']}. Correct it."


PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is not an id. Use a-z, 0-9 and single hyphens.",
    r"^S\d+\.\d+$": "is not a claim's id. Write it as in S1.2.",
    r"^([a-z0-9-]+/)*$": "is not an address. Write it from the site's root, as in 'quiz/too-close/'.",
    r"^#[0-9a-f]{6}$": "is not a colour. Write it in lower case, as in '#1a2b3c'.",
    r"^[MmLlHhVvCcSsQqTtAaZz0-9 .,-]+$": "is not an SVG path. Use path letters and numbers only.",
}


def _shown(value: Any) -> str:
    """A wrong value in an editor's words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
    return f"the text '{value}'"


def _keys(model: Any, place: Path) -> list[str]:
    """The keys that the model allows at a place in its data."""
    for part in place:
        if isinstance(part, int):
            model = get_args(model)[0]
        elif get_origin(model) is dict:
            model = get_args(model)[1]
        else:
            model = model.model_fields[part].annotation
        if get_origin(model) in (Union, UnionType):
            model = get_args(model)[0]
    return list(getattr(model, "model_fields", {}))
