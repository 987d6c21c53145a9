"""Values as PostgreSQL's text takes them: for COPY, and without the one character it cannot hold.

PostgreSQL holds every character but NUL, which a report can have. It is written as the last
private character and a digit; that character itself as itself and a letter.
"""

from __future__ import annotations

from typing import Any

_MARK = "\U0010fffd"
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_server(value: Any) -> Any:
    """The value as it is sent."""
    if isinstance(value, str) and ("\0" in value or _MARK in value):
        return value.replace(_MARK, f"{_MARK}m").replace("\0", f"{_MARK}0")
    return value


def from_server(value: Any) -> Any:
    """The value as it was before it was sent."""
    if isinstance(value, str) and _MARK in value:
        return value.replace(f"{_MARK}0", "\0").replace(f"{_MARK}m", _MARK)
    return value


def copy_cell(value: Any) -> str:
    """One value of a line of COPY in its text form."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    text = to_server(value) if isinstance(value, str) else repr(value)
    return str(text).translate(_ESCAPES)
