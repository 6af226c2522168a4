"""A chapter can be quoted: in four forms, by a button, by a file or by hand, and in the mail programs people use."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import markdown
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros import quote_forms
from macros.guide import Guide
from macros.loading import load
from macros.newsletter import newsletter
from macros.quotes import Quote, plain, quotes
from tests.addresses import CHAPTERS
from tests.conftest import PROJECT, build
from tests.storage import kept
from tests.test_accessibility import assert_accessible

LONG = "https://newsletters.example/a/guide/that/is/deep/in/a/site/1/"
BUILT = "http://127.0.0.1:8000/"  # where the tests' site believes that it is
FORMS = ("rich", "email", "markdown", "text")
FILES = {"email": "quote.html", "markdown": "quote.md", "text": "quote.txt"}
BUTTONS = {
    "rich": "rich text",
    "email": "HTML for e-mail",
    "markdown": "Markdown",
    "text": "plain text",
}
HOSTILE = "1. *Bold* _claims_ [here](x) <script>alert(1)</script> R&D &amp; `code` \\ ~~gone~~ | {: #x } # end"

# Of the properties that Gmail's reference says it supports, those that anybody would use in a block like ours.
GMAIL = {
    *(
        "background",
        "background-color",
        "border",
        "border-bottom",
        "border-collapse",
        "border-left",
        "border-radius",
    ),
    *("border-right", "border-spacing", "border-top", "color", "direction", "display", "font", "font-family"),
    *("font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height", "margin", "max-width"),
    *("min-width", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout"),
    *("text-align", "text-decoration", "text-transform", "vertical-align", "white-space", "width", "word-break"),
}
# What Word honours, by Microsoft's description of Outlook's rendering: on every element, and on those with a box.
WORD_ANYWHERE = {
    *("background-color", "border", "border-collapse", "color", "font", "font-family", "font-size", "font-style"),
    *("font-weight", "letter-spacing", "line-height", "text-align", "text-decoration", "vertical-align"),
}
WORD_ON_BOXES = {
    *("border-bottom", "border-left", "border-right", "border-top", "height", "padding", "padding-bottom"),
    *("padding-left", "padding-right", "padding-top", "width"),
}
ATTRIBUTES = {
    "table": {"role", "width", "cellpadding", "cellspacing", "border", "bgcolor", "style"},
    "tr": set(),
    "td": {"width", "valign", "bgcolor", "style"},
    "a": {"href", "style"},
    "img": {"src", "width", "border", "alt", "style"},
    "b": set(),
}


@pytest.fixture(scope="module")
def blocks(guide: Guide) -> dict[str, str]:
    """Every block for e-mail, below a long address."""
    found = {quote.name: quote.form("email", LONG) for quote in quotes(guide)}
    return {**found, "quiz": newsletter(guide, "", LONG)["invitation"]["forms"]["email"]}


def words(fragment: str) -> str:
    """What a piece of HTML says, with one space between its words."""
    return " ".join(" ".join(lxml_html.fragment_fromstring(fragment, "div").itertext()).split())


def links(fragment: str) -> list[str]:
    return lxml_html.fragment_fromstring(fragment, "div").xpath("//a/@href")


def styles(fragment: str) -> Iterator[tuple[str, str, str]]:
    """Every declaration of its style attributes, as (element, property, value)."""
    for element in lxml_html.fragment_fromstring(fragment, "div").iter():
        for declaration in filter(None, (element.get("style") or "").split(";")):
            name, value = declaration.split(":", 1)
            yield element.tag, name, re.sub(r"\s*([/,])\s*", r"\1", value)


# A table of a fixed width around the block, which only Outlook reads.
FOR_OUTLOOK = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)


def bare(block: str) -> str:
    """A block without what Outlook alone reads."""
    return FOR_OUTLOOK.sub("", block).strip()


def in_gmail(block: str) -> str:
    """What Gmail leaves of a block."""
    return nh3.clean(
        block,
        tags={*ATTRIBUTES, "tbody"},
        attributes=ATTRIBUTES,
        filter_style_properties=GMAIL,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def in_outlook(block: str) -> str:
    """What Word makes use of in a block."""
    tree = lxml_html.fragment_fromstring(FOR_OUTLOOK.sub(r"\1", block))
    for element in tree.iter():
        usable = WORD_ANYWHERE | (WORD_ON_BOXES if element.tag in {"table", "td"} else set())
        declared = (element.get("style") or "").split(";")
        element.attrib.pop("style", None)
        kept_ones = [each for each in declared if each.split(":")[0] in usable]
        if kept_ones:
            element.set("style", ";".join(kept_ones))
    return lxml_html.tostring(tree, encoding="unicode")


def test_a_chapter_is_quoted_whole(guide: Guide, project: Path) -> None:
    """A point that runs over two lines is one point, and a title may begin with a number."""
    page = project / "docs/kitchen.md"
    text = (
        page.read_text().replace("and say so.\n", "and\n  say so.\n").replace("# The kitchen", "# 1. The kitchen")
    )
    page.write_text(text)
    [quote] = [quote for quote in quotes(load(project)) if quote.address == "kitchen/"]
    assert quote.points[0] == "Taste everything, and say so."
    assert len(quote.points) == 3
    assert quote.title == "1. The kitchen"
    assert plain(guide, "- 7 > 6") == "- 7 > 6"
    assert plain(guide, '{{ term("certainty") }} and "more"') == "certainty and “more”"


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_every_chapter_is_whole(guide: Guide, form: str) -> None:
    """Each form has the title, the line, the blurb, all points in order, the time, the author, the licence and the whole links."""
    found = quotes(guide)
    assert [quote.address for quote in found] == CHAPTERS
    for quote in found:
        written = quote.form(form, LONG)
        read = words(written) if form in ("rich", "email") else written
        if form == "markdown":
            read = words(markdown.markdown(written))
        licence = guide.publication.licence
        position = 0
        for part in (quote.title, quote.line, quote.blurb, *quote.points):
            position = read.index(part, position)
        for part in (quote.time, guide.publication.author, licence.name):
            assert part in read
        for link in (LONG + quote.address, LONG, licence.link):
            assert link in written
        if form in ("email", "text"):
            assert "1. " in read
        if form in ("email", "markdown"):
            assert f"{LONG}{quote.address}card.png" in written


def test_a_reading_time_of_one_minute_is_one_minute(guide: Guide) -> None:
    """The time is said as people say it."""
    quote = quotes(guide)[0]
    assert replace(quote, minutes=1).time == "1 minute to read"
    assert replace(quote, minutes=2).time == "2 minutes to read"


def test_blocks_are_small(blocks: dict[str, str]) -> None:
    """Each block is below 5,000 bytes, under an address of sixty characters."""
    assert len(LONG) >= 60
    assert {name: len(block.encode()) for name, block in blocks.items() if len(block.encode()) >= 5000} == {}


def test_blocks_are_tables_and_inline_styles_only(blocks: dict[str, str]) -> None:
    """A block has six elements, attributes that need no style sheet, whole links, and nothing unseen but a table for Outlook."""
    for name, block in blocks.items():
        tree = lxml_html.fragment_fromstring(bare(block))
        for element in tree.iter():
            assert element.tag in ATTRIBUTES, name
            assert set(element.attrib) <= ATTRIBUTES[element.tag], (name, element.tag)
            assert element.tag != "table" or element.get("role") == "presentation"
        assert "<!--" not in bare(block)
        assert "{" not in block
        for link in tree.xpath("//@href | //@src"):
            assert link.startswith("https://"), link


def test_every_text_brings_its_own_look(blocks: dict[str, str]) -> None:
    """Word hands nothing down into tables: each cell with text has a font, in px with a fallback, and a colour; each link its colour and line."""
    for name, block in blocks.items():
        tree = lxml_html.fragment_fromstring(bare(block))
        for cell in tree.xpath("//td[not(table)]"):
            assert re.search(r"font:(bold |italic )?\d+px/\d+px \w+,(sans-)?serif", cell.get("style")), name
            assert re.search(r"(^|;)color:#[0-9a-f]{6}", cell.get("style")), name
        for link in tree.xpath("//a[text()]"):
            assert re.fullmatch(r"color:#[0-9a-f]{6};text-decoration:underline", link.get("style")), name
        for element, prop, _ in styles(block):
            assert not prop.startswith("margin")
            assert not prop.startswith("padding") or element == "td"


def test_colours_are_those_of_the_guide(guide: Guide) -> None:
    """A block's colours are the light scheme's, and its accent its chapter's track's."""
    tokens = (PROJECT / "overrides/assets/stylesheets/tokens.css").read_text(encoding="utf-8")
    for token, colour in (("ink", quote_forms.INK), ("quiet", quote_forms.QUIET), ("line", quote_forms.LINE)):
        assert f"--{token}: light-dark({colour}, " in tokens
    for quote in quotes(guide):
        accents = [track.accent.light for track in guide.tracks if track.accent.light in quote.form("email", LONG)]
        assert accents == ([quote.track.accent.light] if quote.track else [])


def test_gmail_changes_nothing_in_a_block(blocks: dict[str, str]) -> None:
    """After Gmail's sanitizer every text, link and declaration is still there."""
    for name, block in blocks.items():
        left = in_gmail(block)
        assert words(left) == words(block), name
        assert links(left) == links(block)
        assert list(styles(left)) == list(styles(block))


def test_outlook_loses_only_what_it_does_without(blocks: dict[str, str]) -> None:
    """Word ignores the greatest width and how the picture shrinks; every text and link is there, and looks as it should."""
    for name, block in blocks.items():
        left = in_outlook(block)
        assert words(left) == words(block), name
        assert links(left) == links(block)
        lost = set(styles(block)) - set(styles(left))
        assert {(element, prop) for element, prop, _ in lost} <= {
            ("table", "max-width"),
            ("img", "display"),
            ("img", "width"),
            ("img", "height"),
        }


@pytest.mark.parametrize("client", [in_gmail, in_outlook])
@pytest.mark.parametrize("width", [320, 600])
def test_blocks_read_in_a_narrow_and_a_wide_column(
    browser: Browser, blocks: dict[str, str], client: object, width: int
) -> None:
    """Without pictures, a block has no sideways scroll, no hole where its picture would be, and enough contrast."""
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    for name in ("sourcing", "sourcing-principal", "sourcing-director", "quiz"):
        page.set_content(
            f'<!doctype html><html lang="en"><title>x</title><body style="margin:0"><main><h1>x</h1>{client(blocks[name])}</main>'
        )
        if not (client is in_outlook and width < 600):  # Word has no phone
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        for picture in page.locator("img").all():
            assert picture.bounding_box()["height"] < 60
        assert_accessible(page)
    context.close()


@pytest.mark.parametrize("width", [320, 600])
def test_a_picture_fits_its_column(browser: Browser, site: Path, width: int) -> None:
    """Opened as a page, a block's card is as wide as the column and keeps its shape."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    # At the address it was built for, whose pictures its policy lets it show.
    page.route(f"{BUILT}**", lambda route: route.fulfill(path=site / route.request.url.removeprefix(BUILT)))
    page.goto(f"{BUILT}sourcing/quote.html")
    page.wait_for_function("() => document.images[0].complete && document.images[0].naturalWidth")
    box = page.locator("img").bounding_box()
    assert box["width"] == page.locator("td").first.bounding_box()["width"]
    assert box["height"] == pytest.approx(box["width"] * 630 / 1200, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def hostile(guide: Guide) -> Quote:
    publication = guide.publication.model_copy(update={"author": HOSTILE})
    return replace(
        quotes(guide)[0],
        title=HOSTILE,
        line=HOSTILE,
        blurb=HOSTILE,
        points=(HOSTILE, "- not a list", "# not a heading", "a\nb", "-", "1)"),
        publication=publication,
    )


def test_hostile_text_is_text_in_every_form(guide: Guide) -> None:
    """Nothing that an editor writes becomes markup in a form."""
    quote = hostile(guide)
    assert quote.form("text", LONG).count(HOSTILE) == 4 + 1
    for form in ("rich", "email"):
        written = quote.form(form, LONG)
        assert "<script" not in written
        assert words(written).count(HOSTILE) == 5
    written = quote.form("markdown", LONG)
    for extensions in ([], ["extra"]):
        shown = markdown.markdown(written, extensions=extensions)
        tree = lxml_html.fragment_fromstring(shown, "div")
        assert {element.tag for element in tree.iter()} == {"div", "h3", "p", "a", "img", "ol", "li"}
        assert words(shown).count(HOSTILE) == 5
        assert [" ".join(item.itertext()) for item in tree.iter("li")] == [
            HOSTILE,
            "- not a list",
            "# not a heading",
            "a b",
            "-",
            "1)",
        ]


PUNCTUATION = "abc 019 \n\\`*_{}[]()<>#+-.!~|&;:'\"=/^$@%"


@given(st.text(alphabet=PUNCTUATION, min_size=1, max_size=30).filter(str.strip))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    """Whatever a text holds, Markdown shows it, as a paragraph and as an item."""
    wanted = " ".join(text.split())
    written = quote_forms.markdown(text)
    for source, path in ((written, "./p"), (f"1. {written}", "./ol/li")):
        tree = lxml_html.fragment_fromstring(markdown.markdown(source), "div")
        [shown] = tree.xpath(path)
        assert len(list(tree.iter())) == 1 + path.count("/")
        assert " ".join(shown.text_content().split()) == wanted


def test_every_chapter_has_its_files(guide: Guide, site: Path) -> None:
    """Beside a chapter lie the three forms, in UTF-8 that says so itself."""
    for quote in quotes(guide):
        folder = site / quote.address
        for form in ("markdown", "text"):
            written = (folder / FILES[form]).read_bytes().decode()
            assert written == f"\ufeff{quote.form(form, BUILT)}\n"
        page = (folder / "quote.html").read_text(encoding="utf-8")
        assert '<meta charset="utf-8">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert f"<body>\n{quote.form('email', BUILT)}\n</body>" in page


def test_a_second_guide_is_quoted_in_its_own_words(project: Path) -> None:
    """Another author's ampersand and another licence stand in every form, under the address of that guide."""
    done = build(project, project / "site", site_url="https://kitchen.example/house/")
    assert done.returncode == 0, done.stderr
    for form, file in FILES.items():
        written = (project / "site/kitchen" / file).read_text(encoding="utf-8")
        assert ("Pot &amp; Pan" if form == "email" else "Pot & Pan") in written
        assert "CC BY-SA 4.0" in written
        assert "https://kitchen.example/house/kitchen/" in written
    page = (project / "site/newsletter/index.html").read_text(encoding="utf-8")
    assert 'id="quote-kitchen"' in page
    assert "https://kitchen.example/house/quiz/#start=" in page
    assert "Pot &amp;amp; Pan" in page  # in the source for e-mail
    chapter = (project / "site/kitchen/index.html").read_text(encoding="utf-8")
    assert ">Pot &amp; Pan</a>" in chapter


@pytest.fixture
def opened(page: Page, origin: str, context: BrowserContext) -> Page:
    """A chapter whose quote is unfolded, and which may use the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/sourcing/")
    page.get_by_text("Quote this chapter").click()
    return page


def button(page: Page, form: str) -> object:
    return page.locator("quote-forms").get_by_role("button", name=f"Copy as {BUTTONS[form]}").first


@pytest.fixture(scope="module")
def sourcing(guide: Guide) -> Quote:
    return next(quote for quote in quotes(guide) if quote.address == "sourcing/")


@pytest.mark.parametrize("form", ["email", "markdown", "text"])
def test_a_press_copies_a_form(opened: Page, sourcing: Quote, form: str) -> None:
    """The clipboard holds the form as its file has it, and the page says so."""
    button(opened, form).click()
    expect(opened.locator(".quote-status")).to_have_text(f"Copied as {BUTTONS[form]}.")
    assert opened.evaluate("navigator.clipboard.readText()") == sourcing.form(form, BUILT)


@pytest.mark.parametrize("address", ["sourcing/", "newsletter/"])
def test_a_press_copies_rich_text(
    page: Page, origin: str, context: BrowserContext, guide: Guide, sourcing: Quote, address: str
) -> None:
    """The clipboard holds HTML without a look of its own, with whole links, and the plain text beside it."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/{address}")
    if address == "sourcing/":
        page.get_by_text("Quote this chapter").click()
    quote = sourcing if address == "sourcing/" else quotes(guide)[0]
    button(page, "rich").click()
    expect(page.locator(".quote-status").first).to_have_text("Copied as rich text.")
    copied = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read()
          const read = async (type) => (await item.getType(type)).text()
          return [await read('text/html'), await read('text/plain')]
        }"""
    )
    rich, text = copied
    tree = lxml_html.fromstring(rich)
    assert {element.tag for element in tree.iter()} <= {
        "html",
        "head",
        "meta",
        "body",
        "div",
        "p",
        "strong",
        "em",
        "a",
        "ol",
        "li",
    }
    assert not tree.xpath("//@class | //@style | //@id")
    said = " ".join(tree.text_content().split())
    assert all(part in said for part in (quote.title, quote.line, quote.blurb, *quote.points))
    assert tree.xpath("//a/@href") == links(quote.form("rich", BUILT))
    assert text == quote.form("text", BUILT)


def test_the_page_of_quotes_copies_from_its_fields(
    page: Page, origin: str, context: BrowserContext, guide: Guide
) -> None:
    """On the page for newsletters every field has a button that copies it, the quiz's question included."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/newsletter/")
    forms = newsletter(guide, "", BUILT)
    wanted = [entry["forms"] for section in forms["sections"] for entry in section["quotes"]]
    wanted.append(forms["invitation"]["forms"])
    boxes = page.locator("quote-forms").all()
    assert len(boxes) == len(wanted)
    for box, texts in ((boxes[0], wanted[0]), (boxes[-1], wanted[-1])):
        box.locator("summary").click()
        for form, text in texts.items():
            box.get_by_role("button", name=f"Copy as {BUTTONS[form]}").click()
            expect(box.locator(".quote-status")).to_have_text(f"Copied as {BUTTONS[form]}.")
            assert page.evaluate("navigator.clipboard.readText()") == text
            assert box.get_by_label(re.compile(BUTTONS[form], re.IGNORECASE)).first.input_value() == text


@pytest.mark.parametrize("clipboard", ["undefined", "{writeText: () => Promise.reject(new Error('no'))}"])
def test_a_refused_clipboard_leads_to_the_form(page: Page, origin: str, sourcing: Quote, clipboard: str) -> None:
    """Where nothing can be copied the page says so, links the form's file, or selects what there is."""
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    page.goto(f"{origin}/sourcing/")
    page.get_by_text("Quote this chapter").click()
    status = page.locator(".quote-status")
    button(page, "markdown").click()
    expect(status).to_contain_text("Your browser did not let us copy.")
    expect(status.get_by_role("link")).to_have_attribute("href", f"{origin}/sourcing/quote.md")
    button(page, "email").click()
    expect(status.get_by_role("link")).to_have_attribute("href", f"{origin}/newsletter/#quote-sourcing")
    button(page, "rich").click()
    expect(status).to_contain_text("It is selected now")
    assert sourcing.blurb in page.evaluate("getSelection().toString()")


def test_a_refused_clipboard_selects_the_field(page: Page, origin: str, guide: Guide) -> None:
    """On the page for newsletters the field itself is selected."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{origin}/newsletter/")
    page.locator("summary").filter(visible=True).get_by_text("HTML for e-mail").first.click()
    button(page, "text").click()
    expect(page.locator(".quote-status").first).to_contain_text("It is selected now")
    assert page.evaluate("getSelection().toString()") == quotes(guide)[0].form("text", BUILT)


def test_a_form_that_cannot_be_fetched_is_said(page: Page, origin: str, context: BrowserContext) -> None:
    """When the forms' files do not come the page says so and links them; rich text needs none of them, and a later press tries again."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/sourcing/")
    page.evaluate("() => { window.its = fetch; window.fetch = () => Promise.reject(new Error('offline')) }")
    page.get_by_text("Quote this chapter").click()
    status = page.locator(".quote-status")
    button(page, "text").click()
    expect(status).to_contain_text("It could not be fetched.")
    expect(status.get_by_role("link")).to_have_attribute("href", f"{origin}/sourcing/quote.txt")
    button(page, "rich").click()
    expect(status).to_have_text("Copied as rich text.")
    page.evaluate("() => { window.fetch = window.its }")
    button(page, "text").click()
    expect(status).to_have_text("Copied as plain text.")


def test_a_folded_quote_fetches_nothing(page: Page, origin: str) -> None:
    """The forms' files come when the quote is unfolded, not before."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{origin}/sourcing/", wait_until="networkidle")
    assert not {"quote.html", "quote.md", "quote.txt"} & set(asked)
    with (
        page.expect_request("**/quote.html"),
        page.expect_request("**/quote.md"),
        page.expect_request("**/quote.txt"),
    ):
        page.get_by_text("Quote this chapter").click()


def test_all_forms_are_reached_without_a_script(browser: Browser, origin: str, sourcing: Quote) -> None:
    """Without JavaScript a chapter links its forms, and the page for newsletters holds them in fields."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/sourcing/")
    page.get_by_text("Quote this chapter").click()
    expect(page.locator(".quoted")).to_contain_text(sourcing.blurb)
    for name, text in (("Rich text", sourcing.blurb), ("Plain text", sourcing.line)):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("body")).to_contain_text(text)
        page.go_back()
        page.get_by_text("Quote this chapter").click()
    page.get_by_role("link", name="HTML for e-mail").click()
    assert page.url == f"{origin}/newsletter/#quote-sourcing"
    block = page.locator(".quotation#quote-sourcing")
    block.locator("summary").click()
    for form in FILES:
        field = block.locator(f"textarea[data-form={form}]")
        expect(field).to_have_value(sourcing.form(form, BUILT))
        expect(field).to_have_accessible_name(re.compile(f"^{BUTTONS[form]}$", re.IGNORECASE))
    expect(page.locator("quote-forms button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("tracked", ["", "?utm_source=letter&utm_medium=email"])
def test_an_option_in_a_letter_starts_the_quiz(page: Page, origin: str, guide: Guide, tracked: str) -> None:
    """Each option of the block gives its answer and goes on to the second question, whatever a mail service adds before the fragment."""
    first, second = guide.quiz.questions[:2]
    options = [
        link for link in links(newsletter(guide, "", f"{origin}/")["invitation"]["forms"]["email"]) if "#" in link
    ]
    assert len(options) == len(first.options)
    for link, option in zip(options, first.options, strict=True):
        page.goto(f"{origin}/404.html")
        page.goto(link.replace("#", f"{tracked}#"))
        expect(page.locator("track-quiz:defined .quiz-question").filter(visible=True)).to_have_text(second.text)
        assert kept(page)[f"answers/{first.id}"] == option.id


def test_an_option_leads_to_the_quiz_without_a_script(browser: Browser, origin: str, guide: Guide) -> None:
    """Without JavaScript the link of an option opens the quiz, with its first question to be read."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    rich = newsletter(guide, "", f"{origin}/")["invitation"]["rich"]
    page.goto(links(rich)[0])
    expect(page.get_by_text(guide.quiz.questions[0].text).first).to_be_visible()
    context.close()


def test_the_quiz_is_offered_in_every_form(guide: Guide) -> None:
    """The question, its options with their links, and the promise stand in all four forms."""
    invitation = newsletter(guide, "", LONG)["invitation"]
    question = guide.quiz.questions[0]
    for form, written in {"rich": invitation["rich"], **invitation["forms"]}.items():
        read = html.unescape(written) if form in ("rich", "email") else written
        assert question.text in read
        assert "what you answer after that stays in your browser." in read
        for option in question.options:
            assert option.text in read
            assert f"{LONG}quiz/#start={question.id}.{option.id}" in read
        assert guide.publication.licence.link in read


def test_the_search_finds_chapters_and_not_their_quotes(site: Path) -> None:
    """What is gathered for newsletters is no result of a search for what the chapters say."""
    found = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    gathered = [entry for entry in found if entry["location"].startswith("newsletter/")]
    assert not any("quote-" in entry["location"] or "minutes to read" in entry["text"] for entry in gathered)


@pytest.mark.parametrize("width", [320, 1440])
def test_quotes_are_accessible_unfolded(page: Page, origin: str, width: int) -> None:
    """An unfolded quote, and the page for newsletters with a field open, have no violation and no sideways scroll."""
    page.set_viewport_size({"width": width, "height": 900})
    for address, fold in (("sourcing/director/", ".quote > summary"), ("newsletter/", ".to-paste > summary")):
        page.goto(f"{origin}/{address}")
        page.locator(fold).first.click()
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_quote_is_not_printed(page: Page, origin: str) -> None:
    """On paper a chapter ends with its text."""
    page.goto(f"{origin}/sourcing/")
    page.emulate_media(media="print")
    expect(page.locator(".quote")).to_be_hidden()
