"""`python -m macros --help` lists what it does."""

import argparse
import sys
from pathlib import Path

from macros import schema as schemas
from macros.documents import write_document
from macros.guide import Guide
from macros.loading import load, read
from macros.problems import GuideProblems
from macros.quiz_rules import simulated

SIMULATED = "data/simulation.yml"
SIMULATION = """\
# yaml-language-server: $schema=schema/simulation.json
# Written by `make simulation`, see macros/simulation.py; never edited by hand. Shares are in per cent."""


def _guide() -> Guide:
    try:
        return load(Path())
    except GuideProblems as found:
        sys.exit(str(found))


def check() -> None:
    guide = _guide()
    print(f"{len(guide.pages)} pages and {len(guide.documents)} data files: nothing to mend.")


def schema() -> None:
    schemas.write(Path("data/schema"))


def simulation() -> None:
    guide, problems = read(Path())
    others = [problem for problem in problems if problem.file != SIMULATED]
    if others:
        sys.exit(str(GuideProblems(others)))
    write_document(Path(SIMULATED), simulated(guide), SIMULATION)


def finish(folder: Path) -> None:
    from macros.finishing import finish

    try:
        finish(folder, _guide())
    except GuideProblems as found:
        sys.exit(str(found))


def permalinks(folder: Path, check: bool) -> None:
    from macros.finishing import permalinks
    from macros.finishing.site import Site

    site, guide = Site(folder), _guide()
    if check:
        try:
            permalinks.check(site, guide)
        except permalinks.Unpromised as found:
            sys.exit(str(found))
    else:
        new = permalinks.unpromised(site, guide)
        permalinks.promise(site, guide)
        print(f"{len(new)} new addresses and ids are promised in data/permalinks.yml.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m macros")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(function, does: str) -> argparse.ArgumentParser:
        added = commands.add_parser(function.__name__, help=does, description=does)
        added.set_defaults(function=function)
        return added

    command(check, "name every problem in data/ and docs/")
    command(schema, "write data/schema/")
    command(simulation, "write data/simulation.yml")
    finishing = command(finish, "finish a built site: cards, quotes, feeds, aliases")
    finishing.add_argument("folder", type=Path)
    linking = command(permalinks, "add a built site's new addresses and ids to data/permalinks.yml")
    linking.add_argument("folder", type=Path)
    linking.add_argument("--check", action="store_true", help="only name them, and fail if there are any")
    arguments = vars(parser.parse_args())
    arguments.pop("function")(**arguments)


if __name__ == "__main__":
    main()
