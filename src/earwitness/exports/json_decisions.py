"""What people decided, as the export prints it."""

from __future__ import annotations

from earwitness.model import Ruling, Standing

from .json_layer_types import DecisionJson, StandingJson
from .json_places import anchor_json


def decision_json(made: Ruling) -> DecisionJson:
    """One decision; empty words are null."""
    return {
        "seq": made.seq,
        "act": made.act,
        "kind": made.kind,
        "thing": made.thing,
        "words": [anchor_json(w) for w in made.words],
        "by": made.by or None,
        "time": made.time,
        "why": made.why or None,
        "undone": made.undone,
        "waits": made.waits,
        "text": made.text,
        "grade": made.grade,
        "beside": list(made.beside),
        "other": made.other,
        "name": made.name,
        "documents": list(made.documents),
        "of": made.of,
    }


def standing_json(one: Standing) -> StandingJson:
    """How one thing stands."""
    return {
        "kind": one.kind,
        "thing": one.thing,
        "verdict": one.verdict,
        "grade": one.grade,
        "status": one.status,
        "notes": list(one.notes),
        "conflicts": list(one.conflicts),
    }
