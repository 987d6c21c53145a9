"""Actors: who they are for the program, who people say they are, how far they are relied on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from earwitness.deciding import State
from earwitness.model import Actor, Statement

from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Row:
    """An actor in the list."""

    actor: Actor
    statements: int
    reports: int
    grade: str


@dataclass(frozen=True, slots=True)
class Person:
    """An actor with what they say and where they are named."""

    actor: Actor
    state: State
    grade: str
    statements: tuple[Statement, ...]
    reports: tuple[tuple[str, str], ...]


def rows(now: Snapshot, q: str) -> list[Row]:
    """The actors whose names hold the words, those who say most first."""
    many = Counter(s.source.actor for s in now.case.statements)
    wanted = q.casefold().split()
    found = []
    for actor in now.case.actors:
        names = " ".join((actor.name, *actor.aliases, actor.party or "")).casefold()
        if all(word in names for word in wanted):
            reports = len({m.document for m in actor.mentions})
            found.append(Row(actor, many[actor.id], reports, _grade(now, actor.id)))
    return sorted(found, key=lambda r: (-r.statements, -r.reports, r.actor.name))[:500]


def person(now: Snapshot, actor: str) -> Person | None:
    """One actor; None where the case has none of this id."""
    found = now.ix.actors.get(actor)
    if found is None:
        return None
    said = tuple(s for s in now.case.statements if s.source.actor == actor)
    reports = tuple(dict.fromkeys((m.document, now.ix.outlet(m.document)) for m in found.mentions))
    return Person(found, now.now.state("actor", actor), _grade(now, actor), said, reports)


def joined(now: Snapshot, actor: str) -> str | None:
    """Who an actor is now that somebody joined two of them; None where nobody did."""
    joins = [d for d in now.now.decisions if d.act == "join" and d.seq not in now.now.gone]
    pairs = [{d.target.id, d.other.id} for d in joins if d.other]
    seen, todo = {actor}, [actor]
    while todo:
        one = todo.pop()
        found = {other for pair in pairs if one in pair for other in pair} - seen
        if known := sorted(found & now.ix.actors.keys()):
            return known[0]
        seen |= found
        todo += found
    return None


def names(now: Snapshot) -> list[Actor]:
    """Everybody, by name."""
    return sorted(now.case.actors, key=lambda a: a.name.casefold())


def _grade(now: Snapshot, actor: str) -> str:
    grade = now.now.state("actor", actor).grade
    return (grade.grade or "") if grade else ""
