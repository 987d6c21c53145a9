"""Which of very many quotations may give the same words, in near-linear time and bounded memory.

Every quotation is marked by a few of its word three-grams: of each four in a row the one with the
smallest hash (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003), so that two quotations that
share six words in a row share a mark. Marks are packed with the number of their quotation into
64 bits, sorted part by part, and quotations with one mark are paired: of a mark that many have,
each with the latest few only. A pair is a candidate; `earwitness.tracing.alignment` decides.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

GRAM, WINDOW, SHORT = 3, 4, 12
"""Words in a gram; grams of which one is kept; up to how many words all are kept."""

_PARTS = 64
_LATEST, _COMMON, _FEW = 8, 64, 2
_LOW = (1 << 32) - 1


def marks(words: Sequence[str]) -> set[int]:
    """The marks of a quotation: 32 bits each, the same in every run and on every machine."""
    folded = [_folded(w) for w in words]
    if len(folded) < GRAM:
        return {_hash(folded)} if folded else set()
    grams = [_hash(folded[i : i + GRAM]) for i in range(len(folded) - GRAM + 1)]
    if len(folded) <= SHORT:
        pairs = (_hash((folded[i], folded[i + 2])) for i in range(len(folded) - 2))
        return {*grams, *pairs}
    return {min(grams[i : i + WINDOW]) for i in range(max(1, len(grams) - WINDOW + 1))}


def _folded(word: str) -> str:
    """A censored word as its first letter: f*** and what stands for it share it seldom, but do."""
    return word[0] if "*" in word else word


def _hash(words: Iterable[str]) -> int:
    return crc32("\x1f".join(words).encode("utf-8", "surrogatepass"))


def candidates(quotations: Iterable[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The pairs that may be the same words, by their numbers, the smaller first; each pair once.

    Takes about 60 bytes for a quotation besides what the caller holds, whatever their number.
    """
    parts = _marked(quotations)
    found = [array("Q") for _ in range(_PARTS)]
    for n in range(_PARTS):
        for one, other in _paired(sorted(parts[n])):
            found[one % _PARTS].append(one << 32 | other)
        parts[n] = array("Q")
    for n in range(_PARTS):
        for pair in sorted(set(found[n])):
            yield pair >> 32, pair & _LOW
        found[n] = array("Q")


def _marked(quotations: Iterable[Sequence[str]]) -> list[array[int]]:
    """Mark and number of quotation in 64 bits, in parts by the mark."""
    parts = [array("Q") for _ in range(_PARTS)]
    for number, words in enumerate(quotations):
        for mark in marks(words):
            parts[mark % _PARTS].append(mark << 32 | number)
    return parts


def _paired(packed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Quotations that share a mark; `packed` is in order, so that one mark's are together."""
    start = 0
    for end in range(1, len(packed) + 1):
        if end < len(packed) and packed[end] >> 32 == packed[start] >> 32:
            continue
        group = [p & _LOW for p in packed[start:end]]
        reach = _LATEST if len(group) <= _COMMON else _FEW
        for k, other in enumerate(group):
            for one in group[max(0, k - reach) : k]:
                yield one, other
        start = end


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two quotations share enough words, in any order, to be worth an alignment."""
    few, many = sorted((one, other), key=len)
    held = set(many)
    both = sum(w in held for w in few)
    return both >= 0.6 * len(few) and both >= min(3, len(few))
