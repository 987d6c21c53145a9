"""A long recording in pieces that fit into memory, and what was heard in each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from earwitness.model import Word

from .errors import ListenError
from .recognising import Recogniser
from .sound import RATE, Samples, loudness
from .speakers import Voices

LENGTH = 300.0
"""Seconds of a chunk, at most."""
_SEARCH = 60.0
"""Seconds at its end in which the quietest moment is sought, to cut there."""
_CLIP = 28.0
_NEAR = 1.5
_LEAK = 4.0
"""How many times louder the other channel is where a channel only carries its echo."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one stretch; `channel` is the speaker's, None where all speak on one."""

    channel: int | None
    language: str | None
    words: tuple[Word, ...]
    gaps: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was heard in a part of a recording, times from the beginning of all of it.

    `moments` and `colours` are for telling voices apart; empty where the channels do.
    """

    start: float
    seconds: float
    pieces: tuple[Piece, ...]
    moments: tuple[float, ...] = ()
    colours: tuple[tuple[float, ...], ...] = ()


def chunks_of(blocks: Iterable[Samples]) -> Iterator[tuple[float, Samples]]:
    """Chunks with the second at which each begins, cut at the quietest moment near the end.

    Where the blocks break off, what came before is a chunk all the same; then the error is raised.
    """
    waiting, start = np.zeros((1, 0), np.float32), 0
    broken: list[ListenError] = []
    for block in _until(blocks, broken):
        waiting = np.concatenate([waiting, block], axis=1) if waiting.size else block
        while waiting.shape[1] >= LENGTH * RATE:
            cut = _quiet(waiting[:, : int(LENGTH * RATE)])
            yield start / RATE, waiting[:, :cut]
            waiting, start = waiting[:, cut:], start + cut
    if waiting.size:
        yield start / RATE, waiting
    if broken:
        raise broken[0]


def _until(blocks: Iterable[Samples], broken: list[ListenError]) -> Iterator[Samples]:
    try:
        yield from blocks
    except ListenError as error:
        broken.append(error)


def _quiet(rows: Samples) -> int:
    """The sample in the last part at which half a second is quietest."""
    first = rows.shape[1] - int(_SEARCH * RATE)
    wide, step = RATE // 2, RATE // 10
    energy = np.square(rows[:, first:], dtype=np.float64).sum(axis=0)
    sums = np.concatenate([[0.0], np.cumsum(energy)])
    starts = np.arange(0, len(energy) - wide, step)
    best = int((sums[starts + wide] - sums[starts]).argmin())
    return int(first + starts[best] + wide // 2)


def hear_chunk(
    start: float,
    rows: Samples,
    recogniser: Recogniser,
    voices: Voices,
    *,
    split: bool,
    least: float,
    before: str | None,
) -> Chunk:
    """What is said in a chunk. `split`: the channels are speakers; `least`: seconds that are
    listened to in one go, where pauses allow it.
    """
    seconds = rows.shape[1] / RATE
    if split:
        pieces = [
            piece
            for channel, sound in enumerate(rows)
            for piece in _pieces(sound, start, _own(recogniser, rows, channel), recogniser,
                                 least=least, before=before, channel=channel)
        ]  # fmt: skip
        return Chunk(start, seconds, tuple(pieces))
    sound = rows.mean(axis=0)
    stretches = recogniser.speech(sound)
    pieces = list(_pieces(sound, start, stretches, recogniser, least=least, before=before))
    moments, colours = voices.vectors(sound, stretches) if stretches else ((), ())
    return Chunk(
        start,
        seconds,
        tuple(pieces),
        tuple(round(start + moment, 3) for moment in moments),
        tuple(tuple(round(float(x), 3) for x in row) for row in colours),
    )


def _own(recogniser: Recogniser, rows: Samples, channel: int) -> tuple[tuple[float, float], ...]:
    """The stretches of a channel in which its own speaker speaks, not the other's echo."""
    found = []
    for one, other in recogniser.speech(rows[channel]):
        part = slice(int(one * RATE), int(other * RATE))
        if loudness(rows[1 - channel, part]) < _LEAK * loudness(rows[channel, part]):
            found.append((one, other))
    return tuple(found)


def _pieces(
    sound: Samples,
    start: float,
    stretches: Iterable[tuple[float, float]],
    recogniser: Recogniser,
    *,
    least: float,
    before: str | None,
    channel: int | None = None,
) -> Iterator[Piece]:
    for one, other in _clips(stretches, least):
        part = sound[int(one * RATE) : int(other * RATE)]
        heard = recogniser.hear(part, before)
        before = heard.language
        at = start + one
        words = tuple(
            Word(w.text, round(w.start + at, 3), round(w.end + at, 3), w.probability)
            for w in heard.words
        )
        if words:
            yield Piece(channel, heard.language, words, heard.gaps)


def _clips(
    stretches: Iterable[tuple[float, float]], least: float
) -> tuple[tuple[float, float], ...]:
    """Stretches joined until there is enough to listen to, never across a long pause."""
    found: list[tuple[float, float]] = []
    for start, end in stretches:
        if found:
            first, last = found[-1]
            if last - first < least and start - last < _NEAR and end - first <= _CLIP:
                found[-1] = (first, end)
                continue
        found.append((start, end))
    return tuple(found)


# -- kept while a recording is listened to


def dumped(chunk: Chunk) -> bytes:
    """The chunk as JSON."""
    return json.dumps(asdict(chunk), ensure_ascii=False).encode("utf-8")


def loaded(data: bytes) -> Chunk:
    """The chunk again; ValueError, KeyError or TypeError where it is damaged."""
    whole: dict[str, Any] = json.loads(data)
    pieces = tuple(
        Piece(
            one["channel"],
            one["language"],
            tuple(Word(**word) for word in one["words"]),
            tuple(one["gaps"]),
        )
        for one in whole["pieces"]
    )
    colours = tuple(tuple(row) for row in whole["colours"])
    return Chunk(whole["start"], whole["seconds"], pieces, tuple(whole["moments"]), colours)
