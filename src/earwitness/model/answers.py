"""What is asked of a finished case: whether a citation holds, and where the same words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Anchor

Answer = Literal["yes", "no", "cannot tell"]


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """Whether a report says what another cites it for, with both passages.

    `statement` is what it is cited for, None where no statement was read beside the citation;
    `cited` is the page that was looked at, None where the case has none.
    """

    citation: str
    statement: str | None
    actor: str | None
    cited: str | None
    answer: Answer
    why: str
    citing: Anchor
    passage: Anchor | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version of a quotation has in the place of what the other has."""

    kind: str
    asked: str
    found: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A statement with the same words: how the same, what differs, whether that matters.

    `hedges` are the words by which its report holds it at a distance.
    """

    statement: str
    sameness: str
    differences: tuple[Difference, ...]
    matters: bool
    words: tuple[Anchor, ...]
    hedges: tuple[Anchor, ...] = ()


ClueKind = Literal[
    "cited", "heard", "own words", "rare spelling", "rare number", "dropped", "rounded",
    "hedge dropped", "earlier", "one source",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clue:
    """One sign that two reports depend on each other, or of which had the words before the other.

    `first` is the document that it makes the earlier one, None where it shows no direction.
    """

    kind: ClueKind
    says: str
    first: str | None
    words: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Copying:
    """Two reports of two outlets of which one leans on the other; `first` None: which stays open.

    `statements` are those that give the same words in both.
    """

    one: str
    other: str
    first: str | None
    why: str
    clues: tuple[Clue, ...]
    statements: tuple[str, ...]
