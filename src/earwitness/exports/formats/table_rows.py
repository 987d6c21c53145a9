"""The case as tables: one for each list of the case file, with columns of known types.

A span becomes two columns (`span_start`, `span_end`), a voice three; a list becomes a JSON array.
The hands of the chains are a table of their own, `links`, and so are `mentions`. The words of what
stands in a report are added as `words`, and names beside ids, so that a person can read a row.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from earwitness.exports import json_layer_types as layers
from earwitness.exports import json_types as shapes
from earwitness.exports.json_export import case_to_json
from earwitness.model import Case, Layer

Kind = Literal["string", "integer", "number", "boolean", "array"]
_KINDS: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_SHAPES: dict[str, Any] = {
    "documents": shapes.DocumentJson,
    "actors": shapes.ActorJson,
    "statements": shapes.StatementJson,
    "dates": shapes.DateJson,
    "recordings": shapes.RecordingJson,
    "figures": shapes.FigureJson,
    "verifications": shapes.VerificationJson,
    "responses": shapes.ResponseJson,
    "citations": shapes.CitationJson,
    "findings": shapes.ConclusionJson,
    "leads": shapes.ConclusionJson,
    "amounts": shapes.AmountJson,
    "comparisons": shapes.ComparisonJson,
    "series": shapes.SeriesJson,
    "transcripts": layers.TranscriptJson,
    "tape_checks": layers.TapeCheckJson,
    "decisions": layers.DecisionJson,
    "standing": layers.StandingJson,
    "decided_statements": shapes.StatementJson,
    "decided_actors": shapes.ActorJson,
}
_LEFT = {"chain", "mentions", "media"}  # tables of their own; nothing yet


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and the type of its values, all of which may be missing."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a cell of an array column is a list."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(case: Case, layer: Layer) -> tuple[Table, ...]:
    """All tables of a case, in the order of the case file."""
    whole: Mapping[str, Any] = case_to_json(case, layer)
    words = {document["id"]: document["text"] for document in whole["documents"]}
    names = {actor["id"]: actor["name"] for actor in (*whole["decided_actors"], *whole["actors"])}
    made = [_table(name, shape, whole[name], words, names) for name, shape in _SHAPES.items()]
    return (*made, _links(whole, names), _mentions(whole, words))


def _table(
    name: str,
    shape: Any,
    things: list[Any],
    words: Mapping[str, str],
    names: Mapping[str, str],
) -> Table:
    columns = tuple(_columns(shape))
    more = tuple(Column(n, "string") for n in _readable(name))
    rows = [
        (
            *(_cell(thing, column.name) for column in columns),
            *(_read(thing, column.name, words, names) for column in more),
        )
        for thing in things
    ]
    return Table(name, (*columns, *more), tuple(rows))


def _readable(table: str) -> tuple[str, ...]:
    """Columns for people."""
    if table in ("statements", "decided_statements"):
        return ("speaker", "words")
    return (
        ("words",) if table in ("dates", "figures", "amounts", "verifications", "responses") else ()
    )


def _columns(shape: Any, before: str = "") -> Iterator[Column]:
    for key, hint in typing.get_type_hints(shape).items():
        if key in _LEFT:
            continue
        kind = _plain(hint)
        if typing.is_typeddict(kind):
            yield from _columns(kind, f"{before}{key}_")
        else:
            yield Column(before + key, "array" if _listed(kind) else _KINDS.get(kind, "string"))


def _plain(hint: Any) -> Any:
    """`X` of `X | None`; a choice of words is a string."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    return str if typing.get_origin(hint) is Literal else hint


def _listed(kind: Any) -> bool:
    return typing.get_origin(kind) is list


def _cell(thing: Any, name: str) -> Any:
    """The value at the way `a_b_c` into nested objects."""
    if thing is None or name in thing:
        return None if thing is None else thing[name]
    key = next(k for k in thing if name.startswith(f"{k}_") and not isinstance(thing[k], str))
    return _cell(thing[key], name.removeprefix(f"{key}_"))


def _read(thing: Any, name: str, words: Mapping[str, str], names: Mapping[str, str]) -> Any:
    if name == "speaker":
        return names.get(thing["source"]["actor"] or "")
    text = words.get(thing["document"], "")
    spans = thing.get("content") or [thing.get("span") or thing]
    return " … ".join(text[span["start"] : span["end"]] for span in spans)


def _links(whole: Mapping[str, Any], names: Mapping[str, str]) -> Table:
    columns = (Column("statement", "string"), Column("step", "integer"))
    inner = tuple(_columns(shapes.LinkJson))
    rows = [
        (one["id"], step, *(_cell(link, c.name) for c in inner), names.get(link["actor"] or ""))
        for one in whole["statements"]
        for step, link in enumerate(one["chain"])
    ]
    return Table("links", (*columns, *inner, Column("name", "string")), tuple(rows))


def _mentions(whole: Mapping[str, Any], words: Mapping[str, str]) -> Table:
    columns = (Column("of", "string"), *_columns(shapes.AnchorJson), Column("words", "string"))
    rows = [
        (
            thing["id"],
            at["document"],
            at["start"],
            at["end"],
            words.get(at["document"], "")[at["start"] : at["end"]],
        )
        for thing in (*whole["actors"], *whole["recordings"])
        for at in thing["mentions"]
    ]
    return Table("mentions", columns, tuple(rows))


def flat(value: Any) -> Any:
    """A cell as CSV and Parquet hold it: a list as a JSON array."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
