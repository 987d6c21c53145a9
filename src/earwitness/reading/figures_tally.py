"""Whether a count is new, all so far, or a correction, by its words; and parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from earwitness.model import Span, Tally

from . import figures_words as vocabulary
from .figures_share import PART, Count

_AFTER = 48  # characters after a count in which "so far" still speaks of it
_BEFORE = 60
_NOT = re.compile(
    r"[^.;!?]{0,30}?,?[\s\u00a0]+(?:and[\s\u00a0]+)?(?:not|rather[\s\u00a0]than|instead[\s\u00a0]of)[\s\u00a0]+(?:the[\s\u00a0]+)?"
    r"\d[\d,]*\b(?![\s\u00a0]+[a-z]*(?:hours|days|km|years))"
)
_NEXT = re.compile(r",?[\s\u00a0]+(?:and|or)[\s\u00a0]+(?:\w+[\s\u00a0]+)?|,[\s\u00a0]+")
_OPENS = re.compile(
    r"(?:including|among[\s\u00a0](?:them|whom|the[\s\u00a0]dead|those)|comprising|(?:most|some)[\s\u00a0]of[\s\u00a0]them)"
    r"(?:[\s\u00a0]+(?:were|was|are|is))?[\s\u00a0,]+(?:at[\s\u00a0]least[\s\u00a0]+)?$",
    re.I,
)


@lru_cache(maxsize=8)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{vocabulary.data()['tally'][name]})\b", re.I)


def tally(text: str, sentence: Span, count: Count, *, since: bool) -> Tally | None:
    """New, cumulative or a correction; None where the words leave it open."""
    toll = _is_toll(text, count)
    before = text[max(sentence.start, count.span.start - _BEFORE) : count.quantity.number.start]
    if (toll and _pattern("correction").search(before)) or _NOT.match(
        text, count.span.end, sentence.end
    ):
        return "correction"
    if _is_new(text, sentence, count):
        return "new"
    after = text[count.span.end : min(sentence.end, count.span.end + _AFTER)]
    summed = _pattern("cumulative").search(before[-24:] + count.span.of(text) + after)
    rising = toll and _pattern("rising").search(before)
    return "cumulative" if since or summed or rising else None


def _is_toll(text: str, count: Count) -> bool:
    head = text[count.span.start : count.quantity.number.start]
    return vocabulary.pattern("tolls").match(head) is not None


def _is_new(text: str, sentence: Span, count: Count) -> bool:
    if count.quantity.qualifier == "further" and count.quantity.value:
        return True
    words = text[count.quantity.number.end : count.span.end]
    if re.match(r"[\s\u00a0]+new\b", words):
        return True
    return _pattern("window").search(sentence.of(text)) is not None


def wholes(text: str, counts: Sequence[Count]) -> dict[int, int]:
    """For each part its whole, as places in the list: "44 people, including 19 children"."""
    found: dict[int, int] = {}
    for place, count in enumerate(counts):
        here = count.quantity.span.start
        if _OPENS.search(text, max(0, here - 40), here):
            whole = _before(counts, place, place, found)
        else:
            last = place - 1
            joins = last in found and _NEXT.fullmatch(text, counts[last].quantity.span.end, here)
            whole = found[last] if joins else None
        if whole is not None and _fits(counts[whole], count):
            found[place] = whole
    return found


def _before(counts: Sequence[Count], place: int, limit: int, parts: dict[int, int]) -> int | None:
    """The last count before that is itself no part, and whose number stands first."""
    here = counts[place]
    for at in range(limit - 1, -1, -1):
        other = counts[at]
        if at in parts or other.quantity.span.start >= here.quantity.span.start:
            continue
        if set(other.counted) & set(here.counted):
            return at
    return None


def _fits(whole: Count, part: Count) -> bool:
    a, b = whole.quantity.value, part.quantity.value
    return a is None or b is None or b < a


__all__ = ["PART", "tally", "wholes"]
