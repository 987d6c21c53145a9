"""The data set as a whole: asked with DuckDB, which needs no more memory than it is given.

The one place that imports duckdb. Files are read through pyarrow, on disk as in object storage.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from . import places
from .errors import CrawlError, extra
from .schema import TABLES

MEMORY = 1_000
"""Megabytes that the questions to a data set may use."""

_COPIES = """
WITH placed AS (
  SELECT capture, content_sha256, words_sha256,
         first_value(capture) OVER (PARTITION BY content_sha256 ORDER BY {order}) AS of_bytes,
         CASE WHEN words = 0 THEN capture
              ELSE first_value(capture) OVER (PARTITION BY words_sha256 ORDER BY {order})
         END AS of_words
  FROM documents)
SELECT capture, CASE WHEN of_words <> capture THEN of_words ELSE of_bytes END AS copy_of,
       CASE WHEN of_bytes <> capture THEN 'same bytes' ELSE 'same words' END AS how
FROM placed WHERE of_words <> capture OR of_bytes <> capture ORDER BY capture
"""
_ORDER = 'captured NULLS LAST, source, "offset"'


class DataSet:
    """The tables of a folder as views of one connection."""

    def __init__(self, folder: str, *, memory: int = MEMORY, spill: str | None = None) -> None:
        self.folder = folder
        self.duck = _connection(memory, spill)
        for table in TABLES:
            self.view(table)

    def view(self, table: str) -> None:
        """Make a table known under its name."""
        self.duck.register(table, _dataset(places.joined(self.folder, table)))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """What a question gives, a part at a time."""
        for batch in self.batches(sql, values):
            yield from batch.to_pylist()

    def batches(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The same as batches of pyarrow."""
        yield from self._ask(sql, values)

    def keep(self, table: str, sql: str) -> int:
        """Write what a question gives as a table of one file; how many rows it has."""
        return write_table(self.folder, table, self._ask(sql, ()))

    def _ask(self, sql: str, values: Sequence[Any]) -> Any:
        return self.duck.sql(sql, params=list(values) or None).to_arrow_reader(50_000)

    def number(self, table: str, sql: str) -> None:
        """Keep what a question gives in a table of this connection, its rows numbered from 0."""
        numbered = f"SELECT row_number() OVER () - 1 AS number, * FROM ({sql})"  # noqa: S608
        self.duck.execute(f"CREATE TABLE {table} AS {numbered}")

    def close(self) -> None:
        """Let go of the files."""
        self.duck.close()


def own_words(text: str, furniture: Sequence[dict[str, int]] | None) -> str:
    """The words of a row of `documents` without what stands around the report."""
    kept, at = [], 0
    for around in sorted(furniture or [], key=lambda f: int(f["start"])):
        kept.append(text[at : around["start"]])
        at = max(at, around["end"])
    return "\n".join([*kept, text[at:]])


def write_table(folder: str, table: str, reader: Any) -> int:
    """Write batches as the one file of a table, in place of what was there; how many rows."""
    import pyarrow.parquet  # noqa: PLC0415

    out, count = io.BytesIO(), 0
    with pyarrow.parquet.ParquetWriter(out, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            count += batch.num_rows
    places.write(places.joined(folder, table, f"{table}.parquet"), out.getvalue())
    return count


@contextmanager
def opened(folder: str, *, memory: int = MEMORY) -> Iterator[DataSet]:
    """The data set of a folder. Raises CrawlError where there is none."""
    folder = places.settled(folder)
    if not places.exists(places.joined(folder, places.NOTE)):
        raise CrawlError("no-data-set", f"{folder} holds no data set: earwitness crawl makes one.")
    with tempfile.TemporaryDirectory(prefix="earwitness-") as spill:
        held = None
        try:
            held = DataSet(folder, memory=memory, spill=spill)
            yield held
        except _unreadable() as error:
            reason = str(error).split("\n", 1)[0]
            message = f"The data set {folder} cannot be read: {reason}"
            raise CrawlError("source", message) from error
        finally:
            if held is not None:
                held.close()


def _unreadable() -> tuple[type[Exception], ...]:
    """What the libraries raise at a table that is damaged, gone, or has other columns."""
    try:
        import duckdb  # noqa: PLC0415
        import pyarrow  # noqa: PLC0415
    except ImportError as error:
        raise extra("crawl", "A data set") from error
    return duckdb.Error, pyarrow.ArrowException, FileNotFoundError


def mark_copies(folder: str, *, memory: int = MEMORY) -> int:
    """Write which captures are copies of earlier ones, in bytes or in words; how many are."""
    with opened(folder, memory=memory) as held:
        return held.keep("copies", _COPIES.format(order=_ORDER))


def _connection(memory: int, spill: str | None) -> Any:
    try:
        import duckdb  # noqa: PLC0415 - large
    except ImportError as error:
        raise extra("crawl", "A data set") from error
    made = duckdb.connect()
    made.execute(f"SET memory_limit='{int(memory)}MB'")
    made.execute("SET autoinstall_known_extensions=false; SET autoload_known_extensions=false")
    if spill:
        made.execute("SET temp_directory=?", [spill])
    return made


def _dataset(place: str) -> Any:
    import pyarrow.dataset  # noqa: PLC0415
    import pyarrow.fs  # noqa: PLC0415

    store: Any = None
    if places.is_remote(place):
        found, place = places.store(place)
        store = pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(found))
    part = pyarrow.dataset.partitioning(pyarrow.schema([("day", pyarrow.string())]), flavor="hive")
    return pyarrow.dataset.dataset(place, filesystem=store, partitioning=part, format="parquet")
