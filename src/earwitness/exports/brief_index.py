"""A case with its look-ups: who is called what, which words stand where."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePath

from earwitness.model import (
    Actor,
    Anchor,
    Case,
    Document,
    Response,
    Span,
    Spans,
    Statement,
    Trace,
    words_of,
)

from .brief_wording import curly, shorten, tidy

_ENOUGH = 20  # times as many code points as are shown: white space is squeezed


@dataclass(frozen=True, slots=True)
class Ref:
    """Words in a report, as a line of the brief points at them."""

    document: str
    spans: Spans
    report: int
    line: int
    outlet: str
    words: str

    @property
    def bare(self) -> bool:
        """Whether the words have no quotation mark of their own at their beginning."""
        return self.words[:1] not in tuple("“”\"‘’'«»„")

    @property
    def anchor(self) -> str:
        """The id that these words carry in the page."""
        ends = "-".join(f"{span.start}-{span.end}" for span in self.spans)
        return f"r{self.report}-{ends}"


def beginning(spans: Sequence[Span], size: int) -> tuple[Span, ...]:
    """The first code points of the spans, so many: a quotation may be as long as its report."""
    kept = []
    for span in spans:
        if size <= 0:
            break
        kept.append(span if len(span) <= size else Span(span.start, span.start + size))
        size -= len(span)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Index:
    """The case, and its things by id."""

    case: Case
    documents: dict[str, Document] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    traces: dict[str, Trace] = field(default_factory=dict)
    things: dict[str, tuple[Anchor, ...]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    denials: dict[str, list[Response]] = field(default_factory=dict)
    said: dict[str, list[Statement]] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()
    """Documents that are transcripts of a recording, and no reports."""

    def name(self, actor: str | None, unknown: str = "somebody not named") -> str:
        """The fullest name of an actor, one line."""
        found = self.actors.get(actor or "")
        return curly(" ".join(found.name.split())) if found else unknown

    def denied(self, statement: Statement) -> bool:
        """Whether the report gives these words as what their speaker denies."""
        return statement.form == "indirect" and any(
            r.actor in (None, statement.source.actor)
            and any(r.span.meets(span) for span in statement.content)
            for r in self.denials.get(statement.document, ())
        )

    def denials_in(self, response: Response) -> Iterator[Statement]:
        """The statements that a denial denies."""
        for statement in self.said.get(response.document, ()):
            same = response.actor in (None, statement.source.actor)
            inside = any(response.span.meets(span) for span in statement.content)
            if same and inside and self.denied(statement):
                yield statement

    @property
    def reports(self) -> tuple[Document, ...]:
        """The documents that report, without transcripts of what they report on."""
        return tuple(d for d in self.case.documents if d.id not in self.papers)

    @property
    def reported(self) -> tuple[Statement, ...]:
        """The statements of reports."""
        return tuple(s for s in self.case.statements if s.document not in self.papers)

    def party(self, actor: str) -> str:
        """The side that an actor counts for: its party, or itself."""
        found = self.actors.get(actor)
        return (found.party if found else None) or self.name(actor)

    def outlet(self, document: str) -> str:
        """What to call the source of a report: its outlet, or else its file."""
        found = self.documents.get(document)
        if found is None:
            return "a report that is not in the case"
        return found.outlet or PurePath(found.path or found.id).name

    def ref(self, document: str, spans: Iterable[Span], *, most: int = 90) -> Ref | None:
        """A pointer to words; None where the case does not hold them."""
        found = self.documents.get(document)
        kept = tuple(s for s in spans if found and s.end <= len(found.text) and len(s))
        if found is None or not kept:
            return None
        line = bisect_right(self.lines[document], kept[0].start)
        words = shorten(tidy(words_of(beginning(kept, _ENOUGH * most), found.text)), most)
        return Ref(document, kept, self.numbers[document], line, self.outlet(document), words)

    def refs(self, anchors: Iterable[Anchor], *, most: int = 4) -> tuple[Ref, ...]:
        """Pointers to the first of these words, each place once."""
        found: dict[tuple[int, str], Ref] = {}
        for anchor in anchors:
            ref = self.ref(anchor.document, (anchor.span,))
            if ref:  # two spans that begin alike would read as one line printed twice
                found.setdefault((ref.line, ref.words[:60]), ref)
            if len(found) == most:
                break
        return tuple(found.values())

    def evidence(
        self, anchors: tuple[Anchor, ...], ids: tuple[str, ...], *, most: int = 4
    ) -> tuple[Ref, ...]:
        """The words behind a conclusion; where it names none, those of the things it rests on."""
        rests_on = chain.from_iterable(self.things.get(one, ())[:1] for one in ids)
        return self.refs(anchors or rests_on, most=most)


def reindexed(case: Case, before: Index) -> Index:
    """Look-ups for a case that differs from another in its statements, traces and conclusions."""
    old = before.case
    same = all(
        getattr(case, name) is getattr(old, name)
        for name in ("documents", "actors", "recordings", "verifications", "responses", "citations")
    )
    if not same:
        return index(case)
    kept = {s.id: s for s in old.statements}
    fresh = [s for s in case.statements if kept.get(s.id) is not s]
    return replace(
        before,
        case=case,
        traces={t.statement: t for t in case.traces},
        things=before.things | {s.id: _anchors(s) for s in fresh},
        said=_by_document(case.statements),
    )


def index(case: Case) -> Index:
    """Look-ups for a case; reports are numbered from 1 in the order of the case."""
    return Index(
        case=case,
        documents={d.id: d for d in case.documents},
        numbers={d.id: n for n, d in enumerate(case.documents, 1)},
        actors={a.id: a for a in case.actors},
        traces={t.statement: t for t in case.traces},
        things=_things(case),
        lines={d.id: _line_starts(d.text) for d in case.documents},
        denials=_denials(case),
        said=_by_document(case.statements),
        papers=frozenset(t.document for t in case.transcripts),
    )


def _things(case: Case) -> dict[str, tuple[Anchor, ...]]:
    """Where each thing with an id stands."""
    found: dict[str, tuple[Anchor, ...]] = {r.id: r.mentions for r in case.recordings}
    found |= {a.id: a.mentions for a in case.actors}
    found |= {f.id: (Anchor(f.document, f.span),) for f in case.figures}
    found |= {v.id: (Anchor(v.document, v.span),) for v in case.verifications}
    found |= {r.id: (Anchor(r.document, r.span),) for r in case.responses}
    found |= {c.id: (Anchor(c.document, c.span),) for c in case.citations}
    for statement in case.statements:
        found[statement.id] = _anchors(statement)
    for document in case.documents:
        if document.headline_span:
            found[document.id] = (Anchor(document.id, document.headline_span),)
    return found


def _anchors(statement: Statement) -> tuple[Anchor, ...]:
    return tuple(Anchor(statement.document, s) for s in statement.content)


def _denials(case: Case) -> dict[str, list[Response]]:
    found: dict[str, list[Response]] = defaultdict(list)
    for response in case.responses:
        if response.kind == "denied":
            found[response.document].append(response)
    return found


def _by_document(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.document].append(statement)
    return found


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
