"""What makes a quiz fair. Each rule is a small generator whose docstring is the rule; a quiz that breaks one
is not published. The rules hold for any number of dimensions and questions; the bands must fit them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from macros.guide import Guide
from macros.models import Question, Quiz
from macros.problems import Path, did_you_mean, dotted, listed
from macros.rules import Finding, one_per_track, page_exists, rule, twice
from macros.scoring import Limits, distribution, side_of
from macros.simulation import fingerprint, simulate

GRADES = [(3, 0), (2, 1), (1, 2), (0, 3)]
STEPS = {"optional", "check", "result"}  # as quiz.js has them in the address
CANT_SAY = "cant-say"
LONGEST_TO_SHORTEST = 4 / 3  # in characters: "equally long within a third"


def leans_of(question: Question, tracks: list[str]) -> list[int]:
    """Each option's lean in points: second track less first."""
    return [option.points[tracks[1]] - option.points[tracks[0]] for option in question.options]


def dimensions_of(quiz: Quiz) -> list[int]:
    """Each question's dimension, by its position."""
    order = [dimension.id for dimension in quiz.dimensions]
    return [order.index(question.dimension) for question in quiz.questions]


def reach_of(rows: list[tuple[Question, list[int]]], dimension: str) -> int:
    """The widest margin of a dimension's questions alone."""
    return sum(max(map(abs, leans)) for question, leans in rows if question.dimension == dimension)


def limits_of(quiz: Quiz) -> Limits:
    return Limits(quiz.bands.close, quiz.bands.leans, quiz.bands.least_answers)


def simulated(guide: Guide) -> dict:
    """What data/simulation.yml must hold for the guide's quiz."""
    quiz = guide.quiz
    leans = [leans_of(question, guide.track_ids) for question in quiz.questions]
    return simulate(leans, dimensions_of(quiz), limits_of(quiz), quiz.bands.speaks)


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
    """Dimensions, questions of every kind and the options of a question have ids of their own."""
    yield from twice("quiz.yml", "dimensions", [dimension.id for dimension in guide.quiz.dimensions])
    first: dict[str, str] = {}
    for path, question in guide.quiz.asked():
        if question.id in first:
            message = f"'{question.id}' is the id of {first[question.id]} too. Give this one its own."
            yield _at(*path, "id", message=message)
        first.setdefault(question.id, dotted(path))
        for finding in twice("quiz.yml", "options", [option.id for option in question.options]):
            yield finding._replace(path=(*path, *finding.path))


@rule("quiz")
def quiz_ids_are_not_the_page_s_own(guide: Guide) -> Iterator[Finding]:
    """No question is called like a step of the quiz, and no option like the answer every question has."""
    for path, question in guide.quiz.asked():
        if question.id in STEPS:
            message = f"'{question.id}' is the address of a step of the quiz. Choose another id."
            yield _at(*path, "id", message=message)
        for index, option in enumerate(question.options):
            if option.id == CANT_SAY:
                message = f"'{CANT_SAY}' is an option of every question already. Choose another id."
                yield _at(*path, "options", index, "id", message=message)


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
        reach = reach_of(rows, dimension.id)
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
    for found in re.findall(r"\{[^}]*\}?", guide.quiz.disagreement):
        message = f"'{found}' stands for nothing here. Write what you mean, without braces."
        yield _at("disagreement", message=message)


@rule("quiz")
def options_are_equally_long(guide: Guide) -> Iterator[Finding]:
    """The longest option of a question is at most a third longer than its shortest."""
    for path, question in guide.quiz.asked():
        lengths = [len(option.text) for option in question.options]
        if max(lengths) > LONGEST_TO_SHORTEST * min(lengths):
            message = (
                f"the options are {min(lengths)} to {max(lengths)} characters long. "
                "Keep the longest within a third of the shortest."
            )
            yield _at(*path, "options", message=message)


@rule("quiz", "tracks")
def readiness_is_asked_of_both_tracks_alike(guide: Guide) -> Iterator[Finding]:
    """Readiness has the same number of questions for each track, and its options give 0, 1 and 2 points."""
    questions = guide.quiz.readiness.questions
    for position, question in enumerate(questions):
        path = ("readiness", "questions", position)
        if question.track not in guide.track_ids:
            hint = did_you_mean(question.track, guide.track_ids, f"The tracks are {listed(guide.track_ids)}.")
            yield _at(*path, "track", message=f"'{question.track}' is not a track.{hint}")
        points = [option.points for option in question.options]
        if points != [0, 1, 2]:
            message = f"the options give {', '.join(map(str, points))}. Let them give 0, 1, 2, in this order."
            yield _at(*path, "options", message=message)
    counts = [sum(question.track == track for question in questions) for track in guide.track_ids]
    if sum(counts) == len(questions) and len(set(counts)) > 1:
        shares = " and ".join(f"{count} for {track}" for track, count in zip(guide.track_ids, counts, strict=True))
        yield _at("readiness", "questions", message=f"there are {shares}. Ask as much of both.")


@rule("quiz", "tracks")
def readiness_levels_cover_all_points(guide: Guide) -> Iterator[Finding]:
    """Levels rise to the most points that a track can have, and every row of the grid has a cell for each."""
    readiness = guide.quiz.readiness
    most = [level.most for level in readiness.levels]
    reach = len(readiness.questions)  # two points a question, and half of them are for either track
    for position, (lower, upper) in enumerate(pairwise(most), start=1):
        if upper <= lower:
            message = f"must be more than the level before, which is {lower}. Raise it."
            yield _at("readiness", "levels", position, "most", message=message)
    if most[-1] != reach and not list(readiness_is_asked_of_both_tracks_alike(guide)):
        path = ("readiness", "levels", len(most) - 1, "most")
        yield _at(*path, message=f"is {most[-1]}, and a track can have {reach} points. Write {reach}.")
    for name, row in readiness.grid:
        if len(row.cells) != len(most):
            message = f"holds {len(row.cells)}, and there are {len(most)} levels. Write one a level."
            yield _at("readiness", "grid", name, "cells", message=message)


@rule("quiz")
def a_motive_can_pass_without_caution(guide: Guide) -> Iterator[Finding]:
    """Of a motive's options at least one brings a caution and at least one does not."""
    for position, motive in enumerate(guide.quiz.motives):
        cautioned = [option.caution is not None for option in motive.options]
        if all(cautioned) or not any(cautioned):
            message = "all or none of the options bring a caution. Give one to some of them only."
            yield _at("motives", position, "options", message=message)


@rule("quiz", "tracks")
def both_tracks_lead_on(guide: Guide) -> Iterator[Finding]:
    """There is an experiment for each track, and three pages to read next for each verdict."""
    quiz = guide.quiz
    yield from one_per_track(guide, "quiz.yml", ("experiments",), quiz.experiments, "experiment")
    yield from one_per_track(guide, "quiz.yml", ("reading", "tracks"), quiz.reading.tracks, "pages")
    lists = [(("reading", "close"), quiz.reading.close)]
    lists += [(("reading", "tracks", track), pages) for track, pages in quiz.reading.tracks.items()]
    for path, addresses in lists:
        for position, address in enumerate(addresses):
            yield from page_exists(guide, "quiz.yml", (*path, position), address)


@rule("quiz", "tracks")
def a_dimension_can_speak(guide: Guide) -> Iterator[Finding]:
    """The margin from which a dimension speaks for a track can be reached."""
    rows = list(zip(guide.quiz.questions, _leans(guide), strict=False))
    widest = max(reach_of(rows, dimension.id) for dimension in guide.quiz.dimensions)
    if 0 < widest < guide.quiz.bands.speaks:
        message = f"no dimension reaches more than a margin of {widest}. Lower it."
        yield _at("bands", "speaks", message=message)


@rule("quiz")
def the_close_verdict_has_a_page(guide: Guide) -> Iterator[Finding]:
    """The verdict 'too close to call' has a page of its own."""
    yield from page_exists(guide, "quiz.yml", ("too_close",), guide.quiz.too_close)


@rule("quiz", "tracks", "simulation")
def figures_are_of_this_quiz(guide: Guide) -> Iterator[Finding]:
    """The simulation's figures were made for the quiz's points, dimensions and bands as they are."""
    quiz, leans = guide.quiz, _leans(guide)
    if not leans or list(questions_name_a_dimension(guide)):
        return
    if guide.simulation.quiz != fingerprint(leans, dimensions_of(quiz), limits_of(quiz), quiz.bands.speaks):
        yield Finding("simulation.yml", ("quiz",), "was made for another quiz. Run `make simulation`.")
