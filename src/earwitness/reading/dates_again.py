"""Quarters spoken of again: "the quarter", and "a year earlier" beside a quarter.

An expression that only points back takes the value of what it points at, within reach; a bare
"the quarter" that points at nothing is no date ("the quarter of the sailors").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .dates_values import Found

_QUARTER = re.compile(r"(\d{4})-Q(\d)")
_YEAR_APART = re.compile(r"an?[\s\u00a0]+year[\s\u00a0]+(?:ago|earlier)", re.I)
_REACH = 2000  # characters: how far back a quarter is still the one spoken of


def spoken_of(text: str, found: Sequence[Found]) -> list[Found]:
    """The expressions with those resolved that point back at a quarter."""
    out: list[Found] = []
    quarter: tuple[int, int, int] | None = None
    for given in found:
        item, start = given, given.span.start
        near = quarter if quarter and start - quarter[0] <= _REACH else None
        if item.kind == "again":
            if near is None:
                continue
            item = _at(item, near[1], near[2])
        elif near and item.kind == "ago" and _YEAR_APART.fullmatch(item.span.of(text)):
            out.append(_at(item, near[1] - 1, near[2]))
            continue
        match = _QUARTER.fullmatch(item.value.value or "")
        if match:
            quarter = (start, int(match[1]), int(match[2]))
        out.append(item)
    return out


def _at(item: Found, year: int, number: int) -> Found:
    return replace(item, value=replace(item.value, value=f"{year:04d}-Q{number}", relative=False))
