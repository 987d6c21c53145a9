"""Statements inside statements: the model reads the words of each again, as if they were a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from earwitness.model import Span

from .alone import MARKS, only_could_say, told_in_passing, worth_looking_into
from .drafts import ALIKE, Draft, holds, likeness
from .merging import alone, merged
from .naming_span import apart
from .tagger import RawAttribution, Tagger

LEAST_INSIDE = 0.35  # confidence that one inside another needs
NEARLY_ALL = 0.95  # of a statement's words: then the inner one is the statement itself
DEPTH = 3  # statements inside statements inside statements
EDGE = " \t\n\r\"“”„«»'‘’,."


class InnerTagger(Tagger, Protocol):
    """A tagger that can also read parts of a text, each as a paragraph."""

    def tag_blocks(
        self, text: str, blocks: Sequence[tuple[int, int]]
    ) -> tuple[RawAttribution, ...]:
        """The attributions of ranges of code points."""
        ...


def look_inside(drafts: list[Draft], model: InnerTagger, text: str) -> None:
    """Read the words of each statement as a page of their own, and those found there again."""
    outer = [d for d in drafts if d.parent is None]
    for _ in range(DEPTH):
        made: list[Draft] = []
        for holder, raw in _inner(outer, model, text):
            made += _placed(holder, raw, drafts, text)
        drafts += made
        outer = made
    for draft in [d for d in drafts if _is_aside(d, text)]:
        drafts.remove(draft)
        for child in drafts:
            if child.parent is draft:
                child.parent = draft.parent


def _is_aside(draft: Draft, text: str) -> bool:
    """What the rules alone see inside a quotation, and that is no saying: "I must say"."""
    if draft.parent is None or draft.rule is None or "+" in draft.raw.origin:
        return False
    quoted = draft.parent.raw.content[0].of(text)[:1] in MARKS
    return quoted and not told_in_passing(draft.raw, text)


def _inner(
    outer: Sequence[Draft], model: InnerTagger, text: str
) -> Iterator[tuple[Draft, RawAttribution]]:
    """Who holds it, and what was found in the holder's words; all are read in one go."""
    blocks: dict[tuple[int, int], Draft] = {}
    for draft in outer:
        for span in draft.raw.content:
            block = _trimmed(text, span)
            if worth_looking_into(text[slice(*block)]):
                blocks[block] = draft
    found = model.tag_blocks(text, sorted(blocks)) if blocks else ()
    for raw in (apart(raw, text) for raw in found):
        holders = {id(h): h for h in (_block_of(span, blocks) for span in raw.content)}
        holder = next(iter(holders.values()))
        if len(holders) == 1 and holder is not None and _is_inner(holder.raw, raw, text):
            yield holder, raw


def _block_of(span: Span, blocks: dict[tuple[int, int], Draft]) -> Draft | None:
    return next((d for (s, e), d in blocks.items() if s <= span.start and span.end <= e), None)


def _is_inner(outer: RawAttribution, inner: RawAttribution, text: str) -> bool:
    bare = [end - start for start, end in (_trimmed(text, c) for c in outer.content)]
    size = sum(map(len, inner.content)) / max(1, sum(bare))
    sure = (inner.confidence or 0) >= LEAST_INSIDE and not only_could_say(inner, text)
    return sure and bool(inner.cue) and size < NEARLY_ALL and holds(outer, inner)


def _placed(holder: Draft, raw: RawAttribution, drafts: Sequence[Draft], text: str) -> list[Draft]:
    """A new statement inside the holder; one that the rules had found there becomes the model's."""
    for draft in drafts:
        if draft.parent is not None and (
            likeness(draft.raw.content, raw.content) >= ALIKE
            or any(a.meets(b) for a in draft.raw.cue for b in raw.cue)
        ):
            if draft.rule is not None and "+" not in draft.raw.origin:
                draft.raw = merged(raw, draft.raw, text)
            return []
    return [Draft(alone(raw, text), parent=holder)]


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """Without quotation marks and stops at its edges: what is inside is read as plain words."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end
