"""Checks told in other words than "verify": a forgery, no sign of editing, neither confirmed.

Unlike the page's own checks these may be somebody else's words: then the speaker is the verifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from earwitness.model import (
    Actor,
    Document,
    Recording,
    Span,
    Statement,
    Verification,
    make_id,
)

from . import notes_context as context
from .notes_words import check_pattern, data, pattern

ORIGIN = "rules/checks@1"


@dataclass(frozen=True, slots=True)
class Layers:
    """What the report holds besides its words."""

    document: Document
    actors: Sequence[Actor]
    recordings: Sequence[Recording]
    statements: Sequence[Statement]


def further_checks(
    layers: Layers, sentence: Span, taken: Sequence[Verification]
) -> Iterator[Verification]:
    """The checks of a sentence in the forms of `[checks]`; none that says what is taken already."""
    known = {(v.status, v.about) for v in taken}
    if any(v.status == "verified" for v in taken):
        known |= {("verified", v.about) for v in taken}
    for name in _names():
        kind = data()["checks"][name]
        match = check_pattern(name).search(layers.document.text, sentence.start, sentence.end)
        if match is None or (kind["status"], kind["about"]) in known:
            continue
        words = Span(match.start(), match.end())
        if "near" in kind and not _stands_near(layers, sentence, words, kind["near"]):
            continue
        if _is_open(layers.document.text, sentence, words):
            continue
        made = _made(layers, sentence, words, kind)
        if made is not None:
            known.add((made.status, made.about))
            yield made


@cache
def _names() -> tuple[str, ...]:
    return tuple(data()["checks"])


def _stands_near(layers: Layers, sentence: Span, words: Span, what: str) -> bool:
    """ "a fake passport" is nobody's recording: the sentence must speak of one."""
    text = layers.document.text
    table = "said" if what == "thing" else "count"
    thing = pattern("verification", table)
    after = text[words.end : words.end + 2]
    if after[:1] == " " and after[1:2].isalpha() and what == "thing":
        # A noun that goes on ("a fake passport") is another thing, unless it is a recording.
        follows = thing.match(text, words.end + 1, sentence.end)
        small = pattern("checks_words", "goes_on").match(text, words.end + 1, sentence.end)
        if not follows and not small:
            return False
    return thing.search(text, sentence.start, sentence.end) is not None


def _is_open(text: str, sentence: Span, words: Span) -> bool:
    """ "whether the tape was a fake": nobody says that it is."""
    before = text[sentence.start : words.start]
    return pattern("checks_words", "open").search(before) is not None


def _made(layers: Layers, sentence: Span, words: Span, kind: dict[str, Any]) -> Verification | None:
    document = layers.document
    about: Literal["said", "true"] = kind["about"]
    said_in = _said_in(layers, words)
    of = (
        context.nearest_recording(document, sentence.end, layers.recordings)
        if about == "said"
        else context.nearest_statement(words.start, layers.statements)
    )
    if about == "said" and of is None and said_in is not None and not layers.recordings:
        return None
    verifier = _verifier(layers, sentence, words, said_in)
    return Verification(
        id=make_id("ver", document.id, sentence.start, sentence.end, kind["status"]),
        document=document.id,
        span=sentence,
        verifier=verifier,
        of=of,
        status=kind["status"],
        about=about,
        origin=ORIGIN,
    )


def _said_in(layers: Layers, words: Span) -> Statement | None:
    """The outermost statement whose words they are."""
    return context.is_said(Span(words.start, words.end), layers.statements) or next(
        (s for s in layers.statements if any(c.meets(words) for c in s.content)), None
    )


def _verifier(layers: Layers, sentence: Span, words: Span, said_in: Statement | None) -> str | None:
    document = layers.document
    named = context.subject(document, sentence, words, layers.actors)
    named = named or _relative(layers, sentence, words)
    if named is not None:
        return named.id
    if said_in is not None and min(c.start for c in said_in.content) <= words.start:
        return said_in.source.actor
    again = context.subject_again(document, sentence, words, layers.actors)
    if again is not None:
        return again.id
    it = pattern("checks_words", "it").match(document.text, sentence.start, words.start)
    if it is not None:
        before = context.subject_before(document, sentence.start, layers.actors)
        return before.id if before else None
    return None


def _relative(layers: Layers, sentence: Span, words: Span) -> Actor | None:
    """ "a figure that the institute does not recognise", "the mother, who confirmed": the actor."""
    hits = [
        (m.span.end, a)
        for a in layers.actors
        for m in a.mentions
        if m.document == layers.document.id and sentence.start <= m.span.start
        and m.span.end <= words.start and words.start - m.span.end < 8
    ]  # fmt: skip
    return max(hits, key=lambda h: h[0])[1] if hits else None
