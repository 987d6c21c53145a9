"""A web site on this machine for tests: pages that a test sets and changes, and what was asked."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Page:
    body: bytes = b""
    kind: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0  # seconds before each byte of the body
    cut: bool = False  # whether the connection ends before the body does


@dataclass
class Site:
    """`pages` by path; a path that is missing answers 404. `asked` are the requests that came."""

    url: str
    pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], Page]]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site(*, certificate: Path | None = None, host: str = "127.0.0.1") -> Iterator[Site]:
    server = ThreadingHTTPServer((host, 0), _Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if certificate else "http"
    made = Site(f"{scheme}://{host}:{server.server_address[1]}", {})
    server.site = made  # type: ignore[attr-defined]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        made: Site = self.server.site  # type: ignore[attr-defined]
        made.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        page = made.pages.get(self.path, Page(b"not here", status=404))
        page = page if isinstance(page, Page) else page(self)
        if self._is_known(page):
            page = Page(status=304, headers=page.headers)
        self.send_response(page.status)
        if page.kind:
            self.send_header("Content-Type", page.kind)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if "Transfer-Encoding" not in page.headers:
            self.send_header("Content-Length", str(len(page.body) + (10 if page.cut else 0)))
        self.end_headers()
        for byte in page.body if page.slow else ():
            time.sleep(page.slow)
            self.wfile.write(bytes([byte]))
        if not page.slow:
            self.wfile.write(page.body)
        self.close_connection = True

    def _is_known(self, page: Page) -> bool:
        tag, time_ = page.headers.get("ETag"), page.headers.get("Last-Modified")
        asked = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        return page.status == 200 and (
            (tag is not None and asked[0] == tag) or (time_ is not None and asked[1] == time_)
        )

    def log_message(self, *_: object) -> None:
        pass


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def self_signed(folder: Path) -> Path:
    """Key and certificate of a host that nobody vouches for, in one file."""
    key, certificate, both = folder / "k.pem", folder / "c.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
         certificate, "-days", "2", "-subj", "/CN=127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
