"""Actors as people joined and split them, in every layer that names them."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from earwitness.model import Actor, Case, Decision, Voice, make_id

from .targets import Places

T = TypeVar("T")

_ACTOR_FIELDS = frozenset(
    (
        *("actor", "verifier", "released_by", "publisher", "translator"),
        *("speakers", "roots", "true_on_word_of"),
    )
)


def with_actors(case: Case, decisions: Sequence[Decision]) -> tuple[Case, tuple[Decision, ...]]:
    """The case with joins and splits, in the order in which they were decided; the orphaned."""
    orphans: list[Decision] = []
    ordered = sorted(decisions, key=lambda d: d.seq)
    for act, batch in groupby(ordered, key=lambda d: d.act):
        if act == "join":
            case = _joined(case, list(batch), orphans)
            continue
        for decision in batch:
            made = _split(case, decision)
            if made is None:
                orphans.append(decision)
            case = made or case
    return case, tuple(orphans)


def _joined(case: Case, decisions: Sequence[Decision], orphans: list[Decision]) -> Case:
    """All joins in a row, and one walk through the layers."""
    places = Places(case)
    actors, heads = dict(places.actors), {a.id: a.id for a in case.actors}
    for decision in decisions:
        one, other = (places.find(t) if t else None for t in (decision.target, decision.other))
        if one is None or other is None:
            orphans.append(decision)
            continue
        kept, gone = heads[one], heads[other]
        if kept == gone:
            continue
        why = f"{decision.by} decided that {actors[gone].name} is {actors[kept].name}."
        actors[kept] = _merged(actors[kept], actors.pop(gone), why)
        heads = {i: kept if head == gone else head for i, head in heads.items()}
    moved = {i: head for i, head in heads.items() if i != head}
    return _renamed(replace(case, actors=tuple(actors.values())), moved) if moved else case


def _merged(kept: Actor, gone: Actor, why: str) -> Actor:
    names = {*kept.aliases, *gone.aliases, gone.name} - {kept.name}
    return replace(
        kept,
        aliases=tuple(sorted(names)),
        party=kept.party or gone.party,
        mentions=tuple(sorted({*kept.mentions, *gone.mentions})),
        reasons=(*kept.reasons, *gone.reasons, why),
        private=kept.private or gone.private,
        origin="decided",
    )


def _split(case: Case, decision: Decision) -> Case | None:
    """Whoever the actor is in the named reports is somebody else."""
    places = Places(case)
    one = places.find(decision.target)
    documents = {places.documents[d].id for d in decision.documents if d in places.documents}
    if one is None or not documents:
        return None
    whole = places.actors[one]
    parted = tuple(m for m in whole.mentions if m.document in documents)
    if not parted or len(parted) == len(whole.mentions):
        return None
    why = f"{decision.by} decided that this is not the {whole.name} of the other reports."
    new = replace(
        whole, id=make_id("actor", whole.id, "split", *sorted(decision.documents)),
        name=decision.name or whole.name, mentions=parted, reasons=(why,), origin="decided",
    )  # fmt: skip
    kept = replace(
        whole, mentions=tuple(m for m in whole.mentions if m.document not in documents),
        reasons=(*whole.reasons, f"{decision.by} split off {new.name}."), origin="decided",
    )  # fmt: skip
    at = case.actors.index(whole)
    actors = (*case.actors[:at], kept, new, *case.actors[at + 1 :])
    return _in_documents(replace(case, actors=actors), {one: new.id}, documents)


def _in_documents(case: Case, ids: Mapping[str, str], documents: set[str]) -> Case:
    """The new id in all that stands in these reports."""
    inside = {s.id for s in case.statements if s.document in documents}
    return replace(
        case,
        statements=tuple(renamed(s, ids) if s.id in inside else s for s in case.statements),
        traces=tuple(renamed(t, ids) if t.statement in inside else t for t in case.traces),
        figures=tuple(renamed(f, ids) if f.document in documents else f for f in case.figures),
        verifications=tuple(
            renamed(v, ids) if v.document in documents else v for v in case.verifications
        ),
        responses=tuple(renamed(x, ids) if x.document in documents else x for x in case.responses),
        citations=tuple(renamed(c, ids) if c.document in documents else c for c in case.citations),
    )


def _renamed(case: Case, ids: Mapping[str, str]) -> Case:
    layers = (
        "statements",
        "traces",
        "recordings",
        "figures",
        "verifications",
        "responses",
        "citations",
    )
    changed = {name: tuple(renamed(x, ids) for x in getattr(case, name)) for name in layers}
    conclusions = {
        name: tuple(_pointing(x, ids) for x in getattr(case, name))
        for name in ("findings", "leads")
    }
    return replace(case, **changed, **conclusions)


def _pointing(thing: Any, ids: Mapping[str, str]) -> Any:
    if not any(ref in ids for ref in thing.refs):
        return thing
    return replace(thing, refs=tuple(dict.fromkeys(ids.get(r, r) for r in thing.refs)))


def renamed(thing: T, ids: Mapping[str, str]) -> T:
    """The thing with these actors under other ids; the very same object where it names none."""
    changes = {}
    for name in _naming_fields(typing.cast(Any, type(thing))):
        old = getattr(thing, name)
        new = _value(old, ids)
        if new is not old and new != old:
            changes[name] = new
    return replace(thing, **changes) if changes else thing  # type: ignore[type-var]


def _value(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, Voice):
        return replace(value, actor=ids.get(value.actor or "", value.actor))
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(_value(v, ids) for v in value)) if value else value
    return renamed(value, ids) if is_dataclass(value) else value


@cache
def _naming_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a type that hold an actor, or something that does."""
    wanted = _ACTOR_FIELDS | {"source", "addressee", "chain"}
    return tuple(f.name for f in fields(kind) if f.name in wanted)
