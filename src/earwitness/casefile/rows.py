"""Model objects to table rows and back: plain fields in plain columns, nested ones as JSON."""

from __future__ import annotations

import json
import typing
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from earwitness.model import (
    Actor,
    Amount,
    Case,
    Citation,
    Comparison,
    DateExpression,
    Document,
    Figure,
    Finding,
    Lead,
    Link,
    Recording,
    Response,
    Series,
    Statement,
    TapeCheck,
    Trace,
    TranscriptOf,
    Verification,
)

from .codec import decoder, encode, field_names, field_types, inner_of

T = TypeVar("T")

TABLES: dict[str, Any] = {
    "documents": Document,
    "actors": Actor,
    "statements": Statement,
    "dates": DateExpression,
    "recordings": Recording,
    "figures": Figure,
    "verifications": Verification,
    "responses": Response,
    "citations": Citation,
    "findings": Finding,
    "leads": Lead,
    "comparisons": Comparison,
    "series": Series,
    "amounts": Amount,
    "transcripts": TranscriptOf,
    "tape_checks": TapeCheck,
}
"""The tables whose rows are the model's objects; the chains lie in `traces` and `links`."""

_PLAIN = (str, int, float, bool)
_LARGEST = 2**63 - 1


def row_of(thing: Any) -> tuple[Any, ...]:
    """One value a field, as SQLite takes them."""
    kind: Any = type(thing)
    return tuple(_cell(kind, name, getattr(thing, name)) for name in field_names(kind))


def from_row(kind: type[T], row: Sequence[Any]) -> T:
    """The object whose row this is."""
    wanted: Any = kind
    names = field_names(wanted)
    made: T = wanted(**{n: _uncell(wanted, n, v) for n, v in zip(names, row, strict=True)})
    return made


def trace_rows(case: Case) -> list[tuple[str, str, str]]:
    """Rows of `traces`: statement, roots, true_on_word_of."""
    return [
        (t.statement, json.dumps(encode(t.roots)), json.dumps(encode(t.true_on_word_of)))
        for t in case.traces
    ]


def link_rows(case: Case) -> list[tuple[Any, ...]]:
    """Rows of `links`: statement, step, then the fields of a link."""
    return [
        (trace.statement, step, *row_of(link))
        for trace in case.traces
        for step, link in enumerate(trace.chain)
    ]


def traces_from(
    traces: Sequence[Sequence[Any]], links: Sequence[Sequence[Any]]
) -> tuple[Trace, ...]:
    """The traces whose rows these are."""
    chains: dict[str, list[Link]] = {}
    for statement, _, *fields in links:
        chains.setdefault(statement, []).append(from_row(Link, fields))
    return tuple(
        Trace(
            statement, tuple(chains.get(statement, ())), tuple(json.loads(r)), tuple(json.loads(t))
        )
        for statement, r, t in traces
    )


@cache
def is_plain(kind: Any, name: str) -> bool:
    """Whether the field has a column of its own kind, rather than JSON."""
    inner = inner_of(field_types(kind)[name])
    return inner in _PLAIN or typing.get_origin(inner) is typing.Literal


def _cell(kind: Any, name: str, value: Any) -> Any:
    if value is None or is_plain(kind, name):
        too_large = type(value) is int and abs(value) > _LARGEST
        return str(value) if too_large else value
    return json.dumps(encode(value))


def _uncell(kind: Any, name: str, cell: Any) -> Any:
    if cell is None:
        return None
    hint = field_types(kind)[name]
    if not is_plain(kind, name):
        return decoder(hint)(json.loads(cell))
    inner = inner_of(hint)
    return inner(cell) if inner in _PLAIN else decoder(hint)(cell)
