"""What is read of a project in processes of their own, beside a build that goes on with something else."""

from pathlib import Path

from macros.beside import Begun
from macros.documents import read_documents

# What takes long to import stands in the functions: to read the data is begun before anything else is imported.


def read(project: Path, sealed: bool) -> Begun:
    """Yields the data files, for `loading.load`; then, for a site that is going to be sealed, the style sheets by
    their texts, for `finishing.finish`."""
    yield read_documents(project / "data")
    if sealed:
        from macros.styles import Sheet

        files = (project / "overrides/assets/stylesheets").glob("*.css")
        yield {text: Sheet(text) for text in (file.read_text(encoding="utf-8") for file in files)}


def pages(docs: Path) -> Begun:
    """Yields the pages, for `loading.load`."""
    from macros.pages import read_pages

    yield read_pages(docs)
