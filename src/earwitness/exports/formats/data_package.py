"""A Data Package descriptor for tables, as Frictionless reads it."""

from __future__ import annotations

from typing import Any

from .base import About
from .table_rows import Table

_KEYS = {
    "document": "documents",
    "statement": "statements",
    "nested_in": "statements",
    "recording": "recordings",
    "evidence_document": "documents",
    "transcript": "documents",
    "actor": "actors",
    "source_actor": "actors",
    "addressee_actor": "actors",
    "verifier": "actors",
    "released_by": "actors",
    "publisher": "actors",
    "translator": "actors",
}
_ELSEWHERE = {"decisions", "standing", "decided_statements", "decided_actors"}
"""Tables of the decided layer, whose ids may be of what people added."""


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
        {"fields": [name], "reference": {"resource": _within(table, name), "fields": ["id"]}}
        for name in names
        if name in _KEYS and table.name not in _ELSEWHERE
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _within(table: Table, column: str) -> str:
    """The table that a column points into; its own has no name there."""
    return "" if _KEYS[column] == table.name else _KEYS[column]
