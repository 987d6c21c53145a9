"""Headline, standfirst and first paragraph against the body of the same report.

Shared words decide that a head and a passage of the body speak of the same thing. Then: did a hedge
fall off, was a source promoted or a relay left out, was a figure rounded or its qualifier dropped?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from earwitness.model import (
    Anchor,
    Block,
    Document,
    Figure,
    Finding,
    Hedge,
    Span,
    Statement,
    cover,
)

from .comparing import measure
from .folder import Folder
from .phrases import first_upper
from .words import content_words, listed, one_line, plain_quote, stem, tokens

_BODIES = ("organisation", "outlet", "group")
_PERSONS = ("person", "anonymous person")
_END = re.compile(r"[.!?…][”\"’)]*\s+(?=[“\"‘A-Z])|\n")
_QUALIFIED = frozenset({"about", "at least", "at most", "up to", "nearly", "almost", "more than"})


@dataclass(frozen=True, slots=True)
class Head:
    """A headline, standfirst or first paragraph, and how far the body is behind it."""

    name: str
    span: Span
    words: frozenset[str]


def headline_findings(folder: Folder) -> Iterator[Finding]:
    """Where the top of a report says more than its body."""
    for document in folder.documents:
        heads = _heads(document)
        said = folder.by_document[document.id]
        yield from _hedges_dropped(folder, document, heads, said)
        yield from _sources_promoted(folder, document, heads, said)
        yield from _figures_sharpened(folder, document, heads)


def _heads(document: Document) -> list[Head]:
    tops = [_head(b.kind, b, document) for b in document.blocks_of("headline", "standfirst")]
    first = document.blocks_of("body")[:1]
    return tops + [_head("first paragraph", b, document) for b in first]


def _head(kind: str, block: Block, document: Document) -> Head:
    return Head(kind, block.span, content_words(block.span.of(document.text)))


def _below(head: Head, span: Span) -> bool:
    return span.start >= head.span.end


def _hedges_dropped(
    folder: Folder, document: Document, heads: Sequence[Head], said: Sequence[Statement]
) -> Iterator[Finding]:
    for head in heads:
        if head.name == "first paragraph" or _is_hedged(head.span.of(document.text)):
            continue
        for statement in said:
            hedges = _hedges_of(folder, statement)
            if not hedges or not statement.content or not _below(head, cover(statement.content)):
                continue
            if _shares(head.words, content_words(_sentence(document, statement))):
                yield _dropped(folder, document, head, statement, hedges[0])
                break


def _is_hedged(text: str) -> bool:
    """Whether a head keeps its distance: a hedge, or a claim marked as one."""
    return bool(set(tokens(text)) & (listed("hedges") - {"said"}))


def _hedges_of(folder: Folder, statement: Statement) -> list[Hedge]:
    return [h for step in folder.outward(statement) for h in step.hedges]


def _sentence(document: Document, statement: Statement) -> str:
    """The sentence or sentences in which a statement stands."""
    whole = cover(statement.content)
    block = next((b.span for b in document.blocks if b.span.meets(whole)), whole)
    start, end = block.start, max(block.end, whole.end)
    for match in _END.finditer(document.text, block.start, block.end):
        if match.end() <= whole.start:
            start = match.end()
        elif match.start() >= whole.end:
            end = match.start()
            break
    return document.text[start:end]


def _shares(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two passages speak of the same thing: four words, half of the shorter."""
    shared = one & other
    return len(shared) >= 4 and len(shared) >= 0.5 * min(len(one), len(other))


def _dropped(
    folder: Folder, document: Document, head: Head, statement: Statement, hedge: Hedge
) -> Finding:
    word = one_line(hedge.span.of(document.text), 40)
    says = (
        f"The {head.name} of {folder.outlet_name(document.id)} "
        f"(“{one_line(head.span.of(document.text), 90)}”) drops the “{word}” of its body."
    )
    return _finding(head, (statement,), says, 0.7, hedge.span)


def _sources_promoted(
    folder: Folder, document: Document, heads: Sequence[Head], said: Sequence[Statement]
) -> Iterator[Finding]:
    inside = {s.id: h for s in said for h in heads if s.content and h.span.holds(cover(s.content))}
    common = _common(document)
    told = set()
    for top in said:
        head = inside.get(top.id)
        if head is None or top.source.actor is None or top.nested_in:
            continue
        words = content_words(folder.words(top))
        matter = [
            s
            for s in said
            if s.content
            and _below(head, cover(s.content))
            and _is_promoted(folder, top, s)
            and _same_thing(words, content_words(folder.words(s)), common)
        ]
        if matter and (mark := (head.name, top.source.actor)) not in told:
            told.add(mark)
            yield _promoted(folder, document, head, top, matter)


def _common(document: Document) -> frozenset[str]:
    """Words that stand so often in a report that they do not tell its passages apart."""
    seen: dict[str, int] = {}
    for block in document.blocks_of("headline", "standfirst", "body"):
        for word in tokens(block.span.of(document.text)):
            seen[stem(word)] = seen.get(stem(word), 0) + 1
    return frozenset(w for w, n in seen.items() if n > 4)


def _same_thing(one: frozenset[str], other: frozenset[str], common: frozenset[str]) -> bool:
    shared = (one & other) - common
    least = min(len(one), len(other))
    return len(shared) >= 3 and len(shared) >= 0.4 * least


def _is_promoted(folder: Folder, top: Statement, below: Statement) -> bool:
    """Whether a body or relay at the top stands for a person, or for a further mouth, below."""
    mouth = below.source.actor
    if mouth == top.source.actor:
        return False
    if mouth is None:
        return below.nested_in is not None
    relays = {s.source.actor for s in folder.outward(below)[1:]}
    if top.source.actor in relays:
        return True
    return folder.kind(top.source.actor) in _BODIES and folder.kind(mouth) in _PERSONS


def _promoted(
    folder: Folder, document: Document, head: Head, top: Statement, matter: Sequence[Statement]
) -> Finding:
    below = max(matter, key=lambda s: (len(folder.outward(s)), -cover(s.content).start))
    line = folder.outward(below)
    who = folder.name(below.source.actor)
    if len(line) > 1:
        who += f", as told by {folder.name(line[1].source.actor)}"
    recording = folder.recording_of(below)
    through = f", in the {recording.kind}" if recording else ""
    says = (
        f"The {head.name} of {folder.outlet_name(document.id)} gives to "
        f"{folder.name(top.source.actor)} what its body has from {who}{through}: "
        f"{plain_quote(folder.words(below))}."
    )
    return _finding(head, (top, below), says, 0.75)


def _figures_sharpened(
    folder: Folder, document: Document, heads: Sequence[Head]
) -> Iterator[Finding]:
    own = [f for f in folder.figures if f.document == document.id and f.value]
    for head in heads:
        above = [f for f in own if head.span.holds(f.span)]
        below = [f for f in own if _below(head, f.span)]
        for top in above:
            same = [f for f in below if _one_count(top, f)]
            if same and not any(
                f.value == top.value and f.qualifier == top.qualifier for f in same
            ):
                made = _sharpened(folder, document, head, top, same[0])
                if made:
                    yield made


def _one_count(top: Figure, below: Figure) -> bool:
    """Whether two figures of a report are one count: same measure, and values near each other."""
    a, b = top.value or 0, below.value or 0
    if not measure(top) & measure(below) or (
        top.actor and below.actor and top.actor != below.actor
    ):
        return False
    return abs(a - b) <= 0.1 * max(a, b)


def _sharpened(
    folder: Folder, document: Document, head: Head, top: Figure, below: Figure
) -> Finding | None:
    here, there = (one_line(f.span.of(document.text), 60) for f in (top, below))
    bare = top.qualifier == "exact" and below.qualifier in _QUALIFIED
    if not bare and (top.value or 0) <= (below.value or 0):
        return None
    how = f"drops the “{below.qualifier}” of" if bare else "rounds up"
    says = (
        f"The {head.name} of {folder.outlet_name(document.id)} {how} its body’s figure: "
        f"“{here}” above, “{there}” below."
    )
    evidence = tuple(Anchor(document.id, f.span) for f in (top, below))
    refs = (top.id, below.id)
    kind = "headline stronger than body"
    return Finding(kind, refs, first_upper(says), evidence, 0.55, "rules/headline@1")


def _finding(
    head: Head, said: Sequence[Statement], says: str, weight: float, *more: Span
) -> Finding:
    document = said[0].document
    spans = (head.span, *more, *(cover(s.content) for s in said if s.content))
    evidence = tuple(Anchor(document, span) for span in dict.fromkeys(spans))
    refs = (document, *(s.id for s in said))
    kind = "headline stronger than body"
    return Finding(kind, refs, first_upper(says), evidence, weight, "rules/headline@1")
