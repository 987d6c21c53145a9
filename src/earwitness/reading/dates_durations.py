"""Values of expressions that say how long or how often, and of the vague ones."""

from __future__ import annotations

import re
from fractions import Fraction

from .dates_values import (
    Match,
    Reader,
    Setting,
    Value,
    bound_of,
    coded,
    get,
    key,
    lookup,
    part_code,
    unit_code,
)
from .numbers import number_of

VAGUE = re.compile(r"(?:couple of|few|several|some|many|various|number of|numerous)$", re.I)


def _past_n(m: Match, _: Setting) -> Value | None:
    value = period(m["n"], m["u"])
    return Value("DURATION", value) if value else None


def _vague(m: Match, _: Setting) -> Value | None:
    code = unit_code(m["u"])
    if not m[0].rstrip().endswith("s"):
        return None
    return Value("DURATION", coded(code, "X"))


def _each(m: Match, _: Setting) -> Value | None:
    if m["wd"]:
        return Value("SET", f"XXXX-WXX-{lookup('weekdays', m['wd'])}{part_code(get(m, 'part2'))}")
    if m["m"]:
        return Value("SET", f"XXXX-{lookup('months', m['m']):02d}")
    if m["part"] or m["u"] == "night":
        return Value("SET", f"XXXX-XX-XX{part_code(m['part'] or 'night')}")
    return Value("SET", coded(unit_code(m["u"]), "1"))


def _duration(m: Match, _: Setting) -> Value | None:
    count = m["n"] + (" and a half" if get(m, "half") else "")
    value = period(count, m["u"])
    return Value("DURATION", value, bound_of(m)) if value else None


def _a_set(m: Match, _: Setting) -> Value | None:
    return Value("SET", lookup("sets", m["w"]))


def _adverb(m: Match, _: Setting) -> Value | None:
    return Value("DATE", lookup("adverbs", m["w"]))


def _bare(m: Match, _: Setting) -> Value | None:
    return Value("DURATION", coded(unit_code(m["u"]), "X"))


def period(count: str, unit_word: str) -> str | None:
    """A TIMEX3 duration: "eleven", "weeks" is "P11W"; halves go to the next smaller unit."""
    code, text = unit_code(unit_word), key(count)
    if VAGUE.search(text):
        return coded(code, "2") if "couple" in text else coded(code, "X")
    amount = _amount(text)
    if amount is None or amount > 10**6:
        return None
    if code in ("F", "E", "C"):
        amount, code = amount * {"F": 2, "E": 10, "C": 100}[code], "W" if code == "F" else "Y"
    if amount.denominator == 1:
        return coded(code, str(int(amount)))
    return _split(amount, code)


_SMALLER = {"TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24), "Y": ("M", 12)}


def _split(amount: Fraction, code: str) -> str:
    smaller = _SMALLER.get(code)
    rest = (amount - int(amount)) * smaller[1] if smaller else Fraction(1, 3)
    if smaller is None or rest.denominator != 1:
        return coded(code, f"{float(amount):g}")
    low = f"{int(rest)}{smaller[0].lstrip('T')}"
    if int(amount) == 0:
        return ("PT" if smaller[0].startswith("T") else "P") + low
    joint = "T" if smaller[0].startswith("T") and not code.startswith("T") else ""
    return f"{coded(code, str(int(amount)))}{joint}{low}"


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


DURATIONS: dict[str, Reader] = {
    "pastn": _past_n,
    "vague": _vague,
    "each": _each,
    "duration": _duration,
    "set": _a_set,
    "adverb": _adverb,
    "bare": _bare,
}
