"""Captions of pictures that stand as lines of the text."""

from __future__ import annotations

import re
from functools import cache

from .data import any_of, load

_MAX = 450
"""A longer line is a paragraph, whatever it ends with."""
_REACH = 160
"""How far from its end a line may begin to name who took the picture."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Endings, beginnings, pointing words, cues of saying."""
    lists = load("names.toml")["caption"]
    ends = any_of(lists["ends"]).replace("{AGENCY}", any_of(lists["agencies"]))
    return (
        re.compile(rf"{ends}[.\s]*$", re.IGNORECASE),
        re.compile(rf"^{any_of(lists['starts'])}", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['pointing'])}\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['said'])}\b"),
    )


def has_credit(line: str) -> bool:
    """Whether the line names who took the picture, or says that it describes one."""
    if len(line) > _MAX:
        return False
    ends, starts, _, _ = _patterns()
    return bool(starts.match(line) or ends.search(line, max(0, len(line) - _REACH)))


def describes_picture(line: str) -> bool:
    """A line that points at what a picture shows, and reports nobody's words."""
    _, _, pointing, said = _patterns()
    return len(line) <= _MAX and not said.search(line) and bool(pointing.search(line))
