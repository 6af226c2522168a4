"""The code knows no track: a second guide about two other tracks is built from data alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.guide import Guide
from tests.conftest import PROJECT, build

CODE = [
    path
    for folder, endings in (("macros", {".py"}), ("overrides", {".js", ".html", ".css"}))
    for path in sorted((PROJECT / folder).rglob("*"))
    if path.suffix in endings
]

# The second guide's own words, as its workbook's pages must show them.
WORKBOOK = {
    "positioning": [
        "What could burn &amp; boil</label>",
        "What would go cold &lt;without you&gt;?",
        'name="manager.proof"',
        'data-pattern="I seat people. {stake} {proof}"',
        "Did anybody count?",
        'data-otherwise="120"',
        '<a href="../kitchen/#kitchen">',
    ],
    "outreach": ["Unmet &amp; unfed", "Their &lt;favourite&gt; dish", "[what &amp; when]", "Suppliers"],
    "stories": [
        "Before the &lt;fire&gt;",
        "Palate &amp; nerve",
        "You sent it back.",
        '<a href="../house/#welcome">',
        "Three courses &amp; no more.",
    ],
    "drill": [
        "What would you do with a flat soup?",
        "Warm &amp; edible",
        "I would serve that.",
        "The trial shift",
    ],
    "offers": ["Knives &amp; &lt;pans&gt;", "licked &amp; praised", "The house keeps tips &amp; tables."],
    "workbook": [
        '<a href="../outreach/">Whom to &lt;feed&gt;</a>',
        "Fish &amp; favours take a week.",
        '<a href="../kitchen/#chef-tasted">Before the doors open</a>',
        "Palate &amp; nerve",
    ],
    "kitchen": ['<a href="../outreach/">Whom to &lt;feed&gt;</a>', "<p>Names &amp; dishes.</p>"],
}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_track_is_named_in_code(guide: Guide, path: Path) -> None:
    """No track's id, name or certainty stands in Python, JavaScript, CSS or a template."""
    names = {
        word.lower() for track in guide.tracks for word in (track.id, track.name, track.short, track.certainty)
    }
    found = re.findall("|".join(map(re.escape, sorted(names))), path.read_text(encoding="utf-8").lower())
    assert found == []


def test_a_second_guide_builds_without_a_change_to_code(project: Path, guide: Guide) -> None:
    """Tables, checklists, citations, terms, the quiz and the workbook all speak of the other two tracks."""
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr

    def text(page: str) -> str:
        return (project / "site" / page).read_text(encoding="utf-8")

    home = text("index.html")
    assert "Head Chef" in home
    assert "certainty on the plate" in home
    assert "Tasting &lt;everything&gt;" in home
    assert 'href="sources/#ledger-1999"' in home
    assert 'popovertarget="term-pass">pass</button>' in home
    assert 'Where plates wait &amp; waiters shout. <a href="glossary/#pass">' in home
    assert 'value="chef-tasted"' in text("kitchen/index.html")
    assert '<a href="../sources/#s1-2">menu, 1.2</a>' in text("house/index.html")
    meet = text("meet/index.html")
    assert "In winter" in meet
    assert 'data-track="chef"><svg class="mark"' in meet
    assert "A first message, in 64 words" in meet
    assert "Less of everything else &amp; then taste." in meet
    assert "3 of 4 points" in meet
    assert 'value="all-slept"' in meet
    quiz = text("quiz/index.html")
    assert 'data-worth="-3"' in quiz
    assert "You lean towards General Manager" in quiz
    assert 'href="../verdict-house/"' in quiz
    assert "Whose menu is it?" in quiz
    assert not re.search(r"[Ss]ix|[Ee]ighteen|18 ", re.sub(r"<head>.*</head>", "", quiz, flags=re.DOTALL))
    assert "3 <svg" in text("worksheet/index.html")
    assert "Chef" in text("worksheet/index.html")
    assert "Do you like it hot? Questions 1, 3." in text("method/index.html")
    for page, words in WORKBOOK.items():
        assert [word for word in words if word not in text(f"{page}/index.html")] == [], page
    for track in guide.tracks:
        for page in (project / "site").rglob("*.html"):
            assert track.name not in page.read_text(encoding="utf-8")


def test_while_serving_an_edit_to_python_counts(project: Path) -> None:
    """A rebuild in the same process uses the Python as it is on disk now, in every module."""
    script = """
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
build(load_config())
views = Path("macros/views.py")
views.write_text(views.read_text().replace('"caption": table.caption', '"caption": "Edited"'))
build(load_config())
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=project,
        env={**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "<caption>Edited</caption>" in (project / "site/index.html").read_text(encoding="utf-8")


def test_text_from_data_is_never_markup(project: Path) -> None:
    """Markup in a cell, a caption or a question is shown as the text it is."""
    hostile = "<script>alert(1)</script><b>\"&amp;'"
    for file, old in (
        ("data/comparisons/evening.yml", "An evening"),
        ("data/checklists/chef.yml", "I have counted."),
        ("data/glossary.yml", "Where plates wait & waiters shout."),
        ("data/quiz.yml", "What would you do about summer?"),
        ("data/positioning.yml", "What could burn & boil"),
        ("data/outreach.yml", "Their <favourite> dish"),
        ("data/stories.yml", "Before the <fire>"),
        ("data/drill.yml", "Warm & edible"),
        ("data/offers.yml", "Knives & <pans>"),
        ("data/workbook.yml", "Whom to <feed>"),
    ):
        path = project / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, f"'{hostile.replace(chr(39), chr(39) * 2)}'"))
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr
    for page in ("", "glossary/", "quiz/", *(f"{page}/" for page in WORKBOOK)):
        html = (project / "site" / page / "index.html").read_text(encoding="utf-8")
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;" in html
