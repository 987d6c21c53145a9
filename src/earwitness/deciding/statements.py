"""Statements as people decided them: corrected, rejected, added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from earwitness.model import (
    NOBODY,
    Anchor,
    Decision,
    Link,
    Said,
    Span,
    Statement,
    Trace,
    Voice,
    make_id,
)

from .standing import Key, State
from .targets import Places


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the statements: in place of which, and what else the case must drop or add."""

    statements: tuple[Statement, ...]
    traces: tuple[Trace, ...]
    rejected: frozenset[str]
    orphans: tuple[Decision, ...]
    ids: Mapping[str, Key]


def changed(places: Places, states: Mapping[Key, State]) -> Changed:
    """The statements and their traces with all verdicts applied."""
    made: dict[str, Statement] = {}
    ids: dict[str, Key] = {}
    rejected, orphans = set(), []
    for key, state in states.items():
        verdict = state.verdict
        if key[0] != "statement" or verdict is None:
            continue
        known = places.statements.get(key[1])
        if verdict.act == "reject":
            rejected.add(key[1])
        elif verdict.act != "accept" or known is None:
            one = _as_said(places, verdict.said, known) if verdict.said else None
            if one is None:
                orphans.append(verdict)
            else:
                made[one.id] = one
                ids[one.id] = key
    return _together(places, made, frozenset(rejected), tuple(orphans), ids)


def _together(
    places: Places,
    made: dict[str, Statement],
    rejected: frozenset[str],
    orphans: tuple[Decision, ...],
    ids: dict[str, Key],
) -> Changed:
    kept = [made.pop(s.id, s) for s in places.case.statements if s.id not in rejected]
    over = {s.id: s.nested_in for s in places.case.statements if s.id in rejected}
    statements = [_lifted(s, over) for s in (*kept, *made.values())]
    decided = {i: s for i in ids for s in statements if s.id == i} if ids else {}
    old = {t.statement: t for t in places.case.traces}
    outlets = outlets_of(places) if decided else {}
    traces = [
        _trace(decided[s.id], old.get(s.id), outlets) if s.id in decided else old[s.id]
        for s in statements
        if s.id in decided or s.id in old
    ]
    place = {d.id: n for n, d in enumerate(places.case.documents)}
    if made:
        statements.sort(key=lambda s: (place.get(s.document, 0), s.content[0], s.id))
    return Changed(tuple(statements), tuple(traces), rejected, orphans, ids)


def _lifted(statement: Statement, over: Mapping[str, str | None]) -> Statement:
    """What stood inside a rejected statement stands inside what held that one."""
    outer = statement.nested_in
    if outer not in over:
        return statement
    seen = set()
    while outer in over and outer not in seen:
        seen.add(outer)
        outer = over[outer or ""]
    return replace(statement, nested_in=None if outer in seen else outer)


def _as_said(places: Places, said: Said, known: Statement | None) -> Statement | None:
    anchors = [places.anchor(quote) for quote in said.content]
    found = [a for a in anchors if a]
    if not found or len(found) < len(anchors) or len({a.document for a in found}) > 1:
        return None
    document, spans = found[0].document, tuple(sorted(a.span for a in found))
    cue = tuple(a.span for q in said.cue if (a := places.anchor(q)) and a.document == document)
    base = known or Statement(
        id=make_id("s", document, "decided", *((s.start, s.end) for s in spans)),
        document=document, form=said.form, type=said.type, content=spans, cue=cue, source=NOBODY,
    )  # fmt: skip
    source = _voice(places, said, document)
    hedges = tuple(h for h in base.hedges if any(s.meets(h.span) for s in spans) or known)
    return replace(
        base, form=said.form, type=said.type, content=spans, cue=cue or base.cue, source=source,
        hedges=hedges, origin="decided", confidence=None,
    )  # fmt: skip


def _voice(places: Places, said: Said, document: str) -> Voice:
    anchor = places.anchor(said.source) if said.source else None
    span: Span | None = anchor.span if anchor and anchor.document == document else None
    return Voice(span, places.find(said.speaker) if said.speaker else None)


def _trace(statement: Statement, old: Trace | None, outlets: Mapping[str, str]) -> Trace:
    """The speaker as decided; the other hands as they were found, or the page's own outlet."""
    speaker = statement.source.actor
    evidence = statement.source.span
    mouth = Link(
        "speaker", speaker, None, statement.document, None,
        Anchor(statement.document, evidence) if evidence else None,
    )  # fmt: skip
    word = (speaker,) if speaker else ()
    if old is None:
        outlet = outlets.get(statement.document)
        page = Link("publisher", outlet, None, statement.document, None, None)
        return Trace(statement.id, (mouth, page), (outlet,) if outlet else (), word)
    rest = [link for link in old.chain if link.role != "speaker"]
    before = next((link.actor for link in old.chain if link.role == "speaker"), None)
    if before == speaker:
        return old
    roots = tuple(speaker if r == before and speaker else r for r in old.roots)
    others = tuple(a for a in old.true_on_word_of if a != before)
    return Trace(statement.id, (mouth, *rest), roots, tuple(dict.fromkeys((*word, *others))))


def outlets_of(places: Places) -> dict[str, str]:
    """The actor of each page's own outlet: by name, or the last hand of its chains."""
    found: dict[str, str] = {}
    for trace in places.case.traces:
        statement = places.statements.get(trace.statement)
        last = trace.chain[-1] if trace.chain else None
        if statement and last and last.actor and last.document == statement.document:
            found.setdefault(statement.document, last.actor)
    named = {
        name: a.id
        for a in places.case.actors
        if a.kind == "outlet"
        for name in (a.name, *a.aliases)
    }
    for document in places.case.documents:
        if document.outlet in named:
            found.setdefault(document.id, named[document.outlet or ""])
    return found
