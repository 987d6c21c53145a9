"""Who speaks when: voices told apart by their colour.

Each quarter of a second of speech gets a vector, the mean mel cepstrum of the speech around it. The
vectors are parted into as many voices as were asked for, and the path through them changes the
voice seldom, and most easily after a pause. The pitch was tried: through a telephone, which carries
no fundamental tone, it made things worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .sound import RATE, Samples

Vectors = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

HOP = 0.25
"""Seconds between two vectors."""
_WIDE = 1.5
"""Seconds of speech behind each, never beyond the pauses around it."""
_FRAME, _STEP, _FFT = 400, 160, 512
_MELS, _KEPT = 26, 14
_CHANGE = 6.0
"""What a change of voice costs on the path without a pause; a third of it after one."""


class Voices(Protocol):
    """Tells voices apart: vectors of moments of speech, then a label for each vector."""

    @property
    def origin(self) -> str:
        """What tells them apart, with its version."""

    def vectors(
        self, sound: Samples, stretches: Sequence[tuple[float, float]]
    ) -> tuple[tuple[float, ...], Vectors]:
        """Moments in the stretches of speech (seconds), and a row for each of them."""

    def labels(self, vectors: Vectors, times: Sequence[float], count: int) -> Labels:
        """The number of the voice at each moment, 0 for the one that is first heard."""


class Colours:
    """The default: mean cepstrum, k-means, a path that stays with a voice."""

    origin = "mfcc@1"

    def vectors(
        self, sound: Samples, stretches: Sequence[tuple[float, float]]
    ) -> tuple[tuple[float, ...], Vectors]:
        """The mean cepstrum of the speech around each moment, in its own stretch."""
        cepstrum, loud = _cepstrum(sound)
        floor = float(np.quantile(loud, 0.9)) - 6.0  # logarithms of energy
        times, rows = [], []
        for start, end in stretches:
            for moment in np.arange(start + HOP / 2, max(end, start + HOP), HOP):
                first = int(max(start, moment - _WIDE / 2) * RATE / _STEP)
                last = int(min(end, moment + _WIDE / 2) * RATE / _STEP)
                heard = cepstrum[first:last][loud[first:last] > floor]
                if len(heard) >= 5:
                    times.append(float(moment))
                    # Without the first coefficient: it tells how loud, not who.
                    rows.append(heard[:, 1:].mean(axis=0))
        found = np.asarray(rows, np.float32).reshape(-1, _KEPT - 1)
        return tuple(times), found

    def labels(self, vectors: Vectors, times: Sequence[float], count: int) -> Labels:
        """The voices in the order in which they are first heard."""
        if len(vectors) <= count or count < 2:
            return np.zeros(len(vectors), np.int64)
        scaled = (vectors - vectors.mean(axis=0)) / (vectors.std(axis=0) + 1e-6)
        centres = _centres(scaled, count)
        far = np.square(scaled[:, None, :] - centres[None]).sum(axis=2)
        path = _path(far, np.diff(np.asarray(times), prepend=times[0]))
        order = list(dict.fromkeys(path.tolist()))
        return np.asarray([order.index(label) for label in path], np.int64)


def _frames(sound: Samples) -> Samples:
    count = max(1, 1 + (len(sound) - _FRAME) // _STEP)
    padded = np.pad(sound, (0, max(0, _FRAME - len(sound))))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _FRAME)
    return np.asarray(windows[::_STEP][:count], np.float32)


def _cepstrum(sound: Samples) -> tuple[Vectors, Vectors]:
    """Mel cepstrum of each frame, and the logarithm of its energy."""
    bank, turn = _mel_bank(), _cosines()
    cepstrum, loud = [], []
    frames = _frames(sound)
    for at in range(0, len(frames), 5000):  # in parts: spectra are large
        part = frames[at : at + 5000] * np.hanning(_FRAME)
        power = np.square(np.abs(np.fft.rfft(part, _FFT)))
        cepstrum.append(np.log(power @ bank + 1e-8) @ turn)
        loud.append(np.log(power.sum(axis=1) + 1e-8))
    return np.concatenate(cepstrum).astype(np.float32), np.concatenate(loud).astype(np.float32)


def _mel_bank() -> Vectors:
    """Triangles over the band of a telephone: wide sound and narrow are heard alike."""
    mel = np.linspace(2595 * np.log10(1 + 250 / 700), 2595 * np.log10(1 + 3500 / 700), _MELS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    bins = np.fft.rfftfreq(_FFT, 1 / RATE)[:, None]
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    return np.asarray(np.clip(np.minimum(rising, falling), 0, None), np.float32)


def _cosines() -> Vectors:
    steps = np.arange(_MELS)[:, None] + 0.5
    return np.asarray(np.cos(np.pi / _MELS * steps * np.arange(_KEPT)), np.float32)


def _centres(rows: Vectors, count: int) -> Vectors:
    """k-means from the ends of the main direction: no chance in it."""
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    along = centred @ axes[:, -1]
    cuts = np.quantile(along, np.linspace(0, 1, count + 1))
    which = np.clip(np.searchsorted(cuts, along, side="right") - 1, 0, count - 1)
    centres = np.stack([rows[which == k].mean(axis=0) for k in range(count)])
    for _ in range(50):
        which = np.square(rows[:, None] - centres[None]).sum(axis=2).argmin(axis=1)
        new = np.stack(
            [
                rows[which == k].mean(axis=0) if (which == k).any() else centres[k]
                for k in range(count)
            ]
        )
        if np.allclose(new, centres, atol=1e-5):
            break
        centres = new
    return np.asarray(centres, np.float32)


def _path(far: Vectors, gaps: Vectors) -> Labels:
    """The cheapest way through the moments; a change after a pause costs less."""
    cost, back = far[0].astype(np.float64), []
    for row, gap in zip(far[1:], gaps[1:], strict=True):
        change = _CHANGE if gap < 2 * HOP else _CHANGE / 3
        stay = cost
        leave = cost.min() + change * np.sqrt(far.shape[1])
        back.append(np.where(stay <= leave, np.arange(len(cost)), cost.argmin()))
        cost = np.minimum(stay, leave) + row
    at = int(cost.argmin())
    path = [at]
    for step in reversed(back):
        at = int(step[at])
        path.append(at)
    return np.asarray(path[::-1], np.int64)
