"""Draws the site's icons and writes the web manifest, which names them.

An icon is half of one track's mark and half of the other's, since whole ones are too small where icons are.
"""

import json
import struct
from typing import NamedTuple

import resvg_py

from macros.finishing.site import Site
from macros.guide import Guide
from macros.templates import render

NAME = "manifest.webmanifest"
DRAWING = "icons/icon.svg"
TOUCH, TOUCH_SIZE = "icons/apple-touch-icon.png", 180
OLD, OLD_SIZE = "favicon.ico", 32  # what old browsers and feed readers ask for

GRID, EDGE = 24, 2  # of a mark, and how far from the grid's edge it is drawn
GAP = 1  # between the halves, on the same grid


class Icon(NamedTuple):
    """`share` is how much of its size the shape takes; a mask leaves a circle of 0.8, a square in it has 0.56."""

    file: str
    size: int
    share: float
    purpose: str


ICONS = (
    Icon("icons/icon-192.png", 192, 0.72, "any"),
    Icon("icons/icon-512.png", 512, 0.72, "any"),
    Icon("icons/maskable-512.png", 512, 0.56, "maskable"),
)


class Half(NamedTuple):
    """Of a mark, what the window shows of it."""

    drawing: str
    light: str
    dark: str
    x: float
    y: float
    width: float
    height: float
    window: str


def write(site: Site, guide: Guide) -> None:
    paper = guide.surfaces["--paper"]["light"]
    for icon in ICONS:
        site.write(icon.file, _png(guide, icon.size, icon.share, paper))
    site.write(TOUCH, _png(guide, TOUCH_SIZE, 0.66, paper))
    site.write(DRAWING, _svg(guide, GRID, 1, adapts=True))
    site.write(OLD, _ico(_png(guide, OLD_SIZE, 1), OLD_SIZE))
    site.write(NAME, json.dumps(_manifest(site, guide, paper), ensure_ascii=False, indent=2) + "\n")


def _manifest(site: Site, guide: Guide, paper: str) -> dict[str, object]:
    return {
        "name": site.name,
        "short_name": site.name,
        "description": site.home.meta("description"),
        "lang": guide.publication.language,
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",  # the address stays in sight: every page is meant to be linked
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            *(_named(icon.file, f"{icon.size}x{icon.size}", "image/png", icon.purpose) for icon in ICONS),
            _named(DRAWING, "any", "image/svg+xml", "any"),
        ],
    }


def _named(file: str, sizes: str, kind: str, purpose: str) -> dict[str, str]:
    return {"src": file, "sizes": sizes, "type": kind, "purpose": purpose}


def _svg(guide: Guide, size: int, share: float, ground: str = "", adapts: bool = False) -> str:
    """One shape of two halves in the middle of a square; if it `adapts`, in the accents of the reader's scheme."""
    scale = size * share / (GRID - 2 * EDGE)
    wide = GRID / 2 - GAP / 2
    halves = [
        Half(
            drawing=track.mark,
            light=track.accent.light,
            dark=track.accent.dark,
            x=round(size / 2 + scale * (start - GRID / 2), 3),
            y=round(size / 2 - scale * GRID / 2, 3),
            width=round(scale * wide, 3),
            height=round(scale * GRID, 3),
            window=f"{start} 0 {wide} {GRID}",
        )
        for track, start in zip(guide.tracks, (0, GRID / 2 + GAP / 2), strict=True)
    ]
    return render("card", "icon", size=size, halves=halves, ground=ground, adapts=adapts)


def _png(guide: Guide, size: int, share: float, ground: str = "") -> bytes:
    svg = _svg(guide, size, share, ground)
    return resvg_py.svg_to_bytes(svg_string=svg, width=size, skip_system_fonts=True)


def _ico(png: bytes, size: int) -> bytes:
    """The picture as an icon file: a head, one entry, and the PNG as it is."""
    head = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 22)
    return head + entry + png
