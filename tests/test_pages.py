"""The built pages: where they are, what they link to, and that every chapter carries its weight."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from macros.guide import Guide
from tests.addresses import PAGES
from tests.conftest import PROJECT, build

HOST = "https://guide.example"
OURS = "http://127.0.0.1:8000/"  # where a site is published that is told no address
SAID_ONLY = {"canonical", "license"}  # links that nothing is fetched from


class Document(HTMLParser):
    """The ids, links and subresources of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outward: list[tuple[str, str | None]] = []  # links to other sites, each with its rel
        self.subresources: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"])
        if tag == "a" and urlsplit(given.get("href") or "").netloc:
            self.outward.append((given["href"], given.get("rel")))
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif given.get("href") and given.get("rel") not in SAID_ONLY:
            self.subresources.append(given["href"])
        for name in ("src", "srcset", "action", "data", "poster"):
            if given.get(name):
                self.subresources.append(given[name])


@cache
def document(path: Path) -> Document:
    return Document(path)


def file_of(site: Path, address: str) -> Path:
    path = site / unquote(address).lstrip("/")
    return path / "index.html" if path.is_dir() or not path.suffix else path


def test_every_promised_address_is_published(site: Path) -> None:
    """No address that was ever printed is missing."""
    assert [address for address in PAGES if not (site / address / "index.html").exists()] == []


def test_every_published_page_is_promised(site: Path) -> None:
    """A new page enters the list of addresses that last."""
    published = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert published == {address.rstrip("/") or "." for address in PAGES}


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    """Each link within the site has its page, and each fragment its id, the 404 page's links included."""
    broken = []
    for path in site.rglob("*.html"):
        here = f"{HOST}/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        for link in document(path).links:
            target = urlsplit(urljoin(here, link))
            file = file_of(site, target.path)
            if not file.exists():
                broken.append(f"{path.relative_to(site)}: {link}: no such page")
            elif target.fragment and target.fragment not in document(file).ids:
                broken.append(f"{path.relative_to(site)}: {link}: no such id")
    assert broken == []


def test_only_the_list_of_sources_leads_to_other_sites(guide: Guide, site: Path) -> None:
    """Links to other sites are those of the sources and to the licence, over https, and say not whence one comes."""
    licence = (guide.publication.licence.link, "license noreferrer")
    outward = {
        path.relative_to(site).as_posix(): sorted(set(document(path).outward) - {licence})
        for path in site.rglob("index.html")
    }
    links = [entry.link for entry in guide.sources_file.sources if entry.link]
    found = outward.pop(f"{guide.address_of('sources')}index.html")
    assert {page: links for page, links in outward.items() if any(OURS not in link for link, _ in links)} == {}
    assert found == sorted((link, "noreferrer") for link in links)
    assert all(link.startswith("https://") for link in links)


def test_subresources_are_there_and_our_own(site: Path) -> None:
    """Scripts, styles, icons and forms are files of this site."""
    for path in [*site.rglob("index.html"), site / "404.html"]:
        here = f"{HOST}/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        for link in filter(lambda link: not link.startswith("data:image/svg+xml,"), document(path).subresources):
            target = urlsplit(urljoin(here, link))
            assert f"{target.scheme}://{target.netloc}" == HOST, f"{path}: {link}"
            assert file_of(site, target.path).exists(), f"{path}: {link}"


def test_ids_are_one_of_a_kind(site: Path) -> None:
    """No page uses an id twice."""
    for path in site.rglob("*.html"):
        ids = document(path).ids
        assert len(ids) == len(set(ids)), path


def test_the_site_works_below_a_path(tmp_path: Path) -> None:
    """Published below a path, as project pages are, the 404 page still finds everything."""
    done = build(PROJECT, tmp_path / "site", site_url=f"{HOST}/guide/")
    assert done.returncode == 0, done.stderr
    page = document(tmp_path / "site/404.html")
    for link in page.links + page.subresources:
        target = urlsplit(urljoin(f"{HOST}/guide/any/depth/", link))
        if not link.startswith(("#", "data:image/svg+xml,")):
            assert target.path.startswith("/guide/"), link
            assert file_of(tmp_path / "site", target.path.removeprefix("/guide")).exists(), link


def test_every_section_has_its_aids(guide: Guide) -> None:
    """Each section shows a comparison, and one checklist a chapter: for both tracks, and for each track."""
    for section in ("value-proposition", "sourcing", "interview-loop"):
        assert any(call.name == "comparison" for call in guide.page_at(f"{section}/").calls)
        chapters = [(None, f"{section}/")] + [(track.id, track.addresses[section]) for track in guide.tracks]
        for track, address in chapters:
            shown = [
                guide.checklists[argument]
                for call in guide.page_at(address).calls
                if call.name == "checklist"
                for argument in call.arguments
            ]
            assert [(sheet.track, sheet.section) for sheet in shown] == [(track, section)]


def test_all_claims_of_the_article_are_taught_where_they_belong(guide: Guide) -> None:
    """The 42 claims are all there, each taught in its own section, and a track's claims on its own chapter."""
    claims = {claim.id: claim for claim in guide.claims_file.claims}
    counts = {"S0": 3, "S1": 10, "S2": 13, "S3": 16}
    assert list(claims) == [f"{part}.{n}" for part, count in counts.items() for n in range(1, count + 1)]
    first, second = guide.tracks
    shared = {"S1.1", "S2.1", "S2.2", "S2.3", "S3.1"}
    firsts = {f"S1.{n}" for n in range(2, 6)} | {f"S2.{n}" for n in range(4, 9)} | {f"S3.{n}" for n in range(2, 8)}
    for name, claim in claims.items():
        section = {"S1": "value-proposition", "S2": "sourcing", "S3": "interview-loop"}.get(name[:2])
        pages = [guide.pages[place.split("#")[0]].address for place in claim.taught]
        if section is None:
            assert pages == (["", "compare/"] if name == "S0.3" else [""])
        elif name in shared:
            assert pages == [f"{section}/"]
        else:
            assert pages == [(first if name in firsts else second).addresses[section]]


def test_every_page_says_when_it_was_reviewed(site: Path) -> None:
    """Each page carries the date of its last review where a reader sees it."""
    for address in PAGES:
        text = (site / address / "index.html").read_text(encoding="utf-8")
        assert re.search(r'Last reviewed <time datetime="\d{4}-\d\d-\d\d">', text), address


def test_the_404_page_leads_on(site: Path) -> None:
    """The page for a wrong address links to every page of the guide."""
    links = document(site / "404.html").links
    assert {f"/{address}" for address in PAGES} <= {urljoin("/", link) for link in links}
