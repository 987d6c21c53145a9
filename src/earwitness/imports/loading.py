"""Bytes as JSON values, bounded: whatever comes, it is a list of objects or one sentence."""

from __future__ import annotations

import json
from typing import Any

from .errors import ImportFileError

MAX_BYTES = 64 * 2**20
MAX_ITEMS = 50_000
_MAX_DEPTH = 64
Thing = dict[str, Any]


def values(data: bytes) -> list[Any]:
    """The JSON values of a file: one, or one a line."""
    if len(data) > MAX_BYTES:
        raise ImportFileError(
            "import-size", f"The file is larger than {MAX_BYTES // 2**20} MiB: split it."
        )
    try:
        text = data.decode("utf-8-sig")
        found = _parsed(text)
    except (ValueError, RecursionError) as error:
        raise ImportFileError(
            "import-json",
            "The file is not JSON in UTF-8, or is cut off or nested too deeply: "
            "export it again from where it comes.",
        ) from error
    if any(_depth(value) > _MAX_DEPTH for value in found):
        raise ImportFileError("import-json", "The file is nested too deeply to be read.")
    return found


def _parsed(text: str) -> list[Any]:
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]


def _depth(value: Any) -> int:
    """How deep the value is nested, without recursion."""
    deepest, level = 0, [value]
    while level and deepest <= _MAX_DEPTH:
        deepest += 1
        level = [
            inner
            for one in level
            for inner in (
                one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            )
            if isinstance(inner, (dict, list))
        ]
    return deepest


def bounded(items: list[Any]) -> list[Thing]:
    """The objects among the items. Raises ImportFileError where there are too many."""
    if len(items) > MAX_ITEMS:
        raise ImportFileError(
            "import-many", f"The file holds more than {MAX_ITEMS:,} items: split it."
        )
    return [item for item in items if isinstance(item, dict)]


def text_of(value: Any) -> str:
    """A string; of anything else, nothing. What no UTF-8 can hold is left out."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def texts_of(value: Any) -> list[str]:
    """The strings of a list, or the one string."""
    many = value if isinstance(value, list) else [value]
    return [text for one in many if (text := text_of(one))]


def listed(value: Any) -> list[Any]:
    """A list; of one thing, the list of it; of nothing, an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def offset(value: Any) -> int | None:
    """An offset; None where it is none, or beyond any text."""
    good = type(value) is int and 0 <= value < 2**31
    return value if good else None
