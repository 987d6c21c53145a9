"""What was heard in all chunks as one transcript of turns."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from earwitness.model import Rendering, Transcript, Turn, Word

from .chunks import Chunk
from .speakers import Voices
from .translating import Translator

_PAUSE = 1.5
"""Seconds of silence after which the same speaker begins a new turn."""
_LONG = 400
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Said:
    word: Word
    gap: bool
    speaker: int | None
    language: str | None


def transcript_of_chunks(
    chunks: Sequence[Chunk], voices: Voices, speakers: int, *, origin: str
) -> Transcript:
    """The turns of a recording; voices are told apart over all of it."""
    said = sorted(_said(chunks, voices, speakers), key=lambda one: (one.word.start, one.word.end))
    turns = tuple(_turn(group) for group in _groups(said))
    seconds = max((c.start + c.seconds for c in chunks), default=0.0)
    return Transcript(turns, round(seconds, 3), origin)


def translated(transcript: Transcript, by: Translator) -> Transcript:
    """The transcript with a machine's English beside each turn, which nobody verified."""
    return replace(transcript, turns=tuple(_in_english(turn, by) for turn in transcript.turns))


def _in_english(turn: Turn, by: Translator) -> Turn:
    english = by.english(turn.text, turn.language or "")
    if not english:
        return turn
    return replace(turn, translation=Rendering("en", " ".join(english.split()), by.origin))


def _said(chunks: Sequence[Chunk], voices: Voices, speakers: int) -> Iterator[_Said]:
    moments = [moment for chunk in chunks for moment in chunk.moments]
    colours = [row for chunk in chunks for row in chunk.colours]
    labels: list[int] = []
    if moments and speakers > 1:
        labels = voices.labels(np.asarray(colours, np.float32), moments, speakers).tolist()
    for chunk in chunks:
        for piece in chunk.pieces:
            for word, gap in zip(piece.words, piece.gaps, strict=True):
                who = piece.channel
                if who is None and labels:
                    who = _nearest(labels, moments, (word.start + word.end) / 2)
                yield _Said(word, gap, who, piece.language)


def _nearest(labels: Sequence[int], moments: Sequence[float], time: float) -> int:
    at = bisect.bisect_left(moments, time)
    near = [i for i in (at - 1, at) if 0 <= i < len(moments)]
    return labels[min(near, key=lambda i: abs(moments[i] - time))]


def _groups(said: Iterable[_Said]) -> Iterator[list[_Said]]:
    group: list[_Said] = []
    letters = 0
    for one in said:
        if group and not _goes_on(group[-1], one, letters):
            yield group
            group, letters = [], 0
        group.append(one)
        letters += len(one.word.text) + 1
    if group:
        yield group


def _goes_on(last: _Said, one: _Said, letters: int) -> bool:
    same = (last.speaker, last.language) == (one.speaker, one.language)
    full = letters >= _LONG and bool(_STOP.search(last.word.text))
    return same and not full and one.word.start - last.word.end <= _PAUSE


def _turn(group: Sequence[_Said]) -> Turn:
    text = "".join(f"{' ' if one.gap else ''}{one.word.text}" for one in group)
    first = group[0]
    speaker = None if first.speaker is None else f"Speaker {first.speaker + 1}"
    return Turn(
        speaker,
        first.language,
        first.word.start,
        max(one.word.end for one in group),
        " ".join(text.split()),
        tuple(one.word for one in group),
    )
