"""The state of one pass over a report: the cast, the recordings, and what holds at this point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from earwitness.model import DateExpression, Document, Span

from .entities import Cast
from .entity import Entity
from .quotes import Quote
from .tagger import RawAttribution
from .tapes import Tape
from .words import Token


@dataclass(slots=True)
class Heard:
    """An attribution with the people in it."""

    raw: RawAttribution
    source: Entity | None = None
    addressee: Entity | None = None
    tape: Tape | None = None
    tape_evidence: Span | None = None
    translator: Entity | None = None
    translator_evidence: Span | None = None
    publisher: Entity | None = None
    publisher_evidence: Span | None = None
    block: int = -1
    rule: str = ""


@dataclass(slots=True)
class Scene:
    """What holds at this point of the report."""

    tape: Tape | None = None
    outlet: Entity | None = None
    outlet_evidence: Span | None = None
    outlet_block: int = -9
    last: Heard | None = None


@dataclass(slots=True)
class Voices:
    """The result of the pass."""

    cast: Cast
    tapes: list[Tape]
    heard: list[Heard]
    quotes: list[Quote] = field(default_factory=list)
    cited: list[tuple[Entity, Span]] = field(default_factory=list)


@dataclass(slots=True)
class Hearing:
    """What the pass knows so far; `headline` while it reads headline or standfirst.

    `tokens` are those of the sentence that is being read.
    """

    document: Document
    dates: Sequence[DateExpression]
    cast: Cast
    tapes: list[Tape] = field(default_factory=list)
    scene: Scene = field(default_factory=Scene)
    heard: dict[int, Heard] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    block: int = 0
    headline: bool = False
    tokens: Sequence[Token] = ()

    @property
    def text(self) -> str:
        """The report's text."""
        return self.document.text

    def scene_number(self, tape: Tape | None = None) -> int | None:
        """The number of the recording that is being told, if one is."""
        current = tape or self.scene.tape
        return current.number if current else None
