"""Two reports of a case that are one report: copies, new headlines, updated versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Anchor

RevisionKind = Literal["same text", "new headline", "updated", "shared text"]
EditKind = Literal["added", "dropped", "corrected", "un-hedged", "hedged", "reworded"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence that differs: where it stood before, where it stands now."""

    kind: EditKind
    before: Anchor | None
    after: Anchor | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What the later of two reports is to the earlier one; `shared` is the share of its words."""

    kind: RevisionKind
    earlier: str
    later: str
    shared: float
    edits: tuple[Edit, ...]
    origin: str
