"""The time at which a page says that it was published, with its zone, from the words of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .data import load

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month{n}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs|ur)?(?:day)?\b\.?,?[ \xa0]{1,3})?"
)
_DATE = re.compile(
    rf"\b{_WEEKDAY}(?:"
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?[ \xa0-](?:of )?{_MONTH.format(n=1)}"
    r",?[ \xa0-](?P<year1>\d{4})"
    rf"|{_MONTH.format(n=2)}[ \xa0](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?[ \xa0](?P<year2>\d{{4}})"
    r"|(?P<year3>(?:19|20)\d\d)[-/.](?P<month3>\d\d)[-/.](?P<day3>\d\d)"
    r"|(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year4>(?:19|20)\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,6})?)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
)
_ZONE = (
    r"(?:\s?\(?(?P<zone>[a-z]{1,7}(?: time)?)\b)?(?:\s?(?P<offset>[+-]\d{1,2}(?::?[0-5]\d)?)\b)?"
)
_JOINT = r"(?:\s|,|\||-|–|—|•|·|@|/|\bat\b|\bon\b|t(?=\d)){0,6}"
_AFTER = re.compile(rf"{_JOINT}{_CLOCK}{_ZONE}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}{_ZONE}(?:\s|,|\||-|–|—|•|·|/|\bon\b){{0,6}}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with or without a time, in ISO 8601, and where it stands in the line."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Names:
    zones: dict[str, int]
    seasonal: dict[str, tuple[int, str]]
    american: frozenset[str]


@cache
def _names() -> _Names:
    data = load("stamps.toml")
    seasonal = {name: (z["minutes"], z["rule"]) for name, z in data["zones_by_season"].items()}
    return _Names(data["zones"], seasonal, frozenset(data["american"]["zones"]))


def moments(line: str) -> list[Moment]:
    """Every full date in the line (day, month and year), with the time and zone beside it."""
    found: list[Moment] = []
    for match in _DATE.finditer(line):
        after = _AFTER.match(line, match.end())
        clock = after if after and _is_clock(after) else None
        before = None
        if clock is None:
            before = _BEFORE.search(line, max(0, match.start() - 40), match.start())
            clock = before if before and _is_clock(before) else None
        day = _day_of(match, clock)
        if day is None:
            continue
        start, end = match.start(), match.end()
        value = day.isoformat()
        if clock is not None:
            time, reach = _time_of(clock, day)
            value += f"T{time}"
            start, end = (clock.start("hour"), end) if clock is before else (start, reach)
        found.append(Moment(value, start, end))
    return found


def _is_clock(match: re.Match[str]) -> bool:
    """A number is a time when minutes or am/pm follow."""
    return match["minute"] is not None or match["half"] is not None


def _day_of(match: re.Match[str], clock: re.Match[str] | None) -> date | None:
    """The calendar day; None for one that does not exist or may be read in two ways."""
    group = match.groupdict()
    if group["year4"]:
        return _numeric_day(group, clock)
    n = "1" if group["year1"] else "2" if group["year2"] else "3"
    month = group[f"month{n}"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return _date(int(group[f"year{n}"]), number, int(group[f"day{n}"]))


def _numeric_day(group: dict[str, str | None], clock: re.Match[str] | None) -> date | None:
    """2/23/2017 or 23/2/2017, decided by what is possible, the weekday, or the zone."""
    a, b, year = int(group["a"] or 0), int(group["b"] or 0), int(group["year4"] or 0)
    readings = {day for m, d in ((a, b), (b, a)) if (day := _date(year, m, d))}
    if group["weekday"]:
        wanted = _DAYS.index(group["weekday"].lower())
        readings = {day for day in readings if day.weekday() == wanted} or readings
    if len(readings) == 2 and clock and (clock["zone"] or "").lower() in _names().american:
        readings = {date(year, a, b)}
    if len(readings) == 2 and group["sep"] == ".":
        readings = {date(year, b, a)}
    return readings.pop() if len(readings) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time_of(clock: re.Match[str], day: date) -> tuple[str, int]:
    """The time in ISO 8601 with the zone where it is known, and where its words end."""
    hour = int(clock["hour"])
    if clock["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    value = f"{hour:02d}:{clock['minute'] or '00'}"
    if clock["second"] and clock["second"] != "00":
        value += f":{clock['second']}"
    minutes = _zone_minutes(clock, day)
    if minutes is None:
        # What looked like a zone was the next word of the line.
        ends = [clock.end(n) for n in ("hour", "minute", "second", "half") if clock[n]]
        return value, max(ends)
    sign = "-" if minutes < 0 else "+"
    return f"{value}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}", clock.end()


def _zone_minutes(clock: re.Match[str], day: date) -> int | None:
    """Minutes east of UTC by name, season or written offset; None where none is given."""
    zone, offset = (clock["zone"] or "").lower(), clock["offset"]
    names = _names()
    if offset and (not zone or zone in ("gmt", "utc", "z")):
        digits = offset[1:].replace(":", "")
        hours, rest = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        return (60 * hours + rest) * (-1 if offset[0] == "-" else 1) if hours <= 14 else None
    if zone in names.zones:
        return names.zones[zone]
    if zone in names.seasonal:
        minutes, rule = names.seasonal[zone]
        return minutes + (60 if _is_summer(day, rule) else 0)
    return None


def _is_summer(day: date, rule: str) -> bool:
    """Whether clocks stand an hour forward: second Sunday of March to first of November in the
    United States, last Sunday of March to last of October in Europe.
    """
    if rule == "us":
        return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)
    if rule == "eu":
        return _sunday(day.year, 3, 25) <= day < _sunday(day.year, 10, 25)
    return False


def _sunday(year: int, month: int, earliest: int) -> date:
    """The first Sunday on or after a day of the month."""
    day = date(year, month, earliest)
    return day + timedelta(days=6 - day.weekday())
