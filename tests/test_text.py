"""What a machine can check of the text: that chapters are whole, balanced, cited, linked and spelt. Taste is not here."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest

from macros.guide import Guide
from tests.addresses import CHAPTERS
from tests.conftest import PROJECT

SECTIONS = ("value-proposition", "sourcing", "interview-loop")
NUMBER = r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty|thirty|forty|fifty)\b"
VOID = {"br", "hr", "img", "input", "meta", "link", "path"}
# Aids beside the text, and what is not read in its place.
ASIDE = {"comparison", "figure", "checklist-frame", "aid-link", "quote", "citation", "definition", "reviewed"}


class Reading(HTMLParser):
    """The text of a page's article as one reads it, leaving out elements of some classes."""

    def __init__(self, path: Path, leave_out: set[str]) -> None:
        super().__init__()
        self.leave_out = leave_out
        self.open: list[bool] = []  # for each open element, whether it is left out
        self.inside = False
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "article"
        if self.inside and tag not in VOID:
            classes = set((dict(attributes).get("class") or "").split())
            self.open.append(tag in {"script", "svg"} or bool(classes & self.leave_out))
            self.text += "" if tag in {"a", "span", "button"} else "\n"

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag not in VOID:
            self.open.pop()
            self.inside = tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside and not any(self.open):
            self.text += data


def words(text: str) -> int:
    return len(re.findall(r"[\w\u2019'-]*\w", text))


@cache
def reading(site: Path, address: str) -> str:
    return Reading(site / address / "index.html", ASIDE).text


@cache
def source(guide_file: str) -> str:
    """A page as written, without its front matter."""
    return (PROJECT / guide_file).read_text(encoding="utf-8").split("---\n", 2)[2]


def text_of(guide: Guide, address: str) -> str:
    return source(guide.page_at(address).file)


def section(text: str, heading: str) -> str:
    """What stands below the heading with this id, down to the next of its level or above."""
    start = re.search(rf"^(#+) .*\{{: #{heading} \}}$", text, re.MULTILINE)
    assert start, f"no heading #{heading}"
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def within_a_tenth(first: int, second: int) -> bool:
    return max(first, second) <= 1.1 * min(first, second)


@pytest.mark.parametrize("address", CHAPTERS)
def test_a_chapter_has_all_its_parts(guide: Guide, address: str) -> None:
    """Claims to quote, reasons, two illustrative cases with figures, what goes wrong, and what to read next."""
    text = text_of(guide, address)
    in_short = text.split("In short:", 1)[1].split("\n## ", 1)[0]
    assert 3 <= len(re.findall(r"^- ", in_short, re.MULTILINE)) <= 5
    for example in ("worked-example", "second-example"):
        case = section(text, example)
        assert case.strip().startswith("This case is illustrative.")
        assert words(case) >= 120
        assert len(re.findall(NUMBER, case)) >= 4
    assert "cite(" in section(text, "why-it-holds")
    assert words(section(text, "when-it-goes-wrong")) >= 50
    assert len(re.findall(r"\]\([^)]+\.md", section(text, "read-next"))) >= 2


@pytest.mark.parametrize("address", CHAPTERS)
def test_a_chapter_says_what_to_do_and_how_long_it_takes(guide: Guide, address: str) -> None:
    """There is a list of four steps or more, and each of them names its time."""
    timed = r"\((?:[\d.]+ (?:minutes?|hours?|evenings?)(?: a week)?)\)$"
    lists = re.findall(r"(?:^\d+\. .*\n)+", text_of(guide, address) + "\n", re.MULTILINE)
    steps = [lines.strip().split("\n") for lines in lists if re.search(timed, lines, re.MULTILINE)]
    assert steps
    for lines in steps:
        assert len(lines) >= 4
        assert [line for line in lines if not re.search(timed, line)] == []


@pytest.mark.parametrize("address", CHAPTERS)
def test_a_chapter_is_neither_thin_nor_long(site: Path, address: str) -> None:
    """Without its tables, its figure and its checklist a chapter has 1,200 to 2,200 words."""
    assert 1200 <= words(reading(site, address)) <= 2200


def test_the_tracks_get_equal_room(guide: Guide, site: Path) -> None:
    """In every section, and between the verdicts, the two tracks' pages differ by at most a tenth in words."""
    for kind in guide.tracks[0].addresses:
        first, second = (words(reading(site, track.addresses[kind])) for track in guide.tracks)
        assert within_a_tenth(first, second), (kind, first, second)


def test_the_tracks_get_equal_room_in_the_data(guide: Guide) -> None:
    """Cells of tables, options, checklists, messages and questions differ by at most a tenth between the tracks."""
    shared = [table for table in guide.comparisons.values() if not table.columns]
    options = [
        row
        for table in guide.comparisons.values()
        if table.columns
        for row in table.rows
        if row.id in guide.track_ids
    ]
    for name, count in {
        "tables": lambda track: sum(words(row.cells[track]) for table in shared for row in table.rows),
        "options": lambda track: sum(words(" ".join(row.cells.values())) for row in options if row.id == track),
        "checklists": lambda track: sum(
            words(item.text) + words(item.why)
            for sheet in guide.checklists.values()
            if sheet.track == track
            for item in sheet.items
        ),
        "messages": lambda track: sum(words(node.first) for node in guide.nodes.values() if node.track == track),
        "questions": lambda track: sum(
            words(question.text) + words(question.listens_for)
            for bank in guide.questions.values()
            if bank.track == track
            for question in bank.questions
        ),
        "answers": lambda track: sum(
            words(stage.weak) + words(stage.strong) for bank, stage in guide.stages.values() if bank.track == track
        ),
    }.items():
        first, second = (count(track) for track in guide.track_ids)
        assert within_a_tenth(first, second), (name, first, second)


def test_each_track_comes_first_as_often(guide: Guide, site: Path) -> None:
    """The tracks lead as many tables as each other, give or take one, and the columns of one page keep their order."""
    leads: dict[str, str] = {}  # for each table that names a track, the one it names first
    for page in guide.pages.values():
        html = (site / page.address / "index.html").read_text(encoding="utf-8")
        columns = set()
        for name, table in re.findall(
            r'<table class="comparison".*? id="comparison-(.*?)">(.*?)</table>', html, re.DOTALL
        ):
            if track := re.search(r'data-track="(.*?)"', table):
                leads[name] = track[1]
                columns |= set() if guide.comparisons[name].columns else {track[1]}
        assert len(columns) <= 1, page.name
    naming = {
        name
        for name, table in guide.comparisons.items()
        if not table.columns or {row.id for row in table.rows} & set(guide.track_ids)
    }
    assert leads.keys() == naming
    first, second = (list(leads.values()).count(track) for track in guide.track_ids)
    assert abs(first - second) <= 1


def test_each_track_has_its_nodes_stages_and_questions(guide: Guide) -> None:
    """Each track has three nodes, and a loop of stages with four questions or more in each, 24 or more in all."""
    for track in guide.tracks:
        nodes = [node.id for node in guide.nodes.values() if node.track == track.id]
        assert len(nodes) == 3
        calls = guide.page_at(track.addresses["sourcing"]).calls_of("node")
        assert [call.arguments[0] for call in calls] == nodes
        [bank] = [bank for bank in guide.questions.values() if bank.track == track.id]
        assert len(bank.questions) >= 24
        asked = [question.stage for question in bank.questions]
        assert all(asked.count(stage.id) >= 4 for stage in bank.stages)
        calls = guide.page_at(track.addresses["interview-loop"]).calls_of("stage")
        assert [call.arguments[0] for call in calls] == [stage.id for stage in bank.stages]


def prose(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every paragraph or list item that states something: no examples, quotations or steps."""
    for page in guide.pages.values():
        text = source(page.file)
        for example in re.findall(r"\{: #((?:worked|second)-example|positioning) \}", text):
            text = text.replace(section(text, example), "")
        for block in re.split(r"\n\s*\n", text):
            if not block.startswith((">", "#")):
                yield page.name, block


def test_every_figure_of_research_names_its_source(guide: Guide) -> None:
    """A percentage, odds, or a count of people, studies or applicants is cited in its own paragraph."""
    figure = re.compile(
        r"\d ?%|\d per cent|\b1 in \d|\d [a-z]*(million|billion)|\d+ (other )?(studies|applicants|workers)"
    )
    uncited = [
        (name, block[:80])
        for name, block in prose(guide)
        if figure.search(block) and "cite(" not in block and name != "quiz/method.md"  # measured there by us
    ]
    assert uncited == []


@pytest.mark.parametrize("address", CHAPTERS)
def test_a_term_is_explained_where_a_chapter_first_uses_it(guide: Guide, address: str) -> None:
    """The first time that a term of the glossary stands in a chapter's text it carries its definition."""
    page = guide.page_at(address)
    text = re.sub(r"^#.*$", "", source(page.file), flags=re.MULTILINE)
    calls = {call.arguments[0]: call for call in page.calls_of("term")}
    forms = {name: {entry.term} for name, entry in zip(guide.terms, guide.glossary_file.terms, strict=True)}
    for call in chain.from_iterable(other.calls_of("term") for other in guide.pages.values()):
        forms[call.arguments[0]] |= set(call.arguments[1:])
    late = []
    for name, own in forms.items():
        start = text.find(f'term("{name}"') if name in calls else len(text)
        before = re.sub(r"\{\{.*?\}\}|\]\([^)]*\)", "", text[: max(start - 3, 0)])
        # "technical certainty" is a term of its own and no use of "certainty".
        for longer in (form for other in forms.values() for form in other if any(word in form for word in own)):
            if longer not in own:
                before = re.sub(re.escape(longer), "", before, flags=re.IGNORECASE)
        pattern = "|".join(map(re.escape, own))
        if re.search(rf"(?<![\w-])({pattern})s?(?![\w-])", before, re.IGNORECASE):
            late.append(name)
    assert late == []


BANNED = [
    # hype and filler
    r"in today.s", r"fast-paced", r"game.?chang", r"deep dive", r"\bdelv", r"\bsynerg", r"best.in.class", r"world.class",
    r"cutting.edge", r"\bunlock(s|ed|ing)? (your|the)", r"take (it|this|your \w+) to the next level", r"at the end of the day",
    r"needless to say", r"it is important to", r"it.s worth noting", r"\bmoving forward\b", r"\bnavigat(e|ing) the\b",
    r"\bjourney\b(?!s)", r"\bpassionate\b", r"\brock.?star", r"\bninja", r"\bthought leader", r"\bholistic", r"\bseamless",
    r"\bleverag(es|ed|ing)\b", r"\bimpactful", r"\bgo-to\b", r"\bvery unique", r"\bemployer brand",
    # formulas
    r"\b(is|are|it.s)n.t (just|only|about)\b", r"\bis not just\b", r"\bnot only\b.{1,80}\bbut also\b", r"^- \*\*[^*]+:?\*\*:?",
    # figures that nobody can trace
    r"\b(70|75|80|85)( ?%| per cent) of (all )?jobs", r"hidden job market", r"40( ?%| per cent) of (new )?executives",
    r"\b18 months\b.{0,40}\bfail", r"7( ?%| per cent) of applicants",
]  # fmt: skip


def test_no_banned_phrase_stands_in_the_text(guide: Guide) -> None:
    """No hype, no filler, no worn formula and no figure without a root, in pages or in data."""
    # An answer that is meant to be weak may speak as weak answers do.
    weak = {stage.weak for _, stage in guide.stages.values()}
    found = []
    files = chain((PROJECT / "docs").rglob("*.md"), (PROJECT / "data").glob("**/*.yml"))
    for path in files:
        text = path.read_text(encoding="utf-8")
        for answer in weak:
            text = text.replace(answer, "")
        for phrase in BANNED:
            found += [(path.name, match[0]) for match in re.finditer(phrase, text, re.IGNORECASE | re.MULTILINE)]
    assert found == []


def test_the_text_is_spelt_in_british_english() -> None:
    """A spell checker that knows British from American spelling finds nothing in what people read."""
    components = sorted(str(path) for path in (PROJECT / "overrides/components").rglob("*.html"))
    places = ["docs", "data", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", *components]
    done = subprocess.run(
        [Path(sys.executable).parent / "typos", "--format", "brief", *places],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
