"""From tag scores and link vectors to statements: cues of contents, sources, confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .arrays import Array
from .blocks import CONTENT, CUE, TINY, Block, Found, Range, Settings, end_source, read_block
from .chain import block_ranges, read_tags
from .reach import adopt


def find(scores: Array, vectors: Array, block: Array, settings: Settings) -> list[Found]:
    """The statements of one document."""
    if not len(scores):
        return []
    ranges = block_ranges(block)
    tags, chances = read_tags(scores + np.array(settings.bias, np.float32), settings.moves, ranges)
    blocks = [read_block(s, tags[s:e], chances[s:e], vectors[s:e], settings) for s, e in ranges]
    found = [
        (number, _moved(_finish(one, *group), one.start))
        for number, one in enumerate(blocks)
        for group in _grouped(one, one.contents)
    ]
    return adopt(found, blocks, vectors, settings)


def _moved(found: Found, by: int) -> Found:
    def move(spot: Range) -> Range:
        return spot[0] + by, spot[1] + by

    return Found(
        contents=tuple(move(c) for c in found.contents),
        cue=move(found.cue) if found.cue else None,
        source=move(found.source) if found.source else None,
        features=found.features,
    )


def _grouped(
    block: Block, contents: Sequence[Range]
) -> list[tuple[list[Range], int | None, float]]:
    """Contents by the cue that they point to: (contents, cue, strength of the weakest link)."""
    by_cue: dict[int, list[tuple[float, Range]]] = {}
    groups: list[tuple[list[Range], int | None, float]] = []
    for content in contents:
        for part, cue, strength in _cues_of(block, content):
            if cue is None:
                groups.append(([part], None, strength))
            else:
                by_cue.setdefault(cue, []).append((strength, part))
    floor = block.settings.merge_floor
    for cue, parts in by_cue.items():
        top = max(parts)
        kept = [x for x in parts if x == top or x[0] >= floor]
        groups.append(([part for _, part in kept], cue, min(kept)[0]))
        groups += [([part], None, weak) for weak, part in parts if (weak, part) not in kept]
    return groups


def _cues_of(block: Block, content: Range) -> list[tuple[Range, int | None, float]]:
    """The content, or its parts where the cue changes, each with its cue."""
    mass = block.to_cue[content[0] : content[1]]
    if not mass.shape[1]:
        return [(content, None, 0.0)]
    mean = mass.mean(0)
    if mean.max() < block.settings.link_floor:
        return [(content, None, float(mean.max()))]
    return [
        ((content[0] + s, content[0] + e), k, float(mass[s:e, k].mean()))
        for s, e, k in _runs(np.log(mass + TINY), block.settings.switch)
    ]


def _runs(gain: Array, switch: float) -> list[tuple[int, int, int]]:
    """Best cutting of rows into runs of one column each; each change costs `switch`."""
    first = int(gain[0].argmax())
    if (gain.argmax(1) == first).all():
        return [(0, len(gain), first)]
    best = gain[0]
    back = np.zeros(gain.shape, np.int64)
    own = np.arange(gain.shape[1])
    for t in range(1, len(gain)):
        top = int(best.argmax())
        back[t] = np.where(best >= best[top] - switch, own, top)
        best = np.maximum(best, best[top] - switch) + gain[t]
    column, end, runs = int(best.argmax()), len(gain), []
    for t in range(len(gain) - 1, 0, -1):
        if back[t, column] != column:
            runs.append((t, end, column))
            column, end = int(back[t, column]), t
    return [(0, end, column), *reversed(runs)]


def _finish(block: Block, contents: list[Range], cue: int | None, strength: float) -> Found:
    """Choose the source, and collect what the confidence is made of."""
    source, certainty = _source_of(block, contents, cue)
    where = None if cue is None else block.cues[cue]
    inner = np.concatenate([block.chances[s:e, CONTENT:].sum(1) for s, e in contents])
    begins = min(float(block.chances[s, CONTENT]) for s, _ in contents)
    ends = min(_end_chance(block, e) for _, e in contents)
    cue_chance = float(block.chances[slice(*where), CUE : CUE + 2].sum(1).max()) if where else 0.0
    features = (
        float(np.log(inner + TINY).mean()),
        *(math.log(x + 0.01) for x in (begins, ends, cue_chance, strength, certainty)),
        float(source is None),
        math.log(len(inner)),
    )
    return Found(tuple(sorted(contents)), where, source, features)


def _end_chance(block: Block, end: int) -> float:
    """Chance that a content does not go on at `end`."""
    return 1.0 if end >= len(block.chances) else 1 - float(block.chances[end, CONTENT + 1])


def _source_of(block: Block, contents: list[Range], cue: int | None) -> tuple[Range | None, float]:
    """The source that cue and contents point to, or None; and how sure that is."""
    total = np.concatenate([block.to_source[s:e] for s, e in contents]).mean(0)
    if cue is not None:
        share = block.settings.cue_share
        total = (1 - share) * total + share * block.to_source[slice(*block.cues[cue])].mean(0)
    return end_source(block, total)


def confidence(found: Found, settings: Settings) -> float:
    """Chance that content and source are right, as on dev articles."""
    weights = settings.calibration
    if not weights:
        return math.exp(found.features[4])
    total = weights[0] + sum(w * x for w, x in zip(weights[1:], found.features, strict=True))
    raw = 1 / (1 + math.exp(-total))
    if not settings.curve:
        return raw
    return float(np.interp(raw, settings.curve[0], settings.curve[1]))
