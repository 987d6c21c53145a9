"""Passages in a language that is not read: set aside, and their quotations found by their marks.

The rules and the model know English. What they would make of another language is a guess, so those
paragraphs are kept from them; what stands between quotation marks is somebody's words in any
language, and whose is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from earwitness.model import NOBODY, Block, Document, Span, Statement, make_id

from .layout import READ
from .quotes import find_quotes

ORIGIN = "rules/marks@1"
_READ = "en"
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABIC = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_WORDS, _SIGNS = 3, 6
"""A quotation of fewer words, or of fewer signs without spaces, may be a name or a title."""


def set_aside(document: Document) -> Document:
    """The document without its paragraphs in languages that are not read."""
    unread = _unread(document)
    if not unread:
        return document
    kept = tuple(b for b in document.blocks if not _within(b, unread))
    return replace(document, blocks=kept)


def quoted_by_marks(document: Document) -> tuple[Statement, ...]:
    """The quotations of the paragraphs that were set aside; nobody is named for them."""
    unread = _unread(document)
    blocks = [b for b in document.blocks_of(*READ) if _within(b, unread)] if unread else []
    return tuple(s for block in blocks for s in _quoted(document, block))


def _unread(document: Document) -> list[Span]:
    return [p.span for p in document.passages if p.language != _READ]


def _within(block: Block, spans: list[Span]) -> bool:
    return block.kind in READ and any(s.meets(block.span) for s in spans)


def _quoted(document: Document, block: Block) -> Iterator[Statement]:
    for quote in find_quotes(document.text, block.span):
        inner = quote.inner.of(document.text)
        if quote.level or not _says_something(inner):
            continue
        yield Statement(
            id=make_id("s", document.id, ORIGIN, quote.span.start, quote.span.end),
            document=document.id, form="direct", type="assertion", content=(quote.span,), cue=(),
            source=NOBODY, origin=ORIGIN,
        )  # fmt: skip


def _says_something(words: str) -> bool:
    return len(_WORD.findall(words)) >= _WORDS or len(_SYLLABIC.findall(words)) >= _SIGNS
