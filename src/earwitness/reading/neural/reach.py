"""Contents whose cue stands in another paragraph: `He said:`, then the words; or the name below."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from .arrays import Array
from .blocks import (
    CUE,
    TINY,
    Block,
    Found,
    Range,
    Settings,
    end_source,
    links,
    mass,
    softmax,
)

BEFORE, AFTER = 3, 1  # blocks that are looked at
LEADING = 0.9  # strength of a cue that ends the paragraph before
COVER = 0.6  # share of its block that such a content has at least


def is_orphan(found: Found, bounds: Range) -> bool:
    """Has no cue, and fills most of its block."""
    size = sum(e - s for s, e in found.contents)
    return found.cue is None and size >= COVER * (bounds[1] - bounds[0])


def nearest_cue(
    found: Found, number: int, blocks: list[Block], vectors: Array, settings: Settings
) -> tuple[int, Range, float] | None:
    """Block number, place and strength of the cue that an orphan points to, if any."""
    if number and (leading := _leading(blocks[number - 1])):
        return number - 1, leading, LEADING
    first, last = max(0, number - BEFORE), min(len(blocks), number + AFTER + 1)
    near = range(first, last)
    start, end = blocks[first].start, blocks[last - 1].end
    apart = np.concatenate([np.full(blocks[k].size, min(2, abs(k - number))) for k in near])
    rows = np.concatenate([np.arange(s - start, e - start) for s, e in found.contents])
    scores = links(vectors[start:end], 0, settings, rows) + settings.apart[0][apart]
    spots = [(k, cue) for k in near if k != number for cue in blocks[k].cues]
    if not spots:
        return None
    moved = [(blocks[k].start - start + s, blocks[k].start - start + e) for k, (s, e) in spots]
    strength = mass(softmax(scores), moved).mean(0)
    best = int(strength.argmax())
    if strength[best] < settings.reach:
        return None
    at, (s, e) = spots[best]
    return at, (blocks[at].start + s, blocks[at].start + e), float(strength[best])


def _leading(block: Block) -> Range | None:
    """A cue that ends its block, or stands before its last piece: `He said:`."""
    ends = [cue for cue in block.cues if cue[1] >= block.size - 1]
    if not ends or any(e > ends[-1][1] for _, e in block.contents):
        return None
    return block.start + ends[-1][0], block.start + ends[-1][1]


def adopt(
    found: list[tuple[int, Found]], blocks: list[Block], vectors: Array, settings: Settings
) -> list[Found]:
    """Join orphans to the statement of the cue that they point to, or give them that cue."""
    by_cue = {one.cue: one for _, one in found if one.cue}
    alone: list[Found] = []
    for number, one in found:
        if one.cue:
            continue
        spot = None
        if is_orphan(one, (blocks[number].start, blocks[number].end)):
            spot = nearest_cue(one, number, blocks, vectors, settings)
        if spot is None:
            alone.append(one)
            continue
        by_cue[spot[1]] = _joined(one, by_cue.get(spot[1]), blocks[spot[0]], spot)
    return [*by_cue.values(), *alone]


def _joined(
    orphan: Found, statement: Found | None, home: Block, spot: tuple[int, Range, float]
) -> Found:
    if statement is not None:
        return replace(statement, contents=tuple(sorted(statement.contents + orphan.contents)))
    _, cue, strength = spot
    local = (cue[0] - home.start, cue[1] - home.start)
    source, certainty = end_source(home, home.to_source[slice(*local)].mean(0))
    features = list(orphan.features)
    features[3] = math.log(float(home.chances[slice(*local), CUE : CUE + 2].sum(1).max()) + 0.01)
    features[4], features[5] = math.log(strength + 0.01), math.log(certainty + 0.01 + TINY)
    features[6] = float(source is None)
    moved = (source[0] + home.start, source[1] + home.start) if source else None
    return Found(orphan.contents, cue, moved, tuple(features))
