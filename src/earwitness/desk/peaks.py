"""The waveform of a recording: loudness over time, drawn by the server as one path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from earwitness.listening import ListenError, mono_blocks

WIDTH, HEIGHT = 1000, 80
_RATE, _CHUNK = 4000, 40
"""Samples a second, and so many of them are one value: an hour of sound is 360,000."""
Samples = NDArray[np.float32]


@lru_cache(maxsize=16)
def waveform(path: Path) -> str:
    """A path for a picture of WIDTH by HEIGHT; empty where the sound cannot be decoded."""
    fine = np.concatenate([*_loudness(path), np.zeros(1, np.float32)])
    if len(fine) == 1:
        return ""
    ends = np.linspace(0, len(fine), WIDTH + 1).astype(int)
    tops = np.array([fine[a : max(b, a + 1)].max() for a, b in pairwise(ends)])
    half = np.maximum(tops / (float(tops.max()) or 1.0) * (HEIGHT / 2 - 2), 0.5)
    return "".join(f"M{x} {HEIGHT / 2 - h:.1f}V{HEIGHT / 2 + h:.1f}" for x, h in enumerate(half))


def _loudness(path: Path) -> Iterator[Samples]:
    """The largest sample of each hundredth of a second, as far as the sound can be read."""
    try:
        for block in mono_blocks(path, _RATE):
            whole = len(block) // _CHUNK * _CHUNK
            yield np.abs(block[:whole]).reshape(-1, _CHUNK).max(axis=1, initial=0)
    except ListenError:
        return
