"""Transcripts and the verdicts on quotations from them, as the export prints them."""

from __future__ import annotations

from earwitness.model import Anchor, TapeChange, TapeCheck, TapePiece, TranscriptOf

from .json_types import (
    AnchorJson,
    TapeChangeJson,
    TapeCheckJson,
    TapePieceJson,
    TranscriptJson,
)


def transcript_json(one: TranscriptOf) -> TranscriptJson:
    """A transcript, and why it is held to be of its recording."""
    return {
        "document": one.document,
        "recording": one.recording,
        "why": one.why,
        "origin": one.origin,
    }


def tape_check_json(check: TapeCheck) -> TapeCheckJson:
    """One verdict with the words of both sides."""
    return {
        "statement": check.statement,
        "recording": check.recording,
        "transcript": check.transcript,
        "verdict": check.verdict,
        "grave": check.grave,
        "says": check.says,
        "why": check.why,
        "pieces": [_piece(p) for p in check.pieces],
        "changes": [_change(c) for c in check.changes],
        "origin": check.origin,
    }


def _piece(piece: TapePiece) -> TapePieceJson:
    return {
        "quoted": _anchor(piece.quoted),
        "heard": _anchor(piece.heard),
        "start": piece.start,
        "end": piece.end,
    }


def _change(change: TapeChange) -> TapeChangeJson:
    return {
        "kind": change.kind,
        "quoted": change.quoted,
        "heard": change.heard,
        "quoted_at": _anchor(change.quoted_at) if change.quoted_at else None,
        "heard_at": _anchor(change.heard_at) if change.heard_at else None,
        "grave": change.grave,
    }


def _anchor(anchor: Anchor) -> AnchorJson:
    return {"document": anchor.document, "start": anchor.span.start, "end": anchor.span.end}
