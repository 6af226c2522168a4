"""What the menu says of a site: under which title it has each page."""

from macros.finishing.site import Site


def groups(site: Site) -> dict[str, str]:
    """The title above a page's own in the menu, by the page's address. Pages that stand alone have none."""
    return {
        str(link): " ".join(group.xpath("string(a)").split())
        for group in site.home.tree.xpath("//*[@id='menu']/nav/ul/li[ul]")
        for link in group.xpath("ul/li/a/@href")
    }
