"""W3C Web Annotations: what stands where in the texts, each by position and by quotation.

Positions count Unicode code points of the text file that is the source, end exclusive, as the case
file does. A statement of several stretches has a target for each. What was said on a tape has its
seconds there, as a media fragment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from earwitness.model import Actor, Anchor, Case, Layer, Ruling, Span, Statement

from .base import About, Files, as_json, file_of, quote, texts, urn

_MOTIVES = {
    "accept": "assessing", "reject": "assessing", "correct": "editing", "add": "editing",
    "grade": "assessing", "note": "commenting",
}  # fmt: skip
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(case: Case, about: About) -> Files:
    """`annotations.jsonld`, and the texts that it points into."""
    maker = _Maker(case, about.layer)
    page = {
        "@context": _CONTEXT,
        "id": urn("annotations"),
        "type": "AnnotationPage",
        "label": about.note,
        "items": maker.items(),
    }
    files = {maker.files[d.id]: d.text.encode("utf-8", "replace") for d in case.documents}
    return {"annotations.jsonld": as_json(page)} | files


class _Maker:
    """The annotations of one case."""

    def __init__(self, case: Case, layer: Layer) -> None:
        self.case, self.layer, self.texts = case, layer, texts(case)
        self.names = {actor.id: actor.name for actor in (*layer.actors, *case.actors)}
        self.roots = {trace.statement: trace.roots for trace in case.traces}
        self.as_decided = {s.id: s for s in layer.statements}
        self.files = {
            d.id: f"texts/{file_of(d, n, '.txt')}" for n, d in enumerate(case.documents, 1)
        }

    def items(self) -> list[dict[str, Any]]:
        case = self.case
        made = [self._statement(s) for s in case.statements]
        made += [self._actor(a) for a in case.actors if a.mentions]
        for motive, kind, found in (
            ("classifying", "figure", case.figures),
            ("assessing", "verification", case.verifications),
            ("describing", "response", case.responses),
            ("linking", "citation", case.citations),
        ):
            for thing in found:
                body = [_words(kind, "classifying"), _words(_about(thing), "describing")]
                places = (Anchor(thing.document, thing.span),)
                made.append(self._one(thing.id, motive, body, places))
        for n, finding in enumerate(case.findings, 1):
            if finding.evidence:
                body = [_words(finding.kind, "classifying"), _words(finding.says, "commenting")]
                made.append(self._one(f"finding-{n}", "commenting", body, finding.evidence))
        made += [*self._turns(), *self._pieces()]
        return [*made, *filter(None, map(self._ruling, self.layer.rulings))]

    def _turns(self) -> Iterator[dict[str, Any]]:
        """The words of each turn of a transcript, on the seconds of the recording."""
        for of in self.case.transcripts:
            for n, turn in enumerate(of.turns, 1):
                if turn.start is not None:
                    name = f"turn-{of.document}-{n}"
                    body = [self._target(turn.words) | {"purpose": "describing"}]
                    at = _seconds(of.recording, turn.start, turn.end)
                    yield _annotation(name, "describing", body, [at])

    def _pieces(self) -> Iterator[dict[str, Any]]:
        """Quoted words, linked with the seconds at which the tape has them."""
        for check in self.case.tape_checks:
            for n, piece in enumerate(check.pieces, 1):
                if piece.start is not None:
                    name = f"heard-{check.statement}-{check.transcript}-{n}"
                    at = _seconds(check.recording, piece.start, piece.end)
                    body = [at | {"purpose": "linking"}, _words(check.verdict, "assessing")]
                    yield self._one(name, "linking", body, (piece.quoted,))

    def _ruling(self, made: Ruling) -> dict[str, Any] | None:
        """A decision that speaks, on words: signed, dated, and apart from what was found."""
        motive = _MOTIVES.get(made.act)
        if motive is None or made.undone or made.waits or not made.words:
            return None
        body = [_words(value, purpose) for value, purpose in self._ruled(made) if value]
        one = self._one(f"decision-{made.seq}", motive, body, made.words)
        creator = {"creator": {"type": "Person", "name": made.by}} if made.by else {}
        return one | creator | {"created": made.time}

    def _ruled(self, made: Ruling) -> list[tuple[str, str]]:
        reason = (made.why, "commenting")
        if made.act == "note":
            return [(made.text or "", "commenting")]
        if made.act == "grade":
            return [(f"grade {made.grade}", "assessing"), reason]
        said = self.as_decided.get(made.thing or "")
        if made.act in ("correct", "add") and said:
            speaker = self.names.get(said.source.actor or "", "")
            kind = f"{said.form} {said.type}"
            return [(made.act, "editing"), (kind, "classifying"), (speaker, "identifying"), reason]
        return [(made.act, "assessing"), reason]

    def _statement(self, statement: Statement) -> dict[str, Any]:
        speaker = self.names.get(statement.source.actor or "")
        body = [_words(f"{statement.form} {statement.type}", "classifying")]
        if speaker:
            body.append(_words(speaker, "identifying"))
        text = self.texts.get(statement.document, "")
        body += [_words(hedge.span.of(text), "tagging") for hedge in statement.hedges]
        for root in self.roots.get(statement.id, ()):
            body.append(
                _words(f"vouches that it was said: {self.names.get(root, root)}", "describing")
            )
        places = tuple(Anchor(statement.document, span) for span in statement.content)
        return self._one(statement.id, "describing", body, places)

    def _actor(self, actor: Actor) -> dict[str, Any]:
        body = [_words(actor.name, "identifying"), _words(actor.kind, "classifying")]
        return self._one(actor.id, "identifying", body, actor.mentions)

    def _one(
        self, name: str, motive: str, body: list[dict[str, Any]], places: tuple[Anchor, ...]
    ) -> dict[str, Any]:
        return _annotation(name, motive, body, [self._target(place) for place in places])

    def _target(self, place: Anchor) -> dict[str, Any]:
        text, span = self.texts.get(place.document, ""), place.span
        return {
            "type": "SpecificResource",
            "source": self.files.get(place.document, urn(place.document)),
            "scope": urn(place.document),
            "selector": [_position(span), {"type": "TextQuoteSelector", **quote(text, span)}],
        }


def _annotation(
    name: str, motive: str, body: list[dict[str, Any]], targets: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": urn(name),
        "type": "Annotation",
        "motivation": motive,
        "body": body,
        "target": targets,
    }


def _seconds(recording: str, start: float, end: float | None) -> dict[str, Any]:
    """A stretch of a recording as a media fragment; without its end where nobody gives it."""
    until = "" if end is None else f",{end:.3f}".rstrip("0").rstrip(".")
    value = "t=" + f"{start:.3f}".rstrip("0").rstrip(".") + until
    return {
        "type": "SpecificResource",
        "source": urn(recording),
        "selector": {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": value,
        },
    }


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _about(thing: Any) -> str:
    """What a figure, check, response or citation says, in a few words."""
    parts = [
        getattr(thing, name, None)
        for name in ("status", "about", "kind", "qualifier", "value", "of", "as_of", "date")
    ]
    counted = ", ".join(getattr(thing, "counted", ()))
    return "; ".join(str(part) for part in (*parts, counted) if part not in (None, ""))
