"""A cue in a sentence, with token ranges for all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .cues import Cue
from .phrase_words import Range

Ranges = list[Range]


@dataclass(slots=True)
class Clause:
    """A cue found in a sentence, with token ranges for all that belongs to it."""

    start: int
    end: int
    cue: Cue
    source: Range | None = None
    inverted: bool = False
    content: Ranges = field(default_factory=list)
    addressee: Range | None = None
    control: bool = False
    rule: str = ""
    via: Range | None = None
    parent: Clause | None = None

    @property
    def left(self) -> int:
        """The first token of cue and source."""
        return min(self.start, self.source[0]) if self.source and not self.inverted else self.start

    @property
    def right(self) -> int:
        """One past the last token of cue and source."""
        return max(self.end, self.source[1]) if self.source and self.inverted else self.end
