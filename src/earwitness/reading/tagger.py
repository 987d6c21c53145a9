"""The seam between finding attributions and everything that is made of them.

A tagger looks at one document and says which words are somebody's: content, cue, source. The rules
in this folder are one; a trained model is another. What follows (who a pronoun is, which call the
words came from, what is nested in what) is the same for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from earwitness.model import Document, Span, Spans, StatementType


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """Words and whose they are, before anybody is looked up.

    `source` is None where only context can tell; `hearsay` marks what the source has from others
    unnamed ("she'd heard"); `via` is an "according to …" phrase beside another cue; `parent` is the
    index, in the tagger's result, of the attribution that reports this one.
    """

    content: Spans
    cue: Spans
    source: Span | None
    addressee: Span | None = None
    type: StatementType = "assertion"
    hearsay: bool = False
    via: Span | None = None
    parent: int | None = None
    continues: bool = False
    origin: str = ""
    confidence: float | None = None


class Tagger(Protocol):
    """Finds the attributions of one document; the same document gives the same answer."""

    @property
    def name(self) -> str:
        """Which rules or model it is, with its version."""
        ...

    def tag(self, document: Document) -> tuple[RawAttribution, ...]:
        """All attributions, in the order of their content."""
        ...
