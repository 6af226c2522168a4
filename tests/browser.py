"""Finds the browser the tests drive, or installs one. `python -m tests.browser` does it before the tests, and prints its path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A bare Debian lacks libatomic1, without which Playwright's own driver does not start.
DEBIAN_PACKAGES = ("chromium", "libatomic1")
NONE_FOUND = (
    "The tests need a browser and none could be found or installed. Install Chromium or Chrome "
    f"(Debian: sudo apt-get install {' '.join(DEBIAN_PACKAGES)}), or set BROWSER_PATH to one."
)


class NoBrowser(Exception):
    """No browser could be had; the message says what to install."""


def find(environment: dict[str, str]) -> Path | None:
    """The browser to drive: BROWSER_PATH, one on the path, or Playwright's own; None if there is none yet.

    Raises NoBrowser if BROWSER_PATH is set to something that is not a program.
    """
    named = environment.get("BROWSER_PATH")
    if named:
        if not shutil.which(named):
            raise NoBrowser(f"BROWSER_PATH is '{named}', which is not a program. Correct it or unset it.")
        return Path(named)
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH", ""))
        if found:
            return Path(found)
    return _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _driver_starts() -> bool:
    """Whether Playwright can drive anything at all on this machine."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def find_or_install(environment: dict[str, str]) -> Path:
    """Like find, installing Playwright's browser or, as root on Debian, Debian's. Raises NoBrowser."""
    installers = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        installers += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *DEBIAN_PACKAGES]]
    for command in [None, *installers]:
        if command:
            trying = " ".join(command).removeprefix(f"{sys.executable} -m ")
            print("No browser yet; trying:", trying, file=sys.stderr, flush=True)
            subprocess.run(command, check=False, capture_output=True)
        found = find(environment) if _driver_starts() else None
        if found:
            return found
    raise NoBrowser(NONE_FOUND)


if __name__ == "__main__":
    try:
        print(find_or_install(dict(os.environ)))
    except NoBrowser as problem:
        sys.exit(str(problem))
