"""Holds a project with one fault to what an editor may expect of the checks."""

import re
from collections.abc import Iterator
from pathlib import Path

from macros.problems import Problem
from tests.faults.mutation import Mutation

LONGEST = 900  # of a line to an editor
NEAR = 2  # lines between what was changed and what is named, beyond what was changed itself
# Words of Python or of a library, and what a file's own characters may do to a terminal.
NOT_FOR_EDITORS = re.compile(
    r"Traceback|\w+(Error|Exception)\b|[Pp]ydantic|Input should|NoneType|<class|object at 0x|\\x[0-9a-f]{2}"
    r"|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
# What is wrong, then what to do: at least two sentences, or a hint; an alias to add ends in a brace.
SENTENCES = re.compile(r"\S.*[.:;] .*(\.|\?|\})", re.DOTALL)


def lines_of(content: bytes) -> int:
    """How many lines an editor sees."""
    return len(re.split(rb"\r\n|\n|\r", content))


def complaints(mutation: Mutation, problems: list[Problem], project: Path) -> Iterator[str]:
    """What is wrong with how a fault was refused."""
    for problem in problems:
        yield from (f"{why}: {str(problem)[:400]!r}" for why in _poor(problem, project, mutation))
        if problem.file != mutation.file and not (_speaks_of(mutation, problem) or led_to(mutation, problem)):
            yield f"says nothing of what was changed: {problem}"
    here = [problem.line for problem in problems if problem.file == mutation.file]
    first, last = mutation.line - NEAR, mutation.line + mutation.old.count("\n") + mutation.new.count("\n") + NEAR
    explained = any(names(mutation.old, problem) for problem in problems)
    if here and mutation.start >= 0 and not explained and not any(first <= line <= last for line in here):
        yield f"names no line from {first} to {last}: {[str(problem)[:300] for problem in problems[:3]]}"


def _poor(problem: Problem, project: Path, mutation: Mutation) -> Iterator[str]:
    path, text = project / problem.file, str(problem)
    content = path.read_bytes() if path.is_file() else b""
    if problem.file == mutation.file:
        content = mutation.content or b""
    elif not path.exists():
        yield "names a file that is not there"
    if not 1 <= problem.line <= lines_of(content):
        yield f"names a line beyond the {lines_of(content)} there are"
    if found := NOT_FOR_EDITORS.search(text):
        yield f"has {found[0]!r}"
    if len(text) > LONGEST:
        yield f"is {len(text)} characters long"
    if not SENTENCES.fullmatch(problem.message):
        yield "does not say what to do"


def _speaks_of(mutation: Mutation, problem: Problem) -> bool:
    """Whether a message about another file names what was there, what is there now, or the file."""
    return names(f"{mutation.old} {mutation.new} {Path(mutation.file).stem}", problem)


def told(said: str) -> Iterator[Problem]:
    """The problems among what a build said."""
    for found in re.finditer(r"^(?P<file>\S+?):(?P<line>\d+): (?P<message>.+)$", said, re.MULTILINE):
        yield Problem(found["file"], int(found["line"]), "", found["message"])


def badly_ended(said: str) -> str:
    """Why a build that was refused did not say so as it should; '' if it did."""
    if "Traceback" in said:
        return said[-1500:]
    return "" if list(told(said)) else f"names no file and line: {said[-500:]}"


def led_to(mutation: Mutation, problem: Problem) -> bool:
    """Whether a build was refused for this fault: the id or the page that it took away, or its own file."""
    ids = re.findall(r"'#?(?:[\w-]+--)?([\w-]+)' is gone", problem.message)
    pages = re.findall(r"pages\.([^\[:]+)/: ", problem.message)
    took = [*ids, *(f"id: {name}\n" for name in ids), *(f"from: {page}/" for page in pages)]
    page = re.sub(r"^docs/|(/?index)?\.md$", "", mutation.file)
    return (
        problem.file == mutation.file
        or page in pages
        or any(one == mutation.old.strip() or (one in mutation.old and one not in ids) for one in took)
    )


def names(words: str, problem: Problem) -> bool:
    return any(word in str(problem) for word in re.findall(r"[\w-]{3,}", words))
