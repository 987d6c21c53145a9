"""Web archives (WARC, WACZ) and zipped folders: each page as a report of its own."""

from __future__ import annotations

import io
import lzma
import math
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from earwitness.model import Provenance

from .answers import payload_of, quiet_walk
from .decoding import MAX_BYTES
from .errors import IntakeError

MOST = 20_000
"""Reports that are taken from one archive."""
MAX_UNPACKED = 1_000_000_000
"""Bytes that an archive may hold when unpacked."""
# All that zipfile and its unpackers raise at offsets, sizes and methods that are none.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, NotImplementedError, RuntimeError, OverflowError),
)
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was fetched, and how."""

    payload: bytes
    url: str | None
    charset: str | None
    provenance: Provenance | None
    time: str | None = None


def is_warc(data: bytes) -> bool:
    """Whether the bytes are a web archive, packed or not."""
    if data.startswith(b"WARC/"):
        return True
    if not data.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(31).decompress(data[:2000], 64).startswith(b"WARC/")
    except zlib.error:
        return False


def records_of(data: bytes, name: str) -> Iterator[bytes]:
    """The pages of a web archive, each as the one record of an archive of its own, unpacked."""
    for start, size in places_in(io.BytesIO(data), name, most=MAX_UNPACKED):
        yield _unpacked(data[start : start + size], name)


def places_in(file: IO[bytes], name: str, *, most: float = math.inf) -> Iterator[tuple[int, int]]:
    """Where each page of a web archive of any size begins in the file, and how long it is there.

    `most` is how many bytes all records may hold unpacked; one alone never more than MAX_UNPACKED.
    Raises IntakeError where the archive is broken, after the pages before.
    """
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  few inputs need it

    head = file.read(2000)
    if head and not is_warc(head):  # warcio would take a page for an archive of an older kind
        raise _damaged(name, "web archive")
    file.seek(0)
    try:
        walk = quiet_walk(file, name)
        for record in walk:
            wanted = _is_page(record)
            most -= _drained(record, min(most, MAX_UNPACKED), name)
            if wanted:
                yield walk.get_record_offset(), walk.get_record_length()
    # warcio looks into headers that a damaged record lacks: its AttributeError.
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:
        raise _damaged(name, "web archive") from error


def record_at(part: IO[bytes], name: str) -> bytes:
    """The bytes of one record of a web archive, unpacked; IntakeError where they are none."""
    data = part.read()
    if not is_warc(data):
        raise _damaged(name, "web archive")
    try:
        if data.startswith(b"\x1f\x8b") and not _is_whole(data):
            raise _damaged(name, "web archive")
        return _unpacked(data, name)
    except zlib.error as error:
        raise _damaged(name, "web archive") from error


def _is_whole(packed: bytes) -> bool:
    """Whether a packed record has its end; a bomb is not unpacked for it."""
    unpacker = zlib.decompressobj(31)
    unpacker.decompress(packed, 2 * MAX_BYTES)
    return unpacker.eof or bool(unpacker.unconsumed_tail)


def _drained(record: object, budget: float, name: str) -> int:
    """Read a record to its end in small steps; how much it was. Bombs end here."""
    stream, size = record.raw_stream, 0  # type: ignore[attr-defined]
    while part := stream.read(1 << 20):
        size += len(part)
        if size > budget:
            raise _too_large(name)
    return size


def _is_page(record: object) -> bool:
    """Whether a record is a page that was fetched well."""
    if record.rec_type not in ("response", "resource"):  # type: ignore[attr-defined]
        return False
    http = record.http_headers  # type: ignore[attr-defined]
    if http is None:
        kind = record.rec_headers.get_header("Content-Type") or ""  # type: ignore[attr-defined]
        return kind.split(";")[0].strip().lower() in _PAGES
    kind = (http.get_header("Content-Type") or "text/html").split(";")[0].strip().lower()
    return str(http.get_statuscode()).startswith("2") and kind in _PAGES


def _unpacked(part: bytes, name: str) -> bytes:
    if not part.startswith(b"\x1f\x8b"):
        return part
    unpacker = zlib.decompressobj(31)
    found = unpacker.decompress(part, 2 * MAX_BYTES)
    if unpacker.unconsumed_tail:
        raise _too_large(name)
    return found


def capture_of(data: bytes, name: str) -> Capture:
    """The page in an archive of one record, as it was sent: unpacked, with its address."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    asked = None
    try:
        for record in quiet_walk(io.BytesIO(data), name):
            if record.rec_type == "response" and asked is None:
                # An archive of one capture begins with the redirects that led to the page.
                asked = record.rec_headers.get_header("WARC-Target-URI")
            if _is_page(record):
                payload = payload_of(record, MAX_BYTES + 1)
                if len(payload) > MAX_BYTES:
                    raise _too_large(name)
                http = record.http_headers
                head = record.rec_headers.get_header
                kind = (http.get_header if http else head)("Content-Type") or ""
                url = head("WARC-Target-URI")
                charset = kind.partition("charset=")[2].split(";")[0].strip(" \"'")
                came = _provenance(record, asked)
                return Capture(payload, url, charset or None, came, head("WARC-Date"))
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:
        raise _damaged(name, "web archive") from error
    raise IntakeError("no-text", f"{name} is a web archive without a page: name another one.")


def _provenance(record: object, asked: str | None) -> Provenance | None:
    header = record.rec_headers.get_header  # type: ignore[attr-defined]
    url = header("WARC-Target-URI")
    if not url:
        return None
    return Provenance(asked or url, url, header("WARC-Date"), header("WARC-Record-ID"))


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """A zip file, nothing of it unpacked yet; IntakeError where it is broken, locked or huge."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _damaged(name, "zip file") from error
    if (
        len(archive.infolist()) > MOST
        or sum(i.file_size for i in archive.infolist()) > MAX_UNPACKED
    ):
        raise _too_large(name)
    return archive


def entry(archive: zipfile.ZipFile, path: str, name: str, *, most: int = MAX_BYTES) -> bytes:
    """One file of a zip, in memory and never more than `most` bytes; empty where there is none."""
    try:
        info = archive.getinfo(path)
        if info.flag_bits & 1:
            raise IntakeError("damaged", f"{name} is locked with a password: unlock it first.")
        with archive.open(info) as file:
            found = file.read(most + 1)
    except KeyError:
        return b""
    except _BROKEN as error:
        raise _damaged(name, "zip file") from error
    if len(found) > most:
        raise _too_large(name)
    return found


def _too_large(name: str) -> IntakeError:
    return IntakeError(
        "too-large", f"{name} unpacks to more than a report may hold: take out what you mean."
    )


def _damaged(name: str, what: str) -> IntakeError:
    return IntakeError("damaged", f"{name} is a broken {what}: fetch or save it again.")
