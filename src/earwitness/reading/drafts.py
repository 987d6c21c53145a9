"""An attribution while two readings of one page become one."""

from __future__ import annotations

from dataclasses import dataclass

from earwitness.model import Spans

from .tagger import RawAttribution

ALIKE = 0.5  # share of common content from which two attributions are one


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution on its way: what it will be, and the rules' that it stands for."""

    raw: RawAttribution
    rule: int | None = None
    parent: Draft | None = None


def likeness(one: Spans, other: Spans) -> float:
    """Common code points of two contents, as a share of all."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common / (sum(map(len, one)) + sum(map(len, other)) - common)


def holds(outer: RawAttribution, inner: RawAttribution) -> bool:
    """All of the inner's words, with its cue or source, stand in the outer's content."""
    first, last = inner.content[0].start, inner.content[-1].end
    if first < outer.content[0].start or last > outer.content[-1].end:
        return False  # the usual case, told without a look at each pair of spans
    spans = [*inner.content, *inner.cue, *([inner.source] if inner.source else [])]
    return outer.content != inner.content and all(
        any(o.holds(s) for o in outer.content) for s in spans
    )
