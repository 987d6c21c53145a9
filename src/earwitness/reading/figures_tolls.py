"""Tolls and their numbers: "the death toll rose to 117", "bringing to five the number who died"."""

from __future__ import annotations

import re

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_quantities import Quantity
from .figures_share import BREAK, Count

_LINK = re.compile(
    r"(?:\b(?:to|at|of|is|was|now|reached|reaching|hit|hits|passed|passes|topped|tops|exceed|exceeded"
    r"|exceeds|surpassed|surpasses|as)|:)[\s\u00a0]+$"
)
_REACH = 90  # characters from the toll to its number
_FAR = 220  # where a verb of change stands before the number
_CHANGED = re.compile(
    r"\b(?:increased|rose|risen|climbed|grown|grew|gone[\s\u00a0]up|went[\s\u00a0]up|jumped|fallen|fell|dropped)"
    r"[\s\u00a0]+to[\s\u00a0]+$"
)
_BRINGING = re.compile(
    r"\b(?:bring\w*|brought|rais\w+|tak(?:es?|ing)|took|push\w+)[\s\u00a0]+to[\s\u00a0]+$"
)
_THE = re.compile(
    r"[\s\u00a0]+(?:the|its|their)[\s\u00a0]+(?:(?:total|overall|official)[\s\u00a0]+)?"
)
_PUT_IT = re.compile(r"\bputs?[\s\u00a0]+it[\s\u00a0]+at[\s\u00a0]+$")
_BACK = 160  # characters in which "it" may still be a toll
_FATE_OF = re.compile(r"\b(?:the[\s\u00a0]+)?(?:fate|whereabouts)[\s\u00a0]+of[\s\u00a0]+$", re.I)
_UNKNOWN = re.compile(
    r"[\s\u00a0]+(?:is|are|was|were|remains?)[\s\u00a0]+(?:still[\s\u00a0]+)?(?:not[\s\u00a0]+(?:yet[\s\u00a0]+)?(?:known|clear)|unknown|unclear)\b"
)
_FORCE = re.compile(
    r"\b(?:army|armies|troops?|soldiers|forces|fighters|personnel|military|navy|brigades?|battalions?"
    r"|regiments?|enemy|invaders|servicemen|militants|rebels)\b",
    re.I,
)


def toll(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    """The count of a quantity that is the number of a toll, before or after it."""
    start = quantity.span.start
    changed = _CHANGED.search(text, max(sentence.start, start - 24), start)
    low = max(sentence.start, start - (_FAR if changed else _REACH))
    named = list(vocabulary.pattern("tolls").finditer(text, low, start))
    last = named[-1] if named else None
    if last is None:
        return _after(text, sentence, quantity) or _it(text, sentence, quantity)
    between = text[last.end() : start]
    if " to " in quantity.number.of(text):
        between = re.sub(r"from[\s\u00a0]+$", "to ", between)
    direct = last[0].lower().endswith("number") and not between.strip()
    if BREAK.search(between.rstrip(": ")) or not (direct or changed or _LINK.search(between)):
        return None
    counted = vocabulary.fate("tolls", last[0])
    if counted == ("lost",) and not _FORCE.search(sentence.of(text)):
        return None
    return Count(quantity, Span(last.start(), quantity.span.end), counted)


def _after(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    """ "Bringing to five the number who have died"."""
    verb = _BRINGING.search(
        text, max(sentence.start, quantity.span.start - 14), quantity.span.start
    )
    the = _THE.match(text, quantity.span.end, sentence.end) if verb else None
    after = vocabulary.pattern("tolls").match(text, the.end(), sentence.end) if the else None
    if not verb or not after:
        return None
    return Count(quantity, Span(verb.start(), after.end()), vocabulary.fate("tolls", after[0]))


def _it(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    """ "There is no agreed death toll. The governor put it at 47."."""
    start = quantity.span.start
    verb = _PUT_IT.search(text, max(sentence.start, start - 14), start)
    if verb is None:
        return unknown(text, sentence, quantity)
    low = max(0, sentence.start - _BACK)
    named = list(vocabulary.pattern("tolls").finditer(text, low, verb.start()))
    if not named:
        return None
    counted = vocabulary.fate("tolls", named[-1][0])
    return Count(quantity, Span(verb.start(), quantity.span.end), counted)


def unknown(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    """ "The fate of nine more is not known": they are missing."""
    start = quantity.span.start
    before = _FATE_OF.search(text, max(sentence.start, start - 22), start)
    after = _UNKNOWN.match(text, quantity.span.end, sentence.end)
    if not (before and after) or quantity.human is False:
        return None
    return Count(quantity, Span(before.start(), after.end()), ("missing",))
