"""The quiz in a real browser: stepping, saving, checking, the result, shared links, and reading without scripts."""

import gzip
import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.guide import Guide
from macros.models import Question
from macros.quiz_rules import dimensions_of, leans_of, limits_of
from macros.scoring import dimension_margins, disagree, result
from tests.serving import PROJECT, components
from tests.test_accessibility import assert_accessible

SPACE = "two-kinds-of-certainty/1/"
STORED = f"{SPACE}answers/"
ASKED = f"{SPACE}quiz/asked"
Answers = dict[str, str]


@pytest.fixture
def quiz(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/quiz/")
    return page


def shown(page: Page):
    """The question on screen."""
    return page.locator("track-quiz fieldset:visible")


def choose(page: Page, option: str) -> None:
    shown(page).locator(f"input[value={option}]").check()


def press(page: Page, name: str) -> None:
    page.locator("track-quiz").get_by_role("button", name=name, exact=True).first.click()


def status(page: Page):
    return page.locator("track-quiz .quiz-status")


def towards(question: Question, track: str) -> str:
    """The option that gives a track all its points."""
    return next(option.id for option in question.options if option.points[track] == 3)


def all_towards(guide: Guide, track: str) -> Answers:
    return {question.id: towards(question, track) for question in guide.quiz.questions}


def column(guide: Guide, option: str) -> Answers:
    return {question.id: option for question in guide.quiz.questions}


def save(page: Page, answers: Answers) -> None:
    """Put answers into storage as an earlier visit would have left them."""
    entries = {STORED + name: json.dumps(option) for name, option in answers.items()}
    page.evaluate("entries => Object.entries(entries).forEach(([k, v]) => localStorage.setItem(k, v))", entries)


def saved(page: Page) -> Answers:
    entries = page.evaluate("({...localStorage})")
    return {key.removeprefix(STORED): json.loads(entries[key]) for key in entries if key.startswith(STORED)}


def show_result(page: Page, answers: Answers) -> None:
    save(page, answers)
    page.evaluate("location.hash = 'result'")
    expect(page.locator("[data-step=result] h2:visible")).to_be_focused()


def link_to(page: Page, answers: Answers, version: int | None = None) -> str:
    """The fragment of a link with these answers, as the page's own script makes it, for the quiz as it is."""
    return page.evaluate(
        """async ([components, answers, version]) => {
          const {encode} = await import(`${components}quiz/link.js`)
          return encode(answers, version ?? document.querySelector('track-quiz').dataset.version)
        }""",
        [components(page), list(answers.items()), version],
    )


def go_to(page: Page, step: str) -> None:
    """Open a step by its fragment, as a link would."""
    page.evaluate("step => { location.hash = step }", step)


def optional(guide: Guide) -> list:
    """The questions that are not scored for fit, in the order of asking."""
    return [*guide.quiz.readiness.questions, *guide.quiz.motives]


# Stepping


def test_a_reader_goes_from_the_start_to_a_result(quiz: Page, guide: Guide) -> None:
    """Eighteen questions, one a step, then a check of the answers, then the verdict with its page."""
    expect(shown(quiz)).to_have_count(0)
    press(quiz, "Start the quiz")
    for number, question in enumerate(guide.quiz.questions, start=1):
        expect(shown(quiz)).to_have_count(1)
        expect(shown(quiz).locator("legend")).to_contain_text(f"Question {number} of 18")
        expect(quiz).to_have_title(re.compile(f"^Question {number} of 18 - "))
        expect(shown(quiz).get_by_role("heading", name=question.text)).to_be_focused()
        expect(shown(quiz).locator("input:checked")).to_have_count(0)
        choose(quiz, towards(question, guide.track_ids[0]))
        expect(status(quiz)).to_have_text("Saved in this browser.")
        press(quiz, "Continue")
    expect(quiz.get_by_role("heading", name="8 more, if you like")).to_be_focused()
    press(quiz, "Answer 8 more")
    for number, question in enumerate(optional(guide), start=1):
        expect(shown(quiz).locator("legend")).to_contain_text(f"Optional question {number} of 8")
        expect(quiz).to_have_title(re.compile(f"^Optional question {number} of 8 - "))
        expect(shown(quiz).get_by_role("heading", name=question.text)).to_be_focused()
        choose(quiz, "a")
        press(quiz, "Continue")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()
    press(quiz, "Show my result")
    track = guide.tracks[0]
    heading = quiz.get_by_role("heading", name=f"Your answers point clearly to {track.name}")
    expect(heading).to_be_focused()
    expect(quiz).to_have_title(re.compile("^Your result - "))
    quiz.get_by_role("link", name=re.compile("Read what this verdict means")).click()
    expect(quiz).to_have_url(re.compile(f"/{track.addresses['verdict']}$"))


def test_the_keyboard_alone_is_enough_for_the_whole_quiz(quiz: Page, guide: Guide) -> None:
    """With Tab, arrows, Space and Enter a reader answers all questions, changes one and reaches the result."""

    def tab_to(name: str) -> None:
        focused = "document.activeElement.textContent.replace(/\\s+/g, ' ').trim()"
        for _ in range(80):
            if quiz.evaluate(focused) == name:
                return
            quiz.keyboard.press("Tab")
        pytest.fail(f"Tab never reached {name}")

    tab_to("Start the quiz")
    quiz.keyboard.press("Enter")
    for question in guide.quiz.questions:
        expect(shown(quiz).get_by_role("heading", name=question.text)).to_be_focused()
        quiz.keyboard.press("Tab")
        quiz.keyboard.press("Space")
        quiz.keyboard.press("ArrowDown")
        expect(shown(quiz).locator("input").nth(1)).to_be_checked()
        quiz.keyboard.press("Enter")
    expect(quiz.get_by_role("heading", name="8 more, if you like")).to_be_focused()
    tab_to("Answer 8 more")
    quiz.keyboard.press("Enter")
    for question in optional(guide):
        expect(shown(quiz).get_by_role("heading", name=question.text)).to_be_focused()
        quiz.keyboard.press("Tab")
        quiz.keyboard.press("Space")
        quiz.keyboard.press("Enter")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()
    tab_to(f"Change the answer to: {guide.quiz.questions[2].text}")
    quiz.keyboard.press("Enter")
    quiz.keyboard.press("Tab")
    quiz.keyboard.press("ArrowDown")
    expect(shown(quiz).locator("input").nth(2)).to_be_checked()
    quiz.keyboard.press("Enter")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()
    tab_to("Show my result")
    quiz.keyboard.press("Enter")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_focused()


def test_nothing_moves_on_by_itself(quiz: Page) -> None:
    """Choosing an answer stays on the question."""
    press(quiz, "Start the quiz")
    choose(quiz, "a")
    choose(quiz, "b")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 1 of 18")


def test_continuing_without_an_answer_is_said(quiz: Page) -> None:
    """Continue without an answer stays, says what to do, and moves on once Can't say is chosen."""
    press(quiz, "Start the quiz")
    press(quiz, "Continue")
    message = "Choose the answer that comes closest, or “Can\u2019t say”."
    expect(shown(quiz).locator(".quiz-error")).to_have_text(message)
    expect(status(quiz)).to_have_text(message)
    expect(shown(quiz).locator("input").first).to_be_focused()
    choose(quiz, "cant-say")
    expect(shown(quiz).locator(".quiz-error")).to_have_text("")
    press(quiz, "Continue")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 2 of 18")


def test_going_back_keeps_later_answers(quiz: Page, guide: Guide) -> None:
    """The page's Back and the browser's Back lead to the question before, and answers stay as they were."""
    press(quiz, "Start the quiz")
    for option in ("a", "b", "c"):
        choose(quiz, option)
        press(quiz, "Continue")
    press(quiz, "Back")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 3 of 18")
    quiz.go_back()
    expect(shown(quiz).locator("legend")).to_contain_text("Question 4 of 18")
    quiz.go_back()
    quiz.go_back()
    expect(shown(quiz).locator("legend")).to_contain_text("Question 2 of 18")
    expect(shown(quiz).locator("input:checked")).to_have_value("b")
    choose(quiz, "d")
    names = [question.id for question in guide.quiz.questions[:3]]
    assert saved(quiz) == dict(zip(names, ("a", "d", "c"), strict=True))
    quiz.go_forward()
    expect(shown(quiz).locator("input:checked")).to_have_value("c")


def test_leaving_and_coming_back_resumes(quiz: Page, guide: Guide) -> None:
    """A reader who left finds the first question without an answer; starting again forgets the answers."""
    save(quiz, {question.id: "a" for question in guide.quiz.questions[:5]})
    quiz.reload()
    expect(quiz.get_by_role("button", name="Start the quiz")).to_be_hidden()
    press(quiz, "Go on where you left off")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 6 of 18")
    quiz.go_back()
    press(quiz, "Forget my answers and start again")
    expect(status(quiz)).to_have_text("Your answers are forgotten.")
    assert saved(quiz) == {}
    press(quiz, "Start the quiz")
    expect(shown(quiz).locator("input:checked")).to_have_count(0)


def test_forgetting_can_be_undone(quiz: Page, guide: Guide) -> None:
    """What Forget deleted comes back at one press, until the reader answers again."""
    answers = {**column(guide, "b"), "a-question-that-is-gone": "a"}
    save(quiz, answers)
    quiz.reload()
    press(quiz, "Forget my answers and start again")
    assert saved(quiz) == {}
    press(quiz, "Put my answers back")
    expect(status(quiz)).to_have_text("Your answers are back.")
    assert saved(quiz) == answers
    press(quiz, "Forget my answers and start again")
    press(quiz, "Start the quiz")
    choose(quiz, "a")
    quiz.evaluate("location.hash = ''")
    expect(quiz.get_by_role("button", name="Put my answers back")).to_be_hidden()


def test_undo_keeps_what_another_tab_saved_since(quiz: Page, guide: Guide) -> None:
    """Answers given elsewhere after Forget win over those that come back, and what was new is new again."""
    first, second, new = (question.id for question in guide.quiz.questions[:3])
    save(quiz, {first: "a", second: "b"})
    asked = [q.id for q in [*guide.quiz.questions, *optional(guide)] if q.id != new]
    quiz.evaluate("([key, value]) => localStorage.setItem(key, value)", [ASKED, json.dumps(asked)])
    quiz.reload()
    press(quiz, "Forget my answers and start again")
    assert quiz.evaluate("localStorage.length") == quiz.evaluate(
        "Object.keys(localStorage).filter((key) => !key.startsWith('two-kinds')).length"
    )
    save(quiz, {first: "d"})
    press(quiz, "Put my answers back")
    assert saved(quiz) == {first: "d", second: "b"}
    expect(quiz.locator("[data-slot=news] li")).to_have_count(1)


def test_a_place_outside_the_quiz_does_not_leave_the_step(quiz: Page) -> None:
    """A link to the page's title keeps the question on screen."""
    press(quiz, "Start the quiz")
    choose(quiz, "a")
    press(quiz, "Continue")
    quiz.evaluate("location.hash = document.querySelector('h1').id")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 2 of 18")


def test_changing_an_answer_returns_even_after_a_reload(quiz: Page, guide: Guide) -> None:
    """Continue leads back to the check page however the reader came to the question again."""
    save(quiz, column(guide, "a"))
    quiz.evaluate("location.hash = 'check'")
    quiz.locator(".answers a").first.click()
    quiz.go_back()
    quiz.go_forward()
    quiz.reload()
    expect(shown(quiz).locator("legend")).to_contain_text("Question 1 of 18")
    press(quiz, "Continue")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()


def test_any_answer_can_be_changed_from_the_check_page(quiz: Page, guide: Guide) -> None:
    """Change leads to the question, Continue back to the check page, and the result follows the new answer."""
    save(quiz, column(guide, "a"))
    quiz.evaluate("location.hash = 'check'")
    rows = quiz.locator(".answers > div")
    expect(rows).to_have_count(26)
    for question, row in zip(guide.quiz.questions, rows.all()[:18], strict=True):
        expect(row).to_contain_text(question.text)
        expect(row).to_contain_text(question.options[0].text)
    for question, row in zip(optional(guide), rows.all()[18:], strict=True):
        expect(row).to_contain_text(question.text)
        expect(row).to_contain_text("Not answered yet.")
    target = guide.quiz.questions[6]
    rows.nth(6).get_by_role("link", name=f"Change the answer to: {target.text}").click()
    expect(shown(quiz).get_by_role("heading", name=target.text)).to_be_focused()
    choose(quiz, "cant-say")
    press(quiz, "Continue")
    expect(rows.nth(6)).to_contain_text("\u201cCan\u2019t say\u201d")
    press(quiz, "Show my result")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_visible()
    press(quiz, "Change my answers")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()


def test_two_open_tabs_keep_both_answers(quiz: Page, context: BrowserContext, origin: str, guide: Guide) -> None:
    """Answers given in two tabs are all kept."""
    first, second = (question.id for question in guide.quiz.questions[:2])
    other = context.new_page()
    other.goto(f"{origin}/quiz/#{second}")
    press(quiz, "Start the quiz")
    choose(quiz, "a")
    choose(other, "b")
    other.goto(f"{origin}/quiz/#{first}")
    expect(shown(other).locator("input:checked")).to_have_value("a")
    assert saved(quiz) == {first: "a", second: "b"}


@pytest.mark.parametrize("cause", ["another tab", "back from the browser's cache"])
def test_a_result_on_screen_follows_what_is_saved(
    quiz: Page, context: BrowserContext, guide: Guide, cause: str
) -> None:
    """Answers forgotten elsewhere leave no stale verdict on screen, and the reader's focus where it was."""
    show_result(quiz, all_towards(guide, guide.track_ids[0]))
    kept = quiz.get_by_role("button", name="Change my answers")
    kept.focus()
    if cause == "another tab":
        other = context.new_page()
        other.goto(quiz.url.split("#")[0])
        press(other, "Forget my answers and start again")
    else:
        quiz.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key))")
        quiz.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_visible()
    expect(kept).to_be_focused()


def test_a_place_that_another_tab_took_away_is_not_lost(quiz: Page, guide: Guide) -> None:
    """If what had the focus goes with the redrawn part, the result's heading takes it."""
    show_result(quiz, all_towards(guide, guide.track_ids[0]))
    quiz.locator("[data-slot=change] a").first.focus()
    quiz.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key))")
    quiz.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_focused()


def test_another_tab_does_not_move_a_reader_who_followed_the_skip_link(quiz: Page, guide: Guide) -> None:
    """The step on screen stays, though the address names the page's title by then; a shared result stays too."""
    save(quiz, column(guide, "a"))
    go_to(quiz, "check")
    quiz.evaluate("location.hash = document.querySelector('h1').id")
    quiz.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_visible()
    go_to(quiz, link_to(quiz, column(guide, "a")))
    quiz.get_by_text("6 more").first.click()
    quiz.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(quiz.locator("details[open]")).to_have_count(1)


# The result


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(
    ("others", "band"),
    [(5, "clear"), (11, "leans")],
)
def test_a_track_s_verdict(quiz: Page, guide: Guide, side: int, others: int, band: str) -> None:
    """The result names track and band, k and j, and quotes answers on both sides."""
    track, other = guide.tracks[side], guide.tracks[1 - side]
    answers = all_towards(guide, track.id)
    # Milder answers towards the other track in the first `others` questions.
    for question in guide.quiz.questions[:others]:
        answers[question.id] = next(o.id for o in question.options if o.points[other.id] == 2)
    expected = score(guide, answers)
    assert (expected.band, expected.side) == (band, side)
    show_result(quiz, answers)
    outcome = quiz.locator("[data-slot=report]")
    headline = getattr(guide.quiz.headlines, band).replace("{track}", track.name)
    expect(outcome.locator("h2:visible")).to_have_text(headline)
    noun = "answer" if expected.to_lose == 1 else "answers"
    expect(outcome.locator(".firmness")).to_have_text(
        f"{expected.to_lose} different {noun} could make it too close to call; "
        f"it would take at least {expected.to_turn[1 - side]} to turn it to {other.name}."
    )
    expect(outcome.locator("[data-slot=margin]")).to_have_text(
        f"The margin is {abs(expected.margin)} points of 54 towards {track.name}, with 18 of 18 questions answered."
    )
    weighed, more, against = outcome.locator(".quotes").all()
    expect(weighed.locator("li")).to_have_count(3)
    expect(more.locator("li")).to_have_count(18 - others - 3)
    expect(more).to_be_hidden()
    for item in weighed.locator("li").all():
        assert points_of(guide, answers, item)[track.id] == 3
    expect(against.locator("li")).to_have_count(others)
    quoted = {item.locator("p").text_content() for item in against.locator("li").all()}
    assert quoted == {question.text for question in guide.quiz.questions[:others]}
    for item in against.locator("li").all():
        assert points_of(guide, answers, item)[other.id] == 2


def test_the_answers_that_weighed_most_come_first(quiz: Page, guide: Guide) -> None:
    """Of milder and stronger answers for a track, the stronger ones are quoted, in the order of the questions."""
    track = guide.tracks[1]
    answers = all_towards(guide, track.id)
    for question in guide.quiz.questions[:10]:
        answers[question.id] = next(o.id for o in question.options if o.points[track.id] == 2)
    show_result(quiz, answers)
    quoted = report(quiz).locator(".quotes").first.locator("p").all_text_contents()
    assert quoted == [question.text for question in guide.quiz.questions[10:13]]


def points_of(guide: Guide, answers: Answers, item) -> dict[str, int]:
    """The points of an answer that the result quotes, which must be the reader's own."""
    question = next(q for q in guide.quiz.questions if q.text == item.locator("p").text_content())
    option = next(o for o in question.options if o.text == item.locator("q").text_content())
    assert option.id == answers[question.id]
    return option.points


def test_unanimous_answers_say_that_none_points_the_other_way(quiz: Page, guide: Guide) -> None:
    """Where no answer points the other way, the result says so."""
    show_result(quiz, all_towards(guide, guide.track_ids[1]))
    against = quiz.get_by_role("heading", name="The answers that point the other way")
    expect(against.locator("+ p")).to_have_text("None of these answers does.")


def test_too_close_is_a_full_result(quiz: Page, guide: Guide) -> None:
    """A balance names what could tip it to either track, quotes both sides and leads to its own page."""
    show_result(quiz, column(guide, "a"))
    first, second = guide.tracks
    outcome = quiz.locator("[data-slot=report]")
    expect(outcome.get_by_role("heading", name="Too close to call")).to_be_visible()
    expect(outcome.locator(".firmness")).to_have_text(
        f"2 different answers could tip it to {first.name}, 2 to {second.name}."
    )
    for position, track in enumerate(guide.tracks):
        expect(outcome.get_by_role("heading", name=f"What speaks for {track.name}")).to_be_visible()
        first_three, others = outcome.locator(".quotes").all()[2 * position : 2 * position + 2]
        expect(first_three.locator("li")).to_have_count(3)
        expect(others).to_be_hidden()
        outcome.get_by_text("6 more").nth(position).click()
        expect(others.locator("li:visible")).to_have_count(6)
    outcome.get_by_role("link", name=re.compile("too close to call")).click()
    expect(quiz).to_have_url(re.compile(r"/quiz/too-close/$"))


def test_too_few_answers_give_no_verdict(quiz: Page, guide: Guide) -> None:
    """With 14 answers the result says how many more it needs, and names no track."""
    answers = dict(list(all_towards(guide, guide.track_ids[0]).items())[:14])
    show_result(quiz, answers)
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_visible()
    expect(quiz.locator(".firmness")).to_have_text("1 more answer will do.")
    expect(quiz.locator("[data-slot=margin]")).to_have_text("14 of 18 questions answered.")
    press(quiz, "Answer the rest")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 15 of 18")


def readiness(guide: Guide, points: list[int]) -> Answers:
    """Answers to the readiness questions that give these points, in the order of asking."""
    questions = guide.quiz.readiness.questions
    return {q.id: q.options[given].id for q, given in zip(questions, points, strict=True)}


def report(page: Page):
    return page.locator("[data-slot=report]")


def test_the_result_has_its_ten_parts_in_order(quiz: Page, guide: Guide) -> None:
    """Verdict, firmness, answers for and against, dimensions, grid, change, reading, caution and tools, in order."""
    answers = all_towards(guide, guide.track_ids[0]) | readiness(guide, [1] * 6)
    show_result(quiz, answers)
    texts = [
        "Your answers point clearly to",
        "different answers could make it too close to call",
        "The answers that weighed most",
        "The answers that point the other way",
        "Dimension by dimension",
        "Fit and readiness",
        "What would change it",
        "half an hour with somebody",
        "For six weeks",
        "What to read next",
        "This is a structured prompt, not a validated test.",
        "Change my answers",
        "Print this result",
        "Copy a link to this result",
        "Save it as a text file",
        "Forget my answers and start again",
    ]
    shown_text = quiz.locator("[data-step=result]").inner_text()
    places = [shown_text.find(text) for text in texts]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("seed", range(4))
def test_each_dimension_is_drawn_and_said(quiz: Page, guide: Guide, seed: int) -> None:
    """Every bar grows from the middle to its margin, on its track's side, and the same figure stands beside it."""
    dice = random.Random(seed)
    answers = {q.id: dice.choice([*(o.id for o in q.options), "cant-say"]) for q in guide.quiz.questions}
    answers |= dict.fromkeys(list(answers)[:12], "a")  # enough for a verdict
    show_result(quiz, answers)
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    margins = dimension_margins(dimensions_of(guide.quiz), leans, positions_of(guide, answers))
    rows = quiz.locator(".dimensions li").all()
    for dimension, margin, row in zip(guide.quiz.dimensions, margins, rows, strict=True):
        size = f"{abs(margin)} point{'' if abs(margin) == 1 else 's'} of 9"
        towards_track = f" towards {guide.tracks[margin > 0].name}" if margin else ""
        expect(row.locator(".name")).to_have_text(dimension.name)
        expect(row.locator("[data-slot=words]")).to_have_text(size + towards_track)
        assert row.locator("svg").get_attribute("viewBox") == "-9 0 18 2"
        assert row.locator("rect").get_attribute("x") == str(min(0, margin))
        assert row.locator("rect").get_attribute("width") == str(abs(margin))
        assert row.get_attribute("data-track") == guide.track_ids[margin > 0]


def test_dimensions_that_disagree_are_named(quiz: Page, guide: Guide) -> None:
    """Where two dimensions speak for different tracks the result says which; otherwise it says nothing of it."""
    first, second = guide.tracks
    answers = all_towards(guide, first.id)
    show_result(quiz, answers)
    said = report(quiz).locator("p", has_text="Your dimensions disagree.")
    expect(said).to_be_hidden()
    failure = {q.id: towards(q, second.id) for q in guide.quiz.questions if q.dimension == "failure"}
    go_to(quiz, "")
    show_result(quiz, answers | failure)
    expect(said).to_contain_text(f"For {first.name}: Energy and craft, Unit of leverage,")
    expect(said).to_contain_text(f"For {second.name}: Failure lens.")
    expect(said).to_contain_text(guide.quiz.disagreement)


PLACES = [
    # points of the readiness questions (they alternate between the tracks), then each track's column
    ([0, 2, 1, 2, 1, 2], (0, 2)),
    ([1, 1, 1, 1, 1, 1], (1, 1)),
    ([2, 0, 2, 0, 2, 0], (2, 0)),
]


@pytest.mark.parametrize(("points", "columns"), PLACES)
@pytest.mark.parametrize("verdict", [0, 1, None])
def test_the_grid_places_both_tracks_and_says_what_to_prove(
    quiz: Page, guide: Guide, points: list[int], columns: tuple[int, int], verdict: int | None
) -> None:
    """Each track stands in the cell of its fit and its readiness, with that cell's advice and its open proofs."""
    fit = column(guide, "a") if verdict is None else all_towards(guide, guide.track_ids[verdict])
    show_result(quiz, fit | readiness(guide, points))
    grid = guide.quiz.readiness.grid
    for side, track in enumerate(guide.tracks):
        row = "close" if verdict is None else "towards" if verdict == side else "away"
        cell = getattr(grid, row).cells[columns[side]]
        mark = quiz.locator(f"[data-step=result] .here[data-track={track.id}]:visible")
        expect(mark).to_have_count(1)
        expect(mark).to_have_text(f" {track.short}")
        place = quiz.locator(f"[data-step=result] [data-fit={row}] td").nth(columns[side])
        expect(place).to_contain_text(cell.title)
        expect(place.locator(f".here[data-track={track.id}]")).to_be_visible()
        standing = quiz.locator(f".standing[data-track={track.id}]")
        asked = [q for q in guide.quiz.readiness.questions if q.track == track.id]
        given = points[side::2]
        expect(standing).to_contain_text(f"{sum(given)} of 6 points. {cell.title}: {cell.advice}")
        open_proofs = [q.prove for q, point in zip(asked, given, strict=True) if point < 2]
        proofs = standing.locator("li:visible").all_text_contents()
        assert proofs == ([] if row == "away" else open_proofs)


def test_readiness_that_is_not_answered_has_no_place(quiz: Page, guide: Guide) -> None:
    """A track whose questions are open is not placed; the result says so and leads to them."""
    show_result(quiz, all_towards(guide, guide.track_ids[0]) | {guide.quiz.readiness.questions[0].id: "c"})
    expect(quiz.locator(".fit-grid:visible")).to_have_count(0)
    begun, untouched = quiz.locator(".standing").all()
    expect(begun).to_contain_text("1 of 3 questions answered: no place in the grid yet.")
    expect(begun.locator("li:visible")).to_have_count(0)
    expect(untouched).to_be_hidden()
    press(quiz, "Answer the optional questions")
    expect(shown(quiz).locator("legend")).to_contain_text("Optional question 2 of 8")


def test_readiness_and_motives_never_change_the_verdict(quiz: Page, guide: Guide) -> None:
    """Whatever is answered to the optional questions, verdict, firmness, margin and dimensions stay the same."""
    dice = random.Random(8)
    parts = (
        "[...document.querySelectorAll('[data-step=result] :is(h2, .firmness, [data-slot=margin], .dimensions)')]"
    )
    for _ in range(12):
        fit = {q.id: dice.choice(q.options).id for q in guide.quiz.questions}
        seen = set()
        for _ in range(4):
            others = {q.id: dice.choice(q.options).id for q in optional(guide) if dice.random() < 0.8}
            quiz.evaluate("localStorage.clear()")
            go_to(quiz, "")
            show_result(quiz, fit | others)
            seen.add(
                quiz.evaluate(
                    f"{parts}.filter((part) => part.getClientRects().length).map((p) => p.innerText).join()"
                )
            )
        assert len(seen) == 1


def test_an_optional_answer_can_be_withdrawn(quiz: Page, guide: Guide) -> None:
    """Leave it open takes a motive's caution and a readiness answer's points back."""
    motive, ready = guide.quiz.motives[0], guide.quiz.readiness.questions[0]
    show_result(quiz, column(guide, "a") | {motive.id: "b"} | readiness(guide, [2] * 6))
    quiz.reload()
    expect(quiz.locator(".motive:visible")).to_have_count(1)
    for question in (motive, ready):
        go_to(quiz, question.id)
        shown(quiz).get_by_label("Leave it open").check()
    go_to(quiz, "result")
    expect(quiz.locator(".motive:visible")).to_have_count(0)
    expect(quiz.locator(".standing").first).to_contain_text("2 of 3 questions answered: no place in the grid yet.")


@pytest.mark.parametrize("position", [0, 1])
def test_a_motive_comes_back_as_its_caution_only(quiz: Page, guide: Guide, position: int) -> None:
    """An answer on motives brings its own caution, quoted, and an answer without one brings nothing."""
    motive = guide.quiz.motives[position]
    for option in motive.options:
        quiz.evaluate("localStorage.clear()")
        go_to(quiz, "")
        show_result(quiz, column(guide, "a") | {motive.id: option.id})
        said = report(quiz).locator(".motive:visible").all_text_contents()
        assert said == ([f"You said: {option.text} {option.caution}"] if option.caution else [])


@pytest.mark.parametrize("side", [0, 1, None])
def test_what_would_change_it_is_enough_and_no_less(quiz: Page, guide: Guide, side: int | None) -> None:
    """Answering the named questions otherwise loses the verdict, and one fewer does not."""
    dice = random.Random(5)
    for _ in range(5):
        answers = column(guide, "a") if side is None else all_towards(guide, guide.track_ids[side])
        for question in dice.sample(guide.quiz.questions, 4):
            answers[question.id] = dice.choice(question.options).id
        before = score(guide, answers)
        assert before.side == side
        go_to(quiz, "")
        show_result(quiz, answers)
        lists = quiz.locator("[data-slot=change] ul").all()
        targets = [1 - side] if side is not None else [0, 1]
        for target, named in zip(targets, lists, strict=True):
            changed = dict(answers)
            for item in named.locator("li").all():
                assert score(guide, changed).side == side
                question = next(q for q in guide.quiz.questions if q.text == item.locator("a").text_content())
                option = next(o for o in question.options if o.text == item.locator("q").text_content())
                assert option.id == towards(question, guide.track_ids[target])
                changed[question.id] = option.id
            assert score(guide, changed).side != side


def test_a_question_named_in_the_result_returns_to_it(quiz: Page, guide: Guide) -> None:
    """From a question that would change the verdict, Continue leads back to the result."""
    show_result(quiz, all_towards(guide, guide.track_ids[0]))
    quiz.reload()
    link = quiz.locator("[data-slot=change] a").first
    text = link.text_content()
    link.click()
    expect(shown(quiz).get_by_role("heading", name=text)).to_be_focused()
    press(quiz, "Continue")
    expect(quiz.locator("[data-step=result] h2:visible")).to_be_focused()


def test_there_are_an_experiment_a_track_and_three_pages_to_read(quiz: Page, guide: Guide) -> None:
    """Both tracks' experiments stand in every result, and the pages that the data name for the verdict."""
    reading = guide.quiz.reading
    for side, addresses in ((0, reading.tracks[guide.track_ids[0]]), (None, reading.close)):
        go_to(quiz, "")
        show_result(quiz, column(guide, "a") if side is None else all_towards(guide, guide.track_ids[side]))
        for track, item in zip(guide.tracks, quiz.locator(".experiments li").all(), strict=True):
            expect(item).to_contain_text(guide.quiz.experiments[track.id])
        links = quiz.locator("ul[data-for]:visible a").all()
        assert [link.get_attribute("href") for link in links] == [f"../{address}" for address in addresses]
        assert [link.text_content() for link in links] == [guide.page_at(address).title for address in addresses]


def test_the_result_can_be_saved_and_printed(quiz: Page, guide: Guide) -> None:
    """Save gives a text file with what the result says; Print opens the browser's own dialog."""
    show_result(quiz, all_towards(guide, guide.track_ids[0]))
    with quiz.expect_download() as started:
        press(quiz, "Save it as a text file")
    saved_text = started.value.path().read_text(encoding="utf-8")
    assert started.value.suggested_filename == "track-fit-result.txt"
    address, _, said = saved_text.split("\n\n", 2)
    assert address == quiz.url.split("#")[0]
    for part in ("Your answers point clearly to", "Dimension by dimension", "9 points of 9", "What to read next"):
        assert part in said
    answers = [q.text for q in guide.quiz.questions]
    assert all(text in said for text in answers)
    assert "Copy a link" not in said
    expect(status(quiz)).to_contain_text("The result is saved as track-fit-result.txt")
    expect(report(quiz).locator("summary").first).to_be_visible()
    quiz.evaluate("window.print = () => { window.printed = true }")
    press(quiz, "Print this result")
    assert quiz.evaluate("window.printed")


def positions_of(guide: Guide, answers: Answers) -> list[int | None]:
    return [
        next((i for i, option in enumerate(q.options) if option.id == answers.get(q.id)), None)
        for q in guide.quiz.questions
    ]


def score(guide: Guide, answers: Answers):
    """Python's result for answers by id."""
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    return result(leans, positions_of(guide, answers), limits_of(guide.quiz))


def test_python_and_javascript_agree(quiz: Page, guide: Guide) -> None:
    """Over 20,000 sets of answers both give the same margin, band, side, k, j and dimensions."""
    dice = random.Random(18)
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    limits, dimensions = limits_of(guide.quiz), dimensions_of(guide.quiz)
    cases = []
    for _ in range(20_000):
        bias = dice.random()
        skip = dice.choice((0, 0.05, 0.2))
        cases.append(
            [
                None
                if dice.random() < skip
                else sorted(range(4), key=q.__getitem__)[min(3, max(0, round(dice.gauss(3 * bias, 1))))]
                for q in leans
            ]
        )
    found = quiz.evaluate(
        """async ([components, leans, cases, limits, dimensions]) => {
          const {dimensionMargins, disagree, result} = await import(`${components}quiz/scoring.js`)
          return cases.map((answers) => {
            const margins = dimensionMargins(dimensions, leans, answers)
            return {...result(leans, answers, limits), margins, disagree: disagree(margins, limits.speaks)}
          })
        }""",
        [
            components(quiz),
            leans,
            cases,
            json.loads(quiz.locator("track-quiz").get_attribute("data-limits")),
            dimensions,
        ],
    )
    bands, quarrels = set(), set()
    for answers, js in zip(cases, found, strict=True):
        py = result(leans, answers, limits)
        margins = dimension_margins(dimensions, leans, answers)
        bands.add((py.band, py.side))
        quarrels.add(disagree(margins, guide.quiz.bands.speaks))
        assert js == {
            "margin": py.margin,
            "answered": py.answered,
            "band": py.band,
            "side": py.side,
            "toLose": py.to_lose,
            "toTurn": list(py.to_turn),
            "margins": margins,
            "disagree": disagree(margins, guide.quiz.bands.speaks),
        }, answers
    assert len(bands) == 6
    assert quarrels == {True, False}


# Links


def test_a_reader_s_own_link_is_gone_from_somebody_else_s_result(quiz: Page, guide: Guide) -> None:
    """The field with the copied link does not stay below a result that a link opened."""
    show_result(quiz, all_towards(guide, guide.track_ids[1]))
    press(quiz, "Copy a link to this result")
    expect(quiz.get_by_label("Link to this result:")).to_be_visible()
    go_to(quiz, link_to(quiz, column(guide, "a")))
    expect(quiz.get_by_text("a result that somebody shared with you")).to_be_visible()
    expect(quiz.get_by_label("Link to this result:")).to_be_hidden()


def test_a_copied_link_shows_the_same_result_to_another(quiz: Page, guide: Guide, browser, origin: str) -> None:
    """The link carries the answers in its fragment; who opens it sees the result as shared, and saves nothing."""
    answers = all_towards(guide, guide.track_ids[1])
    quiz.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    show_result(quiz, answers)
    press(quiz, "Copy a link to this result")
    expect(status(quiz)).to_contain_text("Link copied.")
    link = quiz.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{origin}/quiz/#answers={guide.quiz.version}~")

    stranger = browser.new_context()
    page = stranger.new_page()
    page.goto(link)
    expect(page.get_by_text("a result that somebody shared with you")).to_be_visible()
    expect(page.get_by_role("heading", name="Your answers point clearly to")).to_be_visible()
    expect(page.locator("meta[name=robots][content=noindex]")).to_have_count(1)
    assert saved(page) == {}
    page.get_by_role("button", name="Take the quiz yourself").click()
    expect(page.get_by_role("button", name="Start the quiz")).to_be_visible()
    expect(page.locator("meta[name=robots][content=noindex]")).to_have_count(0)
    stranger.close()


def test_a_shared_result_never_touches_the_reader_s_own(quiz: Page, guide: Guide) -> None:
    """Opening somebody's link leaves one's own answers and result as they were."""
    own = all_towards(guide, guide.track_ids[0])
    fragment = link_to(quiz, all_towards(guide, guide.track_ids[1]))
    save(quiz, own)
    quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(quiz.get_by_role("heading", name=re.compile(guide.tracks[1].name)).first).to_be_visible()
    assert saved(quiz) == own
    quiz.evaluate("location.hash = 'result'")
    expect(quiz.get_by_role("heading", name=re.compile(guide.tracks[0].name)).first).to_be_visible()
    expect(quiz.get_by_text("a result that somebody shared with you")).to_be_hidden()


def test_a_copied_link_carries_readiness_but_no_motive(quiz: Page, guide: Guide, origin: str) -> None:
    """Why a reader wants a change stays with the reader; what they have proven is part of the shared result."""
    quiz.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    show_result(quiz, column(guide, "a") | readiness(guide, [1] * 6) | {m.id: "b" for m in guide.quiz.motives})
    press(quiz, "Copy a link to this result")
    expect(status(quiz)).to_contain_text("nothing on why now")
    link = quiz.evaluate("navigator.clipboard.readText()")
    assert all(question.id in link for question in guide.quiz.readiness.questions)
    assert not any(motive.id in link for motive in guide.quiz.motives)
    quiz.evaluate("localStorage.clear()")
    quiz.goto(link)
    quiz.reload()
    expect(quiz.locator("[data-step=result] .here:visible")).to_have_count(2)
    expect(quiz.locator(".motive:visible")).to_have_count(0)
    expect(quiz.locator("[data-slot=change] a")).to_have_count(0)
    expect(quiz.get_by_role("button", name="Answer the optional questions")).to_be_hidden()
    expect(quiz.get_by_role("button", name="Forget my answers")).to_be_hidden()


@settings(max_examples=200)
@given(data=st.data())
def test_decoding_an_encoded_link_gives_the_answers_back(session_quiz: Page, guide: Guide, data) -> None:
    """decode(encode(answers)) = answers, whatever is answered and in whatever order."""
    options = {q.id: [*(o.id for o in q.options), "cant-say"] for q in guide.quiz.questions}
    names = data.draw(st.lists(st.sampled_from(sorted(options)), unique=True))
    answers = {name: data.draw(st.sampled_from(options[name])) for name in names}
    assert decoded(session_quiz, link_to(session_quiz, answers), options) == {"answers": answers}


def decoded(page: Page, fragment: str, options: dict[str, list[str]]):
    return page.evaluate(
        """async ([components, fragment, options]) => {
          const {decode} = await import(`${components}quiz/link.js`)
          const known = (question, option) => Object.hasOwn(options, question) && options[question].includes(option)
          const link = decode(fragment, document.querySelector('track-quiz').dataset.version, known)
          return link?.answers ? {answers: Object.fromEntries(link.answers)} : link
        }""",
        [components(page), fragment, options],
    )


@settings(max_examples=200)
@given(data=st.data())
def test_an_altered_link_is_refused(session_quiz: Page, guide: Guide, data) -> None:
    """Changing, cutting or adding any character inside a link makes it garbled, never another result."""
    options = {q.id: [*(o.id for o in q.options), "cant-say"] for q in guide.quiz.questions}
    fragment = link_to(session_quiz, column(guide, "b"))
    position = data.draw(st.integers(len("answers="), len(fragment) - 1))
    new = data.draw(st.sampled_from(["", "a", "0", "~", "_", ".", "%", "<", " "]))
    dropped = data.draw(st.integers(0, 3))
    altered = fragment[:position] + new + fragment[position + dropped :]
    if altered != fragment:
        assert decoded(session_quiz, altered, options) == {"problem": "garbled"}


@pytest.fixture(scope="session")
def session_quiz(browser, origin: str):
    """One open quiz page for all examples of a property that only calls its pure modules."""
    context = browser.new_context()
    page = context.new_page()
    page.trouble = []
    page.on("console", lambda message: page.trouble.append(message.text))
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.goto(f"{origin}/quiz/")
    yield page
    context.close()


HOSTILE = {
    "garbled": "answers=2~leverage-trace.a~00000000",
    "cut": "answers=2~leverage-tra",
    "empty": "answers=",
    "markup": "answers=1~<img src=x onerror=alert(1)>~00000000",
    "percent": "answers=%E0%A4%A",
    "huge": "answers=1~" + "a" * 200_000,
    # Whole and well signed, but not of this quiz:
    "no such question": {"no-such-question": "a"},
    "no such option": {"leverage-trace": "z"},
    "a name that every object has": {"constructor": "a"},
    "an option that every object has": {"leverage-trace": "constructor"},
    "a motive, which no link carries": {"motive-rest": "a"},
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_bad_link_opens_the_start_page_and_changes_nothing(quiz: Page, guide: Guide, case: str) -> None:
    """A garbled, huge or hostile link gets the start page, a plain message, and leaves what is saved."""
    own = column(guide, "c")
    fragment = HOSTILE[case] if isinstance(HOSTILE[case], str) else link_to(quiz, HOSTILE[case])
    save(quiz, own)
    quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(quiz.locator("h1")).to_be_focused()
    quiz.reload()
    expect(status(quiz)).to_have_text(
        "That link is incomplete or altered, so its result cannot be shown. Nothing you saved has changed."
    )
    expect(quiz.get_by_role("button", name="Go on where you left off")).to_be_visible()
    assert saved(quiz) == own


def test_a_link_from_an_older_quiz_says_so(quiz: Page, guide: Guide) -> None:
    """A link made for another version of the quiz gets the start page and the reason."""
    fragment = link_to(quiz, column(guide, "a"), version=99)
    quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(status(quiz)).to_have_text(
        "That link is from another version of this quiz, so its result cannot be shown. "
        "Nothing you saved has changed."
    )
    expect(quiz.get_by_role("button", name="Start the quiz")).to_be_visible()


def test_text_appended_to_a_link_does_no_harm(quiz: Page, guide: Guide) -> None:
    """A tracker's parameters behind the fragment still open the shared result."""
    fragment = link_to(quiz, column(guide, "a"))
    quiz.evaluate("fragment => { location.hash = fragment }", f"{fragment}&utm_source=letter")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_visible()


@pytest.mark.parametrize("fragment", ["no-such-step", "energy", "__tabbed_1", "question", "key", "]\"'", "%"])
def test_an_unknown_step_opens_the_start_page(quiz: Page, fragment: str) -> None:
    """An unknown fragment is no error."""
    quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(quiz.get_by_role("button", name="Start the quiz")).to_be_visible()
    expect(status(quiz)).to_have_text("")


# A first question by link


def test_a_link_can_give_the_first_answer(quiz: Page, guide: Guide, origin: str) -> None:
    """The answer that the link names is given and saved, and the next question shows; Back leads out again."""
    first, second = guide.quiz.questions[:2]
    quiz.goto(f"{origin}/about/")
    quiz.goto(f"{origin}/quiz/#start={first.id}.c")
    expect(shown(quiz).get_by_role("heading", name=second.text)).to_be_focused()
    expect(status(quiz)).to_have_text(f"Saved in this browser. Your answer: “{first.options[2].text}”")
    assert saved(quiz) == {first.id: "c"}
    assert quiz.url.endswith(f"#{second.id}")
    press(quiz, "Back")
    expect(shown(quiz).locator("input:checked")).to_have_value("c")
    quiz.go_back()
    quiz.go_back()
    expect(quiz).to_have_url(f"{origin}/about/")


def test_a_start_link_says_what_it_replaced(quiz: Page, guide: Guide) -> None:
    """A reader who had answered otherwise is told the answer that was there; other answers stay."""
    first, second = guide.quiz.questions[:2]
    save(quiz, {first.id: "a", second.id: "d"})
    go_to(quiz, f"start={first.id}.b")
    expect(status(quiz)).to_have_text(
        f"Saved in this browser. Your answer: “{first.options[1].text}” Before: “{first.options[0].text}”"
    )
    assert saved(quiz) == {first.id: "b", second.id: "d"}


@pytest.mark.parametrize("appended", ["", "&utm_source=letter", "?fbclid=1", "/"])
def test_a_start_link_works_for_every_question(quiz: Page, guide: Guide, appended: str) -> None:
    """Any question and option can begin, whatever a mailer appends; the last one leads to the optional part."""
    for question in guide.quiz.questions:
        go_to(quiz, f"start={question.id}.cant-say{appended}")
        assert saved(quiz)[question.id] == "cant-say"
    expect(quiz.get_by_role("heading", name="8 more, if you like")).to_be_visible()


@pytest.mark.parametrize(
    "fragment",
    ["start=", "start=x.y", "start=leverage-trace", "start=leverage-trace.z", "start=<b>.a", "start=%E0%A4%A"],
)
def test_an_unknown_start_link_opens_the_start_page(quiz: Page, guide: Guide, fragment: str) -> None:
    """A question or an answer that is not there gets the start page and a plain message, and changes nothing."""
    own = column(guide, "c")
    save(quiz, own)
    go_to(quiz, fragment)
    expect(quiz.get_by_role("button", name="Go on where you left off")).to_be_visible()
    expect(status(quiz)).to_have_text(
        "That link names a question or an answer that this quiz does not have. Nothing you saved has changed."
    )
    assert saved(quiz) == own


def test_who_has_answered_all_comes_back_to_the_result(quiz: Page, guide: Guide) -> None:
    """Going on with nothing left to answer opens the result; with a Can't say too many, it leads to that question."""
    answers = column(guide, "a") | {q.id: "cant-say" for q in guide.quiz.questions[3:8]}
    save(quiz, answers)
    quiz.reload()
    expect(quiz.get_by_text("You have answered 13 of the 18 questions.")).to_be_visible()
    press(quiz, "Go on where you left off")
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_focused()
    press(quiz, "Answer the rest")
    expect(shown(quiz).get_by_role("heading", name=guide.quiz.questions[3].text)).to_be_focused()


def bottom_of(place: Locator) -> float:
    """Its lower edge on screen, or 0 if it is above."""
    box = place.bounding_box()
    return max(0, box["y"] + box["height"])


@pytest.mark.parametrize("height", [560, 844])
def test_the_heading_stays_in_sight(quiz: Page, guide: Guide, height: int) -> None:
    """However far a reader had scrolled, the next question's number and the verdict are on screen, clear of the status."""
    quiz.set_viewport_size({"width": 390, "height": height})
    press(quiz, "Start the quiz")
    for question in guide.quiz.questions[:3]:
        choose(quiz, "d")
        quiz.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        press(quiz, "Continue")
        count = shown(quiz).locator(".quiz-count").bounding_box()
        assert bottom_of(status(quiz)) <= count["y"] < height, question.id
    save(quiz, column(guide, "a"))
    go_to(quiz, "check")
    quiz.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    quiz.get_by_role("button", name="Show my result").last.click()
    heading = quiz.locator("[data-step=result] h2:visible").bounding_box()
    assert bottom_of(status(quiz)) <= heading["y"] < height


def test_what_was_done_is_said_in_sight(quiz: Page, guide: Guide) -> None:
    """The message about a copied link is on screen, although the button is at the end of a long result."""
    quiz.set_viewport_size({"width": 390, "height": 844})
    show_result(quiz, all_towards(guide, guide.track_ids[0]))
    press(quiz, "Save it as a text file")
    expect(status(quiz)).to_contain_text("is saved")
    assert 0 <= status(quiz).bounding_box()["y"] < 844


# A newer quiz


def test_a_newer_quiz_keeps_answers_and_names_what_is_new(quiz: Page, guide: Guide) -> None:
    """Answers to questions that stay are kept; the start and check pages say which are new until they are answered."""
    new, changed = guide.quiz.questions[4], guide.quiz.questions[9]
    own = column(guide, "a")
    del own[new.id]
    save(quiz, own | {changed.id: "an-option-that-is-gone"})
    asked = [q.id for q in [*guide.quiz.questions, *optional(guide)] if q.id != new.id]
    quiz.evaluate("([key, value]) => localStorage.setItem(key, value)", [ASKED, json.dumps([*asked, "gone"])])
    quiz.reload()
    news = quiz.locator("[data-slot=news]")
    expect(news).to_contain_text("The quiz has changed since you answered. Your other answers are kept.")
    assert news.locator("li").all_text_contents() == [new.text, changed.text]
    expect(quiz.get_by_text("You have answered 16 of the 18 questions.")).to_be_visible()
    go_to(quiz, "check")
    marked = quiz.locator("[data-answer]", has=quiz.locator("[data-slot=new]:visible"))
    assert [row.get_attribute("data-answer") for row in marked.all()] == [new.id, changed.id]
    go_to(quiz, "")
    news.get_by_role("link", name=new.text).click()
    choose(quiz, "b")
    go_to(quiz, "")
    assert news.locator("li").all_text_contents() == [changed.text]
    news.get_by_role("link", name=changed.text).click()
    choose(quiz, "b")
    go_to(quiz, "")
    expect(news).to_be_hidden()


def test_answers_to_version_1_of_the_quiz_are_known_by_what_it_asked(quiz: Page, guide: Guide) -> None:
    """Version 1 left no note of what it asked; answers to questions that are gone show that the rest is new."""
    save(quiz, {"leverage-trace": "a", "energy-course": "b", "failure-late": "c"})
    quiz.reload()
    everything = [*guide.quiz.questions, *optional(guide)]
    expect(quiz.locator("[data-slot=news] li")).to_have_count(len(everything) - 1)
    expect(quiz.get_by_text("You have answered 1 of the 18 questions.")).to_be_visible()


@pytest.mark.parametrize("noted", ["[]", "{", "7", "null", '{"a": 1}'])
def test_nothing_is_called_new_without_reason(quiz: Page, guide: Guide, noted: str) -> None:
    """A reader who has answered all, or whose note of what was asked is missing or damaged, is told of nothing new."""
    answers = column(guide, "a") | {q.id: "a" for q in optional(guide)}
    if noted != "[]":
        del answers[guide.quiz.questions[3].id]  # open, but not new
    save(quiz, answers)
    quiz.evaluate("([key, value]) => localStorage.setItem(key, value)", [ASKED, noted])
    quiz.reload()
    expect(quiz.get_by_role("button", name="Go on where you left off")).to_be_visible()
    expect(quiz.locator("[data-slot=news]")).to_be_hidden()


# What is saved


@pytest.mark.parametrize("garbage", ["", "{", "null", "7", '"zz"', '["a"]', "<script>alert(1)</script>"])
def test_garbage_in_storage_counts_as_unanswered(quiz: Page, guide: Guide, garbage: str) -> None:
    """A damaged entry is no answer, and can be answered over."""
    name = guide.quiz.questions[0].id
    quiz.evaluate("([key, value]) => localStorage.setItem(key, value)", [STORED + name, garbage])
    quiz.reload()
    press(quiz, "Start the quiz")
    expect(shown(quiz).locator("input:checked")).to_have_count(0)
    choose(quiz, "a")
    assert saved(quiz) == {name: "a"}


def test_answers_to_questions_that_are_gone_are_passed_over(quiz: Page, guide: Guide) -> None:
    """An answer to a question of an older quiz neither counts nor is deleted until the reader forgets all."""
    save(quiz, {"a-question-that-is-gone": "a", guide.quiz.questions[0].id: "a"})
    quiz.reload()
    press(quiz, "Go on where you left off")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 2 of 18")
    assert "a-question-that-is-gone" in saved(quiz)


def test_a_full_store_still_gives_a_result(quiz: Page, guide: Guide) -> None:
    """Where answers cannot be saved the quiz says so and still works to the end."""
    quiz.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    press(quiz, "Start the quiz")
    for _ in guide.quiz.questions:
        choose(quiz, "a")
        expect(status(quiz)).to_contain_text("This browser does not keep answers")
        press(quiz, "Continue")
    press(quiz, "Skip them")
    press(quiz, "Show my result")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_visible()


HOSTILE_TEXT = st.one_of(
    st.text(max_size=300),
    st.from_regex(r"(answers|start)=[a-z0-9~._<>&%#'\"-]{0,80}", fullmatch=True),
    st.sampled_from(
        ["<img src=x onerror=alert(1)>", "__proto__", "constructor", "a" * 50_000, "\u202e", "\ud800"]
    ),
)


@settings(max_examples=150)
@given(fragment=HOSTILE_TEXT)
def test_no_fragment_throws_or_changes_what_is_saved(session_quiz: Page, guide: Guide, fragment: str) -> None:
    """Whatever stands behind the #, the page shows a step without an error, and saved answers stay."""
    own = column(guide, "c")
    known = {f"start={q.id}." for q in [*guide.quiz.questions, *optional(guide)]}
    save(session_quiz, own)
    before = saved(session_quiz)
    session_quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(session_quiz.locator("track-quiz [data-step]:visible")).to_have_count(1)
    if not fragment.startswith(tuple(known)):
        assert saved(session_quiz) == before
    assert session_quiz.trouble == []


@settings(max_examples=100)
@given(
    values=st.dictionaries(
        st.sampled_from(["leverage-trace", "readiness-hiring", "motive-rest", "x"]), HOSTILE_TEXT
    )
)
def test_no_stored_value_throws_or_injects(session_quiz: Page, guide: Guide, values: dict[str, str]) -> None:
    """Whatever is in storage, every page of the quiz shows, nothing of it becomes markup and good answers count."""
    session_quiz.evaluate("localStorage.clear()")
    save(session_quiz, {guide.quiz.questions[0].id: "a"})
    entries = {STORED + name: value for name, value in values.items()} | {ASKED: next(iter(values.values()), "[]")}
    session_quiz.evaluate(
        "entries => Object.entries(entries).forEach(([key, value]) => localStorage.setItem(key, value))", entries
    )
    for step in ("result", "check", ""):
        session_quiz.evaluate("step => { location.hash = step }", step)
        expect(session_quiz.locator("track-quiz [data-step]:visible")).to_have_count(1)
    expect(session_quiz.get_by_text("You have answered 1 of the 18 questions.")).to_be_visible()
    assert session_quiz.locator("track-quiz img").count() == 0
    assert session_quiz.trouble == []


# Without scripts, and for everybody


def test_the_scripts_of_the_quiz_are_small() -> None:
    """All scripts that the quiz loads of ours are at most 10,000 bytes together, each gzipped, and unminified."""
    folder = PROJECT / "overrides/components"
    scripts = [*sorted((folder / "quiz").glob("*.js")), folder / "store/store.js"]
    assert len(scripts) == 5
    assert sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts) <= 10_000
    assert all(script.read_text(encoding="utf-8").count("\n") > 30 for script in scripts)


def test_without_javascript_every_question_can_be_read(browser, origin: str, guide: Guide) -> None:
    """Without JavaScript all questions with all options are on the page, and no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/quiz/")
    expect(page.get_by_text("Without JavaScript, choose your answers here")).to_be_visible()
    for question in [*guide.quiz.questions, *optional(guide)]:
        group = page.locator(f"#{question.id}")
        expect(group.get_by_role("heading", name=question.text)).to_be_visible()
        for option in question.options:
            expect(group.get_by_label(option.text, exact=True)).to_be_visible()
    expect(page.locator("track-quiz button:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("address", ["quiz/", "quiz/worksheet/"])
def test_without_javascript_enter_sends_nothing_and_keeps_the_ticks(
    browser, origin: str, guide: Guide, address: str
) -> None:
    """Enter on an answer neither sends it to the server nor reloads the page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{address}")
    requests = []
    page.on("request", lambda request: requests.append(request.url) if request.is_navigation_request() else None)
    first = page.locator(f"#{guide.quiz.questions[0].id}--b")
    first.check()
    first.press("Enter")
    page.wait_for_timeout(300)
    expect(first).to_be_checked()
    assert requests == []
    assert page.url == f"{origin}/{address}"
    context.close()


def test_if_the_script_fails_to_load_the_questions_appear(browser, origin: str) -> None:
    """A script that never comes leaves the questions readable."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/quiz.js", lambda route: route.abort())
    page.goto(f"{origin}/quiz/")
    expect(page.locator("fieldset").first).to_be_visible()
    context.close()


STATES = [
    "start",
    "resumed",
    "new questions",
    "stale link",
    "question",
    "error",
    "optional",
    "optional question",
    "check",
    "first track",
    "second track",
    "leans",
    "close",
    "disagree",
    "placed",
    "unfinished",
    "shared",
    "link copied",
]


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(quiz: Page, guide: Guide, state: str) -> None:
    """No state has a violation or overflows, at 320 px, which is 1280 px at 400% zoom, and wide, in both schemes."""
    first, second = (all_towards(guide, track) for track in guide.track_ids)
    match state:
        case "resumed":
            save(quiz, column(guide, "b"))
            quiz.reload()
        case "new questions":
            save(quiz, {guide.quiz.questions[0].id: "a"})
            quiz.evaluate("key => localStorage.setItem(key, '[]')", ASKED)
            quiz.reload()
            expect(quiz.locator("[data-slot=news]")).to_be_visible()
        case "stale link":
            go_to(quiz, link_to(quiz, column(guide, "a"), version=1))
            expect(status(quiz)).to_contain_text("another version")
        case "question":
            press(quiz, "Start the quiz")
            choose(quiz, "a")
        case "error":
            press(quiz, "Start the quiz")
            press(quiz, "Continue")
        case "optional" | "check":
            save(quiz, first)
            go_to(quiz, state)
        case "optional question":
            go_to(quiz, guide.quiz.readiness.questions[0].id)
        case "first track":
            show_result(quiz, first | {motive.id: "b" for motive in guide.quiz.motives})
        case "second track":
            show_result(quiz, second)
        case "leans":
            show_result(quiz, first | dict(list(second.items())[:6]))
        case "close":
            show_result(quiz, column(guide, "a"))
            quiz.get_by_text("6 more").first.click()
        case "disagree":
            show_result(
                quiz, first | {q.id: second[q.id] for q in guide.quiz.questions if q.dimension == "energy"}
            )
            expect(quiz.get_by_text("Your dimensions disagree.")).to_be_visible()
        case "placed":
            show_result(quiz, second | readiness(guide, [1, 2, 0, 2, 1, 2]))
        case "unfinished":
            show_result(quiz, {})
        case "shared":
            go_to(quiz, link_to(quiz, column(guide, "a")))
        case "link copied":
            show_result(quiz, first)
            press(quiz, "Copy a link to this result")
            expect(quiz.get_by_label("Link to this result:")).to_be_visible()
    for width in (320, 1440):
        quiz.set_viewport_size({"width": width, "height": 800})
        assert_accessible(quiz)
        assert quiz.evaluate("document.documentElement.scrollWidth") <= width
