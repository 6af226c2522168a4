"""What readers come for, made once and in every way to visit the guide: reading, searching, deciding, ticking, sharing, printing.

Where a way cannot do a thing, the journey says what its reader gets instead.
"""

import re

from macros.guide import Guide
from tests.journeys.conftest import WAYS, Comes, taken
from tests.journeys.visitor import Visitor, plain

pytestmark = taken(*WAYS)

CHAPTER = "sourcing/principal/"
FIRST_ITEM = "sourcing-principal-lock"


def darkness(visitor: Visitor) -> bool:
    """Whether light text stands on a dark page."""
    lightness = """['backgroundColor', 'color'].map((name) => {
      const context = document.createElement('canvas').getContext('2d')
      context.fillStyle = getComputedStyle(document.querySelector('main p'))[name]
      if (name === 'backgroundColor') context.fillStyle = getComputedStyle(document.documentElement)[name]
      context.fillRect(0, 0, 1, 1)
      return context.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b)
    })"""
    page, ink = visitor.evaluate(lightness)
    assert abs(page - ink) > 300, (page, ink)
    return page < ink


def squeezed(text: str) -> str:
    """A text as it can be looked for on paper, where lines end anywhere, and at hyphens that are the line's or the text's."""
    return re.sub(r"[\s\x02\u00ad\ufffe-]+", "", text)


def test_read(visitor: Visitor) -> None:
    """From the home page by the menu to a section, onward to its chapters, to a part by the contents, in both schemes."""
    acts = visitor.acts("scheme-switch")
    visitor.go("")
    if visitor.way.scripts and not visitor.way.narrow:
        top = "document.querySelector('my-track {}').getBoundingClientRect().top"
        assert visitor.evaluate(f"{top.format('label')} < {top.format('legend')}"), "not in one row"
    if visitor.way.narrow:
        visitor.press("button", "Menu")
    visitor.press("link", "Sourcing", inside="#menu")
    visitor.is_at("sourcing/")
    visitor.sees("heading", "Sourcing: how to get into the room")
    onward = visitor.evaluate("document.querySelector('.onward [rel=next]').getAttribute('href')")
    name = plain(visitor.evaluate("document.querySelector('.onward [rel=next]').innerText"))
    visitor.press("link", name, inside=".onward")
    visitor.is_at(f"sourcing/{onward}")

    visitor.go(CHAPTER)
    if visitor.offers("button", "On this page"):
        visitor.press("button", "On this page")
    visitor.press("link", "Three target nodes", inside=".contents")
    visitor.is_at(f"{CHAPTER}#target-nodes")
    visitor.sees_all_of("#target-nodes")
    visitor.go(f"{CHAPTER}#principal-peers")
    visitor.sees_all_of("#principal-peers")

    assert not darkness(visitor)
    if visitor.way.narrow:
        visitor.press("button", "Menu")
    change = "Colours as your system has them. Change to dark."
    if not acts:
        # The page follows the system, and offers no switch that would do nothing.
        assert not visitor.offers("button", change)
        visitor.prefer_dark()
        visitor.until(lambda: darkness(visitor), "dark colours")
        return
    visitor.press("button", change)
    visitor.until(lambda: darkness(visitor), "dark colours")
    visitor.reload()
    visitor.until(lambda: darkness(visitor) == visitor.way.storage, "the colours chosen, where they can be kept")


def test_search(visitor: Visitor, guide: Guide) -> None:
    """By pointer and by keyboard, words lead to the part of the page that has them."""
    acts = visitor.acts("site-search")
    visitor.go("")
    if not acts:
        # The foot lists all pages, and no button is offered.
        assert not visitor.offers("button", "Search")
        listed = visitor.evaluate("document.querySelectorAll('nav.pages a').length")
        assert listed == len(guide.pages) - 1  # all but this one
        visitor.press("link", "Sources", inside="nav.pages")
        visitor.is_at("sources/")
        return
    visitor.press("button", "Search")
    visitor.write("retry storm")
    visitor.reads("Found on 1 page.", inside=".search-status")
    visitor.press("link", "Principals at the company", inside=".search-results")
    visitor.is_at(f"{CHAPTER}#principal-peers")
    visitor.sees_all_of("#principal-peers")

    visitor.go("")
    visitor.hit("Control+k")
    visitor.until(
        lambda: visitor.evaluate("document.activeElement.type") == "search", "the field to have the focus"
    )
    visitor.write("retry storm")
    visitor.reads("Found on 1 page.", inside=".search-status")
    visitor.hit("ArrowDown", "ArrowDown")
    visitor.until(
        lambda: visitor.evaluate("document.activeElement.innerText") == "Principals at the company",
        "the second result to have the focus",
    )
    visitor.hit("Enter")
    visitor.is_at(f"{CHAPTER}#principal-peers")
    visitor.sees_all_of("#principal-peers")


def choose(visitor: Visitor, question, track: str) -> None:
    """The option that gives a track all its points."""
    (option,) = (option for option in question.options if option.points[track] == 3)
    visitor.press("radio", option.text, inside=f"#{question.id}")
    assert visitor.is_ticked(f"#{question.id}--{option.id}")


def reach_the_result(visitor: Visitor, guide: Guide, reload_at: int | None = None) -> str:
    """Answer every question for the first track, and show the result; its headline."""
    track = guide.tracks[0]
    kept = (
        "Saved in this browser."
        if visitor.way.storage
        else "This browser does not keep answers: they last until you leave this page."
    )
    visitor.go("quiz/")
    visitor.press("button", "Start the quiz")
    for number, question in enumerate(guide.quiz.questions):
        visitor.sees("heading", question.text)
        choose(visitor, question, track.id)
        visitor.reads(kept, inside=".quiz-status")
        if number == reload_at:
            visitor.reload()
            visitor.sees("heading", question.text)
            assert visitor.is_ticked(f"#{question.id} :checked")
        visitor.press("button", "Continue", inside=f"#{question.id}")
    visitor.press("button", "Skip them")
    visitor.press("button", "Show my result")
    headline = guide.quiz.headlines.clear.replace("{track}", track.name)
    visitor.sees("heading", headline)
    visitor.reads("with 18 of 18 questions answered", inside="[data-slot=margin]")
    return headline


def test_quiz_to_result(visitor: Visitor, guide: Guide) -> None:
    """Every question answered, with a reload in between, the verdict shows; it is there again, and leads to its page."""
    acts = visitor.acts("track-quiz")
    track = guide.tracks[0]
    if not acts:
        # All questions stand on one page, count what is chosen, and have the key below.
        visitor.go("quiz/")
        visitor.reads("Without JavaScript, choose your answers here")
        assert not visitor.offers("button", "Start the quiz")
        assert not visitor.offers("button", "Continue")
        assert not visitor.offers("button", "Show my result")
        for question in guide.quiz.questions:
            choose(visitor, question, track.id)
        visitor.reads("Score it yourself")
        tally = f"Ticked on this page so far, by the key: 18 of 18 answered, 54 for {track.name}, 0 for "
        assert squeezed(tally) in squeezed(" ".join(visitor.paper()))
        return
    headline = reach_the_result(visitor, guide, reload_at=2 if visitor.way.storage else None)
    if visitor.way.storage:
        visitor.reload()
        visitor.sees("heading", headline)
        visitor.press("link", f"Read what this verdict means: {track.name}", inside="[data-step=result]")
        visitor.is_at(track.addresses["verdict"])


def test_tick(visitor: Visitor, guide: Guide) -> None:
    """An item ticked is counted at once, and still ticked when the reader comes back; where it cannot be, the page says so."""
    acts = visitor.acts("check-list")
    item = next(item for sheet in guide.checklists.values() for item in sheet.items if item.id == FIRST_ITEM)
    visitor.go(CHAPTER)
    visitor.press("checkbox", plain(item.text))
    assert visitor.is_ticked(f"#tick-{FIRST_ITEM}")
    progress = ".checklist-progress"
    if not acts:
        visitor.reads("8 things to do.", inside=progress)
        visitor.reads("Without JavaScript your ticks last until you leave this page. On paper they stay.")
        assert not visitor.offers("button", "Clear my ticks")
        return
    if not visitor.way.storage:
        visitor.reads("1 of 8 done. This browser does not keep your ticks: they last until you leave this page.")
        visitor.reload()
        visitor.reads("0 of 8 done.", inside=progress)
        return
    visitor.reads("1 of 8 done.", inside=progress)
    visitor.reload()
    visitor.reads("1 of 8 done.", inside=progress)
    assert visitor.is_ticked(f"#tick-{FIRST_ITEM}")


def test_share(visitor: Visitor, comes: Comes, guide: Guide) -> None:
    """Another reader finds the part of a page that a link was made to, and the result that somebody shared."""
    acts = visitor.acts("track-quiz")
    visitor.go(CHAPTER)
    visitor.press("link", "Three target nodes", inside="h2")
    visitor.is_at(f"{CHAPTER}#target-nodes")
    part = visitor.address
    shared = None
    if acts:
        headline = reach_the_result(visitor, guide)
        visitor.press("button", "Copy a link to this result")
        visitor.until(lambda: "ink" in visitor.text(".quiz-status"), "word of the link")
        shared = visitor.evaluate("document.querySelector('.quiz-link input').value")
        shared = shared.removeprefix(f"{visitor.origin}/")
    with comes() as other:
        other.go(part)
        other.sees_all_of("#target-nodes")
        if shared is None:
            # Without its script the quiz makes no such link, and whoever opens one finds the quiz.
            other.acts("track-quiz")
            other.go("quiz/#answers=2~~00000000")
            other.sees("heading", guide.quiz.questions[0].text)
            assert not other.offers("button", "Take the quiz yourself")
            return
        other.go(shared)
        other.sees("heading", headline)
        other.reads("This is a result that somebody shared with you")
        assert [name for name in other.saved() if "/answers/" in name] == []
        other.press("button", "Take the quiz yourself")
        other.sees("button", "Start the quiz")


def test_print(visitor: Visitor, guide: Guide) -> None:
    """On paper a chapter is without the page's frame and says where its links lead, what is folded is open, and the quiz is a worksheet."""
    visitor.acts("beforeprint")
    visitor.go(CHAPTER)
    paper = squeezed(" ".join(visitor.paper()))
    for said in ("The principal\u2019s channel: technical peers", "Three target nodes", "Where the links lead"):
        assert squeezed(said) in paper
    assert f"/{guide.tracks[1].addresses['sourcing']}" in paper
    for framing in ("Skip to the text", "On this page", "Feed of the chapters", "Clear my ticks"):
        assert squeezed(framing) not in paper

    visitor.go("interview-loop/principal/questions/")
    paper = squeezed(" ".join(visitor.paper()))
    for question in guide.questions["principal"].questions:
        assert squeezed(question.listens_for) in paper

    visitor.go("quiz/worksheet/")
    sheets = visitor.paper()
    assert len(sheets) <= 3
    paper = squeezed(" ".join(sheets))
    for question in guide.quiz.questions:
        assert all(squeezed(text) in paper for text in (question.text, *(each.text for each in question.options)))
    assert squeezed("Score it yourself") in paper
    assert squeezed("Where the links lead") not in paper
