"""What many reports say together: chains, roots, findings, leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .document import Document
from .reading import (
    Actor,
    Amount,
    Citation,
    DateExpression,
    Figure,
    Recording,
    Response,
    Statement,
    Verification,
)
from .span import Anchor
from .tape import TapeCheck, TranscriptOf

Role = Literal["speaker", "relay", "recorder", "releaser", "translator", "publisher", "republisher"]


@dataclass(frozen=True, slots=True)
class Link:
    """One hand through which words passed. An actor of None: the report leaves the link open."""

    role: Role
    actor: str | None
    recording: str | None
    document: str | None
    date: str | None
    evidence: Anchor | None


@dataclass(frozen=True, slots=True)
class Trace:
    """How a statement came to the page, from the mouth on; who vouches for that, and for it."""

    statement: str
    chain: tuple[Link, ...]
    roots: tuple[str, ...]
    true_on_word_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A conclusion: its kind, what it rests on, the sentence, and the words behind it."""

    kind: str
    refs: tuple[str, ...]
    says: str
    evidence: tuple[Anchor, ...] = ()
    weight: float = 0.0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Something to go and get: what, where it should be, who cites it."""

    kind: str
    refs: tuple[str, ...]
    says: str
    evidence: tuple[Anchor, ...] = ()
    weight: float = 0.0
    origin: str = ""


Verdict = Literal["same", "agree", "conflict", "supersedes", "part", "unlike", "open"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one figure is to another, and why.

    same: one number of one source, told twice; agree: both can be right; conflict: they cannot;
    supersedes: `one` stands in place of `other`; part: `one` counts some of those that `other`
    counts; unlike: they count different things; open: the words do not tell. `apart` is the
    difference of two numbers that conflict.
    """

    id: str
    one: str
    other: str
    verdict: Verdict
    says: str
    apart: int | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that count the same thing, ids in the order of time; never unlike ones."""

    id: str
    counted: tuple[str, ...]
    of: str | None
    party: str | None
    place: str | None
    figures: tuple[str, ...]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """All reports of a case, traced. Every tuple is in the order that the export prints."""

    documents: tuple[Document, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    traces: tuple[Trace, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    recordings: tuple[Recording, ...] = ()
    figures: tuple[Figure, ...] = ()
    verifications: tuple[Verification, ...] = ()
    responses: tuple[Response, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()
    leads: tuple[Lead, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    series: tuple[Series, ...] = ()
    amounts: tuple[Amount, ...] = ()
    transcripts: tuple[TranscriptOf, ...] = ()
    tape_checks: tuple[TapeCheck, ...] = ()
