"""What a site's `_headers` file asks its host to send, as such hosts read it."""

import re
from collections.abc import Sequence
from pathlib import Path

Rule = tuple[str, list[tuple[str, str]]]


def headers_in(text: str) -> list[Rule]:
    """The rules of a `_headers` file: a path, in which * stands for anything, and below it indented headers."""
    rules: list[Rule] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), []))
        elif rules and ":" in line:
            name, _, value = line.partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
    return rules


def headers_for(path: str, rules: Sequence[Rule]) -> dict[str, str]:
    """What the rules say of a path, all that match it together; a header given twice has both values."""
    found: dict[str, str] = {}
    for pattern, headers in rules:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            for name, value in headers:
                known = next((other for other in found if other.lower() == name.lower()), name)
                found[known] = f"{found[known]}, {value}" if known in found else value
    return found


def rules_of(site: Path) -> list[Rule]:
    """Those of a built site; none if it asks for nothing."""
    file = site / "_headers"
    return headers_in(file.read_text(encoding="utf-8")) if file.is_file() else []
