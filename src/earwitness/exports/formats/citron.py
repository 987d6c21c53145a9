"""Citron's annotations: the quotations of each report, with their sources and cues."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from earwitness.model import Case, Document, Span, Statement

from .base import About, Files, as_lines


def write(case: Case, about: About) -> Files:
    """`quotes.citron.jsonl`: one line a report, as Citron's data format has a file."""
    del about
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in case.statements:
        said[statement.document].append(statement)
    lines = [
        {
            "text": document.text,
            "quotes": [_quote(s, document, case) for s in said[document.id]],
            "coreference_groups": _groups(document, case),
        }
        for document in case.documents
    ]
    return {"quotes.citron.jsonl": as_lines(lines)}


def _span(span: Span, document: Document) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def _quote(statement: Statement, document: Document, case: Case) -> dict[str, Any]:
    del case
    source, cue = statement.source.span, statement.cue[:1]
    found: dict[str, Any] = {
        "id": statement.id,
        "cue": _span(cue[0], document) if cue else None,
        "sources": [_span(source, document)] if source else [],
        "contents": [_span(span, document) for span in statement.content],
        "confidence": statement.confidence,
    }
    return {key: value for key, value in found.items() if value is not None}


def _groups(document: Document, case: Case) -> list[list[dict[str, Any]]]:
    """The mentions of each actor in the report, where there are several."""
    groups = [
        [_span(m.span, document) for m in actor.mentions if m.document == document.id]
        for actor in case.actors
    ]
    return [group for group in groups if len(group) > 1]
