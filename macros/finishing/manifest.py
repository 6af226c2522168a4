"""Writes the site's icons, and the web manifest, which names them."""

import json
import struct
from functools import partial
from typing import NamedTuple

import resvg_py

from macros.finishing.drawings import Drawings
from macros.finishing.site import Site
from macros.guide import Guide
from macros.icons import drawing, drawn

NAME = "manifest.webmanifest"
DRAWING = "icons/icon.svg"
TOUCH, TOUCH_SIZE = "icons/apple-touch-icon.png", 180
OLD, OLD_SIZE = "favicon.ico", 32  # what old browsers and feed readers ask for


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


def draw(site: Site, guide: Guide, drawings: Drawings) -> None:
    def png(size: int, share: float, ground: str = "") -> bytes:
        svg = drawn(guide, share, ground)
        return drawings.drawn(f"{size} {svg}", partial(_png, svg, size))

    paper = _paper(guide)
    for icon in ICONS:
        site.write(icon.file, png(icon.size, icon.share, paper))
    site.write(TOUCH, png(TOUCH_SIZE, 0.66, paper))
    site.write(DRAWING, drawing(guide))
    site.write(OLD, _ico(png(OLD_SIZE, 1), OLD_SIZE))


def write(site: Site, guide: Guide) -> None:
    site.write(NAME, json.dumps(_manifest(site, guide), ensure_ascii=False, indent=2) + "\n")


def _paper(guide: Guide) -> str:
    return guide.surfaces["--paper"]["light"]


def _manifest(site: Site, guide: Guide) -> dict[str, object]:
    return {
        "name": site.name,
        "short_name": site.name,
        "description": site.home.meta("description"),
        "lang": guide.publication.language,
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",  # the address stays in sight: every page is meant to be linked
        "background_color": _paper(guide),
        "theme_color": _paper(guide),
        "icons": [
            *(_named(icon.file, f"{icon.size}x{icon.size}", "image/png", icon.purpose) for icon in ICONS),
            _named(DRAWING, "any", "image/svg+xml", "any"),
        ],
    }


def _named(file: str, sizes: str, kind: str, purpose: str) -> dict[str, str]:
    return {"src": file, "sizes": sizes, "type": kind, "purpose": purpose}


def _png(svg: str, size: int) -> bytes:
    return resvg_py.svg_to_bytes(svg_string=svg, width=size, skip_system_fonts=True)


def _ico(png: bytes, size: int) -> bytes:
    """The picture as an icon file: a head, one entry, and the PNG as it is."""
    head = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 22)
    return head + entry + png
