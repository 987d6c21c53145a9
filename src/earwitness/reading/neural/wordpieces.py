"""Text to wordpieces with features, and wordpieces to windows; training and run time share it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from .arrays import Array

CLS, SEP, PAD = 101, 102, 0
CASES, BREAKS, QUOTES = 6, 3, 4
OPENING, CLOSING = "“„«〝", "”»〞"
_MARK = re.compile(rf"[{OPENING}{CLOSING}\"]|''")
OUTSIDE, INSIDE, MARK_OPEN, MARK_CLOSE = range(QUOTES)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Wordpieces of one document: parallel arrays; `spans` are code points of the text."""

    ids: Array
    spans: Array
    case: Array
    breaks: Array
    quote: Array
    block: Array

    def __len__(self) -> int:
        return len(self.ids)


def encode(tokenizer: Any, text: str, blocks: Sequence[tuple[int, int]]) -> Pieces:
    """Wordpieces of the blocks, in order, each with its features."""
    parts = tokenizer.encode_batch([text[s:e] for s, e in blocks], add_special_tokens=False)
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    block: list[int] = []
    quote: list[int] = []
    for number, ((start, end), part) in enumerate(zip(blocks, parts, strict=True)):
        states = quote_states(text[start:end])
        ids += part.ids
        spans += [(start + s, start + e) for s, e in part.offsets]
        quote += [states[s] for s, _ in part.offsets]
        block += [number] * len(part.ids)
    return Pieces(
        ids=np.array(ids, np.int64),
        spans=np.array(spans, np.int64).reshape(-1, 2),
        case=np.array([case_class(text[s:e]) for s, e in spans], np.int64),
        breaks=_breaks(np.array(block, np.int64)),
        quote=np.array(quote, np.int64),
        block=np.array(block, np.int64),
    )


def _breaks(block: Array) -> Array:
    """0 within a block, 1 at the first piece of a block, 2 at the first of the document."""
    out = np.zeros(len(block), np.int64)
    if len(block):
        out[1:] = block[1:] != block[:-1]
        out[0] = 2
    return out


@lru_cache(maxsize=1 << 16)
def case_class(surface: str) -> int:
    """0 no letter, 1 lower, 2 Title, 3 one capital letter, 4 CAPITALS, 5 mIxed."""
    if surface.islower():
        return 1
    if surface.isupper():
        return 3 if len(surface) == 1 else 4
    if not any(c.isalpha() for c in surface):
        return 0
    return 2 if surface[:1].isupper() and surface[1:].islower() else 5


def quote_states(block: str) -> list[int]:
    """For each code point of a block: outside, inside, an opening or a closing double mark."""
    states: list[int] = []
    is_open = False
    for mark in _MARK.finditer(block):
        states += [INSIDE if is_open else OUTSIDE] * (mark.start() - len(states))
        char = mark.group()
        is_open = char in OPENING or (char not in CLOSING and not is_open)
        states += [MARK_OPEN if is_open else MARK_CLOSE] * len(char)
    return states + [INSIDE if is_open else OUTSIDE] * (len(block) - len(states))


def cut_windows(block: Array, limit: int, *, first: int | None = None) -> list[tuple[int, int]]:
    """Ranges of at most `limit` pieces, cut at block ends; only a longer block is cut inside.

    `first` makes the first window shorter, so that training sees other cuts in each epoch.
    """
    windows: list[tuple[int, int]] = []
    start, room = 0, first or limit
    bounds = [*np.flatnonzero(np.diff(block)) + 1, len(block)] if len(block) else []
    last = 0
    for end in bounds:
        while end - start > room:
            cut = last if last > start else start + limit
            if cut >= end:
                break
            windows.append((start, cut))
            start, room = cut, limit
        last = int(end)
    if start < len(block):
        windows.append((start, len(block)))
    return windows


def pad(rows: Sequence[Array], fill: int = 0) -> Array:
    """Rows of unlike length as one array."""
    out = np.full((len(rows), max(map(len, rows))), fill, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def window_inputs(pieces: Pieces, windows: Sequence[tuple[int, int]]) -> dict[str, Array]:
    """The arrays which the model reads: [CLS] window [SEP], padded; mask is 1 on real pieces."""
    ids = [np.concatenate(([CLS], pieces.ids[s:e], [SEP])) for s, e in windows]
    edged = {
        name: pad([np.concatenate(([0], getattr(pieces, name)[s:e], [0])) for s, e in windows])
        for name in ("case", "breaks", "quote")
    }
    return {"ids": pad(ids, PAD), "mask": pad([np.ones(len(r), np.int64) for r in ids]), **edged}
