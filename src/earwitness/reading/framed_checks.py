"""Checks and disputes told in a frame of words: who checks, what, and with what outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from earwitness.model import Actor, Span, Statement, Verification, make_id

from . import notes_context as context
from .check_frames import Found, clause_start, frames_in, guard
from .figures_sentences import sentences
from .notes_checks import Layers
from .notes_words import pattern

ORIGIN = "rules/framed-checks@1"
_PRONOUN = re.compile(r"(?:he|she|they|it|her|his|their|its)\b", re.I)
_SELF = re.compile(
    r"\b(?:it|they|he|she)[\s\u00a0]+(?:(?:had|has|have|was|were|also|not|\w+ly)[\s\u00a0]+)*$",
    re.I,
)
_BY = re.compile(r"\bby[\s\u00a0]+", re.I)
# Outcomes of which a sentence tells only one, whatever the question.
_ALIKE = {
    "disputed": ("disputed",),
    "verified": ("verified", "partly verified"),
    "partly verified": ("verified", "partly verified"),
    "not verified": ("not verified",),
}


def framed_checks(layers: Layers, taken: Sequence[Verification]) -> Iterator[Verification]:
    """The checks that the frames tell, where the sentence has none of that outcome already."""
    text = layers.document.text
    for block in layers.document.blocks:
        if block.kind in ("furniture", "headline", "standfirst"):
            continue
        before = Span(block.span.start, block.span.start)
        for sentence in sentences(text, block.span):
            yield from _in_sentence(layers, sentence, before, taken)
            before = sentence


def _in_sentence(
    layers: Layers, sentence: Span, before: Span, taken: Sequence[Verification]
) -> Iterator[Verification]:
    text = layers.document.text
    told: set[str] = {v.status for v in taken if v.span.meets(sentence)}
    for found in frames_in(text, sentence, before.of(text), layers.document.outlet):
        if told.intersection(_ALIKE[found.status]):
            continue
        quoted = context.is_quoted(layers.document, sentence, found.words, layers.statements)
        if quoted and found.by != "speaker":
            continue
        if found.by == "outlet only" and not _is_outlets(layers, sentence, found):
            continue
        told.add(found.status)
        yield _made(layers, sentence, before, found)


def _made(layers: Layers, sentence: Span, before: Span, found: Found) -> Verification:
    document = layers.document
    verifier = _verifier(layers, sentence, before, found)
    if found.about == "said":
        of = context.nearest_recording(document, sentence.end, layers.recordings)
    else:
        of = context.checked_statement(document.text, found.words, sentence, layers.statements)
    return Verification(
        id=make_id("ver", document.id, sentence.start, sentence.end, found.status),
        document=document.id,
        span=sentence,
        verifier=verifier,
        of=of,
        status=found.status,
        about=found.about,
        origin=ORIGIN,
    )


def _verifier(layers: Layers, sentence: Span, before: Span, found: Found) -> str | None:
    document, actors = layers.document, layers.actors
    if found.by == "after by":
        by = _BY.search(document.text, max(found.words.start, found.words.end - 4), sentence.end)
        if by is not None and by.start() <= found.words.end + 30:
            named = context.named_after(document, sentence, by.end(), actors)
            if named is not None:
                return named.id
    if found.by == "checkers":
        checker = _checker(layers, sentence)
        if checker is not None:
            return checker
    if found.by == "nobody":
        return None
    said = _sayer(layers, found.words)
    self_told = _SELF.search(document.text[sentence.start : found.words.start])
    if said is not None and (found.by == "speaker" or self_told):
        return said
    subject = _subject(layers, sentence, found.words)
    if subject is not None:
        return subject
    if said is not None:
        return said
    again = _taken_up(layers, sentence, before, found.words)
    if again is not None or found.by not in ("page", "checkers"):
        return again
    return None if found.by == "checkers" else _own(layers)


def _own(layers: Layers) -> str | None:
    own = context.outlet(layers.document, layers.actors)
    return own.id if own else None


def _is_outlets(layers: Layers, sentence: Span, found: Found) -> bool:
    """ "The paper has not seen the documents": only an outlet's or a body's not seeing tells."""
    text = layers.document.text
    start = _at_word(text, clause_start(text, sentence, found.words.start))
    if pattern("verification", "own").match(text, start):
        return True
    who = _subject(layers, sentence, found.words)
    return any(a.id == who and a.kind in ("outlet", "organisation") for a in layers.actors)


def _subject(layers: Layers, sentence: Span, words: Span) -> str | None:
    """The actor before the words: with helpers between, else the nearest that nothing governs."""
    document = layers.document
    start = clause_start(document.text, sentence, words.start)
    own = pattern("verification", "own").match(document.text, _at_word(document.text, start))
    if own is not None and own.end() <= words.start + 12:
        return _own(layers)
    named = context.subject(document, Span(start, sentence.end), words, layers.actors)
    hits = [
        (span.start, span.end, actor.id)
        for span, actor in _mentions(layers, start, words.start)
        if not guard("preposition").search(document.text[start : span.start].rstrip())
    ]
    if named is not None and (not hits or named.id in {h[2] for h in hits}):
        return named.id
    if (went_on := _went_on(layers, sentence, words)) is not None:
        return went_on
    return _nearest(document.text, hits)


def _went_on(layers: Layers, sentence: Span, words: Span) -> str | None:
    """ "The minister asserted … and dismissed the chats": still whoever asserted."""
    text = layers.document.text
    if not guard("goes_on").search(text[sentence.start : words.start]):
        return None
    cues = [
        (c.end, s.source.actor) for s in layers.statements for c in s.cue
        if s.source.actor and sentence.start <= c.start and c.end <= words.start
    ]  # fmt: skip
    return max(cues)[1] if cues else None


def _nearest(text: str, hits: list[tuple[int, int, str]]) -> str | None:
    """Of two side by side ("the engineer, Bea Lund,") the later; else the first of the clause."""
    hits.sort()
    if not hits:
        return None
    best = hits[0]
    for hit in hits[1:]:
        between = text[best[1] : hit[0]].strip()
        if between in (",", "") or hit[0] < best[1]:
            best = hit
    return best[2]


def _at_word(text: str, at: int) -> int:
    while at < len(text) and text[at] in ' \u00a0\n\t“"':
        at += 1
    return at


def _mentions(layers: Layers, start: int, end: int) -> Iterator[tuple[Span, Actor]]:
    for actor in layers.actors:
        for mention in actor.mentions:
            inside = start <= mention.span.start and mention.span.end <= end
            if mention.document == layers.document.id and inside:
                yield mention.span, actor


def _sayer(layers: Layers, words: Span) -> str | None:
    """Whoever says the words: the innermost statement that holds the end of them."""
    held = [
        s for s in layers.statements
        if s.source.actor and any(c.start <= words.end - 1 < c.end for c in s.content)
    ]  # fmt: skip
    return min(held, key=_length).source.actor if held else None


def _length(statement: Statement) -> int:
    return sum(len(c) for c in statement.content)


def _checker(layers: Layers, sentence: Span) -> str | None:
    """ "…, which fact-checkers at X traced": the checker that this sentence or the next names."""
    text = layers.document.text
    end = next((b.span.end for b in layers.document.blocks if b.span.meets(sentence)), sentence.end)
    following = next(sentences(text, Span(min(sentence.end + 1, end), end)), sentence)
    for place in (sentence, following):
        found = guard("checkers").search(text, place.start, place.end)
        if found is not None:
            reach = Span(found.start(), min(place.end, found.end() + 40))
            hits = [
                (actor.kind == "outlet", -span.start, actor.id)
                for span, actor in _mentions(layers, reach.start, reach.end)
            ]
            if hits:
                return max(hits)[2]
    return None


def _taken_up(layers: Layers, sentence: Span, before: Span, words: Span) -> str | None:
    """ "She was unable to say": whoever the sentence before began with, or who spoke in it."""
    text = layers.document.text
    start = _at_word(text, clause_start(text, sentence, words.start))
    if _PRONOUN.match(text, start) is None or len(before) == 0:
        return None
    spoke = [s.source.actor for s in layers.statements
             if s.source.actor and s.cue and any(before.meets(c) for c in s.cue)]  # fmt: skip
    if spoke:
        return spoke[-1]
    first = [
        (span.start, actor.id)
        for span, actor in _mentions(layers, before.start, before.end)
        if not guard("preposition").search(text[before.start : span.start].rstrip())
    ]
    return min(first)[1] if first else None
