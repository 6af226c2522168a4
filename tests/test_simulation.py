"""Every figure on the page about the quiz's method comes from data that a seeded program reproduces."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.quiz_rules import leans_of, limits_of, simulated
from macros.scoring import result
from macros.simulation import chance
from tests.conftest import PROJECT, told


def number(text: str) -> int:
    """The only whole number in a text."""
    (found,) = re.findall(r"\d+", text)
    return int(found)


@pytest.fixture(scope="module")
def method() -> str:
    return (PROJECT / "docs/quiz/method.md").read_text(encoding="utf-8")


def test_the_program_reproduces_every_figure(guide: Guide) -> None:
    """data/simulation.yml holds what `make simulation` would write; if this fails, run it."""
    assert guide.simulation.model_dump() == simulated(guide)


def test_chance_is_counted_exactly() -> None:
    """Two questions of four options have sixteen sets of answers, which can be counted by hand."""
    questions = [[-3, -1, 1, 3], [3, 1, -1, -3]]
    # Margins: 0 four times, 2 and -2 three times each, 4 and -4 twice each, 6 and -6 once each.
    limits = type("Limits", (), {"close": 2, "leans": 4})()
    assert chance(questions, limits) == {"close": 62.5, "leans": 25.0, "clear": 12.5}


def test_every_percentage_in_the_text_is_a_figure_of_the_simulation(guide: Guide, method: str) -> None:
    """The text on the simulation quotes nothing that the data do not hold, in the column it names."""
    quoted = {float(found) for found in re.findall(r"(\d+\.\d)%", method)}
    weakest = guide.simulation.recoveries[0]
    assert weakest.correlation == 0.15
    dice = guide.simulation.chance
    assert quoted == {
        dice.close,
        dice.leans,
        dice.clear,
        weakest.leans_right,
        weakest.clear_right,
        weakest.again_same,
        weakest.named_opposite,
        weakest.disagree,
    }


def test_the_worked_example_is_right(guide: Guide, method: str) -> None:
    """The example's margin, band, k and j are what the arithmetic gives for its answers."""
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    wanted = [-3] * 5 + [-1] * 6 + [1] * 4 + [3] * 2
    answers = [question.index(lean) for question, lean in zip(leans, wanted, strict=False)] + [None]
    found = result(leans, answers, limits_of(guide.quiz))
    assert "5 \u00d7 3 + 6 \u00d7 1 \u2212 4 \u00d7 1 \u2212 2 \u00d7 3, which is 11 towards principal" in method
    assert (found.margin, found.band, found.side, found.answered) == (-11, "leans", 0, 17)
    assert "could lose her the verdict: one, since" in method
    assert found.to_lose == 1
    assert "could turn it to the other track: four, since" in method
    assert found.to_turn[1] == 4


def test_the_bands_in_the_text_are_those_of_the_data(guide: Guide, method: str) -> None:
    """The text names the limits that the quiz uses."""
    bands = guide.quiz.bands
    assert f"A margin of up to {bands.close} is too close to call." in method
    assert (
        f"From {bands.close + 1} to {bands.leans} the answers lean, and from {bands.leans + 1} they are clear."
        in method
    )
    assert f"With fewer than {bands.least_answers} answers there is no verdict" in method
    assert f"a margin of at least {bands.speaks} towards one track" in method
    reach = sum(max(map(abs, leans_of(question, guide.track_ids))) for question in guide.quiz.questions)
    assert f"from {reach} on one side to {reach} on the other" in method


def run(project: Path) -> subprocess.CompletedProcess[str]:
    """`make simulation` in a project."""
    return subprocess.run(
        [sys.executable, "-m", "macros", "simulation"], cwd=project, capture_output=True, text=True
    )


def test_a_quiz_that_is_wrong_is_not_simulated(project: Path) -> None:
    """The editor is told what is wrong with the quiz, and the figures stay as they were."""
    quiz, figures = project / "data/quiz.yml", project / "data/simulation.yml"
    before = figures.read_text(encoding="utf-8")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("dimension: heat", "dimension: heart", 1))
    done = run(project)
    assert done.returncode == 1
    assert "data/quiz.yml:24: questions[0].dimension: 'heart' is not one of heat, money." in done.stderr
    assert "Traceback" not in done.stderr
    assert figures.read_text(encoding="utf-8") == before


def test_figures_of_a_quiz_that_was_are_mended_by_the_command_named(project: Path) -> None:
    """After the quiz's bands have changed, `make simulation` is all that the build asks for."""
    quiz = project / "data/quiz.yml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("speaks: 4", "speaks: 5"))
    assert told(project) == ["data/simulation.yml:3: quiz: was made for another quiz. Run `make simulation`."]
    assert run(project).returncode == 0
    assert told(project) == []
