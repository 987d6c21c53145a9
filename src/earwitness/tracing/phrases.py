"""Names, dates and numbers as an editor would write them in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MODS = {"START": "early ", "MID": "mid-", "END": "late ", "APPROX": "about "}
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?<=s[’'])\s)")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d))?")


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number in words up to twelve, and its noun: "one report", "four calls", "31 reports"."""
    return f"{in_words(number)} {noun if number == 1 else plural or noun + 's'}"


def in_words(number: int) -> str:
    """A number in words up to twelve, in digits beyond."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def together(parts: Iterable[str], joint: str = "and") -> str:
    """A list as English writes it: "a", "a and b", "a, b and c"."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def some(names: Iterable[str], most: int = 6) -> str:
    """A list of names, each once; where there are many, the first of them and how many more."""
    items = list(dict.fromkeys(names))
    if len(items) <= most + 1:
        return together(items)
    return together((*items[:most], f"{in_words(len(items) - most)} more"))


def whose(name: str) -> str:
    """The possessive of a name."""
    return f"{name}’" if name.endswith("s") and not name.endswith("ss") else f"{name}’s"


def belonging(name: str, thing: str) -> str:
    """A thing and whose it is: "Nato’s 40,000", but "the 64 of Velmora’s ministry"."""
    if _POSSESSIVE.search(name):
        return f"the {thing} of {name}"
    return f"{whose(name)} {thing}"


def first_upper(sentence: str) -> str:
    """The sentence with a capital at its head."""
    return sentence[:1].upper() + sentence[1:]


def day_in_words(value: str | None, mod: str | None = None) -> str:
    """A TIMEX3 date in words ("late March 2022"); empty where it cannot be said."""
    match = _DATE.match(value or "")
    if match is None:
        return ""
    year, month, day, week = match.groups()
    if week:
        span = first_day(value)
        return f"the week of {span.day} {_MONTHS[span.month - 1]} {year}" if span else ""
    if month is None or not 1 <= int(month) <= 12:
        return f"{_MODS.get(mod or '', '')}{year}"
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day else f"{_MODS.get(mod or '', '')}{name}"


@lru_cache(maxsize=65536)
def first_day(value: str | None) -> date | None:
    """The first day of a TIMEX3 date, week, month or year; None for anything else."""
    match = _DATE.match(value or "")
    if match is None:
        return None
    year, month, day, week = match.groups()
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def last_day(value: str | None) -> date | None:
    """The last day of a TIMEX3 date, week, month or year; None for anything else."""
    start, match = first_day(value), _DATE.match(value or "")
    if start is None or match is None:
        return None
    _, month, day, week = match.groups()
    if day or start.year > 9998:
        return start
    if week:
        return start + timedelta(days=6)
    if month:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return start.replace(month=12, day=31)


def days_apart(one: str | None, other: str | None) -> int | None:
    """Days between two dates at their precision: 0 where they overlap, None where one is open."""
    a, b, c, d = first_day(one), last_day(one), first_day(other), last_day(other)
    if a is None or b is None or c is None or d is None:
        return None
    return max((c - b).days, (a - d).days, 0)


def middle_day(value: str | None, mod: str | None = None) -> date | None:
    """The middle of a date; of "early" and "late" ones, the middle of the first or last third."""
    start, end = first_day(value), last_day(value)
    if start is None or end is None:
        return None
    sixth = {"START": 1, "END": 5}.get(mod or "", 3)
    return start + (end - start) * sixth / 6


def span_in_words(days: int) -> str:
    """A length of time, roughly: "3 days", "about 4 weeks", "about 2 months"."""
    if days < 14:
        return count(days, "day")
    if days < 63:
        return f"about {count(round(days / 7), 'week')}"
    return f"about {count(round(days / 30), 'month')}"
