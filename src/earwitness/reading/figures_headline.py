"""People whom a headline names without an article: "Man, woman killed", "Landslide kills man"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_people import PAIRS
from .figures_quantities import Quantity


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    # A headline's verb is no part of the name of those whom it tells of: "Landslide Kills Man".
    verbs = {p[1:] for p in vocabulary.phrases("before") if " " not in p}
    acts = "|".join(sorted({*verbs, "eaves", "eft", "dentify", "dentifies", "amed", "ames"}))
    singles = sorted(vocabulary.single_people(), key=len, reverse=True)
    return re.compile(
        rf"(?:^|(?<=[:;,–—][\s\u00a0])|(?<=\b[Aa]nd[\s\u00a0]))"
        rf"(?P<people>(?:\d{{1,3}}-(?:year|month|week)-old[\s\u00a0]+)?(?:(?-i:[A-Z])(?!(?:{acts})\b)[\w’'-]+[\s\u00a0]+){{0,2}}?"
        rf"(?:{'|'.join(singles)})(?:[ ](?:{'|'.join(singles)})){{0,2}})(?![\w’'-])",
        re.I,
    )


def headline_people(text: str, headline: Span) -> Iterator[Quantity]:
    """People whom a headline names without an article: "Man, woman killed" are one and one."""
    words, seen = headline.of(text), -1
    for match in sorted(
        [*_bare().finditer(words), *_bare_inside().finditer(words)], key=lambda m: m.start("people")
    ):
        start = headline.start + match.start("people")
        span = Span(start, headline.start + match.end("people"))
        if start > seen and not vocabulary.quantity().match(text, start):
            seen = span.end
            many = PAIRS.get(span.of(text).rsplit(None, 1)[-1].lower(), 1)
            yield Quantity(span, span, many, many, many, "exact", span, True)


@lru_cache(maxsize=1)
def _bare_inside() -> re.Pattern[str]:
    """After a verb, or before a fate: "identify man killed in fire", "kills man"."""
    singles = "|".join(sorted(vocabulary.single_people(), key=len, reverse=True))
    acts = (
        "kills|injures|wounds|grazes|leaves|left|shot|killed|killing|shooting[ ]of|death[ ]of"
        "|identify|identifies|ID|names?|injuring|wounding|shoots?|stabs?|hits?|strikes?|hurts?"
    )
    small = (
        "of|in|and|or|a|an|the|on|to|by|with|his|her|their|after|at|as|for|from|no|one|two|three"
    )
    return re.compile(
        rf"\b(?:{acts})[\s\u00a0](?P<people>(?:(?!(?:{small})[\s\u00a0])[a-z]+[\s\u00a0])?(?:{singles}))"
        r"(?![\w’'-])",
        re.I,
    )
