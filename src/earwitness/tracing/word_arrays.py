"""Very many quotations as arrays of numbers: their marks, and the pairs that share enough words.

What it is for stands in `same_words`. Nothing here grows with the square of anything: marks are
sorted once, each is paired with a few before it, and pairs are filtered block by block.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

GRAM, WINDOW, SHORT = 3, 4, 12
"""Words in a gram; grams of which one is kept; up to how many words all are kept."""

LATEST, COMMON, FEW = 8, 64, 2
"""With how many before it each of a mark is paired; how many make a mark common; then how many."""

_BLOCK = 1 << 20
_PAIRS = 1 << 17
_NONE = np.uint32(0xFFFFFFFF)
_U64: TypeAlias = NDArray[np.uint64]
_U32: TypeAlias = NDArray[np.uint32]
_Places: TypeAlias = NDArray[np.int64]


class Words:
    """The words of all quotations in one row, 32 bits each, and where each quotation begins."""

    def __init__(self, quotations: Iterable[Iterable[int]]) -> None:
        flat, starts = array("I"), array("Q", [0])
        for words in quotations:
            flat.extend(words)
            starts.append(len(flat))
        self.flat: _U32 = np.frombuffer(flat, dtype=np.uint32) if flat else np.zeros(0, np.uint32)
        self.starts: _Places = np.frombuffer(starts, dtype=np.uint64).astype(np.int64)
        self.lengths: _Places = np.diff(self.starts)

    @classmethod
    def of(cls, flat: _U32, starts: _Places) -> Words:
        """The same of a row that is there already, perhaps on disk."""
        made = cls(())
        made.flat, made.starts, made.lengths = flat, starts, np.diff(starts)
        return made

    def __len__(self) -> int:
        return len(self.lengths)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Ranges of quotations that hold about as many words each."""
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self.starts, self.starts[first] + _BLOCK, side="right")) - 1
            last = min(max(last, first + 1), len(self))
            yield first, last
            first = last


def _mixed(*parts: _U32) -> _U32:
    """One 32-bit hash of numbers in this order (multiply and shift, as splitmix64 ends)."""
    mixed = np.full(len(parts[0]), len(parts), dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ part) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def winnowed(words: Words) -> tuple[_U32, _U32]:
    """Marks, and the number of the quotation of each."""
    made = [_block_marks(words, first, last) for first, last in words.blocks()]
    if not made:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    return np.concatenate([m for m, _ in made]), np.concatenate([n for _, n in made])


def _block_marks(words: Words, first: int, last: int) -> tuple[_U32, _U32]:
    start, end = int(words.starts[first]), int(words.starts[last])
    flat, length = words.flat[start:end], words.lengths[first:last]
    owner = np.repeat(np.arange(first, last, dtype=np.uint32), length)
    left = np.repeat(words.starts[first + 1 : last + 1] - start, length) - np.arange(len(flat))
    size = np.repeat(length, length)
    kept = [
        _short_marks(flat, left, size),
        _gram_marks(flat, left, size),
    ]
    marks = np.concatenate([m for group in kept for m, _ in group])
    places = np.concatenate([p for group in kept for _, p in group])
    return marks, owner[places]


_Marked = tuple[_U32, _Places]


def _short_marks(flat: _U32, left: _Places, size: _Places) -> list[_Marked]:
    """Of a quotation shorter than a gram, all its words; of a short one, pairs over a gap too."""
    tiny = np.flatnonzero((size < GRAM) & (left == size))
    pair = np.flatnonzero((size <= SHORT) & (left >= GRAM))
    after = flat[np.minimum(tiny + 1, len(flat) - 1)]
    whole = _mixed(flat[tiny], np.where(size[tiny] > 1, after, _NONE))
    return [(whole, tiny), (_mixed(flat[pair], flat[pair + 2]), pair)]


def _gram_marks(flat: _U32, left: _Places, size: _Places) -> list[_Marked]:
    """The grams of the short ones; of the longer ones the smallest of each window."""
    at = np.flatnonzero(left >= GRAM)
    gram = np.full(len(flat) + WINDOW, _NONE, dtype=np.uint32)
    gram[at] = _mixed(flat[at], flat[at + 1], flat[at + 2])
    short = np.flatnonzero((left >= GRAM) & (size <= SHORT))
    full = np.flatnonzero((left >= GRAM + WINDOW - 1) & (size > SHORT))
    windows = np.stack([gram[full + k] for k in range(WINDOW)])
    least = windows.min(axis=0)
    # One gram is the smallest of several windows in a row: it is one mark.
    new = np.ones(len(full), dtype=bool)
    new[1:] = (least[1:] != least[:-1]) | (full[1:] != full[:-1] + 1)
    return [(gram[short], short), (least[new], full[new])]


def pairs_of(words: Words, enough: float) -> Iterator[tuple[int, int]]:
    """The pairs that share a mark and enough of the shorter one's words, in order, each once."""
    sketch = sketches(words)
    found = [
        not_unlike(words, sketch, pairs, enough) for pairs in paired(packed_marks(*winnowed(words)))
    ]
    every = np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
    for at in range(0, len(every), _PAIRS):
        one, other = halves(every[at : at + _PAIRS])
        for i in np.flatnonzero(share_enough(words, one, other, enough)):
            yield int(one[i]), int(other[i])


def packed_marks(marks: _U32, numbers: _U32) -> _U64:
    """Mark and number of quotation in 64 bits, in order, each once."""
    packed = marks.astype(np.uint64) << np.uint64(32) | numbers
    packed.sort()
    new = np.ones(len(packed), dtype=bool)
    new[1:] = packed[1:] != packed[:-1]
    return packed[new]


def halves(packed: _U64) -> tuple[_Places, _Places]:
    """The upper and the lower 32 bits of each."""
    return (packed >> np.uint64(32)).astype(np.int64), (packed & np.uint64(_NONE)).astype(np.int64)


def paired(packed: _U64) -> Iterator[_U64]:
    """Quotations that share a mark, the smaller number first, some more than once."""
    reach = _reach(packed)
    for start in range(0, len(packed), _BLOCK):
        for back in range(1, LATEST + 1):
            first = max(start, back)
            now, before = (
                packed[first : start + _BLOCK],
                packed[first - back : start + _BLOCK - back],
            )
            before = before[: len(now)]
            one_mark = (now ^ before) >> np.uint64(32) == 0
            at = np.flatnonzero(one_mark & (reach[first : start + _BLOCK] >= back))
            yield before[at] << np.uint64(32) | (now[at] & np.uint64(_NONE))


def _reach(packed: _U64) -> NDArray[np.uint8]:
    """For each mark, with how many before it it is paired."""
    mark = packed >> np.uint64(32)
    new = np.ones(len(mark), dtype=bool)
    new[1:] = mark[1:] != mark[:-1]
    sizes = np.diff(np.append(np.flatnonzero(new), len(mark)))
    return np.repeat(np.where(sizes > COMMON, FEW, LATEST).astype(np.uint8), sizes)


_COLUMNS = 4
_ONES = np.array([bin(n).count("1") for n in range(1 << 16)], dtype=np.uint8)


def sketches(words: Words) -> _U64:
    """256 bits for each quotation, one set for each of its words (Bloom 1970)."""
    made = np.zeros((len(words), _COLUMNS), dtype=np.uint64)
    for first, last in words.blocks():
        flat = words.flat[words.starts[first] : words.starts[last]].astype(np.uint64)
        some = np.flatnonzero(words.lengths[first:last])
        if not len(some):
            continue
        bit = np.uint64(1) << (flat & np.uint64(63))
        column = flat >> np.uint64(6) & np.uint64(_COLUMNS - 1)
        at = words.starts[first + some] - words.starts[first]
        for c in range(_COLUMNS):
            held = np.where(column == c, bit, np.uint64(0))
            made[first + some, c] = np.bitwise_or.reduceat(held, at)
    return made


def not_unlike(words: Words, sketch: _U64, pairs: _U64, enough: float) -> _U64:
    """The pairs but those of which the sketches alone show that too few words are shared."""
    few, many = _by_length(words, *halves(pairs))
    lacks = np.ascontiguousarray(sketch[few] & ~sketch[many]).view(np.uint16)
    missing = _ONES[lacks].reshape(-1, _COLUMNS * 4).sum(axis=1, dtype=np.int64)
    kept: _U64 = pairs[missing <= (1 - enough) * words.lengths[few] + 1e-9]
    return kept


def _by_length(words: Words, one: _Places, other: _Places) -> tuple[_Places, _Places]:
    longer = words.lengths[one] > words.lengths[other]
    return np.where(longer, other, one), np.where(longer, one, other)


def share_enough(words: Words, one: _Places, other: _Places, enough: float) -> NDArray[np.bool_]:
    """`same_words.alike` for many pairs at once."""
    few, many = _by_length(words, one, other)
    asked, pair = _keys(words, few)
    held = np.sort(_keys(words, many)[0])
    at = np.minimum(np.searchsorted(held, asked), len(held) - 1)
    both = np.bincount(pair, weights=held[at] == asked, minlength=len(few))
    return (both >= enough * words.lengths[few]) & (both >= np.minimum(3, words.lengths[few]))


def _keys(words: Words, chosen: _Places) -> tuple[_U64, _Places]:
    """Each word of the chosen quotations, with the place of its quotation among them before it."""
    length = words.lengths[chosen]
    pair = np.repeat(np.arange(len(chosen)), length)
    inside = np.arange(len(pair)) - np.repeat(np.cumsum(length) - length, length)
    word = words.flat[np.repeat(words.starts[chosen], length) + inside]
    return pair.astype(np.uint64) << np.uint64(32) | word, pair
