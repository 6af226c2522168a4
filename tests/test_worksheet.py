"""The quiz on paper: the same questions, a key that gives the same verdict, on two or three sheets."""

import random
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.guide import Guide
from macros.quiz_rules import leans_of, limits_of
from macros.scoring import result
from tests.test_quiz import Answers, optional, positions_of, show_result
from tests.test_simulation import number


@pytest.fixture
def sheet(browser: Browser, origin: str):
    """The worksheet as a reader without JavaScript has it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/quiz/worksheet/")
    yield page
    context.close()


def read_key(sheet: Page) -> dict[int, list[tuple[int, str]]]:
    """Question number -> what its four answers are worth and to which track, as the key says."""
    key = {}
    for row in sheet.locator("table.scores tbody tr:not(.sum)").all():
        cells = [re.fullmatch(r"\s*(\d)\s+(\S+)\s*", cell) for cell in row.locator("td").all_text_contents()]
        key[int(row.locator("th").text_content())] = [(int(cell[1]), cell[2]) for cell in cells]
    return key


def read_verdicts(sheet: Page) -> list[tuple[str, str]]:
    """The rows of the table of verdicts: a margin, and what it means."""
    rows = sheet.locator("table.verdicts tbody tr").all()
    return [(row.locator("th").text_content(), row.locator("td").text_content()) for row in rows]


def by_hand(guide: Guide, answers: Answers, key: dict, verdicts: list[tuple[str, str]]) -> tuple[str, str | None]:
    """What somebody finds who follows the worksheet's instructions: the sentence, and the track it is about."""
    totals = dict.fromkeys((track.short for track in guide.tracks), 0)
    answered = 0
    for position, question in enumerate(guide.quiz.questions, start=1):
        if answers.get(question.id, "cant-say") != "cant-say":
            points, track = key[position][[option.id for option in question.options].index(answers[question.id])]
            totals[track] += points
            answered += 1
    margin = max(totals.values()) - min(totals.values())
    (few, too_few), *bands = verdicts
    if answered < number(few):
        return too_few, None
    (sentence,) = [sentence for span, sentence in bands if margin in margins_of(span)]
    more = next(track.name for track in guide.tracks if totals[track.short] == max(totals.values()))
    return sentence, more if "the track with more points" in sentence else None


def margins_of(span: str) -> range:
    """The margins that a row of the table of verdicts is about."""
    least, most = re.fullmatch(r"(\d+)(?: to (\d+)| or more)", span).groups()
    return range(int(least), int(most or 99) + 1)


def test_the_key_gives_the_same_verdict_as_the_screen(sheet: Page, guide: Guide) -> None:
    """Over 3,000 sets of answers, scoring by the printed key and table ends where the quiz's arithmetic does."""
    key, verdicts = read_key(sheet), read_verdicts(sheet)
    leans = [leans_of(question, guide.track_ids) for question in guide.quiz.questions]
    dice = random.Random(3)
    seen = set()
    for _ in range(3_000):
        bias, skip = dice.random(), dice.choice((0, 0, 0.1, 0.25))
        answers = {}
        for question, lean in zip(guide.quiz.questions, leans, strict=True):
            ordered = sorted(range(4), key=lean.__getitem__)
            if dice.random() < skip / 2:
                answers[question.id] = "cant-say"
            elif dice.random() >= skip:
                chosen = ordered[min(3, max(0, round(dice.gauss(3 * bias, 1))))]
                answers[question.id] = question.options[chosen].id
        expected = result(leans, positions_of(guide, answers), limits_of(guide.quiz))
        headline = getattr(guide.quiz.headlines, expected.band)
        track = None if expected.side is None else guide.tracks[expected.side].name
        sentence, found = by_hand(guide, answers, key, verdicts)
        assert (sentence.replace("the track with more points", "{track}"), found) == (headline, track)
        seen.add((expected.band, expected.side))
    assert len(seen) == 6


def test_the_key_agrees_with_the_quiz_on_screen(page: Page, origin: str, guide: Guide) -> None:
    """For one set of answers in each band, the sentence found by hand is the headline that the screen shows."""
    page.goto(f"{origin}/quiz/worksheet/")
    key, verdicts = read_key(page), read_verdicts(page)
    page.goto(f"{origin}/quiz/")
    for strong in (0, 5, 9, 13, 18):
        answers = {
            question.id: question.options[
                0 if (question.options[0].points[guide.track_ids[0]] == 3) == (i < strong) else 3
            ].id
            for i, question in enumerate(guide.quiz.questions)
        }
        sentence, track = by_hand(guide, answers, key, verdicts)
        page.evaluate("location.hash = ''")
        show_result(page, answers)
        expect(page.locator("[data-step=result] h2:visible")).to_have_text(
            sentence.replace("the track with more points", track or "")
        )


def test_the_worksheet_asks_what_the_quiz_asks(sheet: Page, guide: Guide) -> None:
    """Every question and option stands there in the quiz's order, the key is complete, and no button does nothing."""
    groups = sheet.locator("main fieldset").all()
    for question, group in zip([*guide.quiz.questions, *optional(guide)], groups, strict=True):
        expect(group.get_by_role("heading", name=question.text)).to_be_visible()
        labels = group.locator("label").all_text_contents()
        assert labels[:-1] == [option.text for option in question.options]
        assert labels[-1] == ("Can\u2019t say" if question in guide.quiz.questions else "Leave it open")
    assert sorted(read_key(sheet)) == list(range(1, 19))
    for row in guide.quiz.readiness.grid:
        for cell in row[1].cells:
            expect(sheet.get_by_text(cell.advice, exact=True)).to_be_visible()
    for motive in guide.quiz.motives:
        for option in motive.options:
            if option.caution:
                expect(sheet.get_by_text(option.caution, exact=True)).to_be_visible()
    expect(sheet.locator("button:visible")).to_have_count(0)


def test_readiness_on_paper_names_each_track_s_questions(sheet: Page, guide: Guide) -> None:
    """The numbers that the key gives for a track are those of its questions."""
    for track in guide.tracks:
        text = sheet.locator(".key li", has_text=track.name).text_content()
        numbers = [int(found) for found in re.findall(r"\d+", text)]
        assert [guide.quiz.readiness.questions[found - 1].track for found in numbers] == [track.id] * 3


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_two_or_three_sheets(page: Page, origin: str, paper: str, scheme: str) -> None:
    """On either paper, and whatever scheme the screen has."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{origin}/quiz/worksheet/")
    printed = page.pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) in (2, 3)


@pytest.mark.parametrize("address", ["quiz/worksheet/", "quiz/"])
def test_ticks_add_themselves_up_without_a_script(
    browser: Browser, origin: str, guide: Guide, address: str
) -> None:
    """Without JavaScript, on the worksheet and on the quiz's own page, the totals of what is ticked stand below."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{address}")
    tally = page.locator(".tally")
    expect(tally).to_be_hidden()
    totals = dict.fromkeys(guide.track_ids, 0)
    dice = random.Random(11)
    for question in guide.quiz.questions[:16]:
        option = dice.choice(question.options)
        lean = option.points[guide.track_ids[1]] - option.points[guide.track_ids[0]]
        totals[guide.track_ids[lean > 0]] += abs(lean)
        page.locator(f"#{question.id}--{option.id}").check()
    page.locator(f"#{guide.quiz.questions[16].id}--cant-say").check()
    page.locator(f"#{guide.quiz.readiness.questions[0].id}--c").check()
    expect(tally).to_be_visible()
    nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    text = " ".join(node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "StaticText")
    said = re.search(r"by the key:\s+(\d+)\s+of 18 answered,\s+(\d+)\s+for [^,]+,\s+(\d+)\s+for ", text)
    assert [int(figure) for figure in said.groups()] == [16, *totals.values()]
    context.close()
