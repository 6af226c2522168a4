"""What the bench rests on: its corpus, how it serves, and how it judges. It is run by `make bench` itself."""

import gzip
from pathlib import Path
from posixpath import dirname, join, normpath

import brotli
import pytest
from lxml import html

from macros.guide import Guide
from macros.loading import load
from tests.bench.corpus import grow, stock
from tests.bench.serving import Host, accepted
from tests.bench.verdict import Verdict, ratio, table
from tests.conftest import PROJECT
from tests.headers import headers_for, headers_in

HEADERS = """\
# For every page.
/*
  Content-Security-Policy: default-src 'self'; img-src data:
  X-Content-Type-Options: nosniff

/assets/*
  cache-control: max-age=31536000, immutable
/[odd]/*.txt
  Cache-Control: no-store
  Vary: Cookie
"""
TEXT = "a page of text " * 200


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A small site: a page that only we can pack, one that stands beside its packed forms, and a picture."""
    for name in ("one/index.html", "two/index.html", "404.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "two/index.html.gz").write_bytes(gzip.compress(b"ready for gzip"))
    (tmp_path / "two/index.html.br").write_bytes(brotli.compress(b"ready for br"))
    (tmp_path / "card.png").write_bytes(TEXT.encode())
    (tmp_path / "_headers").write_text(HEADERS)
    return Host(tmp_path, ("br", "gzip"))


def test_the_rules_of_a_headers_file_are_read() -> None:
    """A line is a path, an indented one a header of it, and a remark is neither; a value may hold colons."""
    rules = headers_in(HEADERS)
    assert [path for path, _ in rules] == ["/*", "/assets/*", "/[odd]/*.txt"]
    assert rules[0][1][0] == ("Content-Security-Policy", "default-src 'self'; img-src data:")


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/", None),
        ("/assets/fonts/a.woff2", "max-age=31536000, immutable"),
        ("/[odd]/a.txt", "no-store"),
        ("/o/a.txt", None),
        ("/other/assets/a", None),
    ],
)
def test_a_header_is_for_the_paths_of_its_rule(path: str, caching: str | None) -> None:
    """An asterisk stands for anything, nothing else for more than itself, and all rules that match count."""
    found = {name.lower(): value for name, value in headers_for(path, headers_in(HEADERS)).items()}
    assert found["x-content-type-options"] == "nosniff"
    assert found.get("cache-control") == caching


def test_a_header_given_twice_has_both_values() -> None:
    """Two rules that match add up, whatever case they write a name in."""
    rules = headers_in("/*\n  Link: <a>\n/x\n  link: <b>\n")
    assert headers_for("/x", rules) == {"Link": "<a>, <b>"}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("", ""), ("br;q=0, *", "gzip"), ("br; q=0.5", "br"), ("deflate", "")],
)
def test_the_first_encoding_that_is_accepted_is_taken(header: str, encoding: str) -> None:
    """Brotli before gzip, but neither unasked."""
    assert accepted(header, ("br", "gzip")) == encoding


def test_a_packed_file_that_stands_ready_is_sent(host: Host) -> None:
    """What the build packed is sent as it is; what it did not is packed while serving."""
    for accepts, said in (("br, gzip", b"ready for br"), ("gzip", b"ready for gzip"), ("", TEXT.encode())):
        _, headers, body = host.answer("/two/", accepts)
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(headers.get("Content-Encoding", ""), bytes)
        assert unpack(body) == said
        assert headers["Content-Length"] == str(len(body))
        assert headers["Vary"] == "Accept-Encoding"
    _, headers, body = host.answer("/one/", "gzip")
    assert gzip.decompress(body) == TEXT.encode()
    assert host.log[-1].gzip == len(body) < host.log[-1].raw
    assert host.log[-1].br < host.log[-1].gzip


def test_what_is_packed_already_is_sent_as_it_is(host: Host) -> None:
    """A picture has no encoding, whatever is accepted, and counts the same in each."""
    _, headers, body = host.answer("/card.png", "br, gzip")
    assert "Content-Encoding" not in headers
    assert body == TEXT.encode()
    assert (host.log[-1].gzip, host.log[-1].br) == (len(body), len(body))


def test_the_sites_headers_are_in_force(host: Host) -> None:
    """An answer has its type with a charset, and what the site's own file says goes before what the host would say."""
    _, headers, _ = host.answer("/one/", "")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Security-Policy"] == "default-src 'self'; img-src data:"
    assert headers["Cache-Control"] == "max-age=600"


@pytest.mark.parametrize("path", ["/none/", "/../secret", "/%2e%2e/secret", "/one"])
def test_nothing_outside_the_site_is_served(host: Host, path: str) -> None:
    """What is not there, or not below the folder, is answered by the site's own page for that."""
    (host.folder.parent / "secret").write_text("secret")
    status, _, body = host.answer(path, "")
    assert (status, body) == (404, TEXT.encode())


def test_what_is_over_its_limit_is_missed() -> None:
    """A value at its limit is within it; beyond it, above or below as the limit has it, it is missed and named."""
    verdict = Verdict()
    verdict.at_most(0.2, "share", ratio(20, 100))
    verdict.at_least(100, "score", 100)
    assert verdict.missed == []
    assert verdict.lines() == ["2 of 2 targets met."]
    verdict.at_most(0.2, "share", ratio(21, 100))
    verdict.at_least(100, "score", 99)
    verdict.at_most(1, "nothing to compare with", ratio(1, 0))
    assert [each.what for each in verdict.missed] == ["share", "score", "nothing to compare with"]
    assert verdict.lines()[0] == "MISS  share: 0.21 (at most 0.20)"
    assert verdict.lines()[-1] == "2 of 5 targets met."


def test_a_table_keeps_its_columns() -> None:
    """Numbers stand below each other, to the right."""
    assert table(["page", "bytes"], [["/", 5], ["/quiz/", 12345.0]]).splitlines() == [
        "page     bytes",
        "------  ------",
        "/            5",
        "/quiz/  12,345",
    ]


@pytest.mark.parametrize("pages", [20, 50])
def test_the_corpus_is_a_guide_without_problems(guide: Guide, pages: int, tmp_path: Path) -> None:
    """It has as many pages as were asked for, fewer than the guide or more, passes every check, leads nowhere wrong, and leaves no text out."""
    grown = load(grow(PROJECT, tmp_path / "grown", pages))
    assert len(grown.pages) == pages
    assert sum(page.words for page in grown.pages.values()) >= sum(page.words for page in guide.pages.values())
    links = {(page.name, link.partition("#")[0]) for page in grown.pages.values() for link in page.links}
    assert {
        link for name, link in links if link and normpath(join(dirname(name), link)) not in grown.pages
    } == set()
    assert len(grown.comparisons) > len(guide.comparisons) or pages < len(guide.pages)


def test_the_stock_site_has_the_same_text(site: Path, tmp_path: Path) -> None:
    """Its pages are the first of our nav, and say what ours say, tables and lists included."""
    made = stock(PROJECT, site, tmp_path / "stock", most=5)
    pages = sorted(path.relative_to(made / "docs").as_posix() for path in made.rglob("*.md"))
    assert len(pages) == 5
    text = (made / "docs/sourcing/index.md").read_text(encoding="utf-8")
    cells = html.parse(site / "sourcing/index.html").xpath("//main//td//text()[string-length() > 40]")
    assert cells
    assert all(" ".join(cell.split())[:30] in text for cell in cells)
