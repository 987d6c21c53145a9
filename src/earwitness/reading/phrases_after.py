"""The noun phrase that begins at a word: whom a cue addresses, or an inverted source."""

from __future__ import annotations

from collections.abc import Sequence

from .grammar import grammar, is_time
from .phrase_words import Range, before_names, determines, is_name, may_head, part_of
from .words import Token, classes_of

_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})


def phrase_after(tokens: Sequence[Token], start: int, high: int) -> Range | None:
    """The noun phrase that begins at `start`, ending before `high`."""
    if start >= high:
        return None
    first = tokens[start]
    g = grammar()
    if part_of(tokens, start) and start + 3 <= high:
        return start, start + 3
    if first.lower in g.object_pronouns | _NOMINATIVE and not _owns(tokens, start, high):
        return start, start + 1
    if first.quote is not None or not first.text[:1].isalnum() or is_time(first.text):
        return None
    at = _walk_right(tokens, start, high)
    if at == start or not any(may_head(tokens, i) for i in range(start, at)):
        return None
    return start, at


def _owns(tokens: Sequence[Token], i: int, high: int) -> bool:
    """ "her sister", not "told her the news"."""
    if tokens[i].lower != "her" or i + 1 >= high or tokens[i + 1].quote is not None:
        return False
    return classes_of(tokens[i + 1].lower)[0] in "NJ" and not is_time(tokens[i + 1].text)


def _walk_right(tokens: Sequence[Token], start: int, high: int) -> int:
    g = grammar()
    at = start
    while at < high:
        token = tokens[at]
        if token.quote is not None:
            break
        if token.lower == "(":
            close = next((i for i in range(at, min(high, at + 6)) if tokens[i].lower == ")"), None)
            if close is None:
                break
            at = close + 1
            continue
        if token.lower == "'s" or _owned_by_many(tokens, at, start, high):
            at += 1
        elif token.lower in g.joined_right and at > start and at + 1 < high:
            if not _starts_phrase(tokens, at + 1):
                break
            at += 2 if determines(tokens[at + 1]) else 1
        elif (
            token.lower == "and"
            and at > start
            and at + 1 < high
            and is_name(tokens, at + 1)
            and is_name(tokens, at - 1)
        ):
            at += 1
        elif (
            is_time(token.text)
            or not token.text[:1].isalnum()
            or (determines(token) and at > start)
        ):
            break
        elif (
            is_name(tokens, at)
            or classes_of(token.lower)[0] in "DNJU"
            or (classes_of(token.lower) in ("PJ", "JP", "GN", "NG") and at + 1 < high)
            or (token.lower in before_names() and _before_name_at(tokens, at, high))
        ):
            at += 1
        else:
            break
    return at


def _owned_by_many(tokens: Sequence[Token], at: int, start: int, high: int) -> bool:
    """ "the miners’ union": an apostrophe alone between two nouns."""
    if tokens[at].text not in ("’", "'") or not start < at < high - 1:
        return False
    near = tokens[at].start == tokens[at - 1].end and tokens[at + 1].start > tokens[at].end
    noun = is_name(tokens, at + 1) or classes_of(tokens[at + 1].lower)[0] in "NJ"
    return near and noun and tokens[at - 1].lower.endswith("s")


def _before_name_at(tokens: Sequence[Token], i: int, high: int) -> bool:
    return i + 1 < high and is_name(tokens, i + 1)


def _starts_phrase(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.quote is not None or is_time(token.text):
        return False
    return is_name(tokens, i) or classes_of(token.lower)[0] in "DNJU"
