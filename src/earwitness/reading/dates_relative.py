"""Values of expressions that count from the page's own date: "last week", "two days ago"."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import dates_calendar as calendar
from .dates_calendar import Day
from .dates_durations import VAGUE
from .dates_values import (
    Match,
    Reader,
    Setting,
    Value,
    bound_of,
    coded,
    key,
    lookup,
    part_code,
    step_of,
    unit_code,
)
from .numbers import whole


def _before_last(m: Match, s: Setting) -> Value | None:
    step = -2 if m["w"].lower().startswith("before") else 2
    return Value("DATE", calendar.shift_days(s.anchor, step), None, True)


def _ago(m: Match, s: Setting) -> Value | None:
    code, mod = unit_code(m["u"]), bound_of(m)
    sign = -1 if m["dir"].lower() in ("ago", "earlier") else 1
    if VAGUE.search(key(m["n"])):
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod)
    count = 1 if key(m["n"]) in ("a", "an") else whole(m["n"])
    if count is None or count > 10**6:
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod)
    return _shifted(code, sign * count, mod, s)


def _shifted(code: str, count: int, mod: str | None, s: Setting) -> Value | None:
    shift: dict[str, Callable[[Day | None, int], str | None]] = {
        "D": calendar.shift_days,
        "W": calendar.shift_weeks,
        "F": lambda a, n: calendar.shift_weeks(a, 2 * n),
        "M": calendar.shift_months,
        "Q": calendar.shift_quarters,
        "Y": calendar.shift_years,
        "E": lambda a, n: calendar.shift_years(a, 10 * n),
        "C": lambda a, n: calendar.shift_years(a, 100 * n),
    }
    if code not in shift:
        return Value("TIME", "PAST_REF" if count < 0 else "FUTURE_REF", mod)
    return Value("DATE", shift[code](s.anchor, count), mod, True)


def _unit(m: Match, s: Setting) -> Value | None:
    rel, mod = key(m["rel"]).removeprefix("the "), lookup("mods", m["mod"])
    step = step_of(rel)
    if m["part"]:
        return _day_part(m["part"], rel, mod, s)
    if m["we"]:
        return _weekend(m, s, step=step)
    if m["u"] in ("second", "minute", "hour", "night") or m[0].endswith("s"):
        return None
    if rel in ("that", "same", "following", "previous"):
        return Value("DATE", None, mod, True)
    if m["u"] == "day":
        return None
    if rel == "past":
        return Value("DURATION", coded(unit_code(m["u"]), "1"), mod)
    return (
        _shifted(unit_code(m["u"]), step, mod, s)
        if m["u"] not in ("decade", "century")
        else _long(m, s)
    )


def _long(m: Match, s: Setting) -> Value | None:
    years = 10 if m["u"] == "decade" else 100
    found = calendar.shift_years(s.anchor, years * step_of(key(m["rel"]).removeprefix("the ")))
    return Value("DATE", found[: 3 if years == 10 else 2] if found else None, None, True)


def _day_part(part: str, rel: str, mod: str | None, s: Setting) -> Value | None:
    if rel not in ("this", "last"):
        return None
    base = calendar.shift_days(s.anchor, -1 if rel == "last" else 0)
    return Value("TIME", base + part_code(part) if base else None, mod, True)


def _weekend(m: Match, s: Setting, *, step: int | None = None) -> Value | None:
    mod = lookup("mods", m["mod"])
    if step is None:
        started = (
            s.anchor is not None and s.anchor.date is not None and s.anchor.date.isoweekday() >= 6
        )
        step = 0 if started or s.future else -1
    week = calendar.shift_weeks(s.anchor, step)
    return Value("DATE", f"{week}-WE" if week else None, mod, True)


def _in_unit(m: Match, s: Setting) -> Value | None:
    if m["u"] == "day":
        return Value("DATE", calendar.shift_days(s.anchor, 0), lookup("mods", m["mod"]), True)
    if m["u"] not in ("week", "month", "year"):
        return None
    return _shifted(unit_code(m["u"]), 0, lookup("mods", m["mod"]), s)


_ENDED = re.compile(r"[\s\u00a0]+(?:ended|ending)\b")


def _running(m: Match, s: Setting) -> Value | None:
    """ "the year": the one that is running; "the year ended June 30" is how long it was."""
    if _ENDED.match(m.string, m.end()):
        return Value("DURATION", coded(unit_code(m["u"]), "1"))
    return _shifted(unit_code(m["u"]), 0, lookup("mods", m["mod"]), s)


def _next_day(m: Match, _: Setting) -> Value | None:
    """ "the next morning": known only once the day before it is."""
    return Value("DATE" if m["part"] == "day" else "TIME", None, None, True)


def _day_part_spoken(m: Match, s: Setting) -> Value | None:
    """ "in the morning": of the day last spoken of, else of the page's own."""
    base = calendar.shift_days(s.anchor, 0)
    mod = lookup("mods", m["mod"])
    return Value("TIME", base + part_code(m["part"]) if base else None, mod, True)


def _part_of(m: Match, s: Setting) -> Value | None:
    """ "mid-afternoon yesterday"."""
    step = {"yesterday": -1, "tomorrow": 1}.get(m["w"].lower(), 0)
    base, mod = calendar.shift_days(s.anchor, step), lookup("mods", m["mod"])
    return Value("TIME", base + part_code(m["part"]) if base else None, mod, True)


def _unnumbered(_m: Match, _s: Setting) -> Value | None:
    """ "months ago"."""
    return Value("DATE", "PAST_REF")


def _someday(_m: Match, _s: Setting) -> Value | None:
    """ "will one day"; read only where the words around look ahead."""
    return Value("DATE", "FUTURE_REF")


def _deictic(m: Match, s: Setting) -> Value | None:
    word, mod = m["w"].lower(), lookup("mods", m["mod"])
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    base = calendar.shift_days(s.anchor, step)
    if word in ("tonight", "overnight") or m["part"]:
        part = part_code(m["part"] or "night")
        return Value("TIME", base + part if base else None, mod, True)
    return Value("DATE", base, mod, True)


def _weekday(m: Match, s: Setting) -> Value | None:
    rel, mod = key(m["rel"] or ""), lookup("mods", m["mod"])
    ways = {"last": "last", "this past": "last", "next": "next", "this coming": "next"}
    way = ways.get(rel, "future" if s.future else "past")
    number = lookup("weekdays", m["wd"])
    if rel == "this":
        way = "this"
    if rel.startswith("the "):
        return Value("DATE", None, mod, True)
    value = calendar.weekday(s.anchor, number, way=way)
    if (m["part"] or "").endswith("s"):
        return Value("SET", f"XXXX-WXX-{number}{part_code(m['part'])}")
    if m["part"]:
        return Value("TIME", value + part_code(m["part"]) if value else None, mod, True)
    return Value("DATE", value, mod, True)


def _weekdays(m: Match, _: Setting) -> Value | None:
    number = lookup("weekdays", m["wd"])
    return Value("SET", f"XXXX-WXX-{number}{part_code(m['part'])}")


RELATIVE: dict[str, Reader] = {
    "beforelast": _before_last,
    "ago": _ago,
    "unit": _unit,
    "weekend": _weekend,
    "inunit": _in_unit,
    "running": _running,
    "nextday": _next_day,
    "daypart": _day_part_spoken,
    "partof": _part_of,
    "unnumbered": _unnumbered,
    "someday": _someday,
    "deictic": _deictic,
    "weekday": _weekday,
    "weekdays": _weekdays,
}
