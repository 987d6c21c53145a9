"""Where words of a transcript's document were said: from code points to seconds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import Block, Document, Span, Spans, Transcript, Turn, Word

_PLACE = re.compile(r"t=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")
_LOOSE = 1.0
_HALF = 0.0005  # seconds: places have milliseconds
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
        times = times_of(block)
        for span in spans:
            if times and span.meets(block.span):
                part = Span(max(span.start, block.span.start), min(span.end, block.span.end))
                words = placed_words(document, block, transcript)
                found.append(_moment(block, part, times, words))
    return tuple(found)


def times_of(block: Block) -> tuple[float, float] | None:
    """From when to when the turn of a block is said, in seconds; None where it is no turn."""
    times = _PLACE.fullmatch(block.element or "")
    return (float(times[1]), float(times[2])) if times else None


def turns_at(transcript: Transcript, times: tuple[float, float]) -> tuple[Turn, ...]:
    """The turn at these times, with those that were joined to it."""
    low, high = times[0] - _HALF, times[1] + _HALF
    return tuple(t for t in transcript.turns if low <= t.start and t.end <= high)


def placed_words(
    document: Document, block: Block, transcript: Transcript
) -> tuple[tuple[Word, Span], ...]:
    """The words with times of the turn that a block writes down, each where it stands there.

    Empty where one of the turns has no times of words. No word is sought in who speaks.
    """
    times = times_of(block)
    turns = turns_at(transcript, times) if times else ()
    if not turns or not all(turn.words for turn in turns):
        return ()
    text, label, found = block.span.of(document.text), f"{turns[0].speaker}: ", []
    at = len(label) if text.startswith(label) else 0
    for word in (w for turn in turns for w in turn.words):
        place = text.find(word.text, at)
        if place >= 0:
            at = place + len(word.text)
            found.append((word, Span(block.span.start + place, block.span.start + at)))
    return tuple(found)


def _moment(
    block: Block, part: Span, times: tuple[float, float], words: Iterable[tuple[Word, Span]]
) -> Moment:
    met = [word for word, span in words if part.meets(span)]
    if met:
        return Moment(met[0].start, max(w.end for w in met), exact=True)
    start, end = times
    share = (end - start) / max(1, len(block.span))
    first = start + share * (part.start - block.span.start)
    last = start + share * (part.end - block.span.start)
    return Moment(max(start, first - _LOOSE), min(end, last + _LOOSE), exact=False)
