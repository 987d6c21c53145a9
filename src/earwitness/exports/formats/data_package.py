"""A Data Package descriptor for tables, as Frictionless reads it."""

from __future__ import annotations

from typing import Any

from .base import About
from .table_rows import Table

_KEYS = {
    ("statements", "document"): "documents",
    ("dates", "document"): "documents",
    ("figures", "document"): "documents",
    ("amounts", "document"): "documents",
    ("verifications", "document"): "documents",
    ("responses", "document"): "documents",
    ("citations", "document"): "documents",
    ("links", "statement"): "statements",
}


def descriptor(tables: tuple[Table, ...], about: About, ending: str) -> dict[str, Any]:
    """The package: where each table lies, and what its columns hold."""
    return {
        "profile": "tabular-data-package",
        "name": "earwitness-case",
        "title": "An Earwitness case",
        "description": about.note,
        "version": about.version,
        "resources": [_resource(table, ending) for table in tables],
    }


def _resource(table: Table, ending: str) -> dict[str, Any]:
    form = {"csv": "csv", "parquet": "parquet"}[ending]
    resource: dict[str, Any] = {
        "name": table.name,
        "path": f"{table.name}.{ending}",
        "format": form,
        "schema": _schema(table),
    }
    if ending == "csv":
        resource |= {
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
        }
    return resource


def _schema(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.kind} for c in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    names = [c.name for c in table.columns]
    if names[0] == "id":
        schema["primaryKey"] = ["id"]
    keys = [
        {"fields": [n], "reference": {"resource": _KEYS[table.name, n], "fields": ["id"]}}
        for n in names
        if (table.name, n) in _KEYS
    ]
    return schema | ({"foreignKeys": keys} if keys else {})
