"""Date and time expressions of a report, in TIMEX3 terms (TimeML 1.2.1).

One pass of a cheap trigger pattern over each block; round each trigger the grammar looks for whole
expressions; each is read against the page's own date, and a clock time is joined with its day.
Nothing is resolved that the page does not give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from earwitness.model import DateExpression, Document, Span

from . import dates_filters as filters
from .dates_absolute import ABSOLUTE
from .dates_again import spoken_of
from .dates_calendar import Day, day_of
from .dates_durations import DURATIONS
from .dates_grammar import WORD, alternative, kinds_of, trigger
from .dates_relative import RELATIVE
from .dates_values import Found, Setting, Value

ORIGIN = "rules/dates@1"

_READERS = {**ABSOLUTE, **RELATIVE, **DURATIONS}
_REACH = 64
_TENSED = frozenset({"weekday", "month", "dmy", "mdy", "dayrange", "weekend", "season", "feast"})
_ON = re.compile(r",?[\s\u00a0]{1,3}(?:on[\s\u00a0]{1,3})?")
_AT = re.compile(r",?[\s\u00a0]{1,3}(?:at[\s\u00a0]{1,3})?")
_SIDE = re.compile(r"\b(before|after)[\s\u00a0]{1,3}$", re.I)
_ALONE = re.compile(
    r"$|[\s\u00a0]*[.,;:!?)\]”\"]|[\s\u00a0]+(?:and|but|or|when|because|that)\b", re.M
)


def read_dates(document: Document) -> tuple[DateExpression, ...]:
    """All date and time expressions of the report's own blocks, in order.

    Values are resolved against `document.published`, at the precision that the words give; where
    the page has no date, or the words do not reach one, `value` is None.
    """
    anchor = day_of(document.published.value if document.published else None)
    found = [
        item
        for block in document.blocks
        if block.kind != "furniture"
        for item in find(document.text, block.span, anchor)
    ]
    return tuple(_expression(document.id, item) for item in spoken_of(document.text, found))


def find(text: str, span: Span, anchor: Day | None) -> list[Found]:
    """The expressions in one stretch of text, in order, without overlaps."""
    pieces = [item for window in _windows(text, span) for item in _scan(text, window, anchor)]
    return [_sided(text, item) for item in _joined(text, pieces)]


def _sided(text: str, item: Found) -> Found:
    """ "before March" is open on one side; "after Friday's raid" is not: it dates the raid."""
    if item.value.type != "DATE" or item.value.mod or not _ALONE.match(text, item.span.end):
        return item
    side = _SIDE.search(text, max(0, item.span.start - 10), item.span.start)
    return replace(item, value=replace(item.value, mod=side[1].upper())) if side else item


def _windows(text: str, span: Span) -> Iterator[Span]:
    start = end = -1
    for hit in trigger().finditer(text, span.start, span.end):
        low, high = max(span.start, hit.start() - _REACH), min(span.end, hit.end() + _REACH)
        if low <= end:
            end = high
            continue
        if end > start:
            yield Span(start, end)
        start, end = _at_word(text, low, span.start), high
    if end > start:
        yield Span(start, end)


def _at_word(text: str, start: int, floor: int) -> int:
    while start > floor and not text[start - 1].isspace() and start > floor - 40:
        start -= 1
    return start


def _scan(text: str, window: Span, anchor: Day | None) -> Iterator[Found]:
    end = window.start
    for word in WORD.finditer(text, window.start, window.end):
        if word.start() < end:
            continue
        for kind in kinds_of(word[0]):
            match = alternative(kind).match(text, word.start(), window.end)
            if match is None:
                continue
            found = _read(text, kind, match, anchor)
            if found is None and kind in _SOFT:
                continue
            for item in _with_days(text, found, window.end) if found else ():
                end = item.span.end
                yield item
            break


_SOFT = frozenset({"someday"})  # what is none of these may still be something else
_MORE = re.compile(
    r"(?:\s{1,3}(?P<and>and|or)\s{1,3}|\s{1,3}(?:to|through)\s{1,3}|\s?[-–—]\s?)"
    r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![%:/\-–]|[.,]\d)(?:,?\s{1,3}(?P<y>(?:1[4-9]|20)\d\d)\b)?"
)
_CLOSED = re.compile(r"$|[.,;:!?)\]\"”’]|\s+(?:when|where|but|because)\b", re.M)


def _with_days(text: str, first: Found, end: int) -> tuple[Found, ...]:
    """ "April 24 and 25": the second day has the month of the first."""
    more = _MORE.match(text, first.span.end, end) if first.kind == "mdy" else None
    value = first.value.value
    if more is None or value is None or (more["and"] and not _CLOSED.match(text, more.end())):
        return (first,)
    year = more["y"] or value[:4]
    second = day_of(f"{year}{value[4:8]}{int(more['d']):02d}")
    if second is None or second.date is None:
        return (first,)
    given = replace(first.value, value=second.date.isoformat())
    start = replace(first.value, value=year + value[4:])
    spans = Span(more.start("d"), more.end())
    return replace(first, value=start), Found(spans, "mdy", given)


def _read(text: str, kind: str, parts: re.Match[str], anchor: Day | None) -> Found | None:
    if filters.is_no_date(kind, parts, text):
        return None
    way = filters.way_of(text, parts.start(), parts.end()) if kind in _TENSED else "past"
    value = _READERS[kind](parts, Setting(anchor, way))
    if value is None:
        return None
    if kind == "duration" and filters.is_rate(parts, text):
        value = Value("SET", value.value)
    end = parts.end("d") if kind == "dayrange" else parts.end()
    if kind in ("month", "mdy", "dmy") and text[end - 1] == "." and len(parts["m"].rstrip(".")) > 4:
        end -= 1
    return Found(Span(parts.start(), end), kind, value)


def _joined(text: str, pieces: list[Found]) -> list[Found]:
    out: list[Found] = []
    for item in pieces:
        if out and item.span.start < out[-1].span.end:
            continue
        joint = _join(text, out[-1], item) if out else None
        if joint:
            out[-1] = joint
        else:
            out.append(item)
    return out


_DAYS = frozenset({"weekday", "dmy", "mdy", "deictic", "iso"})


def _join(text: str, first: Found, second: Found) -> Found | None:
    """A clock time and its day, in either order, as one expression."""
    gap = text[first.span.end : second.span.start]
    if len(gap) > 8:
        return None
    if first.kind == "clock" and second.kind in _DAYS and _ON.fullmatch(gap):
        return _timed(first, second, Span(first.span.start, second.span.end))
    if second.kind == "clock" and first.kind in _DAYS and _AT.fullmatch(gap):
        return _timed(second, first, Span(first.span.start, second.span.end))
    return None


def _timed(clock: Found, day: Found, span: Span) -> Found | None:
    if day.value.type != "DATE":
        return None
    base, time = day.value.value, clock.value.value
    hour = time.partition("T")[2] if time else None
    value = f"{base}T{hour}" if base and hour else None
    return Found(span, "timed", replace(clock.value, value=value, relative=day.value.relative))


def _expression(document: str, item: Found) -> DateExpression:
    anchored = item.value.relative and item.value.value is not None
    return DateExpression(
        document=document,
        span=item.span,
        type=item.value.type,
        value=item.value.value,
        mod=item.value.mod,
        anchor=item.value.anchor or ("published" if anchored else None),
        origin=ORIGIN,
    )
