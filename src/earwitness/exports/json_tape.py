"""Transcripts and the verdicts on quotations from them, as the export prints them."""

from __future__ import annotations

from earwitness.model import Case, TapeChange, TapeCheck, TapePiece, TranscriptOf

from .json_layer_types import TapeChangeJson, TapeCheckJson, TapePieceJson, TranscriptJson
from .json_order import Order
from .json_places import anchor_json
from .json_types import MediaJson, TurnJson


def transcript_json(one: TranscriptOf) -> TranscriptJson:
    """A transcript, and why it is held to be of its recording."""
    return {
        "document": one.document,
        "recording": one.recording,
        "why": one.why,
        "origin": one.origin,
    }


def media_json(case: Case, order: Order) -> dict[str, MediaJson]:
    """What is said on each recording, by the first transcript of it."""
    texts = {d.id: d.text for d in case.documents}
    made: dict[str, MediaJson] = {}
    for one in sorted(case.transcripts, key=order.of_transcript):
        if one.recording in made:
            continue
        ends = [t.end for t in one.turns if t.end is not None]
        turns: list[TurnJson] = [
            {"start": t.start, "end": t.end, "speaker": t.speaker,
             "text": t.words.span.of(texts[t.words.document]), "translation": None}
            for t in one.turns
        ]  # fmt: skip
        made[one.recording] = {
            "path": None, "sha256": None, "duration": max(ends, default=None), "turns": turns,
        }  # fmt: skip
    return made


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
        "quoted": anchor_json(piece.quoted),
        "heard": anchor_json(piece.heard),
        "start": piece.start,
        "end": piece.end,
    }


def _change(change: TapeChange) -> TapeChangeJson:
    return {
        "kind": change.kind,
        "quoted": change.quoted,
        "heard": change.heard,
        "quoted_at": anchor_json(change.quoted_at) if change.quoted_at else None,
        "heard_at": anchor_json(change.heard_at) if change.heard_at else None,
        "grave": change.grave,
    }
