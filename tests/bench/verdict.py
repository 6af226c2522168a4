"""Holds what was measured to the targets, and prints both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Judged:
    """One measured value beside the most or the least that it may be."""

    what: str
    value: float
    limit: float
    least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.least else "at most"
        return (
            f"{'ok  ' if self.holds else 'MISS'}  {self.what}: {number(self.value)} ({bound} {number(self.limit)})"
        )


@dataclass
class Verdict:
    """All that was judged; `missed` is what decides how the program ends."""

    judged: list[Judged] = field(default_factory=list)

    def at_most(self, limit: float, what: str, value: float) -> None:
        self.judged.append(Judged(what, value, limit))

    def at_least(self, limit: float, what: str, value: float) -> None:
        self.judged.append(Judged(what, value, limit, least=True))

    @property
    def missed(self) -> list[Judged]:
        return [each for each in self.judged if not each.holds]

    def lines(self) -> list[str]:
        """What was missed, and how many targets were met."""
        if not self.judged:
            return ["Nothing was judged."]
        met = len(self.judged) - len(self.missed)
        return [*map(str, self.missed), f"{met} of {len(self.judged)} targets met."]


def ratio(ours: float, theirs: float) -> float:
    """Ours as a share of theirs; infinite where there is nothing to compare with."""
    return ours / theirs if theirs else float("inf")


def number(value: float) -> str:
    """As it is read in a table: whole where it is large or whole."""
    if value == float("inf"):
        return "none"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    """A table for a terminal: the first column to the left, numbers to the right."""
    cells = [list(head), *([each if isinstance(each, str) else number(each) for each in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
    lines = [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
