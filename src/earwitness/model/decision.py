"""What people decided about a case: who, when, why and what. Nothing that was found is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .reading import Form, StatementType

Act = Literal[
    "accept", "correct", "reject", "add", "join", "split", "grade", "note",
    "done", "dismiss", "reopen", "undo",
]  # fmt: skip
TargetKind = Literal["statement", "actor", "finding", "lead", "document", "case", "decision"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in a report: Web Annotation's position and quote selectors in one.

    `document` is the SHA-256 of the report's bytes; `start` and `end` are where the words stood
    when somebody decided; `prefix` and `suffix` are the words around them.
    """

    document: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about: its id at that time, and what will find it again without the id.

    `name` is the name of an actor, or the sentence of a finding or lead; `sort` the kind of it.
    """

    kind: TargetKind
    id: str
    name: str = ""
    sort: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as somebody holds it to be: its words, its form, and who says it.

    `speaker` is None where nobody is named.
    """

    content: tuple[Quote, ...]
    form: Form
    type: StatementType
    speaker: Target | None
    source: Quote | None = None
    cue: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `seq` is 0 until it is kept.

    `saw` is the last decision on the same target that its author had seen; `contests` the later
    one that the author had not seen and that it disagrees with: such a decision is kept, and
    speaks only once somebody who saw both decides. `said` goes with accept, correct, reject and
    add; `other` with join; `name` and `documents` (SHA-256) with split; `grade` and `beside` (the
    statements that confirm) with grade; `text` with note; `of` with undo.
    """

    act: Act
    target: Target
    by: str = ""
    time: str = ""
    why: str = ""
    saw: int = 0
    seq: int = 0
    contests: int | None = None
    said: Said | None = None
    other: Target | None = None
    name: str | None = None
    documents: tuple[str, ...] = ()
    grade: str | None = None
    beside: tuple[Target, ...] = ()
    text: str | None = None
    of: int | None = None
