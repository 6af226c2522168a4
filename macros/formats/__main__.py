"""`python -m macros.formats site` puts the guide into a built site as a PDF and as an e-book, and offers both."""

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from macros.finishing import permalinks, seal
from macros.finishing.site import Site
from macros.formats import ebook, offer, pdf
from macros.formats.volume import Volume
from macros.loading import load
from macros.problems import GuideProblems


def write(folder: Path, browser: str | None = None) -> None:
    volume = Volume(Site(folder), load(Path()))
    # Chromium refuses to run as root with its sandbox.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=flags)
        printed, pages, cover = pdf.print_guide(volume, started)
        started.close()
    contents = {"pdf": printed, "epub": ebook.packed(volume, cover)}
    for kind, content in contents.items():
        volume.site.write(f"{volume.name}.{kind}", content)
    files = {kind: f"{volume.name}.{kind}" for kind in contents}
    said = {kind: f", {offer.size(len(content))}" for kind, content in contents.items()}
    said["pdf"] = f", {pages} pages{said['pdf']}"
    offer.complete(volume.site, files, said)
    seal(volume.site)
    problems = list(permalinks.missing(Site(folder), volume.guide))
    if problems:
        raise GuideProblems(problems)
    for kind, file in files.items():
        print(f"{folder / file}{said[kind]}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m macros.formats", description=__doc__)
    arguments.add_argument("site", type=Path, help="the folder of the built site")
    arguments.add_argument("--browser", help="the Chromium or Chrome to print with; Playwright's own if left out")
    given = arguments.parse_args()
    try:
        write(given.site, given.browser)
    except GuideProblems as found:
        sys.exit(str(found))
