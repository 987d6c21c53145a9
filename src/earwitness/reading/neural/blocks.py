"""What is known of one block, and the link scores inside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .arrays import Array
from .chain import spans_of

LINK = 64
BUCKETS = 27
TINY = 1e-6
SOURCE, CUE, CONTENT = 1, 3, 5
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is tuned on dev articles, or learned beside the network."""

    moves: Array  # 7 by 7
    far: Array  # 2 by BUCKETS, for cues and for sources, by distance
    apart: Array  # 2 by 3, by how many blocks lie between
    bias: tuple[float, ...] = (0.0,) * 7  # added to tag scores
    weak_cue: float = 0.15  # chance from which a piece may be a cue though the best path says no
    weak_source: float = 0.2
    link_floor: float = 0.02  # a content whose best cue has less is on its own
    none_bias: float = 0.0  # added to the log chance of having no source
    cue_share: float = 0.5  # of the cue's pieces in the choice of the source
    switch: float = 8.0  # cost of cutting a content where its cue changes
    merge_floor: float = 0.2  # a further content whose link to the same cue is weaker is on its own
    reach: float = 0.3  # least strength of a link to a cue in another block
    least: float = 0.0  # statements with less confidence are dropped
    calibration: tuple[float, ...] = field(default=())  # logistic weights, the constant first
    curve: tuple[tuple[float, ...], ...] = field(default=())  # what the logistic says, what is true


@dataclass(frozen=True, slots=True)
class Found:
    """One statement, in ranges of pieces."""

    contents: tuple[Range, ...]
    cue: Range | None
    source: Range | None
    features: tuple[float, ...]  # of the confidence


FAR = 512  # pieces; beyond it all distances count as one
SMALL = 200_000  # products of this size stay in the caller's thread


def _buckets() -> Array:
    distance = np.arange(-FAR, FAR + 1)
    size = np.maximum(np.abs(distance), 1)
    log = np.floor(2 * np.log2(size / 4)).astype(int) + 4
    bucket = np.where(np.abs(distance) < 4, np.abs(distance), np.minimum(log, BUCKETS // 2))
    return np.where(distance < 0, -bucket, bucket) + BUCKETS // 2


BUCKET_OF = _buckets()


@dataclass(frozen=True)
class Block:
    """What is known of one block's pieces; spans count from the block's start.

    Its links are reckoned when asked for: where nothing is said, nobody asks.
    """

    start: int
    contents: list[Range]
    chances: Array  # of tags
    cues: list[Range]
    sources: list[Range]
    vectors: Array
    settings: Settings

    @cached_property
    def to_cue(self) -> Array:
        """Piece by cue: chance that the piece's cue is that one."""
        return mass(softmax(links(self.vectors, 0, self.settings)), self.cues)

    @cached_property
    def to_source(self) -> Array:
        """Piece by source: chance that it is the piece's; and "none" in the last column."""
        none = self.vectors[:, 4 * LINK : 4 * LINK + 1] + np.float32(self.settings.none_bias)
        chance = softmax(np.concatenate([links(self.vectors, 1, self.settings), none], 1))
        return np.concatenate([mass(chance, self.sources), chance[:, -1:]], 1)

    @property
    def size(self) -> int:
        """Number of pieces."""
        return len(self.chances)

    @property
    def end(self) -> int:
        """The piece after the last."""
        return self.start + self.size


def read_block(
    start: int, tags: Array, chances: Array, vectors: Array, settings: Settings
) -> Block:
    """The spans of one block."""
    cues = with_weak(tags, chances, CUE, settings.weak_cue)
    sources = with_weak(tags, chances, SOURCE, settings.weak_source)
    contents = spans_of(tags, CONTENT)
    return Block(start, contents, chances, cues, sources, vectors, settings)


def end_source(block: Block, total: Array) -> tuple[Range | None, float]:
    """The likeliest source, or None; and how sure that is."""
    best = int(total.argmax())
    return (block.sources[best] if best < len(block.sources) else None), float(total[best])


def with_weak(tags: Array, chances: Array, begin: int, floor: float) -> list[Range]:
    """Spans of the best path, and stretches of likely pieces apart from them."""
    likely = chances[:, begin] + chances[:, begin + 1] > floor
    sure = (tags == begin) | (tags == begin + 1)
    weak = np.where(likely & ~sure, begin + 1, 0)
    return sorted(spans_of(tags, begin) + spans_of(weak, begin))


def links(vectors: Array, head: int, settings: Settings, rows: Array | None = None) -> Array:
    """Scores from every piece (or `rows`) to every piece, by head 0 (cues) or 1 (sources)."""
    size = len(vectors)
    asked = vectors if rows is None else vectors[rows]
    query = asked[:, 2 * head * LINK : (2 * head + 1) * LINK] / np.float32(math.sqrt(LINK))
    key = vectors[:, (2 * head + 1) * LINK : (2 * head + 2) * LINK].T
    step = max(1, SMALL // (LINK * size))
    parts = [query[i : i + step] @ key for i in range(0, len(query), step)]
    near = _by_distance(settings.far[head], size)
    scores: Array = np.concatenate(parts) + (near if rows is None else near[rows])
    return scores


def _by_distance(far: Array, size: int) -> Array:
    """What distance adds, from each piece to each: row i, column j is that of j - i."""
    distance = np.arange(1 - size, size)
    if size > FAR:
        distance = np.clip(distance, -FAR, FAR)
    row = far[BUCKET_OF[distance + FAR]]
    step = row.itemsize
    # Each row is the one above it moved by one: a view of the same numbers, nothing copied.
    return np.ndarray((size, size), row.dtype, row, (size - 1) * step, (-step, step))


def softmax(scores: Array) -> Array:
    """Chances of each row."""
    out = np.exp(scores - scores.max(1, keepdims=True))
    chances: Array = out / out.sum(1, keepdims=True)
    return chances


def mass(chance: Array, spans: Sequence[Range]) -> Array:
    """Chance that each row points into each span."""
    if not spans:
        return np.zeros((len(chance), 0), np.float32)
    return np.stack([chance[:, s:e].sum(1) for s, e in spans], 1)
