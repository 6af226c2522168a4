"""Runs a Python module and notes on which of its phases the work went: `phases.py FILE -m mkdocs build`.

A thread looks at the main one's stack every few milliseconds and credits the work done since it last looked to the
phase it finds. Unlike a profiler this slows nothing down, and what runs in C is credited like the rest. It stands
alone, because it runs where only the built project can be imported.
"""

import json
import runpy
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

EVERY = 0.002  # seconds
STARTING = "starting, importing, reading the settings"
# From the outermost call inwards, by the end of a file's name and a function: the phase it begins. Where that is
# None, the call below it names the phase.
_PHASES: dict[tuple[str, str], str | None] = {
    ("macros/__init__.py", "define_env"): None,
    ("macros/finishing/__init__.py", "finish"): None,
    ("mkdocs/structure/files.py", "get_files"): "MkDocs: finding files",
    ("mkdocs/structure/nav.py", "get_navigation"): "MkDocs: the nav",
    ("mkdocs/structure/pages.py", "render"): "MkDocs: Markdown",
    ("mkdocs/structure/pages.py", "validate_anchor_links"): "MkDocs: checking links",
    ("mkdocs_macros/plugin.py", "on_page_markdown"): "macros: filling pages",
    ("search/plugin.py", "on_page_context"): "search: indexing a page",
    ("search/plugin.py", "on_post_build"): "search: writing the index",
    ("mkdocs/commands/build.py", "_build_theme_template"): "MkDocs: templates of the theme",
    ("mkdocs/commands/build.py", "_build_page"): "MkDocs: templates of pages",
    ("mkdocs/structure/files.py", "copy_static_files"): "MkDocs: copying files",
}


def _phase(frame: FrameType | None) -> str:
    """The innermost phase that the stack is in, but what a step of ours calls is its own."""
    stack: list[FrameType] = []
    while frame:
        stack.append(frame)
        frame = frame.f_back
    found = STARTING
    calls = list(reversed(stack))
    for position, call in enumerate(calls):
        name = call.f_code.co_filename
        for (file, function), phase in _PHASES.items():
            if call.f_code.co_name == function and name.endswith(file):
                if phase is None:
                    return _named(file, call, calls[position + 1 :])
                found = phase
    return found


def _named(file: str, call: FrameType, below: list[FrameType]) -> str:
    """A phase of our own, after what is being called: 'finishing: cards.write'."""
    part = {"macros/__init__.py": "guide", "macros/finishing/__init__.py": "finishing"}[file]
    for step in below:
        path = Path(step.f_code.co_filename)
        if path.parent.name in ("macros", "finishing") and not step.f_code.co_name.startswith("<"):
            if step.f_code.co_name == "finish":
                continue
            return f"{part}: {path.stem}.{step.f_code.co_name}"
    return f"{part}: itself"


def _watch(main: int, spent: Counter[str], stop: threading.Event) -> None:
    before = time.process_time()
    while not stop.wait(EVERY):
        frame = sys._current_frames().get(main)
        now = time.process_time()
        spent[_phase(frame)] += now - before
        before = now


def read(file: Path) -> list[tuple[str, float]]:
    """The phases of all that was run into a file, with their seconds of work, the longest first."""
    spent: Counter[str] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        spent.update(json.loads(line))
    return spent.most_common()


def main() -> None:
    _, file, _, module, *arguments = sys.argv
    sys.argv = [module, *arguments]
    sys.path[0] = ""  # as `python -m` has it
    spent: Counter[str] = Counter()
    stop = threading.Event()
    threading.Thread(target=_watch, args=(threading.get_ident(), spent, stop), daemon=True).start()
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        stop.set()
        with Path(file).open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(spent) + "\n")


if __name__ == "__main__":
    main()
