"""Nothing of a reader's leaves the browser, whatever they do."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page

from macros.finishing.site import Site
from tests.serving import Asked, serve

SECRET = "zqsecret"

# Opens what is folded, and writes, ticks and chooses everywhere; each text is a secret of its own.
USE = """(secret) => {
  for (const folded of document.querySelectorAll('details')) folded.open = true
  let count = 0
  for (const field of document.querySelectorAll('input, textarea, select')) {
    const {type} = field
    if (type === 'file' || field.readOnly || field.disabled) continue
    if (type === 'checkbox' || type === 'radio') field.click()
    else if (field.localName === 'select') field.selectedIndex = field.options.length - 1
    else if (type === 'date') field.value = '2031-02-03'
    else if (type === 'number' || type === 'range') field.value = 7
    else field.value = `${secret}${count++}@example.org`
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, {bubbles: true}))
    field.blur()
  }
  return count
}"""


def press_everything(page: Page) -> int:
    """Press every button that can be seen, once, and come back from whatever opens."""
    pressed = 0
    for at in range(page.locator("button").count()):
        button = page.locator("button").nth(at)
        try:
            if button.is_visible() and button.is_enabled():
                button.click(timeout=1000)
                pressed += 1
                if page.locator("dialog[open] input[type=search]").count():
                    page.keyboard.type(f"{SECRET} search")
                page.keyboard.press("Escape")
        except Error:
            continue  # covered, or gone since
    return pressed


@pytest.fixture(scope="module")
def visit(browser: Browser, site: Path) -> tuple[list[Asked], list[str], int]:
    """What the server was asked for, what the browser asked elsewhere, and how many secrets and presses there were."""
    log: list[Asked] = []
    elsewhere: list[str] = []
    written = pressed = 0
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    with serve(site, log) as origin:
        page = context.new_page()
        page.add_init_script("window.print = () => {}")
        context.on(
            "request",
            lambda request: (
                None if request.url.startswith((origin, "blob:", "data:")) else elsewhere.append(request.url)
            ),
        )
        page.on("websocket", lambda socket: elsewhere.append(socket.url))
        for address in [built.address for built in Site(site).pages]:
            page.goto(f"{origin}/{address}")
            written += page.evaluate(USE, SECRET)
            pressed += press_everything(page)
            written += page.evaluate(USE, SECRET)  # what the presses have brought
        page.goto(f"{origin}/quiz/#result")
        page.goto("about:blank")
        page.wait_for_timeout(500)  # for what is sent when a page is left
    assert context.cookies() == []
    context.close()
    return log, elsewhere, min(written, pressed)


def test_the_visit_uses_the_guide(visit: tuple[list[Asked], list[str], int], site: Path) -> None:
    """The visit that the other tests judge opens every page, writes and presses a great deal, and has the guide kept for reading offline."""
    log, _, used = visit
    assert used > 150
    # Only the worker asks for the page for wrong addresses.
    pages = {f"/{page.address}" for page in Site(site).pages}
    assert {*pages, "/sw.js", "/404.html"} <= {asked.path for asked in log}


def test_no_other_host_is_asked_for_anything(visit: tuple[list[Asked], list[str], int]) -> None:
    """Not by pages, not by the worker, not when a page is left."""
    _, elsewhere, _ = visit
    assert elsewhere == []


def test_only_files_of_the_site_are_asked_for(visit: tuple[list[Asked], list[str], int], site: Path) -> None:
    """Every request is for a file, by its plain address, and sends nothing with it."""
    log, _, _ = visit
    for asked in log:
        assert asked.method == "GET", asked
        assert asked.body == b"", asked
        address = urlsplit(asked.path)
        assert address.query == "", asked
        assert (site / address.path.lstrip("/")).exists(), asked


def test_nothing_that_was_written_is_in_a_request(visit: tuple[list[Asked], list[str], int]) -> None:
    """No text, tick or answer stands in any address or header, and no cookie exists."""
    log, _, _ = visit
    for asked in log:
        assert SECRET not in f"{asked.path} {asked.headers}", asked
        assert "Cookie" not in asked.headers, asked
        assert set(urlsplit(asked.headers.get("Referer", ""))[3:]) == {""}, asked
