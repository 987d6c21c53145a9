"""Calendar arithmetic at the precision that is known: a year, a month or a day.

Days, weeks and months are counted in the proleptic Gregorian calendar and ISO 8601 weeks
(`datetime.date`). What cannot be reached from the anchor is None, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_STAMP = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Day:
    """A point in the calendar: a year, perhaps a month, perhaps a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The full date; None where the precision is coarser."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


def day_of(stamp: str | None) -> Day | None:
    """The day of a stamp ("2022-05-16T09:05+01:00", "2022-05", "2022"); None where it is none."""
    match = _STAMP.match(stamp or "")
    if not match or not 1 <= int(match[1]) <= 9998:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and valid(year, month or 1, day) is None:
        return None
    return Day(year, month, day)


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(anchor: Day | None, days: int) -> str | None:
    """The day that many days from the anchor."""
    moved = _moved(anchor, days)
    return moved.isoformat() if moved else None


def shift_weeks(anchor: Day | None, weeks: int) -> str | None:
    """The ISO week that many weeks from the anchor."""
    moved = _moved(anchor, 7 * weeks)
    return week_of(moved) if moved else None


def shift_months(anchor: Day | None, months: int) -> str | None:
    """The month that many months from the anchor."""
    if anchor is None or anchor.month is None:
        return None
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return f"{year:04d}-{month + 1:02d}" if 1 <= year <= 9998 else None


def shift_quarters(anchor: Day | None, quarters: int) -> str | None:
    """The quarter of the year that many quarters from the anchor."""
    if anchor is None or anchor.month is None:
        return None
    year, quarter = divmod(anchor.year * 4 + (anchor.month - 1) // 3 + quarters, 4)
    return f"{year:04d}-Q{quarter + 1}" if 1 <= year <= 9998 else None


def shift_years(anchor: Day | None, years: int) -> str | None:
    """The year that many years from the anchor."""
    if anchor is None or not 1 <= anchor.year + years <= 9998:
        return None
    return f"{anchor.year + years:04d}"


def week_of(day: date) -> str:
    """The ISO week of a day, "2022-W19"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def weekday(anchor: Day | None, number: int, *, way: str) -> str | None:
    """The weekday (1 Monday to 7 Sunday) seen from the anchor.

    `way`: "past" up to and including the anchor, "last" strictly before, "future" from the anchor
    on, "next" strictly after, "this" within the anchor's ISO week.
    """
    if anchor is None or anchor.date is None:
        return None
    ahead = (number - anchor.date.isoweekday()) % 7
    behind = (anchor.date.isoweekday() - number) % 7
    step = {
        "past": -behind,
        "last": -(behind or 7),
        "future": ahead,
        "next": ahead or 7,
        "this": number - anchor.date.isoweekday(),
    }[way]
    return shift_days(anchor, step)


_SOON = 100  # days: how near a coming day must be to be meant without a word that says so
_LONG = 250  # days: how far back the past one must then be


def month_day(anchor: Day | None, month: int, day: int, *, way: str) -> str | None:
    """The nearest such day of the year on the side that `way` says, the anchor included.

    A day most of a year off on that side, and a few weeks off on the other, is the near one:
    nobody leaves out the year of the far one. "back" (after "since") is strict.
    """
    if anchor is None or anchor.date is None:
        return None
    past, ahead = (_nearest(anchor.date, month, day, step) for step in (-1, 1))
    found, other = (ahead, past) if way == "future" else (past, ahead)
    if way != "back" and found and other:
        near, far = abs((other - anchor.date).days), abs((found - anchor.date).days)
        found = other if near <= _SOON and far >= _LONG else found
    return found.isoformat() if found else None


def on_weekday(anchor: Day | None, month: int, day: int, number: int) -> str | None:
    """The nearest such day that falls on that weekday, within a year of the anchor."""
    today = anchor.date if anchor else None
    if today is None or not 2 <= today.year <= 9997:
        return None
    near = [valid(today.year + step, month, day) for step in (-1, 0, 1)]
    fits = [found for found in near if found and found.isoweekday() == number]
    ordered = sorted(fits, key=lambda found: abs((found - today).days))
    return ordered[0].isoformat() if ordered else None


def _nearest(anchor: date, month: int, day: int, step: int) -> date | None:
    for year in range(anchor.year, anchor.year + 9 * step, step):
        found = valid(year, month, day) if 1 <= year <= 9998 else None
        if found and (found >= anchor if step > 0 else found <= anchor):
            return found
    return None


def month(anchor: Day | None, number: int, *, way: str) -> str | None:
    """The nearest such month, `way` as above; where the anchor is a year, its month."""
    if anchor is None:
        return None
    year, months_ahead = anchor.year, (number - anchor.month) % 12 if anchor.month else 0
    soon = way == "open" and months_ahead <= 2
    if anchor.month is not None:
        if (way == "future" or soon) and number < anchor.month:
            year += 1
        elif way != "future" and not soon and number > anchor.month:
            year -= 1
    return f"{year:04d}-{number:02d}" if 1 <= year <= 9998 else None


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(4 - first.isoweekday()) % 7 + 21)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus 1991, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month_number = (h - m + r + 90) // 25
    return date(year, month_number, (h - m + r + month_number + 19) % 32)


def _moved(anchor: Day | None, days: int) -> date | None:
    if anchor is None or anchor.date is None:
        return None
    try:
        return anchor.date + timedelta(days=days)
    except OverflowError:
        return None
