"""A transcript in the case, and what became of each quotation of its recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Anchor

TapeVerdict = Literal[
    "verbatim", "trimmed", "joined", "differs", "not found", "other language"
]  # fmt: skip
TapeChangeKind = Literal[
    "not", "number", "name", "hedge", "condition", "order", "joined", "words", "added",
    "left out", "spelling", "speaker",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TapeTurn:
    """What one speaker says before another does: the words, the label, from when to when."""

    words: Anchor
    speaker: str | None
    start: float | None
    end: float | None


@dataclass(frozen=True, slots=True)
class TranscriptOf:
    """A document of the case that writes down a recording, and why it is held to be that."""

    document: str
    recording: str
    why: str
    origin: str = ""
    turns: tuple[TapeTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class TapePiece:
    """A run of quoted words beside the words of the transcript, with its seconds on the tape."""

    quoted: Anchor
    heard: Anchor
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class TapeChange:
    """What the report has in the place of what the tape has; an anchor of None: nothing there."""

    kind: TapeChangeKind
    quoted: str
    heard: str
    quoted_at: Anchor | None
    heard_at: Anchor | None
    grave: bool


@dataclass(frozen=True, slots=True)
class TapeCheck:
    """A quotation held against a transcript of the recording to which its report attributes it.

    `grave`: a negation, number, name, hedge or condition is not as on the tape, the order is
    another, or the words are not there. `why` says how the report attributes the words to it.
    """

    statement: str
    recording: str
    transcript: str
    verdict: TapeVerdict
    grave: bool
    says: str
    why: str
    pieces: tuple[TapePiece, ...] = ()
    changes: tuple[TapeChange, ...] = ()
    origin: str = ""


def clock(seconds: float | None) -> str:
    """A place on a tape: "0:12", "1:02:05"; empty where it has none."""
    if seconds is None:
        return ""
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
