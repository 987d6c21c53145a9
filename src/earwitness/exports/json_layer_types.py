"""The shape of what lies over the reports (transcripts, decisions), and of the whole case file.

The JSON Schema in the docs is generated from these types and those of `json_types`.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from earwitness.model import Act, TapeChangeKind, TapeVerdict, TargetKind

from .json_types import (
    ActorJson,
    AmountJson,
    AnchorJson,
    CitationJson,
    ComparisonJson,
    ConclusionJson,
    DateJson,
    DocumentJson,
    FigureJson,
    RecordingJson,
    ResponseJson,
    SeriesJson,
    StatementJson,
    VerificationJson,
)


class TranscriptJson(TypedDict):
    """A document that writes down a recording, and why it is held to be that."""

    document: str
    recording: str
    why: str
    origin: str


class TapePieceJson(TypedDict):
    """A run of quoted words beside the transcript's; seconds on the tape, None without times."""

    quoted: AnchorJson
    heard: AnchorJson
    start: float | None
    end: float | None


class TapeChangeJson(TypedDict):
    """What the report has in the place of what the tape has; an empty side has no place."""

    kind: TapeChangeKind
    quoted: str
    heard: str
    quoted_at: AnchorJson | None
    heard_at: AnchorJson | None
    grave: bool


class TapeCheckJson(TypedDict):
    """A quotation held against a transcript of its recording."""

    statement: str
    recording: str
    transcript: str
    verdict: TapeVerdict
    grave: bool
    says: str
    why: str
    pieces: list[TapePieceJson]
    changes: list[TapeChangeJson]
    origin: str


class DecisionJson(TypedDict):
    """What somebody decided: on what, by whom, when and why; where its words stand now."""

    seq: int
    act: Act
    kind: TargetKind
    thing: str | None
    words: list[AnchorJson]
    by: str | None
    time: str
    why: str | None
    undone: bool
    waits: bool
    text: str | None
    grade: str | None
    beside: list[str]
    other: str | None
    name: str | None
    documents: list[str]
    of: int | None


class StandingJson(TypedDict):
    """How a thing stands by the decisions that speak; numbers are those of decisions."""

    kind: TargetKind
    thing: str
    verdict: str | None
    grade: str | None
    status: str | None
    notes: list[int]
    conflicts: list[int]


class CaseJson(TypedDict):
    """A whole case: the owner's own complete copy, with every name."""

    earwitness: Literal["1"]
    documents: list[DocumentJson]
    actors: list[ActorJson]
    statements: list[StatementJson]
    dates: list[DateJson]
    recordings: list[RecordingJson]
    figures: list[FigureJson]
    verifications: list[VerificationJson]
    responses: list[ResponseJson]
    citations: list[CitationJson]
    findings: list[ConclusionJson]
    leads: list[ConclusionJson]
    comparisons: list[ComparisonJson]
    series: list[SeriesJson]
    amounts: list[AmountJson]
    transcripts: list[TranscriptJson]
    tape_checks: list[TapeCheckJson]
    decisions: list[DecisionJson]
    standing: list[StandingJson]
    decided_statements: list[StatementJson]
    decided_actors: list[ActorJson]
