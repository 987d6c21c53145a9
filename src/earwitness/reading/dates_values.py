"""What each kind of date expression is worth: TIMEX3 type, value and modifier.

One function for each kind of `dates_grammar`; each takes the match, the anchor and whether the
words around speak of the future. A value of None is one that the anchor does not reach.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import dates_calendar as calendar
from .dates_calendar import Day
from .dates_grammar import words
from .numbers import number_of, whole

_VAGUE = re.compile(r"(?:couple of|few|several|some|many|various|number of|numerous)$", re.I)
_ORDINAL = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Value:
    """Type, value and modifier; `relative` where the anchor decided the value."""

    type: str
    value: str | None
    mod: str | None = None
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against: the anchor, and the way that the words around look."""

    anchor: Day | None
    future: bool


Match = re.Match[str]
Reader = Callable[[Match, Setting], Value | None]


def key(text: str) -> str:
    """The words in lower case, with single spaces and no full stops at the end."""
    return " ".join(text.lower().split()).rstrip(".")


def lookup(table: str, text: str | None) -> Any:
    """The entry of a word list; None where the words are none of it."""
    return words()[table].get(key(text)) if text else None


def get(match: Match, name: str) -> str | None:
    """A named part, None where the pattern has none of that name."""
    return match.groupdict().get(name)


def iso(m: Match, _: Setting) -> Value | None:
    found = calendar.valid(int(m["y"]) or 1, int(m["mo"]), int(m["d"]))
    return Value("DATE", found.isoformat()) if found else None


def slash(m: Match, _: Setting) -> Value | None:
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


def day(m: Match, s: Setting) -> Value | None:
    month, number, year = lookup("months", m["m"]), int(m["d"]), m["y"]
    if year:
        found = calendar.valid(int(year), month, number)
        return Value("DATE", found.isoformat()) if found else None
    if calendar.valid(2024, month, number) is None:
        return None
    return Value("DATE", calendar.month_day(s.anchor, month, number, future=s.future), None, True)


def feast(m: Match, s: Setting) -> Value | None:
    month, number = (int(part) for part in lookup("feasts", m["f"]).split("-"))
    if m["y"]:
        return Value("DATE", f"{int(m['y']):04d}-{month:02d}-{number:02d}")
    future = (m["rel"] or "").lower() == "next" or (s.future and not m["rel"])
    return Value("DATE", calendar.month_day(s.anchor, month, number, future=future), None, True)


def clock(m: Match, s: Setting) -> Value | None:
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
    hour = int(m["h"])
    if not 1 <= hour <= 12:
        return None, None
    return hour % 12 + (12 if m["ap"].lower().startswith("p") else 0), int(m["mi"] or 0)


def month(m: Match, s: Setting) -> Value | None:
    number, mod = lookup("months", m["m"]), lookup("mods", m["mod"])
    if m["y"]:
        return Value("DATE", f"{int(m['y']):04d}-{number:02d}", mod)
    if m["yr"]:
        year = calendar.shift_years(s.anchor, _step(m["yr"]))
        return Value("DATE", f"{year}-{number:02d}" if year else None, mod, True)
    rel = key(m["rel"] or "")
    future = rel == "next" or (s.future and rel not in ("last", "past", "this past"))
    return Value("DATE", _strict_month(s.anchor, number, rel, future), mod, True)


def _strict_month(anchor: Day | None, number: int, rel: str, future: bool) -> str | None:
    if anchor and anchor.month == number and rel in ("last", "next", "past", "this past"):
        return f"{anchor.year + (1 if rel == 'next' else -1):04d}-{number:02d}"
    return calendar.month(anchor, number, future=future)


def decade(m: Match, _: Setting) -> Value | None:
    value = m["y"][:3] if m["y"] else f"19{m['yy'][0]}"
    return Value("DATE", value, lookup("mods", m["mod"]))


def year(m: Match, _: Setting) -> Value | None:
    return Value("DATE", m["y"], lookup("mods", m["mod"]))


def quarter(m: Match, s: Setting) -> Value | None:
    number = lookup("ordinals", m["o"])
    given = m["y0"] or m["y"]
    if given and given.isdigit():
        return Value("DATE", f"{given}-Q{number}")
    if given:
        shifted = calendar.shift_years(s.anchor, _step(given.split()[0]))
        return Value("DATE", f"{shifted}-Q{number}" if shifted else None, None, True)
    if s.anchor is None or s.anchor.month is None:
        return Value("DATE", None, None, True)
    back = ((s.anchor.month - 1) // 3 + 1 - number) % 4
    return Value("DATE", calendar.shift_quarters(s.anchor, -back), None, True)


def half(m: Match, s: Setting) -> Value | None:
    number = 1 if m["o"] == "first" else 2
    found = m["y"] or calendar.shift_years(s.anchor, _step(m["yr"]))
    return Value("DATE", f"{found}-H{number}" if found else None, None, not m["y"])


_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season(m: Match, s: Setting) -> Value | None:
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


def century(m: Match, _: Setting) -> Value | None:
    number = _ORDINAL.match(m["n"])
    rank = int(number[0]) if number else lookup("ordinals", m["n"])
    return Value("DATE", f"{rank - 1:02d}", lookup("mods", m["mod"])) if 1 <= rank <= 99 else None


def before_last(m: Match, s: Setting) -> Value | None:
    step = -2 if m["w"].lower().startswith("before") else 2
    return Value("DATE", calendar.shift_days(s.anchor, step), None, True)


def ago(m: Match, s: Setting) -> Value | None:
    code, mod = _unit(m["u"]), _bound(m)
    sign = -1 if m["dir"].lower() in ("ago", "earlier") else 1
    if _VAGUE.search(key(m["n"])):
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


def past_n(m: Match, s: Setting) -> Value | None:
    value = period(m["n"], m["u"])
    return Value("DURATION", value) if value else None


def vague(m: Match, _: Setting) -> Value | None:
    code = _unit(m["u"])
    if not m[0].rstrip().endswith("s"):
        return None
    return Value("DURATION", _coded(code, "X"))


def each(m: Match, _: Setting) -> Value | None:
    if m["wd"]:
        return Value("SET", f"XXXX-WXX-{lookup('weekdays', m['wd'])}{_part(get(m, 'part2'))}")
    if m["m"]:
        return Value("SET", f"XXXX-{lookup('months', m['m']):02d}")
    if m["part"] or m["u"] == "night":
        return Value("SET", f"XXXX-XX-XX{_part(m['part'] or 'night')}")
    return Value("SET", _coded(_unit(m["u"]), "1"))


def unit(m: Match, s: Setting) -> Value | None:
    rel, mod = key(m["rel"]).removeprefix("the "), lookup("mods", m["mod"])
    step = _step(rel)
    if m["part"]:
        return _day_part(m["part"], rel, mod, s)
    if m["we"]:
        return weekend(m, s, step=step)
    if m["u"] in ("second", "minute", "hour", "night") or m[0].endswith("s"):
        return None
    if rel in ("that", "same", "following", "previous"):
        return Value("DATE", None, mod, True)
    if m["u"] == "day":
        return None
    if rel == "past":
        return Value("DURATION", _coded(_unit(m["u"]), "1"), mod)
    return _shifted(_unit(m["u"]), step, mod, s) if m["u"] not in ("decade", "century") else _long(m, s)


def _long(m: Match, s: Setting) -> Value | None:
    years = 10 if m["u"] == "decade" else 100
    found = calendar.shift_years(s.anchor, years * _step(key(m["rel"]).removeprefix("the ")))
    return Value("DATE", found[: 3 if years == 10 else 2] if found else None, None, True)


def _day_part(part: str, rel: str, mod: str | None, s: Setting) -> Value | None:
    if rel not in ("this", "last"):
        return None
    base = calendar.shift_days(s.anchor, -1 if rel == "last" else 0)
    return Value("TIME", base + _part(part) if base else None, mod, True)


def weekend(m: Match, s: Setting, *, step: int | None = None) -> Value | None:
    mod = lookup("mods", m["mod"])
    if step is None:
        started = s.anchor is not None and s.anchor.date is not None and s.anchor.date.isoweekday() >= 6
        step = 0 if started or s.future else -1
    week = calendar.shift_weeks(s.anchor, step)
    return Value("DATE", f"{week}-WE" if week else None, mod, True)


def in_unit(m: Match, s: Setting) -> Value | None:
    if m["u"] not in ("week", "month", "year"):
        return None
    return _shifted(_unit(m["u"]), 0, lookup("mods", m["mod"]), s)


def deictic(m: Match, s: Setting) -> Value | None:
    word, mod = m["w"].lower(), lookup("mods", m["mod"])
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    base = calendar.shift_days(s.anchor, step)
    if word in ("tonight", "overnight") or m["part"]:
        part = _part(m["part"] or "night")
        return Value("TIME", base + part if base else None, mod, True)
    return Value("DATE", base, mod, True)


def weekday(m: Match, s: Setting) -> Value | None:
    rel, mod = key(m["rel"] or ""), lookup("mods", m["mod"])
    ways = {"last": "last", "this past": "last", "next": "next", "this coming": "next"}
    way = ways.get(rel, "future" if s.future else "past")
    number = lookup("weekdays", m["wd"])
    if rel == "this":
        way = "this"
    if rel.startswith("the "):
        return Value("DATE", None, mod, True)
    value = calendar.weekday(s.anchor, number, way=way)
    if m["part"]:
        return Value("TIME", value + _part(m["part"]) if value else None, mod, True)
    return Value("DATE", value, mod, True)


def weekdays(m: Match, _: Setting) -> Value | None:
    number = lookup("weekdays", m["wd"])
    return Value("SET", f"XXXX-WXX-{number}{_part(m['part'])}")


def duration(m: Match, _: Setting) -> Value | None:
    count = m["n"] + (" and a half" if get(m, "half") else "")
    value = period(count, m["u"])
    return Value("DURATION", value, _bound(m)) if value else None


def a_set(m: Match, _: Setting) -> Value | None:
    return Value("SET", lookup("sets", m["w"]))


def adverb(m: Match, _: Setting) -> Value | None:
    return Value("DATE", lookup("adverbs", m["w"]))


def bare(m: Match, _: Setting) -> Value | None:
    return Value("DURATION", _coded(_unit(m["u"]), "X"))


def period(count: str, unit_word: str) -> str | None:
    """A TIMEX3 duration: "eleven", "weeks" is "P11W"; halves go to the next smaller unit."""
    code, text = _unit(unit_word), key(count)
    if _VAGUE.search(text):
        return _coded(code, "2") if "couple" in text else _coded(code, "X")
    amount = _amount(text)
    if amount is None or amount > 10**6:
        return None
    if code in ("F", "E", "C"):
        amount, code = amount * {"F": 2, "E": 10, "C": 100}[code], "W" if code == "F" else "Y"
    if amount.denominator == 1:
        return _coded(code, str(int(amount)))
    return _split(amount, code)


_SMALLER = {"TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "Y": ("M", 12)}


def _split(amount: Fraction, code: str) -> str:
    smaller = _SMALLER.get(code)
    rest = (amount - int(amount)) * smaller[1] if smaller else Fraction(1, 3)
    if smaller is None or rest.denominator != 1:
        return _coded(code, f"{float(amount):g}")
    low = f"{int(rest)}{smaller[0].lstrip('T')}"
    if int(amount) == 0:
        return ("PT" if smaller[0].startswith("T") else "P") + low
    joint = "T" if smaller[0].startswith("T") and not code.startswith("T") else ""
    return f"{_coded(code, str(int(amount)))}{joint}{low}"


def _amount(text: str) -> Fraction | None:
    if "/" in text:
        head, _, low = text.rpartition("/")
        whole_part, _, high = head.partition(" ")
        return Fraction(int(whole_part)) + Fraction(int(high), int(low)) if int(low) else None
    text, _, tail = text.partition(" and a half")
    extra = Fraction(1, 2) if tail or text != text.strip() or _ else Fraction(0)
    if text in ("a", "an"):
        return Fraction(1) + extra
    found = number_of(text)
    return None if found is None else found + extra


def _unit(word: str) -> str:
    return str(words()["units"][key(word)])


def _coded(code: str, count: str) -> str:
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


def _part(word: str | None) -> str:
    return f"T{words()['dayparts'][key(word)]}" if word else ""


def _bound(m: Match) -> str | None:
    found = lookup("bounds", m["b"])
    return str(found) if found else None


def _step(rel: str | None) -> int:
    return {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(key(rel or ""), 0)


READERS: dict[str, Reader] = {
    "iso": iso,
    "slash": slash,
    "dayrange": day,
    "dmy": day,
    "mdy": day,
    "feast": feast,
    "clock": clock,
    "month": month,
    "decade": decade,
    "year": year,
    "quarter": quarter,
    "half": half,
    "season": season,
    "century": century,
    "beforelast": before_last,
    "ago": ago,
    "pastn": past_n,
    "vague": vague,
    "each": each,
    "unit": unit,
    "weekend": lambda m, s: weekend(m, s),
    "inunit": in_unit,
    "deictic": deictic,
    "weekday": weekday,
    "weekdays": weekdays,
    "duration": duration,
    "set": a_set,
    "adverb": adverb,
    "bare": bare,
}
