"""The quiz in a real browser: stepping, saving, checking, the result, shared links, and reading without scripts."""

import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

from macros.guide import Guide
from macros.models import Question
from macros.quiz_rules import leans_of, limits_of
from macros.scoring import result
from tests.test_accessibility import assert_accessible

STORED = "two-kinds-of-certainty/1/answers/"
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
    page.locator("track-quiz").get_by_role("button", name=name, exact=True).click()


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
    expect(page.locator("[data-step=result] h2")).to_be_focused()


def link_to(page: Page, answers: Answers, version: int = 1) -> str:
    """The fragment of a link with these answers, as the page's own script makes it."""
    return page.evaluate(
        """async ([answers, version]) => {
          const {encode} = await import(new URL('../components/quiz/link.js', location))
          return encode(new Map(answers), version)
        }""",
        [list(answers.items()), version],
    )


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
    expect(quiz.get_by_role("heading", name="Check your answers")).to_be_focused()
    press(quiz, "Show my result")
    track = guide.tracks[0]
    heading = quiz.get_by_role("heading", name=f"Your answers point clearly to {track.name}")
    expect(heading).to_be_focused()
    expect(quiz).to_have_title(re.compile("^Your result - "))
    quiz.get_by_role("link", name=re.compile("Read what this verdict means")).click()
    expect(quiz).to_have_url(re.compile(f"/{track.addresses['verdict']}$"))


def test_the_keyboard_alone_is_enough(quiz: Page, guide: Guide) -> None:
    """Tab, arrows, space and Enter lead through a question and on to the next."""
    quiz.get_by_role("button", name="Start the quiz").focus()
    quiz.keyboard.press("Enter")
    expect(shown(quiz).get_by_role("heading")).to_be_focused()
    quiz.keyboard.press("Tab")
    quiz.keyboard.press("Space")
    quiz.keyboard.press("ArrowDown")
    expect(shown(quiz).locator("input").nth(1)).to_be_checked()
    expect(shown(quiz).locator("legend")).to_contain_text("Question 1 of 18")
    quiz.keyboard.press("Enter")
    expect(shown(quiz).locator("legend")).to_contain_text("Question 2 of 18")


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


def test_a_place_outside_the_quiz_does_not_leave_the_step(quiz: Page) -> None:
    """The theme's link to the content, which names the page's title, keeps the question on screen."""
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
    expect(rows).to_have_count(18)
    for question, row in zip(guide.quiz.questions, rows.all(), strict=True):
        expect(row).to_contain_text(question.text)
        expect(row).to_contain_text(question.options[0].text)
    target = guide.quiz.questions[6]
    rows.nth(6).get_by_role("link", name=f"Change the answer to: {target.text}").click()
    expect(shown(quiz).get_by_role("heading", name=target.text)).to_be_focused()
    choose(quiz, "cant-say")
    press(quiz, "Continue")
    expect(rows.nth(6)).to_contain_text("Can\u2019t say.")
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
    if cause == "another tab":
        other = context.new_page()
        other.goto(quiz.url.split("#")[0])
        press(other, "Forget my answers and start again")
    else:
        quiz.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key))")
        quiz.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_visible()


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
    outcome = quiz.locator("[data-slot=outcome]")
    headline = getattr(guide.quiz.headlines, band).replace("{track}", track.name)
    expect(outcome.get_by_role("heading", level=2)).to_have_text(headline)
    noun = "answer" if expected.to_lose == 1 else "answers"
    expect(outcome.locator(".firmness")).to_have_text(
        f"{expected.to_lose} different {noun} would make it too close to call; "
        f"it would take {expected.to_turn[1 - side]} to turn it to {other.name}."
    )
    weighed, against = outcome.locator(".quotes").all()
    expect(weighed.locator("li")).to_have_count(3)
    expect(against.locator("li")).to_have_count(others)
    for question, item in zip(guide.quiz.questions[:others], against.locator("li").all(), strict=True):
        expect(item.locator("p")).to_have_text(question.text)
        chosen = next(o for o in question.options if o.id == answers[question.id])
        expect(item.locator("q")).to_have_text(chosen.text)


def test_unanimous_answers_say_that_none_points_the_other_way(quiz: Page, guide: Guide) -> None:
    """Where no answer points the other way, the result says so."""
    show_result(quiz, all_towards(guide, guide.track_ids[1]))
    against = quiz.get_by_role("heading", name="The answers that point the other way")
    expect(against.locator("+ p")).to_have_text("None of these answers does.")


def test_too_close_is_a_full_result(quiz: Page, guide: Guide) -> None:
    """A balance names what would tip it to either track, quotes both sides and leads to its own page."""
    show_result(quiz, column(guide, "a"))
    first, second = guide.tracks
    outcome = quiz.locator("[data-slot=outcome]")
    expect(outcome.get_by_role("heading", name="Too close to call")).to_be_visible()
    expect(outcome.locator(".firmness")).to_have_text(
        f"2 different answers would tip it to {first.name}, 2 to {second.name}."
    )
    for track, quotes in zip(guide.tracks, outcome.locator(".quotes").all(), strict=True):
        expect(outcome.get_by_role("heading", name=f"What speaks for {track.name}")).to_be_visible()
        expect(quotes.locator("li")).to_have_count(9)
    outcome.get_by_role("link", name=re.compile("too close to call")).click()
    expect(quiz).to_have_url(re.compile(r"/quiz/too-close/$"))


def test_too_few_answers_give_no_verdict(quiz: Page, guide: Guide) -> None:
    """With 14 answers the result says how many more it needs, and names no track."""
    answers = dict(list(all_towards(guide, guide.track_ids[0]).items())[:14])
    show_result(quiz, answers)
    expect(quiz.get_by_role("heading", name="Not enough answers yet")).to_be_visible()
    expect(quiz.locator(".firmness")).to_have_text("14 of 18 answered; 1 more answer will do.")
    expect(quiz.locator("[data-slot=outcome]")).not_to_contain_text(guide.tracks[0].name)


def score(guide: Guide, answers: Answers):
    """Python's result for answers by id."""
    positions = [
        next((i for i, option in enumerate(q.options) if option.id == answers.get(q.id)), None)
        for q in guide.quiz.questions
    ]
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    return result(leans, positions, limits_of(guide.quiz))


def test_python_and_javascript_agree(quiz: Page, guide: Guide) -> None:
    """Over 20,000 sets of answers both give the same margin, band, side, k and j."""
    dice = random.Random(18)
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    limits = limits_of(guide.quiz)
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
        """async ([leans, cases, limits]) => {
          const {result} = await import(new URL('../components/quiz/scoring.js', location))
          return cases.map((answers) => result(leans, answers, limits))
        }""",
        [leans, cases, {"close": limits.close, "leans": limits.leans, "leastAnswers": limits.least_answers}],
    )
    bands = set()
    for answers, js in zip(cases, found, strict=True):
        py = result(leans, answers, limits)
        bands.add((py.band, py.side))
        assert js == {
            "margin": py.margin,
            "answered": py.answered,
            "band": py.band,
            "side": py.side,
            "toLose": py.to_lose,
            "toTurn": list(py.to_turn),
        }, answers
    assert len(bands) == 6


# Links


def test_a_copied_link_shows_the_same_result_to_another(quiz: Page, guide: Guide, browser, origin: str) -> None:
    """The link carries the answers in its fragment; who opens it sees the result as shared, and saves nothing."""
    answers = all_towards(guide, guide.track_ids[1])
    quiz.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    show_result(quiz, answers)
    press(quiz, "Copy a link to this result")
    expect(status(quiz)).to_contain_text("Link copied.")
    link = quiz.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{origin}/quiz/#answers=1~")

    stranger = browser.new_context()
    page = stranger.new_page()
    page.goto(link)
    expect(page.get_by_text("a result that somebody shared with you")).to_be_visible()
    expect(page.get_by_role("heading", name="Your answers point clearly to")).to_be_visible()
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    assert saved(page) == {}
    page.get_by_role("button", name="Take the quiz yourself").click()
    expect(page.get_by_role("button", name="Start the quiz")).to_be_visible()
    expect(page.locator("meta[name=robots]")).to_have_count(0)
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
        """async ([fragment, options]) => {
          const {decode} = await import(new URL('../components/quiz/link.js', location))
          const known = (question, option) => Object.hasOwn(options, question) && options[question].includes(option)
          const link = decode(fragment, 1, known)
          return link?.answers ? {answers: Object.fromEntries(link.answers)} : link
        }""",
        [fragment, options],
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
    page.goto(f"{origin}/quiz/")
    yield page
    context.close()


HOSTILE = {
    "garbled": "answers=1~energy-free-afternoon.a~00000000",
    "cut": "answers=1~energy-free-aft",
    "empty": "answers=",
    "markup": "answers=1~<img src=x onerror=alert(1)>~00000000",
    "percent": "answers=%E0%A4%A",
    "huge": "answers=1~" + "a" * 200_000,
    # Whole and well signed, but not of this quiz:
    "no such question": {"no-such-question": "a"},
    "no such option": {"energy-free-afternoon": "z"},
    "a name that every object has": {"constructor": "a"},
    "an option that every object has": {"energy-free-afternoon": "constructor"},
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
        "That link is from an older version of this quiz, so its result cannot be shown. "
        "Nothing you saved has changed."
    )
    expect(quiz.get_by_role("button", name="Start the quiz")).to_be_visible()


def test_text_appended_to_a_link_does_no_harm(quiz: Page, guide: Guide) -> None:
    """A tracker's parameters behind the fragment still open the shared result."""
    fragment = link_to(quiz, column(guide, "a"))
    quiz.evaluate("fragment => { location.hash = fragment }", f"{fragment}&utm_source=letter")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_visible()


@pytest.mark.parametrize("fragment", ["no-such-step", "energy", "__tabbed_1", "start=x.y"])
def test_an_unknown_step_opens_the_start_page(quiz: Page, fragment: str) -> None:
    """An unknown fragment is no error."""
    quiz.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(quiz.get_by_role("button", name="Start the quiz")).to_be_visible()
    expect(status(quiz)).to_have_text("")


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
    press(quiz, "Show my result")
    expect(quiz.get_by_role("heading", name="Too close to call")).to_be_visible()


# Without scripts, and for everybody


def test_without_javascript_every_question_can_be_read(browser, origin: str, guide: Guide) -> None:
    """Without JavaScript all questions with all options are on the page, and no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/quiz/")
    expect(page.get_by_text("Scoring needs JavaScript.")).to_be_visible()
    for question in guide.quiz.questions:
        group = page.locator(f"#{question.id}")
        expect(group.get_by_role("heading", name=question.text)).to_be_visible()
        for option in question.options:
            expect(group.get_by_label(option.text)).to_be_visible()
    expect(page.locator("track-quiz button:visible")).to_have_count(0)
    context.close()


def test_if_the_script_fails_to_load_the_questions_appear(browser, origin: str) -> None:
    """A script that never comes leaves the questions readable."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/quiz.js", lambda route: route.abort())
    page.goto(f"{origin}/quiz/")
    expect(page.locator("fieldset").first).to_be_visible()
    context.close()


STEPS = ["", "question", "error", "check", "clear", "close", "unfinished", "shared"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_accessible(quiz: Page, guide: Guide, step: str, width: int, scheme: str) -> None:
    """Start, question, error, check, results and a shared result have no violation and nothing overflows."""
    quiz.set_viewport_size({"width": width, "height": 800})
    quiz.emulate_media(color_scheme=scheme)
    quiz.reload()
    match step:
        case "question":
            press(quiz, "Start the quiz")
            choose(quiz, "a")
        case "error":
            press(quiz, "Start the quiz")
            press(quiz, "Continue")
        case "check":
            save(quiz, column(guide, "a"))
            quiz.evaluate("location.hash = 'check'")
        case "clear":
            show_result(quiz, all_towards(guide, guide.track_ids[0]))
        case "close":
            show_result(quiz, column(guide, "a"))
        case "unfinished":
            show_result(quiz, {})
        case "shared":
            quiz.evaluate("fragment => { location.hash = fragment }", link_to(quiz, column(guide, "a")))
    assert_accessible(quiz)
    assert quiz.evaluate("document.documentElement.scrollWidth") <= width
