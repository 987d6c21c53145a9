"""The tables of a data set: which columns each has, of which types, derived from the case file's.

Every table has the columns of its kind in the case file, and before them `capture`, which says of
which page the row is. Ids of documents, actors and statements hold within one capture.
"""

from __future__ import annotations

import types
import typing
from typing import Any, Literal, TypedDict

from earwitness.exports import json_types as shapes


class DocumentRow(TypedDict):
    """What a row of documents has before the document's own keys."""

    capture: str
    source: str
    offset: int
    length: int
    captured: str | None
    content_sha256: str
    words_sha256: str
    words: int
    reader: str


class Row(TypedDict):
    """What a row of every other table has before its own keys."""

    capture: str


class StatementRow(TypedDict):
    """What a statement has after its own keys: names and words beside ids and places."""

    words: str
    speaker: str | None
    outlet: str | None
    root_names: list[str]


class FigureRow(TypedDict):
    """What a figure has after its own keys."""

    words: str
    source_name: str | None


class CitationRow(TypedDict):
    """What a citation has after its own keys."""

    words: str
    name: str | None


class FailureRow(TypedDict):
    """A capture that could not be read: where it lies, at which stage it failed, and why."""

    capture: str
    source: str
    offset: int
    length: int
    captured: str | None
    url: str | None
    stage: str
    code: str
    reason: str


TABLES: dict[str, tuple[Any, ...]] = {
    "documents": (DocumentRow, shapes.DocumentJson),
    "statements": (Row, shapes.StatementJson, StatementRow),
    "actors": (Row, shapes.ActorJson),
    "figures": (Row, shapes.FigureJson, FigureRow),
    "citations": (Row, shapes.CitationJson, CitationRow),
    "failures": (FailureRow,),
}
"""The tables, each with the parts of which its rows are made."""

_NOT_KEPT = {"chain"}
"""A chain can be told again from the case that `earwitness case` cuts out."""


def columns(table: str) -> dict[str, Any]:
    """The columns of a table and their types, in order."""
    return {
        key: hint
        for part in TABLES[table]
        for key, hint in typing.get_type_hints(part).items()
        if key not in _NOT_KEPT
    }


def plain(hint: Any) -> Any:
    """The type without `None`; a choice of words is a string."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    return str if typing.get_origin(hint) is Literal else hint
