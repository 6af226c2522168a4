"""What is made of the built pages: cards, quotes, twins, feeds, aliases; and the check that no link has died.

Reads the built folder and the guide, and knows nothing of the generator.
"""

from pathlib import Path

from macros.finishing import aliases, cards, discovery, feeds, manifest, permalinks, quotes, twins
from macros.finishing.site import Site
from macros.guide import Guide
from macros.problems import GuideProblems


def finish(folder: Path, guide: Guide) -> None:
    """Finish the site built in `folder`.

    Raises GuideProblems with every address and id that is promised and gone; all else has been written by then.
    """
    site = Site(folder)
    problems = list(aliases.place_ids(site, guide))
    for step in (cards.write, manifest.write, quotes.write, twins.write, feeds.write, discovery.write):
        step(site, guide)
    problems += aliases.place_pages(site, guide)
    problems += permalinks.missing(site, guide)
    if problems:
        raise GuideProblems(problems)
