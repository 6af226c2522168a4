"""What makes a quiz fair. Each rule is a small generator whose docstring is the rule; a quiz that breaks one
is not published. The rules hold for any number of dimensions and questions; the bands must fit them.
"""

import re
from collections.abc import Iterator

from macros.guide import Guide
from macros.models import Question, Quiz
from macros.problems import Path, did_you_mean, listed
from macros.rules import Finding, one_per_track, page_exists, rule, twice
from macros.scoring import Limits, distribution, side_of

GRADES = [(3, 0), (2, 1), (1, 2), (0, 3)]
STEPS = {"check", "result"}  # as quiz.js has them in the address
CANT_SAY = "cant-say"
LONGEST_TO_SHORTEST = 4 / 3  # in characters: "equally long within a third"


def leans_of(question: Question, tracks: list[str]) -> list[int]:
    """Each option's lean in points: second track less first."""
    return [option.points[tracks[1]] - option.points[tracks[0]] for option in question.options]


def limits_of(quiz: Quiz) -> Limits:
    return Limits(quiz.bands.close, quiz.bands.leans, quiz.bands.least_answers)


def _at(*path: str | int, message: str) -> Finding:
    return Finding("quiz.yml", path, message)


def _leans(guide: Guide) -> list[list[int]]:
    """Every question's leans; none if some option's points cannot be read, so that sums say nothing then."""
    given = [set(option.points) for question in guide.quiz.questions for option in question.options]
    if any(tracks != set(guide.track_ids) for tracks in given):
        return []
    return [leans_of(question, guide.track_ids) for question in guide.quiz.questions]


@rule("quiz", "tracks")
def options_give_points_to_tracks(guide: Guide) -> Iterator[Finding]:
    """Every option gives points to each of the two tracks and to nothing else."""
    for position, question in enumerate(guide.quiz.questions):
        for index, option in enumerate(question.options):
            path: Path = ("questions", position, "options", index, "points")
            yield from one_per_track(guide, "quiz.yml", path, option.points, "points")


@rule("quiz")
def quiz_ids_differ(guide: Guide) -> Iterator[Finding]:
    """Dimensions, questions and the options of a question have ids of their own."""
    yield from twice("quiz.yml", "dimensions", [dimension.id for dimension in guide.quiz.dimensions])
    yield from twice("quiz.yml", "questions", [question.id for question in guide.quiz.questions])
    for position, question in enumerate(guide.quiz.questions):
        for finding in twice("quiz.yml", "options", [option.id for option in question.options]):
            yield finding._replace(path=("questions", position, *finding.path))


@rule("quiz")
def quiz_ids_are_not_the_page_s_own(guide: Guide) -> Iterator[Finding]:
    """No question is called like a step of the quiz, and no option like the answer every question has."""
    for position, question in enumerate(guide.quiz.questions):
        if question.id in STEPS:
            message = f"'{question.id}' is the address of a step of the quiz. Choose another id."
            yield _at("questions", position, "id", message=message)
        for index, option in enumerate(question.options):
            if option.id == CANT_SAY:
                message = f"'{CANT_SAY}' is an option of every question already. Choose another id."
                yield _at("questions", position, "options", index, "id", message=message)


@rule("quiz")
def questions_name_a_dimension(guide: Guide) -> Iterator[Finding]:
    """Every question belongs to a dimension that exists."""
    known = [dimension.id for dimension in guide.quiz.dimensions]
    for position, question in enumerate(guide.quiz.questions):
        if question.dimension not in known:
            hint = did_you_mean(question.dimension, known, "Correct it, or add the dimension.")
            message = f"'{question.dimension}' is not one of {listed(known)}.{hint}"
            yield _at("questions", position, "dimension", message=message)


@rule("quiz")
def dimensions_are_equally_long(guide: Guide) -> Iterator[Finding]:
    """Every dimension has the same number of questions, so that none counts for more."""
    if list(questions_name_a_dimension(guide)):
        return
    counts = [
        sum(question.dimension == dimension.id for question in guide.quiz.questions)
        for dimension in guide.quiz.dimensions
    ]
    for position, count in enumerate(counts):
        if count != max(counts):
            message = f"has {count} of the quiz's questions, others have {max(counts)}. Even them out."
            yield _at("dimensions", position, message=message)


@rule("quiz", "tracks")
def options_are_graded(guide: Guide) -> Iterator[Finding]:
    """A question's options run from one track to the other: 3 and 0, 2 and 1, 1 and 2, 0 and 3."""
    for position, (question, _) in enumerate(zip(guide.quiz.questions, _leans(guide), strict=False)):
        points = [tuple(option.points[track] for track in guide.track_ids) for option in question.options]
        if points not in (GRADES, GRADES[::-1]):
            shown = ", ".join(f"{first} and {second}" for first, second in points)
            message = f"the options give {shown}. Let them run 3 and 0, 2 and 1, 1 and 2, 0 and 3, or the reverse."
            yield _at("questions", position, "options", message=message)


@rule("quiz", "tracks")
def columns_balance(guide: Guide) -> Iterator[Finding]:
    """Choosing the same position in every question gives a margin of 0."""
    for column, leans in enumerate(zip(*_leans(guide), strict=True)):
        if sum(leans):
            message = (
                f"option {column + 1} of every question adds up to a margin of {sum(leans):+}, not 0. "
                "Let as many questions begin with one track's options as with the other's."
            )
            yield _at("questions", message=message)
            return


@rule("quiz", "tracks")
def bands_fit_the_questions(guide: Guide) -> Iterator[Finding]:
    """Bands rise, every band can be reached, and a verdict needs no more answers than there are questions."""
    bands = guide.quiz.bands
    if bands.leans <= bands.close:
        yield _at("bands", "leans", message=f"must be more than close, which is {bands.close}. Raise it.")
    if bands.least_answers > len(guide.quiz.questions):
        count = len(guide.quiz.questions)
        yield _at("bands", "least_answers", message=f"there are only {count} questions. Lower it.")
    widest = sum(max(map(abs, leans)) for leans in _leans(guide))
    if 0 < widest <= bands.leans:
        message = f"the widest margin is {widest}, so no verdict could be clear. Lower it."
        yield _at("bands", "leans", message=message)


@rule("quiz", "tracks")
def no_answer_jumps_from_track_to_track(guide: Guide) -> Iterator[Finding]:
    """No one answer can turn the verdict from one track to the other."""
    for position, leans in enumerate(_leans(guide)):
        if max(leans) - min(leans) >= 2 * (guide.quiz.bands.close + 1):
            message = "one answer here can turn the verdict from track to track. Raise bands.close."
            yield _at("questions", position, message=message)


@rule("quiz", "tracks")
def no_dimension_decides_alone(guide: Guide) -> Iterator[Finding]:
    """One dimension's questions together cannot reach a track's verdict."""
    rows = list(zip(guide.quiz.questions, _leans(guide), strict=False))
    for position, dimension in enumerate(guide.quiz.dimensions):
        reach = sum(max(map(abs, leans)) for question, leans in rows if question.dimension == dimension.id)
        if reach > guide.quiz.bands.close:
            message = f"alone it can reach a margin of {reach} and decide. Raise bands.close, or ask less of it."
            yield _at("dimensions", position, message=message)


@rule("quiz", "tracks")
def every_question_can_change_a_verdict(guide: Guide) -> Iterator[Finding]:
    """For every question there are answers to the others with which it alone decides the verdict."""
    limits = limits_of(guide.quiz)
    rows = _leans(guide)
    for position, leans in enumerate(rows):
        others = distribution(rows[:position] + rows[position + 1 :])
        if not any(len({side_of(points + value, limits) for value in leans}) > 1 for points in others):
            yield _at("questions", position, message="its answer can never change a verdict. Lower bands.close.")


@rule("quiz")
def wording_names_what_there_is(guide: Guide) -> Iterator[Finding]:
    """A track's wording may say {track} and {other}; the rest names no track."""
    for part in ("headlines", "meanings"):
        for band, text in getattr(guide.quiz, part):
            known = ["{track}", "{other}"] if band in ("leans", "clear") else []
            for found in re.findall(r"\{[^}]*\}?", text):
                if found not in known:
                    hint = did_you_mean(found, known, "Write what you mean, without braces.")
                    yield _at(part, band, message=f"'{found}' stands for nothing here.{hint}")


@rule("quiz")
def options_are_equally_long(guide: Guide) -> Iterator[Finding]:
    """The longest option of a question is at most a third longer than its shortest."""
    for position, question in enumerate(guide.quiz.questions):
        lengths = [len(option.text) for option in question.options]
        if max(lengths) > LONGEST_TO_SHORTEST * min(lengths):
            message = (
                f"the options are {min(lengths)} to {max(lengths)} characters long. "
                "Keep the longest within a third of the shortest."
            )
            yield _at("questions", position, "options", message=message)


@rule("quiz")
def the_close_verdict_has_a_page(guide: Guide) -> Iterator[Finding]:
    """The verdict 'too close to call' has a page of its own."""
    yield from page_exists(guide, "quiz.yml", ("too_close",), guide.quiz.too_close)
