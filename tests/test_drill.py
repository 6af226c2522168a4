"""The drill in a real browser: weak questions first, what they listen for only afterwards, and nothing lost."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.serving import components
from tests.storage import kept, put
from tests.test_accessibility import assert_accessible

ADDRESS = "workbook/drill/"
STORED = "two-kinds-of-certainty/1/drill/"
TRACK = "two-kinds-of-certainty/1/reader/track"
NOON = datetime(2026, 11, 25, 12)
STAGE = "principal-design"


@pytest.fixture
def drill(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def seed(page: Page, entries: dict[str, object]) -> None:
    """Save entries of the drill and open it anew."""
    put(page, entries, "drill")
    page.reload()


def stored(page: Page) -> dict[str, object]:
    return kept(page, "drill")


def of_stage(guide: Guide, stage: str = STAGE) -> list:
    bank, _ = guide.stages[stage]
    return [question for question in bank.questions if question.stage == stage]


def pane(page: Page) -> Locator:
    return page.get_by_role("region", name="The question")


def asked(page: Page) -> Locator:
    return pane(page).get_by_role("heading")


def ask(page: Page) -> str:
    """Press for a question, and return its text."""
    page.get_by_role("button", name="Ask me a question").click()
    expect(asked(page)).to_be_focused()
    return asked(page).inner_text()


def next_question(page: Page) -> str:
    page.get_by_role("button", name="Next question").click()
    expect(asked(page)).to_be_focused()
    return asked(page).inner_text()


def reveal(page: Page) -> None:
    page.get_by_role("button", name="I have answered").click()


def rate(page: Page, name: str) -> None:
    pane(page).get_by_role("button", name=name).click()


def only(page: Page, stage: str = STAGE) -> None:
    page.get_by_label("Stage", exact=True).select_option(stage)


def words(page: Page, stage: str = STAGE) -> Locator:
    return page.locator(f"[data-stage={stage}] .count")


def status(page: Page) -> Locator:
    return page.locator("question-drill .aid-status")


def own(page: Page) -> Locator:
    return page.locator(".drill-own > li")


def add(page: Page, text: str) -> None:
    page.get_by_role("button", name="Add a question you were asked").click()
    expect(own(page).last.get_by_label("The question")).to_be_focused()
    page.keyboard.type(text)


def button(page: Page, name: str, text: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name} ?: {re.escape(text)}$"))


# What comes next


def in_browser(page: Page, body: str) -> object:
    """Run a function's body that knows `next`, the pure function that draws."""
    return page.evaluate(f"import('{components(page)}drill/draw.js').then(({{next}}) => {{{body}}})")


def test_the_weakest_are_drawn_first(drill: Page) -> None:
    """Whatever the ratings, weak comes before never asked, before nearly, before solid."""
    wrong = in_browser(
        drill,
        """
        const order = [0, null, 1, 2]
        const wrong = []
        for (let code = 0; code < 4 ** 5; code++) {
          const all = [0, 1, 2, 3, 4].map((id) => ({id: `${id}`, at: '', rating: order[Math.floor(code / 4 ** id) % 4]}))
          const best = Math.min(...all.map(({rating}) => order.indexOf(rating)))
          if (order.indexOf(next(all, []).rating) !== best) wrong.push(all)
        }
        return wrong
        """,
    )
    assert wrong == []


def test_of_equals_the_longest_not_asked_is_drawn(drill: Page) -> None:
    """Of questions rated alike the oldest answer comes first, and chance decides among those of one day."""
    drawn = in_browser(
        drill,
        """
        const question = (id, at) => ({id, at, rating: 1})
        const all = [question('new', '2026-11-25'), question('a', '2026-11-03'), question('b', '2026-11-03')]
        const drawn = new Set()
        for (let turn = 0; turn < 100; turn++) drawn.add(next(all, []).id)
        return [...drawn].sort()
        """,
    )
    assert drawn == ["a", "b"]


def test_every_question_is_reached(drill: Page) -> None:
    """None comes again within three others, and all come, even if every answer is rated weak."""
    wrong = in_browser(
        drill,
        """
        const wrong = []
        const day = 24 * 60 * 60 * 1000
        for (let size = 1; size <= 12; size++) {
          for (let turn = 0; turn < 200; turn++) {
            const ratings = turn % 2 ? [0] : [null, 0, 1, 2]
            const any = () => ratings[Math.floor(Math.random() * ratings.length)]
            const date = () => new Date(Math.random() * 9 * day).toISOString().slice(0, 10)
            const all = Array.from({length: size}, (_, id) => ({id: `${id}`, rating: any(), at: date()}))
            const asked = []
            for (let draw = 0; draw < 4 * size; draw++) {
              const drawn = next(all, asked)
              const last = Math.min(3, size - 1)
              if (last && asked.slice(-last).includes(drawn.id)) wrong.push(['again', size, asked, drawn.id])
              asked.push(drawn.id)
              Object.assign(drawn, {rating: any(), at: '2026-11-25'})
            }
            if (new Set(asked).size !== size) wrong.push(['missed', size, asked])
          }
        }
        if (next([], []) !== undefined || next([], ['gone']) !== undefined) wrong.push('something out of nothing')
        return wrong
        """,
    )
    assert wrong == []


def test_a_weak_question_comes_back_after_three_others(drill: Page, guide: Guide) -> None:
    """The reader's weak question comes first, and again as soon as three others have been asked."""
    weak = of_stage(guide)[2]
    seed(drill, {f"{weak.id}.rating": "weak", f"{weak.id}.at": "2026-11-03"})
    drawn = [ask(drill), *(next_question(drill) for _ in range(4))]
    assert [text == weak.text for text in drawn] == [True, False, False, False, True]


def test_a_stage_is_asked_in_the_order_of_its_ratings(drill: Page, guide: Guide) -> None:
    """With one stage chosen only its questions come: weak, never asked, nearly, solid."""
    solid, never, weak, nearly = of_stage(guide)
    seed(drill, {f"{weak.id}.rating": "weak", f"{nearly.id}.rating": "nearly", f"{solid.id}.rating": "solid"})
    only(drill)
    drawn = [ask(drill), *(next_question(drill) for _ in range(3))]
    assert drawn == [question.text for question in (weak, never, nearly, solid)]


@pytest.mark.parametrize("garbage", ['"brilliant"', "7", "null", "{}", "{", "[1]"])
def test_garbage_counts_as_never_asked(drill: Page, guide: Guide, garbage: str) -> None:
    """A rating that is none is no rating: not counted, asked before what went nearly well, and rated over."""
    first, *others = of_stage(guide)
    seed(drill, {f"{question.id}.rating": "nearly" for question in others})
    drill.evaluate(
        f"value => ['rating', 'at', 'notes'].forEach(field => localStorage.setItem(`{STORED}{first.id}.${{field}}`, value))",
        garbage,
    )
    drill.reload()
    expect(words(drill)).to_have_text("3 of 4 answered, 3 nearly.")
    only(drill)
    assert ask(drill) == first.text
    expect(pane(drill).get_by_text("Last time")).to_be_hidden()
    reveal(drill)
    rate(drill, "Solid")
    expect(words(drill)).to_have_text("4 of 4 answered, 3 nearly, 1 solid.")


# One question


def test_what_it_listens_for_comes_after_the_answer(drill: Page, guide: Guide) -> None:
    """A question comes with its stage and who asks; what it listens for and the ratings only on a press."""
    only(drill)
    text = ask(drill)
    question = next(question for question in of_stage(guide) if question.text == text)
    _, stage = guide.stages[STAGE]
    expect(pane(drill)).to_contain_text(f"{stage.name}. Asked by: {stage.asked_by}")
    listens = pane(drill).get_by_text(question.listens_for)
    expect(listens).to_be_hidden()
    for rating in guide.drill.ratings:
        expect(pane(drill).get_by_role("button", name=rating.name)).to_be_hidden()
    reveal(drill)
    expect(listens).to_be_visible()
    expect(pane(drill).locator(".drill-listens")).to_be_focused()
    for rating in guide.drill.ratings:
        expect(pane(drill).get_by_role("button", name=f"{rating.name}: {rating.says}")).to_be_visible()
    link = pane(drill).get_by_role("link")
    assert link.get_attribute("href").endswith(f"interview-loop/principal/#stage-{STAGE}")
    link.click()
    expect(drill.locator(f"#stage-{STAGE}")).to_be_visible()


def test_a_rating_is_kept_with_its_date(drill: Page, guide: Guide) -> None:
    """A rating is saved with today's date, said so, and is what the question comes back with."""
    question, *others = of_stage(guide)
    seed(drill, {f"{other.id}.rating": "solid" for other in others})
    drill.clock.set_fixed_time(NOON)
    only(drill)
    assert ask(drill) == question.text
    expect(pane(drill).get_by_text("Last time")).to_be_hidden()
    reveal(drill)
    rate(drill, "Weak")
    expect(status(drill)).to_contain_text("Your rating is saved")
    expect(pane(drill).get_by_role("button", name="Weak")).to_have_attribute("aria-pressed", "true")
    pane(drill).get_by_label("Notes").fill("Begin with the date.\n  Then ask who runs it. ")
    entries = stored(drill)
    assert entries[f"{question.id}.rating"] == "weak"
    assert entries[f"{question.id}.at"] == "2026-11-25"
    assert entries[f"{question.id}.notes"] == "Begin with the date.\n  Then ask who runs it. "

    drill.reload()
    only(drill)
    assert ask(drill) == question.text
    expect(pane(drill)).to_contain_text("Last time: weak, on 25 November 2026, with the notes below.")
    expect(pane(drill).get_by_label("Notes")).to_have_value("Begin with the date.\n  Then ask who runs it. ")
    reveal(drill)
    expect(pane(drill).get_by_role("button", name="Weak")).to_have_attribute("aria-pressed", "false")
    rate(drill, "Nearly")
    rate(drill, "Solid")
    assert stored(drill)[f"{question.id}.rating"] == "solid"


def test_the_keyboard_does_it_all(drill: Page, guide: Guide) -> None:
    """From the first question to the next, tabs, Enter and Space are enough."""
    only(drill)
    drill.get_by_role("button", name="Ask me a question").focus()
    drill.keyboard.press("Enter")
    expect(asked(drill)).to_be_focused()
    drill.keyboard.press("Tab")
    drill.keyboard.press("Enter")
    expect(pane(drill).locator(".drill-listens")).to_be_focused()
    drill.keyboard.press("Tab")  # the chapter
    drill.keyboard.press("Tab")
    drill.keyboard.press("Space")
    assert list(stored(drill).values()).count("weak") == 1
    for _ in range(3):
        drill.keyboard.press("Tab")
    drill.keyboard.type("Slower.")
    assert "Slower." in stored(drill).values()
    drill.keyboard.press("Tab")
    first = asked(drill).inner_text()
    drill.keyboard.press("Enter")
    expect(asked(drill)).to_be_focused()
    assert asked(drill).inner_text() != first


def test_the_timer_counts_and_never_blocks(drill: Page, guide: Guide) -> None:
    """It starts on a press, is told at half and at the end and not in between, and ends nothing."""
    minutes = guide.drill.minutes[1]
    drill.clock.install(time=NOON)
    ask(drill)
    expect(drill.get_by_role("button", name="Start the timer")).to_be_hidden()
    drill.get_by_label("Timer").select_option(str(minutes))
    timer = drill.get_by_role("timer")
    expect(timer).to_be_hidden()
    drill.get_by_role("button", name="Start the timer").click()
    expect(timer).to_have_text(f"{minutes}:00 left")
    drill.clock.run_for(5_000)
    expect(timer).to_have_text(f"{minutes - 1}:55 left")
    expect(status(drill)).to_have_text("")
    drill.clock.run_for(minutes * 30_000 - 5_000)
    expect(status(drill)).to_have_text(f"Half of the time is gone: {minutes // 2}:00 left.")
    pane(drill).get_by_label("Notes").fill("Still writing")
    expect(status(drill)).to_have_text("Saved in this browser.")
    drill.clock.run_for(minutes * 30_000 - 1_000)
    expect(timer).to_have_text("0:01 left")
    expect(status(drill)).to_have_text("Saved in this browser.")
    drill.clock.run_for(1_000)
    expect(timer).to_have_text("Time is up. Finish your sentence.")
    expect(status(drill)).to_have_text("Time is up. Finish your sentence.")
    drill.clock.run_for(600_000)
    expect(pane(drill).get_by_label("Notes")).to_have_value("Still writing")
    reveal(drill)
    rate(drill, "Nearly")
    expect(timer).to_be_hidden()


def test_the_timer_stops(drill: Page) -> None:
    """A press stops it, so does the answer, and the next question begins without it."""
    drill.clock.install(time=NOON)
    drill.get_by_label("Timer").select_option("1")
    ask(drill)
    drill.get_by_role("button", name="Start the timer").click()
    drill.get_by_role("button", name="Stop the timer").click()
    expect(drill.get_by_role("timer")).to_be_hidden()
    drill.get_by_role("button", name="Start the timer").click()
    reveal(drill)
    drill.clock.run_for(120_000)
    expect(status(drill)).to_have_text("")
    next_question(drill)
    expect(drill.get_by_role("timer")).to_be_hidden()
    expect(drill.get_by_role("button", name="Start the timer")).to_be_visible()


def test_the_track_limits_what_is_asked(drill: Page, guide: Guide) -> None:
    """A reader's track leaves its own stages to see, to choose and to be asked; without one there are both."""
    for _, stage in guide.stages.values():
        expect(drill.get_by_role("heading", name=stage.name, exact=True).first).to_be_visible()
    only(drill, "principal-code")
    drill.get_by_label("Director of Engineering").check()
    expect(drill.get_by_label("Stage", exact=True)).to_have_value("")
    expect(drill.locator("[data-stage=principal-code]")).to_be_hidden()
    assert drill.locator("#drill-stage option[value=principal-code]").is_disabled()
    texts = [question.text for question in guide.questions["director"].questions]
    drawn = {ask(drill), *(next_question(drill) for _ in range(len(texts) - 1))}
    assert drawn == set(texts)


def test_a_drill_that_does_not_load_says_so(page: Page, origin: str) -> None:
    """Where the part that asks cannot be had, the reader is told, and the list still takes ratings."""
    page.goto(f"{origin}/{ADDRESS}")
    # Nothing is refused by the network, which would be a message on the console.
    page.route(
        "**/sitting.js", lambda route: route.fulfill(content_type="text/javascript", body="throw new Error('cut')")
    )
    page.get_by_role("button", name="Ask me a question").click()
    expect(status(page)).to_contain_text("A part of this page could not be loaded.")


# Every question


def open_stage(page: Page, name: str = "System design") -> Locator:
    page.get_by_text(f"All questions of this stage: {name}").click()
    return page.locator(f"[data-stage={STAGE}]")


def test_progress_is_told_by_stage(drill: Page, guide: Guide) -> None:
    """Each stage says how many are answered and how well, and follows at once."""
    expect(words(drill)).to_have_text("0 of 4 answered.")
    weak, nearly, solid, _ = of_stage(guide)
    seed(drill, {f"{weak.id}.rating": "weak", f"{nearly.id}.rating": "nearly", f"{solid.id}.rating": "solid"})
    expect(words(drill)).to_have_text("3 of 4 answered, 1 weak, 1 nearly, 1 solid.")
    expect(words(drill, "principal-code")).to_have_text("0 of 4 answered.")
    only(drill)
    ask(drill)
    reveal(drill)
    rate(drill, "Solid")
    expect(words(drill)).to_have_text("3 of 4 answered, 1 nearly, 2 solid.")


def test_a_rating_can_be_changed_and_cleared_in_the_list(drill: Page, guide: Guide) -> None:
    """In the list a rating changes with its date, goes without a trace, and notes are read and written."""
    question = of_stage(guide)[0]
    seed(
        drill, {f"{question.id}.rating": "weak", f"{question.id}.at": "2026-11-03", f"{question.id}.notes": "Why?"}
    )
    drill.clock.set_fixed_time(NOON)
    stage = open_stage(drill)
    row = stage.get_by_role("listitem").filter(has_text=question.text)
    expect(row.get_by_label("Weak")).to_be_checked()
    row.get_by_label("Nearly").check()
    assert stored(drill)[f"{question.id}.rating"] == "nearly"
    assert stored(drill)[f"{question.id}.at"] == "2026-11-25"
    expect(row.get_by_label("Notes")).to_have_value("Why?")
    row.get_by_label("Not rated").check()
    expect(words(drill)).to_have_text("0 of 4 answered.")
    assert stored(drill) == {f"{question.id}.notes": "Why?"}
    drill.reload()
    open_stage(drill)
    expect(row.get_by_label("Not rated")).to_be_checked()


def test_what_the_list_listens_for_stays_folded(drill: Page, guide: Guide) -> None:
    """Open, the list still keeps to itself what a question listens for, until asked."""
    question = of_stage(guide)[0]
    stage = open_stage(drill)
    listens = stage.get_by_text(question.listens_for)
    expect(listens).to_be_hidden()
    stage.get_by_text(f"What it listens for: {question.text}").click()
    expect(listens).to_be_visible()


def test_two_tabs_keep_both(drill: Page, context: BrowserContext, origin: str, guide: Guide) -> None:
    """Questions rated in two tabs are both rated, and each tab shows the other's."""
    first, second, *_ = of_stage(guide)
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    for tab, question in ((drill, first), (other, second)):
        row = open_stage(tab).get_by_role("listitem").filter(has_text=question.text)
        row.get_by_label("Solid").check()
    for tab in (drill, other):
        expect(words(tab)).to_have_text("2 of 4 answered, 2 solid.")


def test_clearing_can_be_undone(drill: Page, guide: Guide) -> None:
    """One press clears ratings and own questions, and one puts all of it back."""
    question = of_stage(guide)[0]
    seed(drill, {f"{question.id}.rating": "weak", "r1.text": "Why us?", "r1.stage": STAGE, "r1.order": 1})
    before = stored(drill)
    drill.get_by_role("button", name="Clear all").click()
    assert stored(drill) == {}
    expect(own(drill)).to_have_count(0)
    drill.get_by_role("button", name="Put it back").click()
    assert stored(drill) == before
    expect(words(drill)).to_have_text("1 of 5 answered, 1 weak.")


# The reader's own


def test_an_own_question_is_asked_like_the_others(drill: Page, guide: Guide) -> None:
    """Added to a stage, a question counts there, is asked, rated, and is there after a reload."""
    only(drill)
    add(drill, "What would you delete?")
    row = own(drill).first
    row.get_by_label("What it probably listened for").fill("Whether I can let go.")
    expect(row.get_by_label("Stage")).to_have_value(STAGE)
    expect(words(drill)).to_have_text("0 of 5 answered.")
    seed(drill, {f"{question.id}.rating": "solid" for question in of_stage(guide)})
    only(drill)
    assert ask(drill) == "What would you delete?"
    expect(pane(drill)).to_contain_text("System design. A question of your own.")
    reveal(drill)
    expect(pane(drill)).to_contain_text("It listens for: Whether I can let go.")
    rate(drill, "Weak")
    expect(words(drill)).to_have_text("5 of 5 answered, 1 weak, 4 solid.")
    drill.reload()
    row.get_by_text("Your rating and notes").click()
    expect(row.get_by_label("Weak")).to_be_checked()
    name = next(name for name in stored(drill) if name.endswith(".text"))
    record = name.removesuffix(".text")
    assert record not in {question.id for bank in guide.questions.values() for question in bank.questions}
    assert stored(drill)[f"{record}.track"] == "principal"


def test_an_own_question_without_words_is_not_asked(drill: Page, guide: Guide) -> None:
    """A question that is not written yet neither counts nor comes."""
    add(drill, "")
    first = "principal-first-call"
    expect(words(drill, first)).to_have_text(f"0 of {len(of_stage(guide, first))} answered.")
    only(drill, "other")
    own(drill).first.get_by_label("Stage").select_option("other")
    drill.get_by_role("button", name="Ask me a question").click()
    expect(status(drill)).to_contain_text("There is no such question yet.")
    expect(pane(drill)).to_be_hidden()
    own(drill).first.get_by_label("The question").fill("Who is your hero?")
    assert ask(drill) == "Who is your hero?"
    reveal(drill)
    expect(pane(drill)).to_contain_text("You have not noted what it listened for.")
    expect(pane(drill).get_by_role("link")).to_be_hidden()


def test_an_own_question_changes_its_stage(drill: Page) -> None:
    """Moved to a stage of the other track, it counts there and is saved with that track."""
    add(drill, "Why us?")
    own(drill).first.get_by_label("Stage").select_option("director-hiring")
    expect(words(drill, "director-hiring")).to_have_text("0 of 5 answered.")
    assert "director" in stored(drill).values()
    own(drill).first.get_by_label("Stage").select_option("other")
    expect(words(drill, "other")).to_have_text("0 of 1 answered.")
    assert not [name for name in stored(drill) if name.endswith(".track")]


def test_own_questions_move_by_buttons(drill: Page) -> None:
    """A press moves a question, the focus stays on a button that works, and the order is kept."""
    for text in ("First?", "Second?", "Third?"):
        add(drill, text)
    expect(button(drill, "Move up", "First?")).to_be_disabled()
    button(drill, "Move up", "Third?").click()
    expect(button(drill, "Move up", "Third?")).to_be_focused()
    drill.keyboard.press("Enter")
    expect(button(drill, "Move down", "Third?")).to_be_focused()
    drill.reload()
    texts = [area.input_value() for area in own(drill).get_by_label("The question").all()]
    assert texts == ["Third?", "First?", "Second?"]


def test_removing_an_own_question_can_be_undone(drill: Page) -> None:
    """Removed, a question takes its rating and notes along; put back, it has them again."""
    seed(
        drill,
        {
            "r1.text": "Why us?",
            "r1.stage": STAGE,
            "r1.order": 1,
            "r1.rating": "weak",
            "r1.at": "2026-11-03",
            "r1.notes": "Hm",
        },
    )
    before = stored(drill)
    only(drill)
    assert ask(drill) == "Why us?"
    button(drill, "Remove", "Why us?").click()
    expect(status(drill)).to_contain_text("was removed")
    expect(pane(drill)).to_be_hidden()
    assert stored(drill) == {}
    expect(words(drill)).to_have_text("0 of 4 answered.")
    undo = drill.get_by_role("button", name="Put it back")
    expect(undo).to_be_focused()
    undo.click()
    assert stored(drill) == before
    expect(words(drill)).to_have_text("1 of 5 answered, 1 weak.")


def test_what_this_version_does_not_know_stays(drill: Page, guide: Guide) -> None:
    """Questions of an unknown stage show under Other, and unknown ids and stages survive."""
    foreign = {
        "r1.text": "Why us?",
        "r1.stage": "principal-panel-of-peers",
        "r1.track": "principal",
        "r2.text": "Why not them?",
        "a-question-that-is-gone.rating": "weak",
        "a-question-that-is-gone.notes": "Hm",
    }
    seed(drill, foreign)
    expect(words(drill, "other")).to_have_text("0 of 2 answered.")
    expect(own(drill).first.get_by_label("Stage")).to_have_value("other")
    only(drill, "other")
    assert {ask(drill), next_question(drill)} == {"Why us?", "Why not them?"}
    reveal(drill)
    rate(drill, "Solid")
    own(drill).first.get_by_label("The question").fill("Why us, really?")
    entries = stored(drill)
    assert foreign.items() - entries.items() == {("r1.text", "Why us?")}


# Whatever the browser


def test_blocked_storage_still_drills(blocked: Page, origin: str) -> None:
    """Where the browser blocks storage the reader is told at once, and can drill until they leave."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.get_by_text("This browser does not keep what you write here")).to_be_visible()
    only(blocked)
    first = ask(blocked)
    reveal(blocked)
    rate(blocked, "Weak")
    expect(status(blocked)).to_contain_text("Not saved")
    expect(words(blocked)).to_have_text("1 of 4 answered, 1 weak.")
    assert next_question(blocked) != first


def test_without_javascript_it_is_a_form(browser: Browser, origin: str, guide: Guide) -> None:
    """Without JavaScript every question is there with its ratings, what it listens for, and room to write."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    expect(page.get_by_text("Without JavaScript this is a form")).to_be_visible()
    questions = [question for bank in guide.questions.values() for question in bank.questions]
    for question in questions:
        row = page.locator(f"li[data-record={question.id}]")
        expect(row.locator(".drill-text")).to_have_text(question.text)
        expect(row.locator(".drill-text")).to_be_visible()
        expect(row.get_by_text(question.listens_for)).to_be_visible()
    for row in (page.locator(f"li[data-record={questions[0].id}]"), own(page).first):
        for rating in guide.drill.ratings:
            row.get_by_role("radio", name=f"{rating.name}: {rating.says}").check()
        expect(row.get_by_label("Not rated")).to_be_hidden()
        row.get_by_label("Notes").fill("By hand")
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_paper_has_everything(drill: Page, guide: Guide) -> None:
    """Printed, what is folded on screen is open, and the question on screen is left out."""
    question = of_stage(guide)[0]
    ask(drill)
    drill.emulate_media(media="print")
    expect(drill.locator(f"li[data-record={question.id}]").get_by_text(question.listens_for)).to_be_visible()
    expect(pane(drill)).to_be_hidden()
    expect(drill.get_by_role("button", name="Clear all")).to_be_hidden()


def test_it_is_accessible_at_work(drill: Page) -> None:
    """Asking, answered and rated, with the list open and a question of one's own, there is no violation."""
    drill.get_by_label("Timer").select_option("1")
    only(drill)
    ask(drill)
    drill.get_by_role("button", name="Start the timer").click()
    assert_accessible(drill)
    reveal(drill)
    rate(drill, "Nearly")
    open_stage(drill)
    add(drill, "Why us?")
    own(drill).first.get_by_text("Your rating and notes").click()
    assert_accessible(drill)


def test_nothing_overflows_at_work(drill: Page) -> None:
    """At 320 px nothing scrolls sideways, whatever is open or however long a word is."""
    drill.set_viewport_size({"width": 320, "height": 700})
    drill.get_by_label("Timer").select_option("5")
    add(drill, "Donaudampfschifffahrtsgesellschaftskapitänspatentprüfung?" * 2)
    own(drill).first.get_by_label("Stage").select_option("other")
    only(drill, "other")
    ask(drill)
    drill.get_by_role("button", name="Start the timer").click()
    reveal(drill)
    rate(drill, "Nearly")
    open_stage(drill)
    assert drill.evaluate("document.documentElement.scrollWidth") <= 320
