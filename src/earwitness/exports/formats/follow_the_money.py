"""FollowTheMoney entities, one a line, as Aleph and OpenSanctions tools read them."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from earwitness.model import Actor, Case, Document, Recording, Statement, Verification

from .base import About, Files, as_lines, file_of, instant, moment, said

_SCHEMATA = {"person": "Person", "anonymous person": "Person", "group": "LegalEntity"}

_LANGUAGES: dict[str, str] = tomllib.loads(
    resources.files(__package__).joinpath("languages.toml").read_text("utf-8")
)["codes"]


def write(case: Case, about: About) -> Files:
    """`entities.ftm.json`: reports are articles, statements and checks notes on those who spoke."""
    texts = {document.id: document.text for document in case.documents}
    entities = [_report(d, n) for n, d in enumerate(case.documents, 1)]
    entities += [_actor(actor) for actor in case.actors]
    entities += [_recording(recording) for recording in case.recordings]
    entities += [_statement(s, texts.get(s.document, "")) for s in case.statements]
    entities += [_check(v, texts.get(v.document, "")) for v in case.verifications]
    entities += _rooted(case)
    entities += _mentioned(case, about)
    return {"entities.ftm.json": as_lines(entities)}


def _key(one: str | None) -> str | None:
    """An id as FollowTheMoney takes it: without underscores."""
    return one.replace("_", "-") if one else None


def _entity(schema: str, key: str, /, **properties: list[str | None]) -> dict[str, Any]:
    """An entity without empty properties; every value is a string in a list."""
    kept = {key: [v for v in values if v] for key, values in properties.items()}
    return {"id": _key(key), "schema": schema, "properties": {k: v for k, v in kept.items() if v}}


def _report(document: Document, number: int) -> dict[str, Any]:
    return _entity(
        "Article",
        document.id,
        title=[document.headline],
        fileName=[file_of(document, number, "")],
        author=list(document.byline),
        language=[_LANGUAGES.get((document.language or "").partition("-")[0].lower())],
        publisher=[document.outlet],
        publishedAt=[_published(document)],
        sourceUrl=[document.url],
        bodyText=[document.text.strip()],
    )


def _published(document: Document) -> str | None:
    """The day, or the time in UTC, which has no zone in FollowTheMoney."""
    day, when = moment(document), instant(document)
    if day is None or when is None or "T" not in day:
        return day
    return datetime.fromisoformat(when).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _actor(actor: Actor) -> dict[str, Any]:
    schema = _SCHEMATA.get(actor.kind, "Organization")
    notes = [f"of {actor.party}" if actor.party else None, actor.kind]
    return _entity(
        schema, actor.id, name=[actor.name], alias=list(actor.aliases), description=notes
    )


def _recording(recording: Recording) -> dict[str, Any]:
    return _entity(
        "Note",
        recording.id,
        name=[recording.kind],
        description=[recording.kind],
        summary=[f"released on {recording.released_on}" if recording.released_on else None],
        entity=[*map(_key, recording.speakers), _key(recording.released_by)],
    )


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    return _entity(
        "Note",
        statement.id,
        name=[f"{statement.form} {statement.type}"],
        description=[said(statement.content, text)],
        entity=[_key(statement.source.actor)],
        proof=[_key(statement.document)],
    )


def _check(check: Verification, text: str) -> dict[str, Any]:
    """Words that say whether something was checked; `entity` is who checked, and what."""
    question = {"said": "whether it was said", "true": "whether it is so"}[check.about]
    return _entity(
        "Note",
        check.id,
        name=[f"{check.status}: {question}"],
        description=[check.span.of(text)],
        keywords=["verification"],
        entity=[_key(check.verifier), _key(check.of)],
        proof=[_key(check.document)],
    )


def _rooted(case: Case) -> list[dict[str, Any]]:
    """Who alone vouches that the words of a statement were said, as links between the two."""
    return [
        _entity(
            "UnknownLink",
            f"{root}.{trace.statement}",
            subject=[_key(root)],
            object=[_key(trace.statement)],
            role=["vouches that it was said"],
        )
        for trace in case.traces
        for root in trace.roots
    ]


def _mentioned(case: Case, about: About) -> list[dict[str, Any]]:
    """Which report names whom, as links between the two."""
    del about
    pairs: dict[tuple[str, str], None] = {}
    for actor in case.actors:
        for mention in actor.mentions:
            pairs[mention.document, actor.id] = None
    return [
        _entity(
            "Documentation",
            f"{document}.{actor}",
            document=[_key(document)],
            entity=[_key(actor)],
            role=["mentioned"],
        )
        for document, actor in pairs
    ]
