"""schema.org as JSON-LD: reports, people and bodies, quotations and claims."""

from __future__ import annotations

from typing import Any

from earwitness.model import Actor, Case, Document, Recording, Statement, Trace, Verification

from .base import About, Files, as_json, moment, said, urn

_TYPES = {
    "person": "Person",
    "anonymous person": "Person",
    "outlet": "NewsMediaOrganization",
}


def write(case: Case, about: About) -> Files:
    """`case.jsonld`: one graph."""
    texts = {document.id: document.text for document in case.documents}
    traces = {trace.statement: trace for trace in case.traces}
    graph = [{"@id": urn("case"), "@type": "Dataset", "description": about.note}]
    graph += [_actor(actor) for actor in case.actors]
    graph += [_report(document, case) for document in case.documents]
    graph += [_recording(recording) for recording in case.recordings]
    graph += [_said(s, texts.get(s.document, ""), traces.get(s.id)) for s in case.statements]
    graph += [_check(v, texts.get(v.document, "")) for v in case.verifications if v.of]
    return {
        "case.jsonld": as_json({"@context": {"@vocab": "https://schema.org/"}, "@graph": graph})
    }


def _ref(thing: str | None) -> dict[str, str] | None:
    return {"@id": urn(thing)} if thing else None


def _kept(node: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _actor(actor: Actor) -> dict[str, Any]:
    return _kept(
        {
            "@id": urn(actor.id),
            "@type": _TYPES.get(actor.kind, "Organization"),
            "name": actor.name,
            "alternateName": list(actor.aliases),
            "affiliation" if actor.kind.endswith("person") else "parentOrganization": actor.party,
        }
    )


def _report(document: Document, case: Case) -> dict[str, Any]:
    based = [c.resolved for c in case.citations if c.document == document.id and c.resolved]
    return _kept(
        {
            "@id": urn(document.id),
            "@type": "NewsArticle",
            "headline": document.headline,
            "author": [{"@type": "Person", "name": name} for name in document.byline],
            "publisher": document.outlet
            and {"@type": "NewsMediaOrganization", "name": document.outlet},
            "datePublished": moment(document),
            "inLanguage": document.language,
            "url": document.url,
            "isBasedOn": [_ref(one) for one in dict.fromkeys(based)],
        }
    )


def _recording(recording: Recording) -> dict[str, Any]:
    """What was recorded; whoever speaks on it, and whoever released it, and when."""
    return _kept(
        {
            "@id": urn(recording.id),
            "@type": "CreativeWork",
            "additionalType": recording.kind,
            "contributor": [
                *(_role("speaker", one) for one in recording.speakers),
                *([_role("releaser", recording.released_by)] if recording.released_by else []),
            ],
            "datePublished": recording.released_on,
        }
    )


def _said(statement: Statement, text: str, trace: Trace | None) -> dict[str, Any]:
    """A Quotation where the words are quoted, a Claim where the report gives them in its own."""
    quoted = statement.form != "indirect"
    speaker = _ref(statement.source.actor)
    based = (statement.recording, statement.nested_in)
    return _kept(
        {
            "@id": urn(statement.id),
            "@type": "Quotation" if quoted else "Claim",
            "text": said(statement.content, text),
            "spokenByCharacter" if quoted else "author": speaker,
            "isPartOf" if quoted else "appearance": _ref(statement.document),
            "isBasedOn": [_ref(one) for one in based if one],
            "contributor": _hands(trace) if trace else None,
        }
    )


def _hands(trace: Trace) -> list[dict[str, Any]]:
    """The hands of the chain in order; who vouches that it was said, and that it is so."""
    return [
        *(_role(link.role, link.actor, link.date) for link in trace.chain if link.actor),
        *(_role("root", one) for one in trace.roots),
        *(_role("true on word of", one) for one in trace.true_on_word_of),
    ]


def _role(name: str, who: str, when: str | None = None) -> dict[str, Any]:
    """Somebody in a part that schema.org has no property for."""
    role = {"@type": "Role", "roleName": name, "contributor": _ref(who)}
    return role | ({"startDate": when} if when else {})


def _check(check: Verification, text: str) -> dict[str, Any]:
    """Whether something was checked, and which question."""
    return _kept(
        {
            "@id": urn(check.id),
            "@type": "Review",
            "itemReviewed": _ref(check.of),
            "author": _ref(check.verifier),
            "reviewAspect": {"said": "whether it was said", "true": "whether it is so"}[
                check.about
            ],
            "abstract": check.status,
            "reviewBody": check.span.of(text),
            "isPartOf": _ref(check.document),
        }
    )
