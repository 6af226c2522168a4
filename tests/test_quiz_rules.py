"""A quiz file that is not fair is refused, with the line and the rule."""

import re
from pathlib import Path

import pytest

from tests.conftest import told

STALE = "data/simulation.yml:3: quiz: was made for another quiz. Run `make simulation`."
SLIPS = {
    "options that skip a grade": (
        "points: {chef: 2, manager: 1}",
        "points: {chef: 3, manager: 0}",
        [
            "data/quiz.yml:26: questions[0].options: the options give 3 and 0, 3 and 0, 1 and 2, 0 and 3. "
            "Let them run 3 and 0, 2 and 1, 1 and 2, 0 and 3, or the reverse.",
            "data/quiz.yml:22: questions: option 2 of every question adds up to a margin of -2, not 0. Let as "
            "many questions begin with one track's options as with the other's.",
            STALE,
        ],
    ),
    "points for no track": (
        "points: {chef: 2, manager: 1}",
        "points: {chef: 2, waiter: 1}",
        [
            "data/quiz.yml:32: questions[0].options[1].points: has no points for the track 'manager'. Add one.",
            "data/quiz.yml:32: questions[0].options[1].points.waiter: 'waiter' is not a track. The tracks are "
            "chef, manager.",
        ],
    ),
    "points beyond three": (
        "points: {chef: 2, manager: 1}",
        "points: {chef: 4, manager: 1}",
        [
            "data/quiz.yml:32: questions[0].options[1].points.chef: 4 is more than 3, the most. Lower it.",
        ],
    ),
    "a dimension that could decide alone": (
        "close: 6",
        "close: 5",
        [
            "data/quiz.yml:15: dimensions[0]: alone it can reach a margin of 6 and decide. Raise bands.close, "
            "or ask less of it.",
            "data/quiz.yml:19: dimensions[1]: alone it can reach a margin of 6 and decide. Raise bands.close, "
            "or ask less of it.",
            STALE,
        ],
    ),
    "bands out of order": (
        "leans: 9",
        "leans: 6",
        ["data/quiz.yml:2: bands.leans: must be more than close, which is 6. Raise it.", STALE],
    ),
    "a clear verdict out of reach": (
        "leans: 9",
        "leans: 12",
        [
            "data/quiz.yml:2: bands.leans: the widest margin is 12, so no verdict could be clear. Lower it.",
            STALE,
        ],
    ),
    "more answers than questions": (
        "least_answers: 3",
        "least_answers: 5",
        ["data/quiz.yml:2: bands.least_answers: there are only 4 questions. Lower it.", STALE],
    ),
    "options of unequal length": (
        "text: Cook all of it",
        "text: Cook all of it, and then wash every pan in the house",
        [
            "data/quiz.yml:26: questions[0].options: the options are 14 to 52 characters long. Keep the "
            "longest within a third of the shortest."
        ],
    ),
    "a placeholder that stands for nothing": (
        "You lean towards {track}",
        "You lean towards {trak}",
        ["data/quiz.yml:5: headlines.leans: '{trak}' stands for nothing here. Did you mean '{track}'?"],
    ),
    "a track where none is meant": (
        "close: Both, so far.",
        'close: "{track}, so far."',
        [
            "data/quiz.yml:9: meanings.close: '{track}' stands for nothing here. Write what you mean, "
            "without braces."
        ],
    ),
    "a question called like a step": (
        "id: money-till",
        "id: check",
        ["data/quiz.yml:39: questions[1].id: 'check' is the address of a step of the quiz. Choose another id."],
    ),
    "an option called like the one every question has": (
        "      - id: b",
        "      - id: cant-say",
        [
            "data/quiz.yml:30: questions[0].options[1].id: 'cant-say' is an option of every question already. "
            "Choose another id."
        ],
    ),
    "two options with one id": (
        "      - id: b",
        "      - id: a",
        ["data/quiz.yml:30: questions[0].options[1].id: 'a' is the id of options[0] too. Give this one its own."],
    ),
    "two questions with one id": (
        "id: money-till",
        "id: heat-evening",
        [
            "data/quiz.yml:39: questions[1].id: 'heat-evening' is the id of questions[0] too. Give this one "
            "its own."
        ],
    ),
    "a dimension that never speaks": (
        "speaks: 4",
        "speaks: 7",
        ["data/quiz.yml:2: bands.speaks: no dimension reaches more than a margin of 6. Lower it.", STALE],
    ),
    "figures of a quiz that was": ("speaks: 4", "speaks: 5", [STALE]),
    "a track where all stand for themselves": (
        "disagreement: Heat and money quarrel.",
        'disagreement: "{track} and money quarrel."',
        [
            "data/quiz.yml:87: disagreement: '{track}' stands for nothing here. Write what you mean, without braces."
        ],
    ),
    "readiness for no track": (
        "track: manager",
        "track: manger",
        ["data/quiz.yml:112: readiness.questions[1].track: 'manger' is not a track. Did you mean 'manager'?"],
    ),
    "readiness for one track only": (
        "track: manager",
        "track: chef",
        [
            "data/quiz.yml:102: readiness.questions: there are 2 for chef and 0 for manager. Ask as much of both.",
        ],
    ),
    "readiness that runs the other way": (
        "{id: a, text: Not mine, points: 0}",
        "{id: a, text: Not mine, points: 1}",
        [
            "data/quiz.yml:106: readiness.questions[0].options: the options give 1, 1, 2. Let them give 0, 1, 2, "
            "in this order."
        ],
    ),
    "levels that do not rise": (
        "{most: 1, name: Raw}",
        "{most: 2, name: Raw}",
        ["data/quiz.yml:91: readiness.levels[1].most: must be more than the level before, which is 2. Raise it."],
    ),
    "levels that end too soon": (
        "{most: 2, name: Done}",
        "{most: 3, name: Done}",
        ["data/quiz.yml:91: readiness.levels[1].most: is 3, and a track can have 2 points. Write 2."],
    ),
    "a row of the grid that is short": (
        "[{title: Wait, advice: Wait a little.}, {title: Choose, advice: Choose either.}]",
        "[{title: Wait, advice: Wait a little.}]",
        ["data/quiz.yml:98: readiness.grid.close.cells: holds 1, and there are 2 levels. Write one a level."],
    ),
    "a motive without a caution": (
        "{id: b, text: Ravenous, caution: Eat first.}",
        "{id: b, text: Ravenous}",
        [
            "data/quiz.yml:122: motives[0].options: all or none of the options bring a caution. Give one to some "
            "of them only."
        ],
    ),
    "a motive that is called like a question": (
        "id: motive-hunger",
        "id: ready-menu",
        [
            "data/quiz.yml:120: motives[0].id: 'ready-menu' is the id of readiness.questions[0] too. Give this one "
            "its own."
        ],
    ),
    "an experiment that is missing": (
        "  manager: Close one evening.\n",
        "",
        ["data/quiz.yml:125: experiments: has no experiment for the track 'manager'. Add one."],
    ),
    "a page to read that is missing": (
        "close: [kitchen/, house/, glossary/]",
        "close: [kitchen/, hause/, glossary/]",
        ["data/quiz.yml:129: reading.close[1]: no page is published at 'hause/'. Did you mean 'house/'?"],
    ),
    "too little to read": (
        "close: [kitchen/, house/, glossary/]",
        "close: [kitchen/, house/]",
        ["data/quiz.yml:129: reading.close: has 2 entries; 3 is the least. Add some."],
    ),
    "a page for too close that is missing": (
        "too_close: verdict-close/",
        "too_close: verdict-clos/",
        ["data/quiz.yml:13: too_close: no page is published at 'verdict-clos/'. Did you mean 'verdict-close/'?"],
    ),
}


@pytest.mark.parametrize("case", SLIPS)
def test_an_unfair_quiz_is_refused(project: Path, case: str) -> None:
    """The editor is told which rule the quiz breaks, where, and what to do."""
    old, new, expected = SLIPS[case]
    path = project / "data/quiz.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert sorted(told(project)) == sorted(expected)


def test_a_quiz_that_runs_one_way_is_refused(project: Path) -> None:
    """If every question begins with the same track, straight-lining would decide."""
    path = project / "data/quiz.yml"
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"  - id: \S+\n    dimension.*?(?=\n  - id|\ndisagreement)", text, re.DOTALL)
    first = blocks[0][blocks[0].index("    options:") :].rstrip()
    for block in blocks[1:]:
        text = text.replace(block.rstrip(), block[: block.index("    options:")] + first)
    path.write_text(text, encoding="utf-8")
    assert told(project) == [
        "data/quiz.yml:22: questions: option 1 of every question adds up to a margin of -12, not 0. Let as "
        "many questions begin with one track's options as with the other's.",
        STALE,
    ]


def test_a_band_too_narrow_for_one_answer_is_refused(project: Path) -> None:
    """One answer must not turn the verdict from track to track."""
    path = project / "data/quiz.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("close: 6", "close: 2"), encoding="utf-8")
    assert any("one answer here can turn the verdict from track to track" in line for line in told(project))


def test_a_band_too_wide_for_any_answer_is_refused(project: Path) -> None:
    """A question whose answer never matters is named."""
    path = project / "data/quiz.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("close: 6", "close: 12"), encoding="utf-8")
    assert sum("its answer can never change a verdict" in line for line in told(project)) == 4


def test_a_dimension_asked_less_often_is_refused(project: Path) -> None:
    """Every dimension counts the same."""
    path = project / "data/quiz.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("dimension: heat", "dimension: money", 1), encoding="utf-8"
    )
    assert "data/quiz.yml:15: dimensions[0]: has 1 of the quiz's questions, others have 3. Even them out." in told(
        project
    )
