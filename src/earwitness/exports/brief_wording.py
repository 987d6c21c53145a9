"""How the brief puts numbers, dates and names into words. Nothing here knows a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_STAMP = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(\S*))?)?)?")
_STRAIGHT = re.compile(r"(?<=\w)'(?=s\b)|(?<=s)'(?=\s)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MODS = {"START": "early", "MID": "mid", "END": "late", "APPROX": "about"}
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKS = re.compile("[\u061c\u200e\u200f\u2028\u2029\ufeff]")


def number(n: int) -> str:
    """A whole number as running text has it: words up to twelve, then digits in groups."""
    return _WORDS[n] if 0 <= n < len(_WORDS) else f"{n:,}"


def count(n: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "one report", "seven reports", "41 statements"."""
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def listed(items: Sequence[str], *, most: int = 6) -> str:
    """A list as a sentence has it; past `most` items the rest are counted."""
    shown = list(items[:most])
    if len(items) > most:
        shown.append(count(len(items) - most, "other"))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def tidy(words: str) -> str:
    """Quoted words without the comma that led over to their cue."""
    return words.rstrip(" ,;") or words


def curly(name: str) -> str:
    """A name with its apostrophes curled, as the page has all others."""
    return _STRAIGHT.sub("’", name)


def without_owner(name: str, owner: str) -> str:
    """A body's name without that of the side it belongs to: "ministry of defence"."""
    for ending in ("’s ", "’ "):
        if name.startswith(owner + ending):
            return name[len(owner + ending) :]
    return name


def capital(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def shorten(words: str, most: int) -> str:
    """One line of at most `most` characters, cut at a word where there is one."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: max(most - 1, 1)]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > most // 2 else cut).rstrip(" ,;:.") + "…"


def day(value: str | None, mod: str | None = None) -> str | None:
    """An ISO date at its own precision as an editor writes it; unknown forms stay as they are."""
    if value is None:
        return None
    week, stamp = _WEEK.fullmatch(value), _STAMP.fullmatch(value)
    if week and 1 <= int(week[2]) <= 52:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return f"the week of {monday.day} {_MONTHS[monday.month - 1]} {monday.year}"
    written = _written(stamp) if stamp else value
    prefix = _MODS.get(mod or "")
    return f"{prefix} {written}" if prefix else written


def _written(stamp: re.Match[str]) -> str:
    year, month, of_month, clock, zone = stamp.groups()
    if month is None or not 1 <= int(month) <= 12:
        return stamp[0]
    parts = [str(int(of_month))] if of_month else []
    written = " ".join([*parts, _MONTHS[int(month) - 1], year])
    return f"{written}, {clock}{_zone(zone)}" if clock else written


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    return " UTC" if zone in ("Z", "+00:00") else f" UTC{zone}"


def visible(text: str) -> str:
    """The text with nothing in it that reorders or hides what stands beside it.

    Direction overrides and control characters are shown by their code; legitimate right-to-left
    text keeps its letters, whose direction needs no controls.
    """
    shown = _OVERRIDES.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    return _CONTROLS.sub("\ufffd", shown)


def plain(text: str) -> str:
    """One line that is safe to send to a terminal: no control, mark or line break in it."""
    return " ".join(_MARKS.sub("", visible(text.replace("\t", " "))).split())
