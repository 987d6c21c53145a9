"""Rows as Parquet files; the one place of this part that imports pyarrow to write."""

from __future__ import annotations

import io
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .errors import extra
from .schema import TABLES, columns, plain

NO_DAY = "__HIVE_DEFAULT_PARTITION__"
"""The folder of rows of no known day, as Hive, Spark, DuckDB and pyarrow call it."""


def path_of(table: str, day: str | None, shard: str) -> str:
    """Where the rows of a shard lie in the data set."""
    return f"{table}/day={day or NO_DAY}/{shard}.parquet"


@cache
def schema(table: str) -> Any:
    """The columns of a table as pyarrow has them."""
    arrow = _pyarrow()
    return arrow.schema([(name, _type(hint)) for name, hint in columns(table).items()])


def parquet(table: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A Parquet file of the rows; the same rows give the same bytes."""
    arrow = _pyarrow()
    names = list(schema(table).names)
    kept = [{name: row.get(name) for name in names} for row in rows]
    made = arrow.Table.from_pylist(kept, schema=schema(table))
    out = io.BytesIO()
    arrow.parquet.write_table(made, out, compression="zstd")
    return out.getvalue()


def empty() -> dict[str, bytes]:
    """A file without rows for each table, so that every table can be read from the beginning."""
    return {table: parquet(table, ()) for table in TABLES}


def _type(hint: Any) -> Any:
    arrow, kind = _pyarrow(), plain(hint)
    if typing.get_origin(kind) is list:
        return arrow.list_(_type(typing.get_args(kind)[0]))
    if typing.is_typeddict(kind):
        return arrow.struct([(k, _type(h)) for k, h in typing.get_type_hints(kind).items()])
    simple = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    return simple.get(kind, arrow.string())


def _pyarrow() -> Any:
    try:
        import pyarrow  # noqa: PLC0415 - large
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise extra("crawl", "A data set") from error
    return pyarrow
