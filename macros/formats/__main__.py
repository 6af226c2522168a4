"""`python -m macros.formats draft site` makes a PDF and an e-book of a draft and puts them into the site.

The draft has every rule and face on every page; the site's pages have only what each can use.
"""

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


def write(draft: Path, folder: Path, browser: str | None = None) -> None:
    volume, site = Volume(Site(draft), load(Path())), Site(folder)
    # Chromium refuses to run as root with its sandbox.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=flags)
        printed, pages, cover = pdf.print_guide(volume, started)
        started.close()
    contents = {"pdf": printed, "epub": ebook.packed(volume, cover)}
    for kind, content in contents.items():
        site.write(f"{volume.name}.{kind}", content)
    files = {kind: f"{volume.name}.{kind}" for kind in contents}
    said = {kind: f", {offer.size(len(content))}" for kind, content in contents.items()}
    said["pdf"] = f", {pages} pages{said['pdf']}"
    offer.complete(site, files, said)
    seal(site)
    problems = list(permalinks.missing(Site(folder), volume.guide))
    if problems:
        raise GuideProblems(problems)
    for kind, file in files.items():
        print(f"{folder / file}{said[kind]}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m macros.formats", description=__doc__)
    arguments.add_argument("draft", type=Path, help="the folder of a draft of the guide")
    arguments.add_argument("site", type=Path, help="the folder of the built site")
    arguments.add_argument("--browser", help="the Chromium or Chrome to print with; Playwright's own if left out")
    given = arguments.parse_args()
    try:
        write(given.draft, given.site, given.browser)
    except GuideProblems as found:
        sys.exit(str(found))
