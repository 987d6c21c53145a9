"""A light guess whether a text is English."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    "the of and to in a is was that for on with as by at from it be are has have had not said his"
    " her he she they their which who were this but an after would been its or will".split()
)


def guess_language(text: str) -> str | None:
    """ "en" where English function words make a quarter of the words; None when unsure."""
    words = _WORD.findall(text[:20_000].lower())
    if len(words) < 20:
        return None
    return "en" if sum(word in _STOP for word in words) >= 0.22 * len(words) else None
