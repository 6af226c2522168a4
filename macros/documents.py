"""Reads YAML files into plain values and the line of every value. The only module that knows YAML.

Stricter than YAML itself, because an editor's slip must not become somebody's page: duplicate keys, bare
yes/no, anchors, tags, dates and tabs are refused, each with its line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from macros.problems import Path, Problem, dotted

LARGEST = 1024 * 1024  # bytes; of 1,000 pages, the list of promised addresses has 783,000
LARGEST_NUMBER = 10**12
DEEPEST = 20  # levels; the quiz, our deepest file, has six
# What no text has: control characters, halves of characters, none at all, and what turns the text around it.
NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffc\ufffd\ufffe\uffff\ud800-\udfff]"
)
MEANT_AS_TEXT = {"yes", "no", "on", "off", "y", "n"}
_UNCOMMON = re.compile(r"[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[|>][-+\d]*#")


@dataclass
class Document:
    """A file's value, and the line (from 1) of each path in it."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest place above it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path, message: str) -> Problem:
        return Problem(self.file, self.line(path), dotted(path), message)


class _TooDeep(RecursionError):
    """Holds the line, from 0."""


class _NoAnchors(yaml.composer.Composer):
    """Refuses anchors and aliases where they stand, so that none can be expanded."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        if getattr(event, "anchor", None):
            raise yaml.composer.ComposerError(None, None, "an alias or its anchor", event.start_mark)
        return super().compose_node(parent, index)


class _Loader(_NoAnchors, yaml.SafeLoader):
    """Reads what is wrong; its complaints are those that we know how to say."""


_FastLoader = None
if yaml.__with_libyaml__:

    class _FastLoader(_NoAnchors, yaml.CSafeLoader):
        """Reads what is right, ten times as fast."""

        def __init__(self, text: str):
            yaml.CSafeLoader.__init__(self, text)
            yaml.composer.Composer.__init__(self)

        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()
            in_flow = getattr(parent, "flow_style", False)
            if getattr(event, "tag", None) or (in_flow and "?" in getattr(event, "value", "")):
                raise yaml.composer.ComposerError(None, None, "read otherwise by the other", event.start_mark)
            return super().compose_node(parent, index)


def read_text(path: FilePath, file: str) -> str | Problem:
    """The text of a UTF-8 file, to be called `file` in messages, or why it cannot be read as text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        why = (error.strerror or "unreadable").lower()
        return Problem(file, 1, "", f"cannot be read: {why}. Put a readable file there.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Problem(file, line, "", f"byte {raw[error.start]:#04x} is not UTF-8. Save the file as UTF-8.")
    if found := NOT_TEXT.search(text):
        return Problem(file, text.count("\n", 0, found.start()) + 1, "", _not_text(found[0]))
    return text


def _not_text(character: str) -> str:
    kind = "control character" if ord(character) < 0xA0 else "character that no text has"
    return f"U+{ord(character):04X} is a {kind}. Delete it."


def read_documents(data: FilePath) -> dict[str, Document]:
    """All data files below data/, by their names there."""
    names = sorted(path.relative_to(data).as_posix() for path in data.rglob("*.yml"))
    return {name: read_document(data / name, f"data/{name}") for name in names}


def read_document(path: FilePath, file: str) -> Document:
    """Read the file at `path`, to be called `file` in messages. Never raises for what the file holds."""
    size = path.stat().st_size if path.is_file() else 0
    if size > LARGEST:
        return _refused(file, 1, f"is {size:,} bytes; {LARGEST:,} is the most. Split it, or see what was pasted.")
    text = read_text(path, file)
    return Document(file, problems=[text]) if isinstance(text, Problem) else parse_document(text, file)


def parse_document(text: str, file: str, first_line: int = 1) -> Document:
    """Like read_document, for text that begins on line `first_line` of its file."""
    # The two loaders differ in which spaces, line ends and controls they let pass, and in what they complain of.
    if _FastLoader and not _UNCOMMON.search(text):
        document = _parsed(_FastLoader, text, file, first_line)
        if not document.problems:
            return document
    return _parsed(_Loader, text, file, first_line)


def _parsed(loader_of: type[_NoAnchors], text: str, file: str, first_line: int) -> Document:
    document = Document(file)
    loader = None
    try:
        loader = loader_of(text)
        node = loader.get_single_node()
        if node is None:
            return _refused(file, first_line, "is empty. Fill it in, or restore it from version control.")
        walk = _Walk(loader, document, first_line)
        document.value = walk.value(node, ())
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        return _refused(file, line, _not_text(chr(error.character)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and re.search("quoted scalar|simple key|flow", error.context or ""):
            mark = error.context_mark  # where the slip is; the parser only notices later
        return _refused(file, (mark.line if mark else 0) + first_line, _sentence(error))
    except RecursionError as error:
        line = error.args[0] if isinstance(error, _TooDeep) else getattr(loader, "line", 0)
        return _refused(file, line + first_line, "is nested too deeply to be read. Flatten it.")
    finally:
        if loader is not None:
            loader.dispose()
    return document


def write_document(path: FilePath, value: Any, comment: str) -> None:
    """Write plain values as a YAML file that begins with `comment`, whose lines each begin with #."""
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    path.write_text(f"{comment}\n{text}", encoding="utf-8")


def _refused(file: str, line: int, message: str) -> Document:
    return Document(file, problems=[Problem(file, line, "", message)])


def _sentence(error: yaml.MarkedYAMLError) -> str:
    """The parser's complaint as what is wrong and what to do."""
    problem = " ".join(str(error.problem or error.context).split())
    if "'\\t'" in problem:
        return "a tab stands where spaces are needed. Indent with spaces."
    if "alias" in problem:
        return "anchors and aliases (&name, *name) are not used here. Write the value out."
    if "single document" in str(error.context) or "another document" in problem:
        return "a second document begins here (---). Keep one document a file."
    if "mapping values are not allowed" in problem:
        return "a colon stands inside a plain value, or the line is indented wrongly. Quote the text."
    if "end" in problem and ("stream" in problem or "document" in problem):
        return "the file ends in the middle of a value. Close the quote or bracket, or restore the rest."
    return f"is not YAML ({problem}). Look for a quote, colon or indent that is off on this line."


@dataclass
class _Walk:
    """Turns the node graph into values, noting lines and problems on the way."""

    loader: _Loader
    document: Document
    first_line: int

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.document.lines.setdefault(path, node.start_mark.line + self.first_line)
        if len(path) > DEEPEST:
            raise _TooDeep(node.start_mark.line)
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, path)

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        """Each key once, as text."""
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first_line
            if not isinstance(key_node, yaml.ScalarNode) or not key_node.tag.endswith(":str"):
                key = f"'{key_node.value}'" if isinstance(key_node, yaml.ScalarNode) else "that begins here"
                self.report(line, path, f"the key {key} is not text. Put it in quotes.")
                continue
            key = key_node.value
            if found := NOT_TEXT.search(key):
                self.report(line, path, f"in a key, {_not_text(found[0])}")
                continue
            if key in seen:
                self.report(line, (*path, key), f"is given twice, first on line {seen[key]}. Keep one of the two.")
                continue
            seen[key] = line
            self.document.lines[(*path, key)] = line
            yield key, self.value(value_node, (*path, key))

    def scalar(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + self.first_line
        kind = node.tag.rpartition(":")[2]
        if kind == "bool" and node.value.lower() in MEANT_AS_TEXT:
            self.report(
                line,
                path,
                f"a bare {node.value} is read as true or false. Put it in quotes, or write true or false.",
            )
            return node.value
        if kind == "timestamp":
            return node.value  # a date stays text; the models say where one is wanted
        if kind not in {"str", "int", "float", "bool", "null"}:
            self.report(line, path, f"the tag or value {node.value!r} is not used here. Write plain text.")
            return node.value
        try:
            value = self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError):
            self.report(line, path, f"'{node.value}' cannot be read as {kind}. Put it in quotes.")
            return node.value
        if kind == "str" and (found := NOT_TEXT.search(value)):
            self.report(line, path, _not_text(found[0]))
            return NOT_TEXT.sub("", value)
        if kind in {"int", "float"} and not abs(value) < LARGEST_NUMBER:  # not: nan too
            self.report(line, path, "is not a number we can use. Correct it, or put it in quotes.")
            return 0
        return value

    def report(self, line: int, path: Path, message: str) -> None:
        self.document.problems.append(Problem(self.document.file, line, dotted(path), message))
