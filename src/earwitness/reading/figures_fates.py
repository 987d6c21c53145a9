"""Fates beside one another, as one: "wounded, captured or missing"."""

from __future__ import annotations

import re
from functools import lru_cache

from . import figures_words as vocabulary

_SPACE = r"\s{1,3}"


def widened_left(
    text: str, low: int, last: re.Match[str], table: str
) -> tuple[int, tuple[str, ...]]:
    """ "killed or wounded 300": the fates joined before the last one."""
    counted, start = set(fate_of(last[0], table)), last.start()
    pattern = re.compile(rf"({vocabulary.pattern(table).pattern})(?:{_JOINT})$", re.I)
    while earlier := pattern.search(text[low:start]):
        counted |= set(fate_of(earlier[1], table))
        start = low + earlier.start()
    return start, tuple(sorted(counted))


_JOINT = rf",?{_SPACE}(?:and|or|and/or){_SPACE}|,{_SPACE}"


def last_of(table: str, text: str, low: int, high: int) -> re.Match[str] | None:
    """The last phrase of a table in a stretch of text."""
    found = [*vocabulary.pattern(table).finditer(text, low, high)]
    return found[-1] if found else None


def fate_of(phrase: str, table: str) -> tuple[str, ...]:
    """What a phrase of a table stands for."""
    return vocabulary.fate(table, phrase)


def widened_right(text: str, match: re.Match[str], limit: int) -> tuple[int, tuple[str, ...]]:
    """ "wounded, captured or missing": all of them."""
    counted, end = set(fate_of(match[0], "after")), match.end()
    while joined := _joined_fate(text, end, limit):
        counted |= set(fate_of(joined[0], "after"))
        end = joined.end()
    return end, tuple(sorted(counted))


def _joined_fate(text: str, end: int, limit: int) -> re.Match[str] | None:
    """The next fate after "and", "or" or a comma, its helpers skipped."""
    joint = _joint().match(text, end, limit)
    if joint is None:
        return None
    fates = vocabulary.pattern("after")
    helped = fates.match(text, joint.end(), limit)
    return helped or fates.match(text, joint.end(1), limit)


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    words = "|".join(sorted(vocabulary.word_set("aux"), key=len, reverse=True))
    return re.compile(rf"((?:{_JOINT}|/)(?:(?:and|or){_SPACE})?)(?:(?:{words}){_SPACE})*", re.I)
