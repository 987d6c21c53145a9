"""Texts with other words in some places, and where the rest of them stands then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import Span


@dataclass(frozen=True, slots=True)
class Change:
    """Words that take the place of others; half-open offsets."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text after its changes. `moved` gives the place of what stood somewhere before."""

    text: str
    changes: tuple[Change, ...]
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    def moved(self, span: Span) -> Span:
        """The same words in the new text; what was cut by a change takes all of it in."""
        start, end = self._at(span.start, low=True), self._at(span.end, low=False)
        return Span(start, max(start, end))

    def _at(self, place: int, *, low: bool) -> int:
        found = bisect_right(self._starts, place if low else place - 1) - 1
        if found < 0:
            return place
        change, shift = self.changes[found], self._shifts[found]
        if place < change.end or (not low and place == change.end):
            start = change.start + shift
            return start if low else start + len(change.words)
        return place + shift + len(change.words) - (change.end - change.start)


def rewritten(text: str, changes: Iterable[Change]) -> Rewritten:
    """The text with its changes, which must not overlap."""
    ordered = tuple(sorted(changes, key=lambda c: c.start))
    parts, shifts, at, shift = [], [], 0, 0
    for change in ordered:
        if change.start < at:
            raise ValueError("changes of a text must not overlap")
        parts += [text[at : change.start], change.words]
        shifts.append(shift)
        shift += len(change.words) - (change.end - change.start)
        at = change.end
    made = "".join([*parts, text[at:]])
    return Rewritten(made, ordered, tuple(c.start for c in ordered), tuple(shifts))
