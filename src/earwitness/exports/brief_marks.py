"""A report's full text with the words that the brief points at marked, however they overlap."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from earwitness.model import Document, Span, Spans

from .brief_index import Index, Ref
from .brief_speakers import numbered
from .brief_wording import visible


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: the id under which they are found, how they look, which statement."""

    anchor: str
    spans: Spans
    classes: tuple[str, ...]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or the beginning or end of a mark."""

    text: str = ""
    opens: Mark | None = None
    first: bool = False
    closes: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the report: its kind, its line, and its pieces."""

    kind: str
    furniture: str
    line: int
    pieces: tuple[Piece, ...]


def refs_in(thing: object) -> Iterator[Ref]:
    """Every reference anywhere inside a value of the story."""
    if isinstance(thing, Ref):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from refs_in(one)
    elif is_dataclass(thing) and not isinstance(thing, (Index, Document, type)):
        for name in fields(thing):
            yield from refs_in(getattr(thing, name.name))


def marks(ix: Index, refs: Iterable[Ref]) -> dict[str, tuple[Mark, ...]]:
    """The marks of each report: its statements, its hedges and figures, and all that is cited."""
    found: dict[str, dict[str, Mark]] = defaultdict(dict)
    numbers = numbered(ix)
    for statement in ix.case.statements:
        ref = ix.ref(statement.document, statement.content)
        if ref:
            classes = ("said", statement.form)
            mark = Mark(ref.anchor, ref.spans, classes, numbers[statement.id])
            found[ref.document].setdefault(ref.anchor, mark)
        for hedge in statement.hedges:
            _plain(found, ix.ref(statement.document, (hedge.span,)), "hedge")
    for figure in ix.case.figures:
        _plain(found, ix.ref(figure.document, (figure.span,)), "figure")
    for check in ix.case.verifications:
        _plain(found, ix.ref(check.document, (check.span,)), "check")
    for ref in refs:
        _plain(found, ref, "cited")
    return {document: tuple(by_anchor.values()) for document, by_anchor in found.items()}


def _plain(found: dict[str, dict[str, Mark]], ref: Ref | None, look: str) -> None:
    if ref:
        found[ref.document].setdefault(ref.anchor, Mark(ref.anchor, ref.spans, (look,)))


def passages(ix: Index, document: Document, found: tuple[Mark, ...]) -> tuple[Passage, ...]:
    """The whole text of a report, block by block, with its marks."""
    started: set[str] = set()
    ends = {mark.anchor: mark.spans[-1].end for mark in found}
    return tuple(
        Passage(
            kind,
            furniture,
            line_of(ix, document, span),
            tuple(_pieces(document.text, span, inside, started, ends)),
        )
        for (span, kind, furniture), inside in _shared(stretches(document), found)
    )


def line_of(ix: Index, document: Document, span: Span) -> int:
    """The line of the text on which a span begins, from 1."""
    ref = ix.ref(document.id, (span,))
    return ref.line if ref else 1


Stretch = tuple[Span, str, str]


def stretches(document: Document) -> list[Stretch]:
    """The blocks of a report in order, and whatever text lies between them."""
    found: list[Stretch] = []
    at = 0
    for block in sorted(document.blocks, key=lambda b: b.span):
        if block.span.start < at:
            continue
        found += _gap(document.text, at, block.span.start)
        found.append((block.span, block.kind, block.furniture or ""))
        at = block.span.end
    return found + _gap(document.text, at, len(document.text))


def _gap(text: str, start: int, end: int) -> list[Stretch]:
    return [(Span(start, end), "body", "")] if text[start:end].strip() else []


def _shared(
    blocks: list[Stretch], found: tuple[Mark, ...]
) -> Iterator[tuple[Stretch, list[tuple[Span, Mark]]]]:
    """Each block with the parts of marks that lie in it."""
    parts = sorted(
        ((span, mark) for mark in found for span in mark.spans), key=lambda pair: pair[0]
    )
    at = 0
    running: list[tuple[Span, Mark]] = []
    for block in blocks:
        while at < len(parts) and parts[at][0].start < block[0].end:
            running.append(parts[at])
            at += 1
        running = [(span, mark) for span, mark in running if span.end > block[0].start]
        yield block, [(_clip(s, block[0]), m) for s, m in running if s.meets(block[0])]


def _clip(span: Span, block: Span) -> Span:
    return Span(max(span.start, block.start), min(span.end, block.end))


def _pieces(
    text: str,
    block: Span,
    inside: list[tuple[Span, Mark]],
    started: set[str],
    ends: Mapping[str, int],
) -> Iterator[Piece]:
    """Text and properly nested marks: a mark that crosses another's end is cut there in two."""
    waiting = [(s.start, -s.end, n, mark) for n, (s, mark) in enumerate(inside)]
    heapq.heapify(waiting)
    opened: list[tuple[int, Mark]] = []
    at, more = block.start, len(waiting)
    while waiting or opened:
        start, end = (waiting[0][0], -waiting[0][1]) if waiting else (block.end, block.end)
        if opened and opened[-1][0] <= start:
            stop, mark = opened.pop()
            yield Piece(visible(text[at:stop]))
            yield Piece(closes=True, number=mark.number if stop == ends[mark.anchor] else None)
            at = stop
            continue
        mark = heapq.heappop(waiting)[3]
        if opened and end > opened[-1][0]:
            more += 1
            heapq.heappush(waiting, (opened[-1][0], -end, more, mark))
            end = opened[-1][0]
        yield Piece(visible(text[at:start]))
        yield Piece(opens=mark, first=mark.anchor not in started)
        started.add(mark.anchor)
        opened.append((end, mark))
        at = start
    yield Piece(visible(text[at : block.end]))


def drawn_in_parts(found: Iterable[Passage]) -> tuple[str, ...]:
    """Anchors of marks that the page draws in more than one element."""
    opens = (piece.opens for passage in found for piece in passage.pieces if piece.opens)
    times = Counter(mark.anchor for mark in opens)
    return tuple(anchor for anchor, n in times.items() if n > 1)
