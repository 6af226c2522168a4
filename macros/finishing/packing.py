"""Packs what is text ahead, for hosts that send `page.html.br` or `page.html.gz` in place of `page.html`."""

import zlib
from collections import deque
from collections.abc import Container, Iterable
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


def write(site: Site, packed: Container[Path] = ()) -> None:
    """Beside each text, in place of what was packed before; nothing beside one that does not get smaller.

    Of texts that `packed` names, what stands beside them is right.
    """
    files = sorted(site.folder.rglob("*"))
    for file in files:
        if file.suffix in ENDINGS and file.with_suffix("") not in packed:
            file.unlink()
    pack(file for file in files if file not in packed)


def pack(files: Iterable[Path]) -> None:
    """Pack those of some files that are texts; beside these, nothing is packed yet."""
    # Both libraries let go of Python's lock while they work.
    with ThreadPoolExecutor() as threads:
        deque(threads.map(_pack, files), maxlen=0)


def _pack(file: Path) -> None:
    if file.suffix not in KINDS or file.stat().st_size < LEAST:
        return
    content = file.read_bytes()
    packer = zlib.compressobj(9, wbits=GZIP)
    zipped = packer.compress(content) + packer.flush()
    squeezed = brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY)
    for ending, packed in zip(ENDINGS, (zipped, squeezed), strict=True):
        if len(packed) < len(content):
            file.with_name(file.name + ending).write_bytes(packed)
