"""How well two colours are told apart, by WCAG 2.2, and the surfaces that text stands on. Pure arithmetic."""

import re
from collections.abc import Mapping

NEEDED = 4.5  # of text, to its surface
NAMES = ("--paper", "--raised")  # the surfaces that an accent's text may stand on
SCHEMES = ("light", "dark")

Surfaces = dict[str, dict[str, str]]  # name -> scheme -> colour

_DECLARED = re.compile(r"(?P<name>--[a-z]+):\s*light-dark\((?P<light>#[0-9a-f]{6}), (?P<dark>#[0-9a-f]{6})\);")


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb: 0 for black, 1 for white."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """From 1, for the same colour, to 21, for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least(accent: str, scheme: str, surfaces: Surfaces) -> tuple[float, str, str]:
    """The lowest contrast that a colour has in a scheme, with the name and the colour of the surface."""
    return min((contrast(accent, colours[scheme]), name, colours[scheme]) for name, colours in surfaces.items())


def shown(ratio: float) -> str:
    """'4.4:1' for 4.499: rounded down, so that too little never reads as enough."""
    return f"{int(ratio * 10) / 10}:1"


def surfaces_in(css: str, names: tuple[str, ...] = NAMES) -> Surfaces:
    """The surfaces, or other colours, that a style sheet declares as light-dark(#rrggbb, #rrggbb)."""
    found = {match["name"]: match for match in reversed(list(_DECLARED.finditer(css)))}
    return {name: {scheme: found[name][scheme] for scheme in SCHEMES} for name in names if name in found}


def missing(css: str, surfaces: Mapping[str, object]) -> list[tuple[str, int]]:
    """Each surface that is not declared so, with the line that declares it otherwise, or the first."""
    lines = css.split("\n")
    return [
        (name, next((number for number, line in enumerate(lines, 1) if line.strip().startswith(f"{name}:")), 1))
        for name in NAMES
        if name not in surfaces
    ]
