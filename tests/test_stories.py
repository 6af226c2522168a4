"""The story bank in a real browser: stories, the table of what they show, and what happens when there are too many."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.serving import components
from tests.storage import kept, put
from tests.test_accessibility import assert_accessible

ADDRESS = "workbook/stories/"
STORED = "two-kinds-of-certainty/1/stories/"


@pytest.fixture
def bank(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def entries(*stories: tuple[str, ...], retired: tuple[int, ...] = ()) -> dict[str, object]:
    """Entries for stories, each given as its title and the signals it shows."""
    found: dict[str, object] = {}
    for number, (title, *signals) in enumerate(stories, 1):
        found |= {f"r{number}.order": number, f"r{number}.title": title}
        found |= {f"r{number}.shows.{signal}": True for signal in signals}
        if number in retired:
            found[f"r{number}.retired"] = True
    return {name: value for name, value in found.items() if value != ""}


def store(page: Page, values: dict[str, object], part: str = "stories") -> None:
    """Save values behind the page's back, as another device would have."""
    put(page, values, part)


def having(page: Page, *stories: tuple[str, ...], retired: tuple[int, ...] = ()) -> Page:
    store(page, entries(*stories, retired=retired))
    page.reload()
    return page


def saved(page: Page) -> dict[str, object]:
    return kept(page, "stories")


def card(page: Page, number: int) -> Locator:
    return page.locator(".story").nth(number - 1)


def opened(page: Page, number: int) -> Locator:
    card(page, number).locator("summary").click()
    return card(page, number)


def titles(page: Page) -> list[str]:
    return page.locator(".story summary").all_inner_texts()


def button(page: Page, name: str) -> Locator:
    """A button by all of its name; hidden words are set off by spaces."""
    return page.get_by_role("button", name=re.compile(f"^{name.replace(': ', ' ?: ')}$"))


def press(page: Page, name: str) -> None:
    button(page, name).click()


def status(page: Page) -> Locator:
    return page.locator(".aid-status")


def row(page: Page, signal: str) -> Locator:
    return page.locator(f"tr[data-signal={signal}]")


def marks(page: Page, signal: str) -> list[str]:
    """What each story's cell in a signal's row says to a screen reader."""
    cells = row(page, signal).locator("td.column").all()
    return [cell.locator(".visually-hidden").text_content() if cell.inner_text() else "" for cell in cells]


def test_a_story_is_written_tagged_and_still_there(bank: Page, guide: Guide) -> None:
    """A new story opens at its title; what is written and ticked is there after a reload, folded under its title."""
    expect(bank.get_by_text("No story yet. Begin with")).to_be_visible()
    press(bank, "Add a story")
    expect(bank.get_by_label("Title: story 1")).to_be_focused()
    expect(status(bank)).to_have_text("Story 1 added.")
    bank.keyboard.type("The frozen ledger")
    for part in guide.stories.parts:
        bank.get_by_label(f"{part.name}: story 1").fill(f"This is the {part.id}.")
    bank.get_by_role("checkbox", name="Someone who grew").check()
    assert titles(bank) == ["1. The frozen ledger"]

    bank.reload()
    expect(bank.get_by_label("Title: story 1")).to_be_hidden()
    opened(bank, 1)
    for part in guide.stories.parts:
        expect(bank.get_by_label(f"{part.name}: story 1")).to_have_value(f"This is the {part.id}.")
    expect(bank.get_by_role("checkbox", name="Someone who grew")).to_be_checked()
    expect(bank.get_by_text("No story yet. Begin with")).to_be_hidden()


def test_words_and_seconds_are_counted_at_the_readers_pace(bank: Page, guide: Guide) -> None:
    """The count goes over all four parts, follows the pace the reader has set, and says what is over or under."""
    having(bank, ("A",))
    count = opened(bank, 1).locator(".count")
    wanted = guide.stories.seconds
    expect(count).to_have_text(f"Room for {wanted} seconds aloud.")
    store(bank, {"pace": 120}, "reader")
    bank.get_by_label("Situation: story 1").fill("word " * 100)
    bank.get_by_label("Effect: story 1").fill("word " * 20)
    expect(count).to_have_text(f"120 words, about 60 seconds aloud; {wanted - 60} seconds under the {wanted}.")
    bank.get_by_label("Effect: story 1").fill("word " * 200)
    expect(count).to_have_text(f"300 words, about 150 seconds aloud; {150 - wanted} seconds over the {wanted}.")


def test_the_table_says_who_shows_what(bank: Page) -> None:
    """Cells and words follow the ticks: no story, only one with its title, or several by number."""
    having(bank, ("The ledger", "range"), ("The queue", "range", "moved-out"), ("",))
    assert marks(bank, "range") == ["Shows it", "Shows it", ""]
    expect(row(bank, "range").locator(".by")).to_have_text("Stories 1, 2")
    expect(row(bank, "moved-out").locator(".by")).to_have_text("Only story 2: The queue")
    expect(row(bank, "habit").locator(".by")).to_have_text("No story yet")
    expect(bank.get_by_role("columnheader", name=re.compile("Story 3 ?: Untitled story 3"))).to_be_attached()

    opened(bank, 2).get_by_label("A manager you moved out").uncheck()
    opened(bank, 3).get_by_label("A changed incentive or habit").check()
    assert marks(bank, "habit") == ["", "", "Shows it"]
    expect(row(bank, "habit").locator(".by")).to_have_text("Only story 3: Untitled story 3")
    expect(row(bank, "moved-out").locator(".by")).to_have_text("No story yet")


def test_sentences_name_the_gaps_and_what_hangs_on_one_story(bank: Page, guide: Guide) -> None:
    """Above the table stands which signals no story shows, and which story is the only one for what."""
    names = {signal.id: signal.name for signal in guide.signals}
    every = [signal.id for signal in guide.signals if signal.id != "moved-out"]
    having(bank, ("The ledger", *every), ("The queue", *every[2:]))
    lone = f"{names[every[0]]}, {names[every[1]]}"
    assert bank.locator(".gaps li").all_inner_texts() == [
        f"No story shows these yet: {names['moved-out']}.",
        f"Story 1, The ledger, is the only one for: {lone}. If it falls flat, nothing else shows that.",
    ]
    opened(bank, 2).get_by_label(names["moved-out"]).check()
    expect(bank.locator(".gaps li").first).to_have_text("Every signal has a story.")


def test_the_track_decides_which_signals_are_sought(bank: Page, guide: Guide) -> None:
    """With a track chosen the other's signals go from list and table, but one that is ticked can still be unticked."""
    having(bank, ("The ledger", "moved-out", "range"))
    opened(bank, 1)
    bank.get_by_label("Principal Engineer").check()
    for signal in guide.signals:
        ours = signal.track in (None, "principal")
        expect(row(bank, signal.id)).to_be_visible(visible=ours)
        expect(card(bank, 1).get_by_label(signal.name)).to_be_visible(visible=ours or signal.id == "moved-out")
    assert "A manager you moved out" not in " ".join(bank.locator(".gaps li").all_inner_texts())
    card(bank, 1).get_by_label("A manager you moved out").uncheck()
    bank.get_by_label("Title: story 1").focus()
    bank.get_by_label("Title: story 1").fill("The ledger, again")
    expect(card(bank, 1).get_by_label("A manager you moved out")).to_be_hidden()


def test_stories_move_by_keyboard(bank: Page) -> None:
    """A story moves by its buttons, which keep the focus; at an end the other one gets it."""
    having(bank, ("A",), ("B",), ("C", "range"))
    opened(bank, 3)
    button(bank, "Move up: C").focus()
    bank.keyboard.press("Enter")
    expect(status(bank)).to_have_text("C is now story 2.")
    assert titles(bank) == ["1. A", "2. C", "3. B"]
    expect(button(bank, "Move up: C")).to_be_focused()
    expect(row(bank, "range").locator(".by")).to_have_text("Only story 2: C")
    bank.keyboard.press("Enter")
    expect(status(bank)).to_have_text("C is now story 1.")
    expect(button(bank, "Move up: C")).to_be_disabled()
    expect(button(bank, "Move down: C")).to_be_focused()
    bank.reload()
    assert titles(bank) == ["1. C", "2. A", "3. B"]


def test_a_removed_story_can_be_put_back(bank: Page) -> None:
    """Removing offers its undoing at once, and puts all of the story back where it was."""
    having(bank, ("A", "range"), ("B", "moved-out"), ("C",))
    before = saved(bank)
    opened(bank, 2)
    press(bank, "Remove: B")
    expect(status(bank)).to_have_text("Removed: B.")
    assert titles(bank) == ["1. A", "2. C"]
    assert not [name for name in saved(bank) if name.startswith("r2.")]
    undo = button(bank, "Put it back")
    expect(undo).to_be_focused()
    undo.click()
    assert titles(bank) == ["1. A", "2. B", "3. C"]
    assert saved(bank) == before


def test_a_retired_story_is_kept_and_comes_back(bank: Page) -> None:
    """A retired story shows nothing in the table, stands below, and comes back to its place."""
    having(bank, ("A", "range"), ("B", "moved-out"))
    opened(bank, 1)
    press(bank, "Retire: A")
    expect(status(bank)).to_have_text("Retired: A. It is kept below.")
    expect(button(bank, "Put it back")).to_be_focused()
    assert titles(bank) == ["1. B"]
    expect(row(bank, "range").locator(".by")).to_have_text("No story yet")
    bank.reload()
    press(bank, "Bring back: A")
    expect(status(bank)).to_have_text("A is back as story 1.")
    expect(bank.get_by_label("Title: story 1")).to_be_focused()
    assert titles(bank) == ["1. A", "2. B"]
    expect(bank.get_by_role("heading", name="Retired stories")).to_be_hidden()


def crowd(guide: Guide, more: int = 0) -> list[tuple[str, ...]]:
    """As many stories as the bank holds; the last shows nothing, the first alone shows something."""
    stories = [("Alone", "moved-out", "range")]
    stories += [(f"Story no. {number}", "range", "budget") for number in range(2, guide.stories.most + more)]
    return [*stories, ("Nothing",)]


def advice(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".limit li").all_inner_texts()]


def test_one_too_many_is_refused_with_advice(bank: Page, guide: Guide) -> None:
    """At the most, adding says why not and which three stories cost least; retiring one leads back to adding."""
    having(bank, *crowd(guide))
    expect(bank.get_by_text(guide.stories.why_most)).to_be_hidden()
    press(bank, "Add a story")
    expect(bank.get_by_text(guide.stories.why_most)).to_be_focused()
    expect(status(bank)).to_have_text(f"There are {guide.stories.most} stories already. Retire one first.")
    expect(bank.locator(".limit li")).to_have_count(3)
    assert advice(bank) == [
        f"{title} No signal would be lost. Retire {title}" for title in ("Nothing", "Story no. 2", "Story no. 3")
    ]
    assert len(titles(bank)) == guide.stories.most

    press(bank, "Retire Nothing")
    expect(status(bank)).to_have_text("Retired: Nothing. It is kept below.")
    add = button(bank, "Add a story")
    expect(add).to_be_focused()
    expect(bank.get_by_text(guide.stories.why_most)).to_be_hidden()
    add.press("Enter")
    expect(bank.get_by_label(f"Title: story {guide.stories.most}")).to_be_focused()

    press(bank, "Bring back: Nothing")
    expect(bank.get_by_text(guide.stories.why_most)).to_be_focused()
    press(bank, "Retire Story no. 2")
    expect(button(bank, "Bring back: Nothing")).to_be_focused()


def test_advice_says_what_would_be_lost(bank: Page, guide: Guide) -> None:
    """Where every story carries something alone, the advice names it."""
    signals = guide.signals[: guide.stories.most]
    having(bank, *[(f"Story about {signal.id}", signal.id) for signal in signals])
    press(bank, "Add a story")
    expect(bank.locator(".limit .cost").first).to_have_text(f"You would lose: {signals[0].name}.")


def test_more_stories_than_the_most_are_all_shown(bank: Page, guide: Guide) -> None:
    """What another device brought is shown whole, with the same advice until there are no more than the most."""
    having(bank, *crowd(guide, 1))
    assert len(titles(bank)) == guide.stories.most + 1
    assert len(marks(bank, "range")) == guide.stories.most + 1
    expect(bank.get_by_text(guide.stories.why_most)).to_be_visible()
    press(bank, "Retire Nothing")
    expect(bank.get_by_text(guide.stories.why_most)).to_be_hidden()
    expect(button(bank, "Add a story")).to_be_focused()
    assert len(titles(bank)) == guide.stories.most


def test_two_tabs_write_two_parts_of_one_story(bank: Page, context: BrowserContext, origin: str) -> None:
    """Two parts written in two tabs are both kept, and each tab shows the other's."""
    having(bank, ("A",))
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    opened(bank, 1)
    opened(other, 1)
    bank.get_by_label("Situation: story 1").fill("Here.")
    other.get_by_label("Decision: story 1").fill("There.")
    other.get_by_label("Someone who grew").check()
    expect(bank.get_by_label("Decision: story 1")).to_have_value("There.")
    expect(other.get_by_label("Situation: story 1")).to_have_value("Here.")
    expect(row(bank, "someone-grew").locator(".by")).to_have_text("Only story 1: A")


@pytest.mark.parametrize("part", ["Situation", "Title"])
def test_one_part_written_in_two_places_keeps_both(bank: Page, part: str) -> None:
    """Where a tab has not yet been told of another's words, both versions are kept, and the reader hears of it."""
    having(bank, ("A",))
    field = opened(bank, 1).get_by_label(f"{part}: story 1")
    field.fill("Mine.")
    store(bank, {f"r1.{part.lower()}": "Theirs."})
    field.press_sequentially("!")
    expect(status(bank)).to_have_text("This was also changed in another tab. Both versions are kept here.")
    assert saved(bank)[f"r1.{part.lower()}"] == "Theirs. / Mine.!"
    expect(field).to_have_value("Theirs. / Mine.!")


@pytest.mark.parametrize("garbage", ["", "{", "null", "7", "[1]", '{"a": 1}', '"<b>x</b>"'])
def test_garbage_in_storage_breaks_nothing(bank: Page, garbage: str) -> None:
    """A damaged entry of any field is at worst an untitled story that can be written over."""
    having(bank, ("A", "range"))
    bank.evaluate(
        "([key, value]) => ['title', 'order', 'situation', 'shows.range'].forEach(f => localStorage[key + f] = value)",
        [f"{STORED}r9.", garbage],
    )
    bank.reload()
    assert "1. A" in titles(bank) or "2. A" in titles(bank)
    expect(row(bank, "range").locator(".by")).to_contain_text("A")


def test_blocked_storage_is_said_at_once(blocked: Page, origin: str) -> None:
    """Where the browser blocks storage the bank works, and says from the start that nothing stays."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.get_by_text("This browser does not keep what you write here")).to_be_visible()
    press(blocked, "Add a story")
    blocked.get_by_label("Title: story 1").fill("Kept for now")
    blocked.get_by_label("Someone who grew").check()
    expect(row(blocked, "someone-grew").locator(".by")).to_have_text("Only story 1: Kept for now")


def test_a_part_that_cannot_be_loaded_is_said(bank: Page) -> None:
    """Where a button's script cannot be loaded, the reader is told, and what is written stays."""
    bank.route("**/stories/acts.js", lambda route: route.fulfill(content_type="text/javascript", body="export {"))
    press(bank, "Add a story")
    expect(status(bank)).to_contain_text("could not be loaded")
    assert titles(bank) == []


def test_without_javascript_there_is_a_form_for_paper(browser, origin: str, guide: Guide) -> None:
    """Without JavaScript there are blank stories with every part, and the table of signals with room to tick."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    for number in range(1, 4):
        for part in guide.stories.parts:
            expect(page.get_by_label(f"{part.name}: story {number}")).to_be_visible()
    for signal in guide.signals:
        expect(row(page, signal.id).locator("td.column")).to_have_count(guide.stories.most // 2)
    expect(page.get_by_role("button", name="Add a story")).to_be_hidden()
    expect(page.get_by_text("Without JavaScript this is a form")).to_be_visible()
    context.close()


def test_folded_stories_are_open_on_paper(bank: Page) -> None:
    """Paper shows what each story says and only the signals it shows, without what is for the screen."""
    store(bank, {"r1.situation": "It froze."})
    having(bank, ("A", "range"))
    bank.emulate_media(media="print")
    expect(bank.get_by_label("Situation: story 1")).to_be_visible()
    expect(card(bank, 1).get_by_text("Range over teams and years")).to_be_visible()
    expect(card(bank, 1).get_by_text("A manager you moved out")).to_be_hidden()
    expect(button(bank, "Add a story")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_filled_bank_is_accessible(bank: Page, guide: Guide, width: int) -> None:
    """Filled, with a card open, the advice and a retired story, the bank has no accessibility violation."""
    bank.set_viewport_size({"width": width, "height": 900})
    having(bank, *crowd(guide, 1), ("Old",), retired=(guide.stories.most + 2,))
    opened(bank, 2)
    expect(bank.locator(".limit li")).to_have_count(3)
    assert_accessible(bank)


def test_nothing_overflows_on_the_narrowest_screen(bank: Page, guide: Guide) -> None:
    """At 320 px long words in every field, the advice and the table do not make the page scroll sideways."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänspatent" * 2
    bank.set_viewport_size({"width": 320, "height": 700})
    store(bank, {f"r1.{part.id}": long for part in guide.stories.parts})
    stories = [(f"{number}{long}", "range") for number in range(guide.stories.most + 1)]
    having(bank, *stories, (f"Old{long}",), retired=(guide.stories.most + 2,))
    opened(bank, 1)
    expect(bank.locator(".limit li")).to_have_count(3)
    assert bank.evaluate("document.documentElement.scrollWidth") <= 320


SIGNALS = "abcde"
BANKS = st.lists(st.lists(st.sampled_from(SIGNALS), unique=True), min_size=1, max_size=8)


@pytest.fixture
def pure(bank: Page) -> Callable[[list[list[str]]], dict]:
    """What the pure modules say of stories, each given as the signals it shows."""

    def ask(shows: list[list[str]]) -> dict:
        return bank.evaluate(
            """async ([components, shows, signals]) => {
              const {alone, showing} = await import(`${components}stories/coverage.js`)
              const {cheapest} = await import(`${components}stories/advice.js`)
              return {
                showing: signals.map((signal) => showing(shows, signal)),
                alone: shows.map((_, at) => alone(shows, at)),
                cheapest: cheapest(shows),
              }
            }""",
            [components(bank), shows, list(SIGNALS)],
        )

    return ask


def test_coverage_and_advice_hold_for_any_stories(pure: Callable[[list[list[str]]], dict]) -> None:
    """What a story carries alone is just what its loss uncovers; no story left out of the advice costs less."""

    @given(BANKS)
    def check(shows: list[list[str]]) -> None:
        found = pure(shows)
        covered = set().union(*map(set, shows))
        for signal, stories in zip(SIGNALS, found["showing"], strict=True):
            assert stories == [at for at, own in enumerate(shows) if signal in own]
        for at in range(len(shows)):
            rest = set().union(*(set(own) for other, own in enumerate(shows) if other != at))
            assert set(found["alone"][at]) == covered - rest

        def cost(at: int) -> tuple[int, int]:
            return len(found["alone"][at]), len(shows[at])

        chosen = found["cheapest"]
        assert len(set(chosen)) == len(chosen) == min(3, len(shows))
        assert [cost(at) for at in chosen] == sorted(map(cost, range(len(shows))))[:3]

    check()
