"""Faults in data files: of every kind of key and value, of ids, of YAML itself, and of files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path as FilePath

import yaml

from macros.problems import Path, dotted
from tests.faults.mutation import Mutation, replaced

Kind = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """The first value of its kind in a file: `kind` is its path, with * for any position in a list."""

    file: str
    text: str
    kind: Kind
    node: yaml.Node
    key: yaml.Node | None
    after: int | None  # where the next key of the same mapping begins
    before: int | None  # where the value before ends
    flow: bool
    path: Path  # with positions

    @property
    def name(self) -> str:
        return ".".join(self.kind)

    @property
    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.endswith(":str")

    @property
    def is_prose(self) -> bool:
        """Text that is shown, rather than an id, an address or a colour."""
        return self.is_text and bool(re.search(r"[A-Z \s]|^[a-z]+$", self.node.value)) and not self.is_id

    @property
    def is_id(self) -> bool:
        return self.is_text and (self.kind[-1] in IDS or (self.kind[-1] == "*" and self.kind[-2] in IDS))

    def replaced(self, what: str, new: str, shown: str = "") -> Mutation:
        start, end = self.node.start_mark.index, self.node.end_mark.index
        if self.text[start:end].endswith("\n"):
            new += "\n"
        elif self.text[start:end].endswith(" "):  # a list or mapping ends where the next token begins
            end = start + len(self.text[start:end].rstrip(" "))
        mutation = replaced(f"{self.name}: {what}", self.file, self.text, start, end, new, shown)
        return replace(mutation, path=dotted(self.path))


# Keys whose text names something, or has a form of its own.
IDS = {
    *("id", "track", "section", "source", "sources", "see", "leads", "stage", "question", "dimension", "role"),
    *("kind", "trust", "mark", "light", "dark", "link", "feed_id", "language", "too_close", "close", "taught"),
    *("places", "place", "explained", "prompts", "from", "to", "work", "verdict", "files", "quiz"),
}
KEYED_BY_ADDRESS = {"data/permalinks.yml"}  # below its first level
NOT_MUTATED = {
    "permalinks.yml",
    "simulation.yml",
}  # written by programs; their keys are still dropped and misspelt


def places(guide: FilePath) -> list[Place]:
    """The first value of each kind in every data file of a guide."""
    found: dict[tuple[str, Kind], Place] = {}
    for path in sorted((guide / "data").rglob("*.yml")):
        file, text = path.relative_to(guide).as_posix(), path.read_text(encoding="utf-8")
        for place in _places(file, text, yaml.compose(text), (), (), None, None, None, False):
            found.setdefault((_part(file), place.kind), place)
    return list(found.values())


def _part(file: str) -> str:
    """Files of one folder have one model, and so the same kinds."""
    return file.split("/")[1]


def _places(file, text, node, kind, path, key, after, before, flow) -> Iterator[Place]:
    if kind:
        yield Place(file, text, kind, node, key, after, before, flow, path)
    if isinstance(node, yaml.MappingNode):
        for position, (name, value) in enumerate(node.value):
            following = node.value[position + 1][0].start_mark.index if position + 1 < len(node.value) else None
            previous = node.value[position - 1][1].end_mark.index if position else None
            inside = bool(node.flow_style)
            known = "*" if file in KEYED_BY_ADDRESS and len(kind) == 1 else name.value
            yield from _places(
                file, text, value, (*kind, known), (*path, name.value), name, following, previous, inside
            )
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _places(
                file, text, value, (*kind, "*"), (*path, position), None, None, None, bool(node.flow_style)
            )


# What stands where something else is wanted; YAML as an editor might type it.
VALUES = {
    "nothing": "",
    "null": "null",
    "true": "true",
    "bare yes": "yes",
    "bare off": "off",
    "a number": "7",
    "a negative number": "-1",
    "a fraction": "1.5",
    "an octal number": "0o17",
    "a number with leading zeros": "0017",
    "a number in sixties": "1:30",
    "infinity": ".inf",
    "no number": ".nan",
    "a number beyond use": "9" * 400,
    "a day": "2026-11-22",
    "a moment": "2026-11-22T10:00:00Z",
    "an empty list": "[]",
    "a list": "[a, 7]",
    "a list of lists": "[[a], [b]]",
    "no keys": "{}",
    "keys": "{a: b}",
    "a list of keys": "[{a: b}]",
    "an empty text": '""',
    "spaces": '"   "',
    "no-break spaces": '"\\u00a0\\u2003"',
    "a NUL": '"a\\0b"',
    "a bell": '"a\\x07b"',
    "an escape sequence": '"a\\e[31mb"',
    "a line break": '"a\\nb"',
    "half a surrogate": '"a\\ud800b"',
    "no character": '"a\\uffffb"',
    "a replacement character": '"a\\ufffdb"',
    "an anchor": "&a x",
    "an alias": "*a",
    "a tag": "!!str x",
    "a python object": "!!python/object:os.system x",
    "a python call": "!!python/object/apply:os.system [x]",
    "a binary": "!!binary aGk=",
    "a set": "!!set {a, b}",
    "an unknown tag": "!ENV [A, b]",
    "a merge": "{<<: {a: b}}",
    "an at sign": "@x",
    "a per cent sign": "%x",
    "a back quote": "`x`",
    "a list in a line": "- x",
    "a key in a line": "x: y",
    "a question mark": "? x",
    "an unclosed double quote": '"x',
    "an unclosed single quote": "'x",
    "an unknown escape": '"\\q"',
    "an unclosed bracket": "[x",
    "a closing bracket": "x]: [",
    "an unclosed brace": "{x: y",
    "a hash": "# x",
    "a tab": "\tx",
    "nothing for a block": "|",
    "a tab in quotes": '"a\\tb"',
    "a very long word": "x" * 5000,
    "a very long text": "word " * 3000 + "end",
    "deep lists": "[" * 60 + "]" * 60,
}
# What an editor might type for an id.
ID_VALUES = {
    "in upper case": "UPPER",
    "with a slash": "a/b",
    "with a folder above": '"../a"',
    "with a dot": "a.b",
    "with a space": "a b",
    "with an underscore": "a_b",
    "with a quote": "'a\"b'",
    "with markup": "'<b>'",
    "with a hash in it": '"a#b"',
    "__proto__": "__proto__",
    "constructor": "constructor",
    "of nothing": '""',
    "unknown": "no-such-thing",
    "with an accent": "caf\u00e9",
    "with a line break": '"a\\n"',
    "in wide digits": '"\uff11"',
    "with two hyphens": "a--b",
    "of a hyphen": '"-"',
    "too long": "a" * 61,
    "very long": "a-" * 2000 + "a",
    "with a per cent sign": '"a%20b"',
    "read from right to left": '"a\\u202eb"',
    "a number": "7",
}


# What becomes of a key; one that is dropped or doubled is seen to below.
KEYS = {
    "misspelt": lambda key: f"{key}e" if len(key) < 3 else key[0] + key[2] + key[1] + key[3:],
    "in capitals": lambda key: key.upper() or "A",
    "another": lambda key: "unheard_of",
    "with a space": lambda key: f"{key} x",
    "a number": lambda key: "7",
    "a truth value": lambda key: "on",
    "a list": lambda key: "[a, b]",
    "a merge": lambda key: "<<",
    "very long": lambda key: '"' + "k" * 900 + '"',
    "with a line break": lambda key: '"a\\nb"',
    "with half a surrogate": lambda key: '"a\\ud800"',
    "__proto__": lambda key: "__proto__",
}


def keys(all_places: list[Place], every: bool = False) -> Iterator[Mutation]:
    """Every kind of key is dropped, doubled, misspelt or given another name, in turn."""
    others = cycle(("dropped", "doubled", "dropped", *KEYS))
    for place in all_places:
        if place.key is None:
            continue
        for what in ("dropped", "doubled", *KEYS) if every else (next(others),):
            if what == "dropped":
                yield _dropped(place)
            elif what == "doubled":
                yield _doubled(place)
            else:
                start, end = place.key.start_mark.index, place.key.end_mark.index
                new = KEYS[what](place.key.value)
                yield replaced(f"{place.name}: key {what}", place.file, place.text, start, end, new)


def _dropped(place: Place) -> Mutation:
    start, end = place.key.start_mark.index, place.node.end_mark.index
    line_start = place.text.rfind("\n", 0, start) + 1
    if place.after is not None:
        end = place.after
    elif place.flow:
        start = place.before if place.before is not None else start
    elif not place.text[line_start:start].strip():
        start = line_start
        newline = place.text.find("\n", end)
        end = newline + 1 if place.text[:end].rfind("\n") < start else place.text.rfind("\n", 0, end) + 1
    return replaced(f"{place.name}: dropped", place.file, place.text, start, end, "")


def _doubled(place: Place) -> Mutation:
    start = place.key.start_mark.index
    indent = " " * place.key.start_mark.column
    again = f"{place.key.value or repr('')}: again" + (", " if place.flow else f"\n{indent}")
    return replaced(f"{place.name}: doubled", place.file, place.text, start, start, again)


def values(all_places: list[Place], every: bool = False) -> Iterator[Mutation]:
    """Every kind of value is replaced by others in turn."""
    others = cycle(VALUES.items())
    for place in all_places:
        if _part(place.file) in NOT_MUTATED and not every:
            continue
        for what, new in VALUES.items() if every else (next(others),):
            yield place.replaced(what, new)


def ids(all_places: list[Place], every: bool = False) -> Iterator[Mutation]:
    """Every kind of id is replaced by what is none, or by one that is not known, in turn."""
    others = cycle(ID_VALUES.items())
    for place in all_places:
        if place.is_id:
            for what, new in ID_VALUES.items() if every else (next(others),):
                yield place.replaced(f"an id {what}", new)


def entries(all_places: list[Place]) -> Iterator[Mutation]:
    """The first entry of every kind of list is given twice, and dropped."""
    for place in all_places:
        if not isinstance(place.node, yaml.SequenceNode) or not place.node.value or place.node.flow_style:
            continue
        first = place.node.value[0]
        start = place.text.rfind("\n", 0, first.start_mark.index) + 1
        end = place.text.rfind("\n", 0, first.end_mark.index) + 1
        if isinstance(first, yaml.ScalarNode) or first.flow_style:
            end = place.text.find("\n", first.end_mark.index) + 1
        twice = place.text[start:end]
        yield replaced(f"{place.name}: first entry twice", place.file, place.text, start, start, twice)
        yield replaced(f"{place.name}: first entry dropped", place.file, place.text, start, end, "")


def extra() -> Iterator[Mutation]:
    """Files that nothing reads, or that say too little."""
    for file, content in EXTRA.items():
        yield Mutation(f"{file}: added", file, content)


def _recoded(encoding: str):
    return lambda text: text.encode(encoding, "replace")


# What happens to a whole file.
FILES = {
    "missing": lambda text: None,
    "empty": lambda text: b"",
    "only spaces": lambda text: b"  \n \n",
    "only a comment": lambda text: b"# soon\n",
    "only a text": lambda text: b"soon\n",
    "only a number": lambda text: b"7\n",
    "only null": lambda text: b"null\n",
    "a list": lambda text: b"- a\n",
    "keys of nothing": lambda text: b"{}\n",
    "in UTF-16": _recoded("utf-16"),
    "in UTF-32": _recoded("utf-32"),
    "in Latin-1": lambda text: text.encode() + "# caf\xe9\n".encode("latin-1"),
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "with a byte order mark within": lambda text: text.replace("\n", "\n\ufeff", 1).encode(),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "with old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "with a document mark before": lambda text: b"---\n" + text.encode(),
    "twice": lambda text: text.encode() + b"---\n" + text.encode(),
    "twice in one document": lambda text: text.encode() * 2,
    "with a directive": lambda text: b"%YAML 1.1\n---\n" + text.encode(),
    "with an unknown directive": lambda text: b"%YAML 3.0\n---\n" + text.encode(),
    "indented by a tab": lambda text: re.sub("(?m)^  ", "\t", text, count=1).encode(),
    "with a NUL": lambda text: text.encode() + b"\0\n",
    "cut in the middle": lambda text: text[: len(text) // 2].encode(),
    "with conflict marks": lambda text: ("<<<<<<< HEAD\n" + text + "=======\n>>>>>>> theirs\n").encode(),
    "padded beyond use": lambda text: text.encode() + b"# padding\n" * 60_000,
    "nested a thousand times": lambda text: b"a: " + b"[" * 1000 + b"]" * 1000,
    "in mappings a thousand times": lambda text: "\n".join(" " * n + "a:" for n in range(1000)).encode(),
    "a page": lambda text: b"---\ndescription: x\n---\n# x\n",
    "in JSON": lambda text: b'{"a": [1, 2,]}',
    "in HTML": lambda text: b"<!doctype html><p>Not found",
}


def files(guide: FilePath, every: bool = False) -> Iterator[Mutation]:
    """Every data file suffers what can happen to a file, in turn."""
    others = cycle(FILES.items())
    for path in sorted((guide / "data").rglob("*.yml")):
        file, text = path.relative_to(guide).as_posix(), path.read_text(encoding="utf-8")
        for what, change in FILES.items() if every else (next(others) for _ in range(3)):
            yield Mutation(f"{file}: {what}", file, change(text), old=text)


# Files that should not be there.
EXTRA = {
    "data/extra.yml": b"a: b\n",
    "data/quiz.yaml": b"a: b\n",
    "data/comparisons/extra.yaml": b"a: b\n",
    "data/comparisons/More.yml": b"caption: x\nrows: [{id: a, label: b, cells: {chef: c, manager: d}}]\n",
    "data/comparisons/a b.yml": b"caption: x\nrows: [{id: a, label: b, cells: {chef: c, manager: d}}]\n",
    "data/comparisons/deep/er.yml": b"caption: x\n",
    "data/checklists/caf\u00e9.yml": b"title: x\nsection: work\nitems: [{id: zz, text: a, why: b}]\n",
    "data/questions/spare.yml": b"track: chef\nstages: []\nquestions: []\n",
    "data/readme.txt": b"a\n",
    "data/picture.png": b"\x89PNG\n",
}

# Text that must stay text, by what could read it otherwise. Each is put at the end of every kind of prose.
PAYLOADS = {
    "markup": "<b onclick=x()>k</b></script><script>alert(1)</script><img src=x onerror=y()><!-- k & &amp; &lt;i&gt;"
    " ' onfocus=x() a=' \" onfocus=x() a=\" =x> \U0001f469\u200d\U0001f373 e\u0301 \u05d0\u05d1 \u00ad\u200b",
    "braces": "{{ 7*7 }} {% raw %} {# k #} ${k} {: .k #k onclick=x() }",
    "Markdown": "[k](http://k.example) *k* __k__ `k` ![k](k.png) <http://k.example> [k][k] [^1] \\* ~~k~~ | k | \\",
    "lines": "\n\n# K\n\n- k\n1. k\n\n    k\n\n> k\n\n<div>\n\n***\n\n```\nk",
    "length": "k" * 1500 + " k" * 500,
}


# What no page shows in one piece: drawn in lines, inside JSON, of an aid that no page links, or for the formats.
NOT_WHOLE = {
    *(("lends", role) for role in ("hires", "vouches", "gatekeeps")),
    *(("has", "*"), ("lacks", "*"), ("*", "says"), ("*", "does"), ("licence", "full")),
}


def prose(all_places: list[Place]) -> Iterator[tuple[str, Mutation]]:
    """Every kind of prose with each payload at its end, behind a word that no other mutation has."""
    for what, payload in PAYLOADS.items():
        for number, place in enumerate(all_places):
            if place.is_prose and _part(place.file) not in NOT_MUTATED:
                text = f"{place.node.value} zq{number}zq {payload}"
                shown = "" if place.kind[-2:] in NOT_WHOLE else f"zq{number}zq {payload}"
                yield what, place.replaced(what, _quoted(text), shown)


def _quoted(text: str) -> str:
    """In double quotes, as YAML has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
