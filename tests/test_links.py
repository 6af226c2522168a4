"""Permanent links: every address and id that was published still leads where it should, and every part offers its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from macros.documents import read_document
from macros.guide import Guide
from macros.link_rules import TEMPLATED
from tests.addresses import PAGES
from tests.conftest import PROJECT, Edit, build, copy_second_guide, told
from tests.serving import components, serve


def problems(project: Path) -> list[str]:
    """What a build of the project says is to be mended, without the lines' numbers; nothing if it is built."""
    done = build(project, project / "site")
    found = re.findall(r"^(data/\S+?):\d+: (.*)$", done.stderr, re.MULTILINE)
    assert bool(done.returncode) == bool(found), done.stderr
    return [f"{file}: {message}" for file, message in found]


def add_alias(project: Path, source: str, to: str) -> None:
    with (project / "data/aliases.yml").open("a", encoding="utf-8") as file:
        file.write(f'  - {{from: "{source}", to: "{to}"}}\n')


def remove_page(project: Path) -> None:
    (project / "docs/about.md").unlink()
    navigation = project / "mkdocs.yml"
    navigation.write_text(navigation.read_text(encoding="utf-8").replace("about.md, ", ""), encoding="utf-8")


def remove_row(project: Path) -> None:
    table = project / "data/comparisons/evening.yml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("id: last-hour", "id: final-hour"), encoding="utf-8")


def remove_heading(project: Path) -> None:
    page = project / "docs/house.md"
    page.write_text(page.read_text(encoding="utf-8").replace("{: #welcome }", "{: #welcoming }"), encoding="utf-8")
    for file in ("signals", "claims", "workbook", "scorecard", "aliases"):
        path = project / f"data/{file}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("#welcome", "#welcoming"), encoding="utf-8")


def remove_term(project: Path) -> None:
    for path in [project / "data/glossary.yml", *(project / "docs").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(id: |see: \[|term\(\")cover\b", r"\1guest", text)
        path.write_text(text, encoding="utf-8")


def remove_item(project: Path) -> None:
    path = project / "data/checklists/chef.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("chef-counted", "chef-reckoned"), encoding="utf-8")


# What is done, the key in the list and its message up to the line to add; then aliases that mend it.
REMOVALS = {
    "heading": (
        remove_heading,
        "pages.house/[4]: '#welcome' is gone from this page. Restore it, or add to data/aliases.yml: "
        '- {from: "house/#welcome", to: "house/#welcoming"}',
        [("house/#welcome", "house/#welcoming")],
    ),
    "row of a table": (
        remove_row,
        "pages.[1]: '#evening--last-hour' is gone from this page. Restore it, or add to data/aliases.yml: "
        '- {from: "#evening--last-hour", to: "#evening--final-hour"}',
        [("#evening--last-hour", "#evening--final-hour")],
    ),
    "glossary term": (
        remove_term,
        "pages.glossary/[0]: '#cover' is gone from this page. Restore it, or add to data/aliases.yml: "
        '- {from: "glossary/#cover", to: "glossary/#its-new-id"}',
        [("glossary/#cover", "glossary/#guest")],
    ),
    "checklist item": (
        remove_item,
        "pages.kitchen/[1]: '#chef-counted' is gone from this page. Restore it, or add to data/aliases.yml: "
        '- {from: "kitchen/#chef-counted", to: "kitchen/#chef-reckoned"}',
        [("kitchen/#chef-counted", "kitchen/#chef-reckoned")],
    ),
    "page": (
        remove_page,
        "pages.about/: nothing is published here any more. Restore the page, or add to data/aliases.yml: "
        "- {from: about/, to: its-new-address/}",
        [("about/", "house/"), ("about/#about", "house/"), ("about/#updates", "kitchen/#food")],
    ),
}


@pytest.mark.parametrize("what", REMOVALS)
def test_what_is_promised_and_gone_fails_the_build_until_it_is_led_on(project: Path, what: str) -> None:
    """Removing an address or an id fails the build with the line to add, and that line mends it."""
    remove, message, aliases = REMOVALS[what]
    remove(project)
    assert problems(project) == [f"data/permalinks.yml: {message}"]
    for source, to in aliases:
        add_alias(project, source, to)
    assert problems(project) == []


def test_the_place_of_a_broken_promise_is_its_line(project: Path) -> None:
    """The message names the line of the list on which the id stands."""
    remove_row(project)
    stderr = build(project, project / "site").stderr
    line = int(re.search(r"data/permalinks\.yml:(\d+):", stderr)[1])
    text = (project / "data/permalinks.yml").read_text(encoding="utf-8").splitlines()[line - 1]
    assert text.endswith("- evening--last-hour")


def test_an_address_that_has_moved_keeps_its_ids(project: Path) -> None:
    """An alias to a page that lacks ids of the old one names them all."""
    remove_page(project)
    add_alias(project, "about/", "house/")
    assert problems(project) == [
        "data/permalinks.yml: pages.about/: this address leads to 'house/', which has no '#about', '#updates'. "
        "Restore what is missing, or, for each, add to data/aliases.yml: "
        '- {from: "about/#about", to: "house/#its-new-id"}'
    ]


def test_a_file_that_is_promised_and_gone_fails_the_build(project: Path, edit: Edit) -> None:
    """A file that others may show cannot be led on; what only `make formats` makes may be missing, but not in part."""
    edit("data/permalinks.yml", "files:\n", "files:\n- menu.txt\n")
    edit("data/permalinks.yml", "formats: []", "formats: [house.epub, house.pdf]")
    file = "is gone, and a file cannot be led on. Restore what writes it."
    assert problems(project) == [f"data/permalinks.yml: files[0]: 'menu.txt' {file}"]
    (project / "docs/menu.txt").write_text("Soup")
    assert problems(project) == []
    (project / "docs/house.pdf").write_text("%PDF")
    assert problems(project) == [f"data/permalinks.yml: formats[0]: 'house.epub' {file}"]


ALIASES = "data/aliases.yml"
WRONG = {
    "given twice": (
        ("cooks/", "house/"),
        "aliases[3].from: 'cooks/' is led on by aliases[0] too. Keep one of the two.",
    ),
    "a page that is there": (
        ("about/", "kitchen/"),
        "aliases[3].from: 'about/' is the address of docs/about.md. Delete this line, or move the page.",
    ),
    "an id that is there": (
        ("about/#updates", "house/#welcome"),
        "aliases[3].from: '#updates' stands in docs/about.md. Delete this line, or give what has the id another.",
    ),
    "an id that a macro shows": (
        ("kitchen/#chef-tasted", "house/#welcome"),
        "aliases[3].from: '#chef-tasted' stands in docs/kitchen.md. Delete this line, or give what has the id "
        "another.",
    ),
    "an id of no page": (
        ("kitchn/#roast", "house/#welcome"),
        "aliases[3].from: no page is or was at 'kitchn/'. Did you mean 'kitchen/'?",
    ),
    "a chain": (
        ("chefs/", "cooks/"),
        "aliases[3].to: 'cooks/' has moved itself. Write 'kitchen/', where that leads.",
    ),
    "a chain of ids": (
        ("kitchen/#plates", "kitchen/#dishes"),
        "aliases[3].to: 'kitchen/#dishes' has moved itself. Write 'kitchen/#checklist-chef', where that leads.",
    ),
    "no such page": (
        ("chefs/", "kitchn/"),
        "aliases[3].to: no page is published at 'kitchn/'. Did you mean 'kitchen/'?",
    ),
    "no such id": (
        ("kitchen/#plates", "house/#welcom"),
        "aliases[3].to: docs/house.md has no id 'welcom'. Did you mean 'welcome'?",
    ),
    "no place": (
        ("kitchen", "house/"),
        "aliases[3].from: 'kitchen' is not a place. Write it from the site's root, as in 'sourcing/' or "
        "'sourcing/#opaque'.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_alias_that_leads_nowhere_is_named(project: Path, what: str) -> None:
    """Every slip in an alias is said with its line, before anything is built."""
    (source, to), message = WRONG[what]
    add_alias(project, source, to)
    line = len((project / ALIASES).read_text(encoding="utf-8").splitlines())
    assert told(project) == [f"{ALIASES}:{line}: {message}"]


def test_a_circle_of_aliases_is_named(project: Path) -> None:
    """Two addresses that lead to each other are both named."""
    add_alias(project, "one/", "two/")
    add_alias(project, "two/", "one/")
    said = "has moved itself. That is a circle; lead each to what is published."
    assert [line.partition(": ")[2] for line in told(project)] == [
        f"aliases[3].to: 'two/' {said}",
        f"aliases[4].to: 'one/' {said}",
    ]


def test_what_only_the_built_page_can_tell_is_told_too(project: Path) -> None:
    """An id that stands in a template is looked for in the built page, and a near miss is hinted at."""
    add_alias(project, "drill/#own", "drill/#drill-won")
    add_alias(project, "drill/#drill-own", "drill/#drill")
    assert told(project) == []
    assert problems(project) == [
        "data/aliases.yml: aliases[3].to: the page 'drill/' has no id 'drill-won'. Did you mean 'drill-own'?",
        "data/aliases.yml: aliases[4].from: '#drill-own' stands on the page 'drill/'. Delete this line, or give "
        "what has the id another.",
    ]


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the second guide, with everything of it that can move moved once."""
    project = copy_second_guide(tmp_path_factory.mktemp("moved") / "project")
    for source, to in (
        ("old-house/", "house/#manager-counted"),
        ("a/very/old/start/", ""),
        ("#old-hour", "#evening--last-hour"),
        ("glossary/#plate-shelf", "glossary/#pass"),
        ("kitchen/#chef-slept", "kitchen/#chef-counted"),
        ("meet/#old-trial", "meet/#chef-trial"),
        ("meet/#old-drawing", "meet/#figure-soup"),
        ("worksheet/#old-question", "worksheet/#heat-evening"),
        ("kitchen/#top", "kitchen/"),
    ):
        add_alias(project, source, to)
    done = build(project, project / "site", site_url="https://kitchen.example/house/")
    assert done.returncode == 0, done.stderr
    with serve(project / "site") as address:
        yield address


@contextmanager
def visit(browser: Browser, script: bool = True, **options: object) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=script, **options)
    yield context.new_page()
    context.close()


LANDINGS = {
    "cooks/": "kitchen/",
    "cooks/?utm_source=letter&x=1#food": "kitchen/?utm_source=letter&x=1#food",
    "cooks/#dishes": "kitchen/#dishes",
    "old-house/": "house/#manager-counted",
    "old-house/?a=b#welcome": "house/?a=b#welcome",
    "a/very/old/start/?q=1#two-jobs": "?q=1#two-jobs",
    "kitchen/?a=b#greeting": "house/?a=b#welcome",
    "kitchen/?a=b#greeting)": "house/?a=b#welcome",
}


@pytest.mark.parametrize("link", LANDINGS)
def test_a_link_to_what_has_moved_arrives(browser: Browser, moved: str, link: str) -> None:
    """An old address or id arrives at the new one, with its query and its fragment."""
    with visit(browser) as page:
        page.goto(f"{moved}/{link}")
        page.wait_for_url(f"{moved}/{LANDINGS[link]}")
        assert page.evaluate("history.length") <= 2  # nothing on the way to come back to


def test_without_javascript_an_old_address_shows_the_new_page(browser: Browser, moved: str) -> None:
    """The copy has the new page's look and text, shows the fragment, and every link in it leads where the page's does."""
    with visit(browser, script=False) as page:
        page.goto(f"{moved}/kitchen/")
        links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
        colour = page.locator("body").evaluate("body => getComputedStyle(body).color")
        page.goto(f"{moved}/cooks/#chef-counted")
        expect(page).to_have_url(f"{moved}/cooks/#chef-counted")
        expect(page.locator("h1")).to_have_text("The kitchen")
        expect(page.locator("#chef-counted")).to_be_in_viewport()
        assert page.locator("a").evaluate_all("links => links.map(link => link.href)") == links
        assert page.locator("body").evaluate("body => getComputedStyle(body).color") == colour
        canonical = page.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == "https://kitchen.example/house/kitchen/"


def test_a_copy_is_in_no_list(browser: Browser, moved: str) -> None:
    """An address that has moved is not in the sitemap, the search, the feed or the list for language models."""
    with visit(browser) as page:
        for file in ("sitemap.xml", "search/search_index.json", "feed.xml", "llms.txt"):
            text = page.request.get(f"{moved}/{file}").text()
            assert "kitchen" in text
            assert "cooks/" not in text
        assert page.request.get(f"{moved}/cooks/card.png").ok


PLACES = {
    "kitchen/#dishes": "#checklist-chef",
    "#old-hour": "#evening--last-hour",
    "glossary/#plate-shelf": "#pass",
    "kitchen/#chef-slept": "#chef-counted",
    "meet/#old-trial": "#chef-trial",
    "meet/#old-drawing": "#figure-soup",
    "worksheet/#old-question": "#heat-evening",
    "kitchen/#top": "#kitchen",
}


@pytest.mark.parametrize("link", PLACES)
def test_an_old_id_stands_where_the_new_one_does(browser: Browser, moved: str, link: str) -> None:
    """Without JavaScript an old id scrolls to what the new one names, looks like it, and moves nothing on the page."""
    new = PLACES[link]
    with visit(browser, script=False, viewport={"width": 800, "height": 300}) as page:

        def place(address: str) -> tuple[float, str]:
            page.goto("about:blank")
            page.goto(f"{moved}/{address}")
            target = page.locator(new)
            expect(target).to_be_in_viewport()
            look = "element => [element.getBoundingClientRect().top, getComputedStyle(element).backgroundColor]"
            return tuple(target.evaluate(look))

        (top, colour), (old_top, old_colour) = place(link.partition("#")[0] + new), place(link)
        assert abs(top - old_top) <= 24
        assert colour == old_colour
        assert page.locator(f"{new} .moved").evaluate("mark => mark.getBoundingClientRect().width") == 0


def test_the_note_about_a_part_that_has_moved_is_for_who_comes_for_it(browser: Browser, moved: str) -> None:
    """Without JavaScript, whoever comes for an id that is on another page now is told; nobody else is."""
    with visit(browser, script=False) as page:
        page.goto(f"{moved}/kitchen/")
        expect(page.get_by_text("This part has moved")).to_be_hidden()
        page.goto(f"{moved}/kitchen/#greeting")
        expect(page.get_by_text("This part has moved: The house.")).to_be_in_viewport()
        page.locator(".moved-on:target a").click()
        expect(page).to_have_url(f"{moved}/house/#welcome")


def test_finishing_twice_changes_nothing(project: Path) -> None:
    """A site that is finished again, as after another generator's build, is the same to the byte."""

    def contents() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}

    assert problems(project) == []
    first = contents()
    done = subprocess.run([sys.executable, "-m", "macros", "finish", "site"], cwd=project, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert contents() == first


def command(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "macros", "permalinks", *arguments], cwd=project, capture_output=True, text=True
    )


def test_everything_published_is_promised(site: Path) -> None:
    """The committed list has every address and id of the site as it is built now."""
    done = command(PROJECT, "--check", str(site))
    assert done.returncode == 0, done.stderr


def test_what_is_new_is_named_and_added_and_nothing_is_removed(project: Path, edit: Edit) -> None:
    """A new heading is not published before it is promised; `permalinks` promises it, and forgets nothing."""
    assert problems(project) == []
    assert command(project, "site").returncode == 0
    edit("docs/about.md", "Weekly.", "Weekly.\n\n## Letters {: #letters }\n\nNone.")
    assert problems(project) == []
    done = command(project, "--check", "site")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "1 new addresses and ids are not promised yet. Run `make permalinks` and keep what it adds to "
        "data/permalinks.yml; from then on they last.",
        "  about/#letters",
    ]
    before = (project / "data/permalinks.yml").read_text(encoding="utf-8")
    assert command(project, "site").returncode == 0
    after = (project / "data/permalinks.yml").read_text(encoding="utf-8")
    assert after == before.replace("  about/:\n  - about\n", "  about/:\n  - about\n  - letters\n")
    assert command(project, "--check", "site").returncode == 0
    edit("docs/about.md", "{: #letters }", "{: #post }")
    build(project, project / "site")
    assert command(project, "site").returncode == 0
    assert {"letters", "post"} <= set(read_document(project / "data/permalinks.yml", "x").value["pages"]["about/"])


def test_a_build_for_the_public_publishes_what_is_promised(
    project: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make build` asks that all be promised, in the same words; what fails moves nothing into place."""
    monkeypatch.setenv("PROMISED", "1")
    assert "PROMISED=1" in (PROJECT / "Makefile").read_text(encoding="utf-8")
    (project / "data/permalinks.yml").write_text("pages: {}\nfiles: []\nformats: []\n", encoding="utf-8")
    done = build(project, project / "site")
    assert done.returncode == 1
    assert "new addresses and ids are not promised yet. Run `make permalinks`" in done.stderr
    assert command(project, "site").returncode == 0
    edit("docs/about.md", "Weekly.", "Weekly.\n\n## Letters {: #letters }\n\nNone.")
    done = build(project, project / "site")
    assert (done.returncode, "  about/#letters" in done.stderr.splitlines()) == (1, True)
    assert command(project, "site").returncode == 0
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr


def permalinks(path: Path) -> list[html.HtmlElement]:
    return html.document_fromstring(path.read_text(encoding="utf-8")).xpath("//a[@class='permalink']")


def test_every_heading_row_item_term_and_question_offers_its_link(guide: Guide, site: Path) -> None:
    """Whatever has a permanent id of ours links to it: headings, rows, items, terms, questions, sources, claims, figures."""
    for page in guide.pages.values():
        path = site / page.address / "index.html"
        links = {link.get("href").removeprefix("#") for link in permalinks(path)}
        shown = [
            name
            for call in page.calls
            if call.name not in TEMPLATED | {"term", "aid", "first_question"}
            for name in guide.ids_shown_by(call)
        ]
        assert {*page.ids, *shown} <= links, page.file
        headings = html.document_fromstring(path.read_text(encoding="utf-8")).xpath(
            "//main//*[self::h1 or self::h2 or self::h3][@id]"
        )
        assert {heading.get("id") for heading in headings} <= links, page.file
        if not TEMPLATED & {call.name for call in page.calls} and not page.front_matter.blurb:
            assert links <= {*page.ids, *shown}, page.file


def test_a_link_is_offered_once_and_has_a_name(site: Path) -> None:
    """Each link stands in what it links to, once a page, and its name is a label or says what it links to."""
    for address in PAGES:
        links = permalinks(site / address / "index.html")
        targets = [link.get("href") for link in links]
        assert len(targets) == len(set(targets)), address
        for link in links:
            assert link.xpath("ancestor::*[@id=$id]", id=link.get("href")[1:]), (address, link.get("href"))
            name = link.get("aria-label") or link.text_content().strip()
            assert re.search(r"\w", name), (address, link.get("href"))
            assert bool(link.text_content().strip()) != name.startswith("Link to: "), name


# One of each kind: a heading, a row, an item, a term, a question, a source, a claim, a node, a stage, a figure.
KINDS = [
    ("sourcing/principal/", "key-and-lock"),
    ("sourcing/", "doors--hires"),
    ("sourcing/principal/", "sourcing-principal-list"),
    ("sourcing/principal/", "node-former-colleagues"),
    ("sourcing/principal/", "figure-route-principal"),
    ("glossary/", "eir"),
    ("interview-loop/principal/questions/", "principal-code-limiter"),
    ("interview-loop/principal/", "stage-principal-code"),
    ("sources/", "conway-1968"),
    ("sources/", "s1-2"),
    ("about/", "score-costs"),
    ("quiz/worksheet/", "people-quarrel"),
    ("workbook/offers/", "offer-weights"),
]
ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}


def copied(page: Page) -> str:
    expect(page.get_by_text("Link copied")).to_be_in_viewport()
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("address", "name"), KINDS)
def test_a_link_is_copied_by_pointer_touch_and_keyboard(
    browser: Browser, origin: str, address: str, name: str
) -> None:
    """Pointing shows the sign, a phone shows it always; a click, a tap or Enter goes there, copies and says so."""
    whole = f"{origin}/{address}#{name}"
    sign = "link => [getComputedStyle(link, '::after').opacity, getComputedStyle(link, '::after').content.slice(0, 3)]"
    with visit(browser, **ALLOWED) as page:
        page.goto(f"{origin}/{address}?utm_source=letter")
        link = page.locator(f'a.permalink[href="#{name}"]')
        assert link.evaluate(sign) == ["0", '"#"']
        link.hover()
        assert link.evaluate(sign) == ["1", '"#"']
        link.click()
        assert copied(page) == whole
        expect(page).to_have_url(f"{origin}/{address}?utm_source=letter#{name}")
    with visit(browser, **ALLOWED) as page:
        page.goto(f"{origin}/{address}")
        link = page.locator(f'a.permalink[href="#{name}"]')
        page.keyboard.press("Tab")
        link.focus()
        assert link.evaluate(sign) == ["1", '"#"']
        page.keyboard.press("Enter")
        assert copied(page) == whole
    with visit(browser, **ALLOWED, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}) as page:
        page.goto(f"{origin}/{address}")
        link = page.locator(f'a.permalink[href="#{name}"]')
        assert link.evaluate(sign) == ["1", '"#"']
        link.tap()
        assert copied(page) == whole
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_it_says_that_a_link_was_copied_for_a_moment(browser: Browser, origin: str) -> None:
    """What is said of a copied link is a status, and goes away by itself."""
    with visit(browser, **ALLOWED) as page:
        page.clock.install()
        page.goto(f"{origin}/sourcing/")
        status = page.locator("p.link-copied[role=status]")
        expect(status).to_be_empty()
        page.locator('a.permalink[href="#opaque"]').click()
        expect(status).to_have_text("Link copied")
        page.clock.run_for(4000)
        expect(status).to_be_empty()


def test_nothing_is_said_where_nothing_was_copied(browser: Browser, origin: str) -> None:
    """A clipboard that is refused or missing is passed over in silence; the address bar has the link all the same."""
    for clipboard in ("undefined", "{writeText: () => Promise.reject(new Error('no'))}"):
        with visit(browser) as page:
            trouble: list[str] = []
            page.on("pageerror", lambda error, trouble=trouble: trouble.append(str(error)))
            page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
            page.goto(f"{origin}/sourcing/")
            page.locator('a.permalink[href="#opaque"]').click()
            expect(page).to_have_url(f"{origin}/sourcing/#opaque")
            expect(page.locator(".link-copied")).to_be_empty()
            assert trouble == []


def test_a_link_opened_elsewhere_is_the_browsers(browser: Browser, origin: str) -> None:
    """With a key held down nothing is copied: the browser opens the link in a new tab."""
    with visit(browser, **ALLOWED) as page:
        page.goto(f"{origin}/sourcing/")
        with page.context.expect_page() as opened:
            page.locator('a.permalink[href="#opaque"]').click(modifiers=["ControlOrMeta"])
        assert opened.value.url == f"{origin}/sourcing/#opaque"
        expect(page.locator(".link-copied")).to_be_empty()


def test_a_link_is_no_label_of_a_box_to_tick(browser: Browser, origin: str) -> None:
    """Using an item's link ticks nothing, and what describes its box does not read out the link."""
    with visit(browser) as page:
        page.goto(f"{origin}/sourcing/principal/")
        item = page.locator("#sourcing-principal-list")
        item.locator("a.permalink").click()
        expect(item.get_by_role("checkbox")).not_to_be_checked()
        described = item.get_by_role("checkbox").get_attribute("aria-describedby")
        expect(page.locator(f"#{described} a.permalink")).to_have_count(0)


def test_paper_shows_no_sign(page: Page, origin: str) -> None:
    """On paper a label is a label."""
    page.emulate_media(media="print")
    page.goto(f"{origin}/sourcing/principal/")
    for link in page.locator("a.permalink").all():
        shown = link.evaluate(
            "link => [getComputedStyle(link, '::after').display, getComputedStyle(link).textDecorationLine]"
        )
        assert shown == ["none", "none"]
    expect(page.locator("a.permalink:empty").first).to_be_hidden()


APPENDED = [
    "?utm_source=letter&utm_medium=email",
    "&utm_source=letter",
    ".",
    ")",
    "%20(read%20this)",
    "”",
    "%E2%80%9D",
    "\u2019s",
    "*_",
    "--",
    "%",
    "%2",
    "/",
    "#opaque",
]


@pytest.mark.parametrize("text", APPENDED)
def test_text_appended_to_a_link_is_cut_off(page: Page, origin: str, text: str) -> None:
    """A link with text at its end lands on its part, its address is tidied, and its query is kept."""
    page.goto(f"{origin}/sourcing/?ref=letter#opaque{text}")
    expect(page).to_have_url(f"{origin}/sourcing/?ref=letter#opaque")
    expect(page.locator("#opaque:target")).to_be_in_viewport()
    page.keyboard.press("Tab")
    after = "document.querySelector('#opaque').compareDocumentPosition(document.activeElement) & 4"
    assert page.evaluate(f"document.querySelector('#opaque').contains(document.activeElement) || ({after}) > 0")
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_a_link_in_capitals_lands(page: Page, origin: str) -> None:
    """Ids are in lower case, and a link that somebody has put into capitals is taken as that."""
    page.goto(f"{origin}/sourcing/#OPAQUE.")
    expect(page).to_have_url(f"{origin}/sourcing/#opaque")


def test_a_link_is_mended_on_the_page_too(page: Page, origin: str) -> None:
    """A fragment that changes while one reads is mended as well."""
    page.goto(f"{origin}/sourcing/")
    page.evaluate("location.hash = '#opaque)'")
    expect(page).to_have_url(f"{origin}/sourcing/#opaque")


@pytest.mark.parametrize(
    "fragment", ["nothing-here", "opa", "result", "answers=", "%", "opaque-and-more", "~", "start=x"]
)
def test_a_fragment_that_names_nothing_is_left_alone(page: Page, origin: str, fragment: str) -> None:
    """What no part of the page begins like is not touched."""
    page.goto(f"{origin}/sourcing/#{fragment}")
    page.wait_for_function("() => Boolean(customElements.get('site-search'))")
    assert page.url == f"{origin}/sourcing/#{fragment}"


def test_the_quizs_own_links_may_have_text_at_their_end(page: Page, origin: str, guide: Guide) -> None:
    """A link that starts the quiz, or to one of its questions, works with text appended and with its signs encoded."""
    first, second = guide.quiz.questions[:2]
    start = f"start={first.id}.{first.options[1].id}"
    for fragment in (start, f"{start}?utm_source=letter", f"{start}.", f"{start})", start.replace("=", "%3D")):
        page.goto("about:blank")
        page.goto(f"{origin}/quiz/?ref=letter#{fragment}")
        expect(page.locator(f"#{second.id}")).to_be_visible()
        expect(page).to_have_url(f"{origin}/quiz/?ref=letter#{second.id}")
        page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(f"{origin}/quiz/#{second.id}?utm_source=letter")
    expect(page.locator(f"#{second.id}")).to_be_visible()


def test_a_shared_result_may_have_its_signs_encoded(page: Page, origin: str) -> None:
    """A mail program that encodes the signs of a shared result does not break it."""
    page.goto(f"{origin}/quiz/")
    script = "(components) => import(`${components}quiz/link.js`).then(({encode}) => encode([], document.querySelector('track-quiz').dataset.version))"
    fragment = page.evaluate(script, components(page))
    for link in (fragment, f"{fragment}?utm_source=x", fragment.replace("~", "%7E"), fragment.replace("=", "%3D")):
        page.goto("about:blank")
        page.goto(f"{origin}/quiz/#{link}")
        expect(page.locator("[data-step=result]")).to_be_visible()
