"""Values of expressions that name their place in the calendar: dates, months, clock times."""

from __future__ import annotations

import re

from . import dates_calendar as calendar
from .dates_calendar import Day, day_of
from .dates_grammar import words
from .dates_values import Match, Reader, Setting, Value, get, key, lookup, step_of
from .numbers import ONES, TENS, whole

_WAYS = {"last": "back", "next": "future", "this past": "back", "this coming": "future"}
_FIRST_WORD = re.compile(r"(?:(?:about|around|circa|early|late)\s+)?(\w+)", re.I)
_ORDINAL = re.compile(r"\d+")


def _iso(m: Match, _: Setting) -> Value | None:
    found = calendar.valid(int(m["y"]) or 1, int(m["mo"]), int(m["d"]))
    return Value("DATE", found.isoformat()) if found else None


def _slash(m: Match, _: Setting) -> Value | None:
    """Day and month in slashes; open where both orders make sense."""
    a, b = int(m["a"]), int(m["b"])
    if len(m["y"]) == 2 and not (a > 12 or b > 12):
        return None
    year = int(m["y"]) if len(m["y"]) == 4 else 1900 + int(m["y"]) + 100 * (int(m["y"]) < 50)
    month, day = (b, a) if a > 12 else (a, b)
    found = calendar.valid(year, month, day) if year else None
    if found is None:
        return None
    return Value("DATE", found.isoformat() if a > 12 or b > 12 or a == b else None)


def _day(m: Match, s: Setting) -> Value | None:
    month, number, year = lookup("months", m["m"]), int(m["d"]), m["y"]
    mod = lookup("mods", get(m, "mod"))
    if year:
        found = calendar.valid(int(year), month, number)
        return Value("DATE", found.isoformat(), mod) if found else None
    if calendar.valid(2024, month, number) is None:
        return None
    first = _FIRST_WORD.search(m[0])
    weekday = lookup("weekdays", first[1]) if first else None
    way = _WAYS.get(key(get(m, "rel") or ""), s.way)
    if weekday and (named := calendar.on_weekday(s.anchor, month, number, weekday)):
        return Value("DATE", named, mod, True)
    return Value("DATE", calendar.month_day(s.anchor, month, number, way=way), mod, True)


def _week_of(m: Match, s: Setting) -> Value | None:
    """ "the week of March 6": the ISO week that holds the day."""
    month, number = lookup("months", m["m"] or m["m2"]), int(m["d"] or m["d2"])
    said = f"{int(m['y']):04d}-{month:02d}-{number:02d}" if m["y"] else None
    day = day_of(said or calendar.month_day(s.anchor, month, number, way=s.way))
    return Value("DATE", calendar.shift_weeks(day, 0), None, not m["y"])


def _feast(m: Match, s: Setting) -> Value | None:
    if lookup("feasts", m["f"]) in _MOVING:
        return _moving(m, s)
    month, number = (int(part) for part in lookup("feasts", m["f"]).split("-"))
    if m["y"]:
        return Value("DATE", f"{int(m['y']):04d}-{month:02d}-{number:02d}")
    way = {"last": "back", "next": "future"}.get((m["rel"] or "").lower(), s.way)
    return Value("DATE", calendar.month_day(s.anchor, month, number, way=way), None, True)


_MOVING = {"thanksgiving": calendar.thanksgiving, "easter": calendar.easter}


def _moving(m: Match, s: Setting) -> Value | None:
    """A feast without a fixed day: the one of the year given, else the nearest on its side."""
    day_of = _MOVING[lookup("feasts", m["f"])]
    if m["y"]:
        return Value("DATE", day_of(int(m["y"])).isoformat())
    if s.anchor is None or s.anchor.date is None or not 1583 < s.anchor.year < 9997:
        return Value("DATE", None, None, True)
    today, near = s.anchor.date, [day_of(s.anchor.year + step) for step in (-1, 0, 1)]
    ahead = s.future or (m["rel"] or "").lower() == "next"
    found = (
        min(day for day in near if day >= today)
        if ahead
        else max(day for day in near if day <= today)
    )
    return Value("DATE", found.isoformat(), None, True)


def _spelled(m: Match, _: Setting) -> Value | None:
    """ "nineteen ninety-one", with its month where one stands before it."""
    if m["k"]:
        return Value("DATE", str(whole(m["k"])))
    year = 1900 + TENS[m["t"].lower()] + (ONES[m["o"].lower()] if m["o"] else 0)
    if not m["m"]:
        return Value("DATE", str(year))
    return Value("DATE", f"{year}-{lookup('months', m['m']):02d}")


_LATEST = re.compile(r"the\s+latest\s+quarter", re.I)


def _again(m: Match, s: Setting) -> Value | None:
    """ "the quarter": the one last spoken of, known only once the page is read."""
    if _LATEST.match(m[0]):
        return Value("DATE", calendar.shift_quarters(s.anchor, -1), None, True)
    if m["ago"] or m["bare"]:
        return Value("DATE", calendar.shift_years(s.anchor, -1), None, True)
    return Value("DATE", m["y"], None, True)


def _year_end(_: Match, s: Setting) -> Value | None:
    return Value("DATE", calendar.shift_years(s.anchor, 0), "END", True)


def _clock(m: Match, s: Setting) -> Value | None:
    hour, minute = _hour(m)
    if hour is None or minute is None:
        return None
    base = calendar.shift_days(s.anchor, 0)
    return Value("TIME", f"{base}T{hour:02d}:{minute:02d}" if base else None, None, True)


def _hour(m: Match) -> tuple[int | None, int | None]:
    if m["w"]:
        return (0 if m["w"].lower() == "midnight" else 12), 0
    if m["h2"]:
        return int(m["h2"]), int(m["mi2"])
    if m["h3"]:
        late = not m["dp"].endswith("morning")
        hour = int(m["h3"])
        return (hour % 12 + 12 * late, 0) if 1 <= hour <= 12 else (None, None)
    hour = int(m["h"])
    if not 1 <= hour <= 12:
        return None, None
    return hour % 12 + (12 if m["ap"].lower().startswith("p") else 0), int(m["mi"] or 0)


def _month(m: Match, s: Setting) -> Value | None:
    number, mod = lookup("months", m["m"]), lookup("mods", m["mod"])
    if m["y"]:
        return Value("DATE", f"{int(m['y']):04d}-{number:02d}", mod)
    if m["yr"]:
        year = calendar.shift_years(s.anchor, step_of(m["yr"]))
        return Value("DATE", f"{year}-{number:02d}" if year else None, mod, True)
    rel = key(m["rel"] or "")
    if rel == "this" and s.anchor:
        return Value("DATE", f"{s.anchor.year:04d}-{number:02d}", mod, True)
    ways = {"next": "future", "last": "past", "past": "past", "this past": "past"}
    return Value("DATE", _strict_month(s.anchor, number, rel, ways.get(rel, s.way)), mod, True)


def _strict_month(anchor: Day | None, number: int, rel: str, way: str) -> str | None:
    if anchor and anchor.month == number and rel in ("last", "next", "past", "this past"):
        return f"{anchor.year + (1 if rel == 'next' else -1):04d}-{number:02d}"
    return calendar.month(anchor, number, way=way)


_DECADES = ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")


def _decade(m: Match, _: Setting) -> Value | None:
    if m["w"]:
        value = f"19{2 + _DECADES.index(m['w'].removesuffix('ties'))}"
    else:
        value = m["y"][:3] if m["y"] else f"19{m['yy'][0]}"
    return Value("DATE", value, lookup("mods", m["mod"]))


def _year(m: Match, _: Setting) -> Value | None:
    return Value("DATE", m["y"], lookup("mods", m["mod"]))


_YEAR_AGO = re.compile(r"year-(?:ago|earlier)")


def _quarter(m: Match, s: Setting) -> Value | None:
    number = lookup("ordinals", m["o"])
    given = m["y0"] or m["y"] or m["yr0"]
    ago = _YEAR_AGO.search(m[0]) is not None
    if given and given.isdigit():
        return Value("DATE", f"{given}-Q{number}")
    if given:
        shifted = calendar.shift_years(s.anchor, step_of(given.split()[0]))
        return Value("DATE", f"{shifted}-Q{number}" if shifted else None, None, True)
    if s.anchor is None or s.anchor.month is None:
        return Value("DATE", None, None, True)
    back = ((s.anchor.month - 1) // 3 + 1 - number) % 4 + 4 * ago
    return Value("DATE", calendar.shift_quarters(s.anchor, -back), None, True)


def _half(m: Match, s: Setting) -> Value | None:
    number = 1 if m["o"] == "first" else 2
    found = m["y"] or calendar.shift_years(s.anchor, step_of(m["yr"]))
    return Value("DATE", f"{found}-H{number}" if found else None, None, not m["y"])


_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def _season(m: Match, s: Setting) -> Value | None:
    code, rel = words()["seasons"][m["s"].lower()], key(m["rel"] or "")
    mod = lookup("mods", m["mod"])
    if m["s"] == "fall" and not m["y"] and rel in ("the", "in", "that"):
        return None
    if m["y"]:
        return Value("DATE", f"{m['y']}-{code}", mod)
    shift = _season_year(s, code, rel)
    found = calendar.shift_years(s.anchor, shift) if shift is not None else None
    return Value("DATE", f"{found}-{code}" if found else None, mod, True)


def _season_year(s: Setting, code: str, rel: str) -> int | None:
    if s.anchor is None or s.anchor.month is None:
        return None
    begun = s.anchor.month >= _SEASON_START[code]
    inside = (s.anchor.month % 12) // 3 == (_SEASON_START[code] % 12) // 3
    if rel == "this":
        return 0
    if rel == "next" or (s.future and rel != "last"):
        return 1 if begun else 0
    return 0 if begun and not (inside and rel == "last") else -1


def _century(m: Match, _: Setting) -> Value | None:
    number = _ORDINAL.match(m["n"])
    rank = int(number[0]) if number else lookup("ordinals", m["n"])
    return Value("DATE", f"{rank - 1:02d}", lookup("mods", m["mod"])) if 1 <= rank <= 99 else None


ABSOLUTE: dict[str, Reader] = {
    "weekof": _week_of,
    "iso": _iso,
    "slash": _slash,
    "spelled": _spelled,
    "again": _again,
    "yearend": _year_end,
    "dayrange": _day,
    "dmy": _day,
    "mdy": _day,
    "feast": _feast,
    "clock": _clock,
    "month": _month,
    "decade": _decade,
    "year": _year,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "century": _century,
}
