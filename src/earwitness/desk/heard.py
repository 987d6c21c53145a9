"""What a recogniser wrote beside the words: how sure it was, and what a machine translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from earwitness.intake import IntakeError
from earwitness.intake.transcripts import is_transcript, transcript_of
from earwitness.listening import LABEL, UNSURE
from earwitness.model import Document, Span, Transcript

_PLACE = re.compile(r"t=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")


def heard_in(document: Document, original: bytes) -> Transcript | None:
    """The transcript with all that was heard; None where the original has words and times alone."""
    if not is_transcript(original):
        return None
    try:
        return transcript_of(original, document.path or document.id)
    except IntakeError:
        return None


def unsure_words(document: Document, heard: Transcript) -> Iterator[Span]:
    """Where words stand that the recogniser was not sure of."""
    for block in document.blocks:
        times = _PLACE.fullmatch(block.element or "")
        if times is None:
            continue
        text, at = block.span.of(document.text), 0
        start, end = float(times[1]), float(times[2])
        for word in (
            w for t in heard.turns if _inside(t.start, t.end, start, end) for w in t.words
        ):
            place = text.find(word.text, at)
            if place < 0:
                continue
            at = place + len(word.text)
            if word.probability is not None and word.probability < UNSURE:
                yield Span(block.span.start + place, block.span.start + at)


def machine_translation(heard: Transcript, start: float | None, end: float | None) -> str:
    """What a machine made of the turn, with the label that nobody verified it."""
    if start is None or end is None:
        return ""
    told = [t.translation.text for t in heard.turns
            if t.translation and _inside(t.start, t.end, start, end)]  # fmt: skip
    return f"{' '.join(told)} [{LABEL}]" if told else ""


def _inside(start: float, end: float, first: float, last: float) -> bool:
    return first - 0.01 <= start and end <= last + 0.01
