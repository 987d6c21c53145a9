"""Which decisions speak: not those undone, nor those made without sight of another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from earwitness.model import Act, Decision, Target

from .targets import Places

Key = tuple[str, str]
"""The kind and the present id of what was decided about."""

_ASPECTS: dict[Act, str] = {
    "accept": "verdict", "correct": "verdict", "reject": "verdict", "add": "verdict",
    "grade": "grade", "done": "status", "dismiss": "status", "reopen": "status",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """All decisions on one thing: which speak, which wait for somebody to settle them.

    `seen` is the number of the last of them: who decides next names it.
    """

    verdict: Decision | None = None
    grade: Decision | None = None
    status: Decision | None = None
    notes: tuple[Decision, ...] = ()
    conflicts: tuple[Decision, ...] = ()
    history: tuple[Decision, ...] = ()

    @property
    def seen(self) -> int:
        """The number of the last decision on the thing, 0 where there is none."""
        return max((d.seq for d in self.history), default=0)

    @property
    def speaks(self) -> str:
        """Whose word the statement is: found, accepted, corrected, rejected, added."""
        words = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added"}
        return words[self.verdict.act] if self.verdict else "found"


NOTHING = State()


def undone(decisions: Iterable[Decision]) -> frozenset[int]:
    """The numbers of the decisions that no longer count. An undoing can itself be undone."""
    gone: set[int] = set()
    for decision in sorted(decisions, key=lambda d: -d.seq):
        if decision.act == "undo" and decision.of is not None and decision.seq not in gone:
            gone.add(decision.of)
    return frozenset(gone)


def aspect_of(decision: Decision) -> str:
    """What of the thing is decided: decisions on another aspect never contest each other."""
    return _ASPECTS.get(decision.act, "")


def key_of(places: Places, target: Target) -> Key:
    """What is meant, under its present id where the case still has it."""
    return target.kind, places.find(target) or target.id


def contested_by(places: Places, decisions: Sequence[Decision], draft: Decision) -> Decision | None:
    """The decision that the author of the draft had not seen and that it disagrees with."""
    aspect, key = aspect_of(draft), key_of(places, draft.target)
    if not aspect:
        return None
    gone = undone(decisions)
    for other in sorted(decisions, key=lambda d: -d.seq):
        if other.seq <= draft.saw:
            return None
        speaks = other.seq not in gone and other.contests is None
        if speaks and aspect_of(other) == aspect and key_of(places, other.target) == key:
            return None if _agree(other, draft) else other
    return None


def _agree(one: Decision, other: Decision) -> bool:
    same = (one.act, one.grade) == (other.act, other.grade)
    return same and (one.act in ("accept", "reject") or one.said == other.said)


def states(places: Places, decisions: Sequence[Decision]) -> Mapping[Key, State]:
    """The state of each thing that anything was decided about."""
    gone = undone(decisions)
    by_key: dict[Key, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=lambda d: d.seq):
        by_key[key_of(places, decision.target)].append(decision)
    return {key: _state(found, gone) for key, found in by_key.items()}


def _state(found: list[Decision], gone: frozenset[int]) -> State:
    live = [d for d in found if d.seq not in gone]
    speaking: dict[str, Decision] = {}
    waiting: dict[str, list[Decision]] = defaultdict(list)
    for decision in live:
        aspect = aspect_of(decision)
        if decision.contests is not None and decision.contests not in gone:
            waiting[aspect].append(decision)
        else:
            speaking[aspect] = decision
            waiting[aspect] = [w for w in waiting[aspect] if w.seq > decision.saw]
    status = speaking.get("status")
    return State(
        verdict=speaking.get("verdict"),
        grade=speaking.get("grade"),
        status=None if status and status.act == "reopen" else status,
        notes=tuple(d for d in live if d.act == "note"),
        conflicts=tuple(d for held in waiting.values() for d in held),
        history=tuple(found),
    )
