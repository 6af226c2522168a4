"""One fault put into the small guide: which file, what changes in it, and by what it is known again."""

from dataclasses import dataclass

from macros.problems import Problem


@dataclass(frozen=True)
class Mutation:
    """A fault in one file of a project.

    content: what the file holds then; None deletes it. old, new: what stood at `line` and what stands there now, so
    that a message about another file can be seen to speak of it. start, end: the span of the file's text that `new`
    takes the place of, where that is all that changes. shown: text that a reader must find on some page if the
    fault is accepted.
    """

    name: str
    file: str
    content: bytes | None
    line: int = 1
    old: str = ""
    new: str = ""
    start: int = -1
    end: int = -1
    shown: str = ""
    address: str = ""  # of the only page that it is on, if that is known
    path: str = ""  # of the value that it changes, as messages have it

    def __str__(self) -> str:
        return self.name

    def is_at(self, problem: Problem) -> bool:
        """Whether a problem is said of the value that is changed."""
        named = self.path.startswith(problem.path) or problem.path.startswith(self.path)
        return problem.file == self.file and bool(self.path and problem.path) and named


def replaced(name: str, file: str, text: str, start: int, end: int, new: str, shown: str = "") -> Mutation:
    """The file's text with a span of it replaced."""
    content = (text[:start] + new + text[end:]).encode("utf-8", "surrogatepass")
    line = text.count("\n", 0, start) + 1
    return Mutation(f"{file}: {name}", file, content, line, text[start:end], new, start, end, shown)


def merged(text: str, mutations: list[Mutation]) -> bytes:
    """A file's text with all of its mutations, whose spans do not touch."""
    for mutation in sorted(mutations, key=lambda one: one.start, reverse=True):
        text = text[: mutation.start] + mutation.new + text[mutation.end :]
    return text.encode("utf-8")
