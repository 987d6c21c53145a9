"""Expressions that point back: "the quarter", "a year earlier", "that year", "the next day".

An expression that only points back takes its value from what it points at, within reach, and says
so in its anchor; a bare "the quarter" that points at nothing is no date ("the quarter of the
sailors"), and a "that year" without a year before it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from . import dates_calendar as calendar
from .dates_calendar import Day, day_of
from .dates_grammar import words
from .dates_values import Found, part_code

_QUARTER = re.compile(r"(\d{4})-Q(\d)")
_APART = re.compile(r"an?[\s\u00a0]+year[\s\u00a0]+(?:ago|earlier)", re.I)
_THAT_QUARTER = re.compile(r"that[\s\u00a0]+quarter", re.I)
_OLD_PERIOD = re.compile(r"the[\s\u00a0]+\d{4}[\s\u00a0]+period", re.I)
_AGO = re.compile(r"year-(?:ago|earlier)|prior-year", re.I)
_BACK = re.compile(
    r"\b(that|same|following|next|previous)[\s\u00a0]+(?:same[\s\u00a0]+)?([a-z]+)$", re.I
)
_NAMED = re.compile(r"(previous|following)[\s\u00a0]+([A-Z]\w+)(?:[\s\u00a0]+([a-z]+))?$")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_REACH = 2000  # characters: how far back a quarter is still the one spoken of
_NEAR = 700  # characters: how far back "that day" may point
_STEPS = {"previous": -1, "following": 1, "next": 1}

Point = tuple[int, Found]


def spoken_of(text: str, found: Sequence[Found]) -> list[Found]:
    """The expressions with those resolved that point back at another one."""
    out: list[Found] = []
    quarter: Point | None = None
    last: Point | None = None
    months = -_REACH  # where a period of months was last told of: a year before it is no quarter
    for given in found:
        start = given.span.start
        near = _near(quarter, start, _REACH)
        if near and months > near.span.start and start - months < _NEAR and _is_apart(text, given):
            near = None
        item = _quarterly(text, given, near)
        if item is None:
            continue
        if item.value.value is None and item.kind in _POINTING:
            item = _pointing(text, item, _near(last, start, _NEAR))
        elif item.kind in _TAKING:
            item = _of_day(text, item, _near(last, start, _CLOSE))
        if item.value.value in ("P6M", "P9M"):
            months = start
        if _QUARTER.fullmatch(item.value.value or "") and not _is_past_one(text, item, quarter):
            quarter = (start, item)
        if _DAY.match(item.value.value or "") and item.value.type in ("DATE", "TIME"):
            last = (start, item)
        out.append(item)
    return out


_POINTING = frozenset({"unit", "nextday", "weekday"})
_TAKING = frozenset({"clock", "daypart", "inunit"})
_CLOSE = 240  # characters: how far back a clock time finds its day


def _is_past_one(text: str, item: Found, told: Point | None) -> bool:
    """Whether a quarter is only what the one that is told of is held against."""
    if item.kind == "ago" or _AGO.search(item.span.of(text)) is not None:
        return True
    year = str(told[1].value.value)[:4] if told else ""
    return item.kind == "again" and str(item.value.value)[:4] < year


def _is_apart(text: str, item: Found) -> bool:
    """Whether the words only say "a year before", or name the year to compare with."""
    said = item.span.of(text)
    return bool(_APART.fullmatch(said) or _AGO.match(said) or _OLD_PERIOD.fullmatch(said))


def _of_day(text: str, item: Found, near: Found | None) -> Found:
    """A part of a day without its day: of the one last spoken of in the same paragraph."""
    stamp = (near.value.value or "").partition("T")[0] if near else ""
    if near is None or len(stamp) != 10 or "\n\n" in text[near.span.end : item.span.start]:
        return item
    if item.kind == "inunit":
        is_day = item.span.of(text).endswith("day")
        return _resolved(text, item, near, stamp) if is_day else item
    time = (item.value.value or "").partition("T")[2]
    return _resolved(text, item, near, f"{stamp}T{time}") if time else item


def _near(point: Point | None, start: int, reach: int) -> Found | None:
    return point[1] if point and start - point[0] <= reach else None


def _quarterly(text: str, item: Found, near: Found | None) -> Found | None:
    """What points at a quarter, with it; None where it is no date at all."""
    said = item.span.of(text)
    if item.kind == "again":
        year = item.value.value if item.value.value and not _AGO.search(said) else None
        if near is None or (year and "Q" in year and year < str(near.value.value)):
            return item if item.value.value else None
        year = year and year[:4] if year and "Q" not in year else None
        return _at(text, item, near, year=year, back=bool(_AGO.search(said)))
    if near and _THAT_QUARTER.fullmatch(said):
        return _at(text, item, near)
    if near and item.kind == "ago" and _APART.fullmatch(said):
        return _at(text, item, near, back=True)
    return item


def _at(
    text: str, item: Found, near: Found, *, year: str | None = None, back: bool = False
) -> Found:
    match = _QUARTER.fullmatch(near.value.value or "")
    if match is None:
        return item
    value = f"{int(year or match[1]) - back:04d}-Q{match[2]}"
    return _resolved(text, item, near, value)


def _resolved(text: str, item: Found, near: Found, value: str) -> Found:
    anchor = " ".join(near.span.of(text).split())
    return replace(item, value=replace(item.value, value=value, relative=False, anchor=anchor))


_SHIFT: dict[str, tuple[int, Callable[[Day | None, int], str | None]]] = {
    "day": (10, calendar.shift_days),
    "week": (10, calendar.shift_weeks),
    "month": (7, calendar.shift_months),
    "year": (4, calendar.shift_years),
}


def _pointing(text: str, item: Found, near: Found | None) -> Found:
    """ "the following year", from the one spoken of, where that is as precise as it must be."""
    match = _BACK.search(item.span.of(text))
    if near is not None and item.kind == "weekday":
        return _by_name(text, item, near)
    if near is None or match is None or near.value.value is None:
        return item
    word = match[2].lower()
    if word not in _SHIFT and word not in words()["dayparts"]:
        return item
    precision, shift = _SHIFT.get(word, _SHIFT["day"])
    stamp = near.value.value.partition("T")[0]
    value = shift(day_of(stamp), _STEPS.get(match[1].lower(), 0))
    if value is None or len(stamp) < precision:
        return item
    part = part_code(word) if word not in _SHIFT else ""
    return _resolved(text, item, near, value + part)


def _by_name(text: str, item: Found, near: Found) -> Found:
    """ "the previous Friday", from the day spoken of."""
    match = _NAMED.search(item.span.of(text))
    day = day_of((near.value.value or "").partition("T")[0])
    if match is None or day is None:
        return item
    way = "last" if match[1] == "previous" else "next"
    value = calendar.weekday(day, words()["weekdays"][match[2].lower()], way=way)
    return _resolved(text, item, near, value + part_code(match[3])) if value else item
