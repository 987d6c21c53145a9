"""Frozen types to JSON values and back, for every type of the model."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
JsonValue = Any
"""What json.loads gives: dict, list, str, int, float, bool or None."""


def encode(thing: Any) -> JsonValue:
    """A dataclass, tuple or plain value as a JSON value; fields keep their names."""
    if dataclasses.is_dataclass(thing):
        return {
            name: encode(getattr(thing, name))
            for name in field_names(typing.cast(Any, type(thing)))
        }
    if isinstance(thing, tuple):
        return [encode(item) for item in thing]
    return thing


def decode(kind: type[T], value: JsonValue) -> T:
    """The inverse of `encode` for one type. Strangers raise KeyError, TypeError or ValueError."""
    make: Callable[[JsonValue], T] = decoder(typing.cast(Any, kind))
    return make(value)


def dumps(thing: Any) -> str:
    """Canonical JSON: sorted keys, no white space, ASCII. Equal things give equal bytes."""
    return json.dumps(encode(thing), sort_keys=True, separators=(",", ":"))


def digest(thing: Any) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(dumps(thing).encode("ascii")).hexdigest()


def lasting_digest(thing: Any) -> str:
    """The same without what has its default value: a field of a later version changes none."""
    text = json.dumps(_sparse(thing), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _sparse(thing: Any) -> JsonValue:
    if isinstance(thing, tuple):
        return [_sparse(item) for item in thing]
    if not dataclasses.is_dataclass(thing):
        return thing
    fields = dataclasses.fields(thing)
    given = [(field, getattr(thing, field.name)) for field in fields]
    return {field.name: _sparse(value) for field, value in given if value != field.default}


@cache
def field_names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, in order."""
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def field_types(kind: Any) -> dict[str, Any]:
    """The resolved type of each field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in field_names(kind)}


@cache
def decoder(kind: Any) -> Callable[[JsonValue], Any]:
    """A function that makes the type from its JSON value."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    if origin is tuple:
        item = decoder(typing.get_args(kind)[0])
        return lambda value: tuple(map(item, value))
    if origin in (types.UnionType, typing.Union):
        return _optional_decoder(kind)
    if origin is typing.Literal:
        return _literal_decoder(kind)
    return _plain_decoder(kind)


def _dataclass_decoder(kind: Any) -> Callable[[JsonValue], Any]:
    parts = {name: decoder(hint) for name, hint in field_types(kind).items()}
    # What an older version did not know yet takes its default.
    late = {f.name for f in dataclasses.fields(kind) if f.default is not dataclasses.MISSING}

    def make(value: JsonValue) -> Any:
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is not {kind.__name__}")
        given = {n: part for n, part in parts.items() if n in value or n not in late}
        return kind(**{name: part(value[name]) for name, part in given.items()})

    return make


def _optional_decoder(kind: Any) -> Callable[[JsonValue], Any]:
    inner = decoder(inner_of(kind))
    return lambda value: None if value is None else inner(value)


def _literal_decoder(kind: Any) -> Callable[[JsonValue], Any]:
    allowed = typing.get_args(kind)

    def check(value: JsonValue) -> Any:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(map(repr, allowed))}")
        return value

    return check


def _plain_decoder(kind: Any) -> Callable[[JsonValue], Any]:
    allowed = (int, float) if kind is float else kind

    def check(value: JsonValue) -> Any:
        if not isinstance(value, allowed):
            raise TypeError(f"{value!r} is not {kind.__name__}")
        return value

    return check


def inner_of(kind: Any) -> Any:
    """`X` of `X | None`; any other type as it is."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind
