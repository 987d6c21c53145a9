"""What a report says: who says what, when, how many, and what the page admits of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .document import Document
from .span import Anchor, Span, Spans

Form = Literal["direct", "indirect", "mixed"]
StatementType = Literal["assertion", "belief", "eventuality"]
ActorKind = Literal["person", "anonymous person", "organisation", "outlet", "group"]
Side = Literal["own side", "other side", "third party"]
Tally = Literal["new", "cumulative", "correction"]
About = Literal["said", "true"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that holds a statement at a distance: allegedly, apparently, purported."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who says something, is told it, or passes it on.

    `name` is the fullest name that the reports give; `party` the state or side it belongs to;
    `reasons` say in words why the mentions were joined. `private` marks persons whom published
    copies must not name (soldiers and families in intercepts, anonymous sources).
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    party: str | None
    mentions: tuple[Anchor, ...]
    reasons: tuple[str, ...] = ()
    private: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks or is spoken to: the words that name them, and the actor. Both may be unknown."""

    span: Span | None
    actor: str | None


NOBODY = Voice(None, None)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that the report puts into somebody's mouth or mind.

    `recording` is the id of the recording through which the words came, where the report says so;
    `translator` and `publisher` are actor ids (who translated these words; which other outlet
    published them first), each with the words that say so.
    """

    id: str
    document: str
    form: Form
    type: StatementType
    content: Spans
    cue: Spans
    source: Voice
    addressee: Voice = NOBODY
    nested_in: str | None = None
    hedges: tuple[Hedge, ...] = ()
    recording: str | None = None
    recording_evidence: Span | None = None
    translator: Voice = NOBODY
    publisher: Voice = NOBODY
    origin: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date or time expression in TIMEX3 terms; `value` None where it cannot be resolved.

    `anchor` says what it was resolved against ("published" or the words of another expression).
    """

    document: str
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None = None
    anchor: str | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording, interview, briefing or document that a report speaks of."""

    id: str
    kind: str
    speakers: tuple[str, ...]
    released_by: str | None
    released_on: str | None
    hedges: tuple[Hedge, ...]
    mentions: tuple[Anchor, ...]
    release_evidence: Anchor | None = None
    publisher: str | None = None
    publisher_evidence: Anchor | None = None
    translator: str | None = None
    translator_evidence: Anchor | None = None
    reasons: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people, and everything that decides with which other it may be compared.

    `tally`: whether it adds to what was counted before ("new"), counts all so far ("cumulative")
    or replaces an earlier number ("correction"); None where the words leave that open. `part_of` is
    the id of the figure of which this one is a part ("44 people, including 19 children").
    """

    id: str
    document: str
    span: Span
    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    counted: tuple[str, ...]
    of: str | None
    actor: str | None
    statement: str | None
    since: str | None = None
    place: str | None = None
    as_of: str | None = None
    as_of_mod: str | None = None
    issued: str | None = None
    side: Side | None = None
    of_party: str | None = None
    origin: str = ""
    tally: Tally | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that counts nobody: money, an area, a distance, a share, an age, a score.

    `value` is None for a range, which has `low` and `high`, and for a score, which has neither.
    """

    document: str
    span: Span
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What the report says was checked, by whom, and which question was checked."""

    id: str
    document: str
    span: Span
    verifier: str | None
    of: str | None
    status: Literal["not verified", "verified", "partly verified", "disputed"]
    about: About
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """Who was asked, and what became of it."""

    id: str
    document: str
    span: Span
    actor: str | None
    of: str | None
    kind: Literal["asked", "answered", "denied", "declined", "did not answer"]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Another report, document or count that this one leans on; `resolved` once the case has it."""

    id: str
    document: str
    span: Span
    actor: str | None
    date: str | None
    resolved: str | None = None
    kind: str = "report"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says, before it is held against the others."""

    document: Document
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    recordings: tuple[Recording, ...] = ()
    figures: tuple[Figure, ...] = ()
    verifications: tuple[Verification, ...] = ()
    responses: tuple[Response, ...] = ()
    citations: tuple[Citation, ...] = ()
    amounts: tuple[Amount, ...] = ()
