"""Found and decided side by side: the case as it was found, and as it stands by all decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TypeVar

from earwitness.model import Case, Decision, Figure, Finding, Lead

from .actors import with_actors
from .standing import NOTHING, Key, State, states, undone
from .statements import Changed, changed
from .targets import Places, conclusion_id

_Conclusion = TypeVar("_Conclusion", Finding, Lead)


@dataclass(frozen=True)
class Decided:
    """The two layers of a case. `found` is untouched; `case` is what the desk shows.

    `orphans` are decisions whose words or things the case has no more; `shaken` the findings and
    leads that rest on something rejected or corrected, by the id that their sentence makes.
    """

    found: Case
    case: Case
    decisions: tuple[Decision, ...] = ()
    states: Mapping[Key, State] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    orphans: tuple[Decision, ...] = ()
    rejected: frozenset[str] = frozenset()
    shaken: frozenset[str] = frozenset()
    keys: Mapping[str, Key] = field(default_factory=dict)

    def state(self, kind: str, thing: str) -> State:
        """What was decided about a thing, by its present id."""
        own = self.keys.get(thing) if kind == "statement" else None
        return self.states.get(own or (kind, thing), NOTHING)


def decided(found: Case, decisions: Sequence[Decision]) -> Decided:
    """Apply all decisions that speak. The same decisions give the same case, in whatever order."""
    if not decisions:
        return Decided(found, found)
    ordered = tuple(sorted(decisions, key=lambda d: d.seq))
    gone = undone(ordered)
    live = [d for d in ordered if d.seq not in gone and d.contests is None]
    joint, lost = with_actors(found, [d for d in live if d.act in ("join", "split")])
    places = Places(joint)
    held = states(places, ordered)
    made = changed(places, held)
    return Decided(
        found=found,
        case=_case(joint, made),
        decisions=ordered,
        states=held,
        gone=gone,
        orphans=(*lost, *made.orphans, *_lost(places, live, set(made.ids) | made.rejected)),
        rejected=made.rejected,
        shaken=_shaken(joint, made),
        keys=made.ids,
    )


def _lost(places: Places, live: Sequence[Decision], made: Set[str]) -> list[Decision]:
    """Decisions on things that are there no more; `made` are statements that people hold to."""
    there = ("join", "split", "undo", "add", "accept", "correct")
    return [
        d
        for d in live
        if d.act not in there and d.target.id not in made and places.find(d.target) is None
    ]


def _case(joint: Case, made: Changed) -> Case:
    gone = made.rejected
    return replace(
        joint,
        statements=made.statements,
        traces=made.traces,
        figures=tuple(_unsaid(f, gone) for f in joint.figures),
        findings=_resting(joint.findings, gone),
        leads=_resting(joint.leads, gone),
    )


def _unsaid(figure: Figure, gone: frozenset[str]) -> Figure:
    return replace(figure, statement=None) if figure.statement in gone else figure


def _resting(found: tuple[_Conclusion, ...], gone: frozenset[str]) -> tuple[_Conclusion, ...]:
    """Without those that rest on nothing any more."""
    return tuple(f for f in found if not f.refs or not gone.issuperset(f.refs))


def _shaken(joint: Case, made: Changed) -> frozenset[str]:
    touched = made.rejected | set(made.ids)
    if not touched:
        return frozenset()
    both: tuple[Finding | Lead, ...] = (*joint.findings, *joint.leads)
    return frozenset(conclusion_id(x) for x in both if touched & set(x.refs))
