"""What runs in a process of its own, and what of it this process hears."""

import subprocess
import sys
from textwrap import dedent

import pytest

from tests.serving import PROJECT


def said(program: str) -> subprocess.CompletedProcess[str]:
    """What a program of one thread says: the tests' own processes have more, and so cannot be copied."""
    lines = f"import os, threading\nfrom macros import beside\n{dedent(program)}"
    return subprocess.run([sys.executable, "-c", lines], cwd=PROJECT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("threads", "where"), [(0, "elsewhere"), (1, "here")], ids=["one thread", "a second thread"]
)
def test_a_step_is_run_beside_where_that_is_safe(threads: int, where: str) -> None:
    """What a step yields comes in order, from a process of its own, or, beside other threads, from this one."""
    done = said(
        f"""
        def step(word):
            yield f"{{word}} {{'here' if os.getpid() == main else 'elsewhere'}}"
            yield "and that is all"
        main, stop = os.getpid(), threading.Event()
        for _ in range({threads}):
            threading.Thread(target=stop.wait).start()
        print(*beside.begin(step, "done"), sep=", ")
        stop.set()
        """
    )
    assert done.stdout == f"done {where}, and that is all\n", done.stderr


def test_a_step_that_fails_beside_fails_the_build() -> None:
    """What had been found comes first; then the failure is named here, below what the step said of it."""
    done = said(
        """
        def step():
            yield "something"
            raise OSError("the disk is full")
        begun = beside.begin(step)
        print(next(begun))
        beside.end(begun)
        """
    )
    assert done.stdout == "something\n"
    assert "OSError: the disk is full" in done.stderr
    assert done.stderr.endswith(
        "ChildProcessError: a part of the build failed. It has said above what was wrong.\n"
    )
