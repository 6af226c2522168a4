"""What the menu says of a site: which pages there are, in which order, and under which title it has each."""

from collections.abc import Iterator

from macros.finishing.site import Site


def entries(site: Site) -> Iterator[tuple[str, str]]:
    """The address of each page, the home page first, and the title above its own; '' if it stands alone."""
    yield "", ""
    for item in site.home.tree.xpath("//*[@id='menu']/nav/ul/li"):
        below = item.xpath("ul/li/a/@href")
        title = " ".join(item.xpath("string(a)").split()) if below else ""
        for address in below or item.xpath("a/@href"):
            yield str(address), title


def groups(site: Site) -> dict[str, str]:
    """The title above a page's own in the menu, by the page's address. Pages that stand alone have none."""
    return {address: title for address, title in entries(site) if title}
