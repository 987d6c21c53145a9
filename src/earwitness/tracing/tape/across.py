"""A quotation in one language and a tape in another: candidates are ranked, a person decides.

A multilingual network says which passages are nearest. Its scores lie so close together that only
their order means anything. Numbers and names are then compared by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from earwitness.model import Anchor, Document, Span, TapeChange

from .names import capitals_in, names_in, one_name
from .numbers import is_loose
from .tokens import Token, tokens
from .turns import Turn

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+|$)")
_HOURS = frozenset("half past quarter to пів".split())


class Meaning(Protocol):
    """Texts as vectors of length one: near where they mean the same, in whatever language."""

    name: str

    def vectors(self, texts: Sequence[str], *, asked: bool) -> NDArray[np.float32]:
        """One row a text; `asked` for what is sought, not for what is searched."""
        ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that may be what was quoted, by rank from 1; what of it plainly differs."""

    rank: int
    heard: Anchor
    words: str
    speaker: str | None
    start: float | None
    end: float | None
    changes: tuple[TapeChange, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    turn: int
    span: Span


def ranked_passages(
    quotes: Sequence[str], document: Document, spoken: Sequence[Turn], meaning: Meaning,
    most: int = 3,
) -> list[tuple[Ranked, ...]]:  # fmt: skip
    """For each quotation the passages of different turns that are nearest, the nearest first."""
    passages = [p for n, turn in enumerate(spoken) for p in _passages(document.text, n, turn)]
    if not passages or not quotes:
        return [() for _ in quotes]
    held = meaning.vectors([p.span.of(document.text) for p in passages], asked=False)
    asked = meaning.vectors(list(quotes), asked=True)
    return [
        tuple(_ranked(quote, document, spoken, _nearest(passages, row, most)))
        for quote, row in zip(quotes, asked @ held.T, strict=True)
    ]


def _passages(text: str, number: int, turn: Turn) -> Iterator[_Passage]:
    """A turn's sentences, each two of them in a row, and the whole turn."""
    base = turn.words.start
    parts = [
        Span(base + m.start() + len(m.group()) - len(m.group().lstrip()), base + m.end())
        for m in _SENTENCE.finditer(turn.words.of(text)) if m.group().strip()
    ]  # fmt: skip
    spans = [*parts, *(Span(a.start, b.end) for a, b in pairwise(parts))]
    for span in dict.fromkeys((*spans, turn.words)):
        yield _Passage(number, span)


def _nearest(
    passages: Sequence[_Passage], scores: NDArray[np.float32], most: int
) -> list[_Passage]:
    """The best passage of each of the best turns."""
    found: dict[int, _Passage] = {}
    for at in np.argsort(-scores, kind="stable"):
        found.setdefault(passages[int(at)].turn, passages[int(at)])
        if len(found) == most:
            break
    return list(found.values())


def _ranked(
    quote: str, document: Document, spoken: Sequence[Turn], found: Sequence[_Passage]
) -> Iterator[Ranked]:
    for rank, passage in enumerate(found, 1):
        turn = spoken[passage.turn]
        heard = Anchor(document.id, passage.span)
        words = passage.span.of(document.text)
        # Numbers and names may stand in the sentence beside the nearest one.
        whole = turn.words.of(document.text)
        changes = tuple(compared(quote, whole, turn.language))
        yield Ranked(rank, heard, words, turn.speaker, turn.start, turn.end, changes)


def compared(quote: str, passage: str, language: str) -> Iterator[TapeChange]:
    """Numbers and names of an English quotation that a passage plainly has otherwise."""
    here = tokens(quote, (Span(0, len(quote)),))
    there = tokens(passage, (Span(0, len(passage)),), language)
    yield from _numbers(here, there, language)
    yield from _names(here, there)


def _numbers(here: Sequence[Token], there: Sequence[Token], language: str) -> Iterator[TapeChange]:
    quoted, heard = _told(here), _told(there)
    loose = any(is_loose(t.low, language) for t in there)
    missing = [q for q in quoted if q not in heard]
    left = [h for h in heard if h not in quoted]
    if missing and (left or not loose) and not _hours(here) and not _hours(there):
        yield TapeChange("number", ", ".join(missing), ", ".join(left), None, None, True)


def _told(found: Sequence[Token]) -> list[str]:
    """The numbers that hold somebody to something: not "one", which is also "a" and "alone"."""
    return [t.key for t in found if t.number is not None and t.number != 1]


def _hours(found: Sequence[Token]) -> bool:
    """Whether an hour is told by its half: other languages count to the next hour."""
    low = [t.low for t in found]
    return any(
        w in ("half", "quarter") and low[n + 1 : n + 2] in (["past"], ["to"])
        for n, w in enumerate(low)
    ) or any(w in _HOURS and n + 1 < len(low) and low[n + 1] == "на" for n, w in enumerate(low))


def _names(here: Sequence[Token], there: Sequence[Token]) -> Iterator[TapeChange]:
    words = [t.spelt for t in there]
    missing = [n for n in names_in(here) if not any(one_name(n, w) for w in words)]
    quoted = [t.spelt for t in here if t.spelt[:1].isupper()]
    left = [c for c in capitals_in(there) if not any(one_name(c, q) for q in quoted)]
    if missing and left:
        yield TapeChange("name", ", ".join(missing), ", ".join(left), None, None, True)
