"""Share cards: one for every page, of the stated size, with text that fits and can be read when it is small."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from macros.contrast import NEEDED, contrast
from macros.finishing.cards import (
    ASCENT,
    DESCENT,
    FACE,
    HEIGHT,
    MARGIN,
    SMALLEST,
    WIDTH,
    Card,
    Face,
    Line,
    Words,
    cards,
    drawn,
    laid_out,
)
from macros.finishing.drawings import Drawings
from macros.finishing.menu import groups
from macros.finishing.site import Site
from macros.guide import Guide
from macros.loading import load
from tests.addresses import CHAPTERS, PAGES
from tests.conftest import copy_second_guide
from tests.serving import build

THUMBNAIL = 300  # how wide a card is where several are shown
MOST_BYTES = 80_000


@pytest.fixture(scope="module")
def face() -> Face:
    return Face()


@pytest.fixture(scope="module")
def guides_cards(site: Path, guide: Guide, face: Face) -> dict[str, Card]:
    """Every page's card, by the page's address."""
    return cards_of(site, guide, face)


def cards_of(folder: Path, guide: Guide, face: Face) -> dict[str, Card]:
    """As the built site gives what stands on them; while it is built, the nav gives it."""
    site = Site(folder)
    return {page.address: card for page, card in cards(guide, face, site.name, groups(site))}


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory, face: Face) -> tuple[Guide, Path, dict[str, Card]]:
    """The second guide, its built folder and its cards."""
    project = copy_second_guide(tmp_path_factory.mktemp("second") / "project")
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr
    guide = load(project)
    return guide, project / "site", cards_of(project / "site", guide, face)


def picture(site: Path, address: str) -> Image.Image:
    with Image.open(site / address / "card.png") as found:
        found.load()
        return found


def box(line: Line) -> tuple[float, float, float, float]:
    """Where a line's letters may be: left, top, right, bottom."""
    return line.x, line.y - ASCENT * line.size, line.x + line.width, line.y + DESCENT * line.size


def assert_fits(card: Card) -> None:
    """Every line is inside the margins, none is small, and no two touch."""
    for line in card.lines:
        left, top, right, bottom = box(line)
        assert MARGIN <= left <= right <= WIDTH - MARGIN, line
        assert top >= 0, line
        assert bottom <= HEIGHT - SMALLEST / 2, line
        assert line.size >= SMALLEST, line
    for above, below in pairwise(card.lines):
        assert box(above)[3] <= box(below)[1] + 0.1 * below.size, (above, below)
    # A mark is drawn on a grid of 24, and within it from 2 to 22.
    for mark in card.marks[-2 if len(card.marks) == 4 else -1 :]:
        for line in card.lines:
            beside = box(line)[2] <= mark.x + 2 * mark.scale
            assert beside or box(line)[3] <= mark.y + 2 * mark.scale, (line, mark)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_card_of_the_stated_size(site: Path, address: str) -> None:
    """A page's folder holds a PNG of 1200 by 630 pixels, of a weight that no chat refuses."""
    card = picture(site, address)
    assert card.format == "PNG"
    assert card.size == (1200, 630)
    assert (site / address / "card.png").stat().st_size <= MOST_BYTES


def test_no_two_cards_are_alike(site: Path) -> None:
    """Each page has a picture of its own, and only pages have one."""
    assert len({(site / address / "card.png").read_bytes() for address in PAGES}) == len(PAGES)
    assert all((path.parent / "index.html").exists() for path in site.rglob("card.png"))


def test_text_fits(guides_cards: dict[str, Card]) -> None:
    """On every card each line stands inside the margins, clear of the other lines and of the marks."""
    assert set(guides_cards) == set(PAGES)
    for card in guides_cards.values():
        assert_fits(card)


def test_no_text_is_cut(guides_cards: dict[str, Card], guide: Guide) -> None:
    """Every title stands on its card whole, as do the site's name and where the page stands."""
    for page in guide.pages.values():
        card = guides_cards[page.address]
        assert not any("…" in line.text for line in card.lines)
        assert " ".join(line.text for line in card.lines).endswith(page.title)


def test_every_character_is_in_the_face(guides_cards: dict[str, Card], face: Face) -> None:
    """No card shows an empty box for a letter."""
    for card in guides_cards.values():
        for line in card.lines:
            assert {ord(letter) for letter in line.text} <= set(face.characters), line.text


def test_letters_are_drawn_where_they_were_measured(guides_cards: dict[str, Card], face: Face) -> None:
    """Ink is found in every line's box and nowhere outside, so what was measured is what is drawn."""
    for address, card in guides_cards.items():
        bare = Card(card.areas, card.marks, [])
        both = [Image.open(io.BytesIO(drawn(each, face))).convert("RGB") for each in (card, bare)]
        ink = ImageChops.difference(*both)
        for line in card.lines:
            left, top, right, bottom = map(round, box(line))
            written = ink.crop((left, top, right, bottom)).getbbox()
            assert written, (address, line)
            assert written[2] >= 0.9 * line.width, (address, line)
            # Letters begin at parts of a pixel, so the last may reach into the next.
            ImageDraw.Draw(ink).rectangle((left - 3, top, right + 1, bottom), fill="black")
        assert ink.getbbox() is None, address


def test_letters_are_kerned_and_joined(face: Face) -> None:
    """A pair that the face kerns stands closer than its letters are wide, and f and i are joined."""

    def end(text: str) -> int:
        return face.covering(text, 100, 0).getbbox()[2]

    assert end("To") < face.width("T", 100) + end("o") - 5
    joined, one = (face.covering(text, 100, 0) for text in ("fi", "\ufb01"))
    assert joined.crop(joined.getbbox()).tobytes() == one.crop(one.getbbox()).tobytes()


def test_text_can_be_told_from_its_ground(site: Path, guides_cards: dict[str, Card]) -> None:
    """Every line's colour is at 4.5:1 or more to its ground, which is the colour that the picture has there."""
    for address, card in guides_cards.items():
        shown = picture(site, address).convert("RGB")
        for line in card.lines:
            assert contrast(line.colour, line.ground) >= NEEDED, line
            left, top, _, _ = box(line)
            assert "#{:02x}{:02x}{:02x}".format(*shown.getpixel((round(left) - 6, round(top)))) == line.ground


def test_letters_keep_height_and_contrast_in_a_thumbnail(site: Path, guides_cards: dict[str, Card]) -> None:
    """At a quarter of the size, small letters are 4.5 pixels high or more, and strokes are still dark enough.

    Whether that can be read is for eyes to judge; this is what eyes need.
    """
    font = TTFont(FACE)
    height = font["OS/2"].sxHeight / font["head"].unitsPerEm
    for address, card in guides_cards.items():
        small = picture(site, address).convert("RGB")
        small = small.resize((THUMBNAIL, round(HEIGHT * THUMBNAIL / WIDTH)), Image.Resampling.LANCZOS)
        for line in card.lines:
            assert line.size * height * THUMBNAIL / WIDTH >= 4.5, line
            letters = small.crop(tuple(round(edge * THUMBNAIL / WIDTH) for edge in box(line)))
            colours = [colour for _, colour in letters.getcolors(letters.width * letters.height)]
            strongest = max(contrast("#{:02x}{:02x}{:02x}".format(*colour), line.ground) for colour in colours)
            assert strongest >= NEEDED, (address, line)


def test_the_tracks_cards_are_equals_and_differ_at_a_glance(guide: Guide, face: Face) -> None:
    """With the same words, the tracks' cards are laid out alike, and even the smallest picture tells them apart."""
    words = Words("A guide", "A section", "A title")
    one, other = (laid_out(guide, face, words, track) for track in guide.tracks)
    assert [line[:5] for line in one.lines] == [line[:5] for line in other.lines]
    assert [mark[:3] for mark in one.marks] == [mark[:3] for mark in other.marks]
    assert [area[:4] for area in one.areas] == [area[:4] for area in other.areas]
    assert one.marks[-1].drawing != other.marks[-1].drawing
    small = [Image.open(io.BytesIO(drawn(card, face))).convert("RGB").resize((75, 39)) for card in (one, other)]
    difference = ImageChops.difference(*small).convert("L").point(lambda value: 255 if value > 40 else 0)
    assert difference.histogram()[255] >= 0.1 * 75 * 39


def test_a_card_shows_whose_page_it_is_of(guides_cards: dict[str, Card], guide: Guide) -> None:
    """A track's chapter has its own large mark alone, and names the track; what is of both has both marks."""
    many = len(guide.tracks)
    for address in CHAPTERS:
        card = guides_cards[address]
        owner = next((track for track in guide.tracks if address in track.addresses.values()), None)
        assert [mark.drawing for mark in card.marks[many:]] == [
            track.mark for track in guide.tracks if owner in (None, track)
        ]
        if owner:
            assert owner.name in card.lines[1].text


def test_cards_are_the_same_bytes_in_every_build(site: Path, guides_cards: dict[str, Card]) -> None:
    """Drawn once more, in another order, every card is the one that was published."""
    again = Face()
    for address, card in reversed(guides_cards.items()):
        assert drawn(card, again) == (site / address / "card.png").read_bytes(), address


titles = st.text(st.sampled_from("aiMW. -é漢"), min_size=1, max_size=200).filter(str.strip)


@given(title=titles, name=titles, whereabouts=st.one_of(st.just(""), titles), track=st.sampled_from((0, 1, None)))
def test_whatever_an_editor_writes_fits(
    guide: Guide, face: Face, title: str, name: str, whereabouts: str, track: int | None
) -> None:
    """A text of any length, with places to break or without, stays inside the margins; what is too long is cut."""
    card = laid_out(guide, face, Words(name, whereabouts, title), None if track is None else guide.tracks[track])
    assert_fits(card)
    assert len(card.lines) <= 6


def test_another_guide_has_cards_of_its_own(second: tuple[Guide, Path, dict[str, Card]]) -> None:
    """The second guide, of two other tracks and without sections, has a card for each page, with its own marks."""
    guide, site, found = second
    assert len(found) == len(guide.pages)
    for address, card in found.items():
        assert picture(site, address).size == (1200, 630)
        assert_fits(card)
        assert {mark.drawing for mark in card.marks} == {track.mark for track in guide.tracks}


def test_what_was_drawn_once_is_not_drawn_again(tmp_path: Path) -> None:
    """A drawing is kept for whoever asks for the same, and for as long as somebody does."""
    drawn: list[str] = []

    def asked(drawings: Drawings, *names: str) -> list[bytes]:
        return [drawings.drawn(name, lambda name=name: drawn.append(name) or name.encode()) for name in names]

    first, second, third = (Drawings(tmp_path) for _ in range(3))
    assert asked(first, "a", "b") == asked(second, "a", "b") == [b"a", b"b"]
    assert drawn == ["a", "b"]
    assert asked(third, "b", "c") == [b"b", b"c"]
    third.forget()
    assert asked(Drawings(tmp_path), "a", "b", "c") == [b"a", b"b", b"c"]
    assert drawn == ["a", "b", "c", "a"]


def test_where_nothing_can_be_kept_everything_is_drawn(tmp_path: Path) -> None:
    """A project that cannot be written into still gets its drawings."""
    drawings = Drawings(tmp_path / "nowhere")
    assert [drawings.drawn("a", lambda: b"a") for _ in range(2)] == [b"a", b"a"]
    drawings.forget()
    assert not list(tmp_path.iterdir())
