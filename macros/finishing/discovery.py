"""Writes what leads machines to the pages: sitemap.xml, in place of the generator's, and robots.txt."""

from lxml import etree
from lxml.builder import ElementMaker

from macros.finishing.site import Site
from macros.guide import Guide

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_E = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})


def write(site: Site, guide: Guide) -> None:
    site.write("sitemap.xml", _sitemap(site, guide))
    # The generator packs its own with the time of the build in it.
    (site.folder / "sitemap.xml.gz").unlink(missing_ok=True)
    site.write("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.url('sitemap.xml')}\n")


def _sitemap(site: Site, guide: Guide) -> bytes:
    """Every page of the guide, with the day on which its text last changed; old addresses are none."""
    days = {page.address: page.front_matter.changed for page in guide.pages.values()}
    addresses = [built.address for built in site.pages if built.address in days]
    found = _E.urlset(*(_E.url(_E.loc(site.url(address)), _E.lastmod(days[address])) for address in addresses))
    return etree.tostring(found, encoding="utf-8", xml_declaration=True, pretty_print=True)
