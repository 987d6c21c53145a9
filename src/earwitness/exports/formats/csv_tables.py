"""Tables as CSV with a Data Package, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from earwitness.exports.csv_cells import guarded
from earwitness.model import Case

from .base import About, Files, as_json
from .data_package import descriptor
from .table_rows import Table, flat, tables


def write(case: Case, about: About) -> Files:
    """`NAME.csv` for each table, and `datapackage.json`."""
    found = tables(case, about.layer)
    files = {f"{table.name}.csv": _csv(table) for table in found}
    return files | {"datapackage.json": as_json(descriptor(found, about, "csv"))}


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """What stands in the file; words that a spreadsheet would run are guarded."""
    value = flat(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else value
