"""A STIX 2.1 bundle: identities, reports, notes and opinions.

STIX wants times of making; a case has no clock, so an object bears the time at which its report
was published, and the beginning of 1970 where the page gives none. A report without a date is a
grouping, since STIX reports must have one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from earwitness.model import Actor, Case, Document, Statement, Verification

from .base import About, Files, as_json, instant, said, urn

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:earwitness:stix")
_UNKNOWN = "1970-01-01T00:00:00.000Z"
_OPINIONS = {
    "verified": "agree",
    "partly verified": "neutral",
    "not verified": "neutral",
    "disputed": "disagree",
}
_ABOUT = {"said": "whether it was said", "true": "whether it is so"}


def write(case: Case, about: About) -> Files:
    """`bundle.stix.json`."""
    maker = _Maker(case, about)
    bundle = {"type": "bundle", "id": _id("bundle", maker.all_ids()), "objects": maker.objects()}
    return {"bundle.stix.json": as_json(bundle)}


def _id(kind: str, thing: str) -> str:
    return f"{kind}--{uuid.uuid5(_SPACE, urn(thing))}"


def _stamp(document: Document | None) -> str:
    when = instant(document)
    if when is None:
        return _UNKNOWN
    at = datetime.fromisoformat(when).astimezone(UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


class _Maker:
    """The objects of one case."""

    def __init__(self, case: Case, about: About) -> None:
        self.case, self.about = case, about
        self.documents = {document.id: document for document in case.documents}
        self.actors = {actor.id for actor in case.actors}
        self.statements = {statement.id for statement in case.statements}

    def all_ids(self) -> str:
        return " ".join([*self.documents, *sorted(self.statements)])

    def objects(self) -> list[dict[str, Any]]:
        made = [self._identity(actor) for actor in self.case.actors]
        notes = [self._note(s) for s in self.case.statements if s.document in self.documents]
        opinions = filter(None, map(self._opinion, self.case.verifications))
        made += [*notes, *(self._report(d) for d in self.case.documents), *opinions]
        return [*made, *self._passed_on(), *self._rooted()]

    def _passed_on(self) -> Iterator[dict[str, Any]]:
        """Words that stand within the words of who passed them on."""
        for one in self.case.statements:
            if one.nested_in in self.statements and one.document in self.documents:
                outer = _id("note", str(one.nested_in))
                said = "reported within the other's words"
                yield self._tie("derived-from", one, _id("note", one.id), outer, said)

    def _rooted(self) -> Iterator[dict[str, Any]]:
        """Who alone vouches that the words were said."""
        placed = {s.id: s for s in self.case.statements if s.document in self.documents}
        for trace in self.case.traces:
            for root in trace.roots:
                if root in self.actors and (one := placed.get(trace.statement)):
                    ends = _id("identity", root), _id("note", one.id)
                    yield self._tie("related-to", one, *ends, "vouches that it was said")

    def _tie(self, kind: str, one: Statement, start: str, end: str, says: str) -> dict[str, Any]:
        base = self._base("relationship", f"{kind} {start} {end}", self.documents[one.document])
        ends = {"source_ref": start, "target_ref": end}
        return base | {"relationship_type": kind, "description": says} | ends

    def _base(self, kind: str, thing: str, document: Document | None) -> dict[str, Any]:
        at = _stamp(document)
        language = (
            document.language if document and kind not in ("opinion", "relationship") else None
        )
        return ({"lang": language} if language else {}) | {
            "type": kind,
            "spec_version": "2.1",
            "id": _id(kind, thing),
            "created": at,
            "modified": at,
        }

    def _identity(self, actor: Actor) -> dict[str, Any]:
        person = actor.kind.endswith("person")
        kind = "individual" if person else "group" if actor.kind == "group" else "organization"
        party = {"description": f"of {actor.party}"} if actor.party else {}
        named = {"name": actor.name or "somebody", "identity_class": kind}
        return self._base("identity", actor.id, None) | named | party

    def _note(self, statement: Statement) -> dict[str, Any]:
        document = self.documents[statement.document]
        speaker = statement.source.actor
        refs = [_id("identity", speaker)] if speaker in self.actors and speaker else []
        return self._base("note", statement.id, document) | {
            "abstract": f"{statement.form} {statement.type}",
            "content": said(statement.content, document.text) or "–",
            "object_refs": [*refs, self._report_id(document)],
        }

    def _report_id(self, document: Document) -> str:
        return _id("report" if instant(document) else "grouping", document.id)

    def _report(self, document: Document) -> dict[str, Any]:
        kind = self._report_id(document).partition("--")[0]
        title = document.headline or document.outlet or "a report"
        own = [s.id for s in self.case.statements if s.document == document.id]
        source = {"source_name": document.outlet or "web", "url": document.url}
        more: dict[str, Any] = (
            {"published": _stamp(document), "report_types": ["observed-data"]}
            if kind == "report"
            else {"context": "unspecified"}
        )
        if document.url:
            more["external_references"] = [source]
        refs = [_id("note", one) for one in own] or self._anyone(document)
        named = {"name": title, "description": self.about.note, "object_refs": refs}
        return self._base(kind, document.id, document) | named | more

    def _anyone(self, document: Document) -> list[str]:
        """A report without statements points at those whom it names, or else at itself."""
        named = [
            _id("identity", actor.id)
            for actor in self.case.actors
            if any(m.document == document.id for m in actor.mentions)
        ]
        return named or [self._report_id(document)]

    def _opinion(self, found: Verification) -> dict[str, Any] | None:
        document = self.documents.get(found.document)
        if document is None:
            return None
        of = _id("note", found.of) if found.of in self.statements and found.of else None
        return self._base("opinion", found.id, document) | {
            "opinion": _OPINIONS[found.status],
            "explanation": f"{found.status}: {_ABOUT[found.about]}. {found.span.of(document.text)}",
            "object_refs": [of or self._report_id(document)],
        }
