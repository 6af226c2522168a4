"""Completes the offer of the PDF and the e-book, which the pages hold back until there are any."""

import re

from macros.finishing.site import Site

# However a page is written down: with quotation marks around its attributes or without.
_HELD_BACK = re.compile(r"""(<[^<>]*\bclass="?formats\b[^<>]*?) hidden(?:="")?(?=[\s>])""")
_OFFERED = r"""(<li data-format="?{kind}"?>\s*<a\b)[^>]*(>.*?</a>)(\s*<span>).*?(</span>)"""

MEDIA_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


def complete(site: Site, files: dict[str, str], said: dict[str, str]) -> None:
    """Show the offer, and what leads to it, wherever a page has them.

    `files` are the names of the files, `said` what is said of each, by their kinds.
    """
    for file in sorted(site.folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        shown = _HELD_BACK.sub(r"\1", text)
        for kind, name in files.items():
            # A copy at an address that has moved reads its links from where it is a copy of.
            depth = 0 if "<base " in text else len(file.relative_to(site.folder).parts) - 1
            href = "../" * depth + name
            link = rf'\1 href="{href}" type="{MEDIA_TYPES[kind]}"\2\3{said[kind]}\4'
            shown = re.sub(_OFFERED.format(kind=kind), link, shown, flags=re.DOTALL)
        if shown != text:
            site.write(file.relative_to(site.folder).as_posix(), shown)


def size(count: int) -> str:
    """A number of bytes as a reader is told it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 950_000 else f"{count / 1000:.0f} kB"
