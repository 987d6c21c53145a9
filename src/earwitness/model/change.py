"""What further reports changed in a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Anchor

ChangeKind = Literal[
    "new root",
    "figure superseded",
    "figures in conflict",
    "verification",
    "lead resolved",
    "quotation altered",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than before: its kind, the sentence, and the words behind it.

    `refs` are ids of things of the later case, but for a lead that is resolved: what it rested on.
    """

    kind: ChangeKind
    says: str
    refs: tuple[str, ...]
    evidence: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of what is told of a case: a report that came, or what that changed.

    `kind` is a ChangeKind or "report added"; `reports` are the names of the reports concerned,
    `words` those on which it rests.
    """

    id: str
    time: str
    kind: str
    says: str
    refs: tuple[str, ...]
    reports: tuple[str, ...]
    words: tuple[str, ...] = ()
