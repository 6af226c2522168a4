"""The guide's figures: each says the same in a drawing and in words, fits its page, and is drawn to scale."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from macros import figures
from macros.guide import Guide
from macros.loading import load
from tests.addresses import CHAPTERS
from tests.conftest import told
from tests.serving import PROJECT, build, serve

# Every text of a drawing as seen: outside its drawing, or on top of another text.
MISPLACED = """figure => {
  const inside = (a, b) => a.left >= b.left - 1.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5 && a.bottom <= b.bottom + 0.5
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top + 1 || b.bottom <= a.top + 1
  const drawn = [...figure.querySelectorAll('svg')].filter(svg => svg.checkVisibility())
  return drawn.flatMap(svg => {
    const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number)
    const texts = [...svg.querySelectorAll('text')]
    const boxes = texts.map(text => { const {x, y, width, height} = text.getBBox(); return {left: x, top: y, right: x + width, bottom: y + height} })
    const shown = svg.clientWidth / width
    return texts.flatMap((text, i) => [
      ...(inside(boxes[i], {left: 0, top: 0, right: width, bottom: height}) ? [] : [`"${text.textContent}" leaves the drawing`]),
      ...texts.slice(i + 1).filter((_, j) => !apart(boxes[i], boxes[i + 1 + j])).map(other => `"${text.textContent}" touches "${other.textContent}"`),
      ...(parseFloat(getComputedStyle(text).fontSize) * shown < 12 ? [`"${text.textContent}" is smaller than 12 px`] : []),
    ])
  }).concat(drawn.length === 1 ? [] : [`${drawn.length} drawings are shown`])
}"""


def drawing(guide: Guide, name: str, wide: bool) -> figures.Drawing:
    return figures.figure(guide, "", name)["drawings"][wide]


@pytest.mark.parametrize("address", ["", *CHAPTERS])
def test_every_chapter_and_the_home_page_have_a_figure(guide: Guide, address: str) -> None:
    """A figure explains something on each chapter and on the home page."""
    assert guide.page_at(address).calls_of("figure")


def test_a_figure_says_everything_in_words_too(guide: Guide) -> None:
    """Each text that a figure draws stands in its list, its caption, or in the names that all of its kind share."""
    shared = {figures.YOU, figures.BEFORE, figures.CHANGED, figures.AFTER}
    for name, entry in guide.figures.items():
        view = figures.figure(guide, "", name)
        told = " ".join([entry.words, *(f"{item['label']} {item['text']}" for item in view["items"])])
        told += " ".join(name for track in guide.tracks for name in (track.name, track.short))
        if entry.roles:  # said in the list by the role alone
            told += " ".join([*figures.ROLES.values(), *entry.roles.lends.model_dump().values()])
        for drawn in view["drawings"]:
            said = [" ".join(line for _, line in text["lines"]) for text in drawn.texts]
            assert [words for words in said if words not in told and words not in shared] == [], name


def test_a_figure_has_its_title_caption_and_equivalent_in_the_page(page: Page, origin: str, guide: Guide) -> None:
    """What is drawn has a name for those who do not see it, a caption to read, and its list one press away."""
    for address in ("", *CHAPTERS):
        page.goto(f"{origin}/{address}")
        for call in guide.page_at(address).calls_of("figure"):
            entry = guide.figures[call.arguments[0]]
            figure = page.locator(f"#figure-{entry.id}")
            assert figure.get_by_role("img", name=entry.title, exact=True).count() == 1
            assert entry.caption in figure.locator("figcaption").inner_text()
            assert not figure.locator("li").first.is_visible()
            figure.get_by_text("The same in words").click()
            assert figure.locator("li").count() >= 2
            assert figure.locator("li").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 640, 820, 1440])
def test_no_text_of_a_figure_leaves_it_or_meets_another(page: Page, origin: str, width: int) -> None:
    """At any width one drawing is shown, its texts stay inside and apart, and none is smaller than 12 px."""
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for address in ("", *CHAPTERS):
        page.goto(f"{origin}/{address}")
        for figure in page.locator("figure.figure").all():
            found += figure.evaluate(MISPLACED)
    assert found == []


def test_bars_have_one_scale(guide: Guide) -> None:
    """Lengths of bars are to each other as the amounts, to half a unit of the drawing."""
    for name, entry in guide.figures.items():
        if entry.bars:
            amounts = [bar.amount for bar in entry.bars.rows]
        elif entry.change:
            amounts = [entry.change.before.days, entry.change.after.days]
        else:
            continue
        for wide in (False, True):
            ends: dict[str, tuple[float, float]] = {}
            for block in drawing(guide, name, wide).blocks:
                left, right = float(block["x"]), float(block["x"]) + float(block["width"])
                first, last = ends.get(block["y"], (left, right))
                ends[block["y"]] = (min(first, left), max(last, right))
            lengths = [right - left for left, right in ends.values()]
            scale = max(lengths) / max(amounts)
            assert lengths == pytest.approx([amount * scale for amount in amounts], abs=0.5), name


def test_bars_are_cut_into_blocks_that_can_be_counted(guide: Guide) -> None:
    """Each block of a bar stands for the same amount."""
    for name, entry in guide.figures.items():
        if entry.bars:
            wanted = sum(-(-bar.amount // entry.bars.block) for bar in entry.bars.rows)
            assert [len(drawing(guide, name, wide).blocks) for wide in (False, True)] == [wanted, wanted]


def test_both_tracks_get_the_same_figures(guide: Guide) -> None:
    """What is drawn for one track is drawn for the other, with about as many words."""
    for kind in ("change", "route", "loop"):
        of_kind = [entry for entry in guide.figures.values() if getattr(entry, kind)]
        assert [getattr(entry, kind).track for entry in of_kind] == guide.track_ids
        first, second = (
            sum(len(line) for text in drawing(guide, entry.id, True).texts for _, line in text["lines"])
            for entry in of_kind
        )
        assert max(first, second) <= 1.2 * min(first, second), kind


def test_the_two_roads_of_the_fork_are_mirrored(guide: Guide) -> None:
    """Neither track's road is the longer one."""
    [name] = [name for name, entry in guide.figures.items() if entry.fork]
    for wide in (False, True):
        drawn = drawing(guide, name, wide)
        # The largest is the road's own; a smaller one may stand beside what is said of it.
        roads = [
            max((mark for mark in drawn.marks if mark["track"] == track), key=lambda mark: float(mark["scale"]))
            for track in guide.tracks
        ]
        assert roads[0]["x" if wide else "y"] == roads[1]["x" if wide else "y"]
        first, second = (line["path"] for line in drawn.lines if line["track"])
        assert len(first.split()) == len(second.split())


def test_a_second_guides_figures_are_drawn_from_its_own_data(project: Path) -> None:
    """Every kind of figure draws other tracks, nodes and stages, with markup in their names as text."""
    guide = load(project)
    assert {kind for entry in guide.figures.values() for kind in figures.KINDS if getattr(entry, kind)} == set(
        figures.KINDS
    )
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr
    html = (project / "site/meet/index.html").read_text(encoding="utf-8")
    for words in (
        "Two doors &amp; one street",
        "Every plate was &lt;hot&gt;.",
        "&lt;mother&gt;",
        "The trial shift",
    ):
        assert words in html
    assert '<a href="../meet/#node-suppliers">Suppliers</a>' in html


@pytest.mark.parametrize("width", [320, 1440])
def test_a_second_guides_figures_fit_too(project: Path, browser: Browser, width: int) -> None:
    """The places of words follow from the data, not from our own."""
    assert build(project, project / "site").returncode == 0
    # That guide has a look of its own; ours is added, which its policy would stop.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    with serve(project / "site") as address:
        other = context.new_page()
        other.goto(f"{address}/meet/")
        other.add_style_tag(path=PROJECT / "overrides/assets/stylesheets/figures.css")
        misplaced = [
            line for figure in other.locator("figure.figure").all() for line in figure.evaluate(MISPLACED)
        ]
    context.close()
    assert misplaced == []


ERRORS = {
    "figure that no page shows": (
        ("docs/meet.md", '{{ figure("trial") }}', ""),
        'data/figures.yml:62: figures[6]: no page shows it. Put {{ figure("trial") }} on one, or delete it.',
    ),
    "unknown figure": (
        ("docs/meet.md", '"to-market"', '"to-markets"'),
        "docs/meet.md:29: figure() knows no 'to-markets'. Did you mean 'to-market'?",
    ),
    "figure id used twice": (
        ("data/figures.yml", "id: trials", "id: trial"),
        "data/figures.yml:62: figures[6].id: 'trial' is the id of figures[5] too. Give this one its own.",
    ),
    "figure without a drawing": (
        ("data/figures.yml", "    loops:\n      alike: []\n", ""),
        "data/figures.yml:55: figures[5]: has no drawing. Give it one of fork, bars, change, roles, route, loops, loop.",
    ),
    "figure with two drawings": (
        (
            "data/figures.yml",
            "      alike: []\n",
            "      alike: []\n    loop: {track: chef, by: {chef-trial: Me}}\n",
        ),
        "data/figures.yml:61: figures[5].loop: is a second drawing beside loops. Make it a figure of its own.",
    ),
    "road of one track only": (
        ("data/figures.yml", "        manager: Every guest came back & paid.\n", ""),
        "data/figures.yml:9: figures[0].fork.roads: has no road for the track 'manager'. Add one.",
    ),
    "figure of no track": (
        ("data/figures.yml", "    change:\n      track: chef", "    change:\n      track: chief"),
        "data/figures.yml:29: figures[2].change.track: 'chief' is not a track. Did you mean 'chef'?",
    ),
    "person of no track": (
        ("data/figures.yml", "{track: manager, role: hires", "{track: manger, role: hires"),
        "data/figures.yml:43: figures[3].roles.others[0].track: 'manger' is not a track. Did you mean 'manager'?",
    ),
    "route that misses a node": (
        ("data/figures.yml", "brings: {suppliers: Cash & thanks}", "brings: {}"),
        "data/figures.yml:51: figures[4].route.brings: has no line for the target node 'suppliers'. Add one.",
    ),
    "route through nobody": (
        ("data/figures.yml", "{suppliers: Cash & thanks}", "{suppliers: Cash & thanks, supplier: Cash}"),
        "data/figures.yml:51: figures[4].route.brings.supplier: 'supplier' is not a target node. Did you mean "
        "'suppliers'?",
    ),
    "loop that misses a stage": (
        ("data/figures.yml", "by: {chef-trial: The owner & her spoon}", "by: {}"),
        "data/figures.yml:68: figures[6].loop.by: has no line for the stage 'chef-trial'. Add one.",
    ),
    "stage that is alike for one track only": (
        ("data/figures.yml", "alike: []", "alike: [{chef: chef-trial}]"),
        "data/figures.yml:60: figures[5].loops.alike[0]: has no stage for the track 'manager'. Add one.",
    ),
    "bar of too many blocks": (
        ("data/figures.yml", "plates each, amount: 6", "plates each, amount: 122"),
        "data/figures.yml:22: figures[1].bars.rows[1].amount: 122 is more than 60 blocks. Let a block stand for more.",
    ),
    "route of a track without nodes": (
        (
            "data/figures.yml",
            "track: chef\n      brings: {suppliers: Cash & thanks}",
            "track: manager\n      brings: {}",
        ),
        "data/figures.yml:51: figures[4].route.brings: this track has no target node. Add one to data/nodes.yml, "
        "or delete the figure.",
    ),
    "bar of nothing": (
        ("data/figures.yml", "plates each, amount: 6", "plates each, amount: 0"),
        "data/figures.yml:22: figures[1].bars.rows[1].amount: 0 is less than 1, the least. Raise it.",
    ),
}


def edit(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("case", ERRORS)
def test_a_slip_in_a_figure_is_named(project: Path, case: str) -> None:
    """Each slip in a figure is one line with its file, line and remedy."""
    change, expected = ERRORS[case]
    edit(project, *change)
    assert told(project)[:1] == [expected]


def test_a_stage_of_the_wrong_track_is_not_alike(project: Path) -> None:
    """Stages that are alike are each of their own track."""
    edit(project, "data/figures.yml", "alike: []", "alike: [{chef: chef-trail, manager: chef-trial}]")
    place = "data/figures.yml:60: figures[5].loops.alike[0]"
    assert told(project) == [
        f"{place}.chef: 'chef-trail' is no stage of that track. Did you mean 'chef-trial'?",
        f"{place}.manager: 'chef-trial' is no stage of that track. There are none so far.",
    ]
