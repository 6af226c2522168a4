"""Packs what is text ahead, for hosts that send `page.html.br` or `page.html.gz` in place of `page.html`."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from macros.finishing.code import FOLDER
from macros.finishing.site import Site

KINDS = frozenset([".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ".webmanifest"])
ENDINGS = (".gz", ".br")  # of what is packed
LEAST = 512  # bytes; below, a host's own headers are longer than what is saved
# Of brotli, at most 11. Above 8 it takes ten times as long for a tenth less: worth it for what every page loads.
QUALITY, QUALITY_OF_CODE = 8, 10
GZIP = zlib.MAX_WBITS | 16  # a gzip file without a name or a time in it


def write(site: Site) -> None:
    """Beside each text, in place of what was packed before; nothing beside one that does not get smaller."""
    for ending in ENDINGS:
        for file in list(site.folder.rglob(f"*{ending}")):
            file.unlink()
    files = [
        file for file in sorted(site.folder.rglob("*")) if file.suffix in KINDS and file.stat().st_size >= LEAST
    ]
    # Both libraries let go of Python's lock while they work.
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda file: _pack(file, site.folder / FOLDER in file.parents), files))


def _pack(file: Path, is_code: bool) -> None:
    content = file.read_bytes()
    quality = QUALITY_OF_CODE if is_code else QUALITY
    packer = zlib.compressobj(9, wbits=GZIP)
    zipped = packer.compress(content) + packer.flush()
    squeezed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    for ending, packed in zip(ENDINGS, (zipped, squeezed), strict=True):
        if len(packed) < len(content):
            file.with_name(file.name + ending).write_bytes(packed)
