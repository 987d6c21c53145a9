"""Files of all kinds, made here: a mail, a feed, an archive, a book, a PDF drawn line by line."""

import gzip
import io
import zipfile

BODY = [
    "A crane fell on a warehouse in the harbour on Friday, and two people were hurt, police said.",
    "“It swayed for a minute and then it came down,” said a driver who had waited at the gate.",
    "The company that runs the terminal said that the crane had been inspected a week before.",
    "Harbour police closed the northern gate, and the ferries left from the old pier that day.",
]
HEADLINE = "Two hurt as crane falls in harbour"
PAGE = (
    f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><nav><a href='/'>Home</a>"
    f"</nav><article><h1>{HEADLINE}</h1>{''.join(f'<p>{w}</p>' for w in BODY)}</article>"
    "</body></html>"
)


def words_of(document, *kinds):
    kinds = kinds or ("body",)
    return [block.span.of(document.text) for block in document.blocks_of(*kinds)]


def kinds_of(document):
    return {b.span.of(document.text): (b.kind, b.furniture) for b in document.blocks}


def mail(body, subject=HEADLINE, sender="The Quay Post <news@quay.example>", kind="plain"):
    return (
        f"From: {sender}\r\nTo: reader@example.org\r\nSubject: {subject}\r\n"
        "Date: Tue, 06 Apr 2021 09:12:00 +0200\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    ).encode()


def record(url, kind, http, payload):
    """One record of a web archive, as crawlers write them."""
    block = (http + "\r\n\r\n").encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        "WARC-Date: 2021-04-07T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(pages, *, packed=False, kind="text/html; charset=utf-8", encoding=None):
    """An archive of (address, payload) captures, with a request and a picture among them."""
    records = []
    for url, payload in pages:
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}"
        if encoding == "gzip":
            payload = gzip.compress(payload, mtime=0)  # noqa: PLW2901
            answer += "\r\nContent-Encoding: gzip"
        records.append(record(url, "request", "GET / HTTP/1.1\r\nHost: quay.example", b""))
        records.append(record(url, "response", answer, payload))
    picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png"
    records.append(record("https://quay.example/a.png", "response", picture, b"\x89PNG"))
    return b"".join(gzip.compress(r, mtime=0) if packed else r for r in records)


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def pdf(pages, size=(612, 792)):
    """A PDF; each page is a list of (x, y, letters' height, words)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None, "<< /Type /Font /Subtype /Type1 "
               "/BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for lines in pages:
        shown = "\n".join(
            f"BT /F1 {height} Tf {x} {y} Td ({_escaped(words)}) Tj ET"
            for x, y, height, words in lines
        )
        objects.append(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def _escaped(words):
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects):
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(data)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    return data + end.encode()


def column(x, top, lines, height=10):
    """Lines of a column, one below the other."""
    return [(x, top - i * (height + 2), height, words) for i, words in enumerate(lines)]
