"""Who is who across reports: which actors of two reports are one, and why.

A join needs a name. Descriptions, anonymous persons and collectives of two reports stay apart,
unless the recording that they speak in is one and their descriptions agree (see recordings.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from earwitness.knowledge.people import gender_of_name
from earwitness.model import Actor, Reading, make_id

from .names import (
    PersonName,
    acronyms_in,
    given_agrees,
    initials,
    is_generic,
    organisation_key,
    outlet_key,
    person_name,
)
from .words import listed

Key = tuple[str, str]
_PERSONS = ("person", "anonymous person")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor of one report: `key` is the document's id and the actor's id within it."""

    key: Key
    actor: Actor
    own_outlet: bool = False
    called: str | None = None  # by the owner of the case

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.actor.name, *self.actor.aliases)


@dataclass(frozen=True, slots=True)
class Join:
    """Two actors that are one, and the reason as a sentence; `sure` where the owner says it."""

    one: Key
    other: Key
    reason: str
    sure: bool = False


def nodes_of(readings: Sequence[Reading]) -> tuple[Node, ...]:
    """Every actor of every report; a report's own outlet is made where the reading lacks it."""
    own = {outlet_key(r.document.outlet) for r in readings if r.document.outlet}
    return tuple(node for reading in readings for node in _report_nodes(reading, own))


def _report_nodes(reading: Reading, outlets: set[str]) -> Iterator[Node]:
    document = reading.document
    wanted = outlet_key(document.outlet) if document.outlet else None
    found = False
    for actor in reading.actors:
        keys = {outlet_key(n) for n in (actor.name, *actor.aliases)}
        is_outlet = actor.kind == "outlet" or (
            actor.kind == "organisation" and bool(keys & outlets)
        )
        mine = is_outlet and wanted in keys
        found = found or mine
        yield Node((document.id, actor.id), _as_outlet(actor) if is_outlet else actor, mine)
    if wanted and not found:
        yield Node((document.id, "outlet"), _own_outlet(reading), own_outlet=True)


def _as_outlet(actor: Actor) -> Actor:
    return Actor(
        actor.id, actor.name, "outlet", actor.aliases, actor.party, actor.mentions,
        actor.reasons, actor.private, actor.origin,
    )  # fmt: skip


def _own_outlet(reading: Reading) -> Actor:
    name = reading.document.outlet or ""
    made = make_id("actor", reading.document.id, "outlet", name)
    return Actor(made, name, "outlet", (), None, (), origin="rules/own-outlet@1")


def named_joins(nodes: Sequence[Node]) -> tuple[Join, ...]:
    """All joins that names give: outlets, organisations, persons."""
    return (*_outlet_joins(nodes), *_organisation_joins(nodes), *_person_joins(nodes))


def _chained(nodes: Iterable[Node], reason: str) -> Iterator[Join]:
    for one, other in pairwise(nodes):
        yield Join(one.key, other.key, reason)


def _outlet_joins(nodes: Sequence[Node]) -> Iterator[Join]:
    buckets: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.actor.kind == "outlet":
            for key in sorted({outlet_key(n) for n in node.names if _tells_which(n)}):
                buckets[key].append(node)
    for key, bucket in sorted(buckets.items()):
        yield from _chained(bucket, f"The outlet's name is the same: {key}.")


def _tells_which(name: str) -> bool:
    """ "the paper", "state television": every report has its own."""
    return not listed("outlets", "generic").issuperset(name.lower().split())


def _organisation_joins(nodes: Sequence[Node]) -> Iterator[Join]:
    words: dict[frozenset[str], list[Node]] = defaultdict(list)
    letters: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.actor.kind == "organisation":
            for key in {organisation_key(n, node.actor.party) for n in node.names} - {frozenset()}:
                words[key].append(node)
            for short in sorted({a for n in node.names for a in acronyms_in(n)}):
                letters[short].append(node)
    for key, bucket in sorted(words.items(), key=lambda item: sorted(item[0])):
        spoken = " ".join(sorted(key))
        for group in _by_party(bucket, strict=is_generic(key)):
            yield from _chained(group, f"The names have the same words ({spoken}){_of(group)}.")
    for short, bucket in sorted(letters.items()):
        for group in _by_party(bucket, strict=False):
            yield from _chained(group, f"The acronym is the same: {short.upper()}{_of(group)}.")
    yield from _initial_joins(nodes, letters)


def _initial_joins(nodes: Sequence[Node], letters: Mapping[str, list[Node]]) -> Iterator[Join]:
    for node in nodes:
        if node.actor.kind != "organisation":
            continue
        for name in node.names:
            short = initials(name)
            for other in letters.get(short, [])[:1] if len(short) >= 4 else []:
                if other.key != node.key and _party_agrees(node, other):
                    yield Join(node.key, other.key, f"{short.upper()} is short for {name}.")


def _party_agrees(one: Node, other: Node) -> bool:
    parties = {one.actor.party, other.actor.party} - {None}
    return len(parties) < 2


def _by_party(bucket: Sequence[Node], *, strict: bool) -> list[list[Node]]:
    """The nodes of one name by party; those without one join only where no doubt is left."""
    groups: dict[str | None, list[Node]] = defaultdict(list)
    for node in bucket:
        groups[node.actor.party].append(node)
    nameless = groups.pop(None, [])
    if strict:
        return [groups[p] for p in sorted(groups, key=str)]
    if len(groups) == 1:
        return [bucket if nameless else next(iter(groups.values()))]  # type: ignore[list-item]
    return [*(groups[p] for p in sorted(groups, key=str)), nameless]


def _of(group: Sequence[Node]) -> str:
    party = next((n.actor.party for n in group if n.actor.party), None)
    return f", and both are {party}'s" if party else ""


def _person_joins(nodes: Sequence[Node]) -> Iterator[Join]:
    parsed = [(n, p) for n in nodes if n.actor.kind == "person" for p in _person_names(n)]
    full: dict[str, list[tuple[Node, PersonName]]] = defaultdict(list)
    single: dict[str, list[tuple[Node, PersonName]]] = defaultdict(list)
    for node, name in parsed:
        (full if name.given else single)[name.surname].append((node, name))
    for surname, bearers in sorted(full.items()):
        yield from _full_name_joins(bearers)
        if _one_bearer([name for _, name in bearers]):
            first = bearers[0]
            for node, _ in single.get(surname, []):
                reason = f"Nobody else in the case has the surname {surname.title()}."
                yield Join(first[0].key, node.key, reason)
    for surname, bearers in sorted(single.items()):
        if surname not in full:
            titled = [node for node, name in bearers if name.titled]
            yield from _chained(titled, f"The same title stands before {surname.title()}.")


def _person_names(node: Node) -> Iterator[PersonName]:
    """The full names; where there is none, the surnames: a given name alone names nobody."""
    found = {p for name in node.names if (p := person_name(name))}
    full = {p for p in found if p.given}
    alone = {p for p in found if p.titled or not gender_of_name(p.surname.title())}
    yield from sorted(full or alone, key=lambda p: (p.given, p.surname, p.titled))


def _full_name_joins(bearers: Sequence[tuple[Node, PersonName]]) -> Iterator[Join]:
    by_given: dict[str, list[Node]] = defaultdict(list)
    for node, name in bearers:
        by_given[name.given.split()[0]].append(node)
    for given, group in sorted(by_given.items()):
        full = f"{given} {bearers[0][1].surname}".title()
        yield from _chained(group, f"The full name is the same: {full}.")


def _one_bearer(names: Sequence[PersonName]) -> bool:
    return all(given_agrees(names[0].given, n.given) for n in names)


@dataclass(frozen=True, slots=True)
class Group:
    """Actors held to be one, and what decides who else may be: persons by their reports."""

    members: list[Key]
    parties: set[str]
    person_in: set[str]
    kinds: set[str]
    reasons: set[str]


def _alone(node: Node) -> Group:
    actor = node.actor
    person = actor.kind in _PERSONS
    return Group(
        [node.key],
        {actor.party} if actor.party else set(),
        {node.key[0]} if person else set(),
        {"person" if person else actor.kind},
        set(),
    )


def unite(
    nodes: Sequence[Node], joins: Iterable[Join], apart: frozenset[tuple[Key, Key]] = frozenset()
) -> dict[Key, tuple[Key, tuple[str, ...]]]:
    """Each actor's representative and the reasons of its group.

    A join is refused where it would make two persons of one report, or actors of two parties or
    kinds, into one; but the owner of the case knows better than these rules.
    """
    groups = {n.key: _alone(n) for n in nodes}
    for join in joins:
        one, other = groups[join.one], groups[join.other]
        if one is other:
            if join.one != join.other:
                one.reasons.add(join.reason)
        elif (join.sure or _may_unite(one, other)) and not _parted(one, other, apart):
            large, small = sorted((one, other), key=lambda g: (-len(g.members), g.members[0]))
            _absorb(large, small, join.reason)
            groups.update(dict.fromkeys(small.members, large))
    unique = {id(g): g for g in groups.values()}
    heads = {i: (min(g.members), tuple(sorted(g.reasons))) for i, g in unique.items()}
    return {key: heads[id(group)] for key, group in groups.items()}


def _parted(one: Group, other: Group, apart: frozenset[tuple[Key, Key]]) -> bool:
    """Whether the owner of the case keeps any two of them apart."""
    return bool(apart) and any((a, b) in apart for a in one.members for b in other.members)


def _absorb(large: Group, small: Group, reason: str) -> None:
    large.members.extend(small.members)
    large.parties.update(small.parties)
    large.person_in.update(small.person_in)
    large.kinds.update(small.kinds)
    large.reasons.update(small.reasons, {reason})


def _may_unite(one: Group, other: Group) -> bool:
    same_kind = one.kinds == other.kinds
    return (
        same_kind and len(one.parties | other.parties) < 2 and not one.person_in & other.person_in
    )
