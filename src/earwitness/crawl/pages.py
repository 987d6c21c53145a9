"""Parquet files of pages: each row as the record of a web archive."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import IO, Any

from earwitness.intake import IntakeError

from .errors import extra

_PAGE = ("html", "content", "raw_content", "page", "body", "text")
_URL = ("url", "uri", "link")
_TIME = ("captured", "fetched", "fetch_time", "warc_date", "crawl_date", "timestamp", "date")
_WORDS = r"^(dictionary<values=)?(large_|fixed_size_)?(string|binary)"
_BATCH = 64


def numbers(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """The number of each row; a row has no length."""
    held = _opened(file)
    _columns(held.schema_arrow)
    return ((at, 0) for at in range(held.metadata.num_rows))


def records(file: IO[bytes], name: str, wanted: list[int]) -> Iterator[bytes | IntakeError]:
    """The rows of these numbers, in order, each as a record of a web archive."""
    held = _opened(file)
    page, url, time = _columns(held.schema_arrow)
    columns = [c for c in (page, url, time) if c]
    left, first = set(wanted), 0
    for group in range(held.num_row_groups):
        size = held.metadata.row_group(group).num_rows
        if left & set(range(first, first + size)):
            at = first
            for batch in held.iter_batches(_BATCH, row_groups=[group], columns=columns):
                for row in batch.to_pylist():
                    if at in left:
                        yield _record(row.get(page), row.get(url), row.get(time), f"{name}#{at}")
                    at += 1
        first += size


def _opened(file: IO[bytes]) -> Any:
    try:
        import pyarrow.parquet  # noqa: PLC0415 - large
    except ImportError as error:
        raise extra("crawl", "Parquet") from error
    try:
        return pyarrow.parquet.ParquetFile(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise IntakeError("damaged", "The Parquet file is broken: fetch it again.") from error


def _columns(schema: Any) -> tuple[str, str | None, str | None]:
    known = {name.lower(): name for name in schema.names}

    def first(choice: tuple[str, ...], kinds: str = "") -> str | None:
        fit = (known[c] for c in choice if c in known)
        return next((c for c in fit if re.search(kinds, str(schema.field(c).type))), None)

    page = first(_PAGE, _WORDS)  # lists and records of this name are no pages
    if page is None:
        message = f"The Parquet file has no column of pages: {', '.join(_PAGE)} are looked for."
        raise IntakeError("damaged", message)
    return page, first(_URL), first(_TIME)


def _record(page: Any, url: Any, time: Any, name: str) -> bytes | IntakeError:
    """The row as it would stand in an archive; what the row does not give is left out."""
    data = page.encode("utf-8", "replace") if isinstance(page, str) else page
    if not data:
        return IntakeError("empty", f"{name} holds nothing.")
    # Text that came out of a database is no longer in the encoding that the page names.
    coded = "; charset=utf-8" if isinstance(page, str) else ""
    kind = "text/html" if b"<" in data[:2000] else "text/plain"
    if url:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n\r\n" % (kind + coded).encode()
        sort, answer, coded = "response", head + data, "application/http; msgtype=response"
    else:  # an answer must say to which address
        sort, answer, coded = "resource", data, kind + coded
    number = uuid.UUID(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    moment = _moment(time)
    lines = [
        "WARC/1.1",
        f"WARC-Type: {sort}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        *([f"WARC-Target-URI: {''.join(str(url).split())}"] if url else []),
        *([f"WARC-Date: {moment}"] if moment else []),
        f"Content-Type: {coded}",
        f"Content-Length: {len(answer)}",
    ]
    head = "\r\n".join(lines).encode("utf-8", "replace")
    return b"%b\r\n\r\n%b\r\n\r\n" % (head, answer)


def _moment(time: Any) -> str | None:
    if isinstance(time, str):
        try:
            time = datetime.fromisoformat(time)
        except ValueError:
            return None
    if isinstance(time, date) and not isinstance(time, datetime):
        time = datetime(time.year, time.month, time.day, tzinfo=UTC)
    if not isinstance(time, datetime):
        return None
    whole = time if time.tzinfo else time.replace(tzinfo=UTC)
    return whole.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
