"""Finds the Java that epubcheck runs on, or installs one as root on Debian."""

import os
import shutil
import subprocess

DEBIAN_PACKAGES = ("default-jre-headless",)
NONE_FOUND = (
    "epubcheck needs Java and there is none. Install one "
    f"(Debian: sudo apt-get install {' '.join(DEBIAN_PACKAGES)}), or leave the e-book's test out."
)


class NoJava(Exception):
    """No Java could be had; the message says what to install."""


def find_or_install() -> str:
    """The path of the program. Raises NoJava."""
    installers: list[list[str]] = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        installers = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *DEBIAN_PACKAGES]]
    for command in [None, *installers]:
        if command:
            subprocess.run(command, check=False, capture_output=True)
        found = shutil.which("java")
        if found:
            return found
    raise NoJava(NONE_FOUND)
