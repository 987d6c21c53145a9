"""The JSON Schema of the case file, generated from its types."""

from __future__ import annotations

import inspect
import json
import types
import typing
from typing import Any

from .json_layer_types import CaseJson

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. Further keys are allowed: later versions may add some."""
    definitions: dict[str, Any] = {}
    whole = _of(CaseJson, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Earwitness case file",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as it stands in the docs."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_of(part, definitions) for part in arguments]}
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    return _object(kind, definitions)


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__.removesuffix("Json")
    if name not in definitions:
        definitions[name] = {}
        hints = typing.get_type_hints(kind)
        definitions[name] = {
            "type": "object",
            "description": " ".join((inspect.getdoc(kind) or "").split()),
            "properties": {key: _of(hint, definitions) for key, hint in hints.items()},
            "required": list(hints),
        }
    return {"$ref": f"#/$defs/{name}"}
