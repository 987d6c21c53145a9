"""Who is left of those who were shot: of four, one of them dead, three are wounded.

Only where the words make the dead a part of the others: "six shot, two fatally", "one of them
has died". "Shot" says nothing of life or death, so that the rest follows; "wounded" may have been
said of the living alone, so that nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from earwitness.model import DateExpression, Span

from .figures_share import Count

Found = tuple[Span, tuple[DateExpression, ...], Count]

_OPEN = re.compile(
    r"\b(?:shot|shooting|stabbing|stabbed|hit|struck|gunfire|gunshots?|bullets)\b", re.I
)
_HURT = re.compile(r"\b(?:wounded|injur\w+|hurt|hospital\w*|condition|treated)\b", re.I)
_PART = re.compile(
    r"[\s\u00a0]+of[\s\u00a0]+(?:them|whom|those|the[\s\u00a0](?:\w+[\s\u00a0]){0,2}victims)\b|.*\bfatally\b",
    re.I | re.S,
)
_REACH = 200  # characters from the one count to the other


def is_open(text: str, count: Count) -> bool:
    """Whether the words leave life or death open."""
    if count.counted != ("wounded",) or count.quantity.qualifier == "further":
        return False
    words = re.sub(r"gunshot[\s\u00a0]+wounds?", "gunshot", count.span.of(text), flags=re.I)
    return _OPEN.search(words) is not None and _HURT.search(words) is None


def with_rest(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The counts, each open one followed by those of it who live, where the words tell."""
    for place, (sentence, dates, count) in enumerate(found):
        last = found[place - 1][2] if place else None
        for more in (_rest_after(text, last, count), _both(text, last, count)) if last else ():
            if more is not None:
                yield sentence, dates, more
        yield sentence, dates, count
        rest = _rest(text, count, [c for _, _, c in found[place + 1 : place + 4]])
        if rest is not None:
            yield sentence, dates, rest


def _rest(text: str, count: Count, following: Sequence[Count]) -> Count | None:
    value = count.quantity.value
    if not value or value < 2 or count.quantity.qualifier != "exact" or not is_open(text, count):
        return None
    for dead in following:
        number = dead.quantity.value
        if dead.counted != ("killed",) or not number or number >= value:
            continue
        if not 0 <= dead.span.start - count.span.end <= _REACH or not _is_part(text, count, dead):
            return None
        left = value - number
        span = Span(count.span.start, dead.span.end)
        quantity = replace(count.quantity, value=left, low=left, high=left)
        return Count(quantity, span, ("wounded",))
    return None


_NEXT_SENTENCE = re.compile(r"[^.!?]{0,90}[.!?][”\"’']?\s+(?:[^.!?]{0,30}\s)?$")


def _both(text: str, before: Count, count: Count) -> Count | None:
    """ "A girl was shot. Another girl was also shot.": two, over two sentences."""
    one, more = before.quantity, count.quantity
    if before.counted != count.counted or (one.value, more.value) != (1, 1):
        return None
    if more.qualifier != "further" or one.qualifier != "exact":
        return None
    if not _NEXT_SENTENCE.fullmatch(text[before.span.end : count.span.start]):
        return None
    span = Span(before.span.start, count.span.end)
    return Count(replace(one, value=2, low=2, high=2, people=None), span, count.counted)


def _rest_after(text: str, dead: Count, count: Count) -> Count | None:
    """ "2 dead after 4 shot": two of the four."""
    number, value = dead.quantity.value, count.quantity.value
    gap = text[dead.span.end : count.span.start]
    if dead.counted != ("killed",) or not number or not value or number >= value:
        return None
    if not is_open(text, count) or not re.fullmatch(
        r"[\s\u00a0]+(?:after|when|as)[\s\u00a0]+", gap
    ):
        return None
    left = value - number
    quantity = replace(count.quantity, value=left, low=left, high=left)
    return Count(quantity, Span(dead.span.start, count.span.end), ("wounded",))


def _is_part(text: str, count: Count, dead: Count) -> bool:
    if _PART.match(text, dead.quantity.number.end, dead.span.end):
        return True
    gap = text[count.span.end : dead.span.start]
    return (
        dead.quantity.people is None
        and re.fullmatch(r"[,;]?[\s\u00a0]+(?:and[\s\u00a0]+)?", gap) is not None
    )
