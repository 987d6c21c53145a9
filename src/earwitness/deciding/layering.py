"""What people decided, as a layer that leaves the case beside what was found."""

from __future__ import annotations

from collections.abc import Mapping

from earwitness.model import Decision, Layer, Ruling, Standing, Target

from .apply import Decided
from .standing import Key, State
from .targets import Places


def layer_of(now: Decided) -> Layer:
    """All decisions of a case, how things stand by them, and what stands otherwise than found."""
    if not now.decisions:
        return Layer()
    return _Layering(now).made()


class _Layering:
    """One case's decisions on their way out."""

    def __init__(self, now: Decided) -> None:
        self.now = now
        self.places, self.found = Places(now.case), Places(now.found)
        self.present = {key: one for one, key in now.keys.items()}
        self.lost = {d.seq for d in now.orphans}

    def made(self) -> Layer:
        """The layer."""
        found = self.now.found
        as_found = {s.id: s for s in found.statements}
        old_traces = {t.statement: t for t in found.traces}
        traces = {t.statement: t for t in self.now.case.traces}
        statements = tuple(
            s
            for s in self.now.case.statements
            if as_found.get(s.id) != s or old_traces.get(s.id) != traces.get(s.id)
        )
        known = set(found.actors)
        return Layer(
            rulings=tuple(map(self._ruling, self.now.decisions)),
            standing=self._standing(self.now.states),
            statements=statements,
            traces=tuple(traces[s.id] for s in statements if s.id in traces),
            actors=tuple(a for a in self.now.case.actors if a not in known),
        )

    def _ruling(self, made: Decision) -> Ruling:
        quotes = made.said.content if made.said else made.target.quotes
        return Ruling(
            seq=made.seq,
            act=made.act,
            kind=made.target.kind,
            thing=None if made.seq in self.lost else self._id(made.target),
            words=tuple(a for q in quotes if (a := self.places.anchor(q))),
            by=made.by,
            time=made.time,
            why=made.why,
            undone=made.seq in self.now.gone,
            waits=made.contests is not None and made.contests not in self.now.gone,
            text=made.text,
            grade=made.grade,
            beside=tuple(i for t in made.beside if (i := self._id(t))),
            other=self._id(made.other) if made.other else None,
            name=made.name,
            documents=tuple(
                self.places.documents[d].id for d in made.documents if d in self.places.documents
            ),
            of=made.of,
        )

    def _id(self, target: Target) -> str | None:
        """The present id; of what was rejected or joined away, the id under which it was found."""
        if target.kind == "decision":
            return None
        found = self.places.find(target) or self.found.find(target)
        own = self.present.get((target.kind, found or target.id))
        return own or found

    def _standing(self, states: Mapping[Key, State]) -> tuple[Standing, ...]:
        made = [self._stands(key, state) for key, state in states.items()]
        ordered = sorted((s for s in made if s), key=lambda s: (s.kind, s.thing))
        return tuple(ordered)

    def _stands(self, key: Key, state: State) -> Standing | None:
        status = {"done": "done", "dismiss": "dismissed"}.get(
            state.status.act if state.status else ""
        )
        one = Standing(
            kind=key[0],  # type: ignore[arg-type]
            thing=self.present.get(key, key[1]),
            verdict=None if state.verdict is None else state.speaks,
            grade=state.grade.grade if state.grade else None,
            status=status,
            notes=tuple(d.seq for d in state.notes),
            conflicts=tuple(d.seq for d in state.conflicts),
        )
        speaks = one.verdict or one.grade or one.status or one.notes or one.conflicts
        return one if speaks else None
