"""`python -m macros check` names every problem; `python -m macros schema` writes data/schema/."""

import sys
from pathlib import Path

from macros import schema
from macros.loading import load
from macros.problems import GuideProblems


def main(command: str) -> int:
    if command == "schema":
        schema.write(Path("data/schema"))
        return 0
    try:
        guide = load(Path())
    except GuideProblems as found:
        print(found, file=sys.stderr)
        return 1
    print(f"{len(guide.pages)} pages and {len(guide.documents)} data files: nothing to mend.")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["check"], ["schema"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
