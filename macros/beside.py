"""Runs a step in a process of its own, where there can be one, while this process does something else."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

# What was begun yields what it finds on the way; at its end, all is done.
Begun = Iterator[object]


def begin(step: Callable[..., Begun], *given: object) -> Begun:
    """Begin a step, beside this process if that can be; what it yields must be fit to send.

    Its end raises ChildProcessError if the step failed in its own process.
    """
    if not _can_fork():
        return step(*given)
    fork = multiprocessing.get_context("fork")
    ours, its = fork.Pipe(duplex=False)
    # One that is waited for no more, as its build has failed, ends with it.
    process = fork.Process(target=_send, args=(its, step, *given), daemon=True)
    process.start()
    its.close()
    return _received(ours, process)


def end(begun: Iterable[object]) -> None:
    """Wait until all is done."""
    deque(begun, maxlen=0)


def _send(to: Connection, step: Callable[..., Begun], *given: object) -> None:
    for found in step(*given):
        to.send(found)


def _received(ours: Connection, process: BaseProcess) -> Begun:
    with ours, suppress(EOFError):
        while True:
            yield ours.recv()
    process.join()
    if process.exitcode:
        raise ChildProcessError("a part of the build failed. It has said above what was wrong.")


def _can_fork() -> bool:
    """Whether this process has one thread, as Linux counts them.

    What another thread has locked stays locked for good in a copy of the process, and not all threads are
    Python's: the theme's successor has its own.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1
