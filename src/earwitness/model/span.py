"""Where words stand: half-open ranges of Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must run forwards from 0, not {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds them all; raises ValueError where there is none."""
    found = list(spans)
    return Span(min(s.start for s in found), max(s.end for s in found))


def words_of(spans: Spans, text: str, *, joint: str = " … ") -> str:
    """The words of a discontinuous span, as one line."""
    return joint.join(" ".join(s.of(text).split()) for s in spans)


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A span in a named document."""

    document: str
    span: Span
