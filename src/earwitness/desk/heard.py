"""What a recogniser wrote beside the words: how sure it was, and what a machine translated."""

from __future__ import annotations

from collections.abc import Iterator

from earwitness.intake import IntakeError
from earwitness.intake.transcripts import is_transcript, transcript_of
from earwitness.listening import LABEL, UNSURE, placed_words, turns_at
from earwitness.model import Document, Span, Transcript


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
        for word, span in placed_words(document, block, heard):
            if word.probability is not None and word.probability < UNSURE:
                yield span


def machine_translation(heard: Transcript, start: float | None, end: float | None) -> str:
    """What a machine made of the turn, with the label that nobody verified it."""
    if start is None or end is None:
        return ""
    told = [t.translation.text for t in turns_at(heard, (start, end)) if t.translation]
    return f"{' '.join(told)} [{LABEL}]" if told else ""
