"""What is read by a shortcut is read as it would be without: data by libyaml, macro calls without Jinja, bare texts."""

import re
from pathlib import Path

import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros import documents, quotes, templates
from macros.documents import parse_document
from macros.finishing.code import _in_lines
from macros.markup import Markup
from macros.templates import TemplateSyntax, calls, filled
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


@example(page=["{{ f() }}"], shown="\n")
@example(page=["{{ f() }}", "%"], shown="{")
@given(
    page=st.lists(
        st.sampled_from(["{{ f() }}", '{{ g("a", "b") }}', "{{ f( ) }}", "{", "%", "# x", "\n", " ", "\r"])
    ),
    shown=st.text("{%#} f()\n\ra", max_size=8),
)
def test_what_is_filled_in_is_what_jinja_would_fill_in(page: list[str], shown: str) -> None:
    """A page is the same if Jinja finds calls in it or what they show, whatever that is."""
    macros = {"f": lambda: shown, "g": lambda *names: "/".join(names)}
    text, environment = "".join(page), jinja2.Environment()
    try:
        whole = environment.from_string(text).render(macros)
    except jinja2.TemplateError:
        return
    assert environment.from_string(filled(text, macros)).render(macros) == whole


@given(text=st.text("\n \t\u00a0a", max_size=12))
def test_lines_are_what_a_pattern_would_make_of_them(text: str) -> None:
    """Where lines end, white space becomes one line's end, and nowhere else."""
    assert _in_lines(text) == re.sub(r"\s*\n\s*", "\n", text)


@given(before=st.text("\n \ta", max_size=6), after=st.text("\n \ta", max_size=6))
def test_a_call_is_apart_where_empty_lines_part_it(before: str, after: str) -> None:
    """A block's call has an empty line before and after it, or the page's beginning or end."""
    is_apart = re.search(r"(\A|\n[ \t]*\n)\Z", before) and re.match(r"[ \t]*(\n[ \t]*(\n|\Z)|\Z)", after)
    text = f"{before}{{{{ quiz() }}}}{after}"
    said = [complaint.message for complaint in Markup(list(enumerate(text.split("\n"), 1))).complaints]
    assert any("shows a block" in message for message in said) != bool(is_apart)


@example(text="a... b")
@example(text="a--b")
@example(text="a  b")
@given(text=st.text("aB 1,;:?.-’“é/_*`#&<", min_size=1, max_size=12))  # noqa: RUF001 - as meant
def test_a_text_without_markup_is_bare(text: str) -> None:
    """A text that is taken as it stands is what Markdown makes of it."""
    text = text.strip()
    if quotes._NO_MARKUP.fullmatch(text):
        assert quotes._MARKDOWN.reset().convert(text) == f"<p>{text}</p>"
