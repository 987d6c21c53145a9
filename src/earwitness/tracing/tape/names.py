"""Names in Latin and in Cyrillic letters, known again by their consonants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from earwitness.knowledge.common import is_common

from ..words import listed
from .data import load
from .tokens import Token

_VOWELS = frozenset("aeiouаеёиоуыэюяіїєйьъ'ʼ’-")
_DAYS = frozenset("""
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december god lord mother father mum dad mama papa sir
""".split())  # fmt: skip


@cache
def _latin() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load("letters.toml")["latin"], key=len, reverse=True)))


@lru_cache(maxsize=8192)
def skeleton(name: str) -> str:
    """The consonants of a name, the same for Громов and Gromov."""
    low = name.lower()
    cyrillic = load("letters.toml")["cyrillic"]
    if any(c in cyrillic for c in low):
        plain = "".join(cyrillic.get(c, "") for c in low)
    else:
        latin = load("letters.toml")["latin"]
        plain = _latin().sub(lambda m: latin[m.group()], low)
        plain = "".join(c for c in plain if c not in _VOWELS and c.isalpha())
    return re.sub(r"(.)\1+", r"\1", plain)


def one_name(one: str, other: str) -> bool:
    """Whether two spellings may be one name; an ending of its case may stand behind it."""
    a, b = sorted((skeleton(one), skeleton(other)), key=len)
    if not a:
        return one[:1].lower() == other[:1].lower()
    return a == b or (len(a) > 1 and b.startswith(a) and len(b) - len(a) <= 2)


def names_in(quote: Sequence[Token]) -> list[str]:
    """The names of an English quotation."""
    return [
        t.spelt for t in quote
        if t.spelt[:1].isupper() and len(t.spelt) > 2 and t.number is None
        and not (t.opens and is_common(t.low))
        and t.low not in _DAYS and t.low not in listed("titles") and not is_common(t.low)
    ]  # fmt: skip


def capitals_in(passage: Sequence[Token]) -> list[str]:
    """Words of a passage that are written as names inside a sentence."""
    return [t.spelt for t in passage if t.named and len(t.spelt) > 2]
