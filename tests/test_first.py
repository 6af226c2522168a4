"""The home page begins the quiz: its first question is there, and an answer given there counts."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.storage import kept, put

CHOOSE = "Choose the answer that comes closest, or “Can\u2019t say”."


def form(page: Page) -> Locator:
    return page.locator("first-question")


def go(page: Page) -> Locator:
    return form(page).get_by_role("button")


def asked(page: Page, text: str) -> None:
    """Wait for the quiz to show a question."""
    expect(page.locator("track-quiz:defined .quiz-question").filter(visible=True)).to_have_text(text)


@pytest.fixture
def home(page: Page, origin: str) -> Page:
    page.goto(origin + "/")
    return page


def test_an_answer_given_at_home_begins_the_quiz(home: Page, origin: str, guide: Guide) -> None:
    """The answer is saved as the quiz saves its own, stays out of the address, and the second question comes next."""
    first, second = guide.quiz.questions[:2]
    expect(form(home)).to_contain_text(f"Question 1 of {len(guide.quiz.questions)}")
    expect(form(home).get_by_role("group")).to_have_accessible_name(
        f"Question 1 of {len(guide.quiz.questions)} {first.text}"
    )
    form(home).get_by_label(first.options[2].text).check()
    expect(go(home)).to_have_text("Answer, and go on to question 2")
    go(home).click()
    asked(home, second.text)
    assert home.url == f"{origin}/quiz/#{second.id}"
    assert kept(home) == {f"answers/{first.id}": first.options[2].id}
    home.get_by_role("button", name="Back").click()
    asked(home, first.text)
    expect(home.locator("track-quiz").get_by_label(first.options[2].text)).to_be_checked()


def test_an_answer_at_home_is_the_same_as_one_in_the_quiz(home: Page, origin: str, guide: Guide) -> None:
    """What the quiz has saved is chosen at home, also that one cannot say, and a change at home is a change in the quiz."""
    first = guide.quiz.questions[0]
    home.goto(f"{origin}/quiz/#{first.id}")
    home.locator("track-quiz").get_by_label("Can\u2019t say").locator("visible=true").check()
    home.goto(origin + "/")
    expect(form(home).get_by_label("Can\u2019t say")).to_be_checked()
    form(home).get_by_label(first.options[0].text).check()
    home.goto(f"{origin}/quiz/#{first.id}")
    expect(home.locator("track-quiz").get_by_label(first.options[0].text)).to_be_checked()


def test_going_on_without_an_answer_is_said(home: Page, guide: Guide) -> None:
    """Nothing chosen: the quiz's sentence stands by the options, the focus is on the first, and choosing takes it away."""
    go(home).click()
    error = form(home).get_by_role("status")
    expect(error).to_have_text(CHOOSE)
    expect(form(home).get_by_role("radio").first).to_be_focused()
    expect(form(home).get_by_role("group")).to_have_accessible_description(CHOOSE)
    assert kept(home) == {}
    form(home).get_by_role("radio").nth(1).check()
    expect(error).to_be_empty()


def test_the_keyboard_alone_answers(home: Page, guide: Guide) -> None:
    """Space chooses, the arrows choose another, and Enter goes on."""
    form(home).get_by_role("radio").first.focus()
    home.keyboard.press("Space")
    home.keyboard.press("ArrowDown")
    expect(form(home).get_by_role("radio").nth(1)).to_be_checked()
    home.keyboard.press("Enter")
    asked(home, guide.quiz.questions[1].text)
    assert kept(home, "answers") == {guide.quiz.questions[0].id: guide.quiz.questions[0].options[1].id}


def test_a_reader_who_has_begun_sees_how_far_they_are(home: Page, origin: str, guide: Guide) -> None:
    """The page says how many questions are answered, and both ways on lead to the first open one."""
    questions = guide.quiz.questions
    given = {question.id: question.options[0].id for question in questions[:7]} | {questions[3].id: "cant-say"}
    put(home, given, "answers")
    home.reload()
    expect(form(home).get_by_label(questions[0].options[0].text)).to_be_checked()
    expect(form(home)).to_contain_text(f"You have answered 6 of {len(questions)}.")
    expect(go(home)).to_have_text("Answer, and go on to question 8")
    link = form(home).get_by_role("link")
    expect(link).to_have_text("Go on to question 8")
    link.click()
    asked(home, questions[7].text)
    home.goto(origin + "/")
    go(home).click()
    asked(home, questions[7].text)


def test_a_reader_who_is_done_is_led_to_the_result(home: Page, origin: str, guide: Guide) -> None:
    """With every question answered, the way on is the result."""
    put(home, {question.id: question.options[0].id for question in guide.quiz.questions}, "answers")
    home.reload()
    expect(form(home).get_by_role("link")).to_have_text("See your result")
    expect(go(home)).to_have_text("Answer, and see your result")
    go(home).click()
    expect(home.locator("[data-step=result]")).to_be_visible()
    assert home.url == f"{origin}/quiz/#result"


def test_answers_the_quiz_no_longer_has_do_not_count(home: Page, guide: Guide) -> None:
    """An answer to a question or with an option that is gone is no answer, and is kept."""
    old = {"gone": "a", guide.quiz.questions[0].id: "gone", guide.quiz.questions[1].id: 3}
    put(home, old, "answers")
    home.reload()
    expect(go(home)).to_have_text("Answer, and go on to question 2")
    expect(form(home).get_by_role("radio", checked=True)).to_have_count(0)
    expect(form(home)).to_contain_text("Nothing you answer leaves your browser.")
    assert kept(home, "answers") == old


def test_two_tabs_show_the_same_answer(home: Page, context: BrowserContext, origin: str, guide: Guide) -> None:
    """An answer given, or forgotten, in another tab shows at home at once."""
    first = guide.quiz.questions[0]
    other = context.new_page()
    other.goto(f"{origin}/quiz/#{first.id}")
    other.locator("track-quiz").get_by_label(first.options[3].text).check()
    expect(form(home).get_by_label(first.options[3].text)).to_be_checked()
    expect(form(home)).to_contain_text("You have answered 1 of")
    other.goto(f"{origin}/quiz/")
    other.get_by_role("button", name="Forget my answers").click()
    expect(form(home).get_by_role("radio", checked=True)).to_have_count(0)
    expect(form(home)).to_contain_text("Nothing you answer leaves your browser.")


def test_a_browser_that_keeps_nothing_still_leads_to_the_quiz(blocked: Page, origin: str, guide: Guide) -> None:
    """Where storage is blocked that is said, and the way on leads to the question that the quiz must ask again."""
    first = guide.quiz.questions[0]
    blocked.goto(origin + "/")
    form(blocked).get_by_label(first.options[0].text).check()
    expect(form(blocked)).to_contain_text("This browser does not keep answers")
    expect(form(blocked).get_by_label(first.options[0].text)).to_be_checked()
    go(blocked).click()
    asked(blocked, first.text)
    assert blocked.url == f"{origin}/quiz/#{first.id}"


def test_without_a_script_the_question_reads_and_a_link_leads_on(
    browser: Browser, origin: str, guide: Guide
) -> None:
    """Without JavaScript the question and its options are text, and the link leads to where they can be answered."""
    first = guide.quiz.questions[0]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + "/")
    for text in (first.text, *(option.text for option in first.options)):
        expect(form(page).get_by_text(text, exact=True)).to_be_visible()
    expect(form(page).get_by_role("radio").filter(visible=True)).to_have_count(0)
    expect(go(page)).to_have_count(0)
    form(page).get_by_role("link", name="Start the quiz").click()
    assert page.url == f"{origin}/quiz/"
    expect(page.locator("track-quiz").get_by_label(first.options[0].text)).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_saying_how_far_a_reader_is_moves_nothing(page: Page, origin: str, guide: Guide, width: int) -> None:
    """The question's card has the same place and size before and after its script, on a phone and at a desk."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(origin + "/")
    put(page, {question.id: question.options[0].id for question in guide.quiz.questions[:17]}, "answers")
    page.reload()
    expect(form(page)).to_contain_text("You have answered 17 of 18.")
    after = form(page).bounding_box()
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(form(page)).to_contain_text("Nothing you answer leaves your browser.")
    assert form(page).bounding_box() == after
    assert page.evaluate("document.documentElement.scrollWidth") <= width
