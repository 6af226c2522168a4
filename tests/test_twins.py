"""Every page that can be read has a Markdown twin with all of its words, and llms.txt leads to each."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from macros.finishing.as_markdown import as_markdown, escaped
from macros.guide import Guide
from macros.loading import load
from macros.quotes import chapters
from macros.twins import has_twin
from tests.conftest import PROJECT, copy_second_guide
from tests.published import address_of, file_at, pages_of, publish

ADDRESS = "https://kitchen.example/house/"
# What a page shows around its text.
AROUND = {
    *("nav", "svg", "script", "template"),
    *("contents", "dates", "emblem", "printed-links", "whereabouts"),
    *("cell-label", "definition", "first", "moved-on", "quote", "tally", "tools", "without-script"),
}
# What a twin adds: the word before a figure, and what a stylesheet writes, letters of options and lines to fill in.
ADDED = {"Figure", "A", "B", "C", "D", "______"}
LINK = re.compile(r"\]\(<?(\S+?)>?\)")


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second guide, built."""
    return publish(copy_second_guide(tmp_path_factory.mktemp("twins") / "project"), ADDRESS)


@pytest.fixture(scope="module", params=["site", "kitchen"])
def published(request: pytest.FixtureRequest) -> tuple[Path, Guide]:
    """Each of the two guides as it was built, and what it was built from."""
    built = request.getfixturevalue(request.param)
    return built, load(PROJECT if request.param == "site" else built.parent)


def is_around(element: html.HtmlElement) -> bool:
    return (
        not AROUND.isdisjoint({element.tag, *element.get("class", "").split()})
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role") == "status"
        or (element.tag == "summary" and element.getparent().getparent().tag == "figure")
    )


def twins_of(site: Path) -> dict[str, tuple[html.HtmlElement, str]]:
    """For every address with a twin: the page's main part, without what stands around its text, and the twin."""
    found = {}
    for address, page in pages_of(site):
        twin = site / address / "index.md"
        if not twin.exists():
            continue
        main = page.find(".//main")
        for element in [element for element in main.iter(etree.Element) if is_around(element)]:
            element.drop_tree()
        found[address] = (main, twin.read_text(encoding="utf-8"))
    return found


def text_of(twin: str) -> str:
    """A twin without its front matter."""
    return twin.split("\n---\n", 1)[1]


def rendered(twin: str) -> html.HtmlElement:
    """A twin as a reader of Markdown shows it."""
    return html.fragment_fromstring(markdown.markdown(text_of(twin), extensions=["tables"]), create_parent=True)


def words(element: html.HtmlElement) -> list[str]:
    return re.findall(r"\w+", " ".join(element.itertext()))


def test_what_can_be_read_has_a_twin_and_a_form_has_none(published: tuple[Path, Guide]) -> None:
    """Chapters, tables, questions, sources and verdicts have twins; the quiz, the workbook and its aids do not."""
    site, guide = published
    expected = {page.address for page in guide.pages.values() if has_twin(guide, page)}
    assert set(twins_of(site)) == expected
    assert {page.address for page in chapters(guide)} <= expected
    for name in ("glossary", "sources", "worksheet", "dimensions"):
        assert guide.address_of(name) in expected
    for name in ("quiz", "workbook", "newsletter", *guide.aids):
        assert guide.address_of(name) not in expected


def test_every_word_of_a_page_is_in_its_twin(published: tuple[Path, Guide]) -> None:
    """All words come in their order, and hardly one is added."""
    for address, (page, twin) in twins_of(published[0]).items():
        said, written = words(page), words(rendered(twin))
        rest = iter(written)
        missing = [word for word in said if word not in rest]
        assert missing == [], address
        assert set(Counter(written) - Counter(said)) <= ADDED, address


def test_headings_keep_their_level(published: tuple[Path, Guide]) -> None:
    """Read back as Markdown, a twin has the page's headings, as text."""
    for address, (page, twin) in twins_of(published[0]).items():
        levels = ("h1", "h2", "h3", "h4")
        there, here = (list(tree.iter(*levels)) for tree in (page, rendered(twin)))
        assert [heading.tag for heading in there] == [heading.tag for heading in here], address
        for heading, written in zip(there, here, strict=True):
            # On the worksheet a question's number stands before it.
            assert " ".join(words(written)).endswith(" ".join(words(heading))), address
            assert not written.xpath("a"), address


def test_tables_and_lists_stay_what_they_are(published: tuple[Path, Guide]) -> None:
    """Every row is a row with as many cells as its head, every item an item, every box to tick a box."""
    for address, (page, twin) in twins_of(published[0]).items():
        rows = [line for line in twin.splitlines() if line.startswith("| ") and not line.startswith("| --- |")]
        headless = [table for table in page.iter("table") if table.find("thead") is None]
        assert len(rows) == len(list(page.iter("tr"))) + len(headless), address
        tables = list(rendered(twin).iter("table"))
        assert len(tables) == len(list(page.iter("table"))), address
        for table in tables:
            assert len({len(row) for row in table.iter("tr")}) == 1, address
        boxes = page.xpath(".//input[@type='checkbox' or @type='radio']")
        assert len(re.findall(r"^ *- \[ \] ", twin, re.MULTILINE)) == len(boxes), address
        items = [item for item in page.iter("li") if item.find("input") is None]
        listed = re.findall(r"^ *(?:-|\d+\.) (?!\[ \])", text_of(twin), re.MULTILINE)
        assert len(listed) == len(items) + len(list(page.iter("dt"))), address


def test_links_are_whole_and_lead_to_what_exists(published: tuple[Path, Guide]) -> None:
    """A twin can be read anywhere: its links are the page's but for permalinks, whole, and lead to what exists."""
    site, _ = published
    root = address_of(site)
    ids = {root + address: set(page.xpath("//@id")) for address, page in pages_of(site)}
    for address, (page, twin) in twins_of(site).items():
        given = page.xpath(".//a[not(@class='permalink')]")
        own = {urljoin(root + address, link.get("href")) for link in given}
        links = LINK.findall(text_of(twin))
        assert len(links) == len([link for link in given if words(link)]), address
        assert set(links) <= own, address
        for link in links:
            place, _, fragment = link.partition("#")
            if place.startswith(root):
                assert not fragment or fragment in ids[place], link
                assert file_at(site, place).is_file(), link
            else:
                assert place.startswith("https://"), link


def test_a_twin_is_markdown_and_nothing_else(published: tuple[Path, Guide]) -> None:
    """No tag, call or attribute is left, no line ends in spaces, and no two empty lines follow each other."""
    for address, (_, twin) in twins_of(published[0]).items():
        assert not re.search(r"<(?!https?://)|\{\{|\{%|\{:|&nbsp;", twin), address
        assert not re.search(r"[ \t]$|\n\n\n", twin, re.MULTILINE), address
        assert twin.endswith("\n"), address
        assert not [
            element.tag for element in rendered(twin).iter("script", "button", "input", "svg", "span", "div")
        ][1:], address


def test_a_twin_says_where_it_is_from(published: tuple[Path, Guide]) -> None:
    """Its front matter, which programs that take notes read, has the title, the page's address, licence and dates."""
    site, guide = published
    for address, (page, twin) in twins_of(site).items():
        head = yaml.safe_load(twin.split("---\n", 2)[1])
        matter, publication = guide.page_at(address).front_matter, guide.publication
        assert head["title"] == " ".join(page.find(".//h1").text_content().split())
        assert head["source"] == address_of(site) + address
        assert (head["author"], head["language"]) == (publication.author, publication.language)
        assert head["licence"] == f"{publication.licence.name}, {publication.licence.link}"
        for key in ("published", "updated", "reviewed"):
            assert str(head.get(key)) == str(getattr(matter, key)), address
        assert head["description"]


def test_text_of_the_data_is_never_markup(kitchen: Path) -> None:
    """What looks like HTML or Markdown in the data is shown as it is written."""
    meet = (kitchen / "meet/index.md").read_text(encoding="utf-8")
    assert "&lt;" in meet
    tree = html.fragment_fromstring(markdown.markdown(text_of(meet), extensions=["tables"]), create_parent=True)
    assert "Less of everything else & then taste." in tree.text_content()


@given(st.text(st.sampled_from("ab1 \\`*_[](){}<>#+-.!&|;:'\"é—"), max_size=30))
def test_any_text_is_only_text(words: str) -> None:
    """Whatever stands in a paragraph, Markdown makes one paragraph with that text of it."""
    shown = " ".join(words.split())
    page = html.fragment_fromstring("<p></p>")
    page.text = words
    for written in (escaped(words), as_markdown(page, "https://a.example/").rstrip("\n")):
        tree = html.fragment_fromstring(markdown.markdown(written), create_parent=True)
        assert [element.tag for element in tree] == ["p"] * bool(shown)
        assert " ".join(tree.text_content().split()) == shown


@pytest.mark.parametrize(
    ("page", "written"),
    [
        (
            "<p>So <b>bold </b>it<em> is</em>, <cite>said</cite> <q>he</q>.</p>",
            "So **bold** it *is*, *said* “he”.",
        ),
        ('<p>Wow!<a href="../b/#c">there</a></p>', "Wow\\![there](https://a.example/b/#c)"),
        ('<p><a href="x(1)">one</a></p>', "[one](<https://a.example/a/x(1)>)"),
        ("<p>1. one</p><p># two</p><p>- three</p>", "1\\. one\n\n\\# two\n\n\\- three"),
        ("<p><code>a `b`</code> &amp;amp; c</p>", "`` a `b` `` &amp;amp; c"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<ol start=9><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ol>", "9. a\n10. b\n\n    - c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd><p>d</p><p>e</p></dd></dl>",
            "- **a**: b\n- **c**\n\n  d\n\n  e",
        ),
        (
            "<table><tr><td>a|b</td><td></td></tr><tr><th colspan=2>c</th></tr></table>",
            "|  |  |\n| --- | --- |\n| a\\|b |  |\n| c | |",
        ),
        ("<p><img src=card.png alt=Card></p>", "![Card](https://a.example/a/card.png)"),
        ("<details><summary>More</summary><p>a</p></details>", "**More**: a"),
        ("<p>a<!-- b -->c<button>d</button><span hidden>e</span></p>", "ac"),
    ],
)
def test_markup_becomes_markdown(page: str, written: str) -> None:
    """Each kind of element is written as people write it."""
    tree = html.fragment_fromstring(page, create_parent=True)
    assert as_markdown(tree, "https://a.example/a/") == f"{written}\n"


def test_llms_txt_leads_to_every_twin(published: tuple[Path, Guide]) -> None:
    """It has the form of llmstxt.org: a title, a summary, what to know, then lists of links, the optional ones last."""
    site, guide = published
    lines = (site / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# \S.*", lines[0])
    assert re.fullmatch(r"> \S.*", lines[2])
    heads = [line for line in lines if line.startswith("#")]
    assert heads[1:] == [line for line in lines[1:] if line.startswith("## ")]
    assert guide.publication.licence.link in "\n".join(lines[: lines.index(heads[1])])
    entries = [
        re.fullmatch(r"- \[.+\]\((\S+)\): \S.*", line)
        for line in lines[lines.index(heads[1]) :]
        if line[:1] not in ("", "#")
    ]
    assert all(entries)
    links = [entry[1] for entry in entries]
    assert sorted(links) == sorted(f"{address_of(site)}{address}index.md" for address in twins_of(site))
    for page in chapters(guide):
        assert f"{address_of(site)}{page.address}index.md" in links


def test_llms_txt_keeps_the_order_of_the_guide(site: Path, guide: Guide) -> None:
    """The chapters stand under their sections in reading order, and the glossary and the sources are optional."""
    text = (site / "llms.txt").read_text(encoding="utf-8")
    places = [text.index(f"/{page.address}index.md") for page in chapters(guide)]
    assert places == sorted(places)
    optional = text.split("## Optional\n")[1]
    assert [guide.address_of(name) in optional for name in ("glossary", "sources")] == [True, True]
    assert "## " not in optional


def test_twins_are_the_same_from_build_to_build(kitchen: Path, project: Path) -> None:
    """Built again in another folder, every twin and llms.txt have the same bytes."""
    again = publish(project, ADDRESS)
    for file in (*kitchen.rglob("index.md"), kitchen / "llms.txt"):
        assert (again / file.relative_to(kitchen)).read_bytes() == file.read_bytes(), file
