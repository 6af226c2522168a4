"""Faults in pages: of front matter, headings, calls, links, raw HTML and Markdown's own signs; and of whole files."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.faults.mutation import Mutation, replaced

PAGE = "docs/about.md"  # a page of no chapter, with little on it; what is put in stands at its end
BLOCKS = ("comparison", "node", "stage", "figure", "checklist", "questions", "quiz", "aid")


def _named(prefix: str, *snippets: str) -> dict[str, str]:
    return {f"{prefix} {snippet!r}": snippet for snippet in snippets}


# What is written at the end of a page.
SNIPPETS = {
    "fence never closed": "```\ncode",
    "fence closed by another": "```\ncode\n~~~",
    "fence closed by a longer one": "```\ncode\n````",
    "fence with words": "``` a language\ncode\n```",
    "fence that is indented": "  ```\n  code\n  ```",
    "fence with a heading": "```\n# no\n```",
    "fence with HTML": "```\n<script>alert(1)</script>\n```",
    "fence with a call": "```\n{{ quiz() }}\n```",
    "fence with braces": "```json\n{: #x }\n```",
    "code with a call": 'Say `{{ term("pass") }}` here.',
    "code with HTML": "Say `<script>alert(1)</script>` here.",
    "code with a link": "Say `[a](nowhere.md)` here.",
    "code never closed": "Say `this.",
    "code in two quotes": "Say ``a ` b`` here.",
    "indented code": "Text:\n\n    <b onclick=x()>code</b>",
    "bold never closed": "This is **bold.",
    "bold across paragraphs": "This is **bold\n\nand** this.",
    "bold and italic": "This is ***both***.",
    "stars in arithmetic": "2 * 3 * 4 and snake_case_name.",
    "heading without an id": "## More",
    "heading with an id taken": "## More {: #updates }",
    "heading with an id of the title": "## More {: #about }",
    "heading with an empty id": "## More {: # }",
    "heading with two ids": "## More {: #one #two }",
    "heading with a class": "## More {: #more .big }",
    "heading with an attribute": "## More {: #more onclick=x() }",
    "heading with a style": '## More {: #more style="color: red" }',
    "heading with an id in capitals": "## More {: #More }",
    "heading with a space in its id": "## More {: #my more }",
    "heading with an unclosed id": "## More {: #more",
    "heading with an id without a colon": "## More {#more}",
    "heading with a space before the colon": "## More { : #more }",
    "heading with an id in front": "## {: #more } More",
    "heading that skips a level": "### Deep {: #deep }\n\n#### Deeper {: #deeper }\n\n###### Deepest {: #deepest }",
    "a second title": "# Again {: #again }",
    "heading of seven levels": "####### Deep {: #deep }",
    "heading with nothing": "## {: #nothing }",
    "heading of marks only": "##",
    "heading in a list": "- ## More {: #more }",
    "heading in a quotation": "> ## More {: #more }",
    "heading that is indented": "  ## More {: #more }",
    "heading with bold": "## **More** {: #more }",
    "heading with code": "## `More` {: #more }",
    "heading with HTML": "## <b>More</b> {: #more }",
    "heading with a call": '## More {{ cite("menu-2001") }} {: #more }',
    "heading with an ampersand": "## Salt & pepper {: #more }",
    "heading with a less-than sign": "## 3 < 4 {: #more }",
    "heading with quotes": '## The "best" {: #more }',
    "heading with marks at its end": "## More ## {: #more }",
    "heading with an emoji": "## More \U0001f373 {: #more }",
    "underlined title": "More\n====",
    "underlined heading": "More\n----",
    "line below a text": "More\n---",
    "line": "More.\n\n---\n\nLess.",
    "attributes on their own": "{: .x }",
    "attributes within a line": "A {: .x } word.",
    "attributes below a text": "A text.\n{: .x }",
    "attributes with a handler": "A text.\n{: onclick=x() }",
    "attributes with an id taken": "A text.\n{: #updates }",
    "attributes of a link": "[a](index.md){: .x }",
    "attributes of a link, with a target": "[a](index.md){: target=_blank }",
    "attributes of no colon": "A *text*{.x}.",
    **_named(
        "raw", "<script>alert(1)</script>", "<script src=x.js></script>", "<SCRIPT>alert(1)</SCRIPT>", "<scr\nipt>"
    ),
    **_named("raw", "<style>p{}</style>", "<iframe src=x></iframe>", "<object data=x></object>", "<embed src=x>"),
    **_named(
        "raw",
        "<img src=x onerror=y()>",
        "<svg onload=x()></svg>",
        "<math></math>",
        "<form><input></form>",
        "<base href=x>",
    ),
    **_named(
        "raw", '<meta http-equiv="refresh" content="0">', "<link rel=stylesheet href=x>", "<template></template>"
    ),
    **_named(
        "raw",
        '<p onclick="x()">a</p>',
        '<p style="color: red">a</p>',
        '<div class="x" onclick=x()>',
        "<h2>a</h2>",
        "<h1>a</h1>",
    ),
    **_named(
        "raw",
        '<a href="javascript:x()">a</a>',
        '<a href=" javascript:x()">a</a>',
        '<a href="data:text/html,x">a</a>',
        "<a>a</a>",
    ),
    **_named(
        "raw",
        '<a href="java&#115;cript:x()">a</a>',
        '<a href="https://elsewhere.example/">a</a>',
        '<a href="../kitchen/">a</a>',
    ),
    **_named(
        "raw",
        '<a href="../feed.xml">a</a>',
        '<a href="../nowhere/">a</a>',
        '<a href="/">a</a>',
    ),
    **_named(
        "raw",
        "<b>a",
        "<em>a",
        "a</em>",
        "<em>a</strong>",
        "<em><strong>a</em></strong>",
        "<em>a</em>",
        "<br>",
        "<br/>",
        "<p>a",
    ),
    **_named(
        "raw",
        "<div>\n\na\n",
        "</div>",
        "a <div>b</div> c",
        "<div>a</div>",
        "<div markdown>\n\n*a*\n\n</div>",
        "<div\n\na",
        "<div class=x",
    ),
    **_named(
        "raw",
        "<span id=updates>a</span>",
        "<span id=Span>a</span>",
        "<span id=span>a</span>",
        "<unheard>a</unheard>",
        "<check-list>a</check-list>",
    ),
    **_named(
        "raw",
        "<em\nclass=x>a</em>",
        "<em>a\n\nb</em>",
        "<span markdown=1>*a*</span>",
        "a <!-- b",
        "a <!-- b --> c",
        "<!-- {{ quiz() }} -->",
    ),
    **_named(
        "raw",
        "<?php x ?>",
        "<!DOCTYPE html>",
        "<![CDATA[x]]>",
        "</main>",
        "<main>a</main>",
        "</article></main><main>",
        "3 < 4",
        "a <b",
        "<>",
        "<3",
    ),
    **_named(
        "raw",
        "<details><summary>a</summary>b</details>",
        "<q>a</q>",
        "<abbr title=b>a</abbr>",
        "<textarea>a</textarea>",
        "<noscript>a</noscript>",
    ),
    **_named(
        "entity",
        "&nbsp;a",
        "&unheard;a",
        "&#0;a",
        "&#xD800;a",
        "&lt;b&gt;a",
        "AT&T",
        "&copy",
        "&amp;lt;",
        "&#8238;a",
        "&#x202e;a",
        "&#7;a",
    ),
    **_named(
        "link",
        "[a](nowhere.md)",
        "[a](index.md#nowhere)",
        "[a](#nowhere)",
        "[a](#updates)",
        "[a](kitchen.md#chef-tasted)",
        "[a](index.md#)",
    ),
    **_named(
        "link",
        "[a](Index.md)",
        "[a](index)",
        "[a](index.html)",
        "[a](kitchen/)",
        "[a](./index.md)",
        "[a](../README.md)",
        "[a](../../x.md)",
    ),
    **_named(
        "link",
        "[a](/index.md)",
        "[a](/)",
        "[a](//host.example/)",
        "[a](https://host.example/)",
        "[a](http://host.example)",
        "[a](mailto:a@b.example)",
    ),
    **_named(
        "link",
        "[a](javascript:x())",
        "[a](JaVaScRiPt:x)",
        "[a](data:text/html,x)",
        "[a](file:///etc/passwd)",
        "[a](tel:1)",
        "[a](vbscript:x)",
    ),
    **_named(
        "link",
        "[a](index.md",
        "[a] (index.md)",
        "[a]()",
        "[](index.md)",
        "[ ](index.md)",
        "[a](<index.md>)",
        '[a](index.md "t")',
        "[a](in dex.md)",
    ),
    **_named(
        "link",
        "[a][b]",
        "[a][]",
        "[a]",
        "[a][b]\n\n[b]: index.md",
        "[b]: https://host.example/",
        "[a\nb](index.md)",
        "[a](index.md)(index.md)",
    ),
    **_named(
        "link",
        "[a [b] c](index.md)",
        "[[a](index.md)](index.md)",
        "[*a*](index.md)",
        "[`a`](index.md)",
        "[a](index.md?x=1)",
        "[a](index.md%20)",
    ),
    **_named(
        "link",
        "<https://host.example/>",
        "<a@b.example>",
        "https://host.example/",
        "www.host.example",
        "[^1]",
        "[^1]\n\n[^1]: Note.",
        "*[a]: b",
    ),
    **_named(
        "picture",
        "![](plate.png)",
        "![A plate](plate.png)",
        "![A plate](https://host.example/x.png)",
        "![A plate](index.md)",
        "![A plate][x]",
    ),
    **_named(
        "call",
        "{{ quizz() }}",
        '{{ term("nowhere") }}',
        "{{ term(pass) }}",
        '{{ term("pass", "a", "b") }}',
        '{{ term(name="pass") }}',
        '{{ term(*["pass"]) }}',
    ),
    **_named(
        "call",
        '{{ term("pass") }}',
        '{{ term("pass", "a <b> & *c* `d` [e](f)") }}',
        '{{ term("pass", "") }}',
        '{{ term("pass", "a\\nb") }}',
        "{{ cite() }}",
    ),
    **_named(
        "call",
        '{{ cite("menu-2001") }}',
        '{{ cite("menu-2001", "S1.1") }}',
        '{{ cite("menu-2001" }}',
        '{{ cite("menu-2001) }}',
        '{{ cite("menu-2001") }',
        '{ cite("menu-2001") }}',
        '{{ cite("S1.9") }}',
    ),
    **_named(
        "call",
        '{{ cite("menu-2001") | upper }}',
        '{{ cite("menu-2001") ~ "x" }}',
        "{{ cite }}",
        "{{ config }}",
        "{{ 7 * 7 }}",
        "{{ '' }}",
        "{{ 'text' }}",
        "{{ }}",
        "{{ cite.x }}",
    ),
    **_named(
        "call",
        "{% if true %}a{% endif %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{% include 'x' %}",
        "{% set x = 1 %}",
        "{# comment #}",
        "{# comment",
        "{%",
        "%}",
        "}}",
        "{{",
    ),
    **_named(
        "call",
        '{{ cite("menu-2001").__class__ }}',
        "{{ range(9) }}",
        "{{ self }}",
        '{{ cite("menu\\u002d2001") }}',
        "{{ cite(1) }}",
        "{{ cite(true) }}",
        "{{ cite(['menu-2001']) }}",
    ),
    **_named(
        "call",
        '[{{ term("pass") }}](index.md)',
        '[a {{ cite("menu-2001") }}](index.md)',
        '*{{ term("pass") }}*',
        '- {{ term("pass") }}',
        '> {{ cite("menu-2001") }}',
        '**{{ cite("menu-2001") }}**',
    ),
    **_named(
        "call",
        '| a | b |\n|---|---|\n| {{ cite("menu-2001") }} | c |',
        '| a | b |\n|---|---|\n| {{ comparison("seasons") }} | c |',
        'A {{ comparison("seasons") }} b.',
    ),
    **_named(
        "call",
        '- {{ comparison("seasons") }}',
        '> {{ comparison("seasons") }}',
        '    {{ comparison("seasons") }}',
        'A\n{{ comparison("seasons") }}',
        '{{ comparison("seasons") }}\nA',
    ),
    **_named(
        "call",
        '{{ comparison("seasons") }} {{ comparison("evening") }}',
        '{{ comparison("seasons") }}',
        '{{ comparison("seasons") }}\n{: .x }',
        '{{ comparison("Seasons") }}',
    ),
    **_named(
        "call",
        "{{ comparison() }}",
        "{{ comparison }}",
        '{{ comparison("seasons", "evening") }}',
        '{{ comparison("../seasons") }}',
        '{{ aid("drill") }}',
        '{{ aid("quiz") }}',
        "{{ quiz() }}",
    ),
    **_named(
        "call",
        '<div>{{ comparison("seasons") }}</div>',
        '<div markdown>\n\n{{ comparison("seasons") }}\n\n</div>',
        '{{\ncomparison("seasons")\n}}',
        '{{comparison("seasons")}}',
    ),
    **_named(
        "call",
        '{{ figure("soup") }}',
        '{{ checklist("all") }}',
        '{{ node("suppliers") }}',
        '{{ stage("chef-trial") }}',
        '{{ questions("chef") }}',
        "{{ formats() }}",
    ),
    **_named(
        "text",
        "A \u202ereversed\u202c word.",
        "A \u200fmark.",
        "A\u2028line.",
        "A \ufeffmark.",
        "A \ufffd mark.",
        "A \x07 bell.",
        "A \x00 nothing.",
        "A \x1b[31m colour.",
    ),
    **_named(
        "text",
        "\U0001f469\u200d\U0001f373 cooks.",
        "e\u0301.",
        "\u05e9\u05dc\u05d5\u05dd.",
        "x" * 5000,
        "word " * 3000,
        "A\ttab.",
        "\\*a\\*",
        "\\<b>",
        "\\{\\{ a \\}\\}",
    ),
    **_named(
        "text",
        "'single' and \"double\"",
        "-- --- ...",
        "$a$",
        "~~a~~",
        "==a==",
        "a^b^",
        ":smile:",
        "- [ ] a",
        "1) a",
        "+ a",
        "* a\n    * b",
        "term\n: definition",
        "| a |",
    ),
    **_named(
        "text",
        "| a | b |\n|---|---|\n| c | d |",
        "| a | b |\n|---|---|\n| c |",
        "| a | b |\n|---|---|\n| c | d | e |",
        "!!! note\n    a",
        "??? note\n    a",
        "[TOC]",
        '--8<-- "x"',
    ),
}

# What becomes of a line of the front matter, by key. %s is its value.
MATTER = {
    "dropped": None,
    "misspelt": "{key}e: {value}",
    "in capitals": "{KEY}: {value}",
    "given twice": "{key}: {value}\n{key}: {value}",
    "of nothing": "{key}:",
    "empty": "{key}: ''",
    "spaces": "{key}: '  '",
    "a number": "{key}: 7",
    "true": "{key}: true",
    "a list": "{key}: [a]",
    "keys": "{key}: {{a: b}}",
    "with markup": "{key}: a <b>c</b>",
    "with quotes": "{key}: 'a \"b'",
    "with braces": "{key}: 'a {{{{ 7*7 }}}} b'",
    "with an ampersand": "{key}: a &amp; b & c",
    "of two lines": "{key}: |\n  a\n  b",
    "with an anchor": "{key}: &a {value}",
    "with a tag": "{key}: !!python/object:os.system x",
    "a past day": "{key}: 1999-01-01",
    "a day to come": "{key}: 2099-01-01",
    "a day of no calendar": "{key}: 2026-02-30",
    "a moment": "{key}: 2026-11-22 10:00:00",
    "unclosed": '{key}: "{value}',
    "with a colon": "{key}: a: b",
    "with a tab": "{key}:\t{value}",
    "without a space": "{key}:{value}",
    "reversed": '{key}: "a\\u202eb"',
    "with a NUL": '{key}: "a\\0b"',
    "very long": "{key}: " + "word " * 2000,
    "with no character": '{key}: "a\\ud800b"',
}
EXTRA_MATTER = {
    "an unknown key": "author: x",
    "another template": "template: other.html",
    "no macros": "render_macros: false",
    "a title": "title: A title",
    "a title with markup": "title: A <b>",
    "a title of nothing": "title:",
    "search rank": "search: {boost: 0.5}",
    "no search rank": "search: {boost: 0}",
    "a search rank in words": "search: {boost: high}",
    "out of the search": "search: {exclude: true}",
    "hidden parts": "hide: [toc]",
    "hidden parts that are none": "hide: [header]",
    "hidden part in a text": "hide: toc",
    "an update before publication": "updated: 2026-11-01",
    "an update": "updated: 2026-11-22",
    "a blurb": "blurb: a",
    "another id": "feed_id: urn:uuid:a0b476ed-bf93-5d42-8cef-e8024a24fa17",
    "a merge": "<<: {a: b}",
    "an end": "...",
    "another document": "---",
}


def _text(guide: Path, file: str) -> str:
    return (guide / file).read_text(encoding="utf-8")


# Text that looks like signs, and is meant.
MEANT = {
    "entity '&lt;b&gt;a'": "<b>a",
    "entity '&amp;lt;'": "&lt;",
    r"text '\\{\\{ a \\}\\}'": "{{ a }}",
    'call \'{{ term("pass", "a <b> & *c* `d` [e](f)") }}\'': "a <b> & *c* `d` [e](f)",
}


def snippets(guide: Path) -> Iterator[Mutation]:
    text = _text(guide, PAGE)
    for what, snippet in SNIPPETS.items():
        yield replaced(what[:70], PAGE, text, len(text), len(text), f"\n{snippet}\n", MEANT.get(what, ""))


def front_matter(guide: Path, every: bool = False) -> Iterator[Mutation]:
    """Every key of every page's front matter, by what can happen to it, in turn."""
    others = cycle(MATTER.items())
    for path in sorted((guide / "docs").rglob("*.md")):
        file = path.relative_to(guide).as_posix()
        text = _text(guide, file)
        end = text.index("\n---\n", 4)
        for line in re.finditer(r"^(?P<key>\w+): (?P<value>.*)\n", text[: end + 1], re.MULTILINE):
            key, value = line["key"], line["value"]
            for what, form in MATTER.items() if every else (next(others),):
                new = "" if form is None else form.format(key=key, KEY=key.upper(), value=value) + "\n"
                yield replaced(f"{key} {what}", file, text, line.start(), line.end(), new)
    text = _text(guide, PAGE)
    end = text.index("\n---\n", 4) + 1
    for what, line in EXTRA_MATTER.items():
        yield replaced(f"front matter with {what}", PAGE, text, end, end, f"{line}\n")
    for what, start, stop, new in (
        ("without front matter", 0, end + 4, ""),
        ("front matter never closed", end, end + 4, ""),
        ("front matter never opened", 0, 4, ""),
        ("front matter after an empty line", 0, 0, "\n"),
        ("front matter of nothing", 4, end, ""),
        ("front matter of a list", 4, end, "- a\n"),
        ("front matter closed by dots", end, end + 3, "..."),
        ("front matter opened by plus signs", 0, 3, "+++"),
        ("front matter indented", 0, 0, " "),
    ):
        yield replaced(what, PAGE, text, start, stop, new)


def structure(guide: Path) -> Iterator[Mutation]:
    """Every page loses its title, an id, or a call, in turn, or has it twice."""
    titles, calls = cycle(range(4)), cycle(range(3))
    for path in sorted((guide / "docs").rglob("*.md")):
        file = path.relative_to(guide).as_posix()
        text = _text(guide, file)
        title = re.search(r"^# (?P<text>.*?)(?P<id> \{: #(?P<name>[\w-]+) \})\n", text, re.MULTILINE)
        what, start, end, new = (
            ("no title", title.start(), title.end(), ""),
            ("title without an id", title.start("id"), title.end("id"), ""),
            ("title with another id", title.start("name"), title.end("name"), "another"),
            ("title one level lower", title.start(), title.start(), "#"),
        )[next(titles)]
        yield replaced(what, file, text, start, end, new)
        for call in re.finditer(r"\{\{ (?P<name>\w+)\((?P<arguments>[^)]*)\) \}\}", text):
            start, end = call.span("arguments")
            what, start, end, new = (
                ("dropped", call.start(), call.end(), ""),
                ("twice", call.end(), call.end(), f"\n\n{call[0]}\n"),
                ("with others", start, end, "" if call["arguments"] else '"x"'),
            )[next(calls)]
            yield replaced(f"{call['name']}({call['arguments']}) {what}", file, text, start, end, new)


WHOLE = {
    "missing": lambda text: None,
    "empty": lambda text: b"",
    "in Latin-1": lambda text: text.encode() + b"caf\xe9\n",
    "in UTF-16": lambda text: text.encode("utf-16"),
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "with Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "with old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "with a NUL": lambda text: text.encode() + b"\0",
    "twice": lambda text: text.encode() * 2,
    "cut in the front matter": lambda text: text[:40].encode(),
    "with conflict marks": lambda text: ("<<<<<<< HEAD\n" + text + "=======\n>>>>>>> theirs\n").encode(),
    "in HTML": lambda text: b"<!doctype html><p>Not found",
}
EXTRA = (
    *(
        "About.md",
        "about/index.md",
        "README.md",
        "readme.md",
        "a b.md",
        "caf\u00e9.md",
        "x.y.md",
        "a/b/c.md",
        "index/index.md",
    ),
    *(
        "_x.md",
        "x_y.md",
        "404.md",
        "assets.md",
        "search.md",
        "more.markdown",
        "x.mdx",
        "x.html",
        "x.js",
        "x.css",
        "x.txt",
        "cooks.md",
    ),
)


def files(guide: Path) -> Iterator[Mutation]:
    others = cycle(WHOLE.items())
    for path in sorted((guide / "docs").rglob("*.md")):
        file = path.relative_to(guide).as_posix()
        for what, change in (next(others), next(others)):
            yield Mutation(f"{file}: {what}", file, change(_text(guide, file)), old=_text(guide, file))
    for name in EXTRA:
        yield Mutation(f"docs/{name}: added", f"docs/{name}", _text(guide, PAGE).encode())


def faults(guide: Path, every: bool = False) -> list[Mutation]:
    return [*snippets(guide), *front_matter(guide, every), *structure(guide), *files(guide)]
