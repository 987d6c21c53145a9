"""IPTC ninjs 2.1: an item for each report."""

from __future__ import annotations

from typing import Any

from earwitness.model import Case, Document

from .base import About, Files, as_json, instant, moment, urn

_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"


def write(case: Case, about: About) -> Files:
    """`items.ninjs.json`: a list of items."""
    people, bodies = _actors(case)
    roots = _roots(case)
    items = [
        _item(d, people.get(d.id, {}), bodies.get(d.id, {}), about)
        | ({"infosources": roots[d.id]} if d.id in roots else {})
        for d in case.documents
    ]
    return {"items.ninjs.json": as_json(items)}


def _actors(case: Case) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Persons and bodies that each report names: id and name."""
    people: dict[str, dict[str, str]] = {}
    bodies: dict[str, dict[str, str]] = {}
    for actor in case.actors:
        kept = people if actor.kind.endswith("person") else bodies
        for mention in actor.mentions:
            kept.setdefault(mention.document, {})[actor.id] = actor.name
    return people, bodies


def _roots(case: Case) -> dict[str, list[dict[str, str]]]:
    """Who vouches that the words of each report were said."""
    names = {actor.id: actor.name for actor in case.actors}
    placed = {statement.id: statement.document for statement in case.statements}
    found: dict[str, dict[str, str]] = {}
    for trace in case.traces:
        for root in trace.roots:
            if root in names and trace.statement in placed:
                found.setdefault(placed[trace.statement], {})[root] = names[root]
    return {
        document: [{"name": name, "uri": urn(key)} for key, name in sorted(roots.items())]
        for document, roots in found.items()
    }


def _item(
    document: Document, people: dict[str, str], bodies: dict[str, str], about: About
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "uri": urn(document.id),
        "standard": {"name": "ninjs", "version": "2.1", "schema": _SCHEMA},
        "type": "text",
        "representationtype": "full",
        "profile": "earwitness",
        "version": "1",
        "contentcreated": _hour(document),
        "language": document.language,
        "ednote": about.note,
        "by": ", ".join(document.byline),
        "headlines": [{"role": "main", "value": document.headline}] if document.headline else [],
        "bodies": [{"role": "text", "contenttype": "text/plain", "value": document.text}],
        "people": [_named(key, name) for key, name in people.items()],
        "organisations": [_named(key, name) for key, name in bodies.items()],
        "copyrightholder": document.outlet,
        "altids": [{"role": "sha256", "value": document.sha256}],
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _hour(document: Document) -> str | None:
    """When it was published, where the page gives the hour: ninjs has no place for a day alone."""
    return instant(document) if "T" in (moment(document) or "") else None


def _named(key: str, name: str) -> dict[str, str]:
    return {"name": name, "rel": "mentioned", "uri": urn(key)}
