"""Makes the reading face: two fonts cut from Newsreader, and how far a reader's own fonts must be stretched to stand in.

`make fonts` runs this. It writes the fonts and their licence, and prints the fallbacks' rules for `fonts.css`.
"""

import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tests.serving import PROJECT

FONTS = PROJECT / "overrides" / "assets" / "fonts"

SOURCE = "@fontsource-variable/newsreader@5.3.0"
VARIABLE = "files/newsreader-latin-opsz-normal.woff2"
# Each weight, and the size in pixels that its letters are drawn for: prose, and headings.
CUTS = {400: 16, 600: 36}
# Of what the face offers, proportional figures (pnum) cost 2.7 KB and stay away; kerning costs more and is worth it.
FEATURES = ["kern", "liga", "tnum", "lnum", "onum"]

# What stands in for Newsreader until it is there: local fonts, and free ones with the very same widths to measure.
FALLBACKS = {
    "Newsreader fallback": (
        ("Georgia", "Gelasio"),
        "@fontsource/gelasio@5.3.0",
        "files/gelasio-latin-{weight}-normal.woff2",
    ),
    "Newsreader fallback, narrow": (
        ("Times New Roman", "Liberation Serif", "Tinos"),
        "@fontsource/tinos@5.3.0",
        "files/tinos-latin-{weight}-normal.woff2",
    ),
}
# Readers' own fonts have no semibold.
LOCAL_WEIGHTS = {400: 400, 600: 700}
LOCAL_STYLES = {400: "", 600: " Bold"}

# Under these characters a ligature can be asked for where letters are not shaped: on the share cards.
LIGATURES = {"ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02", "ffi": "\ufb03", "ffl": "\ufb04"}

# Whatever an author may write tomorrow: basic Latin, Western European letters, and marks of typography.
ALWAYS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÁÂÄÅÇÈÉÊËÍÎÑÓÔÖØÚÜßàáâãäåæçèéêëíîïñòóôöøùúûüœ"
    + "\u00a0£€§©°±×·•–—‘’“”„…«»−½"  # noqa: RUF001 - they are what they seem
)


def written() -> Counter[str]:
    """How often each character stands in the guide's text, data and templates."""
    found: Counter[str] = Counter()
    for folder, kinds in (("docs", {".md"}), ("data", {".yml"}), ("overrides", {".html", ".js"})):
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in kinds:
                found.update(file.read_text(encoding="utf-8"))
    return found


def unpack(package: str, target: Path) -> Path:
    """Fetch an npm package, by npm's own means, and return the folder with its files."""
    folder = target / package.replace("/", "-")
    folder.mkdir()
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), package]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def cut(variable: Path, weight: int, size: int, characters: Iterable[str]) -> TTFont:
    """One static font from the variable one, with the given characters only."""
    # Its time stands still, so that the same input gives the same bytes.
    font = TTFont(variable, recalcTimestamp=False)
    font = instantiateVariableFont(font, {"wght": weight, "opsz": size})
    options = Options(
        layout_features=FEATURES,
        hinting=False,
        name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def name_ligatures(font: TTFont) -> None:
    """Give the font's ligatures of f characters of their own."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for each in ligatures:
                    spelt = "".join(letters.get(glyph, "") for glyph in (first, *each.Component))
                    if spelt in LIGATURES:
                        found[ord(LIGATURES[spelt])] = each.LigGlyph
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(found)


def mean_width(font: TTFont, frequencies: Counter[str]) -> float:
    """How wide a letter of running text is, in parts of the font's size."""
    cmap, widths = font.getBestCmap(), font["hmtx"]
    total = sum(count * widths[cmap[ord(letter)]][0] for letter, count in frequencies.items())
    return total / sum(frequencies.values()) / font["head"].unitsPerEm


def rules(cuts: dict[int, TTFont], folder: Path, frequencies: Counter[str]) -> Iterator[str]:
    """The rules of the fallbacks: stretched to Newsreader's width, on lines as high as its lines."""
    for family, (names, package, pattern) in FALLBACKS.items():
        files = unpack(package, folder)
        for weight, cut_font in cuts.items():
            local = TTFont(files / pattern.format(weight=LOCAL_WEIGHTS[weight]))
            ratio = mean_width(cut_font, frequencies) / mean_width(local, frequencies)
            sources = ", ".join(f'local("{name}{LOCAL_STYLES[weight]}")' for name in names)
            units = cut_font["head"].unitsPerEm * ratio
            lines = cut_font["hhea"]
            yield (
                "@font-face {\n"
                f'  font-family: "{family}";\n'
                f"  font-weight: {weight};\n"
                f"  src: {sources};\n"
                f"  size-adjust: {ratio:.1%};\n"
                f"  ascent-override: {lines.ascent / units:.1%};\n"
                f"  descent-override: {-lines.descent / units:.1%};\n"
                f"  line-gap-override: {lines.lineGap / units:.0%};\n"
                "}"
            )


def main() -> None:
    frequencies = written()
    with TemporaryDirectory() as folder:
        package = unpack(SOURCE, Path(folder))
        FONTS.mkdir(exist_ok=True)
        (FONTS / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())
        characters = sorted({*ALWAYS, *frequencies})
        cuts = {weight: cut(package / VARIABLE, weight, size, characters) for weight, size in CUTS.items()}
        name_ligatures(cuts[600])
        for weight, font in cuts.items():
            font.save(FONTS / f"newsreader-{weight}.woff2")
        prose = Counter({c: n for c, n in frequencies.items() if c in "abcdefghijklmnopqrstuvwxyz ,."})
        print("\n\n".join(rules(cuts, Path(folder), prose)))


if __name__ == "__main__":
    main()
