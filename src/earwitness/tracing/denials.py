"""Denials: who denies something asserts that it is not so, and vouches for none of it."""

from __future__ import annotations

import re
from dataclasses import replace

from earwitness.model import Response, Span, Statement, cover, make_id

from .folder import Folder
from .words import listed, tokens

_BEFORE = 24
_NOT = re.compile(r"(?:\b(?:not|never|nor|cannot|without)|n[’']t)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_CLAIM = re.compile(r"\bthat\s*$", re.IGNORECASE)


def denies(folder: Folder, statement: Statement) -> bool:
    """Whether the words are what their source says is not so: "denied that …", not "“It is false”".

    Words in direct speech are the denier's own. Verbs such as "rejected" deny only what a "that"
    leads over to.
    """
    if statement.type != "assertion" or statement.form == "direct":
        return False
    text = folder.document[statement.document].text
    return any(_denying(text, cue, statement) for cue in statement.cue)


def _denying(text: str, cue: Span, statement: Statement) -> bool:
    words = set(tokens(cue.of(text)))
    start = min((s.start for s in statement.content), default=cue.end)
    over = text[cue.start : start] if cue.end <= start else ""
    strong = bool(words & listed("denials", "always"))
    weak = bool(words & listed("denials", "of_claims") and _CLAIM.search(over[-80:]))
    negated = _NOT.search(text[max(0, cue.start - _BEFORE) : cue.start]) or words & {"not", "never"}
    return (strong or weak) and not negated


def denied_within(folder: Folder, statement: Statement) -> bool:
    """Whether the statement, or any that it stands in, is what somebody denies."""
    return any(denies(folder, step) for step in folder.outward(statement))


def responses(folder: Folder) -> tuple[Response, ...]:
    """The responses: denials with who denies what, and one for each that no response tells."""
    place = {d.id: n for n, d in enumerate(folder.documents)}
    denied = [s for s in folder.statements if s.content and denies(folder, s)]
    told = [_told(folder, found, denied) for found in folder.responses]
    spans = [(r.document, r.span) for r in told if r.kind == "denied"]
    for one in denied:
        words = cover(one.content)
        if not any(page == one.document and span.meets(words) for page, span in spans):
            told.append(_denial(folder, one))
    return tuple(sorted(told, key=lambda r: (place[r.document], r.span, r.id)))


def _told(folder: Folder, found: Response, denied: list[Statement]) -> Response:
    if found.kind != "denied":
        return found
    inside = (
        s
        for s in denied
        if s.document == found.document and any(found.span.meets(x) for x in s.content)
    )
    one = next((s for s in inside if found.actor in (None, s.source.actor)), None)
    if one is None:
        return found
    return replace(found, actor=one.source.actor, of=found.of or _matter(folder, one))


def _matter(folder: Folder, denied: Statement) -> str:
    """What is denied: the recording of which the words speak, else the statement itself."""
    for recording in folder.recordings:
        for mention in recording.mentions:
            here = mention.document == denied.document
            if here and any(span.holds(mention.span) for span in denied.content):
                return recording.id
    return denied.id


def _denial(folder: Folder, denied: Statement) -> Response:
    span = cover((*denied.cue, *denied.content))
    return Response(
        id=make_id("resp", denied.document, span.start, span.end, "denied"),
        document=denied.document,
        span=span,
        actor=denied.source.actor,
        of=_matter(folder, denied),
        kind="denied",
        origin="rules/denials@1",
    )
