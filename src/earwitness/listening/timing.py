"""Where words of a transcript's document were said: from code points to seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from earwitness.model import Block, Document, Span, Spans, Transcript, Turn

_PLACE = re.compile(r"t=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")
_LOOSE = 1.0
"""Seconds that a time may be off where only the times of turns are known."""


@dataclass(frozen=True, slots=True)
class Moment:
    """From when to when; `exact` where the words have times, not their turn alone."""

    start: float
    end: float
    exact: bool


def moments_of(document: Document, spans: Spans, transcript: Transcript) -> tuple[Moment, ...]:
    """When the words of the spans are said, a moment for each part of each turn that they touch."""
    found = []
    for block in document.blocks:
        times = _PLACE.fullmatch(block.element or "")
        for span in spans:
            if times and span.meets(block.span):
                part = Span(max(span.start, block.span.start), min(span.end, block.span.end))
                turn = _turn_at(transcript, float(times[1]), float(times[2]))
                found.append(_moment(document, block, part, (times[1], times[2]), turn))
    return tuple(found)


def _turn_at(transcript: Transcript, start: float, end: float) -> Turn | None:
    """The turn at these times, with the words of all that were joined to it."""
    inside = [t for t in transcript.turns if start - 0.01 <= t.start and t.end <= end + 0.01]
    if not inside or not all(t.words for t in inside):
        return None
    words = tuple(word for turn in inside for word in turn.words)
    return Turn(None, None, start, end, "", words)


def _moment(
    document: Document, block: Block, part: Span, times: tuple[str, str], turn: Turn | None
) -> Moment:
    start, end = float(times[0]), float(times[1])
    if turn is not None:
        text, at, met = block.span.of(document.text), 0, []
        for word in turn.words:
            place = text.find(word.text, at)
            if place >= 0:
                at = place + len(word.text)
                if part.meets(Span(block.span.start + place, block.span.start + at)):
                    met.append(word)
        if met:
            return Moment(met[0].start, max(w.end for w in met), exact=True)
    share = (end - start) / max(1, len(block.span))
    first = start + share * (part.start - block.span.start)
    last = start + share * (part.end - block.span.start)
    return Moment(max(start, first - _LOOSE), min(end, last + _LOOSE), exact=False)
