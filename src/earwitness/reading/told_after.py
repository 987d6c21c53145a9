"""A sentence that only says who reported the one before: "This was reported by X."."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .grammar import grammar
from .phrase_words import Range
from .phrases_after import phrase_after
from .phrases_before import clause_subject
from .words import Sentence, Token

_POINTS = frozenset({"this", "that"})
_BE = frozenset({"was", "is", "has", "had", "been", "also", "first", "were", "'s"})
_PEOPLE = frozenset({"i", "we", "you", "it", "he", "she", "they", "who", "which", "that"})
_FAR = 12  # tokens between the verb and its "by"


def reported_after(before: Sentence, after: Sentence) -> tuple[Span, Span, Span] | None:
    """The words of the sentence before, the cue and the source that the sentence after gives."""
    words, tokens = before.tokens, after.tokens
    if len(words) < 4 or words[-1].text == "?" or any(t.quote for t in (*words, *tokens)):
        return None
    found = _according(tokens) or _by(tokens) or _this(tokens)
    if found is None:
        return None
    (start, end), (low, high) = found
    last = words[-2] if words[-1].text in ".!" else words[-1]
    return (
        Span(words[0].start, last.end),
        Span(tokens[start].start, tokens[end - 1].end),
        Span(tokens[low].start, tokens[high - 1].end),
    )


def _according(tokens: Sequence[Token]) -> tuple[Range, Range] | None:
    """ "That is according to the air force."."""
    lower = [t.lower for t in tokens[:5]]
    if lower[:1] not in (["this"], ["that"], ["it"]) or "according" not in lower:
        return None
    at = lower.index("according")
    if not _BE.issuperset(lower[1:at]) or [t.lower for t in tokens[at + 1 : at + 2]] != ["to"]:
        return None
    source = phrase_after(tokens, at + 2, len(tokens))
    return ((at, at + 2), source) if source else None


def _by(tokens: Sequence[Token]) -> tuple[Range, Range] | None:
    """ "This was announced on Friday by the customs service."."""
    if tokens[0].lower not in _POINTS:
        return None
    verb = next((i for i, t in enumerate(tokens[1:6], 1) if t.lower not in _BE), None)
    if verb is None or verb == 1 or tokens[verb].lower not in grammar().reported:
        return None
    by = next(
        (i for i in range(verb + 1, min(len(tokens), verb + _FAR)) if tokens[i].lower == "by"), None
    )
    if by is None or any(tokens[i].text in ",;:" for i in range(verb, by)):
        return None
    source = phrase_after(tokens, by + 1, len(tokens))
    if source is None or tokens[source[0]].lower in ("nobody", "none"):
        return None
    return (verb - 1, verb + 1), source


def _this(tokens: Sequence[Token]) -> tuple[Range, Range] | None:
    """ "The mayor announced this at a briefing."."""
    g = grammar()
    for i in range(1, len(tokens) - 2):
        if tokens[i].lower not in g.reported or tokens[i + 1].lower != "this":
            continue
        after = tokens[i + 2]
        source = clause_subject(tokens, 0, i + 1)
        if source is None or (after.text not in ".," and after.lower not in g.after_this):
            return None
        return None if tokens[source[0]].lower in _PEOPLE else ((i, i + 2), source)
    return None
