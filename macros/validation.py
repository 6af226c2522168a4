"""Holds a document to its model and says in an editor's words where it differs."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from macros import models
from macros.documents import Document
from macros.problems import Path, Problem, did_you_mean, listed

M = TypeVar("M", bound=BaseModel)

# What to say of a text that does not match the pattern of its kind.
PATTERNS = {
    models.ID: "is not an id. Use a-z, 0-9 and single hyphens.",
    models.CLAIM_ID: "is not a claim's id. Write it as in S1.2.",
    models.ADDRESS: "is not an address. Write it from the site's root, as in 'quiz/too-close/'.",
    models.COLOUR: "is not a colour. Write it in lower case, as in '#1a2b3c'.",
    models.DRAWING: "is not an SVG path. Use path letters and numbers only.",
    models.DATE: "is not a date. Write it as in 2026-11-22.",
    models.PLAIN: 'has a character that is markup here. Write it without <, > and ".',
    models.PLACE: "is not a place. Write it from the site's root, as in 'sourcing/' or 'sourcing/#opaque'.",
    models.FEED_ID: "is not a feed's id. Write it as in urn:uuid:3f2b0c1e-8d7a-5e64-9b1f-0a2c4d6e8f10.",
    models.LINK: "is not a link. Write it whole, as in 'https://doi.org/10.1086/225469'.",
}


def validate(model: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """The document as its model, or None, and everything that is wrong with it."""
    problems = list(document.problems)
    if document.value is None:
        return None, problems or [document.problem((), "is empty. Fill it in.")]
    try:
        value = model.model_validate(document.value)
    except ValidationError as error:
        said = {(problem.line, problem.path) for problem in problems}
        more = _explain(error, model, document)
        return None, problems + [problem for problem in more if (problem.line, problem.path) not in said]
    return (None if problems else value), problems


def _explain(error: ValidationError, model: type[BaseModel], document: Document) -> Iterator[Problem]:
    """The validator's complaints as sentences; a misspelt key is one complaint, not two."""
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
        yield document.problem(place, f"the key '{place[-1]}' {PATTERNS[models.ID]}")


def _message(item: dict[str, Any]) -> str:
    """One complaint of the validator as what is wrong, then what to do."""
    given, context = item["input"], item.get("ctx", {})
    match item["type"]:
        case "string_type" if given is None:
            return "nothing stands where text is wanted. Write the text; if it begins with #, quote it."
        case "string_type":
            return f"{_shown(given)} stands where text is wanted. Write text; quote what looks like a number."
        case "string_too_short":
            return "is empty. Write the text."
        case "string_too_long":
            return f"is longer than {context['max_length']} characters. Shorten it."
        case "string_pattern_mismatch":
            return f"'{given}' {PATTERNS[context['pattern']]}"
        case "int_type":
            return f"{_shown(given)} stands where a whole number is wanted. Write digits, without quotes."
        case "float_type":
            return f"{_shown(given)} stands where a number is wanted. Write digits, without quotes."
        case "bool_type":
            return f"{_shown(given)} stands where true or false is wanted. Write one of the two, without quotes."
        case "greater_than":
            return f"{given} is not more than {context['gt']}. Raise it."
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
            return f"has {context['actual_length']} entries; {context['max_length']} is the most. Remove some."
        case "list_type":
            return f"{_shown(given)} stands where a list is wanted. Begin each entry with a hyphen."
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_shown(given)} stands where keys are wanted. Write 'key: value' lines."
    return f"{item['msg']}. Correct it."


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
    return [field.alias or name for name, field in getattr(model, "model_fields", {}).items()]
