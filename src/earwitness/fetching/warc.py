"""What was sent and received as a web archive: WARC 1.1, by the library warcio."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .wire import Exchange

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter


def archive_of(exchanges: Sequence[Exchange], *, software: str, robots: str) -> tuple[bytes, str]:
    """The exchanges, redirects first, as an archive; with the id of the last answer's record."""
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415  heavy, and few commands fetch

    made = io.BytesIO()
    writer = WARCWriter(made, gzip=False, warc_version="1.1")
    info = {"software": software, "format": "WARC File Format 1.1", "robots": robots}
    writer.write_record(writer.create_warcinfo_record("capture.warc", info))
    last = ""
    for one in exchanges:
        last = _write(writer, one)
    return made.getvalue(), last


def _write(writer: WARCWriter, one: Exchange) -> str:
    fields = {
        "WARC-Date": one.time.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "WARC-IP-Address": one.number,
    }
    response = writer.create_warc_record(
        one.url, "response", payload=io.BytesIO(one.response), length=len(one.response),
        warc_headers_dict=dict(fields),
    )  # fmt: skip
    name = str(response.rec_headers.get_header("WARC-Record-ID"))
    request = writer.create_warc_record(
        one.url, "request", payload=io.BytesIO(one.request), length=len(one.request),
        warc_headers_dict={**fields, "WARC-Concurrent-To": name},
    )  # fmt: skip
    writer.write_record(response)
    writer.write_record(request)
    return name
