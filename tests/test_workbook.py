"""The workbook's page in a real browser: what is done and next, its file, its handout, and clearing with a way back."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.conftest import PROJECT
from tests.serving import components
from tests.storage import kept, put
from tests.test_accessibility import assert_accessible

ADDRESS = "workbook/"
NAMESPACE = "two-kinds-of-certainty"
STORED = f"{NAMESPACE}/1/"
SCHEMA = json.loads((PROJECT / "overrides/components/workbook/file.schema.json").read_text(encoding="utf-8"))
LINE = "Refunds took nine days to leave us"
FILLED = {
    "reader/track": "principal",
    "ticks/vp-five-changes": True,
    "answers/energy-one-task": "cant-say",
    "quiz/asked": ["energy-one-task"],
    "positioning/principal.stake": LINE,
    "outreach/ra.node": "principal-peers",
    "outreach/ra.who": "Ines",
    "outreach/ra.state": "written",
    "outreach/ra.order": 1,
    "stories/rs.title": "The refund",
    "stories/rs.shows.range": True,
    "stories/rs.order": 1,
    "drill/principal-why-now.rating": "weak",
    "drill/principal-why-now.at": "2026-11-20",
    "drill/rq.text": "What did the auditor say?",
    "offers/rx.role": True,
    "offers/rx.name": "Staying",
    "offers/rx.mark.pay": "2",
    "offers/pay.weight": "3",
}


def fill(page: Page, entries: dict) -> None:
    """Save entries as the guide does, and open the page anew."""
    put(page, entries)
    page.reload()


def saved(page: Page) -> dict:
    """All that the guide keeps in this browser, by part and name."""
    return kept(page)


def file_of(entries: dict, **more) -> dict:
    """A file for the page's chooser."""
    content = {"guide": NAMESPACE, "format": 1, "saved": "2026-11-24T08:00:00.000Z", "entries": entries} | more
    return upload(json.dumps(content).encode())


def upload(content: bytes) -> dict:
    return {"name": "workbook.json", "mimeType": "application/json", "buffer": content}


def choose(page: Page, file: dict) -> None:
    page.get_by_label("Open a saved file").set_input_files(file)


def status(page: Page) -> Locator:
    return page.locator(".aid-status")


def sheet(page: Page) -> Locator:
    return page.locator("[data-slot=sheet]")


def step(page: Page, title: str) -> Locator:
    return page.locator(".steps > li").filter(has=page.get_by_role("link", name=title, exact=True))


@pytest.fixture
def workbook(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


@pytest.fixture
def filled(workbook: Page) -> Page:
    fill(workbook, FILLED)
    return workbook


def test_an_empty_workbook_begins_at_the_beginning(guide: Guide, workbook: Page) -> None:
    """With nothing saved every step is there with its reason, none is begun, and the first is next."""
    steps = workbook.locator(".steps > li")
    expect(steps).to_have_count(len(guide.workbook.steps))
    expect(workbook.locator(".next-step")).to_contain_text("Track-fit quiz")
    expect(workbook.locator(".next-step")).to_contain_text(guide.workbook.steps[0].why)
    expect(steps.filter(has_text="Not begun.")).to_have_count(len(guide.workbook.steps))
    expect(sheet(workbook)).to_have_text(
        "Nothing yet. What you tick, answer and write in this guide will stand here."
    )


def test_steps_say_how_far_the_reader_is(filled: Page) -> None:
    """Every kind of step tells its state in words, and a step for the other track is not shown."""
    for title, state in {
        "Do you know what you sell?": "Begun. 1 of 5 ticked.",
        "Positioning builder": "Begun. 1 of 5 prompts answered; 0 of 3 statements in your own words.",
        "Outreach planner": "Begun. 1 of 3 nodes has a person.",
        "Story bank": "Begun. 1 story, showing 1 of 8 signals.",
        "Drill": "Begun. 1 of 25 questions answered; 0 of 6 stages have a solid answer.",
        "Offer matrix": "Begun. 1 role, 1 of 1 mark given.",
        "The week before": "Not begun. 0 of 5 ticked.",
    }.items():
        expect(step(filled, title)).to_contain_text(state)
    expect(step(filled, "Before you send anything: the director\u2019s proof")).to_be_hidden()


def test_what_is_done_is_said_and_the_next_step_follows(guide: Guide, workbook: Page) -> None:
    """Once the quiz is answered its verdict stands there, and the next step is the first that is not done."""
    answers = {f"answers/{question.id}": question.options[0].id for question in guide.quiz.questions[:15]}
    fill(workbook, answers)
    expect(step(workbook, "Track-fit quiz")).to_contain_text("✓ Done.")
    expect(step(workbook, "Track-fit quiz")).to_contain_text("15 of 18 questions answered.")
    expect(workbook.locator(".next-step")).to_contain_text("Do you know what you sell?")
    first = guide.checklists["value-proposition"]
    fill(workbook, answers | {f"ticks/{item.id}": True for item in first.items})
    expect(workbook.locator(".next-step")).to_contain_text("Before you send anything")


@pytest.mark.parametrize("side", [0, 1])
def test_the_verdict_is_the_quiz_s_own(guide: Guide, workbook: Page, origin: str, side: int) -> None:
    """The workbook and the quiz give the same verdict on the same answers."""
    track = guide.tracks[side]
    most = {
        f"answers/{question.id}": max(question.options, key=lambda option: option.points[track.id]).id
        for question in guide.quiz.questions
    }
    fill(workbook, most)
    expect(step(workbook, "Track-fit quiz")).to_contain_text(track.name)
    headline = sheet(workbook).locator("p").first.inner_text().rstrip(".")
    workbook.goto(f"{origin}/quiz/#result")
    expect(workbook.get_by_role("heading", level=2).filter(visible=True).first).to_have_text(headline)


def test_the_sheet_holds_everything_that_was_written(filled: Page) -> None:
    """Ticks, drafts, people, stories, ratings, questions and marks all stand on the sheet, in words."""
    for text in (
        "☑ I have five sentences",
        f"Ten seconds: {LINE}.",
        f"What was at stake: {LINE}",
        "Ines",
        "Written",
        "The refund",
        "Range over teams and years",
        "Why this company, and why a principal role? Rated: Weak",
        "What did the auditor say?",
        "Pay: counts a lot",
        "Pay: fair",
    ):
        expect(sheet(filled)).to_contain_text(text)
    expect(sheet(filled)).not_to_contain_text("Director")


def test_what_is_written_elsewhere_appears(filled: Page, context: BrowserContext, origin: str) -> None:
    """The sheet and the steps follow what another tab writes."""
    other = context.new_page()
    other.goto(f"{origin}/workbook/positioning/")
    other.get_by_label("What changed", exact=True).filter(visible=True).fill("A refund leaves within the hour.")
    expect(sheet(filled)).to_contain_text("What changed: A refund leaves within the hour.")
    expect(step(filled, "Positioning builder")).to_contain_text("2 of 5 prompts answered")


def test_a_saved_file_fits_its_schema_and_opens_elsewhere(filled: Page, browser: Browser, origin: str) -> None:
    """The file holds every entry, keeps to its schema, and makes the same workbook in a browser that had none."""
    with filled.expect_download() as download:
        filled.get_by_role("button", name="Save everything as a file").click()
    expect(status(filled)).to_contain_text(f"Saved as {download.value.suggested_filename}")
    content = Path(download.value.path()).read_text(encoding="utf-8")
    jsonschema.validate(json.loads(content), SCHEMA, format_checker=jsonschema.FormatChecker())
    assert json.loads(content)["entries"] == FILLED
    context = browser.new_context()
    elsewhere = context.new_page()
    elsewhere.goto(f"{origin}/{ADDRESS}")
    choose(elsewhere, upload(content.encode()))
    elsewhere.get_by_role("button", name="Add it to this workbook").click()
    expect(status(elsewhere)).to_have_text("Added. You can still put everything back as it was.")
    assert saved(elsewhere) == FILLED
    context.close()


def test_an_import_shows_what_would_change_and_can_be_left(filled: Page) -> None:
    """Before anything changes the reader sees what is added, joined and different, and may leave it all."""
    choose(
        filled,
        file_of(
            {
                "positioning/principal.stake": "Refunds were slow",
                "outreach/ra.state": "talking",
                "outreach/rb.who": "Tom",
                "ticks/vp-five-changes": True,
            }
        ),
    )
    preview = filled.locator("[data-slot=preview]")
    expect(preview.get_by_role("heading", name="What this file would change")).to_be_focused()
    expect(preview).to_contain_text(
        "The file was saved on 2026-11-24. It would add 1 entry. It would join 1 text, keeping both versions. "
        "In 1 place it has a different choice. Nothing is deleted."
    )
    expect(preview.get_by_label("Outreach planner")).not_to_be_checked()
    expect(preview).to_contain_text("here “Written”, in the file “Talking”")
    assert saved(filled) == FILLED
    filled.get_by_role("button", name="Leave everything as it is").click()
    expect(status(filled)).to_have_text("Nothing has changed.")
    expect(preview).to_be_hidden()
    assert saved(filled) == FILLED


def test_an_import_keeps_both_sides_and_is_undone(filled: Page) -> None:
    """Texts from both sides stay, a choice changes only if the reader ticks it, and undo restores all of it."""
    choose(
        filled,
        file_of(
            {
                "positioning/principal.stake": "Refunds were slow",
                "outreach/ra.state": "talking",
                "drill/principal-why-now.rating": "solid",
                "outreach/rb.who": "Tom",
                "quiz/asked": ["people-quarrel"],
            }
        ),
    )
    filled.get_by_label("Outreach planner").check()
    filled.get_by_role("button", name="Add it to this workbook").click()
    expect(filled.get_by_role("button", name="Put it back")).to_be_focused()
    assert saved(filled) == FILLED | {
        "positioning/principal.stake": f"{LINE} / Refunds were slow",
        "outreach/ra.state": "talking",
        "outreach/rb.who": "Tom",
        "quiz/asked": ["energy-one-task", "people-quarrel"],
    }
    filled.get_by_role("button", name="Put it back").click()
    expect(status(filled)).to_have_text("It is all back.")
    assert saved(filled) == FILLED


def test_a_file_s_newer_text_can_replace_the_one_here(filled: Page) -> None:
    """Where a text differs the reader may take the file's instead of both."""
    choose(filled, file_of({"positioning/principal.stake": "Refunds were slow"}))
    filled.locator("[data-slot=joined] summary").click()
    filled.get_by_label("Take the file").check()
    filled.get_by_role("button", name="Add it to this workbook").click()
    expect(status(filled)).to_contain_text("Added.")
    assert saved(filled)["positioning/principal.stake"] == "Refunds were slow"


def test_what_is_due_or_in_brackets_is_not_done(workbook: Page, guide: Guide) -> None:
    """A step with something overdue, or with a statement that has blanks left, is not called done."""
    prompts = {f"positioning/principal.{prompt.id}": "It holds." for prompt in guide.positioning.prompts}
    nodes = [node.id for node in guide.nodes.values() if node.track == "principal"]
    people = {f"outreach/r{n}.node": node for n, node in enumerate(nodes)}
    done = {"reader/track": "principal", "positioning/principal.ten": "Mine."} | prompts | people
    fill(workbook, done)
    expect(step(workbook, "Positioning builder")).to_contain_text("✓ Done.")
    expect(step(workbook, "Outreach planner")).to_contain_text("✓ Done.")
    fill(workbook, {"positioning/principal.ten": "I am [your role].", "outreach/r0.date": "2020-01-01"})
    expect(step(workbook, "Positioning builder")).to_contain_text("Begun.")
    expect(step(workbook, "Outreach planner")).to_contain_text("Begun.")


def test_putting_back_leaves_the_reader_where_they_were(filled: Page) -> None:
    """Clearing, importing and putting back do not scroll the page."""
    button = filled.get_by_role("button", name="Clear: Drill")
    button.focus()
    before = filled.evaluate("scrollY")
    # Not by the test's own press, which brings a button at the window's edge to its middle first.
    filled.keyboard.press("Enter")
    filled.get_by_role("button", name="Put it back").evaluate("button => button.click()")
    expect(status(filled)).to_have_text("It is all back.")
    assert abs(filled.evaluate("scrollY") - before) < 300


def test_undo_leaves_what_another_tab_wrote_since(filled: Page, context: BrowserContext, origin: str) -> None:
    """Undoing an import does not take back what was written in another tab after it."""
    choose(filled, file_of({"positioning/principal.change": "It works.", "outreach/rb.who": "Tom"}))
    filled.get_by_role("button", name="Add it to this workbook").click()
    other = context.new_page()
    other.goto(f"{origin}/workbook/positioning/")
    other.get_by_label("What changed", exact=True).filter(visible=True).fill("It works every day.")
    filled.get_by_role("button", name="Put it back").click()
    assert saved(filled) == FILLED | {"positioning/principal.change": "It works every day."}


def test_the_same_file_again_changes_nothing(filled: Page) -> None:
    """A file that holds nothing new says so, and asks nothing."""
    choose(filled, file_of(FILLED))
    expect(status(filled)).to_have_text("This file holds nothing that is not here already. Nothing has changed.")


def test_what_this_version_does_not_know_is_kept(filled: Page) -> None:
    """Entries of an older guide, whose questions and items are gone, come in and go out again."""
    older = {"ticks/an-item-that-is-gone": True, "answers/old-question": "b", "outreach/r9.node": "old-node"}
    choose(filled, file_of(older))
    filled.get_by_role("button", name="Add it to this workbook").click()
    with filled.expect_download() as download:
        filled.get_by_role("button", name="Save everything as a file").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["entries"] == FILLED | older


CUT = "This file is incomplete, or is no workbook. Nothing has changed."
FOREIGN = "This is not a workbook of this guide. Nothing has changed."
LARGE = "This file is larger than any workbook. Nothing has changed."


def damaged(entry: str) -> str:
    return (
        f"This file has been altered or damaged: “{entry}” is not something a workbook holds. Nothing has changed."
    )


BAD_FILES = {
    "empty": (upload(b""), CUT),
    "a picture": (upload(b"\x89PNG\r\n\x1a\n\x00\xff"), CUT),
    "truncated": (upload(file_of(FILLED)["buffer"][:-9]), CUT),
    "a list": (upload(b"[]"), FOREIGN),
    "nothing": (upload(b"null"), FOREIGN),
    "another guide's": (file_of(FILLED, guide="another-guide"), FOREIGN),
    "no entries": (upload(json.dumps({"guide": NAMESPACE, "format": 1}).encode()), FOREIGN),
    "an unknown older format": (file_of(FILLED, format=0), FOREIGN),
    "a newer format": (
        file_of(FILLED, format=2),
        "This file was saved by a newer version of this guide. Reload this page, and try again. Nothing has changed.",
    ),
    "five megabytes": (file_of({"stories/rs.title": "x" * 5_000_000}), LARGE),
    "eleven thousand entries": (file_of({f"outreach/r{n}.who": "x" for n in range(11_000)}), LARGE),
    "a path that climbs": (file_of({"../../x": "y"}), damaged("../../x")),
    "a prototype": (file_of({"__proto__": {"polluted": True}}), damaged("__proto__")),
    "an inherited name": (file_of({"constructor/x": {"a": 1}}), damaged("constructor/x")),
    "an object for a text": (file_of({"stories/rs.title": {"toString": "x"}}), damaged("stories/rs.title")),
    "a tick that is no tick": (file_of({"ticks/vp-five-changes": "yes"}), damaged("ticks/vp-five-changes")),
    "an answer that is none": (file_of({"answers/energy-one-task": "<b>"}), damaged("answers/energy-one-task")),
    "a number beyond numbers": (
        upload(b'{"guide": "two-kinds-of-certainty", "format": 1, "entries": {"stories/r.order": 1e999}}'),
        damaged("stories/r.order"),
    ),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_is_no_workbook_changes_nothing(filled: Page, case: str) -> None:
    """A truncated, foreign, altered, huge or hostile file is refused with a plain sentence."""
    file, said = BAD_FILES[case]
    choose(filled, file)
    expect(status(filled)).to_have_text(said)
    assert saved(filled) == FILLED
    assert filled.evaluate("({}).polluted") is None


def test_text_from_a_file_is_never_markup(filled: Page) -> None:
    """Markup in a file is shown as the text it is, before and after it is added."""
    hostile = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>'
    choose(
        filled, file_of({"stories/rs.title": hostile, "outreach/rb.who": hostile, "outreach/rb.node": "founders"})
    )
    expect(filled.locator("[data-slot=preview]")).to_contain_text("Story bank")
    filled.get_by_role("button", name="Add it to this workbook").click()
    expect(sheet(filled)).to_contain_text("<img src=x")
    assert filled.evaluate("window.hacked") is None


def test_an_import_that_does_not_fit_changes_nothing(filled: Page) -> None:
    """Where the browser's storage has no room for the whole file, none of it is kept, and it says so."""
    filled.evaluate("""() => {
        let size = 1 << 20
        while (size > 8) {
            try { localStorage.setItem('another/' + size + Math.random(), 'x'.repeat(size)) } catch { size >>= 1 }
        }
    }""")
    before = saved(filled)
    choose(filled, file_of({f"stories/r{n}.title": "y" * 500 for n in range(20)} | {"ticks/vp-witnesses": True}))
    filled.get_by_role("button", name="Add it to this workbook").click()
    expect(status(filled)).to_have_text(
        "There is not enough room in this browser for what the file holds. Nothing has changed."
    )
    assert saved(filled) == before
    expect(filled.get_by_role("button", name="Save everything as a file")).to_be_enabled()


def test_a_blocked_store_says_so_at_once(blocked: Page, origin: str) -> None:
    """Where the browser keeps nothing the page says so before the reader has done anything."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.get_by_text("This browser does not keep what you tick")).to_be_visible()
    expect(blocked.locator(".steps > li").first).to_contain_text("Not begun.")


def test_one_part_is_cleared_and_comes_back(filled: Page) -> None:
    """Clearing the outreach planner leaves everything else, and one press puts it back."""
    filled.get_by_role("button", name="Clear: Outreach planner").click()
    assert saved(filled) == {name: value for name, value in FILLED.items() if not name.startswith("outreach/")}
    undo = filled.get_by_role("button", name="Put it back")
    expect(undo).to_be_focused()
    undo.click()
    assert saved(filled) == FILLED


def test_everything_is_cleared_and_comes_back(filled: Page) -> None:
    """Clearing everything leaves nothing of the reader's, nor touches another site's, and one press puts it back."""
    filled.evaluate("localStorage.setItem('another-guide/1/ticks/x', 'true')")
    filled.get_by_role("button", name="Clear everything").click()
    assert saved(filled) == {}
    expect(status(filled)).to_have_text("Cleared.")
    filled.get_by_role("button", name="Put it back").click()
    assert saved(filled) == FILLED
    assert filled.evaluate("localStorage.getItem('another-guide/1/ticks/x')") == "true"


def test_the_sheet_is_copied_as_markdown(filled: Page, context: BrowserContext) -> None:
    """The Markdown has headings, ticked boxes and the reader's words, with nothing in them taken for markup."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill(filled, {"stories/rs.situation": "We had *two* [ledgers]\n- and no time"})
    filled.get_by_role("button", name="Copy all of it as Markdown").click()
    expect(status(filled)).to_have_text("Copied as Markdown.")
    text = filled.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# Your workbook\n\n## Track-fit quiz\n")
    assert "\n- [x] I have five sentences" in text
    assert "\n- [ ] I have underlined" in text
    assert "\n### The refund\n" in text
    assert "Situation: We had \\*two\\* \\[ledgers\\]\n\\- and no time" in text


def test_markdown_can_be_copied_by_hand(filled: Page) -> None:
    """Where the clipboard is refused the text stands in a field, selected."""
    filled.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    filled.get_by_role("button", name="Copy all of it as Markdown").click()
    expect(status(filled)).to_contain_text("copy it from there")
    assert filled.evaluate("getSelection().toString()").startswith("# Your workbook")


def test_the_handout_prints_alone(filled: Page) -> None:
    """Printing the handout leaves the sheet on paper, and nothing else of the page."""
    filled.evaluate("() => { window.print = () => { window.printed = true } }")
    filled.get_by_role("button", name="Print it as a handout").click()
    assert filled.evaluate("window.printed")
    filled.emulate_media(media="print")
    expect(sheet(filled)).to_be_visible()
    for other in (filled.locator(".steps"), filled.locator("h1"), filled.get_by_role("heading", name="Clear")):
        expect(other).to_be_hidden()
    filled.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(filled.locator(".steps")).to_be_visible()


def test_without_javascript_the_steps_read(browser: Browser, origin: str, guide: Guide) -> None:
    """Without JavaScript every step is a link with its reason, and no button is offered that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    expect(page.locator(".steps > li")).to_have_count(len(guide.workbook.steps))
    expect(page.get_by_text("Without JavaScript nothing that you tick")).to_be_visible()
    expect(page.locator(".aid").get_by_role("button")).to_have_count(0)
    context.close()


def test_every_clearing_comes_back_one_after_the_other(filled: Page) -> None:
    """Parts that were cleared one after the other come back one after the other, and clearing nothing is no change."""
    for part in ("Story bank", "Drill", "Drill"):
        filled.get_by_role("button", name=f"Clear: {part}").click()
    undo = filled.get_by_role("button", name="Put it back")
    undo.click()
    expect(undo).to_be_focused()
    assert saved(filled) == {name: value for name, value in FILLED.items() if not name.startswith("stories/")}
    undo.click()
    expect(undo).to_be_hidden()
    expect(status(filled)).to_be_focused()
    assert saved(filled) == FILLED


def test_what_a_newer_version_saved_is_kept_whole(filled: Page) -> None:
    """A part that this version does not know is exported, keeps its words against a file's, and is cleared with all."""
    newer = {"future/r1.text": "local words"}
    fill(filled, newer)
    choose(filled, file_of({"future/r1.text": "file words"}))
    expect(filled.locator("[data-slot=preview]")).to_contain_text("In 1 place it has a different choice.")
    filled.get_by_role("button", name="Leave everything as it is").click()
    with filled.expect_download() as download:
        filled.get_by_role("button", name="Save everything as a file").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["entries"] == FILLED | newer
    filled.get_by_role("button", name="Clear everything").click()
    assert saved(filled) == {}


def test_a_file_says_what_it_could_not_hold(filled: Page) -> None:
    """Entries that no file may hold stay in the browser, and the reader is told how many."""
    fill(filled, {"stories/rs.change": {"a": 1}, "ticks/vp-certainty": "yes"})
    with filled.expect_download() as download:
        filled.get_by_role("button", name="Save everything as a file").click()
    expect(status(filled)).to_contain_text("2 damaged entries could not be put into it")
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["entries"] == FILLED


def test_a_preview_names_whom_it_is_about(filled: Page) -> None:
    """With several people, each choice in a file's preview says whose it is."""
    people = {"outreach/rb.who": "Tom", "outreach/rb.node": "founders", "outreach/rb.state": "written"}
    fill(filled, people)
    choose(filled, file_of({"outreach/ra.state": "talking", "outreach/rb.state": "closed"}))
    for name in ("Ines", "Tom"):
        expect(filled.get_by_label(f"Outreach planner, {name}")).to_be_visible()


def test_a_script_that_does_not_load_is_said(filled: Page) -> None:
    """Where a part of the page cannot be loaded the rest works, and the press that needed it says so."""
    filled.route(
        "**/components/workbook/file.js",
        lambda route: route.fulfill(content_type="text/javascript", body="throw new Error('cut')"),
    )
    filled.route(
        "**/components/quiz/scoring.js",
        lambda route: route.fulfill(content_type="text/javascript", body="throw new Error('cut')"),
    )
    filled.reload()
    expect(step(filled, "Story bank")).to_contain_text("1 story")
    filled.get_by_role("button", name="Save everything as a file").click()
    expect(status(filled)).to_contain_text("A part of this page could not be loaded.")


def test_the_next_step_keeps_the_focus(filled: Page) -> None:
    """Coming back to the page does not take the focus from the next step's link."""
    expect(step(filled, "Story bank")).to_contain_text("1 story")
    link = filled.locator(".next-step").get_by_role("link")
    link.focus()
    filled.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(step(filled, "Story bank")).to_contain_text("1 story")
    expect(link).to_be_focused()


def test_a_reader_who_knows_their_track_is_not_sent_to_the_quiz(workbook: Page) -> None:
    """Once a track is chosen the next step is the one after the quiz."""
    workbook.get_by_label("Director of Engineering").check()
    expect(workbook.locator(".next-step")).to_contain_text("Do you know what you sell?")


def test_the_sheet_adds_up_as_the_matrix_does(workbook: Page, origin: str) -> None:
    """The handout gives each role the score that the offer matrix gives it, and calls out what a deal-breaker rules out."""
    fill(
        workbook,
        {
            "offers/pay.weight": "3",
            "offers/boss.weight": "1",
            **{f"offers/{role}.role": True for role in ("ra", "rb", "rc", "rd")},
            **{f"offers/{role}.name": role.upper() for role in ("ra", "rb", "rc")},
            "offers/ra.mark.pay": "4",
            "offers/ra.mark.boss": "0",
            "offers/rb.mark.pay": "2",
            "offers/rb.mark.boss": "4",
            "offers/rc.breaks.money": True,
        },
    )
    expect(sheet(workbook)).to_contain_text("Adds up to: 75 of 100")
    expect(sheet(workbook)).to_contain_text("Adds up to: 63 of 100")
    expect(sheet(workbook)).to_contain_text("Adds up to: out, by a deal-breaker")
    workbook.goto(f"{origin}/workbook/offers/")
    expect(workbook.locator(".offer-scores li")).to_contain_text(["RA: 75 of 100", "RB: 63 of 100"])


def test_people_without_a_known_node_are_on_the_sheet(workbook: Page) -> None:
    """Someone whose node is gone from the guide is still on the handout."""
    fill(workbook, {"outreach/r9.who": "Wen", "outreach/r9.node": "node-that-is-gone"})
    expect(sheet(workbook)).to_contain_text("Wen")


def test_a_filled_workbook_is_accessible(filled: Page) -> None:
    """With a sheet, and with a file's changes on show, the page has no accessibility violation."""
    expect(sheet(filled)).to_contain_text("Ines")
    assert_accessible(filled)
    choose(filled, file_of({"outreach/ra.state": "talking", "outreach/rb.who": "Tom"}))
    expect(filled.get_by_label("Outreach planner")).to_be_visible()
    assert_accessible(filled)


def test_nothing_overflows_with_long_words(workbook: Page) -> None:
    """At 320 px a sheet of endless words does not scroll sideways."""
    workbook.set_viewport_size({"width": 320, "height": 700})
    long = "Donaudampfschifffahrtsgesellschaft" * 9
    fill(workbook, FILLED | {"stories/rs.title": long, "outreach/ra.who": long, "drill/rq.text": long})
    expect(sheet(workbook)).to_contain_text(long)
    choose(workbook, file_of({"outreach/ra.who": f"{long}!", "stories/rs.change": long, "outreach/ra.state": "x"}))
    expect(workbook.get_by_label("Outreach planner").first).to_be_visible()
    assert workbook.evaluate("document.documentElement.scrollWidth") <= 320


# Properties of the file, over anything that it may hold

ids = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
entries = st.one_of(
    st.tuples(ids.map("ticks/{}".format), st.just(True)),
    st.tuples(ids.map("answers/{}".format), ids),
    st.tuples(st.just("quiz/asked"), st.lists(ids, max_size=4)),
    st.tuples(st.just("reader/track"), ids),
    st.tuples(
        st.builds("{}/{}.{}".format, st.sampled_from(["outreach", "stories", "drill", "later"]), ids, ids),
        st.one_of(texts, st.just(True), st.integers(-1000, 1000)),
    ),
    st.tuples(st.sampled_from(["positioning/principal.stake", "outreach/ra.who", "stories/rs.change"]), texts),
    st.tuples(st.sampled_from(["outreach/ra.state", "drill/q.rating", "offers/pay.weight"]), ids),
    st.tuples(st.sampled_from(["outreach/ra.order", "stories/rs.order"]), st.integers(1, 9)),
)
workbooks = st.lists(entries, max_size=12).map(dict)

IN_BROWSER = """async ([components, here, file]) => {
    const {compare, pack, unpack} = await import(`${components}workbook/file.js`)
    const entries = (object) => new Map(Object.entries(object))
    const apply = ({added, joined}, onto) => new Map([...onto, ...added, ...joined])
    const changes = compare(entries(here), entries(file))
    const merged = apply(changes, entries(here))
    const packed = pack('g', entries(here), new Date(0)).text
    return {
        differing: changes.differing.map(([name]) => name),
        merged: Object.fromEntries(merged),
        again: compare(merged, entries(file)),
        itself: compare(entries(here), entries(here)),
        none: compare(entries(here), new Map()),
        packed,
        unpacked: Object.fromEntries(unpack(packed, 'g').entries),
    }
}"""


@pytest.fixture(scope="module")
def modules(browser: Browser, origin: str) -> Page:
    """A page to run modules in, for all examples of a property."""
    page = browser.new_context().new_page()
    page.goto(f"{origin}/about/")
    return page


def holds(value: object, part: object) -> bool:
    """Whether nothing of `part` is missing from `value`."""
    if isinstance(value, str) and isinstance(part, str):
        return part in value
    if isinstance(value, list) and isinstance(part, list):
        return set(part) <= set(value)
    return value == part


@settings(max_examples=150)
@given(here=workbooks, file=workbooks)
def test_merging_loses_nothing(modules: Page, here: dict, file: dict) -> None:
    """All that is here stays, all that the file has comes in or is asked about, and a second time changes nothing."""
    done = modules.evaluate(IN_BROWSER, [components(modules), here, file])
    unchanged = {"added": [], "joined": []}
    for name, value in here.items():
        assert holds(done["merged"][name], value), name
    for name, value in file.items():
        ordering = name in here and name.endswith((".order", ".at"))
        assert name in done["differing"] or ordering or holds(done["merged"][name], value), name
    assert set(done["merged"]) == set(here) | set(file)
    assert {**done["again"], "differing": []} == {**unchanged, "differing": []}
    assert done["itself"] == done["none"] == {**unchanged, "differing": []}


@settings(max_examples=100)
@given(here=workbooks)
def test_a_file_holds_what_was_put_into_it(modules: Page, here: dict) -> None:
    """What is packed keeps to the schema, and unpacks to the same entries."""
    done = modules.evaluate(IN_BROWSER, [components(modules), here, {}])
    jsonschema.validate(json.loads(done["packed"]), SCHEMA)
    assert done["unpacked"] == here


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
files = st.one_of(
    texts,
    json_values.map(json.dumps),
    st.builds(
        lambda entries, format: json.dumps({"guide": "g", "format": format, "entries": entries}),
        st.dictionaries(
            st.one_of(texts, ids.map("stories/{}".format), ids.map("ticks/{}".format)), json_values, max_size=3
        )
        | json_values,
        st.sampled_from([1, 1, 1, 0, 2, "1", None]),
    ),
)


@settings(max_examples=200)
@given(text=files)
def test_any_file_is_a_workbook_or_refused(modules: Page, text: str) -> None:
    """Whatever a file holds, reading it throws nothing; what is let in keeps to the schema, what is not says why."""
    done = modules.evaluate(
        """async ([components, text]) => {
            const {unpack} = await import(`${components}workbook/file.js`)
            const read = unpack(text, 'g')
            return {problem: read.problem, entries: read.entries && Object.fromEntries(read.entries)}
        }""",
        [components(modules), text],
    )
    if done.get("entries") is None:
        assert done["problem"] in {"large", "cut", "foreign", "newer", "damaged"}
    else:
        jsonschema.validate({"guide": "g", "format": 1, "entries": done["entries"]}, SCHEMA)


@settings(max_examples=60)
@given(here=workbooks, cut=st.integers(1, 10_000))
def test_a_truncated_file_is_refused(modules: Page, here: dict, cut: int) -> None:
    """A file cut anywhere before its last bracket is refused whole."""
    problem = modules.evaluate(
        """async ([components, here, cut]) => {
            const {pack, unpack} = await import(`${components}workbook/file.js`)
            const whole = pack('g', new Map(Object.entries(here)), new Date(0)).text.trim()
            return unpack(whole.slice(0, cut % whole.length), 'g').problem
        }""",
        [components(modules), here, cut],
    )
    assert problem == "cut"
