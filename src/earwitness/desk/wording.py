"""Decisions in words."""

from __future__ import annotations

from earwitness.exports.brief_wording import shorten
from earwitness.model import Decision

_VERBS = {
    "accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added",
    "join": "joined", "split": "split", "grade": "graded", "note": "noted on", "done": "did",
    "dismiss": "dismissed", "reopen": "opened again", "undo": "undid",
}  # fmt: skip


def saying(decision: Decision) -> str:
    """What was decided, without who and when."""
    verb, what = _VERBS[decision.act], _what(decision)
    if decision.act == "undo":
        return f"undid decision {decision.of}"
    if decision.act == "join" and decision.other:
        return f"joined {what} with {decision.other.name}"
    if decision.act == "split":
        return f"split {decision.name or 'somebody else'} off {what}"
    if decision.act == "grade":
        return f"graded {what}: {decision.grade}"
    if decision.act == "correct" and decision.said:
        who = decision.said.speaker.name if decision.said.speaker else "nobody named"
        return f"corrected {what}: {who}, {decision.said.form}"
    return f"{verb} {what}"


def _what(decision: Decision) -> str:
    target = decision.target
    if target.kind == "statement":
        quotes = decision.said.content if decision.said else target.quotes
        return f"“{shorten(' … '.join(q.exact for q in quotes).strip('“”'), 90)}”"
    return shorten(target.name, 90) or target.kind
