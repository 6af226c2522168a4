"""Makes the style sheets that are sent of those that are written: what of them a page can use, in few bytes.

A rule can be used if its selector can match: every element, class, id and attribute in it stands in the page's
markup, or in the scripts that the page may load, which may put it there. So a rule for a state stays as long as
there is a script that makes the state; what browsers make by themselves is listed below.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node

SET_BY_BROWSERS = frozenset({"[open"})

_CONDITIONS = frozenset({"layer", "media", "supports", "container"})  # at-rules that hold rules
# Functions in a selector of which one branch must match; what stands in others need not be there.
_ALTERNATIVES = frozenset({"is", "where", "has"})

# Beside these a space means nothing; before a colon it does, in a selector.
_TIGHT_AFTER = frozenset({" ", ",", ";", ":", ">"})
_TIGHT_BEFORE = frozenset({",", ";", ">"})

_TAG = re.compile(r"""<([a-z][a-z0-9-]*)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
# Where a script gives classes, it says so in the same line.
_CLASSES = re.compile(r"\bclass(?:Name|List|=)")
_CAPITAL = re.compile(r"(?=[A-Z])")

# Of elements, and of '.classes', '#ids' and '[attributes'.
Words = frozenset[str]
_MARKS = {"class": ".", "id": "#"}


def words_of_pages(texts: Iterable[str]) -> Words:
    """What stands in the markup of pages."""
    found, tags = set(), set()
    for text in texts:
        tags.update(_TAG.findall(text))
    for element, attributes in tags:
        found.add(element)
        for name, *values in _ATTRIBUTE.findall(attributes):
            found.add(f"[{name}")
            if name in _MARKS:
                found.update(f"{_MARKS[name]}{value}" for value in " ".join(values).split())
    return frozenset(found)


def words_of_script(text: str) -> Words:
    """What a script may put into a page: each word as an element, id or attribute, also one behind `dataset`."""
    words = set(_WORD.findall(text))
    classes = {word for line in text.split("\n") if _CLASSES.search(line) for word in _WORD.findall(line)}
    attributes = words | {f"data-{word if word.islower() else _CAPITAL.sub('-', word).lower()}" for word in words}
    marked = (("", words), ("#", words), (".", classes), ("[", attributes))
    return frozenset(f"{mark}{word}" for mark, some in marked for word in some)


@dataclass(frozen=True)
class _Branch:
    """One selector of a list: the words that it needs, and lists of which one selector must match."""

    text: str
    needs: Words
    choices: tuple[tuple["_Branch", ...], ...]

    def matches(self, words: Words) -> bool:
        return self.needs <= words and all(any(one.matches(words) for one in each) for each in self.choices)


@dataclass(frozen=True)
class _Rule:
    """A rule for `branches`, or, with none, an at-rule: with `rules` inside, or else whole in its text."""

    text: str
    branches: tuple[_Branch, ...] = ()
    rules: tuple["_Rule", ...] = ()

    @property
    def selectors(self) -> Iterator[_Branch]:
        """Those of this rule and of the rules inside it."""
        yield from self.branches
        for rule in self.rules:
            yield from rule.selectors

    def written(self, words: Words) -> str:
        if self.branches:
            kept = ",".join(branch.text for branch in self.branches if branch.matches(words))
            return kept and f"{kept}{{{self.text}}}"
        if self.rules:
            kept = "".join(rule.written(words) for rule in self.rules)
            return kept and f"{self.text}{{{kept}}}"
        return self.text


class Sheet:
    """A style sheet as it was written."""

    def __init__(self, text: str):
        self._rules = tuple(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)))

    def unused(self, words: Words) -> list[str]:
        """The selectors that can match nothing where these words are."""
        there = words | SET_BY_BROWSERS
        return [each.text for rule in self._rules for each in rule.selectors if not each.matches(there)]

    def written(self, words: Words) -> str:
        """What of it can be used where these words are."""
        there = words | SET_BY_BROWSERS
        return "".join(rule.written(there) for rule in self._rules)


def _rules(nodes: Iterable[Node]) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"line {node.source_line}: {node.message}")
        if node.type == "qualified-rule":
            yield _Rule(_tight(node.content), tuple(_branches(node.prelude)))
        elif node.lower_at_keyword in _CONDITIONS and node.content is not None:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            rules = tuple(_rules(inside))
            yield _Rule(_at(node), rules=rules)
        else:
            body = ";" if node.content is None else f"{{{_tight(node.content)}}}"
            yield _Rule(_at(node) + body)


def _branches(tokens: list[Node]) -> Iterator[_Branch]:
    """The selectors between the commas."""
    start = 0
    for at, token in [*enumerate(tokens), (len(tokens), None)]:
        if token is None or token == ",":
            yield _branch(tokens[start:at])
            start = at + 1


def _branch(tokens: list[Node]) -> _Branch:
    needs, choices = set(), []
    before = ""
    for token in tokens:
        if token.type == "hash":
            needs.add(f"#{token.value}")
        elif token.type == "ident" and before != ":":
            needs.add(f"{'.' if before == '.' else ''}{token.value}")
        elif token.type == "[] block":
            needs.add("[" + next(inner.value for inner in token.content if inner.type == "ident"))
        elif token.type == "function" and token.lower_name in _ALTERNATIVES:
            choices.append(tuple(_branches(token.arguments)))
        before = token.value if token.type == "literal" else ""
    return _Branch(_tight(tokens), frozenset(needs), tuple(choices))


def _at(rule: Node) -> str:
    """An at-rule's beginning."""
    return f"@{rule.at_keyword} {_tight(rule.prelude)}".rstrip()


def _tight(tokens: list[Node]) -> str:
    """Tokens as text, without comments and without the spaces that mean nothing."""
    found: list[str] = []
    for token in tokens:
        if token.type == "whitespace":
            if found and found[-1] not in _TIGHT_AFTER:
                found.append(" ")
        elif token.type != "comment":
            if found and found[-1] == " " and token.type == "literal" and token.value in _TIGHT_BEFORE:
                found.pop()
            found.append(_said(token))
    return "".join(found).strip().removesuffix(";")


def _said(token: Node) -> str:
    if token.type == "function":
        return f"{token.name}({_tight(token.arguments)})"
    if token.type.endswith(" block"):
        opening, closing = token.type[:2]
        return f"{opening}{_tight(token.content)}{closing}"
    return token.serialize()
