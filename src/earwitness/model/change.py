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
