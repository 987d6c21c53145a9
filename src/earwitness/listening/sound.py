"""Sound as arrays: rows of samples from -1 to 1, a row a channel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second of what is listened to."""


def to_rate(rows: Samples, rate: int, to: int) -> Samples:
    """The same sound with another number of samples a second (between neighbours, linearly)."""
    if rate == to or not rows.shape[1]:
        return rows
    length = max(1, round(rows.shape[1] * to / rate))
    at = np.arange(length) * (rate / to)
    known = np.arange(rows.shape[1])
    return np.stack([np.interp(at, known, row) for row in rows]).astype(np.float32)


def loudness(sound: Samples) -> float:
    """The root of the mean square; 0 of nothing."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if sound.size else 0.0


def levelled(sound: Samples) -> Samples:
    """Sound as voice activity is best heard in it: high tones raised, of one loudness.

    A telephone cuts off what voice detectors trained on wide sound go by. Silence stays silence.
    """
    if not sound.size:
        return sound
    sharp = np.append(sound[:1], sound[1:] - np.float32(0.95) * sound[:-1])
    gain = min(0.02 / max(loudness(sharp), 1e-9), 100.0)
    return np.asarray(sharp * gain, dtype=np.float32)


def apart(rows: Samples) -> bool:
    """Whether two channels carry different things, as a call does with a speaker on each."""
    if rows.shape[0] < 2:
        return False
    one, other = rows[0], rows[1]
    both = loudness(one) * loudness(other)
    if both == 0:
        return loudness(one) != loudness(other)
    return abs(float(np.mean(one * other, dtype=np.float64))) / both < 0.9
