"""The words that name a speaker, out of what a trained model marks as a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from earwitness.model import Span

from .phrase_words import is_adverbial, is_finite, may_head
from .tagger import RawAttribution
from .tapes import tape_words
from .words import Token, tokenise

SPACES = " \n\t\u00a0,"
RELATIVE = frozenset("who whom whose which that".split())


def plain_source(found: Span | None, text: str) -> Span | None:
    """The source without the clause behind a comma, or a verb that is not part of it.

    A clause that says which one is meant stays: "a man who identified himself as Nikita".
    """
    if found is None or is_reply(found, text):
        return None
    tokens = tokenise(text, found)
    end = min(_end(tokens), _apposition(tokens))
    while end > 1 and not tokens[end - 1].text[-1:].isalnum():
        end -= 1
    return Span(found.start, tokens[end - 1].end) if end else found


def apart(raw: RawAttribution, text: str) -> RawAttribution:
    """Source, cue and words each for themselves, where a model marks some words twice."""
    source = raw.source
    for cue in raw.cue:
        if source is not None and source.meets(cue) and source.start < cue.start:
            source = _stripped(text, source.start, cue.start) or source
    taken = [*raw.cue, *([source] if source is not None else [])]
    if source is None or not raw.cue or not any(_all_in(c, taken) for c in raw.content):
        return replace(raw, source=source)
    hull = Span(min(s.start for s in taken), max(s.end for s in taken))
    pieces = [part for c in raw.content for part in _without(text, c, hull)]
    return replace(raw, source=source, content=tuple(pieces) or raw.content)


def _all_in(content: Span, spans: Sequence[Span]) -> bool:
    return all(content.holds(s) for s in spans)


def _without(text: str, content: Span, hull: Span) -> list[Span]:
    if not content.holds(hull):
        return [content]
    parts = (_stripped(text, content.start, hull.start), _stripped(text, hull.end, content.end))
    return [part for part in parts if part is not None]


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The words between two places, without space and commas at their edges."""
    while start < end and text[start] in SPACES:
        start += 1
    while end > start and text[end - 1] in SPACES:
        end -= 1
    return Span(start, end) if end > start else None


def names_oneself(raw: RawAttribution, text: str) -> bool:
    """ "a man who identified *himself as Max*": a name, and nothing that he says."""
    words = raw.content[0].of(text).lower().split()[:3]
    return bool(words) and words[0] in ("himself", "herself", "themselves") and "as" in words


def is_reply(found: Span | None, text: str) -> bool:
    """ "comes the reply": the noun stands where a speaker would, and names nobody."""
    words = found.of(text).lower().split() if found is not None else []
    return bool(words) and len(words) <= 2 and words[-1] in tape_words()["hands"]["turns"]


def _end(tokens: Sequence[Token]) -> int:
    for i in range(1, len(tokens)):
        word = tokens[i].lower
        if word in RELATIVE:
            return i if tokens[i - 1].text == "," else len(tokens)
        if is_finite(tokens, i) and i + 1 < len(tokens):
            end = i
            while end > 1 and is_adverbial(tokens[end - 1]):
                end -= 1  # "then gets": the adverb goes with the verb
            if may_head(tokens, end - 1):
                return end
    return len(tokens)


def _apposition(tokens: Sequence[Token]) -> int:
    """Where "the driver, Tom Arden" and "Dmitri, a member" name the same one again; no list."""
    commas = [i for i, t in enumerate(tokens) if t.text == ","]
    words = {t.lower for t in tokens}
    if not commas or not commas[0] or len(commas) > 2 or words & {"and", "or", "&"}:
        return len(tokens)
    return commas[0]
