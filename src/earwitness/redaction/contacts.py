"""Numbers and addresses by which somebody can be reached: as good as a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from earwitness.model import Span

from .joining import Hit
from .told import CAP
from .words import is_capital, listed, particles, table

_MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ABROAD = re.compile(
    r"(?<![\w+])\+\d{1,3}[ \u00a0\-.()]{0,2}(?:\d[ \u00a0\-.()]{0,2}){5,12}\d(?![\w])"
)
_AT_HOME = re.compile(r"(?<![\w.,:\-/+])0\d{1,4}(?:[ \u00a0\-]\d{2,8}){1,4}(?![\w:,])")
_DATE = re.compile(
    r"\d{1,2}[.\-/]\d{1,2}[.\-/]\d{2,4}|\d{4}-\d\d|(?:19|20)\d\d\s*[\-–]\s*(?:19|20)\d\d$"
)
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0.]\d{3})+$")
_LEAST, _LEAST_ALONE = 7, 9  # digits, behind a word for a number and without one


def contacts(text: str) -> Iterator[tuple[Span, str]]:
    """Where they stand, and what stands in their place; they may overlap."""
    words = table("contact")
    for found in _MAIL.finditer(text):
        yield Span(*found.span()), words["mail"]
    for pattern, least in ((_ABROAD, _LEAST), (_AT_HOME, _LEAST_ALONE), (_told(), _LEAST)):
        for found in pattern.finditer(text):
            at = Span(*found.span(pattern.groups))
            if _is_number(at.of(text), least):
                yield at, words["phone"]
    for found in _homes().finditer(text):
        at = Span(*found.span(1))
        if not any(map(is_capital, re.findall(r"[^\W\d_]+", at.of(text)))):
            yield at, words["home"]


def without(
    hits: Sequence[Hit], found: Iterator[tuple[Span, str]]
) -> tuple[list[Hit], list[tuple[Span, str]]]:
    """Names and contacts apart: a contact takes in every name that it meets."""
    kept: list[tuple[Span, str]] = []
    for span, words in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        meets = [Span(h.start, h.end) for h in hits if Span(h.start, h.end).meets(span)]
        whole = Span(min(s.start for s in (span, *meets)), max(s.end for s in (span, *meets)))
        if kept and kept[-1][0].meets(whole):
            last = kept.pop()
            whole = Span(min(last[0].start, whole.start), max(last[0].end, whole.end))
            words = last[1]  # noqa: PLW2901 (the first says what it is)
        kept.append((whole, words))
    return [h for h in hits if not any(Span(h.start, h.end).meets(s) for s, _ in kept)], kept


def _is_number(words: str, least: int) -> bool:
    digits = sum(c.isdigit() for c in words)
    return digits >= least and not _DATE.match(words) and not _AMOUNT.match(words)


@cache
def _told() -> re.Pattern[str]:
    """Behind a word for it: her number is 8 912 555 01 02."""
    cues = "|".join(listed("contact", "numbered"))
    return re.compile(
        rf"\b(?i:{cues})\b[^.\n\d]{{0,40}}?(?<![\w.,])(\(?\d[\d \u00a0\-().]{{5,}}\d)(?![\w,])"
    )


@cache
def _homes() -> re.Pattern[str]:
    """A street with a number where somebody lives."""
    cues = "|".join(listed("contact", "lives"))
    street = rf"{CAP}(?:[ \u00a0](?:(?:{'|'.join(particles())})[ \u00a0])?{CAP}){{0,3}}"
    number = r"\d{1,3}[a-zA-Z]?"
    one = rf"(?:number[ \u00a0])?{number},?[ \u00a0]{street}|{street},?[ \u00a0]{number}"
    ends = r"(?=[,.;:)”\"!?]|\s+(?:in|and|with|where|near|but)\b|$)"
    return re.compile(rf"\b(?i:{cues})\b[^.\n\d”\"]{{0,25}}?\b(?:at|in|on|is|was)\s+({one}){ends}")
