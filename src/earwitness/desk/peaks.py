"""The waveform of a recording: loudness over time, drawn by the server as one path."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1000, 80
_RATE = 4000
_CHUNK = 10  # milliseconds: the finest that is kept
Samples = NDArray[np.float32]


@lru_cache(maxsize=16)
def waveform(path: Path) -> str:
    """A path for a picture of WIDTH by HEIGHT; empty where the sound cannot be decoded."""
    try:
        fine = np.concatenate([*_loudness(path), np.zeros(1, np.float32)])
    except (OSError, ValueError, wave.Error, EOFError):
        return ""
    ends = np.linspace(0, len(fine), WIDTH + 1).astype(int)
    tops = np.array([fine[a : max(b, a + 1)].max(initial=0) for a, b in pairwise(ends)])
    highest = float(tops.max()) or 1.0
    half = np.maximum(tops / highest * (HEIGHT / 2 - 2), 0.5)
    middle = HEIGHT / 2
    return "".join(f"M{x} {middle - h:.1f}V{middle + h:.1f}" for x, h in enumerate(half))


def _loudness(path: Path) -> Iterator[Samples]:
    """The largest sample of each hundredth of a second; an hour of sound is 360,000 of them."""
    size = _RATE * _CHUNK // 1000
    for block in _blocks(path):
        whole = len(block) // size * size
        yield np.abs(block[:whole]).reshape(-1, size).max(axis=1, initial=0).astype(np.float32)


def _blocks(path: Path) -> Iterator[Samples]:
    """The sound in one channel, a second or so at a time: whatever PyAV reads, else plain WAV."""
    try:
        import av  # noqa: PLC0415 (an extra)
    except ImportError:
        yield from _wav(path)
        return
    try:
        with av.open(str(path)) as file:
            to = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
            waiting: list[Samples] = []
            for frame in file.decode(audio=0):
                waiting += [
                    np.asarray(f.to_ndarray(), np.float32).ravel() for f in to.resample(frame)
                ]
                if sum(map(len, waiting)) > _RATE:
                    yield np.concatenate(waiting)
                    waiting = []
            if waiting:
                yield np.concatenate(waiting)
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(str(error)) from error


def _wav(path: Path) -> Iterator[Samples]:
    with wave.open(str(path)) as file:
        if file.getsampwidth() != 2:
            raise ValueError("only 16-bit WAV is read without the extra")
        step, rate = file.getnchannels(), file.getframerate()
        while data := file.readframes(rate):
            mono = np.frombuffer(data, "<i2")[::step].astype(np.float32) / np.float32(32768)
            yield mono[:: max(1, rate // _RATE)]
