"""The guide as the theme's successor builds it, beside the one that MkDocs builds."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Page

from macros.guide import Guide
from tests import serving, test_checklist, test_quiz, test_search
from tests.conftest import Edit, told
from tests.serving import PROJECT, serve
from tests.test_reproducible import contents, copied

FOLDER = ".build"
# What is not the same, byte for byte; CONTRIBUTING.md says why.
DIFFERS = re.compile(r".*\.html|sw\.js|.*\.(gz|br)")
LINKS = ("href", "src", "data-root")
MKDOCS = ("mkdocs", "mkdocs_macros")


def build(project: Path, without: tuple[str, ...] = MKDOCS) -> subprocess.CompletedProcess[str]:
    """Build a project with the successor, as `make successor` does where some packages are not installed."""
    program = (
        f"import runpy, sys; sys.modules.update(dict.fromkeys({without})); sys.argv[1:] = [{FOLDER!r}]; "
        "runpy.run_module('macros.successor', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=project, env=os.environ, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def successor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's folder."""
    project = copied(tmp_path_factory.mktemp("successor") / "project")
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / FOLDER


@pytest.fixture(scope="module")
def origin(successor: Path) -> Iterator[str]:
    """The address of the successor's site, for what the tests share."""
    with serve(successor) as address:
        yield address


def described(file: Path, site: Path) -> list[tuple[str, dict[str, str], str, str]]:
    """A page, element by element: name, attributes with links resolved, and the text in and behind it."""
    # Deep down, so that a link which leads too far up is seen to.
    address = f"https://example.org/in/a/folder/{file.relative_to(site).as_posix().removesuffix('index.html')}"
    return [
        (
            str(element.tag),
            {name: urljoin(address, value) if name in LINKS else value for name, value in element.attrib.items()},
            " ".join((element.text or "").split()),
            " ".join((element.tail or "").split()),
        )
        for element in html.document_fromstring(file.read_text(encoding="utf-8")).iter()
    ]


def test_every_file_is_there_and_nothing_else(site: Path, successor: Path) -> None:
    """The same addresses, and, but for the pages and the list of their versions, the same bytes at each."""
    ours, theirs = contents(site), contents(successor)
    assert set(theirs) == set(ours)
    assert [name for name in ours if ours[name] != theirs[name] and not DIFFERS.fullmatch(name)] == []


def test_every_page_is_the_same(site: Path, successor: Path) -> None:
    """Head, frame, text, ids, tables, forms and data: each element has the same attributes, text and target."""
    files = sorted(site.rglob("*.html"))
    assert len(files) > 30
    for file in files:
        name = file.relative_to(site)
        assert described(successor / name, successor) == described(file, site), name


def test_another_guide_is_the_same(project: Path, tmp_path: Path) -> None:
    """So it is with a guide that lies in a folder of its host, and says nothing of copyright or of itself."""
    done = build(project)
    assert done.returncode == 0, done.stdout + done.stderr
    site = tmp_path / "mkdocs"
    done = serving.build(project, site)
    assert done.returncode == 0, done.stderr
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site)
        assert described(project / FOLDER / name, project / FOLDER) == described(file, site), name


def test_what_is_listed_as_different_is(site: Path, successor: Path) -> None:
    """Links to what lies below are spelt from above; where they no longer are, the list has an entry too many."""
    name = "compare/index.html"
    assert 'href="questions/"' in (site / name).read_text(encoding="utf-8")
    assert 'href="../compare/questions/"' in (successor / name).read_text(encoding="utf-8")


def test_promised_addresses_hold(successor: Path) -> None:
    """Nothing promised is gone, and nothing is offered that was not promised."""
    command = [sys.executable, "-m", "macros", "permalinks", "--check", str(successor)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_reader_gets_to_a_result(page: Page, origin: str, guide: Guide) -> None:
    """The quiz leads from its start to a verdict."""
    page.goto(f"{origin}/quiz/")
    test_quiz.test_a_reader_goes_from_the_start_to_a_result(page, guide)


def test_a_tick_is_kept(page: Page, origin: str) -> None:
    """What a reader ticks is there after a reload."""
    page.goto(f"{origin}/{test_checklist.ADDRESS}")
    test_checklist.test_ticks_stay_after_a_reload(page)


def test_the_search_finds(page: Page, origin: str) -> None:
    """Words lead to their heading, with the worker from the theme's package."""
    test_search.test_a_result_leads_to_the_heading_that_has_the_words(page, origin)


def test_without_the_theme_there_is_no_search(project: Path) -> None:
    """Once the theme's package is gone the guide is built all the same, and offers no search that could not work."""
    done = build(project, (*MKDOCS, "material"))
    assert done.returncode == 0, done.stdout + done.stderr
    home = (project / FOLDER / "index.html").read_text(encoding="utf-8")
    assert "<site-search" not in home
    assert 'href="kitchen/"' in home


def stopped(project: Path) -> str:
    """What is said by a build that stops, which it does without a traceback."""
    done = build(project)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr


def test_problems_stop_it_before_anything_is_written(project: Path, edit: Edit) -> None:
    """Whoever spoils data and pages is told the same as by MkDocs, all at once, and nothing is built."""
    edit("data/quiz.yml", "dimension:", "dimensoin:")
    edit("docs/kitchen.md", "{{ ", "{{ no")
    said = stopped(project)
    assert len(told(project)) > 1
    for problem in told(project):
        assert problem in said
    assert not (project / FOLDER).exists()


def test_a_dead_link_stops_it(project: Path, edit: Edit) -> None:
    """A heading that is linked and is not there is named with the file."""
    edit("docs/index.md", "](quiz.md)", "](quiz.md#nowhere)")
    assert "index.md:" in stopped(project)


def test_a_broken_promise_stops_it(project: Path) -> None:
    """A promised id that is gone is named, with what to do."""
    (project / "data/permalinks.yml").write_text("pages:\n  about/: [gone-for-good]\nfiles: []\nformats: []\n")
    assert "'#gone-for-good' is gone from this page. Restore it" in stopped(project)


def test_zensical_alone_says_what_to_do(project: Path) -> None:
    """Whoever runs Zensical by its own command is led to the one that works."""
    command = [sys.executable, "-m", "zensical", "build"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode != 0
    assert "Build with `make successor`." in done.stderr
