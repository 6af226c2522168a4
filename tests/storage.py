"""What the guide keeps in a reader's browser, as the tests set and see it."""

import json

from playwright.sync_api import Page

GUIDE = "two-kinds-of-certainty/1/"
# Run before a page's own scripts, it makes the browser's storage unusable.
BLOCKED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
)


def prefix(part: str) -> str:
    return f"{GUIDE}{part}/" if part else GUIDE


def put(page: Page, entries: dict[str, object], part: str = "") -> None:
    """Save entries behind the page's back: of one part by name, or of all by `<part>/<name>`."""
    values = {prefix(part) + name: json.dumps(value) for name, value in entries.items()}
    page.evaluate("all => Object.entries(all).forEach(([key, value]) => localStorage.setItem(key, value))", values)


def kept(page: Page, part: str = "") -> dict[str, object]:
    """Everything that is saved, named as for `put`."""
    start = prefix(part)
    found = page.evaluate("({...localStorage})")
    return {key.removeprefix(start): json.loads(value) for key, value in found.items() if key.startswith(start)}
