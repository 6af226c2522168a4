"""Finds what in a page's Markdown would not become what its editor meant: each with its line and what to do.

Markdown shows or swallows whatever it cannot read, and passes raw HTML on. So what a page may hold is listed here,
and all else is refused.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from macros.documents import NOT_TEXT

# Raw HTML that a page may hold where Markdown has no mark for it.
BLOCKS = {"div", "p", "blockquote", "dl", "dt", "dd", "figure", "figcaption", "details", "summary", "aside"}
INLINE = {"a", "abbr", "cite", "code", "em", "kbd", "q", "small", "span", "strong", "sub", "sup", "time"}
EMPTY = {"br", "hr", "wbr"}
ATTRIBUTES = {"class", "id", "href", "rel", "title", "lang", "dir", "datetime", "markdown", "role"}
# Macros that stand within a sentence; all others show a block.
WITHIN_TEXT = {"cite", "term"}

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_CALL = re.compile(r"\{\{\s*(?P<name>\w+)?.*?\}\}", re.DOTALL)
_EMPTY_BELOW = re.compile(r"[ \t]*(\n[ \t]*(\n|\Z)|\Z)")
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
_ATTRIBUTES = re.compile(r"\{:(?P<list>[^{}\n]*)\}")
_LISTED = re.compile(r"(?:\s*[#.][A-Za-z][\w-]*)+\s*")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_TARGET = re.compile(r"\((?P<to>[^()\s<>\"']+)\)(?:\{:[^}]*\})?")
_HIDDEN_HEADING = re.compile(r"(?:[ \t]+|[ \t]*(?:[>*+-]|\d+[.)])[ \t]+(?:[>*+-][ \t]+)*)#{1,6}[ \t]*\S")
_LINK = re.compile(r"(?P<picture>!)?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\](?P<after>[(\[])")
_BARE = re.compile(r"<(?=https?:|mailto:|[^\s<>@]+@)([^\s<>]*)>")
_NO_LINKS = {
    re.compile(
        r"^ {0,3}\[[^\]^][^\]]*\]:", re.MULTILINE
    ): "an address is given a name. Write it where the link is: [text](page.md).",
    re.compile(r"\[\^[^\]]*\]"): "there are no footnotes. Say it in the text, or cite a source.",
    re.compile(r"\][ \t]+\([^()\s]+\.md"): "a space parts a link's brackets. Delete it.",
    re.compile(r"\]\((?=[^()\n]*$)", re.MULTILINE): "a link never ends. Close its bracket on the same line.",
}
_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})(?P<rest>.*)")


class Target(NamedTuple):
    """Where a link or picture leads, as written; `raw` if HTML, which the generator leaves as it is."""

    line: int
    to: str
    raw: bool = False
    picture: bool = False


class Complaint(NamedTuple):
    line: int
    message: str


def fenced(text: str) -> tuple[list[tuple[int, str]], list[Complaint]]:
    """Every line with its number, a line of fenced code being empty; and what is wrong with the fences."""
    lines: list[tuple[int, str]] = []
    complaints: list[Complaint] = []
    opened, marks = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        fence = _FENCE.match(line)
        lines.append((number, "" if marks or fence else line))
        if marks:
            if fence and fence["marks"] == marks and not fence["rest"].strip():
                marks = ""
            elif _CALL.search(line):
                message = "a macro call stands in code, where it would be shown as markup. Say it in words."
                complaints.append(Complaint(number, message))
        elif fence and not re.fullmatch(r"[ \t]*[\w#.+-]*[ \t]*", fence["rest"]):
            message = "a code fence cannot be read. Write ``` and at most the name of a language."
            complaints.append(Complaint(number, message))
        elif fence:
            opened, marks = number, fence["marks"]
    if marks:
        complaints.append(Complaint(opened, f"a code fence never ends. Close it with a line of {marks}."))
    return lines, complaints


class Markup:
    """A page's text without its front matter; `lines` are (number, line), a line of fenced code being empty."""

    def __init__(self, lines: list[tuple[int, str]]):
        self._first = lines[0][0] if lines else 1
        self.targets: list[Target] = []
        self.ids: list[tuple[int, str]] = []  # of raw HTML
        self.complaints: list[Complaint] = []
        self._text = "\n".join(line for _, line in lines)
        self._read()
        self.complaints.sort()

    def _line(self, position: int) -> int:
        return self._first + self._text.count("\n", 0, position)

    def _say(self, position: int, message: str) -> None:
        self.complaints.append(Complaint(self._line(position), message))

    def _read(self) -> None:
        self._blank(_COMMENT)
        if (start := self._text.find("<!--")) >= 0:
            self._say(start, "a comment never ends. Close it with -->.")
            self._text = self._text[:start]
        for code in _CODE.finditer(self._text):
            if call := _CALL.search(code[2]):
                message = "stands in code, where it would be shown as markup. Say it in words."
                self._say(code.start() + len(code[1]) + call.start(), f"a macro call {message}")
        self._blank(_CODE, "c")
        self._calls()
        self._blank(_ESCAPED, "e")
        self._attributes()
        self._links()
        self._html()
        self._marks()

    def _blank(self, pattern: re.Pattern[str], letter: str = " ") -> None:
        """Put a letter for all that is of no interest any more, so that every line stays where it is."""
        self._text = pattern.sub(lambda found: re.sub(r"[^\n]", letter, found[0]), self._text)

    def _calls(self) -> None:
        for call in _CALL.finditer(self._text):
            *above, before = self._text[: call.start()].rsplit("\n", 2)  # two lines: to search all takes long
            after = self._text[call.end() :].partition("\n")[0]
            if call["name"] and call["name"] not in WITHIN_TEXT:
                is_apart = not before and (not above or (len(above) == 2 and not above[1].strip(" \t")))
                if not (is_apart and _EMPTY_BELOW.match(self._text, call.end())):
                    message = "shows a block. Put it on a line of its own, with an empty line before and after."
                    self._say(call.start(), f"{call['name']}() {message}")
            elif re.search(r"\[[^\]]*$", before) and re.match(r"[^\[]*\]\(", after):
                self._say(call.start(), f"{call['name']}() is a link, and stands in one. Put it beside the link.")
        self._blank(_CALL, "c")

    def _attributes(self) -> None:
        for found in _ATTRIBUTES.finditer(self._text):
            above, _, before = self._text[: found.start()].rpartition("\n")
            after = self._text[found.end() :].partition("\n")[0].strip()
            if before.strip():  # after a mark, or at the end of a heading
                belongs = before[-1] in ")*_c" or (not after and re.match(r"#{1,6}[^#].* $", before))
            else:  # below a text
                belongs = not after and above.rpartition("\n")[2].strip()
            if not before.startswith("#"):  # a heading's id is read with the heading
                self.ids += [
                    (self._line(found.start()), name) for name in re.findall(r"#([^\s#.]+)", found["list"])
                ]
            if not _LISTED.fullmatch(found["list"]) or found["list"].count("#") > 1:
                message = "is no list of an id and classes. Write it as in {: #its-id .its-class }."
                self._say(found.start(), f"'{found[0]}' {message}")
            elif not belongs:
                message = "belongs to nothing. Put it at the end of a heading, or on the line below a text."
                self._say(found.start(), f"'{found[0]}' {message}")
        self._blank(_ATTRIBUTES)
        if found := re.search(r"[{}]", self._text):
            message = "a brace belongs to no call and no id. Correct it, or put it in `back quotes`."
            self._say(found.start(), message)

    def _links(self) -> None:
        for found in _LINK.finditer(self._text):
            target = _TARGET.match(self._text, found.start("after"))
            if found["after"] == "[":
                self._say(found.start(), "a link is given by a name. Write where it leads: [text](page.md).")
            elif not target:
                message = "a link cannot be read. Write it as [text](page.md), without spaces, quotes or a title."
                self._say(found.start(), message)
            else:
                if not found["text"].strip():
                    what = "picture has no words. Say" if found["picture"] else "link has no words. Write them"
                    self._say(found.start(), f"the {what} in its square brackets.")
                elif re.search(r"\]\(", found["text"]):
                    self._say(found.start(), "a link stands in a link. Take one of them out.")
                picture = bool(found["picture"])
                self.targets.append(Target(self._line(found.start()), target["to"], picture=picture))
        for pattern, message in _NO_LINKS.items():
            for found in pattern.finditer(self._text):
                self._say(found.start(), message)
        for found in _BARE.finditer(self._text):
            self.targets.append(Target(self._line(found.start()), found[1]))
        self._blank(_BARE)

    def _html(self) -> None:
        for found in re.finditer(r"&#(x[0-9a-f]+|\d+);?", self._text, re.IGNORECASE):
            if NOT_TEXT.search(unescape(found[0]) or "\0"):
                self._say(found.start(), f"'{found[0]}' is a character that no text has. Delete it.")
        for tag in _TAG.finditer(self._text):
            rest = self._text[tag.start() + 1 :]
            if not re.match(r"(?:(?!\n[ \t]*\n)[^<>])*>", rest):
                self._say(tag.start(), "a tag never ends. Close it with >, or write &lt; for the sign.")
                return
        _Tags(self).feed(self._text)

    def _marks(self) -> None:
        start = 0
        for block in re.split(r"(\n[ \t]*\n)", self._text):
            plain = re.sub(r"</?[A-Za-z][^<>]*>", lambda tag: re.sub(r"[^\n]", "t", tag[0]), block)
            for mark in ("**", "`"):
                if plain.count(mark) % 2:
                    message = f"{mark} stands alone. Give it its other half, or write \\{mark[0]} for the sign."
                    self._say(start + plain.rfind(mark), message)
            for line in re.finditer(r"^.*$", plain, re.MULTILINE):
                if _HIDDEN_HEADING.match(line[0]):
                    message = "a heading does not begin its line. Move its # to the beginning, or write \\#."
                    self._say(start + line.start(), message)
            start += len(block)


class _Tags(HTMLParser):
    """Holds raw HTML to what a page may have, and every element to its end."""

    def __init__(self, markup: Markup):
        super().__init__(convert_charrefs=False)
        self.markup = markup
        self.open: list[tuple[str, int]] = []
        self.refused: set[str] = set()

    def feed(self, data: str) -> None:
        super().feed(data)
        self.close()
        for tag, line in self.open:
            self._say(line, f"<{tag}> is never closed. Close it with </{tag}>.")

    def _here(self) -> int:
        return self.markup._first + self.getpos()[0] - 1

    def _say(self, line: int, message: str) -> None:
        self.markup.complaints.append(Complaint(line, message))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line = self._here()
        if tag not in BLOCKS | INLINE | EMPTY:
            message = "has no place in a page. Use Markdown or a macro; if it is text, write &lt; for <."
            self._say(line, f"<{tag}> {message}")
            self.refused.add(tag)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.clear_cdata_mode()
            return
        self._attributes(tag, dict(attributes), line)
        if tag in BLOCKS and self.getpos()[1]:
            self._say(line, f"<{tag}> stands within a line. Begin a line with it, after an empty one.")
        if tag not in EMPTY:
            self.open.append((tag, line))

    def _attributes(self, tag: str, attributes: dict[str, str | None], line: int) -> None:
        for name in attributes:
            if name not in ATTRIBUTES and not name.startswith("aria-"):
                message = f"'{name}' has no place on <{tag}> in a page. Leave it out."
                self._say(line, message)
        if (name := attributes.get("id")) is not None:
            self.markup.ids.append((line, name))
        if tag == "a":
            self.markup.targets.append(Target(line, attributes.get("href") or "", raw=True))

    def handle_endtag(self, tag: str) -> None:
        line = self._here()
        if tag in self.refused:
            return
        if tag not in {name for name, _ in self.open}:
            self._say(line, f"</{tag}> closes nothing. Delete it.")
            return
        while (opened := self.open.pop())[0] != tag:
            self._say(opened[1], f"<{opened[0]}> is not closed before </{tag}>. Close it first.")
        text = self.markup._text.split("\n")[opened[1] - self.markup._first : line - self.markup._first]
        if tag in INLINE and not all(map(str.strip, text)):
            self._say(opened[1], f"<{tag}> goes on beyond its paragraph. Close it with </{tag}> in it.")

    def handle_decl(self, decl: str) -> None:
        self._say(self._here(), "<! has no place in a page. If it is text, write &lt; for <.")

    def handle_pi(self, data: str) -> None:
        self._say(self._here(), "<? has no place in a page. If it is text, write &lt; for <.")

    unknown_decl = handle_decl
