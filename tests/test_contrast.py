"""The arithmetic of contrast, and the surfaces it is applied to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.contrast import NAMES, SCHEMES, contrast, least, luminance, missing, shown, surfaces_in
from macros.guide import Guide
from macros.loading import TOKENS
from tests.serving import PROJECT

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)

# Known values, as WCAG's own examples and the usual checkers give them.
KNOWN = [
    ("#000000", "#ffffff", 21.0),
    ("#767676", "#ffffff", 4.54),
    ("#777777", "#ffffff", 4.48),
    ("#ff0000", "#ffffff", 4.0),
    ("#0000ff", "#ffffff", 8.59),
    ("#ffff00", "#ffffff", 1.07),
    ("#949494", "#ffffff", 3.03),
]


@pytest.mark.parametrize(("one", "other", "expected"), KNOWN)
def test_the_contrast_of_known_pairs_is_known(one: str, other: str, expected: float) -> None:
    """Black and white are 21 apart, and other pairs what every checker says."""
    assert round(contrast(one, other), 2) == expected


@given(one=colours, other=colours)
def test_contrast_has_no_direction_and_a_range(one: str, other: str) -> None:
    """Text on a surface contrasts as much as the surface on the text, from 1 to 21."""
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, one) == 1


@given(colour=colours)
def test_every_colour_can_be_read_on_black_or_white(colour: str) -> None:
    """No colour is below 4.5 on both, so an accent that fails can always be mended."""
    assert max(contrast(colour, "#000000"), contrast(colour, "#ffffff")) >= 4.5


@given(channels=st.tuples(*[st.integers(0, 254)] * 3), position=st.integers(0, 2))
def test_more_light_is_more_luminance(channels: tuple[int, int, int], position: int) -> None:
    """Raising any channel raises the luminance."""
    raised = list(channels)
    raised[position] += 1
    assert luminance("#{:02x}{:02x}{:02x}".format(*raised)) > luminance("#{:02x}{:02x}{:02x}".format(*channels))


@given(accent=colours, surfaces=st.dictionaries(st.sampled_from(NAMES), colours, min_size=1))
def test_the_worst_surface_decides(accent: str, surfaces: dict[str, str]) -> None:
    """Of several surfaces the one with the lowest contrast is named."""
    ratio, name, colour = least(accent, "dark", {name: {"dark": colour} for name, colour in surfaces.items()})
    assert surfaces[name] == colour
    assert ratio == min(contrast(accent, each) for each in surfaces.values())


@pytest.mark.parametrize(("ratio", "text"), [(4.499, "4.4:1"), (4.5, "4.5:1"), (21, "21.0:1"), (2.84, "2.8:1")])
def test_a_ratio_is_never_shown_as_more_than_it_is(ratio: float, text: str) -> None:
    """What falls short by a hair does not read as enough."""
    assert shown(ratio) == text


def test_surfaces_are_read_from_the_first_declaration() -> None:
    """What print changes later does not count; what is not a pair of colours is missing, on its line."""
    css = (
        ":root {\n  --paper: light-dark(#fbf9f4, #15171c);\n  --raised: beige;\n}\n"
        "@media print {\n  --paper: light-dark(#ffffff, #ffffff);\n}\n"
    )
    surfaces = surfaces_in(css)
    assert surfaces == {"--paper": {"light": "#fbf9f4", "dark": "#15171c"}}
    assert missing(css, surfaces) == [("--raised", 3)]
    assert missing("", {}) == [("--paper", 1), ("--raised", 1)]


def test_the_guides_surfaces_and_accents_are_read(guide: Guide) -> None:
    """Both surfaces are found in our own tokens, and every accent can be read on both, in both schemes."""
    assert guide.surfaces == surfaces_in((PROJECT / TOKENS).read_text(encoding="utf-8"))
    assert set(guide.surfaces) == set(NAMES)
    for track in guide.tracks:
        for scheme in SCHEMES:
            assert least(getattr(track.accent, scheme), scheme, guide.surfaces)[0] >= 4.5
