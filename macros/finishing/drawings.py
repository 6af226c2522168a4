"""Keeps drawings from one build to the next: to draw those of 20 pages takes a sixth of a build's work."""

import hashlib
import os
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

# Where Python keeps our compiled modules, and we our compiled templates.
FOLDER = Path(__file__).parents[1] / "__pycache__"
_MADE_BY = " ".join(f"{library} {version(library)}" for library in ("Pillow", "fonttools", "resvg_py"))


def digest(files: Iterable[Path]) -> str:
    """Of all that stands in these files."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


class Drawings:
    """The drawings of earlier builds, each under a digest of all that it was made of."""

    def __init__(self, folder: Path = FOLDER):
        self._folder = folder if os.access(folder, os.W_OK) else None
        self._used: set[str] = set()

    def drawn(self, what: str, draw: Callable[[], bytes]) -> bytes:
        """What was once drawn of `what`, which must say all that its bytes depend on, but for the libraries."""
        if not self._folder:
            return draw()
        name = f"drawn-{hashlib.sha256(f'{_MADE_BY} {what}'.encode()).hexdigest()[:32]}.png"
        self._used.add(name)
        file = self._folder / name
        try:
            return file.read_bytes()
        except OSError:
            content = draw()
        written = file.with_suffix(f".{os.getpid()}")
        written.write_bytes(content)
        written.replace(file)  # whole, or not at all
        return content

    def forget(self) -> None:
        """Delete what was not asked for."""
        for file in self._folder.glob("drawn-*.png") if self._folder else ():
            if file.name not in self._used:
                file.unlink(missing_ok=True)
