"""What is wrong with the data or the pages, said to the person who edits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST = 900  # characters of a line; what was pasted by mistake can be longer
Path = tuple[str | int, ...]


# A problem is one line, whatever it quotes.
_SPELT_OUT = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: `file:line: path: message`.

    file: relative to the project, with forward slashes. line: from 1.
    message: what is wrong, then what to do, in full sentences. path: may be empty.
    """

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        text = f"{self.file}:{self.line}: {place}{self.message}"
        text = text.translate(_SPELT_OUT)
        return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"


class GuideProblems(Exception):
    """All the problems found in one reading, in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__(str(self))

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'} to mend; nothing was built:"
        return "\n".join([head, *map(str, self.problems)])


def dotted(path: Path) -> str:
    """('questions', 0, 'text') reads `questions[0].text`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """` Did you mean 'energy'?` for a near miss, else `otherwise` after a space."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else f" {otherwise}"


def listed(names: Iterable[str]) -> str:
    """'a, b, c' for use in a sentence; says so when there is none."""
    return ", ".join(names) or "none so far"
