"""Hedges: the reporter's own words that hold what is said at a distance."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from earwitness.model import Hedge, Span


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads(files(__package__).joinpath("data/hedges.toml").read_text("utf-8"))
    kinds = {word: kind for kind, words in table.items() for word in words}
    ordered = sorted(kinds, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")\b", re.IGNORECASE), kinds


def find_hedges(text: str, span: Span, quoted: tuple[Span, ...]) -> tuple[Hedge, ...]:
    """The hedges in a stretch of text, leaving out what stands inside quotation marks."""
    pattern, kinds = _pattern()
    found = []
    for match in pattern.finditer(text, span.start, span.end):
        place = Span(match.start(), match.end())
        if not any(q.holds(place) for q in quoted):
            found.append(Hedge(place, kinds[match.group().lower()]))
    return tuple(found)
