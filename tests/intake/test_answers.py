"""Pages of a web archive as servers send them: in chunks, packed in one way or another, or not."""

from __future__ import annotations

import contextlib
import gzip
import io
import resource
import zlib
from collections.abc import Sequence

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from earwitness.intake import MAX_BYTES, IntakeError, capture_of, places_in

SAID = (f"<p>“Pier {n * 7919 % 10007} held,” said Joren Haddad – twice.</p>" for n in range(900))
PAGE = f"<html><body>{''.join(SAID)}</body></html>".encode()


def named(value: object) -> str:
    return value if isinstance(value, str) else ""


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 1000] for at in range(0, len(data), 1000)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def archive(
    data: bytes, headers: Sequence[tuple[str, str]] = (), *, packed: bool = True, url: str = "/a"
) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version="1.1")
    head = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), *headers], protocol="HTTP/1.1"
    )
    record = writer.create_warc_record(
        f"https://a.example{url}", "response", payload=io.BytesIO(data), http_headers=head
    )
    writer.write_record(record)
    record.raw_stream.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", bare(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("Br ", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        *((way, PAGE) for way in ("gzip", "deflate", "br")),  # archives that unpack keep the header
    ],
    ids=named,
)
@pytest.mark.parametrize("sent", [[], [("Transfer-Encoding", "Chunked")]])
def test_a_page_is_unpacked_as_its_server_packed_it(
    coding: str, data: bytes, sent: list[tuple[str, str]]
) -> None:
    whole = archive(chunked(data) if sent else data, [("Content-Encoding", coding), *sent])
    assert capture_of(whole, "a.warc").payload == PAGE


@pytest.mark.parametrize(
    ("coding", "packed"),
    [("gzip", gzip.compress(PAGE)), ("br", brotli.compress(PAGE, quality=1))],
    ids=named,
)
def test_of_a_page_that_breaks_off_what_came_before_is_kept(coding: str, packed: bytes) -> None:
    got = capture_of(archive(packed[:-20], [("Content-Encoding", coding)]), "a.warc").payload
    assert len(got) > 2000
    assert PAGE.startswith(got)


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(20 * MAX_BYTES))),
        ("br", brotli.compress(bytes(20 * MAX_BYTES), quality=5)),
    ],
    ids=named,
)
def test_what_unpacks_to_very_much_is_refused_within_bounds(coding: str, bomb: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(IntakeError) as refused:
        capture_of(archive(bomb, [("Content-Encoding", coding)]), "a.warc")
    assert refused.value.code == "too-large"
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert more < 6 * MAX_BYTES / 1000


def test_a_page_is_no_archive_of_an_older_kind() -> None:
    """warcio takes five words in a row for the head of an ARC record."""
    with pytest.raises(IntakeError, match=r"a\.warc is a broken web archive"):
        list(places_in(io.BytesIO(b'<html lang="en"><head><meta a="b" c="d">\n<p>x</p>'), "a.warc"))


def test_words_of_an_archive_are_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    data = archive(PAGE, packed=False, url="/with space")
    torn = data.replace(b"Content-Length: ", b"Content-Length: 9", 1) + data
    for one in (data, torn, data[: len(data) // 2] + data):
        with contextlib.suppress(IntakeError):
            list(places_in(io.BytesIO(one), "a.warc"))
    capture_of(data, "a.warc")
    assert capfd.readouterr() == ("", "")


def test_an_archive_that_is_packed_in_one_piece_is_told_as_that() -> None:
    data = gzip.compress(archive(PAGE, packed=False) * 2)
    with pytest.raises(IntakeError, match=r"packed one by one.*warcio recompress"):
        list(places_in(io.BytesIO(data), "a.warc.gz"))
