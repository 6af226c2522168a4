"""Says what pages may do: a content security policy in each, and in the headers that a host sends.

Its hashes are of the scripts and styles that stand in the built pages; nothing else in these may run or apply.
"""

import re
from urllib.parse import urlsplit

from macros.finishing.code import FOLDER
from macros.finishing.offline import WORKER
from macros.finishing.site import Site, hashed

HEADERS = "_headers"

# Scripts that are data for others are not run, and the policy does not ask about them.
_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*\stype=[\"']?application/)[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_STYLED = re.compile(r"<[a-z][^>]*\sstyle=\"([^\"]*)\"")
_CHARSET = re.compile(r"<meta charset=[^>]*>")
_META_NAME = '<meta http-equiv="Content-Security-Policy"'
_META = re.compile(rf"\s*{_META_NAME}[^>]*>")

# Asked for by no page, so that no code of others could use it either.
_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")


def write(site: Site) -> None:
    """Put each page's own policy into it, and one that allows what any page needs into the headers."""
    scripts, styles, styled = set(), set(), set()
    for file in sorted(site.folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if _META_NAME in text:  # only if it was finished before
            text = _META.sub("", text)
        in_attributes = {*_STYLED.findall(text)} if 'style="' in text else set()
        own = ({*_SCRIPT.findall(text)}, {*_STYLE.findall(text)}, in_attributes)
        for all_of_them, found in zip((scripts, styles, styled), own, strict=True):
            all_of_them |= found
        meta = f'\n  {_META_NAME} content="{policy(*own)}">'
        file.write_text(_CHARSET.sub(lambda found, meta=meta: found[0] + meta, text, count=1), encoding="utf-8")
    site.write(HEADERS, _headers(site, f"{policy(scripts, styles, styled)}; frame-ancestors 'none'"))


def policy(scripts: set[str], styles: set[str], styled: set[str]) -> str:
    """What a page with these scripts and styles in it may do; `styled` are the values of style attributes."""
    style_sources = ["'self'", *map(_hashed, sorted(styles))]
    if styled:  # a block for e-mail, where nothing else holds
        style_sources += ["'unsafe-hashes'", *map(_hashed, sorted(styled))]
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(["script-src 'self'", *map(_hashed, sorted(scripts))]),
            " ".join(["style-src", *style_sources]),
            "img-src 'self' data:",  # the icon, which stands in the page
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",  # the copy of a page at its old address names the new one
            "form-action 'none'",  # what is written into a form is for the page's own scripts
        )
    )


def _hashed(text: str) -> str:
    return f"'{hashed(text.encode())}'"


def _headers(site: Site, whole: str) -> str:
    root = urlsplit(site.address).path
    rules = {
        "*": {
            "Content-Security-Policy": whole,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
        f"{FOLDER}/*": {"Cache-Control": "public, max-age=31536000, immutable"},
        WORKER: {"Cache-Control": "no-cache"},
        "*.md": {"Content-Type": "text/markdown; charset=utf-8"},
        "llms.txt": {"Content-Type": "text/plain; charset=utf-8"},
    }
    lines = []
    for path, headers in rules.items():
        lines += [f"{root}{path}", *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join(lines) + "\n"
