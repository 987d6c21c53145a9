"""A light guess whether a text is English."""

from __future__ import annotations

import re

from .data import load

_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """ "en" where English function words make a quarter of the words; None when unsure."""
    words = _WORD.findall(text[:20_000].lower())
    stop = frozenset(load("stamps.toml")["english"]["words"])
    if len(words) < 20:
        return None
    return "en" if sum(word in stop for word in words) >= 0.22 * len(words) else None
