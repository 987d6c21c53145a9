"""passim's clusters: passages that stand in several reports."""

from __future__ import annotations

from typing import Any

from earwitness.model import Case, Statement, cover

from .base import About, Files, as_lines

_SAME = ("same quotation", "quotation differs")


def write(case: Case, about: About) -> Files:
    """`clusters.passim.jsonl`: one line a passage, as passim's `out.json` has them."""
    del about
    statements = {statement.id: statement for statement in case.statements}
    documents = {document.id: document for document in case.documents}
    lines = []
    for number, members in enumerate(_clusters(case), 1):
        for one in members:
            lines.append(_passage(number, len(members), statements[one], documents))
    return {"clusters.passim.jsonl": as_lines(lines)}


def _clusters(case: Case) -> list[list[str]]:
    """Statements that findings join as the same words, in the order of the case."""
    order = {s.id: n for n, s in enumerate(case.statements) if s.content}
    group = {one: {one} for one in order}
    for finding in case.findings:
        if finding.kind in _SAME:
            refs = [ref for ref in finding.refs if ref in order]
            joined = set().union(*(group[ref] for ref in refs)) if refs else set()
            for one in joined:
                group[one] = joined
    seen: dict[int, list[str]] = {}
    for one in order:
        if len(group[one]) > 1:
            seen.setdefault(id(group[one]), []).append(one)
    return list(seen.values())


def _passage(
    number: int, size: int, statement: Statement, documents: dict[str, Any]
) -> dict[str, Any]:
    document, span = documents[statement.document], cover(statement.content)
    found = {
        "uid": statement.id,
        "cluster": number,
        "size": size,
        "id": document.id,
        "series": document.outlet or document.id,
        "date": document.published.value if document.published else None,
        "title": document.headline,
        "begin": span.start,
        "end": span.end,
        "text": span.of(document.text),
    }
    return {key: value for key, value in found.items() if value is not None}
