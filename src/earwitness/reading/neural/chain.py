"""Tag sequences of blocks: Viterbi under BIO constraints, and the chance of every tag."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .arrays import Array

FORBIDDEN = -1e4
INSIDE = (2, 4, 6)  # the I tags; the B tag of each comes just before it
LONGEST = 1000  # pieces; links are pairs, so memory grows with the square
BATCH = 48  # blocks decoded side by side


def bio_moves(moves: Array) -> Array:
    """Transition scores with every move to an I tag forbidden but from its own B or I."""
    out = moves.astype(np.float32).copy()
    for tag in INSIDE:
        banned = np.ones(len(out), bool)
        banned[[tag - 1, tag]] = False
        out[banned, tag] = FORBIDDEN
    return out


def block_ranges(block: Array) -> list[tuple[int, int]]:
    """The range of pieces of every block; what is too long for one table of links is cut."""
    bounds = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(block)]
    return [(at, min(at + LONGEST, e)) for s, e in pairwise(bounds) for at in range(s, e, LONGEST)]


def read_tags(
    scores: Array, moves: Array, ranges: Sequence[tuple[int, int]]
) -> tuple[Array, Array]:
    """Best tag of every piece, and the chance of each tag; every range stands for itself."""
    tags = np.zeros(len(scores), np.int64)
    chances = np.zeros(scores.shape, np.float32)
    order = sorted(ranges, key=lambda r: r[1] - r[0])
    for first in range(0, len(order), BATCH):
        rows = order[first : first + BATCH]
        padded, real = _stack(scores, rows)
        best = _viterbi(padded, moves, real)
        chance = _marginals(padded, moves, real)
        for i, (start, end) in enumerate(rows):
            tags[start:end] = best[: end - start, i]
            chances[start:end] = chance[: end - start, i]
    return tags, chances


def _stack(scores: Array, rows: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
    """Time-major scores; padding gives O for certain, at no cost."""
    time = max(e - s for s, e in rows)
    out = np.full((time, len(rows), scores.shape[1]), FORBIDDEN, np.float32)
    out[:, :, 0] = 0
    real = np.zeros((time, len(rows)), bool)
    for i, (start, end) in enumerate(rows):
        out[: end - start, i] = scores[start:end]
        real[: end - start, i] = True
    out[0, :, INSIDE] = FORBIDDEN
    return out, real


def _viterbi(scores: Array, moves: Array, real: Array) -> Array:
    time, count, tags = scores.shape
    back = np.zeros((time, count, tags), np.int8)
    alpha = scores[0]
    for t in range(1, time):
        step = alpha[:, :, None] + _moves_at(moves, real, t)
        back[t] = step.argmax(1)
        alpha = step.max(1) + scores[t]
    best = np.zeros((time, count), np.int64)
    best[-1] = alpha.argmax(1)
    rows = np.arange(count)
    for t in range(time - 1, 0, -1):
        best[t - 1] = back[t, rows, best[t]]
    return best


def _moves_at(moves: Array, real: Array, t: int) -> Array:
    if real[t].all():
        return moves
    return np.where(real[t][:, None, None], moves, np.float32(0))


def _marginals(scores: Array, moves: Array, real: Array) -> Array:
    """Forward and backward in plain space, each step scaled to sum to one."""
    time = len(scores)
    seen = np.exp(scores - scores.max(2, keepdims=True))
    step = np.exp(moves)
    ahead, behind = np.empty_like(seen), np.empty_like(seen)
    ahead[0] = seen[0] / seen[0].sum(1, keepdims=True)
    for t in range(1, time):
        row = (ahead[t - 1] @ step) * seen[t]
        row = np.where(real[t][:, None], row, ahead[t - 1])
        ahead[t] = row / row.sum(1, keepdims=True)
    behind[-1] = 1
    for t in range(time - 2, -1, -1):
        row = (behind[t + 1] * seen[t + 1]) @ step.T
        row = np.where(real[t + 1][:, None], row, behind[t + 1])
        behind[t] = row / row.sum(1, keepdims=True)
    both = ahead * behind
    chances: Array = both / both.sum(2, keepdims=True)
    return chances


def spans_of(tags: Array, begin: int) -> list[tuple[int, int]]:
    """Ranges of pieces with tag `begin` or the I tag after it."""
    spans: list[tuple[int, int]] = []
    for at in np.flatnonzero((tags == begin) | (tags == begin + 1)).tolist():
        if spans and spans[-1][1] == at and tags[at] != begin:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans
