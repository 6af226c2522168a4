"""`python -m macros check` names every problem; `schema` writes data/schema/; `simulation` data/simulation.yml."""

import sys
from pathlib import Path

from macros import schema
from macros.documents import write_document
from macros.loading import load, read
from macros.problems import GuideProblems
from macros.quiz_rules import simulated

SIMULATED = "data/simulation.yml"
SIMULATION = """\
# yaml-language-server: $schema=schema/simulation.json
# Written by `make simulation`, see macros/simulation.py; never edited by hand. Shares are in per cent."""


def check() -> None:
    try:
        guide = load(Path())
    except GuideProblems as found:
        sys.exit(str(found))
    print(f"{len(guide.pages)} pages and {len(guide.documents)} data files: nothing to mend.")


def simulation() -> None:
    guide, problems = read(Path())
    others = [problem for problem in problems if problem.file != SIMULATED]
    if others:
        sys.exit(str(GuideProblems(others)))
    write_document(Path(SIMULATED), simulated(guide), SIMULATION)


COMMANDS = {"check": check, "schema": lambda: schema.write(Path("data/schema")), "simulation": simulation}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
