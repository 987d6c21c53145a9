"""A document laid out for reading: its paragraphs with their quotations and sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from earwitness.model import Block, BlockKind, Document, Span

from .cues import speech_words
from .quotes import Quote, find_quotes
from .words import Sentence, sentences

READ: tuple[BlockKind, ...] = ("headline", "standfirst", "subheading", "body")


_DATELINES = 3  # among so many first paragraphs a dateline may stand
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Za-z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: \d{1,2})?){0,3} ?"
    r"(?:\([A-Z][^()\n]{1,40}\) ?)?|\([A-Z][^()\n]{1,40}\) ?)(?:—|–|--|-)\s+"
)


def _past_dateline(text: str, block: Block) -> Block:
    """ "KYIV, May 16 (Reuters) - ": the sentence begins after it."""
    found = _DATELINE.match(text, block.span.start, block.span.end)
    if found is None or found.end() >= block.span.end:
        return block
    return replace(block, span=Span(found.end(), block.span.end))


class Paragraph(NamedTuple):
    """One block that is read: its quotations at every depth, and its sentences."""

    number: int
    block: Block
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]
    opens_next: str

    @property
    def top(self) -> list[Quote]:
        """The quotations that stand in no other."""
        return [q for q in self.quotes if q.level == 0]


@lru_cache(maxsize=4)
def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The document's readable paragraphs, in order; remembered for the stages that follow."""
    blocks = document.blocks_of(*READ)
    marks = [document.text[b.span.start : b.span.start + 1] for b in blocks]
    found = []
    opened = 0
    for i, block in enumerate(blocks):
        if block.kind == "body" and opened < _DATELINES:
            opened += 1
            block = _past_dateline(document.text, block)  # noqa: PLW2901 - the same block, shorter
        following = marks[i + 1] if i + 1 < len(marks) else ""
        quotes = find_quotes(document.text, block.span, next_start=following)
        top = [q for q in quotes if q.level == 0]
        parts = sentences(document.text, block.span, top, i, speech_words())
        found.append(Paragraph(i, block, quotes, tuple(parts), following))
    return tuple(found)
