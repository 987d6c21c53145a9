"""Which of very many quotations may give the same words, in near-linear time and bounded memory.

Every quotation is marked by a few of its word three-grams: of each four in a row the one with the
smallest hash (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003), so that two quotations that
share six words in a row share a mark. All marks are sorted at once, and quotations with one mark
are paired: of a mark that many have, each with the latest few only. Of the pairs, those that share
enough words are candidates; `earwitness.tracing.alignment` decides. All of it is arrays of numbers
(`word_arrays`): four bytes a word, and about 150 a quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

ENOUGH = 0.6
"""The share of the shorter quotation's words that the longer one must have."""


@lru_cache(maxsize=1 << 16)
def number_of(word: str) -> int:
    """A word as 32 bits, the same in every run and on every machine.

    A censored word is its first letter: f*** and what stands for it share it seldom, but do.
    """
    folded = word[0] if "*" in word else word
    return crc32(folded.encode("utf-8", "surrogatepass"))


def marks(words: Sequence[str]) -> set[int]:
    """The marks of a quotation, 32 bits each."""
    from .word_arrays import Words, winnowed  # noqa: PLC0415

    held = Words(map(number_of, words) for words in (words,))
    return {int(mark) for mark in winnowed(held)[0]}


def candidates(quotations: Iterable[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The pairs that may be the same words, by their numbers, the smaller first; each pair once."""
    from .word_arrays import Words, pairs_of  # noqa: PLC0415  numpy, which not every command needs

    yield from pairs_of(Words(map(number_of, words) for words in quotations), ENOUGH)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two quotations share enough words, in any order, to be worth an alignment."""
    few, many = sorted((one, other), key=len)
    held = set(many)
    both = sum(w in held for w in few)
    return both >= ENOUGH * len(few) and both >= min(3, len(few))
