"""Builds one project many times over in one process: a project, and for each build the files that differ in it.

Run as a program, because each build forgets and imports the project's code anew. Reads JSON from the standard input:
{project, builds: [{site, files: {name: content in base64, or null for none}}]}; writes a JSON list of what each build
said, and whether it was good.
"""

import base64
import contextlib
import io
import json
import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

from tests.serving import PROJECT


def build_all(project: Path, builds: list[tuple[Path, dict[str, bytes | None]]]) -> list[tuple[bool, str]]:
    """Build each set of files into its folder: whether it was built, and all that was said."""
    order = {
        "project": str(project),
        "builds": [
            {
                "site": str(site),
                "files": {name: _encoded(content) for name, content in files.items()},
            }
            for site, files in builds
        ],
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.building"],
        cwd=PROJECT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        input=json.dumps(order),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(one) for one in json.loads(done.stdout)]


def _build(site: str) -> tuple[bool, str]:
    """As `mkdocs build` does, in this process."""
    from mkdocs.__main__ import cli

    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        try:
            cli.main(["build", "--site-dir", site], standalone_mode=True)
        except SystemExit as end:
            if end.code not in (0, None) and not isinstance(end.code, int):
                print(end.code)
            good = end.code in (0, None)
        except BaseException:
            traceback.print_exc()
            good = False
    for name in ("mkdocs", ""):
        logging.getLogger(name).handlers.clear()
    return good, said.getvalue()


def main() -> None:
    import resvg_py

    # A card that has been drawn need not be drawn again.
    resvg_py.svg_to_bytes = _remembering(resvg_py.svg_to_bytes)
    order = json.load(sys.stdin)
    project, out = Path(order["project"]), sys.stdout
    os.chdir(project)
    sys.path[:] = [str(project), *(path for path in sys.path if Path(path or ".").resolve() != PROJECT)]
    answers = []
    for build in order["builds"]:
        before = {name: read(project / name) for name in build["files"]}
        for name, content in build["files"].items():
            put(project / name, None if content is None else base64.b64decode(content))
        answers.append(_build(build["site"]))
        for name, content in before.items():
            put(project / name, content)
    json.dump(answers, out)


def _remembering(draw):
    """Called with the name of a font's file, which differs from build to build though the font does not."""
    drawn = {}

    def remembered(svg_string: str, width: int | None = None, **options):
        if (svg_string, width) not in drawn:
            drawn[svg_string, width] = draw(svg_string=svg_string, width=width, **options)
        return drawn[svg_string, width]

    return remembered


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode()


def read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
