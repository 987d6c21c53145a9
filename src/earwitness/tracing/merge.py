"""The joined actors, and every layer of the reports under their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from earwitness.knowledge.people import gender_of_name
from earwitness.model import Actor, ActorKind, Statement, Voice, make_id

from .join import Key, Node
from .names import person_name

Ids = Mapping[Key, str]


def merged_actors(
    nodes: Sequence[Node], united: Mapping[Key, tuple[Key, tuple[str, ...]]]
) -> tuple[tuple[Actor, ...], dict[Key, str]]:
    """One actor for each group, and which actor each report's own actor became."""
    groups: dict[Key, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[united[node.key][0]].append(node)
    actors, ids = [], {}
    for top, group in groups.items():
        actor = _one_of(group, united[top][1])
        actors.append(actor)
        ids.update({node.key: actor.id for node in group})
    return tuple(actors), ids


def _one_of(group: Sequence[Node], why: tuple[str, ...]) -> Actor:
    first = group[0].actor
    name = _fullest(group)
    names = {" ".join(n.split()): n for node in group for n in node.names}
    mentions = tuple(sorted({m for node in group for m in node.actor.mentions}))
    firsts = [str(node.actor.mentions[:1]) for node in group]
    identity = (name, first.kind, *sorted(firsts), *sorted("/".join(n.key) for n in group))
    return Actor(
        id=make_id("actor", *identity),
        name=name,
        kind=_kind(group),
        aliases=tuple(sorted(n for n in names.values() if n != name)),
        party=next((n.actor.party for n in group if n.actor.party), None),
        mentions=mentions,
        reasons=tuple(dict.fromkeys((*(r for n in group for r in n.actor.reasons), *why))),
        private=any(node.actor.private for node in group),
        origin=first.origin if len(group) == 1 else "rules/join@1",
    )


def _kind(group: Sequence[Node]) -> ActorKind:
    kinds = [node.actor.kind for node in group]
    return next((k for k in ("outlet", "person") if k in kinds), kinds[0])


def _fullest(group: Sequence[Node]) -> str:
    """The owner's name; a report's own outlet as its page gives it; else the most words."""
    if called := next((n.called for n in group if n.called), None):
        return called
    names = [n.actor.name for n in group if n.own_outlet] or [n.actor.name for n in group]
    names = [n for n in names if not n.endswith(("'s", "’s"))] or names
    if group[0].actor.kind == "person":
        every = [n for node in group for n in node.names if _is_full(n)]
        names = every or [n for n in names if person_name(n)] or names
    return max(names, key=lambda n: (not _is_titled(n), len(n.split()), len(n), n))


def _is_full(name: str) -> bool:
    """Whether a name is a known given name and a surname: fuller than any words around it."""
    parts = person_name(name)
    return (
        parts is not None
        and bool(parts.given)
        and bool(gender_of_name(parts.given.split()[0].title()))
    )


def _is_titled(name: str) -> bool:
    parts = person_name(name)
    return parts is not None and parts.titled and bool(parts.given)


def voice(heard: Voice, document: str, ids: Ids) -> Voice:
    """The voice under the joint id; nobody where the reading names an actor that it lacks."""
    return Voice(heard.span, ids.get((document, heard.actor or "")))


def statement(said: Statement, ids: Ids, recordings: Ids) -> Statement:
    """The statement under joint ids."""
    document = said.document
    return replace(
        said,
        source=voice(said.source, document, ids),
        addressee=voice(said.addressee, document, ids),
        translator=voice(said.translator, document, ids),
        publisher=voice(said.publisher, document, ids),
        recording=recordings.get((document, said.recording or "")),
    )
