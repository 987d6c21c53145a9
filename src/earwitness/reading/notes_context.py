"""Whom a note is about: subjects, quotations, and what stood before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from earwitness.model import Actor, Document, Recording, Span, Statement

from .figures_sentences import sentences
from .notes_words import pattern, trigger

_LINK = re.compile(
    r"(?:,[^,.;“”\"]{3,70},(?=[\s\u00a0]))?"
    r"(?:[\s\u00a0,]*(?:\b(?:has|have|had|is|was|were|been|be|able|to|not|yet|so|far|also|independently|itself|"
    r"immediately|could|would|which|who|said|says|it|they|he|she|that|still|both|seen|and|repeatedly|"
    r"nor|and|the|police|on|last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|did|do|does|have|later|however|himself|herself)\b|[a-z]+ly\b))*[\s\u00a0,]*",
    re.I,
)
_ENGAGED = re.compile(
    r"\b(?:consulted|engaged|hired|commissioned|asked|approached|contacted|shown|employed|retained)"
    r"[\s\u00a0]+by[\s\u00a0]+(?:the[\s\u00a0]+)?$",
    re.I,
)
_NEITHER = re.compile(r"\bneither[\s\u00a0]+(?:the[\s\u00a0]+)?$", re.I)


_ITS_OWN = re.compile(r"[\s\u00a0]*(?:(?:independently|immediately)[\s\u00a0]+)?(?:that|whether)\b")


def marked_sentences(document: Document, kind: str) -> Iterator[Span]:
    """The sentences of the report that hold a stem of this kind of note."""
    stems, text = trigger(kind), document.text
    for block in document.blocks:
        if block.kind == "furniture" or not stems.search(text, block.span.start, block.span.end):
            continue
        for sentence in sentences(text, block.span):
            if stems.search(text, sentence.start, sentence.end):
                yield sentence


def is_quoted(
    document: Document, sentence: Span, words: Span, statements: Sequence[Statement]
) -> bool:
    """Whether the words stand inside quotation marks, or in what somebody else is said to say."""
    before = document.text[sentence.start : words.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return True
    return any(s.form == "direct" and any(c.holds(words) for c in s.content) for s in statements)


def is_said(words: Span, statements: Sequence[Statement]) -> Statement | None:
    """The statement in whose content the words stand, None where the page itself speaks."""
    for statement in statements:
        if any(span.holds(words) for span in statement.content):
            return statement
    return None


def subject(
    document: Document, sentence: Span, words: Span, actors: Sequence[Actor]
) -> Actor | None:
    """The actor that does it: named before the words with nothing but helpers between."""
    best: tuple[int, Actor] | None = None
    for actor in actors:
        for mention in actor.mentions:
            span = mention.span
            if (
                mention.document != document.id
                or span.start < sentence.start
                or span.end > words.start
            ):
                continue
            before = document.text[sentence.start : span.start]
            if _ENGAGED.search(before):
                continue
            if _NEITHER.search(before):
                return actor
            if _LINK.fullmatch(document.text, span.end, words.start) and (
                best is None or span.start > best[0]
            ):
                best = (span.start, actor)
    return best[1] if best else _own(document, sentence, words, actors)


def _own(document: Document, sentence: Span, words: Span, actors: Sequence[Actor]) -> Actor | None:
    for match in pattern("verification", "own").finditer(
        document.text, sentence.start, words.start
    ):
        if _LINK.fullmatch(document.text, match.end(), words.start):
            return outlet(document, actors)
    return None


_WROTE = re.compile(
    r"\b(?:wrote to|written to|a letter to|asked|contacted|approached|questions to)\b"
)


def written_to(document: Document, start: int, actors: Sequence[Actor]) -> Actor | None:
    """Whom the sentence before a place wrote to or asked: who then "gave no reply"."""
    for block in document.blocks:
        if block.span.start <= start < block.span.end:
            earlier = [s for s in sentences(document.text, block.span) if s.end <= start]
            found = _WROTE.search(document.text, earlier[-1].start, start) if earlier else None
            return named_after(document, earlier[-1], found.end(), actors) if found else None
    return None


_BUT = re.compile(r"(?:\b(?:but|and|yet|nor)|,)[\s\u00a0]+(?:\w+ly[\s\u00a0]+)?$", re.I)


def subject_again(
    document: Document, sentence: Span, words: Span, actors: Sequence[Actor]
) -> Actor | None:
    """ "X reviewed the tape and confirmed …, but could not verify": still X, who began."""
    if not _BUT.search(document.text, sentence.start, words.start):
        return None
    hits = [
        a for a in actors for m in a.mentions
        if m.document == document.id and 0 <= m.span.start - sentence.start < 5
    ]  # fmt: skip
    return hits[0] if hits else None


def subject_before(document: Document, start: int, actors: Sequence[Actor]) -> Actor | None:
    """The body or person with which the sentence before a place began: the "it" of this one."""
    for block in document.blocks:
        if block.span.start <= start < block.span.end:
            earlier = [s for s in sentences(document.text, block.span) if s.end <= start]
            if not earlier:
                return None
            hits = [
                a for a in actors for m in a.mentions
                if m.document == document.id and 0 <= m.span.start - earlier[-1].start < 5
            ]  # fmt: skip
            return hits[0] if hits else None
    return None


def outlet(document: Document, actors: Sequence[Actor]) -> Actor | None:
    """The page's own outlet among the actors."""
    name = _plain(document.outlet)
    for actor in actors:
        if name and name in {_plain(form) for form in (actor.name, *actor.aliases)}:
            return actor
    return None


def _plain(name: str | None) -> str:
    return " ".join((name or "").lower().split()).removeprefix("the ")


def named_after(
    document: Document, sentence: Span, start: int, actors: Sequence[Actor]
) -> Actor | None:
    """The first actor named within a few words after `start`."""
    hits = [
        (mention.span.start, actor.id, actor)
        for actor in actors
        for mention in actor.mentions
        if mention.document == document.id
        and start <= mention.span.start < min(start + 60, sentence.end)
    ]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None


def nearest_recording(
    document: Document, before: int, recordings: Sequence[Recording]
) -> str | None:
    """The recording last spoken of before that place."""
    hits = [
        (mention.span.start, recording.id)
        for recording in recordings
        for mention in recording.mentions
        if mention.document == document.id and mention.span.start < before
    ]
    return max(hits)[1] if hits else None


def checked_statement(
    text: str, words: Span, sentence: Span, statements: Sequence[Statement]
) -> str | None:
    """The statement that a check is of: the last before it.

    A check that says itself of what ("could not confirm that it was delivered") may take up what
    its own paragraph tells; of another paragraph's words nobody knows.
    """
    last = _last_before(words.start, statements)
    if last is None:
        return None
    own = _ITS_OWN.match(text, words.end, sentence.end) is not None
    return None if own and "\n" in text[last[0] : words.start] else last[2]


def nearest_statement(before: int, statements: Sequence[Statement]) -> str | None:
    """The statement whose words end last before that place; the outer one of two that end there."""
    last = _last_before(before, statements)
    return last[2] if last else None


def _last_before(before: int, statements: Sequence[Statement]) -> tuple[int, bool, str] | None:
    hits = [
        (span.end, s.nested_in is None, s.id)
        for s in statements
        for span in s.content
        if span.end <= before
    ]
    return max(hits, default=None)


def statement_about(
    document: Document, before: int, actor: Actor | None, statements: Sequence[Statement]
) -> str | None:
    """The last statement before that place, by somebody else, whose words name the actor."""
    if actor is None:
        return None
    names = [
        re.compile(rf"(?<!\w){re.escape(_plain(n))}(?!\w)")
        for n in (actor.name, *actor.aliases)
        if _plain(n)
    ]
    for statement in sorted(statements, key=lambda s: -max((c.end for c in s.content), default=0)):
        if statement.source.actor == actor.id or not statement.content:
            continue
        if statement.content[-1].end <= before and any(
            name.search(" ".join(span.of(document.text).lower().split()))
            for span in statement.content
            for name in names
        ):
            return statement.id
    return None
