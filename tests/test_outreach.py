"""The outreach planner in a real browser: people who stay, what is due, and files that other programs can read."""

import csv
import io
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.storage import kept, put
from tests.test_accessibility import assert_accessible

ADDRESS = "workbook/outreach/"
STORED = "two-kinds-of-certainty/1/outreach/"
TODAY = "2026-11-25T10:00:00"
COLLEAGUES = "former-colleagues"
FOUNDERS = "founders"


@pytest.fixture
def board(page: Page, origin: str) -> Page:
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{origin}/{ADDRESS}")
    return page


def fill(board: Page, people: dict[str, dict[str, object]]) -> None:
    """Save people as an earlier visit would have, and come back."""
    put(
        board,
        {f"{person}.{field}": value for person, fields in people.items() for field, value in fields.items()},
        "outreach",
    )
    board.reload()


def saved(board: Page) -> dict[str, object]:
    return kept(board, "outreach")


def people(board: Page, node: str = COLLEAGUES) -> Locator:
    return board.locator(f'[data-node="{node}"] > li')


def names(board: Page, node: str = COLLEAGUES) -> list[str]:
    return [who.input_value() for who in field(people(board, node), "Who").all()]


def add(board: Page, who: str = "", node: str = COLLEAGUES) -> Locator:
    """Add a person by the node's button; the card."""
    board.locator(f'button[data-action=add][value="{node}"]').click()
    if who:
        board.keyboard.insert_text(who)
    return people(board, node).last


def field(card: Page | Locator, label: str) -> Locator:
    return card.locator("textarea, select, input").and_(card.get_by_label(re.compile(f"^{label}")))


def button(card: Page | Locator, label: str) -> Locator:
    return card.get_by_role("button", name=re.compile(f"^{label}"))


def said(board: Page) -> Locator:
    return board.locator(".aid-status")


def file(board: Page, name: str) -> bytes:
    with board.expect_download() as download:
        button(board, name).click()
    assert (
        download.value.suggested_filename
        == {"Save as": "outreach.csv", "Save the": "outreach.ics"}[name[:8].strip()]
    )
    return Path(download.value.path()).read_bytes()


def table(board: Page) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file(board, "Save as a table").decode("utf-8-sig"), newline="")))


def calendar(board: Page) -> Calendar:
    return Calendar.from_ical(file(board, "Save the dates"))


def test_a_person_stays(board: Page, guide: Guide) -> None:
    """A person is added at a node with the focus on the name, and all that is written is there at the next visit."""
    add(board)
    expect(field(people(board).last, "Who")).to_be_focused()
    expect(said(board)).to_have_text("Added. It is saved as you write.")
    card = people(board).last
    card.locator("summary").click()
    written = {name.name: f"{name.name} of hers" for name in guide.outreach.fields}
    for label, text in written.items():
        field(card, label).fill(text)
    field(card, "State").select_option("Talking")
    field(card, "Date").fill("2026-12-24")
    board.reload()
    card.locator("summary").click()
    for label, text in written.items():
        expect(field(card, label)).to_have_value(text)
    expect(field(card, "State")).to_have_value("talking")
    expect(field(card, "Date")).to_have_value("2026-12-24")
    expect(card).to_contain_text("Due in 29 days, Thursday")


def test_an_empty_card_stays(board: Page, guide: Guide) -> None:
    """A card with nothing in it yet is kept, with its node, its place and the first state."""
    add(board)
    board.reload()
    expect(people(board)).to_have_count(1)
    assert {name.split(".")[1]: value for name, value in saved(board).items()} == {
        "node": COLLEAGUES,
        "order": 1,
        "state": guide.outreach.states[0].id,
    }


def test_emptying_every_field_keeps_the_card(board: Page) -> None:
    """A person leaves the board by the button only."""
    card = add(board, "Ines")
    field(card, "Who").fill("")
    board.reload()
    expect(people(board)).to_have_count(1)


def test_people_are_moved_by_keyboard(board: Page) -> None:
    """A pressed button stays in focus with its person, and at the end of the list the other one has it."""
    for who in ("Ada", "Ben", "Cem"):
        add(board, who)
    expect(button(people(board).nth(0), "Move up")).to_be_disabled()
    expect(button(people(board).nth(2), "Move down")).to_be_disabled()
    button(people(board).nth(2), "Move up").focus()
    board.keyboard.press("Enter")
    assert names(board) == ["Ada", "Cem", "Ben"]
    expect(button(people(board).nth(1), "Move up")).to_be_focused()
    expect(said(board)).to_have_text("Cem is now 2 of 3.")
    board.keyboard.press("Enter")
    assert names(board) == ["Cem", "Ada", "Ben"]
    expect(button(people(board).nth(0), "Move down")).to_be_focused()
    board.keyboard.press("Enter")
    board.reload()
    assert names(board) == ["Ada", "Cem", "Ben"]


def test_people_of_the_same_order_can_be_moved(board: Page) -> None:
    """Two devices may give two people one place; they can be moved all the same."""
    fill(board, {f"r{who}": {"node": COLLEAGUES, "order": 1, "who": who} for who in "abc"})
    assert names(board) == ["a", "b", "c"]
    button(people(board).nth(2), "Move up").click()
    assert names(board) == ["a", "c", "b"]
    button(people(board).nth(1), "Move up").click()
    assert names(board) == ["c", "a", "b"]


def test_another_node_takes_the_person(board: Page, guide: Guide) -> None:
    """Chosen another node, a person moves there with all that is written, and the focus goes along."""
    add(board, "Ada", FOUNDERS)
    card = add(board, "Ben")
    field(card, "Move to node").focus()
    field(card, "Move to node").select_option(FOUNDERS)
    expect(people(board)).to_have_count(0)
    expect(field(people(board, FOUNDERS).last, "Move to node")).to_be_focused()
    group = board.get_by_role("group", name=f"Ben, {guide.nodes[FOUNDERS].name}")
    expect(field(group, "Move to node")).to_be_focused()
    board.reload()
    assert names(board, FOUNDERS) == ["Ada", "Ben"]


def test_the_keyboard_takes_a_person_to_another_node(board: Page, guide: Guide) -> None:
    """An arrow key in the list of nodes does the same."""
    card = add(board, "Ada")
    field(card, "Move to node").focus()
    board.keyboard.press("ArrowDown")
    ids = list(guide.nodes)
    after = ids[ids.index(COLLEAGUES) + 1]
    expect(field(people(board, after).last, "Move to node")).to_be_focused()
    assert names(board, after) == ["Ada"]


def test_removing_can_be_undone(board: Page) -> None:
    """A person is removed without being asked about, and one press brings everything back, in place."""
    for who in ("Ada", "Ben", "Cem"):
        add(board, who)
    field(people(board).nth(1), "Next step").fill("Write")
    before = saved(board)
    button(people(board).nth(1), "Remove").click()
    assert names(board) == ["Ada", "Cem"]
    expect(said(board)).to_have_text("Ben is off the board.")
    undo = board.get_by_role("button", name="Put it back")
    expect(undo).to_be_focused()
    undo.press("Enter")
    assert names(board) == ["Ada", "Ben", "Cem"]
    assert saved(board) == before


def test_clearing_can_be_undone(board: Page) -> None:
    """The board is cleared by one press, and brought back by another."""
    add(board, "Ada")
    add(board, "Ben", FOUNDERS)
    before = saved(board)
    button(board, "Clear the board").click()
    assert saved(board) == {}
    board.get_by_role("button", name="Put it back").click()
    assert saved(board) == before


def test_what_is_due_is_said_first(board: Page, guide: Guide) -> None:
    """What is due and what comes up is counted and listed by date, in words, and what is closed or far off is not."""
    days = {
        "a": "2026-12-02",
        "b": "2026-11-25",
        "c": "2026-11-23",
        "d": "2026-12-03",
        "e": "2026-11-20",
        "f": "2026-02-31",
    }
    assert guide.outreach.soon == 7
    fill(
        board,
        {
            f"r{who}": {
                "node": FOUNDERS,
                "order": order,
                "who": who.upper(),
                "date": date,
                "next": "call" if who != "c" else "",
                "state": "closed" if who == "e" else "written",
            }
            for order, (who, date) in enumerate(days.items())
        },
    )
    agenda = board.locator(".agenda")
    expect(agenda.locator("p").first).to_have_text("Due today or overdue: 2. In the 7 days after: 1.")
    items = agenda.locator("ul").first.locator("li")
    expect(items).to_have_count(3)
    for item, (step, near) in zip(
        items.all(),
        [
            ("C: no next step yet", "Due 2 days ago, Monday"),
            ("B: call", "Due today, Wednesday"),
            ("A: call", "Due in 7 days, Wednesday"),
        ],
        strict=True,
    ):
        expect(item.get_by_role("link")).to_have_text(step)
        expect(item).to_contain_text(near)
        expect(item).to_contain_text(guide.nodes[FOUNDERS].name)
    expect(people(board, FOUNDERS).nth(4)).to_contain_text("Closed: nothing is due.")
    items.nth(1).get_by_role("link").press("Enter")
    expect(board.get_by_role("group", name=re.compile("^B,"))).to_be_focused()


def test_closing_someone_takes_them_off_what_is_due(board: Page) -> None:
    """What is due follows every change at once."""
    card = add(board, "Ada")
    first = board.locator(".agenda p").first
    expect(first).to_have_text("Due today or overdue: none. In the 7 days after: none.")
    field(card, "Date").fill("2026-11-24")
    expect(first).to_have_text("Due today or overdue: 1. In the 7 days after: none.")
    expect(board.locator(".agenda")).to_contain_text("Due yesterday, Tuesday")
    field(card, "State").select_option("Closed")
    expect(first).to_have_text("Due today or overdue: none. In the 7 days after: none.")


def test_empty_nodes_are_named(board: Page, guide: Guide) -> None:
    """Nodes without a person are linked at the top, and of one track only once the reader has said which."""
    links = board.locator("[data-empty] a")
    assert [link.inner_text() for link in links.all()] == [node.name for node in guide.nodes.values()]
    add(board, "Ada")
    expect(links.filter(visible=True)).to_have_count(len(guide.nodes) - 1)
    expect(links.filter(has_text=guide.nodes[COLLEAGUES].name)).to_be_hidden()
    board.get_by_label("Principal Engineer").check()
    own = [node.name for node in guide.nodes.values() if node.track == "principal" and node.id != COLLEAGUES]
    assert [link.inner_text() for link in links.filter(visible=True).all()] == own
    for node in guide.nodes.values():
        if node.track == "principal" and node.id != COLLEAGUES:
            add(board, "Ben", node.id)
    expect(board.get_by_text("Nobody yet at:")).to_be_hidden()
    button(people(board).first, "Remove").click()
    expect(board.get_by_text("Nobody yet at:")).to_be_visible()


def test_a_track_hides_nobody(board: Page) -> None:
    """Who has chosen a track sees that track's nodes, and the other's only while someone is there."""
    board.get_by_label("Principal Engineer").check()
    other = board.locator('section[data-for-track="director"]')
    expect(other).to_be_hidden()
    card = add(board, "Ada")
    field(card, "Move to node").focus()
    field(card, "Move to node").select_option(FOUNDERS)
    expect(other).to_be_visible()
    expect(field(people(board, FOUNDERS).first, "Move to node")).to_be_focused()
    button(people(board, FOUNDERS).first, "Remove").click()
    expect(other).to_be_hidden()


def test_people_of_a_node_that_is_gone_are_shown(board: Page) -> None:
    """Whose node the guide no longer knows, or was never saved, waits in a list of its own to be given one."""
    fill(
        board,
        {
            "ra": {"node": "a-node-of-old", "order": 1, "who": "Ada", "date": "2026-11-25"},
            "rb": {"next": "Call"},
            "rc": {"node": 7, "who": "Cem"},
        },
    )
    expect(board.get_by_role("heading", name="Without a node")).to_be_visible()
    assert sorted(names(board, "")) == ["", "Ada", "Cem"]
    expect(board.locator(".agenda")).to_contain_text("Ada: no next step yet")
    ada = board.get_by_role("group", name="Ada")
    field(ada, "Move to node").select_option(FOUNDERS)
    assert names(board, FOUNDERS) == ["Ada"]
    for _ in range(2):
        field(people(board, "").first, "Move to node").select_option(COLLEAGUES)
    expect(board.get_by_role("heading", name="Without a node")).to_be_hidden()


@pytest.mark.parametrize("garbage", ["", "{", "null", "0", "[1]", '{"a": 1}', '"<script>alert(1)</script>"'])
def test_garbage_in_storage_breaks_nothing(board: Page, garbage: str) -> None:
    """Whatever stands in a person's entries, the board shows, and the rest of it works and is exported."""
    fill(board, {"ra": {"node": COLLEAGUES, "order": 1, "who": "Ada", "date": "2026-11-25"}})
    # The browser itself remarks on a text that is no date, so that is left to the calendar's test.
    fields = [
        name for name in ("who", "next", "date", "state", "order", "node") if name != "date" or garbage[:1] != '"'
    ]
    board.evaluate(
        "([stored, fields, garbage]) => fields.forEach((field, at) => {"
        " for (const id of ['rb', 'r' + at]) localStorage.setItem(`${stored}${id}.${field}`, garbage) })",
        [STORED, fields, garbage],
    )
    board.reload()
    assert "Ada" in names(board)
    assert [str(event["SUMMARY"]) for event in calendar(board).events] == ["Ada"]
    assert any("Ada" in row for row in table(board))
    add(board, "Ben")
    board.reload()
    assert "Ben" in names(board)


def test_two_tabs_keep_both_fields(board: Page, context: BrowserContext, origin: str) -> None:
    """Two fields of one person, written in two tabs, are both kept, and each tab shows the other's."""
    card = add(board, "Ada")
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    field(people(other).first, "Next step").fill("Write to her")
    field(card, "Date").fill("2026-12-01")
    expect(field(card, "Next step")).to_have_value("Write to her")
    expect(field(people(other).first, "Date")).to_have_value("2026-12-01")


def test_two_tabs_add_people(board: Page, context: BrowserContext, origin: str) -> None:
    """People added in two tabs are all kept, and one who is moved in the one keeps the focus in the other."""
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    add(board, "Ada")
    add(other, "Ben")
    expect(field(people(board), "Who")).to_have_count(2)
    expect(field(board.get_by_role("group", name="Ben"), "Who")).to_have_value("Ben")
    first, second = names(other)
    assert {first, second} == {"Ada", "Ben"}
    button(people(other).nth(1), "Move up").click()
    expect(field(people(board).first, "Who")).to_have_value(second)
    assert names(board) == [second, first]
    assert board.evaluate("document.activeElement.value") == "Ada"


def test_the_frame_is_copied(board: Page, context: BrowserContext, guide: Guide) -> None:
    """Each node has the frame of a first message, which one press copies."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for node in (guide.nodes[COLLEAGUES], guide.nodes[FOUNDERS]):
        section = board.get_by_role("region", name=node.name)
        section.locator(".frame summary").click()
        expect(section.locator("blockquote")).to_have_text(node.frame)
        button(section, "Copy the frame").click()
        expect(said(board)).to_have_text("The frame is copied.")
        assert board.evaluate("navigator.clipboard.readText()") == node.frame
        board.evaluate("document.querySelector('.aid-status').textContent = ''")


@pytest.mark.parametrize("clipboard", ["undefined", "{writeText: () => Promise.reject(new Error('no'))}"])
def test_where_nothing_can_be_copied_the_frame_is_selected(board: Page, guide: Guide, clipboard: str) -> None:
    """A browser without a clipboard, or that refuses, gets the text selected and is told so."""
    board.evaluate(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    section = board.get_by_role("region", name=guide.nodes[COLLEAGUES].name)
    section.locator(".frame summary").click()
    button(section, "Copy the frame").click()
    expect(said(board)).to_contain_text("The frame is selected")
    assert board.evaluate("getSelection().toString()").strip() == guide.nodes[COLLEAGUES].frame


PLAIN = [
    'He said "no", twice',
    "two\nlines, and\n\nmore",
    "Grüße; Ærø, 東京 🦊",
    "a;b\tc",
    "  spaces",
    "back\\slash",
    "3-1",
    "a=b",
]
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t1",
    " \t1",
    "\r1",
    "  =1",
    "\n=1",
    "\u00a0=1",
    "\x7f\u00ad=cmd|' /C calc'!A0",
]
FORMULAS += ["\uff1d1", "\uff0b1", "\uff0d1", "\uff20a", "\ufe661"]  # in full width, and small
FORMULAS += [
    "\u200b=1",
    "\ufeff=1",
    "\u2060\u200d+1",
    "\u0001@a",
    "\u3164-1",
    "\ufe0f\uff1d1",
]  # behind nothing to see


def test_the_table_reads_back(board: Page, guide: Guide) -> None:
    """The table has the data's names as its head, states and nodes by name, and every text as it was written."""
    cards = {
        f"r{at:02}": {
            "node": FOUNDERS,
            "order": at,
            "state": "talking",
            "who": text,
            "why": text,
            "date": "2026-12-01",
        }
        for at, text in enumerate(PLAIN)
    }
    fill(board, cards | {"rz": {"node": "a-node-of-old", "order": 1, "who": "Old"}})
    content = file(board, "Save as a table")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == len(PLAIN) + 2
    expect(said(board)).to_have_text(f"Saved {len(PLAIN) + 1} people as outreach.csv.")
    head, *rows = table(board)
    who, *rest = [field.name for field in guide.outreach.fields]
    assert head == [who, "Node", *rest, "Date", "State"]
    node = guide.nodes[FOUNDERS].name
    assert [[row[0], row[1], row[2], row[-2], row[-1]] for row in rows[:-1]] == [
        [text, node, text, "2026-12-01", "Talking"] for text in PLAIN
    ]
    assert rows[-1][:2] == ["Old", "a-node-of-old"]
    assert rows[-1][-1] == guide.outreach.states[0].name


def test_the_table_holds_no_formula(board: Page) -> None:
    """A cell that a spreadsheet could take for a formula, however hidden its first sign, begins with an apostrophe."""
    fill(board, {f"r{at:02}": {"node": FOUNDERS, "order": at, "who": text} for at, text in enumerate(FORMULAS)})
    cells = [row[0] for row in table(board)[1:]]
    assert len(cells) == len(FORMULAS)
    for cell, text in zip(cells, FORMULAS, strict=True):
        assert cell == f"'{text}", ascii(text)


HOSTILE = "Grüße; “Köln”, C:\\temp\\new\n\nBEGIN:VALARM 🦊🦊 " + "Übergrößenträger " * 12


def test_the_calendar_reads_back(board: Page, guide: Guide) -> None:
    """Everyone open with a date is a day in the calendar, with the next step, and the same person keeps the same id."""
    fill(
        board,
        {
            "ra": {"node": FOUNDERS, "order": 1, "who": "Ada; née, \\B", "next": "Send\nit", "date": "2026-12-01"},
            "rb": {
                "node": FOUNDERS,
                "order": 2,
                "who": "Ben",
                "date": "2028-02-29",
                "why": HOSTILE,
                "need": "x\u0007y",
            },
            "rc": {"node": COLLEAGUES, "order": 1, "next": HOSTILE, "date": "2026-11-20"},
            "rd": {"node": COLLEAGUES, "order": 2, "date": "2026-11-20"},
            "re": {"node": COLLEAGUES, "order": 3, "who": "Closed", "state": "closed", "date": "2026-12-01"},
            "rf": {"node": COLLEAGUES, "order": 4, "who": "Undated"},
            "rg": {"node": COLLEAGUES, "order": 5, "who": "Never", "date": "2026-02-31"},
            "rh": {"node": COLLEAGUES, "order": 6, "who": "Never", "date": "soon"},
        },
    )
    content = file(board, "Save the dates")
    expect(said(board)).to_have_text("Saved 4 dates as outreach.ics. Left out, closed or without a date: 4.")
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not set(b"\r\n") & set(b"".join(lines))
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")
    parsed = Calendar.from_ical(content)
    assert parsed["VERSION"] == "2.0"
    assert parsed["PRODID"]
    events = {str(event["UID"]).split("@")[0]: event for event in parsed.events}
    assert {str(event["UID"]).split("@")[1] for event in events.values()} == {"two-kinds-of-certainty"}
    assert {name: event.decoded("DTSTART").isoformat() for name, event in events.items()} == {
        "ra": "2026-12-01",
        "rb": "2028-02-29",
        "rc": "2026-11-20",
        "rd": "2026-11-20",
    }
    one_line = " ".join(HOSTILE.split())
    assert {name: str(event["SUMMARY"]) for name, event in events.items()} == {
        "ra": "Send it: Ada; née, \\B",
        "rb": "Ben",
        "rc": one_line,
        "rd": guide.nodes[COLLEAGUES].name,
    }
    why, need = (field.name for field in guide.outreach.fields[1:3])
    node = guide.nodes[FOUNDERS].name
    assert str(events["rb"]["DESCRIPTION"]) == f"Node: {node}\n{why}: {HOSTILE.strip()}\n{need}: xy"
    for event in events.values():
        assert event.decoded("DTSTAMP").isoformat() == "2026-11-25T10:00:00+00:00"
        assert not event.errors


def test_nothing_to_export_is_said(board: Page) -> None:
    """With nobody on the board, or without a date, no file is made and the reader is told why."""
    button(board, "Save as a table").click()
    expect(said(board)).to_have_text("Nobody is on the board yet, so there is nothing to save.")
    add(board, "Ada")
    button(board, "Save the dates").click()
    expect(said(board)).to_have_text("Nobody who is open has a date, so there is nothing for a calendar.")


NOT_KEPT = "This browser does not keep what you write here"


def test_blocked_storage_is_said_at_once(blocked: Page, origin: str) -> None:
    """Where the browser blocks storage the reader is told before writing, and the board works while it is open."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.get_by_text(NOT_KEPT)).to_be_visible()
    for who in ("Ada", "Ben"):
        add(blocked, who)
        expect(said(blocked)).to_contain_text("Not saved")
    button(people(blocked).nth(1), "Move up").click()
    assert names(blocked) == ["Ben", "Ada"]
    field(people(blocked).first, "Move to node").select_option(FOUNDERS)
    assert names(blocked, FOUNDERS) == ["Ben"]
    assert [row[0] for row in table(blocked)[1:]] == ["Ada", "Ben"]


def test_a_full_store_is_said_at_once(board: Page) -> None:
    """Where storage fills up the reader is told at once, and what is written shows."""
    add(board, "Ada")
    expect(board.get_by_text(NOT_KEPT)).to_be_hidden()
    board.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    add(board)
    expect(said(board)).to_contain_text("Not saved")
    board.keyboard.insert_text("Ben")
    expect(board.get_by_text(NOT_KEPT)).to_be_visible()
    assert names(board) == ["Ada", "Ben"]


def test_without_javascript_every_node_has_blanks(browser, origin: str, guide: Guide) -> None:
    """Without JavaScript every node has labelled blanks to write in, and nothing is offered that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    for node in guide.nodes.values():
        section = page.get_by_role("region", name=node.name)
        for label in [*(field.name for field in guide.outreach.fields), "State", "Date"]:
            blanks = field(section, f"{label}.*Person .*, {re.escape(node.name)}")
            assert blanks.count() >= 2
            for blank in blanks.all():
                expect(blank).to_be_visible()
        field(section, "Who").first.fill("Ada")
    expect(page.locator("outreach-planner button").filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Without JavaScript")).to_be_visible()
    expect(page.get_by_role("heading", name="What comes next")).to_be_hidden()
    context.close()


def crowd() -> dict[str, dict[str, object]]:
    """A board with something of everything, in long words."""
    word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherung" * 2
    return {
        "ra": {
            "node": FOUNDERS,
            "order": 1,
            "who": word,
            "next": word,
            "date": "2026-11-24",
            "why": word,
            "need": word,
        },
        "rb": {"node": FOUNDERS, "order": 2, "who": "Ben", "state": "closed"},
        "rc": {"node": COLLEAGUES, "order": 1, "who": "Cem", "date": "2026-11-27"},
        "rd": {"node": "a-node-of-old", "order": 1, "who": word},
    }


def test_a_full_board_is_accessible(board: Page) -> None:
    """Filled, opened and just undone, the board has no accessibility violation."""
    fill(board, crowd())
    for summary in board.locator("outreach-planner summary").all():
        summary.click()
    assert_accessible(board)
    button(people(board, FOUNDERS).first, "Remove").click()
    assert_accessible(board)


def test_a_full_board_fits_the_narrowest_screen(board: Page) -> None:
    """At 320 px nothing scrolls sideways, and what is pressed or chosen is 44 px high."""
    board.set_viewport_size({"width": 320, "height": 700})
    fill(board, crowd())
    for summary in board.locator("outreach-planner summary").all():
        summary.click()
    assert board.evaluate("document.documentElement.scrollWidth") <= 320
    for control in board.locator("outreach-planner").locator("button, select, textarea, input[type=date]").all():
        if control.is_visible():
            assert control.bounding_box()["height"] >= 44


def test_the_board_prints(board: Page) -> None:
    """On paper all of a person is open, without buttons and without what has gone stale by tomorrow."""
    fill(board, crowd())
    board.emulate_media(media="print")
    card = people(board, FOUNDERS).first
    expect(field(card, "Why them")).to_be_visible()
    expect(button(card, "Remove")).to_be_hidden()
    expect(board.get_by_role("heading", name="What comes next")).to_be_hidden()
    expect(board.get_by_role("heading", name="Take it along")).to_be_hidden()
