"""Builds projects as the Makefile does, and says how long it took."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PHASES = Path(__file__).parent / "phases.py"


class BuildFailed(Exception):
    """A project could not be built; the message is what the build said last."""


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, and seconds of work by the processors."""

    clock: float
    work: float


def run(command: list[str], folder: Path) -> Took:
    """Run a command in a folder. Raises BuildFailed."""
    # Python keeps what it compiles of ours, as pip has had it do for the theme.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    log = folder / ".log"
    with log.open("wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        took = Took(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-8:]
        raise BuildFailed("\n".join([f"{' '.join(command)} failed:", *said]))
    return took


def _make(target: str, project: Path, **variables: str) -> Took:
    """A target of the project's own Makefile, in the environment that we run in, without setting that up again."""
    given = {"VENV": sys.prefix, **variables}
    arguments = [f"{name}={value}" for name, value in given.items()]
    return run(["make", "--assume-old=setup", target, *arguments], project)


def build(project: Path) -> Took:
    """Our whole build, into site/: all that `make build` does."""
    return _make("build", project)


def build_by_phases(project: Path, file: Path) -> None:
    """The same, noting into a file where the time goes."""
    file.unlink(missing_ok=True)
    _make("build", project, RUN=f"{sys.executable} {PHASES} {file}")


def promise(project: Path) -> None:
    """Let the project promise what it has, so that its build finds nothing new."""
    _make("permalinks", project)


def build_stock(project: Path) -> Took:
    """A project of the plain theme, into site/."""
    return run([sys.executable, "-m", "mkdocs", "build", "--site-dir", "site"], project)
