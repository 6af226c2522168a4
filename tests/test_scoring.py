"""What must hold of the quiz's scoring, for the published quiz and for any data file of its shape."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.guide import Guide
from macros.quiz_rules import leans_of, limits_of
from macros.scoring import Limits, Result, distribution, result, side_of

SMALL_LIMITS = Limits(close=4, leans=6, least_answers=3)
GRADED = ([-3, -1, 1, 3], [3, 1, -1, -3])

# Quizzes of the shape that the loader accepts: graded options, running either way.
quizzes = st.lists(st.sampled_from(GRADED), min_size=4, max_size=24)


@st.composite
def answered_quizzes(draw: st.DrawFn) -> tuple[list[list[int]], list[int | None]]:
    questions = draw(quizzes)
    answers = draw(
        st.lists(
            st.one_of(st.none(), st.integers(0, 3)),
            min_size=len(questions),
            max_size=len(questions),
        )
    )
    return questions, answers


@pytest.fixture(scope="session")
def questions(guide: Guide) -> list[list[int]]:
    return [leans_of(question, guide.track_ids) for question in guide.quiz.questions]


@pytest.fixture(scope="session")
def limits(guide: Guide) -> Limits:
    return limits_of(guide.quiz)


def mirrored(answers: list[int | None]) -> list[int | None]:
    return [None if answer is None else 3 - answer for answer in answers]


def towards(side: int, question: list[int]) -> int:
    """The option that leans most to a side."""
    return question.index((3, -3)[side == 0])


def test_the_published_quiz_has_the_design_s_shape(guide: Guide, questions: list[list[int]]) -> None:
    """Six dimensions of three questions, nine run from either track, and the bands are the designed ones."""
    assert [sum(q.dimension == d.id for q in guide.quiz.questions) for d in guide.quiz.dimensions] == [3] * 6
    assert sum(question[0] < 0 for question in questions) == 9
    assert limits_of(guide.quiz) == Limits(close=9, leans=19, least_answers=15)


@given(case=answered_quizzes())
def test_mirrored_answers_mirror_the_verdict(case) -> None:
    """Whoever answers the opposite throughout gets the opposite margin, the same band, k and j."""
    questions, answers = case
    one = result(questions, answers, SMALL_LIMITS)
    other = result(questions, mirrored(answers), SMALL_LIMITS)
    assert other == Result(
        -one.margin,
        one.answered,
        one.band,
        None if one.side is None else 1 - one.side,
        one.to_lose,
        one.to_turn[::-1],
    )


def test_chance_favours_neither_track(questions: list[list[int]], limits: Limits) -> None:
    """Of all possible sets of answers exactly as many reach one track's verdict as the other's."""
    ways = distribution(questions)
    assert sum(ways.values()) == 4**18
    reached = [sum(count for points, count in ways.items() if side_of(points, limits) == side) for side in (0, 1)]
    assert reached[0] == reached[1] > 0


def test_distribution_counts_every_set_of_answers() -> None:
    """The convolution equals counting one by one."""
    questions = [GRADED[0], GRADED[1], [-2, 0, 1, 5]]
    ways = distribution(questions)
    for points in range(-12, 13):
        assert ways[points] == sum(sum(options) == points for options in product(*questions))


@given(case=answered_quizzes(), data=st.data())
def test_a_step_towards_a_track_never_lowers_it(case, data) -> None:
    """Moving one answer towards a track moves the margin towards it, and the verdict never away from it."""
    questions, answers = case
    position = data.draw(st.integers(0, len(questions) - 1))
    side = data.draw(st.integers(0, 1))
    sign = 1 if side else -1
    before = 0 if answers[position] is None else questions[position][answers[position]]
    better = [i for i, lean in enumerate(questions[position]) if sign * lean > sign * before]
    if not better:
        return
    changed = [*answers]
    changed[position] = data.draw(st.sampled_from(better))
    one, other = (result(questions, a, SMALL_LIMITS) for a in (answers, changed))
    assert sign * other.margin > sign * one.margin
    rank = {1 - side: 0, None: 1, side: 2}
    if one.band != "unfinished":
        assert rank[other.side] >= rank[one.side]


@given(case=answered_quizzes(), random=st.randoms())
def test_order_does_not_matter(case, random) -> None:
    """Shuffled questions and options give the same result."""
    questions, answers = case
    order = random.sample(range(len(questions)), len(questions))
    shuffled_questions, shuffled_answers = [], []
    for position in order:
        options = random.sample(range(4), 4)
        shuffled_questions.append([questions[position][option] for option in options])
        answer = answers[position]
        shuffled_answers.append(None if answer is None else options.index(answer))
    assert result(shuffled_questions, shuffled_answers, SMALL_LIMITS) == result(questions, answers, SMALL_LIMITS)


def test_every_verdict_and_band_can_be_reached(questions: list[list[int]], limits: Limits) -> None:
    """There are answers for each band on each side, for too close, and for not enough."""
    bands = set()
    for points in distribution(questions):
        side = side_of(points, limits)
        bands.add((side, "close" if side is None else "leans" if abs(points) <= limits.leans else "clear"))
    assert bands == {(None, "close"), (0, "leans"), (0, "clear"), (1, "leans"), (1, "clear")}
    assert result(questions, [None] * 18, limits).band == "unfinished"


@pytest.mark.parametrize(
    ("points", "band", "side"),
    [
        (0, "close", None),
        (9, "close", None),
        (10, "leans", 1),
        (19, "leans", 1),
        (20, "clear", 1),
        (-9, "close", None),
        (-10, "leans", 0),
        (-19, "leans", 0),
        (-20, "clear", 0),
    ],
)
def test_bands_change_where_the_design_says(limits: Limits, points: int, band: str, side: int | None) -> None:
    """A margin of 9 is too close, 10 to 19 leans, 20 is clear, on either side."""
    found = result([[points]] + [[0]] * 14, [0] * 15, limits)
    assert (found.margin, found.band, found.side) == (points, band, side)


@pytest.mark.parametrize(("answered", "band"), [(0, "unfinished"), (14, "unfinished"), (15, "clear")])
def test_fewer_than_fifteen_answers_give_no_verdict(
    questions: list[list[int]], limits: Limits, answered: int, band: str
) -> None:
    """With 14 answers there is no verdict however strong they are; with 15 there is."""
    answers = [towards(1, question) for question in questions[:answered]] + [None] * (18 - answered)
    assert result(questions, answers, limits).band == band


def test_every_question_can_change_a_verdict(questions: list[list[int]], limits: Limits) -> None:
    """For each question there are answers to the rest with which it alone decides."""
    for position, question in enumerate(questions):
        others = distribution(questions[:position] + questions[position + 1 :])
        assert any(len({side_of(points + lean, limits) for lean in question}) > 1 for points in others)


def test_no_one_answer_jumps_from_track_to_track(questions: list[list[int]], limits: Limits) -> None:
    """Whatever the others are, changing one answer never turns one track's verdict into the other's."""
    for position, question in enumerate(questions):
        for points in distribution(questions[:position] + questions[position + 1 :]):
            assert not {0, 1} <= {side_of(points + lean, limits) for lean in [*question, 0]}


def test_no_dimension_decides_alone(guide: Guide, questions: list[list[int]], limits: Limits) -> None:
    """The strongest answers in one dimension, and Can't say elsewhere, are too close to call."""
    for dimension in guide.quiz.dimensions:
        for side in (0, 1):
            points = sum(
                question[towards(side, question)]
                for data, question in zip(guide.quiz.questions, questions, strict=True)
                if data.dimension == dimension.id
            )
            assert side_of(points, limits) is None


@pytest.mark.parametrize("column", range(4))
def test_straight_lining_a_column_gives_nothing(questions: list[list[int]], limits: Limits, column: int) -> None:
    """Choosing the same position throughout gives a margin of 0."""
    assert result(questions, [column] * 18, limits).margin == 0


@given(
    questions=st.lists(st.sampled_from(GRADED), min_size=5, max_size=5),
    answers=st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=5, max_size=5),
)
def test_k_and_j_are_the_fewest_changes_there_are(questions, answers) -> None:
    """k and j equal what trying every other set of answers finds."""
    limits = Limits(close=4, leans=6, least_answers=0)
    found = result(questions, answers, limits)
    fewest: dict[int | None, int] = {}
    for other in product(*({answer, 0, 1, 2, 3} for answer in answers)):
        changed = sum(new != old for new, old in zip(other, answers, strict=True))
        side = result(questions, other, limits).side
        fewest[side] = min(fewest.get(side, changed), changed)
    assert found.to_turn == (fewest.get(0), fewest.get(1))
    assert found.to_lose == min((n for side, n in fewest.items() if side != found.side), default=None)
