"""What each view lets out: the brief, the case as JSON, and tables as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from fastapi.responses import HTMLResponse, Response

from earwitness.casefile.codec import encode
from earwitness.exports import brief_page
from earwitness.exports.brief_roots import Bar, parties_of
from earwitness.exports.csv_cells import guarded
from earwitness.exports.figure_series import alone, as_csv
from earwitness.exports.json_export import dumps
from earwitness.model import Document, Statement, clock

from . import timeline, worklists
from .snapshot import Snapshot

_TIME = re.compile(r"t=(\d+)")
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def brief(now: Snapshot) -> Response:
    """The brief of the case as decided, under its own policy."""
    made = brief_page(now.case, published=now.withheld)
    policy = _POLICY.search(made)
    headers = {"Content-Security-Policy": policy[1].replace("&#39;", "'")} if policy else {}
    return HTMLResponse(made, headers=headers)


def export(now: Snapshot, name: str, found: Sequence[Statement]) -> Response | None:
    """A file of this name; None where there is none."""
    if name == "case.json":
        return _file(name, dumps(now.case), "application/json")
    if name == "found.json":
        return _file(name, dumps(now.now.found), "application/json")
    if name == "decisions.json":
        told = [dict(encode(d)) | {"undone": d.seq in now.now.gone} for d in now.now.decisions]
        return _file(name, json.dumps(told, ensure_ascii=False, indent=2), "application/json")
    if name == "brief.html":
        made = brief_page(now.case, published=now.withheld)
        return _file(name, made, "text/html")
    if name == "figures.csv":
        return _file(name, as_csv(now.groups, alone(now.case), None), "text/csv")
    rows = _tables(now, name, found)
    return _file(name, _csv(rows), "text/csv") if rows is not None else None


_STATEMENTS = (
    *("id", "report", "line", "speaker", "form", "type", "vouched for by", "layer"),
    *("grade", "words"),
)
_ROOTS = ("root", "statements", "nobody else vouches", "recordings", "reports", "outlets")


def _tables(now: Snapshot, name: str, found: Sequence[Statement]) -> list[Sequence[object]] | None:
    if name == "statements.csv":
        return [_STATEMENTS, *(_said(now, s) for s in found)]
    if name in ("findings.csv", "leads.csv"):
        return [("kind", "status", "why", "says"), *_worked(now, name.removesuffix("s.csv"))]
    if name == "timeline.csv":
        days = timeline.days(now, frozenset())
        return [
            ("date", "kind", "says"),
            *((d.value, e.kind, e.says) for d in days for e in d.events),
        ]
    if name == "roots.csv":
        return [_ROOTS, *(_vouched(bar) for bar in now.bars)]
    return None


def _worked(now: Snapshot, sort: str) -> list[tuple[str, str, str, str]]:
    return [
        (i.kind, i.status, i.state.status.why if i.state.status else "", i.point.says)
        for i in worklists.items(now, sort, "all", "")
    ]


def _vouched(bar: Bar) -> tuple[object, ...]:
    outlets = "; ".join(bar.outlets)
    return (bar.name, bar.statements, bar.alone, bar.recordings, bar.reports, outlets)


def _said(now: Snapshot, s: Statement) -> tuple[object, ...]:
    ref = now.ix.ref(s.document, s.content, most=100_000)
    state = now.now.state("statement", s.id)
    return (
        *(s.id, now.ix.outlet(s.document), ref.line if ref else ""),
        *(now.ix.name(s.source.actor, ""), s.form, s.type, "; ".join(parties_of(now.ix, s))),
        *(state.speaks, state.grade.grade if state.grade else "", ref.words if ref else ""),
    )


def _csv(rows: Iterable[Sequence[object]]) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([guarded(c) if isinstance(c, str) else c for c in row])
    return out.getvalue()


def _file(name: str, text: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        text.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=headers
    )


def transcripts(now: Snapshot) -> list[Document]:
    """Reports that are transcripts: their paragraphs have a time."""
    return [d for d in now.case.documents if times(d)]


def times(document: Document) -> dict[int, str]:
    """When each turn of a transcript begins ("12:07"), by where it begins in the text."""
    found = ((b.span.start, _TIME.match(b.element or "")) for b in document.blocks)
    return {start: clock(int(match[1])) for start, match in found if match}
