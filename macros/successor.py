"""The door to Zensical, the theme's successor: `python -m macros.successor FOLDER` builds and finishes the site.

Zensical takes what templates find in `config.extra` from its configuration, before it calls any macro. So the
guide is read first, and handed over with the configuration.
"""

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.extra import extra
from macros.finishing import finish
from macros.frame import Nav
from macros.loading import load
from macros.problems import GuideProblems

UNASKED = ("search.json", "objects.inv")  # what it writes for its own theme
WORKER = "assets/javascripts/workers"

_KEPT = re.compile("<p>\ue000(?P<block>[0-9]+)</p>.*?<p>\ue001</p>|\ue000(?P<words>[0-9]+) .*?\ue001", re.DOTALL)
_SECTION = re.compile(r"<section\b.*?</section>", re.DOTALL)
_RAW_LINK = re.compile(r"(?:href|src)=\"(?!\w+:|[/#])(?P<to>[^\"]+)\"")
_TO_BELOW = re.compile(r"(?<=\s)((?:href|src|data-root)=\")\./(?=[^\"])")


class Kept:
    """What the macros wrote, to put back when the pages are built: Zensical rewrites the HTML that it finds.

    It stands between marks meanwhile, so that Zensical knows the ids that links may lead to.
    """

    def __init__(self) -> None:
        self._kept: list[str] = []

    def block(self, html: str) -> str:
        return f"\n\n\ue000{self._keep(html)}\n\n{html}\n\n\ue001\n\n"

    def words(self, html: str) -> str:
        return f"\ue000{self._keep(html)} {html}\ue001"

    def sections(self, text: str) -> str:
        """A Markdown text, of which only the section elements are kept."""
        return _SECTION.sub(lambda found: self.block(found[0]), text)

    def _keep(self, html: str) -> int:
        self._kept.append(html)
        return len(self._kept) - 1

    def put_back(self, page: str) -> str:
        return _KEPT.sub(lambda mark: self._kept[int(mark["block"] or mark["words"])], page)


def build(project: Path, folder: str) -> None:
    """Build and finish a project's site in a folder of the project.

    Raises GuideProblems, before anything is written, if the guide has any, and when all is written, if an address
    or an id is gone; RuntimeError, in Zensical's words, if it cannot build.
    """
    import zensical
    from zensical import config

    guide, kept, worker, parse = load(project), Kept(), _search_worker(), config.parse_config

    def parsed(path: str) -> dict[str, Any]:
        read = parse(path)
        read |= {"site_dir": folder, "guide": guide, "kept": kept}
        read["extra"] |= extra(guide, read["site_name"], read["site_url"] or "", _nav(read["nav"]))
        read["extra"]["search_worker"] = f"{WORKER}/{worker.name}" if worker else ""
        return read

    config.parse_config = parsed
    try:
        zensical.build(str(project / "mkdocs.yml"), {"clean": True, "strict": True})
    finally:
        config.parse_config = parse
    site = project / folder
    for name in UNASKED:
        (site / name).unlink(missing_ok=True)
    if worker:
        shutil.copy(worker, site / WORKER)
    for page in guide.pages.values():
        _mend_links(project / page.file, site / page.address / "index.html")
    for page in site.rglob("*.html"):
        text = kept.put_back(page.read_text(encoding="utf-8"))
        page.write_text(_TO_BELOW.sub(r"\1", text), encoding="utf-8")  # as the finishing knows links
    finish(site, guide)


def _mend_links(source: Path, page: Path) -> None:
    """Links in a page's own HTML lead on from its address; Zensical takes them to lead on from its file."""
    if source.name != "index.md":
        text = page.read_text(encoding="utf-8")
        for link in set(_RAW_LINK.findall(source.read_text(encoding="utf-8"))):
            text = text.replace(f'="../{link}"', f'="{link}"')
        page.write_text(text, encoding="utf-8")


def _nav(items: list[dict[str, Any]]) -> Nav:
    """The menu as mkdocs.yml has it, from what Zensical makes of it."""
    entries = (_nav(item["children"]) or item["url"] for item in items)
    return [{item["title"]: entry} if item["title"] else entry for item, entry in zip(items, entries, strict=True)]


def _search_worker() -> Path | None:
    """The worker that our search speaks to, from the theme's package; the successor's own speaks differently."""
    theme = find_spec("material")
    if not theme:
        return None
    [found] = Path(theme.origin).parent.glob(f"templates/{WORKER}/search.*.min.js")
    return found


if __name__ == "__main__":
    try:
        build(Path.cwd(), sys.argv[1])
    except (GuideProblems, RuntimeError) as found:
        # What ended a macro stands between the name of its kind and a traceback.
        sys.exit(str(found).partition("\nTraceback")[0].removeprefix("Python error: PluginError: "))
