"""Sentences of a block by its marks alone: fast, and good enough to keep two clauses apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from earwitness.model import Span

_END = re.compile(r"[.!?…][\"”’'»)\]]*[\s\u00a0]+(?=[\"“‘'«(\[]*[A-Z0-9])|\n[ \t]*\n")
_LONGEST = 3000  # code points; the longest sentences of laws have two thousand
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Rev|Hon|Gov|Sen|Rep|St|No|vs|Jr"
    r"|Sr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx)|\b[A-Z])\.$"
)


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of text, in order, white space at their ends left out.

    What goes on without an end is cut, so that its words are not held against all others.
    """
    for sentence in _by_marks(text, span):
        yield from _parts(text, sentence)


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut
        yield Span(start, cut)
        start = cut + (text[cut] == " ")
    if start < sentence.end:
        yield Span(start, sentence.end)


def _by_marks(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in _END.finditer(text, span.start, span.end):
        if "\n\n" not in end[0] and _ABBREVIATED.search(
            text, max(start, end.start() - 8), end.start() + 1
        ):
            continue
        yield Span(start, end.start() + len(end[0].rstrip()))
        start = end.end()
    if start < span.end:
        yield Span(start, span.end)
