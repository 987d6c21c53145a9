"""Findings and leads as lists to work through, and the log of decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from earwitness.deciding import State
from earwitness.deciding.targets import conclusion_id
from earwitness.exports.brief_checks import Point
from earwitness.exports.brief_story import conclusion_point
from earwitness.model import Decision, Finding, Lead

from .people import joined
from .snapshot import Snapshot
from .wording import saying

SORTS = {"finding": "Findings", "lead": "What to get next"}
STATUSES = ("open", "done", "dismissed", "all")


@dataclass(frozen=True, slots=True)
class Item:
    """A finding or lead with what was decided about it."""

    id: str
    sort: str
    kind: str
    point: Point
    state: State
    status: str
    shaken: bool


def _things(now: Snapshot, sort: str) -> Sequence[Finding | Lead]:
    return now.case.findings if sort == "finding" else now.case.leads


def status_of(state: State) -> str:
    """Open, done or dismissed."""
    return {"done": "done", "dismiss": "dismissed"}.get(
        state.status.act if state.status else "", "open"
    )


def item(now: Snapshot, thing: Finding | Lead) -> Item:
    """One line of a list."""
    sort, one = ("finding" if isinstance(thing, Finding) else "lead"), conclusion_id(thing)
    state = now.now.state(sort, one)
    point = conclusion_point(now.ix, thing)
    return Item(one, sort, thing.kind, point, state, status_of(state), one in now.now.shaken)


def items(now: Snapshot, sort: str, status: str, kind: str) -> list[Item]:
    """The lines of a list, the weightiest first; of equal sentences one."""
    found: dict[str, Finding | Lead] = {}
    for thing in _things(now, sort):
        state = now.now.state(sort, conclusion_id(thing))
        if kind in ("", thing.kind) and status in ("all", status_of(state)):
            found.setdefault(conclusion_id(thing), thing)
    return [item(now, thing) for thing in found.values()]


def counts(now: Snapshot, sort: str) -> dict[str, int]:
    """How many are open, done, dismissed."""
    unique = {conclusion_id(thing) for thing in _things(now, sort)}
    found = Counter(status_of(now.now.state(sort, one)) for one in unique)
    return {name: found[name] if name != "all" else len(unique) for name in STATUSES}


def kinds(now: Snapshot, sort: str) -> list[tuple[str, int]]:
    """The kinds in a list, the commonest first."""
    return Counter(thing.kind for thing in _things(now, sort)).most_common()


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words, with where to see it."""

    decision: Decision
    says: str
    href: str
    undone: bool
    orphan: bool


def log(now: Snapshot) -> list[Told]:
    """All decisions, the latest first."""
    orphans = {d.seq for d in now.now.orphans}
    return [told(now, d, d.seq in orphans) for d in reversed(now.now.decisions)]


def told(now: Snapshot, decision: Decision, orphan: bool = False) -> Told:
    """A decision in words."""
    undone = decision.seq in now.now.gone
    return Told(decision, saying(decision), _href(now, decision), undone, orphan)


def _href(now: Snapshot, decision: Decision) -> str:
    """Where what was decided about stands now; nowhere where the case has it no more."""
    target = decision.target
    if target.kind in ("finding", "lead"):
        return f"/{target.kind}s?status=all#{target.id}"
    if target.kind == "statement":
        keys = {key[1]: one for one, key in now.now.keys.items()}
        own = keys.get(target.id, target.id)
        known = own if own in now.statements or own in now.found_statements else None
    elif target.kind == "actor":
        known = target.id if target.id in now.ix.actors else joined(now, target.id)
    else:
        known = None
    # A report that was read anew has its statements and people under other ids.
    known = known or now.drafts.places.find(target)
    folders = {"statement": "statements", "actor": "people", "document": "reports"}
    return f"/{folders[target.kind]}/{known}" if known else ""
