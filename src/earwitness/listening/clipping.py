"""A stretch of a recording as a WAV file, with a tone over what others may not hear."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from .decoding import blocks, known_of
from .errors import ListenError
from .sound import Samples

_TONE = 1000.0
_LOUD = 0.15
_AROUND = 0.12
"""Seconds that a tone begins before a name and lasts after it."""
MOST = 600.0
"""The longest clip in seconds."""


def clip(path: Path, start: float, end: float, tones: Sequence[tuple[float, float]] = ()) -> bytes:
    """The sound from `start` to `end` as 16-bit WAV; `tones` are times of the recording.

    The WAV holds nothing but sound: no tag of the recording gets into it. Raises ListenError.
    """
    if end - start > MOST:
        message = f"The clip would have {end - start:.0f} seconds and may have {MOST:.0f}."
        raise ListenError("too-long", message)
    rate = known_of(path).rate
    rows = _between(path, rate, start, end)
    if not rows.shape[1]:
        raise ListenError("silent", f"{path.name} ends before {start:.0f} seconds.")
    for first, last in tones:
        _cover(rows, rate, first - start - _AROUND, last - start + _AROUND)
    return _wav(rows, rate)


def _between(path: Path, rate: int, start: float, end: float) -> Samples:
    found, at = [], 0
    first, last = int(max(0.0, start) * rate), int(end * rate)
    with suppress(ListenError):  # where the file breaks off, what there is of it will do
        for block in blocks(path, None):
            found.append(block[:, max(0, first - at) : max(0, last - at)])
            at += block.shape[1]
            if at >= last:
                break
    return np.concatenate(found, axis=1) if found else np.zeros((1, 0), np.float32)


def _cover(rows: Samples, rate: int, start: float, end: float) -> None:
    """Put a tone in place of the sound: what was there is gone, not drowned."""
    first, last = max(0, int(start * rate)), min(rows.shape[1], int(end * rate))
    if last > first:
        time = np.arange(first, last) / rate
        rows[:, first:last] = _LOUD * np.sin(2 * np.pi * _TONE * time)


def _wav(rows: Samples, rate: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(rows.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(rows, -1, 1).T * 32767).astype("<i2").tobytes())
    return made.getvalue()
