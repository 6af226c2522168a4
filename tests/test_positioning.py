"""The positioning builder in a real browser: answers that become statements, counts, hints, and words that stay."""

import json

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.serving import components
from tests.test_accessibility import assert_accessible
from tests.test_checklist import stored

ADDRESS = "workbook/positioning/"
STORED = "two-kinds-of-certainty/1/positioning/"


@pytest.fixture
def builder(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def area(page: Page, name: str) -> Locator:
    """The field of an answer or a statement, by the name it is saved under."""
    return page.locator(f'[name="{name}"]')


def hint(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}--hint"]')


def count(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}--count"]')


def answer(page: Page, guide: Guide, track: str) -> None:
    """Give the guide's own example of an effect to every prompt."""
    for prompt in guide.positioning.prompts:
        area(page, f"{track}.{prompt.id}").fill(prompt.tracks[track].effect)


def expected(guide: Guide, track: str, length: int) -> str:
    """The draft that the examples of an effect make."""
    text = guide.positioning.lengths[length].pattern[track]
    for prompt in guide.positioning.prompts:
        text = text.replace(f"{{{prompt.id}}}", prompt.tracks[track].effect)
    return text


@pytest.mark.parametrize("track", ["principal", "director"])
def test_answers_become_statements_of_three_lengths(guide: Guide, builder: Page, track: str) -> None:
    """Five answers draft all three statements in the words of their track, and they are there on coming back."""
    builder.get_by_label(guide.track(track).name).check()
    answer(builder, guide, track)
    for _ in range(2):
        for position, length in enumerate(guide.positioning.lengths):
            expect(area(builder, f"{track}.{length.id}")).to_have_value(expected(guide, track, position))
        builder.reload()


def test_examples_fit_the_time_they_are_given(guide: Guide, builder: Page) -> None:
    """The guide's own examples, once drafted, leave room at thirty and at sixty seconds, for both tracks."""
    for track in guide.track_ids:
        builder.get_by_label(guide.track(track).name).check()
        answer(builder, guide, track)
        for length in guide.positioning.lengths[1:]:
            expect(count(builder, f"{track}.{length.id}")).to_contain_text("room for")


def test_a_draft_shows_what_is_missing(builder: Page) -> None:
    """A draft from one answer names the others in brackets; without an answer there is no draft."""
    expect(area(builder, "principal.thirty")).to_have_value("")
    area(builder, "principal.change").fill("Refunds take an hour")
    expect(area(builder, "principal.thirty")).to_have_value(
        "[what was at stake] [what you decided] Refunds take an hour. [how you know]"
    )


def test_words_and_seconds_are_counted_at_the_reader_s_pace(builder: Page) -> None:
    """Counts follow every letter, and the reader's own pace changes the seconds and the room."""
    statement = area(builder, "principal.ten")
    statement.fill("one two three four five six seven " * 4)
    expect(count(builder, "principal.ten")).to_have_text(
        "28 words, about 12 seconds aloud: 5 words too many. In your own words."
    )
    builder.get_by_label("Your pace, in words a minute").fill("200")
    expect(count(builder, "principal.ten")).to_have_text(
        "28 words, about 8 seconds aloud: room for 5 more words. In your own words."
    )
    builder.reload()
    expect(count(builder, "principal.ten")).to_contain_text("about 8 seconds")
    builder.get_by_label("Your pace, in words a minute").fill("")
    expect(count(builder, "principal.ten")).to_contain_text("about 12 seconds")


def test_brackets_are_named_and_not_counted(builder: Page) -> None:
    """What is still to be filled in is said below a statement, and does not count as spoken."""
    area(builder, "principal.ten").fill("I am [your role] at [a trade] and mend refunds")
    expect(count(builder, "principal.ten")).to_contain_text("6 words")
    expect(count(builder, "principal.ten")).to_contain_text("Still to fill in: [your role], [a trade].")


def test_what_the_reader_rewrites_is_theirs(builder: Page) -> None:
    """A changed statement no longer follows the answers, until the reader asks for a draft; that can be undone."""
    area(builder, "principal.stake").fill("Refunds took nine days")
    area(builder, "principal.change").fill("They take an hour")
    area(builder, "principal.ten").fill("Nine days, now an hour.")
    area(builder, "principal.stake").fill("Refunds took ten days")
    expect(area(builder, "principal.ten")).to_have_value("Nine days, now an hour.")
    builder.get_by_role("button", name="Draft it from my answers again (Ten seconds)").filter(visible=True).click()
    expect(area(builder, "principal.ten")).to_have_value(
        "Refunds took ten days. I changed that. They take an hour."
    )
    undo = builder.get_by_role("button", name="Put it back")
    expect(undo).to_be_focused()
    undo.click()
    expect(area(builder, "principal.ten")).to_have_value("Nine days, now an hour.")


def test_emptying_a_statement_leaves_it_empty_while_one_writes(builder: Page) -> None:
    """A statement that was emptied does not fill itself while the reader is in it, and is drafted on leaving it."""
    area(builder, "principal.stake").fill("It broke")
    statement = area(builder, "principal.ten")
    statement.click()
    statement.fill("Mine.")
    statement.fill("")
    expect(statement).to_have_value("")
    statement.press("Tab")
    expect(statement).to_have_value("It broke. I changed that. [what changed]")


def test_an_activity_is_remarked_on_and_an_effect_is_not(guide: Guide, builder: Page) -> None:
    """For every prompt of both tracks the example of an activity earns a hint, and the example of an effect none."""
    for track in guide.track_ids:
        builder.get_by_label(guide.track(track).name).check()
        for prompt in guide.positioning.prompts:
            name = f"{track}.{prompt.id}"
            area(builder, name).fill(prompt.tracks[track].activity)
            area(builder, name).blur()
            assert hint(builder, name).inner_text(), name
            area(builder, name).fill(prompt.tracks[track].effect)
            area(builder, name).blur()
            expect(hint(builder, name)).to_be_empty()


def test_a_hint_quotes_the_word_and_waits_for_the_end(builder: Page) -> None:
    """A hint names the word it is about, whatever its case, and says nothing while the reader is still typing."""
    field = area(builder, "principal.stake")
    field.press_sequentially("The kafka cluster fell over")
    expect(hint(builder, "principal.stake")).to_be_empty()
    field.blur()
    expect(hint(builder, "principal.stake")).to_contain_text("“kafka” means little outside engineering.")


def test_every_hint_speaks(guide: Guide, builder: Page) -> None:
    """Each word that a hint looks for makes it speak, and each word whose absence it minds silences it."""
    silent = builder.evaluate(
        """async ([components, hints]) => {
            const {hintFor} = await import(`${components}positioning/hints.js`)
            const said = (text, hint) => hintFor(text, hint.prompts[0], [hint])
            return hints.flatMap((hint) => [
                ...hint.has.filter((word) => said(`So ${word}, then`, hint) !== hint.says.replace('{word}', word)),
                ...hint.has.filter((word) => said(`x${word}x`, hint)),
                ...hint.lacks.filter((word) => said(`So ${word}, then`, hint) || !said('So then', hint)),
            ])
        }""",
        [components(builder), [hint.model_dump() for hint in guide.positioning.hints]],
    )
    assert silent == []


def test_the_track_chosen_is_the_one_shown(builder: Page, guide: Guide, origin: str) -> None:
    """Before a choice both tracks stand there; after it one, here and wherever else the track is asked for."""
    principal, director = (builder.locator(f"#positioning-{track}") for track in guide.track_ids)
    expect(principal).to_be_visible()
    expect(director).to_be_visible()
    builder.get_by_label("Director of Engineering").check()
    expect(principal).to_be_hidden()
    builder.goto(f"{origin}/workbook/")
    expect(builder.get_by_label("Director of Engineering")).to_be_checked()


def test_two_tabs_keep_both_answers(builder: Page, context: BrowserContext, origin: str) -> None:
    """Answers to two prompts written in two tabs are both kept, and each tab shows the other's."""
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    area(builder, "principal.stake").fill("From the first")
    area(other, "principal.change").fill("From the second")
    expect(area(builder, "principal.change")).to_have_value("From the second")
    expect(area(other, "principal.stake")).to_have_value("From the first")


def test_a_tab_that_missed_the_news_overwrites_nothing(builder: Page) -> None:
    """Where another tab's text has not reached this one, writing in the same field keeps both texts and says so."""
    area(builder, "principal.stake").fill("Mine")
    # A change made by this page itself raises no event in it, as if the news were late.
    builder.evaluate(f"() => localStorage.setItem('{STORED}principal.stake', JSON.stringify('Theirs'))")
    area(builder, "principal.stake").press_sequentially("!")
    expect(area(builder, "principal.stake")).to_have_value("Theirs / Mine!")
    expect(builder.locator(".aid-status")).to_have_text(
        "This was also changed in another tab. Both versions are kept here."
    )


def test_saving_is_said_quietly(builder: Page) -> None:
    """The first letter brings one sentence, which does not change with the next."""
    status = builder.locator(".aid-status")
    expect(status).to_be_empty()
    area(builder, "principal.stake").press_sequentially("It")
    expect(status).to_have_text("Saved in this browser.")


def test_clearing_can_be_undone(builder: Page) -> None:
    """One press clears answers and statements, one puts them back; the track and the pace stay."""
    builder.get_by_label("Principal Engineer").check()
    area(builder, "principal.stake").fill("It broke")
    area(builder, "principal.ten").fill("It does not now")
    before = stored(builder)
    builder.get_by_role("button", name="Clear all answers and statements").click()
    assert list(stored(builder).values()) == [json.dumps("principal")]
    builder.get_by_role("button", name="Put it back").click()
    assert stored(builder) == before
    expect(area(builder, "principal.ten")).to_have_value("It does not now")


def test_clearing_twice_can_still_be_undone(builder: Page) -> None:
    """A second press on Clear, with nothing left to clear, does not take the way back away."""
    area(builder, "principal.stake").fill("It broke")
    builder.get_by_role("button", name="Clear all answers and statements").dblclick()
    builder.get_by_role("button", name="Put it back").click()
    expect(area(builder, "principal.stake")).to_have_value("It broke")


def test_undoing_keeps_what_was_written_since(builder: Page) -> None:
    """What is typed after clearing stays when the old text is put back, and the reader is told."""
    area(builder, "principal.stake").fill("Old words")
    builder.get_by_role("button", name="Clear all answers and statements").click()
    area(builder, "principal.stake").fill("New words")
    builder.get_by_role("button", name="Put it back").click()
    expect(area(builder, "principal.stake")).to_have_value("New words / Old words")
    expect(builder.locator(".aid-status")).to_have_text("It is back. What was written since stays as well.")


def test_a_hint_goes_with_its_answer(builder: Page) -> None:
    """Once an answer is cleared its hint is gone, and no field claims to be described by it."""
    area(builder, "principal.stake").fill("I was responsible for orders")
    area(builder, "principal.stake").blur()
    expect(builder.locator(".aid-status")).to_contain_text("says what you did")
    builder.get_by_role("button", name="Clear all answers and statements").click()
    expect(hint(builder, "principal.stake")).to_be_empty()


def test_a_track_that_this_version_does_not_know_hides_nothing(builder: Page) -> None:
    """With a track saved by another version both tracks are shown, as before a choice."""
    builder.evaluate(
        "() => localStorage.setItem('two-kinds-of-certainty/1/reader/track', JSON.stringify('manager'))"
    )
    builder.reload()
    expect(builder.locator("#positioning-principal")).to_be_visible()
    expect(builder.locator("#positioning-director")).to_be_visible()


@pytest.mark.parametrize("garbage", ["", "{", "null", "[1]", "true", "7", '{"a": 1}'])
def test_garbage_in_storage_breaks_nothing(builder: Page, garbage: str) -> None:
    """A damaged entry spoils nothing else, and can be written over."""
    builder.evaluate(f"value => localStorage.setItem('{STORED}principal.stake', value)", garbage)
    builder.reload()
    area(builder, "principal.change").fill("It holds")
    expect(area(builder, "principal.thirty")).to_have_value(
        "[what was at stake] [what you decided] It holds. [how you know]"
    )
    area(builder, "principal.stake").fill("It broke")
    builder.reload()
    expect(area(builder, "principal.stake")).to_have_value("It broke")


def test_a_full_store_says_so_before_anything_is_lost(builder: Page) -> None:
    """Where storage fills up the words stay on the page, the reader is told, and leaving asks first."""
    builder.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    area(builder, "principal.stake").fill("It broke")
    expect(area(builder, "principal.thirty")).to_have_value(
        "It broke. [what you decided] [what changed] [how you know]"
    )
    expect(builder.locator(".aid-status")).to_contain_text("Not saved")
    expect(builder.locator(".aid-warning")).to_be_visible()
    asked = builder.evaluate(
        "() => { const leaving = new Event('beforeunload', {cancelable: true}); dispatchEvent(leaving); return leaving.defaultPrevented }"
    )
    assert asked


def test_a_blocked_store_says_so_at_once(blocked: Page, origin: str) -> None:
    """Where the browser keeps nothing the page says so before a word is written, and still drafts."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.locator(".aid-warning")).to_be_visible()
    area(blocked, "principal.stake").fill("It broke")
    expect(area(blocked, "principal.ten")).to_have_value("It broke. I changed that. [what changed]")


def test_without_javascript_it_is_a_form_to_print(browser: Browser, origin: str, guide: Guide) -> None:
    """Without JavaScript both tracks' prompts and statements are labelled fields, on paper too, without dead buttons."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        fields = len(guide.positioning.prompts) + len(guide.positioning.lengths)
        expect(page.get_by_role("textbox").filter(visible=True)).to_have_count(2 * fields)
        expect(page.locator(".aid").get_by_role("button")).to_have_count(0)
    context.close()


def test_a_filled_builder_is_accessible(guide: Guide, builder: Page) -> None:
    """With answers, drafts and hints on show the page has no accessibility violation."""
    answer(builder, guide, "principal")
    area(builder, "principal.change").fill("We delivered it on time")
    area(builder, "principal.ten").fill("Mine")
    assert_accessible(builder)
