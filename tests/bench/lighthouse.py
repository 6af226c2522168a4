"""Installs Lighthouse, which npm has, and runs it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser import find_or_install
from tests.serving import browser_flags

HERE = Path(__file__).parent
OLDEST_NODE = 20
TRIES = 3  # now and then it says of itself that it should be run again

# One run on one page, as lighthouse.mjs prints it.
Run = dict[str, Any]


def install(folder: Path) -> None:
    """Put Lighthouse into a folder, unless it is there. Ends the program in one line where that cannot be."""
    done = subprocess.run(["node", "--version"], capture_output=True, text=True) if shutil.which("node") else None
    version = re.match(r"v(\d+)", done.stdout) if done else None
    if not version or int(version[1]) < OLDEST_NODE or not shutil.which("npm"):
        sys.exit(f"`make bench` needs Node {OLDEST_NODE} or newer, with npm, for Lighthouse. Nothing else does.")
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / "package-lock.json").read_bytes()
    installed = folder / "package-lock.json"
    is_there = (folder / "node_modules").is_dir() and installed.is_file() and installed.read_bytes() == lock
    for name in ("package.json", "package-lock.json", "lighthouse.mjs"):
        shutil.copyfile(HERE / name, folder / name)
    if is_there:
        return
    print("Installing Lighthouse ...", file=sys.stderr, flush=True)
    npm = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True)
    if npm.returncode:
        shutil.rmtree(folder / "node_modules", ignore_errors=True)
        sys.exit(f"npm could not install Lighthouse: {npm.stderr.strip().splitlines()[-1:]}")


def slowdown(machine: float) -> int:
    """How many times slower a phone is than a machine with this index.

    Lighthouse itself always takes 4, for a fast desktop. For others this is its own table's advice:
    https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md#calibrating-the-cpu-slowdown
    """
    return 4 if machine >= 1500 else 2 if machine >= 800 else 1


def measure(folder: Path, address: str, slower: int = 4) -> Run:
    """One run, as on a phone so many times slower than this machine, in a browser of its own."""
    given = {
        "browser": str(find_or_install(dict(os.environ))),
        "flags": browser_flags(),
        "addresses": [address],
        "slowdown": slower,
    }
    for _ in range(TRIES):
        done = subprocess.run(
            ["node", "lighthouse.mjs", json.dumps(given)], cwd=folder, capture_output=True, text=True
        )
        failed = {"error": done.stderr.strip()[-600:] or f"it ended with {done.returncode}"}
        run = failed if done.returncode else json.loads(done.stdout)
        if not run["error"]:
            return run
    sys.exit(f"Lighthouse failed on {address}, {TRIES} times: {run['error']}")
