"""Records of a web archive: walked without noise, and the answer of a server unpacked."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Callable
from typing import IO, Any

from .errors import IntakeError

Unpack = Callable[[bytes, int], bytes]


def quiet_walk(file: IO[bytes], name: str) -> Any:
    """warcio's walk through the records, which says nothing on standard error.

    What it would print are words of the archive. IntakeError where a packed archive does not end a
    piece after each record.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  few inputs need it

    logging.getLogger("warcio").setLevel(logging.ERROR)

    class Walk(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""

        def _raise_invalid_gzip_err(self) -> None:
            raise IntakeError(
                "damaged",
                f"{name} is broken, or its records are not "
                "packed one by one: fetch it again, or pack it anew with warcio recompress.",
            )

    return Walk(file)


def payload_of(record: Any, most: int) -> bytes:
    """The page of a record as its server meant it: chunks joined, unpacked; `most` bytes of it.

    What is not packed as its header says is taken as it is, for many archives keep the header of
    what they unpacked; of what breaks off, what came before.
    """
    http = record.http_headers
    if http is None:
        return record.raw_stream.read(most)  # type: ignore[no-any-return]
    stream: Any = record.raw_stream
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415

        stream = ChunkedDataReader(stream)
    ways = [way.strip().lower() for way in (http.get_header("Content-Encoding") or "").split(",")]
    known = [_WAYS[way] for way in reversed(ways) if way in _WAYS]
    data: bytes = stream.read() if known else stream.read(most)
    for unpack in known:
        data = unpack(data, most)
    return data


def _gunzipped(data: bytes, most: int) -> bytes:
    return _inflated(data, most, zlib.MAX_WBITS | 16) or data[:most]


def _deflated(data: bytes, most: int) -> bytes:
    """By the standard with a head of zlib; many servers leave it out."""
    if data[:1] == b"\x78":
        return _inflated(data, most, zlib.MAX_WBITS) or data[:most]
    bare = b"" if _is_plain(data) else _inflated(data, most, -zlib.MAX_WBITS)
    return bare or data[:most]


def _inflated(data: bytes, most: int, bits: int) -> bytes:
    """What can be unpacked, in steps, so that what stands before a break is kept."""
    unpacker, out = zlib.decompressobj(bits), io.BytesIO()
    try:
        for at in range(0, len(data), _STEP):
            out.write(unpacker.decompress(data[at : at + _STEP], max(1, most - out.tell())))
            if unpacker.unconsumed_tail or out.tell() >= most:
                break
    except zlib.error:
        pass
    return out.getvalue()[:most]


def _unbrotlied(data: bytes, most: int) -> bytes:
    import brotli  # noqa: PLC0415  few pages need it

    unpacker, out = brotli.Decompressor(), io.BytesIO()
    try:
        for at in range(0, len(data), _STEP):
            part = data[at : at + _STEP]
            while out.tell() < most:  # a few bytes may hold gigabytes: each step has a bound
                out.write(unpacker.process(part, output_buffer_limit=1 << 16))
                part = b""
                if unpacker.can_accept_more_data():
                    break
    except brotli.error:
        return data[:most]
    whole = unpacker.is_finished() or out.tell() >= most
    return data[:most] if not whole and _is_plain(data) else out.getvalue()[:most]


def _is_plain(data: bytes) -> bool:
    """Whether the bytes are text: what is packed without a mark of its kind looks like none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_STEP = 1 << 14
_WAYS: dict[str, Unpack] = {
    "gzip": _gunzipped, "x-gzip": _gunzipped, "deflate": _deflated, "br": _unbrotlied,
}  # fmt: skip
