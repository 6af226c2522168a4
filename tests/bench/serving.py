"""Serves a built folder on loopback as a good static host does: compressed, cached, with the headers it asks for."""

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli

from tests.headers import headers_for, rules_of

CACHED = "max-age=600"  # what a host says that was told nothing
ENDINGS = {"gzip": ".gz", "br": ".br"}
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2", ".md": "text/markdown"}
TYPES |= {".webmanifest": "application/manifest+json", ".ico": "image/x-icon", ".json": "application/json"}
TEXTUAL = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")


@dataclass(frozen=True)
class Served:
    """One answer: what was asked for, its kind, and the file's size as it is and in either encoding."""

    path: str
    status: int
    kind: str
    raw: int
    gzip: int
    br: int


def type_of(file: Path) -> str:
    """The media type to send, with a charset where it is text."""
    found = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith(TEXTUAL) else found


def kind_of(media: str) -> str:
    """html, css, js, font, image or data."""
    names = {"html": "html", "css": "css", "javascript": "js", "font/": "font", "image/": "image"}
    return next((kind for part, kind in names.items() if part in media), "data")


def accepted(header: str, offered: Sequence[str]) -> str:
    """The first encoding on offer that a request accepts; '' for none."""
    asked = {}
    for part in header.split(","):
        name, _, rest = part.strip().partition(";")
        asked[name.lower()] = rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in offered if asked.get(name, asked.get("*", False))), "")


@cache
def encoded(file: Path, encoding: str) -> bytes:
    """A file's body: what stands beside it ready for the encoding, or packed as tightly as can be where that helps."""
    if not encoding:
        return file.read_bytes()
    raw = encoded(file, "")
    ready = file.with_name(file.name + ENDINGS[encoding])
    if ready.is_file():
        return ready.read_bytes()
    if not type_of(file).startswith(TEXTUAL):
        return raw
    packed = gzip.compress(raw, 9, mtime=0) if encoding == "gzip" else brotli.compress(raw, quality=11)
    return packed if len(packed) < len(raw) else raw


def locate(folder: Path, path: str) -> Path | None:
    """The file that an address names, if it names one inside the folder."""
    file = (folder / unquote(path).lstrip("/")).resolve()
    if not file.is_relative_to(folder.resolve()):
        return None
    file = file / "index.html" if path.endswith("/") else file
    return file if file.is_file() else None


class Host:
    """A folder being served: `origin` without a final slash, and `log`, every answer so far."""

    def __init__(self, folder: Path, encodings: Sequence[str]):
        self.folder = folder.resolve()
        self.encodings = encodings
        self.log: list[Served] = []
        self.rules = rules_of(self.folder)
        self.origin = ""

    def answer(self, path: str, accepts: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a request."""
        file = locate(self.folder, path)
        status = 200 if file else 404
        file = file or locate(self.folder, "/404.html")
        if file is None:
            self.log.append(Served(path, 404, "data", 0, 0, 0))
            return 404, {"Content-Length": "0"}, b""
        raw, packed = encoded(file, ""), {name: encoded(file, name) for name in ENDINGS}
        encoding = accepted(accepts, [name for name in self.encodings if packed[name] is not raw])
        body = packed[encoding] if encoding else raw
        media = type_of(file)
        headers = {"Content-Type": media, "Cache-Control": CACHED}
        if any(form is not raw for form in packed.values()):
            headers["Vary"] = "Accept-Encoding"
        for name, value in headers_for(path, self.rules).items():
            headers[next((own for own in headers if own.lower() == name.lower()), name)] = value
        if encoding:
            headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        sizes = len(raw), len(packed["gzip"]), len(packed["br"])
        self.log.append(Served(path, status, kind_of(media), *sizes))
        return status, headers, body


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: Host

    def do_GET(self) -> None:
        status, headers, body = self.host.answer(urlsplit(self.path).path, self.headers.get("Accept-Encoding", ""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *request: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that is done closes in the middle
            super().handle_error(*request)


@contextmanager
def serve(folder: Path, encodings: Sequence[str] = ("gzip",)) -> Iterator[Host]:
    """The folder, served for as long as it is wanted; in gzip unless told otherwise, since every host has that."""
    host = Host(folder, encodings)
    handler = type("_Handler", (_Handler,), {"host": host})
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.origin = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
