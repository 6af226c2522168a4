"""Draws every page's share card: a picture of the top of the page, for whoever links it.

A card has few colours, so it is drawn as numbers of a palette: each colour has a ramp of steps to what it is drawn
on, and an edge that covers half a pixel is the middle of a ramp. That is many times faster than drawing in full
colour, and the files are smaller.
"""

import io
import math
import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import resvg_py
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFont

from macros import templates
from macros.contrast import NEEDED, contrast, surfaces_in
from macros.finishing.drawings import Drawings, digest
from macros.finishing.site import Site
from macros.frame import section_of, track_of
from macros.guide import Guide
from macros.metadata import CARD
from macros.metadata import CARD_HEIGHT as HEIGHT
from macros.metadata import CARD_WIDTH as WIDTH
from macros.models import Track
from macros.pages import Page
from macros.quotes import plain
from macros.templates import COMPONENTS, render

SMALLEST = 44  # of text; 11 px where the card is shown 300 px wide

ASSETS = COMPONENTS.parent / "assets"
FACE = ASSETS / "fonts" / "newsreader-600.woff2"
TOKENS = ASSETS / "stylesheets" / "tokens.css"
STEPS = 20  # of a ramp
_STEP = [round(covered * STEPS / 255) for covered in range(256)]
_ANY = [255 * (step > 0) for step in _STEP]
SHIFTS = 2  # places within a pixel where a letter may begin
# Letters that the face joins, and the characters under which it has them joined.
LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}

# From the top: a bar of the accents, the masthead, and the opening, whose lower edge cuts off the marks.
MARGIN = 64
BAR = 18
MASTHEAD = 134  # where it ends
KICKER = 204  # its baseline
FIRST, FIRST_ALONE, LAST = 236, 204, 586  # where the title's lines begin, with a kicker and without, and end
SIZES = (104, 96, 88, 80, 72, 64)
SMALLEST_IN = {2: 88, 3: 72, 4: 64}  # what a title is set in, by its lines: rather three large ones than four
LEADING, ASCENT, DESCENT = 1.04, 0.75, 0.27  # in parts of the size

GRID, EDGE = 24, 2  # of a mark, and how far from the grid's edge it is drawn
BRAND_MARK, BRAND_OVERLAP = 60, 12
# A mark's size on the card, how much of it is below the edge, and how far the marks of both overlap.
ALONE, SUNK = 480, 100
PAIR, PAIR_SUNK, PAIR_OVERLAP = 300, 110, 40
GAP_ABOVE, GAP_BESIDE = 20, 40  # between the title and the marks
TINT = 0.09  # of the accent, in the opening of a track's pages, as --tint has it in tokens.css
_LIGATURE = re.compile("|".join(LIGATURES))


class Area(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    colour: str


class Mark(NamedTuple):
    x: float
    y: float
    scale: float
    drawing: str
    colour: str


class Line(NamedTuple):
    """A line of text, `width` wide at most, from x and on the baseline y; `ground` is the colour it stands on."""

    text: str
    x: float
    y: float
    size: float
    width: float
    colour: str
    ground: str


@dataclass
class Card:
    areas: list[Area] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT


class Words(NamedTuple):
    """What is written on a card; `whereabouts` may be ''."""

    site: str
    whereabouts: str
    title: str


class _Row:
    """Marks of one size beside each other."""

    def __init__(self, size: float, overlap: float, many: int):
        self.size = size
        self.step = size - overlap
        self.edge = size * EDGE / GRID
        self.width = size + self.step * (many - 1) - 2 * self.edge

    def marks(self, tracks: Sequence[Track], left: float, top: float) -> list[Mark]:
        """The first one is drawn from `left`, and all of them on a grid from `top`."""
        xs = (left - self.edge + place * self.step for place in range(len(tracks)))
        scale = self.size / GRID
        return [Mark(x, top, scale, track.mark, track.accent.light) for x, track in zip(xs, tracks, strict=True)]


class Face:
    """The reading face: it measures letters, and draws them."""

    def __init__(self) -> None:
        self._font = TTFont(io.BytesIO(FACE.read_bytes()), lazy=True)
        # Glyphs by number: the names that the library would find for them come from long lists.
        self._font.setGlyphOrder([f"glyph{number}" for number in range(self._font["maxp"].numGlyphs)])
        self.characters = self._font.getBestCmap()
        units, widths = self._font["head"].unitsPerEm, self._font["hmtx"]
        self._units = units
        self._widths = {code: widths[glyph][0] / units for code, glyph in self.characters.items()}
        self._widest = max(self._widths.values())
        self._kerning: dict[str, dict[str, int]] = {}
        self._drawn: dict[tuple[str, float, int], tuple[Image.Image, tuple[int, int]]] = {}

    def width(self, text: str, size: float) -> float:
        """How wide a text is at most: kerning, left out, brings letters together."""
        return size * sum(self._widths.get(ord(letter), self._widest) for letter in text)

    def lines(self, text: str, size: float, rooms: list[float]) -> list[str] | None:
        """The text in lines, each in a room of its own; None if it does not fit."""
        found: list[str] = []
        for word in text.split():
            if found and self.width(f"{found[-1]} {word}", size) <= rooms[len(found) - 1]:
                found[-1] += f" {word}"
            elif len(found) < len(rooms) and self.width(word, size) <= rooms[len(found)]:
                found.append(word)
            else:
                return None
        return found

    def balanced(self, text: str, size: float, rooms: list[float]) -> list[str] | None:
        """The same lines, of lengths that differ as little as can be."""
        found = narrower = self.lines(text, size, rooms)
        while narrower:
            found = narrower
            widest = max(self.width(line, size) for line in found) - 1
            narrower = self.lines(text, size, [min(room, widest) for room in rooms[: len(found)]])
        return found

    def cut(self, text: str, size: float, room: float) -> str:
        """As much of the text as fits, with an ellipsis for the rest."""
        if self.width(text, size) <= room:
            return text
        while text and self.width(f"{text}…", size) > room:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def all_that_fits(self, text: str, size: float, rooms: list[float]) -> list[str]:
        """As much of the text as these rooms hold, for one that has no place to break or is far too long."""
        found = []
        for room in rooms[:-1]:
            words = text.split()
            most = max((n for n in range(len(words)) if self.width(" ".join(words[:n]), size) <= room), default=0)
            if not most:
                break
            found.append(" ".join(words[:most]))
            text = " ".join(words[most:])
        return [*found, self.cut(text, size, rooms[len(found)])]

    def covering(self, text: str, size: float, x: float) -> Image.Image:
        """How much of each pixel the text covers; its baseline is ASCENT below the top, and it begins at x."""
        covered = Image.new("L", (math.ceil(x + self.width(text, size) + size), math.ceil(size * 1.5)))
        baseline = round(size * ASCENT)
        for letter, place in self._placed(text, size, x):
            left = math.floor(place)
            glyph, (over, above) = self._glyph(letter, size, round((place - left) * SHIFTS))
            covered.paste(255, (left + over, baseline + above), glyph)
        return covered

    def _placed(self, text: str, size: float, x: float) -> Iterator[tuple[str, float]]:
        """Each letter, or letters that are joined, and where it begins: kerned, as in browsers."""
        before = ""
        for letter in _LIGATURE.sub(lambda joined: LIGATURES[joined[0]], text):
            glyph = self.characters.get(ord(letter), "")
            x += size * self._kerned(before, glyph) / self._units
            yield letter, x
            x += self.width(letter, size)
            before = glyph

    def _glyph(self, letter: str, size: float, shift: int) -> tuple[Image.Image, tuple[int, int]]:
        """A letter that begins so many parts of a pixel to the right, and where its picture is to be put."""
        key = letter, size, shift
        if key not in self._drawn:
            mask, offset = _sized(size).getmask2(letter, "L", anchor="ls", start=(shift / SHIFTS, 0))
            self._drawn[key] = Image.frombytes("L", mask.size, bytes(mask)), offset
        return self._drawn[key]

    def _kerned(self, first: str, second: str) -> int:
        """By how much a pair of glyphs stands apart, in the face's units; mostly less than nothing."""
        if first not in self._kerning:
            self._kerning[first] = dict(_pairs(self._tables, first))
        return self._kerning[first].get(second, 0)

    @cached_property
    def _tables(self) -> list[Any]:
        """The font's tables of pairs, the first that has a pair first in force."""
        return [table for lookup in self._font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable]


def _pairs(tables: list[Any], first: str) -> Iterator[tuple[str, int]]:
    """The glyphs that are set apart from a first one: by their classes, or, which counts more, each by itself."""
    for table in reversed(tables):
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            for pair in table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord:
                yield pair.SecondGlyph, pair.Value1.XAdvance
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
            for second, place in table.ClassDef2.classDefs.items():
                yield second, row[place].Value1.XAdvance


@cache
def _sized(size: float) -> ImageFont.FreeTypeFont:
    # The basic layout is the one that does not depend on the machine's libraries.
    return ImageFont.truetype(FACE, size, layout_engine=ImageFont.Layout.BASIC)


def write(site: Site, guide: Guide, name: str, titles: dict[str, str], drawings: Drawings) -> None:
    face = Face()
    pens = digest([Path(__file__), Path(templates.__file__), FACE, *sorted((COMPONENTS / "card").iterdir())])
    for page, card in cards(guide, face, name, titles):
        site.write(f"{page.address}{CARD}", drawings.drawn(f"{pens} {card}", partial(drawn, card, face)))


class _Drawing:
    """A picture in the making, as numbers of a palette."""

    def __init__(self) -> None:
        self.picture = Image.new("L", (WIDTH, HEIGHT))
        self.palette: list[str] = []
        self._nearest: list[str] = []  # for each number, the one of its ramp's two ends that it is closer to
        self._ramps: dict[tuple[str, str], int] = {}

    def copy(self) -> "_Drawing":
        copied = copy(self)
        copied.picture = self.picture.copy()
        copied.palette, copied._nearest, copied._ramps = [*self.palette], [*self._nearest], {**self._ramps}
        return copied

    def fill(self, area: Area) -> None:
        edges = (area.x, area.y, area.x + area.width, area.y + area.height)
        self.picture.paste(self._ramp(area.colour, area.colour), tuple(map(round, edges)))

    def lay(self, covered: Image.Image, left: int, top: int, colour: str) -> None:
        """Put a colour on what is there, by how much of each pixel it covers."""
        shape = covered.point(_ANY)
        below = self.picture.crop((left, top, left + covered.width, top + covered.height))
        found = {self._nearest[number] for number, many in enumerate(below.histogram(shape)) if many}
        for ground in sorted(found):
            ramp = self._ramp(ground, colour)
            here = shape
            if len(found) > 1:
                is_ground = [255 * (near == ground) for near in self._nearest]
                here = ImageChops.darker(shape, below.point(is_ground + [0] * (256 - len(is_ground))))
            self.picture.paste(covered.point(_numbers(ramp)), (left, top), here)

    def write(self, line: Line, face: Face) -> None:
        left, top = math.floor(line.x), round(line.y) - round(line.size * ASCENT)
        self.lay(face.covering(line.text, line.size, line.x - left), left, top, line.colour)

    def _ramp(self, ground: str, colour: str) -> int:
        """The number of the ground; STEPS further is that of the colour."""
        if (ground, colour) not in self._ramps:
            self._ramps[ground, colour] = len(self.palette)
            steps = range(STEPS + 1 if ground != colour else 1)
            self.palette += [_mixed(colour, ground, step / STEPS) for step in steps]
            self._nearest += [colour if step > STEPS / 2 else ground for step in steps]
        return self._ramps[ground, colour]

    def png(self) -> bytes:
        file = io.BytesIO()
        self.picture.putpalette(bytes.fromhex("".join(self.palette).replace("#", "")))
        self.picture.save(file, "PNG", bits=8, compress_type=Image.core.RLE)
        return file.getvalue()


@cache
def _numbers(ramp: int) -> list[int]:
    """The number of a pixel, by how much of it is covered."""
    return [ramp + step for step in _STEP]


def drawn(card: Card, face: Face) -> bytes:
    """The card as a PNG."""
    drawing = _ground(tuple(card.areas), tuple(card.marks), tuple(card.lines[:1]), face).copy()
    for line in card.lines[1:]:
        drawing.write(line, face)
    return drawing.png()


@cache
def _ground(areas: tuple[Area, ...], marks: tuple[Mark, ...], lines: tuple[Line, ...], face: Face) -> _Drawing:
    """What many cards share: all but their own text."""
    drawing = _Drawing()
    for area in areas:
        drawing.fill(area)
    for mark in marks:
        left, top = math.floor(mark.x), math.floor(mark.y)
        covered = _shape(mark.drawing, mark.scale, mark.x - left, mark.y - top, HEIGHT - top)
        drawing.lay(covered, left, top, mark.colour)
    for line in lines:
        drawing.write(line, face)
    return drawing


def _shape(drawing: str, scale: float, x: float, y: float, height: float) -> Image.Image:
    """How much of each pixel a mark covers, down to the picture's edge."""
    size = math.ceil(GRID * scale + 1)
    svg = render("card", drawing=drawing, scale=scale, x=x, y=y, width=size, height=min(size, height))
    with Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))) as found:
        return found.getchannel("A")


def cards(guide: Guide, face: Face, name: str, titles: dict[str, str]) -> Iterator[tuple[Page, Card]]:
    """Every page with its card. `name` is the site's; `titles` stand above the pages' in the menu, by address."""
    for page in guide.pages.values():
        track = track_of(guide, page)
        words = Words(name, _whereabouts(guide, page, titles.get(page.address), track), plain(guide, page.title))
        yield page, laid_out(guide, face, words, track)


def _whereabouts(guide: Guide, page: Page, above: str | None, track: Track | None) -> str:
    """Where in the guide the page stands, as it says itself, and whose it is; a section's number says little."""
    parts = [above] if above and (track or not section_of(guide, page)) else []
    if track:
        parts.append(track.name)
    elif page.address:
        parts.append(" or ".join(owner.short for owner in guide.tracks))
    return " · ".join(parts)


def laid_out(guide: Guide, face: Face, words: Words, track: Track | None) -> Card:
    """The card of a page of this track, or of a page of both."""
    paper, raised = (guide.surfaces[name]["light"] for name in ("--paper", "--raised"))
    ground = _mixed(track.accent.light, paper, TINT) if track else raised
    owners = [track] if track else guide.tracks
    card = Card([Area(0, 0, WIDTH, MASTHEAD, paper), Area(0, MASTHEAD, WIDTH, HEIGHT - MASTHEAD, ground)])
    bar = WIDTH / len(owners)
    card.areas += [Area(place * bar, 0, bar, BAR, owner.accent.light) for place, owner in enumerate(owners)]

    middle = (BAR + MASTHEAD) / 2
    row = _Row(BRAND_MARK, BRAND_OVERLAP, len(guide.tracks))
    card.marks += row.marks(guide.tracks, MARGIN, middle - BRAND_MARK / 2)
    x = MARGIN + row.width + 14
    name = face.cut(words.site, SMALLEST, WIDTH - MARGIN - x)
    card.lines.append(_line(face, name, x, middle + SMALLEST * 0.32, SMALLEST, _ink(), paper))

    size, sunk, overlap = (ALONE, SUNK, 0) if track else (PAIR, PAIR_SUNK, PAIR_OVERLAP)
    row = _Row(size, overlap, len(owners))
    left, top = WIDTH - MARGIN - row.width, HEIGHT + sunk - size
    card.marks += row.marks(owners, left, top)

    if words.whereabouts:
        kicker = face.cut(words.whereabouts, SMALLEST, WIDTH - 2 * MARGIN)
        colour = track.accent.light if track and contrast(track.accent.light, ground) >= NEEDED else _ink()
        card.lines.append(_line(face, kicker, MARGIN, KICKER, SMALLEST, colour, ground))
    first = FIRST if words.whereabouts else FIRST_ALONE
    size, lines = _title(face, words.title, first, top + row.edge - GAP_ABOVE, left - GAP_BESIDE - MARGIN)
    for place, line in enumerate(lines):
        y = first + size * (ASCENT + place * LEADING)
        card.lines.append(_line(face, line, MARGIN, y, size, _ink(), ground))
    return card


@cache
def _ink() -> str:
    return surfaces_in(TOKENS.read_text(encoding="utf-8"), ("--ink",))["--ink"]["light"]


def _title(face: Face, title: str, first: float, beside: float, room: float) -> tuple[float, list[str]]:
    """The title's size and lines: few and large. Below `beside` there are marks, and less `room`."""
    for most, smallest in SMALLEST_IN.items():
        for size in SIZES:
            ends = [first + size * (ASCENT + DESCENT + place * LEADING) for place in range(most)]
            rooms = [WIDTH - 2 * MARGIN if end <= beside else room for end in ends if end <= LAST]
            if most == 2 and len(set(rooms)) == 2:
                rooms.pop()  # two lines are as long as each other, or one is better
            if size >= smallest and (lines := face.balanced(title, size, rooms)):
                return size, lines
    return size, list(face.all_that_fits(title, size, rooms))


def _line(face: Face, text: str, x: float, y: float, size: float, colour: str, ground: str) -> Line:
    return Line(text, x, y, size, face.width(text, size), colour, ground)


def _mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid thinly over another."""
    pairs = ((int(colour[start : start + 2], 16), int(ground[start : start + 2], 16)) for start in (1, 3, 5))
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)
