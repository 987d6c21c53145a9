"""What people decided, as it leaves a case: a layer beside what was found, never mixed into it."""

from __future__ import annotations

from dataclasses import dataclass

from .case import Trace
from .decision import Act, TargetKind
from .reading import Actor, Statement
from .span import Anchor


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as it leaves: by the present ids of things, and by where its words stand now.

    `thing` is None where the case has it no more; `words` are empty where they are gone. `undone`
    says that a later one took it back, `waits` that it was made without sight of another one that
    it disagrees with, and does not speak. `by` is empty in published copies, which also have
    neither reasons nor notes.
    """

    seq: int
    act: Act
    kind: TargetKind
    thing: str | None
    words: tuple[Anchor, ...]
    by: str
    time: str
    why: str
    undone: bool = False
    waits: bool = False
    text: str | None = None
    grade: str | None = None
    beside: tuple[str, ...] = ()
    other: str | None = None
    name: str | None = None
    documents: tuple[str, ...] = ()
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thing stands by all decisions that speak; the numbers are those of decisions.

    `verdict` is accepted, corrected, rejected or added; `status` done or dismissed.
    """

    kind: TargetKind
    thing: str
    verdict: str | None = None
    grade: str | None = None
    status: str | None = None
    notes: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """All that people decided of a case.

    `statements` (with their `traces`) and `actors` are those that stand otherwise than they were
    found, as decided; a rejected statement is not among them.
    """

    rulings: tuple[Ruling, ...] = ()
    standing: tuple[Standing, ...] = ()
    statements: tuple[Statement, ...] = ()
    traces: tuple[Trace, ...] = ()
    actors: tuple[Actor, ...] = ()


NOTHING_DECIDED = Layer()
