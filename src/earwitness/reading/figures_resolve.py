"""What the rest of a report says of a count: victims restate a total, "shot" is resolved.

A named victim is not a further one where the report already counts its dead. "Shot" alone says
nothing of life or death: where as many are counted dead elsewhere, those who were shot are they.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from earwitness.model import DateExpression, Span

from .figures_share import Count

Found = tuple[Span, tuple[DateExpression, ...], Count]

_OPEN = re.compile(r"\b(?:shot|stabbed|gunshot|gunfire|bullets)\b", re.I)
_HURT = re.compile(
    r"\b(?:wound(?:s|ed|ing)|injur\w+|hurt|hospital\w*|condition|treated|critical\w*|leg|foot|arm)\b",
    re.I,
)
_GUNSHOT = re.compile(r"gunshot[\s\u00a0]+wounds?", re.I)


def resolved(text: str, found: Sequence[Found]) -> list[Found]:
    """The counts of a report, each held against the others."""
    dead = [
        (sentence, count.quantity.value)
        for sentence, _, count in found
        if "killed" in count.counted and not count.quantity.single and count.quantity.value
    ]
    kept: list[Found] = []
    stated = {
        fate
        for _, _, count in found
        if not count.quantity.single and count.quantity.value != 0
        for fate in count.counted
    }
    for sentence, dates, count in found:
        if count.quantity.single and set(count.counted) & stated:
            continue
        kept.append((sentence, dates, _settled(text, sentence, count, dead)))
    return kept


def _settled(text: str, sentence: Span, count: Count, dead: list[tuple[Span, int]]) -> Count:
    if not _is_open(text, count) or any(sentence == where for where, _ in dead):
        return count
    value = count.quantity.value or 0
    if value > 1 and any(number >= value for _, number in dead):
        return replace(count, counted=("killed",))
    return count


def _is_open(text: str, count: Count) -> bool:
    if count.counted != ("wounded",) or count.quantity.qualifier == "further":
        return False
    words = _GUNSHOT.sub("gunshot", count.span.of(text))
    return _OPEN.search(words) is not None and _HURT.search(words) is None
