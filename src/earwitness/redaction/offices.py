"""Whom the reports' own words put in a public office, whether or not they are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .told import CAP, NAME, any_of, named_as
from .words import CLERGY, listed, name_parts, says

_SPACE = r"[ \u00a0]"
_WHOLE = 2  # words of a whole name


@lru_cache(maxsize=2048)
def officials(text: str) -> tuple[tuple[str, bool], ...]:
    """Names with first name and surname beside a public office, and whether it is a high one."""
    return tuple(dict.fromkeys(_told(text)))


def _told(text: str) -> Iterator[tuple[str, bool]]:
    for pattern in _patterns():
        for found in pattern.finditer(text):
            for named in named_as(found["name"], "office"):
                if len(name_parts(named.name)) >= _WHOLE:
                    high = says(found["office"], "public", "high")
                    yield named.name, high
                    yield found["name"], high  # with the particles that stand in it


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    office = rf"(?P<office>(?i:{any_of(listed('public'))}))"
    name = f"(?P<name>{NAME})(?![\\w]|[’'ʼ]s\\b)"
    return (
        re.compile(rf"\b{office},?[ \u00a0]+{name}"),
        re.compile(
            rf"\b{name},\s+(?:the\s+|an?\s+)?(?:[\w\-]+\s+){{0,3}}?{office}\b(?![’'ʼ\-]|,?\s+{CAP})"
        ),
        re.compile(rf"\b(?P<office>{CLERGY}){_SPACE}{name}"),
    )
