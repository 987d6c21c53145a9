"""Small web archives for tests, and what a data set holds as one hash."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from earwitness.crawl.child import Task

TABLES = ("documents", "statements", "actors", "figures", "citations", "failures")
_PAGE = """<html lang="en"><head><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="2026-03-0{day}"><title>{title}</title></head><body>
<article><h1>{title}</h1><p>By Mara Osei</p>
<p>“{said},” said the harbour master, Joren Haddad, on Friday. At least {n} people were hurt.</p>
<p>According to the Quayside Review, the pier had been closed. The ministry has not answered.</p>
<p>{more}</p></article></body></html>"""


class Here:
    """Does the tasks in this process: what runs elsewhere is tested beside this file."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Any]:
        return (task.run(lambda _offset: None) for task in tasks)


def page(number: int, *, said: str = "", outlet: str = "", more: str = "") -> bytes:
    """A short report, another one for each number."""
    return _PAGE.format(
        outlet=outlet or f"The Tessel Post {number % 3}",
        day=1 + number % 2,
        title=f"Pier {number} gives way in Tessel",
        said=said or f"Nobody told us that pier {number} was rotten, and we asked {number} times",
        n=number + 3,
        more=more or f"Pier {number} was built by the region.",
    ).encode()


def warc(
    pages: Sequence[bytes], *, packed: bool = True, url: str = "https://post.example"
) -> bytes:
    """The pages as a web archive, with records that are no pages between them."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=packed, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "test"}))
    for number, data in enumerate(pages):
        kind = "image/png" if data.startswith(b"\x89PNG") else "text/html; charset=utf-8"
        head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        fields = {
            "WARC-Date": f"2026-03-0{1 + number % 2}T10:00:00Z",
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        }
        record = writer.create_warc_record(
            f"{url}/{number}",
            "response",
            payload=io.BytesIO(data),
            http_headers=head,
            warc_headers_dict=fields,
        )
        writer.write_record(record)
        record.raw_stream.close()
    return made.getvalue()


def wacz(archive: bytes, *, stored: bool = True) -> bytes:
    """The archive inside a WACZ file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as out:
        out.writestr("datapackage.json", "{}")
        out.writestr("archive/data.warc.gz", archive)
    return made.getvalue()


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, read by DuckDB as its users would."""
    files = f"{folder}/{table}/**/*.parquet"
    found = duckdb.sql(f"SELECT * FROM read_parquet('{files}', hive_partitioning=true)")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def digest(folder: Path) -> str:
    """One hash of all rows of all tables, sorted: the same rows give the same hash."""
    lines = [
        f"{table} {json.dumps(row, sort_keys=True, default=str)}"
        for table in TABLES
        for row in rows(folder, table)
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
