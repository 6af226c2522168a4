"""Every script, in every browser and missing in turn: a page acts as a whole, or reads without."""

import re
from pathlib import Path

from tests.journeys.by_playwright import PlaywrightVisitor
from tests.journeys.conftest import CHROMIUM, FIREFOX, SCRIPT_LOST, WEBKIT, taken
from tests.journeys.visitor import Visitor

LOADED = """[...new Set(performance.getEntriesByType('resource').map(({name}) => name.split('?')[0]))]
  .filter((name) => name.endsWith('.js'))"""
# Buttons that only a script could have made act, in what no script has taken up.
DEAD = """[...document.querySelectorAll(':not(:defined) button, button[hidden]')]
  .filter((button) => button.checkVisibility({visibilityProperty: true})).map((button) => button.innerText)"""


def smallest(site: Path) -> list[str]:
    """Few addresses, on which every component of the guide is."""
    components = {
        path.parent.relative_to(site).as_posix(): set(re.findall(r"<([a-z]+-[a-z-]+)", path.read_text("utf-8")))
        for path in site.rglob("index.html")
    }
    wanted, chosen = set.union(*components.values()), []
    while wanted:
        best = max(sorted(components), key=lambda page: len(components[page] & wanted))
        chosen.append("" if best == "." else f"{best}/")
        wanted -= components[best]
    return chosen


@taken(CHROMIUM, FIREFOX, WEBKIT)
def test_every_component_acts(visitor: Visitor, site: Path) -> None:
    """On every kind of page, every component's script has run to its end, and found all that it asks of the browser.

    What is folded is opened: its script may come only then.
    """
    for address in smallest(site):
        visitor.go(address)
        visitor.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
        visitor.until(
            lambda: not visitor.evaluate("document.querySelectorAll(':not(:defined)').length"),
            f"all components of {address} to act",
        )


@taken(SCRIPT_LOST)
def test_each_script_may_be_lost(visitor: PlaywrightVisitor) -> None:
    """Whichever script does not arrive, the page reads, no button is offered that does nothing, and no error goes unhandled."""
    tried: set[str] = set()
    for address in ("", "sourcing/principal/", "quiz/"):
        visitor.go(address)
        title = visitor.text("h1")
        scripts = set(visitor.evaluate(LOADED)) - tried
        assert scripts
        for script in sorted(scripts):
            visitor.context.route(f"{script}*", lambda route: route.abort())
            visitor.go(address)
            assert visitor.text("h1") == title
            assert visitor.evaluate(DEAD) == [], script
            visitor.context.unroute(f"{script}*")
        tried |= scripts
