"""A quotation laid along a tape: which of its words stand where, in near-linear memory.

A local alignment with three moves: the next word, a few words skipped, and a jump to anywhere,
which costs more. Each row of the table is reckoned at once (numpy), so that an hour of speech
takes some milliseconds a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..words import listed
from .tokens import Token

_SKIP, _STOP, _GAP, _JUMP, _OTHER, _EXTRA = 0.1, 0.5, 0.4, 2.2, 0.6, 0.5
"""What it costs to skip a word, a full stop, any word at all; to jump; another word; one more."""

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Step:
    """A word of the quotation, and the word of the tape that stands beside it (None: none)."""

    quoted: int
    heard: int | None
    same: bool
    jumped: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """All words of a quotation beside the tape's; the share of their weight that is the same."""

    steps: tuple[Step, ...]
    share: float
    content: int

    @property
    def kept(self) -> tuple[Step, ...]:
        """The words that are the same."""
        return tuple(s for s in self.steps if s.same)


class Tape:
    """The words of a transcript, made ready to be searched."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self._numbers: dict[str, int] = {}
        ids = [self._numbers.setdefault(t.key, len(self._numbers)) for t in self.tokens]
        self._ids: NDArray[np.int32] = np.array(ids, dtype=np.int32)
        self._is = [self._numbers[k] for k in ("is", "has", "us") if k in self._numbers]

    def same(self, token: Token) -> NDArray[np.bool_]:
        """Which words of the tape are this one."""
        wanted = [self._numbers[token.key]] if token.key in self._numbers else []
        if token.key == "'s":
            wanted += self._is
        elif token.key in ("is", "has") and "'s" in self._numbers:
            wanted.append(self._numbers["'s"])
        elif "*" in token.key:
            wanted += [n for k, n in self._numbers.items() if k[0] == token.key[0] and len(k) > 2]
        return np.isin(self._ids, wanted)


def weight(token: Token) -> float:
    """How much it says that a word is the same in both."""
    if token.number is not None or token.named:
        return 1.2
    return 0.5 if token.key in listed("stop") or len(token.key) < 2 else 1.0


def align(quote: Sequence[Token], tape: Tape) -> Alignment | None:
    """The best place of the quotation on the tape; None where either is empty."""
    quote = quote[:_LONGEST]
    if not quote or not tape.tokens:
        return None
    n = len(tape.tokens)
    costs = [_SKIP + (_STOP if t.after == "." else 0) for t in tape.tokens]
    place = np.concatenate(([0.0], np.cumsum(costs))).astype(np.float32)
    score = np.zeros(n + 1, dtype=np.float32)
    back: list[tuple[NDArray[np.int8], NDArray[np.int32]]] = []
    same = [tape.same(t) for t in quote]
    for row, token in enumerate(quote):
        score, kind, source = _row(score, place, same[row], weight(token), first=row == 0)
        back.append((kind, source))
    steps = _steps(back, int(score.argmax()), same)
    every = sum(weight(t) for t in quote)
    kept = [quote[s.quoted] for s in steps if s.same]
    share = sum(map(weight, kept)) / every if every else 0.0
    return Alignment(tuple(steps), share, sum(weight(t) >= 1 for t in kept))


def _row(
    score: NDArray[np.float32],
    place: NDArray[np.float32],
    same: NDArray[np.bool_],
    gain: float,
    *,
    first: bool,
) -> tuple[NDArray[np.float32], NDArray[np.int8], NDArray[np.int32]]:
    """One word more: 0 no word beside it, 1 the next or one after a few, 2 after a jump."""
    n = len(same)
    sloped = score + place
    high = np.maximum.accumulate(sloped)
    at = np.maximum.accumulate(np.where(sloped == high, np.arange(n + 1), 0))[:n]
    skipped = (high - place)[:n] - np.float32(_GAP)
    near = np.maximum(score[:n], skipped)
    at = np.where(skipped > score[:n], at, np.arange(n))
    best = int(score.argmax())
    far = np.float32(score[best] - (0 if first else _JUMP))
    jumped = far > near
    entry = np.where(jumped, far, near)
    taken = entry + np.where(same, np.float32(gain), np.float32(-_OTHER))
    left = score - np.float32(_EXTRA)
    made = left.copy()
    kind = np.zeros(n + 1, dtype=np.int8)
    source = np.arange(n + 1, dtype=np.int32)
    better = taken > left[1:]
    made[1:][better] = taken[better]
    kind[1:][better] = np.where(jumped, 2, 1)[better]
    source[1:][better] = np.where(jumped, best, at)[better]
    return made, kind, source


def _steps(
    back: Sequence[tuple[NDArray[np.int8], NDArray[np.int32]]],
    end: int,
    same: Sequence[NDArray[np.bool_]],
) -> list[Step]:
    steps: list[Step] = []
    pointer = end
    for row in range(len(back) - 1, -1, -1):
        kind, source = back[row]
        if kind[pointer] == 0:
            steps.append(Step(row, None, False))
            continue
        heard = pointer - 1
        jumped = bool(kind[pointer] == 2) and row > 0
        steps.append(Step(row, heard, bool(same[row][heard]), jumped))
        pointer = int(source[pointer])
    return steps[::-1]
