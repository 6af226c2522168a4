"""What is read by a shortcut is read as it would be without: data by libyaml, macro calls without Jinja, bare texts."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros import documents, quotes, templates
from macros.documents import parse_document
from macros.templates import TemplateSyntax, calls
from tests.conftest import SECOND_GUIDE

DATA = [file.read_text(encoding="utf-8")[:1500] for file in sorted((SECOND_GUIDE / "data").rglob("*.yml"))]
PAGES = [file.read_text(encoding="utf-8") for file in sorted((SECOND_GUIDE / "docs").rglob("*.md"))]
SLIPS = [": ", "- ", "\t", "&a", "*a", "!", "?", "'", '"', "{", "]", "|#", "...\n", "\n  ", "\x85", "#", "%", "@"]
CALLS = ["{", "}}", "{{ x }}", "{{ f() }}", "{%", "{#", "\r", '"', "{{ none() }}", '{{ f("a", "b") }}', "\\"]


@example(text="a: \nb: 1\n", place=0.4, slip="!")
@example(text="a: {b: c d}\n", place=0.65, slip="?")
@example(text="a: \n  b\n", place=0.4, slip="|#")
@example(text="a: b\n", place=0.5, slip="\t")
@given(text=st.sampled_from(DATA), place=st.floats(0, 1), slip=st.sampled_from(SLIPS))
def test_data_are_read_alike_with_libyaml_and_without(text: str, place: float, slip: str) -> None:
    """Values, lines and complaints are the same, whatever slipped in, on a machine that has libyaml and on one that has not."""
    at = round(place * len(text))
    text = text[:at] + slip + text[at:]
    read = parse_document(text, "a.yml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_FastLoader", None)
        assert repr(parse_document(text, "a.yml")) == repr(read)


def test_what_is_right_is_read_by_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow way is for what is wrong: no file of a right guide takes it."""
    monkeypatch.setattr(documents, "_Loader", None)
    for text in (file.read_text(encoding="utf-8") for file in Path("data").rglob("*.yml")):
        assert parse_document(text, "a.yml").problems == []


@given(page=st.sampled_from(PAGES), place=st.floats(0, 1), slip=st.sampled_from(CALLS))
def test_calls_are_read_as_jinja_reads_them(page: str, place: float, slip: str) -> None:
    """Every call, its line, and what is wrong with a page are as Jinja has them."""
    at = round(place * len(page))
    text = page[:at] + slip + page[at:]
    found = []
    for read in (calls, templates._read_by_jinja):
        try:
            found.append(list(read(text)))
        except TemplateSyntax as error:
            found.append((error.line, str(error)))
    assert found[0] == found[1]


@example(text="a... b")
@example(text="a--b")
@example(text="a  b")
@given(text=st.text("aB 1,;:?.-’“é/_*`#&<", min_size=1, max_size=12))  # noqa: RUF001 - as meant
def test_a_text_without_markup_is_bare(text: str) -> None:
    """A text that is taken as it stands is what Markdown makes of it."""
    text = text.strip()
    if quotes._NO_MARKUP.fullmatch(text):
        assert quotes._MARKDOWN.reset().convert(text) == f"<p>{text}</p>"
