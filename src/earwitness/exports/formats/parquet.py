"""The tables as Parquet; the one place that imports pyarrow."""

from __future__ import annotations

import io
from typing import Any

from earwitness.model import Case

from .base import About, ExtraMissingError, Files, as_json
from .data_package import descriptor
from .table_rows import Table, flat, tables


def write(case: Case, about: About) -> Files:
    """`NAME.parquet` for each table, and `datapackage.json`. Numbers beyond 64 bits are missing."""
    try:
        import pyarrow  # noqa: PLC0415 (large, and only this format needs it)
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError("parquet", "parquet") from error
    found = tables(case, about.layer)
    files = {f"{table.name}.parquet": _file(table, pyarrow) for table in found}
    return files | {"datapackage.json": as_json(descriptor(found, about, "parquet"))}


def _file(table: Table, pyarrow: Any) -> bytes:
    kinds = {
        "string": pyarrow.string(),
        "array": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    columns = [
        pyarrow.array([_held(row[at]) for row in table.rows], type=kinds[column.kind])
        for at, column in enumerate(table.columns)
    ]
    made = pyarrow.table(columns, names=[column.name for column in table.columns])
    out = io.BytesIO()
    pyarrow.parquet.write_table(made, out, compression="zstd")
    return out.getvalue()


def _held(value: Any) -> Any:
    if type(value) is int and abs(value) >= 2**63:
        return None
    return flat(value)


def rows_of(data: bytes) -> list[Any]:
    """What a file of ours holds: the rows, and what is said of the table."""
    import pyarrow.parquet  # noqa: PLC0415

    table = pyarrow.parquet.read_table(io.BytesIO(data))
    told = table.schema.metadata or {}
    said = [part.decode("utf-8", "replace") for pair in told.items() for part in pair]
    return [*table.to_pylist(), said]
