"""The shape of what reports say in the case file, as types; `json_layer_types` has the rest.

`start` and `end` count Unicode code points of the document's text, end exclusive. Unknown is None
or an empty list. Every list is ordered by document, then position, then id; findings and leads by
rank.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from earwitness.model import (
    ActorKind,
    Form,
    Role,
    Side,
    StatementType,
    Tally,
    Verdict,
)


class SpanJson(TypedDict):
    """Where words stand in the text of their document."""

    start: int
    end: int


class AnchorJson(TypedDict):
    """Where words stand, and in which document."""

    document: str
    start: int
    end: int


class StampJson(TypedDict):
    """A time at the precision that the page gives; span None where only metadata give it."""

    value: str
    span: SpanJson | None


class FurnitureJson(TypedDict):
    """Words of the page that are not of the report: newsletter, comments, navigation."""

    start: int
    end: int
    kind: str


class ProvenanceJson(TypedDict):
    """How a page came from the web: address asked for, where it led, when, which WARC record."""

    url: str
    final_url: str
    time: str | None
    record: str | None


class PassageJson(TypedDict):
    """A stretch of a report in one language; English alone is read."""

    start: int
    end: int
    language: str
    origin: str


class DocumentJson(TypedDict):
    """A report. `text` is its text exactly as read; `sha256` is of the original bytes."""

    id: str
    sha256: str
    path: str | None
    url: str | None
    outlet: str | None
    headline: str | None
    headline_span: SpanJson | None
    byline: list[str]
    language: str | None
    published: StampJson | None
    text: str
    furniture: list[FurnitureJson]
    captions: list[SpanJson]
    provenance: ProvenanceJson | None
    updated: str | None
    section: str | None
    passages: list[PassageJson]
    origin: str


class ActorJson(TypedDict):
    """Somebody who says something, is told it, or passes it on."""

    id: str
    name: str
    kind: ActorKind
    aliases: list[str]
    party: str | None
    mentions: list[AnchorJson]
    reasons: list[str]
    private: bool
    origin: str


class VoiceJson(TypedDict):
    """Who speaks or is spoken to; span None when only context tells, actor None if nobody does."""

    span: SpanJson | None
    actor: str | None


class HedgeJson(TypedDict):
    """A word that holds a statement at a distance."""

    start: int
    end: int
    kind: str


class LinkJson(TypedDict):
    """One hand through which words passed."""

    role: Role
    actor: str | None
    recording: str | None
    document: str | None
    date: str | None
    evidence: AnchorJson | None


class StatementJson(TypedDict):
    """Words that a report puts into somebody's mouth or mind.

    `chain` runs from the mouth to this page; `roots` alone vouch that it was said;
    `true_on_word_of` assert that it is so.
    """

    id: str
    document: str
    form: Form
    type: StatementType
    content: list[SpanJson]
    cue: list[SpanJson]
    source: VoiceJson
    addressee: VoiceJson
    nested_in: str | None
    hedges: list[HedgeJson]
    recording: str | None
    chain: list[LinkJson]
    roots: list[str]
    true_on_word_of: list[str]
    origin: str
    confidence: float | None


class AmountJson(TypedDict):
    """A number that counts nobody; value None for a range or a score."""

    document: str
    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    origin: str


class DateJson(TypedDict):
    """A date or time expression in TIMEX3 terms; value None where it cannot be resolved."""

    document: str
    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    mod: str | None
    anchor: str | None
    origin: str


class TurnJson(TypedDict):
    """What one speaker says on a recording; seconds, None where the transcript has no times."""

    start: float | None
    end: float | None
    speaker: str | None
    text: str
    translation: str | None


class MediaJson(TypedDict):
    """What is said on a recording, by a transcript in the case; path and sha256 of its sound."""

    path: str | None
    sha256: str | None
    duration: float | None
    turns: list[TurnJson]


class RecordingJson(TypedDict):
    """A recording, interview, briefing or document that reports speak of."""

    id: str
    kind: str
    speakers: list[str]
    released_by: str | None
    released_on: str | None
    publisher: str | None
    translator: str | None
    hedges: list[HedgeJson]
    mentions: list[AnchorJson]
    media: MediaJson | None
    reasons: list[str]
    origin: str


class FigureJson(TypedDict):
    """A number of people, and everything that decides with which other it may be compared.

    `tally`: it adds to what was counted before (new), counts all so far (cumulative) or replaces
    an earlier number (correction). `part_of`: id of the figure of which it is a part.
    """

    id: str
    document: str
    span: SpanJson
    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    counted: list[str]
    of: str | None
    of_party: str | None
    actor: str | None
    statement: str | None
    since: str | None
    place: str | None
    as_of: str | None
    as_of_mod: str | None
    issued: str | None
    side: Side | None
    tally: Tally | None
    part_of: str | None
    origin: str


class VerificationJson(TypedDict):
    """What was checked, by whom, and which question: was it said, or is it true."""

    id: str
    document: str
    span: SpanJson
    verifier: str | None
    of: str | None
    status: Literal["not verified", "verified", "partly verified", "disputed"]
    about: Literal["said", "true"]
    origin: str


class ResponseJson(TypedDict):
    """Who was asked, and what became of it."""

    id: str
    document: str
    span: SpanJson
    actor: str | None
    of: str | None
    kind: Literal["asked", "answered", "denied", "declined", "did not answer"]
    origin: str


class CitationJson(TypedDict):
    """Another report, document or count that this one leans on; resolved once the case has it."""

    id: str
    document: str
    span: SpanJson
    actor: str | None
    date: str | None
    resolved: str | None
    kind: str
    origin: str


class ConclusionJson(TypedDict):
    """A finding or a lead: its kind, what it rests on, the sentence, and the words behind it."""

    kind: str
    refs: list[str]
    says: str
    evidence: list[AnchorJson]
    origin: str


class ComparisonJson(TypedDict):
    """What one figure is to another, and why."""

    id: str
    one: str
    other: str
    verdict: Verdict
    says: str
    apart: int | None
    origin: str


class SeriesJson(TypedDict):
    """Figures that count the same thing, ids in the order of time."""

    id: str
    counted: list[str]
    of: str | None
    party: str | None
    place: str | None
    figures: list[str]
    origin: str
