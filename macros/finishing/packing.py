"""Packs what is text ahead, for hosts that send `page.html.br` or `page.html.gz` in place of `page.html`."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from macros.finishing.site import Site

KINDS = frozenset([".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ".webmanifest"])
ENDINGS = (".gz", ".br")  # of what is packed
LEAST = 512  # bytes; below, a host's own headers are longer than what is saved
# Of brotli, at most 11. From 7 on it takes twice as long for a hundredth less; from 10 on, 20 times, for a tenth.
QUALITY = 6
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
        list(threads.map(_pack, files))


def _pack(file: Path) -> None:
    content = file.read_bytes()
    packer = zlib.compressobj(9, wbits=GZIP)
    zipped = packer.compress(content) + packer.flush()
    squeezed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY)
    for ending, packed in zip(ENDINGS, (zipped, squeezed), strict=True):
        if len(packed) < len(content):
            file.with_name(file.name + ending).write_bytes(packed)
