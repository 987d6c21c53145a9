"""The words that name a speaker, out of what a trained model marks as a source."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .phrase_words import is_adverbial, is_finite, may_head
from .tapes import tape_words
from .words import Token, tokenise

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
