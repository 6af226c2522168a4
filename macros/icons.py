"""The site's icon: half of one track's mark and half of the other's, since whole ones are too small there."""

from typing import NamedTuple
from urllib.parse import quote

from macros.guide import Guide
from macros.templates import render

GRID, EDGE = 24, 2  # of a mark, and how far from the grid's edge it is drawn
GAP = 1  # between the halves, on the same grid


class Half(NamedTuple):
    """Of a mark, what stands between `x` and `x` + `width`."""

    drawing: str
    light: str
    dark: str
    x: float
    width: float


def drawn(guide: Guide, share: float, ground: str = "", adapt: bool = False) -> str:
    """Two halves that take a share of a square; if they `adapt`, in the accents of the reader's scheme."""
    side = (GRID - 2 * EDGE) / share
    width = (GRID - GAP) / 2
    halves = [
        Half(track.mark, track.accent.light, track.accent.dark, x, width)
        for track, x in zip(guide.tracks, (0, GRID - width), strict=True)
    ]
    return render(
        "card",
        "icon",
        **_square(side),
        beyond=_square(side + 2),  # the ground, which no rounding may leave short of an edge
        grid=GRID,
        halves=halves,
        ground=ground,
        adapt=adapt,
    )


def _square(side: float) -> dict[str, float]:
    """Around the middle of the grid."""
    return {"edge": round((GRID - side) / 2, 3), "side": round(side, 3)}


def drawing(guide: Guide) -> str:
    """The icon for any size, in the accents of the reader's scheme."""
    return drawn(guide, 1, adapt=True)


def carried(guide: Guide) -> str:
    """The drawing as an address that carries it, since browsers fetch a page's icon before they paint the page."""
    return "data:image/svg+xml," + quote(" ".join(drawing(guide).split()), safe="/:;=(),")
