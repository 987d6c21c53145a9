"""Which of millions of texts share enough words, with the arrays on disk and spread in parts.

The work of `tracing.word_arrays`, for sets that are larger than memory: words, sketches and texts
lie in files; the marks are parted by their hash, and each part is sorted and paired on its own. The
parts do not know of each other, so they can be done in any order, by any number of processes.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from earwitness.tracing.alignment import Version, compare, version
from earwitness.tracing.same_words import ENOUGH, number_of
from earwitness.tracing.word_arrays import (
    Words,
    halves,
    not_unlike,
    packed_marks,
    paired,
    share_enough,
    sketches,
    winnowed,
)
from earwitness.tracing.words import tokens

Kind = Literal["quotations", "reports"]
_BATCH = 20_000
_PAIRS = 1 << 16
_PER_PART = 250_000
"""Texts for each part: a part of marks then takes about 30 MB, and what is made of it 200 MB."""
_HALF = 0.5
"""The share of the shorter report's sentences that make two reports one."""
_Pairs: TypeAlias = NDArray[np.uint64]
_Decide: TypeAlias = Callable[[int, int], "str | None"]
_SAMENESS = (
    "identical",
    "re-punctuated",
    "censored",
    "trimmed",
    "differs",
    "same words",
    "shared text",
)


class Store:
    """Texts being put on disk as numbers: words, sketches, marks in parts, and the texts."""

    def __init__(self, folder: Path, kind: Kind, parts: int) -> None:
        self.folder, self.kind, self.parts, self.count = folder, kind, parts, 0
        folder.mkdir(parents=True)
        names = ["flat", "sketch", "text", *(f"marks-{p}" for p in range(parts))]
        self._files = {name: (folder / name).open("wb") for name in names}
        self._starts, self._text_starts = array("q", [0]), array("q", [0])
        self._waiting: list[tuple[list[int], bytes]] = []

    def add(self, words: Sequence[int], text: str = "") -> None:
        """Put down one text; its number is how many were put down before."""
        self._waiting.append((list(words), text.encode("utf-8", "surrogatepass")))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left, and where each text begins."""
        self._flush()
        for file in self._files.values():
            file.close()
        for name, starts in (("starts", self._starts), ("text-starts", self._text_starts)):
            with (self.folder / name).open("wb") as file:
                starts.tofile(file)

    def _flush(self) -> None:
        if not self._waiting:
            return
        held = Words(words for words, _ in self._waiting)
        held.flat.tofile(self._files["flat"])
        sketches(held).tofile(self._files["sketch"])
        marks, numbers = winnowed(held) if self.kind == "quotations" else _each(held)
        self._part(packed_marks(marks, numbers + np.uint32(self.count)))
        for words, text in self._waiting:
            self._starts.append(self._starts[-1] + len(words))
            self._text_starts.append(self._text_starts[-1] + len(text))
        self._files["text"].write(b"".join(text for _, text in self._waiting))
        self.count += len(self._waiting)
        self._waiting.clear()

    def _part(self, packed: _Pairs) -> None:
        """Marks to their parts: all of one mark to one part."""
        part = (packed >> np.uint64(32)) % np.uint64(self.parts)
        for p in range(self.parts):
            packed[part == p].tofile(self._files[f"marks-{p}"])


def _each(words: Words) -> tuple[Any, Any]:
    """Every sentence of a report is a mark of it."""
    owner = np.repeat(np.arange(len(words), dtype=np.uint32), words.lengths)
    return words.flat, owner


def parts_for(count: int) -> int:
    """In how many parts so many texts are done."""
    return max(1, -(-count // _PER_PART))


@dataclass(frozen=True, slots=True)
class Pairing:
    """A task: the pairs that share a mark of this part, each into the part where it is decided."""

    folder: str
    kind: Kind
    part: int
    parts: int

    def run(self, tell: Callable[[int], object]) -> int:
        """Write the pairs; how many."""
        del tell
        folder = Path(self.folder)
        words, sketch = _opened(folder)
        packed = np.fromfile(folder / f"marks-{self.part}", dtype=np.uint64)
        packed.sort()
        found = [not_unlike(words, sketch, p, _enough(self.kind)) for p in paired(packed)]
        every = np.unique(np.concatenate(found)) if found else np.zeros(0, np.uint64)
        edges = [
            np.uint64(len(words) * p // self.parts) << np.uint64(32) for p in range(1, self.parts)
        ]
        cut = np.searchsorted(every, np.array(edges, dtype=np.uint64))
        for p, pairs in enumerate(np.split(every, cut)):
            pairs.tofile(folder / f"pairs-{self.part}-{p}")
        return len(every)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A task: which of the pairs of this part are one text, and how."""

    folder: str
    kind: Kind
    part: int
    parts: int

    def run(self, tell: Callable[[int], object]) -> int:
        """Write the pairs that are; how many were looked at."""
        del tell
        folder = Path(self.folder)
        words, _ = _opened(folder)
        files = (folder / f"pairs-{p}-{self.part}" for p in range(self.parts))
        every = np.unique(np.concatenate([np.fromfile(file, dtype=np.uint64) for file in files]))
        kept = array("q")
        with (folder / "text").open("rb") as texts:
            quoted = self.kind == "quotations"
            decide = _Texts(folder, texts).compared if quoted else _sentences_shared(words)
            looked = self._decided(words, every, decide, kept)
        with (folder / f"same-{self.part}").open("wb") as file:
            kept.tofile(file)
        return looked

    def _decided(self, words: Words, every: _Pairs, decide: _Decide, kept: array[int]) -> int:
        looked = 0
        for at in range(0, len(every), _PAIRS):
            one, other = halves(every[at : at + _PAIRS])
            for i in np.flatnonzero(share_enough(words, one, other, _enough(self.kind))):
                looked += 1
                how = decide(int(one[i]), int(other[i]))
                if how is not None:
                    kept.extend((int(one[i]), int(other[i]), _SAMENESS.index(how)))
        return looked


def same_pairs(folder: Path, parts: int) -> Iterator[tuple[int, int, str]]:
    """The pairs that were found to be one text, and how."""
    for part in range(parts):
        found = np.fromfile(folder / f"same-{part}", dtype=np.int64).reshape(-1, 3)
        for one, other, how in found:
            yield int(one), int(other), _SAMENESS[how]


def groups(count: int, pairs: Iterable[tuple[int, int, str]]) -> NDArray[np.int64]:
    """For each text the first of those that pairs tie to it, itself where there is none."""
    top = np.arange(count, dtype=np.int64)

    def head(at: int) -> int:
        while top[at] != at:
            top[at] = top[top[at]]
            at = int(top[at])
        return at

    for one, other, _ in pairs:
        a, b = head(one), head(other)
        top[max(a, b)] = min(a, b)
    for at in range(count):
        top[at] = top[top[at]]  # heads come before those that they head
    return top


def put_quotations(folder: Path, texts: Iterable[str], count: int) -> int:
    """Quotations to disk as numbers of their words; in how many parts."""
    parts = parts_for(count)
    store = Store(folder, "quotations", parts)
    for text in texts:
        store.add([number_of(word) for word in tokens(text)], text)
    store.close()
    return parts


def _enough(kind: Kind) -> float:
    return ENOUGH if kind == "quotations" else _HALF


def _opened(folder: Path) -> tuple[Words, _Pairs]:
    starts = np.fromfile(folder / "starts", dtype=np.int64)
    flat, sketch = (_mapped(folder / n, t) for n, t in (("flat", np.uint32), ("sketch", np.uint64)))
    return Words.of(flat, starts), sketch.reshape(len(starts) - 1, -1)


def _mapped(file: Path, kind: Any) -> Any:
    return np.memmap(file, dtype=kind, mode="r") if file.stat().st_size else np.zeros(0, kind)


class _Texts:
    """The texts on disk, each made ready to be compared when it is asked for."""

    def __init__(self, folder: Path, file: IO[bytes]) -> None:
        self.starts = np.fromfile(folder / "text-starts", dtype=np.int64)
        self._file = file
        self._version = lru_cache(maxsize=20_000)(self._made)

    def _made(self, at: int) -> Version:
        start, end = int(self.starts[at]), int(self.starts[at + 1])
        return version(
            os.pread(self._file.fileno(), end - start, start).decode("utf-8", "surrogatepass")
        )

    def compared(self, one: int, other: int) -> str | None:
        """How two of them are the same words; None where they are not."""
        found = compare(self._version(one), self._version(other))
        return found.sameness if found else None


def _sentences_shared(words: Words) -> _Decide:
    def decide(one: int, other: int) -> str | None:
        a, b = (words.flat[words.starts[n] : words.starts[n + 1]] for n in (one, other))
        return "same words" if np.array_equal(a, b) else "shared text"

    return decide
