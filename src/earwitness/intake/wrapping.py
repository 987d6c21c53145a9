"""A document, with what the file around its words says of them."""

from __future__ import annotations

from dataclasses import replace

from earwitness.model import Block, Document, Span, Stamp

from .source import Given, Stretch
from .text import Line


def with_given(document: Document, given: Given) -> Document:
    """The document with headline, author, outlet and time as given; what is not given stays."""
    span = _first(document, given.headline)
    stamp = Stamp(given.published, None) if given.published else document.published
    document = replace(
        document,
        outlet=given.outlet or document.outlet,
        byline=given.authors or document.byline,
        published=stamp,
        language=given.language or document.language,
    )
    if given.headline is None:
        return document
    blocks = tuple(_titled(block, span) for block in document.blocks)
    return replace(document, headline=given.headline, headline_span=span, blocks=blocks)


def _first(document: Document, headline: str | None) -> Span | None:
    """Where the text begins with the headline."""
    if headline and document.text.startswith(headline):
        return Span(0, len(headline))
    return None


def _titled(block: Block, headline: Span | None) -> Block:
    """The given headline is the headline, and no other line is."""
    if block.span == headline:
        return replace(block, kind="headline", furniture=None)
    return replace(block, kind="body") if block.kind == "headline" and headline else block


def mark_stretches(lines: list[Line], stretches: tuple[Stretch, ...]) -> None:
    """Mark as furniture what the format says is furniture, before anything else is asked."""
    waiting = [stretch for stretch in stretches if stretch.furniture]
    for line in lines:
        if waiting and waiting[0].words == line.words:
            line.kind, line.furniture = "furniture", waiting.pop(0).furniture


def with_places(document: Document, stretches: tuple[Stretch, ...]) -> Document:
    """The document with the places in the original that the format gives its paragraphs."""
    waiting = [stretch for stretch in stretches if stretch.place]
    blocks = []
    for block in document.blocks:
        if waiting and waiting[0].words == block.span.of(document.text):
            block = replace(block, element=waiting.pop(0).place)  # noqa: PLW2901
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))
