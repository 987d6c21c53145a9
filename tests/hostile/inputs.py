"""Hostile files, made here: each with its name, and what may become of it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

BODY = "“The bridge fell,” Ada Brenk, a spokeswoman, said on Monday.\n"
TEXT = f"The Ledger\n\nBridge fails in Arlen\n\n{BODY * 3}"
PAGE = f"<html><body><article><h1>Bridge fails</h1><p>{BODY}</p></article></body></html>"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile input. `read` says that it must be read; another may be refused with a code.

    `without` are words that must be in none of what comes of it.
    """

    of: str
    name: str
    make: Callable[[int], bytes]
    read: bool
    without: tuple[str, ...] = ()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def _zeros(megabytes: int) -> bytes:
    return b"\0" * (megabytes * 1_000_000)


_CONTAINER = b"""<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="%s"/></rootfiles></container>"""
_OPF = b"""<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="%s"
media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>"""


def epub(
    chapter: bytes, *, href: str = "c.xhtml", rooted: str = "p.opf", stored: str = ""
) -> bytes:
    """A book of one chapter, at whatever path."""
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": _CONTAINER % rooted.encode(),
            rooted: _OPF % href.encode(),
            stored or href: chapter,
        }
    )


def docx(body: bytes) -> bytes:
    """A Word file with this document part."""
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    part = (
        body if body.startswith(b"<?xml") else head + b"<w:body>" + body + b"</w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": part})


def record(payload: bytes, url: str = "https://a.example/x", encoding: str = "") -> bytes:
    """A capture as web archives keep it."""
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8" + encoding
    block = f"{http}\r\n\r\n".encode() + payload
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        "WARC-Date: 2021-04-07T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def wacz(path: str, data: bytes) -> bytes:
    """A web archive in a zip, its records at whatever path."""
    return zipped({"datapackage.json": b"{}", path: data})


def feed(words: str, before: str = "") -> bytes:
    """A feed of one entry."""
    return (
        f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>The Ledger</title><item>'
        f"<title>Bridge fails</title><link>https://a.example/1</link><description>{words}"
        "</description></item></channel></rss>"
    ).encode()


def _laughs() -> str:
    levels = ['<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">']
    for at in range(1, 12):
        name, inner = chr(97 + at), f"&{chr(96 + at)};" * 10
        levels.append(f'<!ENTITY {name} "{inner}">')
    return f"<!DOCTYPE rss [{''.join(levels)}]>"


_OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def pdf(words: str, more: str = "", content: bytes = b"") -> bytes:
    """A PDF of one page."""
    stream = content or f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode("latin-1")
    packed = b"/Filter /FlateDecode " if content else b""
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< " + packed + b"/Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    )  # fmt: skip


def _flated(size: int) -> bytes:
    import zlib  # noqa: PLC0415

    return pdf("", content=zlib.compress(b"BT (a) Tj ET " * (size * 80_000)))


def _multipart(depth: int) -> bytes:
    head = b"From: a@b.example\r\nSubject: Bridge\r\nDate: Tue, 06 Apr 2021 09:12:00 +0200\r\n"
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return head + parts + b"Content-Type: text/plain\r\n\r\n" + BODY.encode()


_JS = "/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://evil.example'\\)) >> /AA << /WC << /S /Launch /F (x) >> >>"
READ, _ANY = True, False

HOSTILE = (
    # decompression bombs; the number is in megabytes
    Hostile("bomb: Word", "a.docx", lambda n: docx(b"<w:p>" + b" " * n * 1_000_000 + b"</w:p>"), _ANY),
    Hostile("bomb: book", "a.epub", lambda n: epub(b"<html>" + _zeros(n)), _ANY),
    Hostile("bomb: WARC", "a.warc.gz", lambda n: gzip.compress(record(_zeros(n))), _ANY),
    Hostile("bomb: answer in a WARC", "b.warc", lambda n: record(gzip.compress(_zeros(n)), encoding="\r\nContent-Encoding: gzip"), _ANY),
    Hostile("bomb: WACZ", "a.wacz", lambda n: wacz("archive/a.warc.gz", gzip.compress(record(_zeros(n)))), _ANY),
    Hostile("bomb: zip of pages", "a.zip", lambda n: zipped({"a.html": _zeros(n), "b.txt": TEXT.encode()}), _ANY),
    Hostile("bomb: PDF", "a.pdf", _flated, _ANY),
    Hostile("bomb: many files", "many.zip", lambda n: zipped({f"{i}.txt": b"x" for i in range(n * 300)}), _ANY),
    # deep nesting
    Hostile("nested: page", "a.html", lambda n: b"<div>" * (n * 10_000) + PAGE.encode(), _ANY),
    Hostile("nested: quotations in a page", "b.html", lambda n: b"<blockquote><q>" * (n * 5_000) + BODY.encode(), _ANY),
    Hostile("nested: mail", "a.eml", lambda n: _multipart(n * 100), _ANY),
    Hostile("nested: JSON feed", "a.json", lambda n: b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * (n * 10_000), _ANY),
    Hostile("nested: feed", "a.rss", lambda n: feed("<b>" * (n * 5_000)), _ANY),
    Hostile("nested: Word", "n.docx", lambda n: docx(b"<w:p>" * (n * 2_000)), _ANY),
    # one line, quotations without an end
    Hostile("one line: text", "a.txt", lambda n: ("The Ledger\n\nBridge\n\n" + "He said it fell, and so did they. " * (n * (3_000 if n > 1 else 800))).encode(), _ANY),
    Hostile("one line: no blanks", "b.txt", lambda n: b"Bridge\n\n" + b"a" * (n * 100_000), _ANY),
    Hostile("one line: page", "c.html", lambda n: b"<p>Ada Brenk said the bridge fell " + b"and fell " * (n * 10_000), _ANY),
    Hostile("quotation without an end", "d.txt", lambda n: ("Bridge\n\n“" + "It fell, she said. " * (n * 500)).encode(), _ANY),
    Hostile("only quotation marks", "e.txt", lambda n: ("Bridge\n\n" + "“”‘’\"'«»" * (n * 2_000)).encode(), _ANY),
    Hostile("quotations in quotations", "f.txt", lambda n: ("Bridge\n\n" + "“He said, ‘she said, " * (n * 300)).encode(), _ANY),
    Hostile("a row of dashes", "dashes.txt", lambda n: ("Bridge\n\nThe ministry denied " + "—" * (n * 100) + " says Ada Brenk.").encode(), _ANY),
    Hostile("only figures", "g.txt", lambda n: ("Bridge\n\n" + "12 to 15, 3 million and 64 killed of 9 " * (n * 150)).encode(), _ANY),
    Hostile("only dates", "h.txt", lambda n: ("Bridge\n\n" + "on Monday 9 March 2026 last week the day before " * (n * 150)).encode(), _ANY),
    # encodings
    Hostile("broken UTF-8", "i.txt", lambda n: TEXT.encode() + bytes(range(128, 256)) * n * 10, _ANY),
    Hostile("UTF-8 too long", "j.txt", lambda n: TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80" * n, _ANY),
    Hostile("UTF-16 cut off", "k.txt", lambda n: b"\xff\xfe" + (TEXT * n).encode("utf-16-le")[:-1], _ANY),
    Hostile("UTF-16 with half pairs", "l.txt", lambda n: b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00\xd8" * n * 10, _ANY),
    Hostile("two marks of order", "m.txt", lambda n: b"\xef\xbb\xbf\xff\xfe" + TEXT.encode() * n, _ANY),
    Hostile("a charset that is none", "n.html", lambda n: b"<meta charset='zlib_codec'>" + PAGE.encode() * n, _ANY),
    Hostile("NUL in text", "o.txt", lambda n: TEXT.replace(" ", " \0", 5).encode() * n, _ANY, ("\0",)),
    Hostile("NUL alone", "p.txt", _zeros, _ANY),
    # what deceives the eye
    Hostile("bidi overrides", "q.txt", lambda n: TEXT.replace("Brenk", "\u202eBrenk\u202c \u2066x\u2069").encode(), READ, ("\u202e", "\u2066")),
    Hostile("controls of a terminal", "r.txt", lambda n: TEXT.replace("Brenk", "\x1b]0;owned\x07\x1b[2JBrenk").encode(), _ANY, ("\x1b",)),
    Hostile("homoglyphs", "s.txt", lambda n: (TEXT + "“It stands,” Аdа Вrеnk, a baker, said.\n").encode(), READ),
    Hostile("invisible characters", "t.txt", lambda n: TEXT.replace("e", "e\u200b\u00ad\ufeff").encode(), _ANY),
    Hostile("combining marks without end", "u.txt", lambda n: (TEXT + "a" + "\u0301" * n * 10_000).encode(), _ANY),
    # XML
    Hostile("entities that multiply: feed", "b.rss", lambda n: feed("&l;" + BODY, _laughs()), _ANY, ("ha ha ha ha",)),
    Hostile("entities from outside: feed", "c.rss", lambda n: feed("&x;" + BODY, _OUTSIDE), _ANY, ("root:",)),
    Hostile("entities from outside: Word", "e.docx", lambda n: docx(b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;' + TEXT.encode() + b"</w:t></w:r></w:p></w:body></w:document>"), _ANY, ("root:",)),
    Hostile("entities from outside: book", "e.epub", lambda n: epub(b'<?xml version="1.0"?><!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;' + BODY.encode() + b"</p></body></html>"), _ANY, ("root:",)),
    # ways out of an archive, and names
    Hostile("slip: zip", "slip.zip", lambda n: zipped({**{"../" * up + "slip-out.html": PAGE.encode() for up in range(1, 8)}, "C:\\slip-out.txt": TEXT.encode()}), READ, ("../",)),
    Hostile("slip: WACZ", "slip.wacz", lambda n: wacz("../../archive/a.warc", record(PAGE.encode())), _ANY, ("../",)),
    Hostile("slip: book", "slip.epub", lambda n: epub(PAGE.encode(), href="../../../../../etc/passwd", stored="c.xhtml"), _ANY, ("root:",)),
    Hostile("slip: book, absolute", "slip2.epub", lambda n: epub(PAGE.encode(), href="/etc/passwd", stored="c.xhtml"), _ANY, ("root:",)),
    Hostile("slip: book, address", "slip3.epub", lambda n: epub(PAGE.encode(), href="file:///etc/passwd", stored="c.xhtml"), _ANY, ("root:",)),
    # scripts and formulas
    Hostile("PDF with scripts", "js.pdf", lambda n: pdf("The bridge fell, Ada Brenk said on Monday.", _JS), _ANY, ("launchURL",)),
    Hostile("PDF that holds itself", "loop.pdf", lambda n: pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), _ANY),
    Hostile("page with scripts", "x.html", lambda n: b"<script>alert(1)</script><img src=x onerror=alert(1)>" + PAGE.encode(), READ),
    Hostile("formulas", "f.html", lambda n: PAGE.replace("The bridge fell", "=HYPERLINK(0)+cmd|' /C calc'!A0").encode(), READ),
)  # fmt: skip
