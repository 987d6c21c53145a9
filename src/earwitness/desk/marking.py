"""A report's text with its statements marked by root, and whose layer each of them is."""

from __future__ import annotations

from dataclasses import dataclass

from earwitness.exports.brief_marks import Mark, Passage, passages
from earwitness.exports.brief_roots import parties_of
from earwitness.model import Document, Statement

from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement as the text shows it: under which number and letter, in which layer."""

    id: str
    number: int | None
    letter: str
    layer: str
    speaker: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """A root of the report, with its letter."""

    letter: str
    name: str
    statements: int


def marked_text(
    now: Snapshot, document: Document, selected: str
) -> tuple[tuple[Passage, ...], dict[str, Marked], dict[int, Marked]]:
    """The passages of a report; its marked statements by anchor and by number."""
    by_anchor, marks = {}, []
    for s in _shown(now, document):
        one = _marked(now, s)
        classes = ["said", s.form, f"root-{one.letter or 'other'}", f"layer-{one.layer}"]
        classes += ["selected"] * (s.id == selected) + ["conflict"] * one.conflict
        marks.append(Mark(f"m-{s.id}", tuple(sorted(s.content)), tuple(classes), one.number))
        by_anchor[f"m-{s.id}"] = one
        marks += [Mark(f"h-{s.id}-{h.span.start}", (h.span,), ("hedge",)) for h in s.hedges]
    marks += [
        Mark(f"f-{f.id}", (f.span,), ("figure",)) for f in now.figures_in.get(document.id, ())
    ]
    unique = tuple({m.anchor: m for m in marks if m.spans}.values())
    numbered = {m.number: m for m in by_anchor.values() if m.number}
    return passages(now.ix, document, unique), by_anchor, numbered


def _shown(now: Snapshot, document: Document) -> list[Statement]:
    """The statements as decided, and those that somebody rejected: they can be taken back."""
    gone = [s for s in now.found_in.get(document.id, ()) if s.id in now.now.rejected]
    return [*now.ix.said.get(document.id, ()), *gone]


def _marked(now: Snapshot, s: Statement) -> Marked:
    state = now.now.state("statement", s.id)
    parties = parties_of(now.ix, s)
    letter = now.letters.get(parties[0], "") if parties else ""
    number = now.numbers.get(s.id)
    return Marked(
        s.id, number, letter, state.speaks, now.ix.name(s.source.actor), bool(state.conflicts)
    )


def legend(now: Snapshot, document: Document) -> tuple[Legend, ...]:
    """The roots of a report's statements, the commonest first."""
    many: dict[str, int] = {}
    for s in now.ix.said.get(document.id, ()):
        for party in parties_of(now.ix, s)[:1] or ("",):
            many[party] = many.get(party, 0) + 1
    ordered = sorted(many, key=lambda p: (-many[p], p))
    return tuple(
        Legend(now.letters.get(p, ""), p or "nobody is said to vouch", many[p]) for p in ordered
    )
