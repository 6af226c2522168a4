"""Finds the browsers the tests drive, or installs them, before the tests.

`python -m tests.browser` is about Chromium, and prints its path; with `others` it is about those in which only the
journeys are made, and Chromium without windows for the rest of the tests, and says which cannot be had.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A bare Debian lacks libatomic1, without which Playwright's own driver does not start.
DEBIAN_PACKAGES = ("chromium", "libatomic1")
NONE_FOUND = (
    "The tests need a browser and none could be found or installed. Install Chromium or Chrome "
    f"(Debian: sudo apt-get install {' '.join(DEBIAN_PACKAGES)}), or set BROWSER_PATH to one."
)


class Other(NamedTuple):
    """A browser that need not be there: the programs it takes, each with its names, and the packages that bring them."""

    programs: tuple[tuple[str, ...], ...]
    packages: tuple[str, ...]
    without: str  # what is so if it is not there


OTHERS = {
    "Firefox": Other((("firefox", "firefox-esr"),), ("firefox-esr",), "no journeys in it"),
    # On a machine without a screen, WebKit's browser needs one made up.
    "WebKit": Other((("WebKitWebDriver",), ("Xvfb",)), ("webkit2gtk-driver", "xvfb"), "no journeys in it"),
    # The same engine without the pages that Chromium's own windows are made of, which take as long as ours.
    "Chromium without windows": Other(
        (("chromium-headless-shell",),), ("chromium-headless-shell",), "the tests take half as long again"
    ),
}


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


def find_quickest(environment: dict[str, str]) -> Path:
    """Chromium without windows if it is there and BROWSER_PATH names no other; else as find_or_install."""
    if not environment.get("BROWSER_PATH"):
        with suppress(NoBrowser):
            return find_other("Chromium without windows", environment)[0]
    return find_or_install(environment)


def find_other(name: str, environment: dict[str, str]) -> list[Path]:
    """The programs of one of OTHERS. Raises NoBrowser, which says how to get them."""
    programs, packages, without = OTHERS[name]
    path = environment.get("PATH", "")
    found = [next(filter(None, (shutil.which(each, path=path) for each in names)), None) for names in programs]
    if not all(found):
        raise NoBrowser(f"No {name}, so {without}. Debian and Ubuntu: sudo apt-get install {' '.join(packages)}")
    return [Path(each) for each in found]


def install_others(environment: dict[str, str]) -> list[str]:
    """Install, as root on Debian, those of OTHERS that are lacking; what cannot be had is said, a line for each."""

    def lacking() -> dict[str, str]:
        said = {}
        for name in OTHERS:
            try:
                find_other(name, environment)
            except NoBrowser as problem:
                said[name] = str(problem)
        return said

    names = lacking()
    if names and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for name in names for package in OTHERS[name].packages]
        print("Installing", *names, file=sys.stderr, flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, check=False, capture_output=True)
    return list(lacking().values())


if __name__ == "__main__":
    try:
        if "others" in sys.argv[1:]:
            for line in install_others(dict(os.environ)):
                print(line, file=sys.stderr)
        else:
            print(find_or_install(dict(os.environ)))
    except NoBrowser as problem:
        sys.exit(str(problem))
