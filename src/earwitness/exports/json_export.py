"""The case file as JSON: every key and meaning is described in docs/reference.md."""

from __future__ import annotations

import json
from collections.abc import Iterable

from earwitness.model import (
    NOTHING_DECIDED,
    Actor,
    Case,
    Citation,
    Comparison,
    DateExpression,
    Document,
    Figure,
    Finding,
    Hedge,
    Layer,
    Lead,
    Link,
    Provenance,
    Recording,
    Response,
    Series,
    Span,
    Statement,
    Trace,
    Verification,
    Voice,
)

from .json_amounts import amount_json
from .json_decisions import decision_json, standing_json
from .json_layer_types import CaseJson
from .json_order import Order, ranked
from .json_places import anchor_json, span_json
from .json_tape import media_json, tape_check_json, transcript_json
from .json_types import (
    ActorJson,
    CitationJson,
    ComparisonJson,
    ConclusionJson,
    DateJson,
    DocumentJson,
    FigureJson,
    HedgeJson,
    LinkJson,
    MediaJson,
    ProvenanceJson,
    RecordingJson,
    ResponseJson,
    SeriesJson,
    SpanJson,
    StatementJson,
    VerificationJson,
    VoiceJson,
)


def dumps(case: Case, layer: Layer = NOTHING_DECIDED) -> str:
    """The case file as text, two spaces deep, ending in a line feed; equal cases, equal bytes."""
    return json.dumps(case_to_json(case, layer), ensure_ascii=False, indent=2) + "\n"


def case_to_json(case: Case, layer: Layer = NOTHING_DECIDED) -> CaseJson:
    """The case file: what was found, and beside it, under keys of its own, what was decided.

    The case's own tuples may stand in any order: the result does not change.
    """
    order = Order(case.documents)
    media = media_json(case, order)
    return {
        "earwitness": "1",
        "documents": [_document(d) for d in order.documents],
        "actors": [_actor(a, order) for a in sorted(case.actors, key=order.of_mentions)],
        "statements": _statements(case, order),
        "dates": [_date(d) for d in sorted(case.dates, key=order.of_date)],
        "recordings": [
            _recording(r, order, media.get(r.id))
            for r in sorted(case.recordings, key=order.of_mentions)
        ],
        "figures": [_figure(f) for f in order.placed(case.figures)],
        "verifications": [_verification(v) for v in order.placed(case.verifications)],
        "responses": [_response(r) for r in order.placed(case.responses)],
        "citations": [_citation(c) for c in order.placed(case.citations)],
        "findings": [_conclusion(f) for f in ranked(case.findings)],
        "leads": [_conclusion(lead) for lead in ranked(case.leads)],
        "comparisons": [_comparison(c) for c in sorted(case.comparisons, key=lambda c: c.id)],
        "series": [_series(s) for s in sorted(case.series, key=lambda s: s.id)],
        "amounts": [amount_json(a) for a in sorted(case.amounts, key=order.of_amount)],
        "transcripts": [
            transcript_json(t) for t in sorted(case.transcripts, key=order.of_transcript)
        ],
        "tape_checks": [
            tape_check_json(c) for c in sorted(case.tape_checks, key=order.of_check(case))
        ],
        "decisions": [decision_json(r) for r in layer.rulings],
        "standing": [standing_json(s) for s in layer.standing],
        "decided_statements": _statements(layer, order),
        "decided_actors": [_actor(a, order) for a in sorted(layer.actors, key=order.of_mentions)],
    }


def _statements(of: Case | Layer, order: Order) -> list[StatementJson]:
    traces = {trace.statement: trace for trace in of.traces}
    ordered = sorted(of.statements, key=order.of_statement)
    return [_statement(s, traces.get(s.id)) for s in ordered]


def _maybe(span: Span | None) -> SpanJson | None:
    return span_json(span) if span else None


def _voice(voice: Voice) -> VoiceJson:
    return {"span": _maybe(voice.span), "actor": voice.actor}


def _hedges(hedges: Iterable[Hedge]) -> list[HedgeJson]:
    ordered = sorted(hedges, key=lambda hedge: (hedge.span, hedge.kind))
    return [{"start": h.span.start, "end": h.span.end, "kind": h.kind} for h in ordered]


def _document(document: Document) -> DocumentJson:
    stamp = document.published
    return {
        "id": document.id,
        "sha256": document.sha256,
        "path": document.path,
        "url": document.url,
        "outlet": document.outlet,
        "headline": document.headline,
        "headline_span": _maybe(document.headline_span),
        "byline": list(document.byline),
        "language": document.language,
        "published": {"value": stamp.value, "span": _maybe(stamp.span)} if stamp else None,
        "text": document.text,
        "furniture": [
            {"start": b.span.start, "end": b.span.end, "kind": b.furniture or "other"}
            for b in document.blocks_of("furniture")
        ],
        "captions": [span_json(b.span) for b in document.blocks_of("caption")],
        "provenance": _provenance(document.provenance),
        "updated": document.updated,
        "section": document.section,
        "passages": [
            {**span_json(p.span), "language": p.language, "origin": p.origin}
            for p in document.passages
        ],
        "origin": document.origin,
    }


def _provenance(known: Provenance | None) -> ProvenanceJson | None:
    if known is None:
        return None
    return {
        "url": known.url,
        "final_url": known.final_url,
        "time": known.time,
        "record": known.record,
    }


def _actor(actor: Actor, order: Order) -> ActorJson:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "party": actor.party,
        "mentions": [anchor_json(m) for m in order.anchors(actor.mentions)],
        "reasons": list(actor.reasons),
        "private": actor.private,
        "origin": actor.origin,
    }


def _link(link: Link) -> LinkJson:
    return {
        "role": link.role,
        "actor": link.actor,
        "recording": link.recording,
        "document": link.document,
        "date": link.date,
        "evidence": anchor_json(link.evidence) if link.evidence else None,
    }


def _statement(statement: Statement, trace: Trace | None) -> StatementJson:
    return {
        "id": statement.id,
        "document": statement.document,
        "form": statement.form,
        "type": statement.type,
        "content": [span_json(span) for span in statement.content],
        "cue": [span_json(span) for span in statement.cue],
        "source": _voice(statement.source),
        "addressee": _voice(statement.addressee),
        "nested_in": statement.nested_in,
        "hedges": _hedges(statement.hedges),
        "recording": statement.recording,
        "chain": [_link(link) for link in trace.chain] if trace else [],
        "roots": list(trace.roots) if trace else [],
        "true_on_word_of": list(trace.true_on_word_of) if trace else [],
        "origin": statement.origin,
        "confidence": statement.confidence,
    }


def _date(date: DateExpression) -> DateJson:
    return {
        "document": date.document,
        "start": date.span.start,
        "end": date.span.end,
        "type": date.type,
        "value": date.value,
        "mod": date.mod,
        "anchor": date.anchor,
        "origin": date.origin,
    }


def _recording(recording: Recording, order: Order, media: MediaJson | None) -> RecordingJson:
    return {
        "id": recording.id,
        "kind": recording.kind,
        "speakers": list(recording.speakers),
        "released_by": recording.released_by,
        "released_on": recording.released_on,
        "publisher": recording.publisher,
        "translator": recording.translator,
        "hedges": _hedges(recording.hedges),
        "mentions": [anchor_json(m) for m in order.anchors(recording.mentions)],
        "media": media,
        "reasons": list(recording.reasons),
        "origin": recording.origin,
    }


def _figure(figure: Figure) -> FigureJson:
    return {
        "id": figure.id,
        "document": figure.document,
        "span": span_json(figure.span),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "counted": list(figure.counted),
        "of": figure.of,
        "of_party": figure.of_party,
        "actor": figure.actor,
        "statement": figure.statement,
        "since": figure.since,
        "place": figure.place,
        "as_of": figure.as_of,
        "as_of_mod": figure.as_of_mod,
        "issued": figure.issued,
        "side": figure.side,
        "tally": figure.tally,
        "part_of": figure.part_of,
        "origin": figure.origin,
    }


def _verification(verification: Verification) -> VerificationJson:
    return {
        "id": verification.id,
        "document": verification.document,
        "span": span_json(verification.span),
        "verifier": verification.verifier,
        "of": verification.of,
        "status": verification.status,
        "about": verification.about,
        "origin": verification.origin,
    }


def _response(response: Response) -> ResponseJson:
    return {
        "id": response.id,
        "document": response.document,
        "span": span_json(response.span),
        "actor": response.actor,
        "of": response.of,
        "kind": response.kind,
        "origin": response.origin,
    }


def _citation(citation: Citation) -> CitationJson:
    return {
        "id": citation.id,
        "document": citation.document,
        "span": span_json(citation.span),
        "actor": citation.actor,
        "date": citation.date,
        "resolved": citation.resolved,
        "kind": citation.kind,
        "origin": citation.origin,
    }


def _comparison(found: Comparison) -> ComparisonJson:
    return {
        "id": found.id,
        "one": found.one,
        "other": found.other,
        "verdict": found.verdict,
        "says": found.says,
        "apart": found.apart,
        "origin": found.origin,
    }


def _series(found: Series) -> SeriesJson:
    return {
        "id": found.id,
        "counted": list(found.counted),
        "of": found.of,
        "party": found.party,
        "place": found.place,
        "figures": list(found.figures),
        "origin": found.origin,
    }


def _conclusion(thing: Finding | Lead) -> ConclusionJson:
    return {
        "kind": thing.kind,
        "refs": list(thing.refs),
        "says": thing.says,
        "evidence": [anchor_json(anchor) for anchor in thing.evidence],
        "origin": thing.origin,
    }
