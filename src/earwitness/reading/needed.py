"""Letters without which a pattern cannot match, so that most sentences need no search.

The method is that of RE2's FilteredRE2 and of Cox, "Regular Expression Matching with a Trigram
Index" (2012): from the parsed pattern, a set of strings one of which stands in every match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 60  # strings; a longer list costs more than the search that it saves
_SAME = str.maketrans("\u017f\u212a\u0130\u0131", "skii")  # what re.I takes for these letters

Strings = frozenset[str]
Needs = tuple[Strings, ...]


def needed(source: str) -> Needs:
    """Sets of lower-case strings: each match of `source` holds at least one string of each set.

    The pattern is taken for one that ignores case; nothing is known of it where there is no set.
    """
    return tuple(sorted(_of_sequence(_parser.parse(source, re.I)), key=len))


def folded(text: str) -> str:
    """Text in the letters that `needed` gives: what a pattern takes for the same is the same."""
    return text.translate(_SAME).lower()


def may_match(needs: Needs, text: str) -> bool:
    """Whether a `folded` text holds what a pattern needs."""
    return all(any(one in text for one in strings) for strings in needs)


def _of_sequence(items: Iterable[Any]) -> list[Strings]:
    """What each of its parts needs; letters that follow each other are one string."""
    found: list[Strings] = []
    run = ""
    for kind, value in items:
        if kind is _constants.LITERAL and (char := chr(value).lower()).isascii():
            run += char
            continue
        found += [frozenset({run})] if run else []
        run = ""
        found += _of_part(kind, value)
    return found + ([frozenset({run})] if run else [])


def _of_part(kind: Any, value: Any) -> list[Strings]:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(value[3])
    if kind is _constants.ATOMIC_GROUP:
        return _of_sequence(value)
    if kind is _constants.BRANCH:
        return _of_branches([_of_sequence(one) for one in value[1]])
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _of_sequence(value[2]) if value[0] else []
    return []


def _of_branches(branches: list[list[Strings]]) -> list[Strings]:
    """The best of what each branch needs, as one set; nothing where a branch needs nothing."""
    if not all(branches):
        return []
    every = frozenset().union(*(max(one, key=_worth) for one in branches))
    return [every] if len(every) <= MOST else []


def _worth(strings: Strings) -> tuple[int, int]:
    """Few strings, and long ones, are rarest."""
    return min(4, *map(len, strings)), -len(strings)
