"""Gathers what pages load besides their text, in one folder that is named after all that is in it.

So a page never gets the code of another version, and a host may tell browsers to keep the code for good. Pages
that load the same scripts are of a kind; each kind has a style sheet of its own. The scripts that all pages load
are one file. A page that has a script with data-later names there what is not for its first paint, for that script
to load it later. What no page asks for is left out, such as the theme's own code.
"""

import hashlib
import posixpath
import re
import shutil
from collections.abc import Container, Iterable
from functools import cache, cached_property, partial
from pathlib import Path
from typing import NamedTuple

from macros.finishing.site import Site
from macros.styles import Sheet, Words, words_of_pages, words_of_script

FOLDER = "code"
WRITTEN = ("assets", "components")  # where generators put what it is made of
LICENCE = "assets/fonts/OFL.txt"  # goes with the fonts
SHARED = "components/shared.js"  # the scripts that all pages load, and what these import

_PATH = rf"(?P<up>[^\"']*?)(?P<path>(?:{'|'.join(WRITTEN)})/[^\"'?#]+)"
# What a page loads, or has loaded when it is wanted. Looked for by their equals signs: there are fewer of these
# than of letters that names begin with.
_NAMES = ("src", "href", "data-worker", "data-sheet")
_NAME = "|".join(rf"(?<=\s{name}=)" for name in _NAMES)
_REFERENCE = re.compile(rf"=(?:{_NAME})(?P<quote>[\"']){_PATH}(?P=quote)")
_STYLE = re.compile(rf"<link rel=\"stylesheet\" href=\"{_PATH}\">\s*|<style>(?P<text>[^<]*)</style>\s*")
_SCRIPT = re.compile(r"<script\b[^>]*\ssrc=[\"'][^\"']*?(components/[^\"']+)")
_INLINE = re.compile(r"(<script(?![^>]*\s(?:src|type)=)[^>]*>)(.*?)(</script>)", re.DOTALL)
_FOR_LATER = re.compile(
    r"<script type=\"module\" src=\"([^\"]+)\"></script>\s*|<link rel=\"manifest\" href=\"([^\"]+)\">\s*"
)
_LATER = re.compile(r"(<script data-later)(?=[\s>])")  # in the head, and empty as written
# Where white space is text.
_AS_WRITTEN = re.compile(r"(<(pre|textarea|script|style|template)\b.*?</\2>)", re.DOTALL)
_COMMENT = re.compile(r"^[ \t]*(?:/\*.*?\*/[ \t]*|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"\b(?:from|import)\s*\(?\s*[\"'](\.[^\"']+)[\"']")
_IMPORTED = re.compile(r"^import (?:\{([^}]*)\} from )?'([^']+)'.*\n", re.MULTILINE)
_EXPORT = re.compile(r"^export\b", re.MULTILINE)
_URL = re.compile(r"url\(\s*[\"']?(\.[^\"')]+)")


class _Page(NamedTuple):
    file: Path
    text: str
    sheets: tuple[str, ...]  # of each, its path, or its text
    scripts: frozenset[str]


Kind = tuple[tuple[str, ...], frozenset[str]]


class Code:
    """The code of a built site, by its paths from the root as the generator left them."""

    def __init__(self, site: Site):
        self.folder = site.folder
        self.text = cache(lambda path: (self.folder / path).read_text(encoding="utf-8"))
        self.read: dict[str, Sheet] = {}  # by their texts
        self.imports = cache(lambda path: [_asked(path, way) for way in _IMPORT.findall(self.text(path))])
        self.pages = [_read(file) for file in sorted(site.folder.rglob("*.html"))]
        self.kinds: dict[Kind, list[_Page]] = {}
        for page in self.pages:
            self.kinds.setdefault((page.sheets, page.scripts), []).append(page)

    @cached_property
    def named(self) -> frozenset[str]:
        """What pages name, each where it is."""
        return frozenset(found["path"] for page in self.pages for found in _REFERENCE.finditer(page.text))

    def scripts(self, first: Iterable[str]) -> dict[str, str]:
        """These scripts, and all that they import, at once or later, with their texts."""
        found: dict[str, str] = {}
        waiting = list(first)
        while waiting:
            path = waiting.pop()
            if path not in found:
                found[path] = self.text(path)
                waiting += self.imports(path)
        return found

    @cached_property
    def shared(self) -> list[str]:
        """The scripts that all pages load, those that load any, and that no other script asks for anything."""
        loaded = [page.scripts for page in self.pages if page.scripts]
        first = next((page.text for page in self.pages if page.scripts), "")
        shared = [path for path in _SCRIPT.findall(first) if all(path in scripts for scripts in loaded)]
        return [path for path in shared if not _EXPORT.search(self.text(path))]

    def sheet(self, source: str) -> Sheet:
        """The style sheet at a path, or with a text."""
        text = self.text(source) if source.startswith(WRITTEN) else source
        if text not in self.read:
            self.read[text] = Sheet(text)
        return self.read[text]

    @cached_property
    def words(self) -> dict[Kind, Words]:
        """All that a style sheet can speak of, on each kind of page."""
        of_script = cache(words_of_script)
        return {
            kind: frozenset().union(
                words_of_pages(page.text for page in pages),
                *(of_script(text) for page in pages for _, text, _ in _INLINE.findall(page.text)),
                *map(of_script, self.scripts(kind[1]).values()),
            )
            for kind, pages in self.kinds.items()
        }

    @cached_property
    def sheets(self) -> dict[Kind, str]:
        """The style sheet of each kind of page that has one."""
        written = {
            kind: "".join(self.sheet(source).written(words) for source in kind[0])
            for kind, words in self.words.items()
        }
        return {kind: text for kind, text in written.items() if text}

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Everything that goes into the folder."""
        found = {_name(text): text.encode() for text in self.sheets.values()}
        linked = {source for sheets, _ in self.kinds for source in sheets}
        everything = frozenset().union(*self.words.values())
        for path in self.named - linked:
            if path.endswith(".css"):  # fetched when something is wanted
                found[path] = self.sheet(path).written(everything).encode()
            elif not path.endswith(".js"):
                found[path] = (self.folder / path).read_bytes()
        scripts = self.scripts(path for path in self.named if path.endswith(".js"))
        parts = {path: shortened(text) for path, text in scripts.items()}
        own = {path: parts.pop(path) for path in self.shared}
        carried = {path: parts.pop(path) for path in _imported_by(own) if not _IMPORT.search(parts[path])}
        if own:
            found[SHARED] = joined(own, carried).encode()
        found |= {
            path: _IMPORT.sub(partial(_led_from, path, path, carried), text).encode()
            for path, text in parts.items()
        }
        for path in [path for path in found if path.endswith(".css")]:
            for url in _URL.findall(found[path].decode()):
                asked = _asked(path, url)
                found[asked] = (self.folder / asked).read_bytes()
        if any(path.endswith(".woff2") for path in found):
            found[LICENCE] = (self.folder / LICENCE).read_bytes()
        return dict(sorted(found.items()))


def _read(file: Path) -> _Page:
    text = file.read_text(encoding="utf-8")
    head = text.partition("</head>")[0]
    sheets = tuple(found["path"] or found["text"] for found in _STYLE.finditer(head))
    return _Page(file, text, sheets, frozenset(_SCRIPT.findall(text)))


def write(site: Site, sheets: Iterable[dict[str, Sheet]] = ()) -> None:
    """Gather the code; `sheets` are style sheets by their texts, as far as they have been read."""
    code = Code(site)
    for found in sheets:
        code.read |= found
    files = code.files
    folder = f"{FOLDER}/{_digest(b''.join(path.encode() + bytes(1) + files[path] for path in files))}/"
    for name in (FOLDER, *WRITTEN):
        shutil.rmtree(site.folder / name, ignore_errors=True)
    for path, content in files.items():
        site.write(folder + path, content)
    for kind, pages in code.kinds.items():
        for page in pages:
            text = _together(page.text, code.shared) if code.shared else page.text
            page.file.unlink()  # ext4 has a file that was emptied on the disk at once, and the next step waits
            page.file.write_text(_later(_led(text, code.sheets.get(kind), folder)), encoding="utf-8")


def _together(text: str, shared: list[str]) -> str:
    """The page, with one script where the first of those that are shared stood."""
    paths = "|".join(map(re.escape, shared))
    tag = re.compile(rf'(<script type="module" src="[^"]*?)(?:{paths})("></script>)\s*')
    first = iter([True])
    return tag.sub(lambda found: f"{found[1]}{SHARED}{found[2]}\n" if next(first, False) else "", text)


def _later(text: str) -> str:
    """The page, with its modules and its manifest as the value of data-later, each once, if there is that."""
    if not _LATER.search(text):
        return text
    addresses = dict.fromkeys(found[1] or found[2] for found in _FOR_LATER.finditer(text))
    return _LATER.sub(rf'\1="{" ".join(addresses)}"', _FOR_LATER.sub("", text), count=1)


def joined(scripts: dict[str, str], carried: dict[str, str]) -> str:
    """Scripts as one, by their paths: each in a scope of its own, and run even if one before it fails.

    It carries modules that they import, for others to import from here.
    """
    imported: dict[str, set[str]] = {}
    bodies = []
    for path, text in scripts.items():
        text = _IMPORT.sub(partial(_led_from, path, SHARED, {}), text)
        for names, module in _IMPORTED.findall(text):
            imported.setdefault(module, set()).update(filter(None, re.split(r",\s*", names)))
        bodies.append(f"queueMicrotask(() => {{\n{_IMPORTED.sub('', text).strip()}\n}})\n")
    for path in carried:
        del imported[_way(SHARED, path)]
    lines = [
        f"import {{{', '.join(sorted(names))}}} from '{module}'\n" for module, names in sorted(imported.items())
    ]
    return "".join([*lines, *carried.values(), *bodies])


def _imported_by(scripts: dict[str, str]) -> list[str]:
    """What scripts import before they run."""
    return sorted(
        {_asked(path, module) for path, text in scripts.items() for _, module in _IMPORTED.findall(text)}
    )


def _led_from(path: str, at: str, carried: Container[str], found: re.Match[str]) -> str:
    """An import of a script, as it stands in another; what is carried is imported from where it is carried."""
    asked = _asked(path, found[1])
    return found[0].replace(found[1], _way(at, SHARED if asked in carried else asked))


def _asked(path: str, way: str) -> str:
    """The path of what a file names, from where that file is."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), way))


def _way(start: str, to: str) -> str:
    """How one script names another."""
    way = posixpath.relpath(to, posixpath.dirname(start))
    return way if way.startswith(".") else f"./{way}"


def shortened(script: str) -> str:
    """A script without the comments that have lines of their own; the rest as written, since templates nest."""
    return _COMMENT.sub("", script)


def _led(text: str, sheet: str | None, folder: str) -> str:
    """The page, with its references into the folder, and one style sheet where the first of many stood."""
    head, end, body = text.partition("</head>")
    up = next((found["up"] for found in _STYLE.finditer(head) if found["path"]), "")
    links = iter([f'<link rel="stylesheet" href="{up}{_name(sheet)}">\n  '] if sheet else [])
    head = _STYLE.sub(lambda _: next(links, ""), head)
    head = _INLINE.sub(lambda found: f"{found[1]}{shortened(found[2])}{found[3]}", head)
    led = _REFERENCE.sub(rf"=\g<quote>\g<up>{folder}\g<path>\g<quote>", head + end + body)
    return _without_indentation(led)


def _without_indentation(text: str) -> str:
    """The page without empty lines and the spaces before others, which mean one space."""
    parts = _AS_WRITTEN.split(text)  # what stands between, what is as written, and the name of its element
    parts[::3] = map(_in_lines, parts[::3])
    del parts[2::3]
    return "".join(parts).lstrip()


def _in_lines(part: str) -> str:
    """A part of a page, its lines without what is around them; where it begins and ends, a line may go on."""
    first, *lines = part.split("\n")
    if not lines:
        return part
    *between, last = lines
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()])


def _name(sheet: str) -> str:
    return f"assets/stylesheets/{_digest(sheet.encode())}.css"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]
