"""The quiz's arithmetic. Pure: no files, models or wording. Its twin is overrides/components/quiz/scoring.js.

A question is the list of its options' leans, in points: second track less first track. An answer is the
position of an option, or None for "Can't say" and for no answer, which lean 0 alike. Side 0 is the first
track, side 1 the second.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

Leans = Sequence[int]
Answers = Sequence[int | None]


@dataclass(frozen=True)
class Limits:
    """The largest margin too close to call, the largest that only leans, the fewest answers for a verdict."""

    close: int
    leans: int
    least_answers: int


@dataclass(frozen=True)
class Result:
    """band: 'unfinished', 'close', 'leans' or 'clear'. side: 0, 1, or None where no track is named.

    to_lose: k, the fewest answers to change before the verdict is lost; None if no change can.
    to_turn: j for each side, the fewest to change before that side is the verdict; 0 where it is already,
    None where no change gets there.
    """

    margin: int
    answered: int
    band: str
    side: int | None
    to_lose: int | None
    to_turn: tuple[int | None, int | None]


def lean(question: Leans, answer: int | None) -> int:
    return 0 if answer is None else question[answer]


def margin(questions: Sequence[Leans], answers: Answers) -> int:
    """Points towards the second track (positive) or the first (negative)."""
    return sum(map(lean, questions, answers))


def side_of(points: int, limits: Limits) -> int | None:
    """The track that a margin names, or None when it is too close to call."""
    return None if abs(points) <= limits.close else int(points > 0)


def band_of(points: int, limits: Limits) -> str:
    """'close', 'leans' or 'clear', by the size of a margin."""
    size = abs(points)
    return "close" if size <= limits.close else "leans" if size <= limits.leans else "clear"


def _changes_until(goal: int, side: int, questions: Sequence[Leans], answers: Answers) -> int | None:
    """The fewest answers to change until the margin towards `side` is `goal` or more.

    Exact: answers count separately, so taking the largest shifts first is best. Answering a question
    that was left open is a change; leaving one open is not. None if all changes are not enough.
    """
    sign = 1 if side else -1
    missing = goal - sign * margin(questions, answers)
    shifts = sorted(
        (
            max(sign * value for value in question) - sign * lean(question, answer)
            for question, answer in zip(questions, answers, strict=True)
        ),
        reverse=True,
    )
    for changed, shift in enumerate([0, *shifts]):
        missing -= shift
        if missing <= 0:
            return changed
    return None


def changes_to_turn(side: int, questions: Sequence[Leans], answers: Answers, limits: Limits) -> int | None:
    """The fewest answers to change until `side` is the verdict."""
    return _changes_until(limits.close + 1, side, questions, answers)


def changes_to_lose(questions: Sequence[Leans], answers: Answers, limits: Limits) -> int | None:
    """The fewest answers to change until the verdict is another, too close to call included."""
    side = side_of(margin(questions, answers), limits)
    if side is not None:
        return _changes_until(-limits.close, 1 - side, questions, answers)
    turns = [changes_to_turn(other, questions, answers, limits) for other in (0, 1)]
    return min((turn for turn in turns if turn is not None), default=None)


def result(questions: Sequence[Leans], answers: Answers, limits: Limits) -> Result:
    """Score one set of answers, a position or None for each question."""
    points = margin(questions, answers)
    answered = sum(answer is not None for answer in answers)
    if answered < limits.least_answers:
        return Result(points, answered, "unfinished", None, None, (None, None))
    side = side_of(points, limits)
    band = band_of(points, limits)
    turns = tuple(changes_to_turn(other, questions, answers, limits) for other in (0, 1))
    return Result(points, answered, band, side, changes_to_lose(questions, answers, limits), turns)


def dimension_margins(dimensions: Sequence[int], questions: Sequence[Leans], answers: Answers) -> list[int]:
    """The margin of each dimension alone; `dimensions` has each question's, counted from 0 without a gap."""
    margins = [0] * (max(dimensions, default=-1) + 1)
    for dimension, question, answer in zip(dimensions, questions, answers, strict=True):
        margins[dimension] += lean(question, answer)
    return margins


def disagree(margins: Sequence[int], speaks: int) -> bool:
    """Whether two dimensions speak for different tracks: their margins reach `speaks`, one on either side."""
    return max(margins) >= speaks and min(margins) <= -speaks


def distribution(questions: Sequence[Leans]) -> Counter[int]:
    """How many of all possible sets of answers (none left open) give each margin. Exact, by convolution."""
    ways = Counter({0: 1})
    for question in questions:
        step: Counter[int] = Counter()
        for points, count in ways.items():
            for value in question:
                step[points + value] += count
        ways = step
    return ways
