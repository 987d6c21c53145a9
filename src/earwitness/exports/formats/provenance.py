"""PROV of every chain, as PROV-JSON and as RDF; the one place that imports prov.

A report and a recording are entities, a statement is one that was quoted from the report and has
the recording as its primary source; whoever says, releases, translates or publishes is an agent.
Each hand of a chain is an activity of that role, informed by the one before it; the last one
generates the statement as it stands in the report.
"""

from __future__ import annotations

from typing import Any

from earwitness.model import Actor, Case, Document, Statement, Trace, Verification

from .base import About, ExtraMissingError, Files, said

_OURS = "urn:earwitness:"
_PLAIN = {
    "qualifiedQuotation": "wasQuotedFrom",
    "qualifiedPrimarySource": "hadPrimarySource",
    "qualifiedDerivation": "wasDerivedFrom",
}
_KINDS = {"person": "prov:Person", "anonymous person": "prov:Person"}


def write(case: Case, about: About) -> Files:
    """`case.prov.json` and `case.prov.ttl`."""
    try:
        from prov.model import ProvDocument  # noqa: PLC0415 (only this format needs it)
    except ImportError as error:
        raise ExtraMissingError("prov", "prov") from error
    made = _document(case, about, ProvDocument())
    return {
        "case.prov.json": (made.serialize(indent=2, sort_keys=True) + "\n").encode(),
        "case.prov.ttl": _turtle(made.serialize(format="rdf", rdf_format="turtle")),
    }


def _turtle(written: str) -> bytes:
    """With the plain form of what the library writes in its qualified form alone."""
    from rdflib import Graph, Namespace  # noqa: PLC0415 (prov's RDF brings it)

    graph, prov = (
        Graph().parse(data=written, format="turtle"),
        Namespace("http://www.w3.org/ns/prov#"),
    )
    for qualified, plain in _PLAIN.items():
        for one, node in list(graph.subject_objects(prov[qualified])):
            for other in graph.objects(node, prov.entity):
                graph.add((one, prov[plain], other))
    return graph.serialize(format="turtle").encode("utf-8")


def _document(case: Case, about: About, made: Any) -> Any:
    made.add_namespace("ew", _OURS)
    made.entity("ew:case", {"prov:label": about.note, "ew:version": about.version})
    for actor in case.actors:
        made.agent(_id(actor.id), _agent(actor, made))
    outlets = _outlets(case)
    for document in case.documents:
        made.entity(_id(document.id), _report(document, made))
        if document.id in outlets:
            made.wasAttributedTo(_id(document.id), _id(outlets[document.id]))
    _recordings(case, made)
    known = {a.id for a in case.actors} | {r.id for r in case.recordings}
    known |= {d.id for d in case.documents}
    traces = {trace.statement: trace for trace in case.traces}
    texts = {document.id: document.text for document in case.documents}
    for statement in case.statements:
        trace = traces.get(statement.id)
        _statement(statement, texts.get(statement.document, ""), trace, made)
        if trace:
            _chain(statement, trace, known, made)
    for check in case.verifications:
        _check(check, texts.get(check.document, ""), made)
    return made


def _id(thing: str) -> str:
    return f"ew:{thing}"


def _type(name: str, made: Any) -> Any:
    """A type as a name, not as words."""
    return made.valid_qualified_name(name)


def _agent(actor: Actor, made: Any) -> dict[str, Any]:
    kind = _KINDS.get(actor.kind, "prov:Organization")
    party = {"ew:party": actor.party} if actor.party else {}
    return {
        "prov:type": _type(kind, made),
        "prov:label": actor.name,
        "ew:kind": actor.kind,
        **party,
    }


def _report(document: Document, made: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"prov:type": _type("ew:Report", made), "ew:sha256": document.sha256}
    label = document.headline or document.path
    when = document.published.value if document.published else None
    return (
        found
        | ({"prov:label": label} if label else {})
        | ({"ew:published": when} if when else {})
        | ({"ew:url": document.url} if document.url else {})
    )


def _outlets(case: Case) -> dict[str, str]:
    """The actor that is the outlet of each report."""
    names = {actor.name: actor.id for actor in case.actors if actor.kind == "outlet"}
    return {d.id: names[d.outlet] for d in case.documents if d.outlet in names}


def _recordings(case: Case, made: Any) -> None:
    actors = {actor.id for actor in case.actors}
    for recording in case.recordings:
        made.entity(
            _id(recording.id), {"prov:type": _type("ew:Recording", made), "ew:kind": recording.kind}
        )
        for agent in (*recording.speakers, recording.released_by):
            if agent in actors:
                made.wasAttributedTo(_id(recording.id), _id(agent))


def _statement(statement: Statement, text: str, trace: Trace | None, made: Any) -> None:
    about = [
        ("prov:type", _type("ew:Statement", made)),
        ("prov:value", said(statement.content, text)),
        ("ew:form", statement.form),
        ("ew:kind", statement.type),
        *(("ew:hedge", hedge.span.of(text)) for hedge in statement.hedges),
        *(("ew:root", _type(_id(one), made)) for one in (trace.roots if trace else ())),
        *(
            ("ew:trueOnWordOf", _type(_id(one), made))
            for one in (trace.true_on_word_of if trace else ())
        ),
    ]
    made.entity(_id(statement.id), about)
    made.wasQuotedFrom(_id(statement.id), _id(statement.document))
    if statement.recording:
        made.hadPrimarySource(_id(statement.id), _id(statement.recording))
    if statement.nested_in:
        made.wasDerivedFrom(_id(statement.id), _id(statement.nested_in))
    if statement.source.actor:
        made.wasAttributedTo(_id(statement.id), _id(statement.source.actor))


def _check(check: Verification, text: str, made: Any) -> None:
    """Words by which a report says whether something was checked: of what, and which question."""
    of = {"ew:of": _type(_id(check.of), made)} if check.of else {}
    about = {"ew:status": check.status, "ew:about": check.about, **of}
    words = {"prov:type": _type("ew:Verification", made), "prov:value": check.span.of(text)}
    made.entity(_id(check.id), words | about)
    made.wasQuotedFrom(_id(check.id), _id(check.document))
    if check.verifier:
        made.wasAttributedTo(_id(check.id), _id(check.verifier))


def _chain(statement: Statement, trace: Trace, known: set[str], made: Any) -> None:
    before = None
    for step, link in enumerate(trace.chain):
        hand = _id(f"{statement.id}.{step}")
        date = {"ew:date": link.date} if link.date else {}
        made.activity(hand, other_attributes={"prov:type": _type(f"ew:{link.role}", made), **date})
        if link.actor in known:
            made.wasAssociatedWith(hand, _id(str(link.actor)))
        for used in (link.recording, link.document):
            if used in known:
                made.used(hand, _id(str(used)))
        if before:
            made.wasInformedBy(hand, before)
        before = hand
    if before:
        made.wasGeneratedBy(_id(statement.id), before)
