"""The noun phrase that ends at a word: who speaks.

There is no parser here. A phrase is walked word by word from the end that touches the cue, over the
classes of its words, through possessives, prepositional phrases, relative clauses and appositions.
All functions take a sentence's tokens and return half-open ranges of token indices, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from .grammar import grammar, is_time
from .phrase_words import (
    Range,
    before_names,
    determines,
    is_adverbial,
    is_finite,
    is_name,
    may_head,
    part_of,
)
from .words import Token, classes_of

_LOOK_BACK = 14


_APPOSITION_OPENERS = frozenset(
    "a an the who which whose whom one now then also himself herself speaking named identified"
    " known called his her their its aged both formerly previously".split()
)


# What was looked for in this sentence, by `end` and `low`: in a row of dashes one asks for the same
# phrase from every dash, and each of these again.
_Asked = dict[tuple[int, int], Range | None]


def phrase_before(
    tokens: Sequence[Token], end: int, low: int, asked: _Asked | None = None
) -> Range | None:
    """The noun phrase whose last word is just before `end`, no further left than `low`.

    `asked` is for the phrases within it alone.
    """
    asked = {} if asked is None else asked
    if (end, low) not in asked:
        asked[end, low] = _phrase_before(tokens, end, low, asked)
    return asked[end, low]


def _phrase_before(tokens: Sequence[Token], end: int, low: int, asked: _Asked) -> Range | None:
    head = end - 1
    if head < low:
        return None
    token = tokens[head]
    if token.lower == ")":
        return _before_bracket(tokens, head, low, asked)
    if token.lower == "," or token.lower in ("—", "–", "-"):
        return _over_apposition(tokens, head, low, asked)
    if token.quote is not None or not token.text[:1].isalnum():
        return None
    if token.lower in ("them", "us", "those") and head - 2 >= low and part_of(tokens, head - 2):
        return head - 2, end
    if token.lower in grammar().subject_pronouns:
        return (head, end) if token.lower != "i" or token.text == "I" else None
    if not may_head(tokens, head):
        return None
    start = _walk_left(tokens, head, low)
    start = _over_relative(tokens, start, low)
    return _without_time(tokens, start, end)


def _before_bracket(tokens: Sequence[Token], close: int, low: int, asked: _Asked) -> Range | None:
    for i in range(close - 1, max(low, close - 8) - 1, -1):
        if tokens[i].lower == "(":
            found = phrase_before(tokens, i, low, asked)
            return (found[0], close + 1) if found else None
    return None


def _walk_left(tokens: Sequence[Token], head: int, low: int) -> int:
    """From the head leftwards over modifiers, possessives and prepositional phrases."""
    at = head
    while at > low:
        before = tokens[at - 1]
        if before.quote is not None:
            break
        if before.lower == "'s" or (before.lower in ("'", "’") and at - 1 > low):
            at -= 1
        elif _joins(tokens, at, low):
            at -= 2
        elif _modifies(tokens, at - 1) or _doing(tokens, at - 1, low):
            at -= 1
            if determines(tokens[at]) and not _goes_on(tokens, at, low):
                break
        else:
            break
    return at


def _doing(tokens: Sequence[Token], i: int, low: int) -> bool:
    """ "two serving officers", "the wounded man": a participle after a determiner or number."""
    if i - 1 < low or classes_of(tokens[i].lower)[0] not in "GPV" or tokens[i].quote is not None:
        return False
    if not tokens[i].lower.endswith(("ing", "ed", "en")):
        return False
    return classes_of(tokens[i - 1].lower)[0] in "DU" and tokens[i - 1].quote is None


def _joins(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Whether a hyphen, "and" or a preposition before `at` ties the phrase to what stands left."""
    before = tokens[at - 1].lower
    if before in ("-", "&", "/"):
        return at - 2 >= low and is_name(tokens, at - 2)
    if before == "and":
        return _coordinates(tokens, at, low)
    return before in grammar().noun_prepositions and _attaches(tokens, at - 1, low)


def _modifies(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if _before_name(tokens, i) and token.lower not in before_names():
        return False
    if not token.text[:1].isalnum() or is_time(token.text):
        return False
    if is_name(tokens, i) or (token.text[:1].isupper() and i == 0):
        kinds = classes_of(token.lower)
        return not (i == 0 and kinds[0] in "IRCWOV")
    kinds = classes_of(token.lower)
    return kinds[0] in "DNJU" or ("N" in kinds and kinds[0] in "PG") or kinds == "PJ"


def _before_name(tokens: Sequence[Token], i: int) -> bool:
    """A lower-cased noun right before a name: "spokesman Lee", but "at one point Lee"."""
    if tokens[i].text[:1].isupper() or i + 1 >= len(tokens) or not is_name(tokens, i + 1):
        return False
    return classes_of(tokens[i].lower)[0] == "N"


def _goes_on(tokens: Sequence[Token], at: int, low: int) -> bool:
    """After a determiner only "of the …" and its like lead on."""
    return (
        at - 2 >= low
        and tokens[at - 1].lower in grammar().noun_prepositions
        and _attaches(tokens, at - 1, low)
    )


def _attaches(tokens: Sequence[Token], preposition: int, low: int) -> bool:
    """Whether a noun stands before the preposition, so that it joins two parts of one phrase."""
    before = preposition - 1
    if before < low or tokens[preposition].lower == "and":
        return False
    token = tokens[before]
    if token.quote is not None or not token.text[:1].isalpha():
        return False
    if is_time(token.text):
        return False
    return is_name(tokens, before) or classes_of(token.lower)[0] == "N"


def _coordinates(tokens: Sequence[Token], at: int, low: int) -> bool:
    """ "Smith and his wife": both sides are phrases, and nothing but a boundary stands before."""
    left = at - 2
    if left < low or tokens[left].quote is not None:
        return False
    if is_name(tokens, left) and (is_name(tokens, at) or determines(tokens[at])):
        return True
    start = _walk_left(tokens, left, low) if may_head(tokens, left) else left
    return start == low and (determines(tokens[start]) or tokens[start].text[:1].isupper())


def _over_relative(tokens: Sequence[Token], start: int, low: int) -> int:
    """ "a man who called himself Max", "one man identified as a soldier": back to the noun."""
    stop = max(low, start - _LOOK_BACK)
    for i in range(start - 1, stop, -1):
        token = tokens[i]
        if token.quote is not None or token.lower in (",", ":", ";", "that", "and", "but"):
            return start
        relative = token.lower in ("who", "which", "whom")
        reduced = token.lower in grammar().reduced and tokens[i + 1].lower in (
            "as", "in", "by", "at", "on", "with", "for", "to", "near", "only",
        )  # fmt: skip
        if (relative or reduced) and may_head(tokens, i - 1) and _clean_start(tokens, i - 1, low):
            return _walk_left(tokens, i - 1, low)
    return start


def _clean_start(tokens: Sequence[Token], head: int, low: int) -> bool:
    """The phrase before a relative clause is not itself the object of something."""
    start = _walk_left(tokens, head, low)
    if start == low:
        return True
    before = tokens[start - 1]
    return before.quote is not None or before.lower in (
        ",",
        "—",
        "–",
        ":",
        ";",
        "and",
        "but",
        "as",
        "that",
        "when",
    )


def _over_apposition(tokens: Sequence[Token], comma: int, low: int, asked: _Asked) -> Range | None:
    """ "Ana Ruiz, a nurse who asked not to be named, said": the phrase before the first comma."""
    mark = tokens[comma].lower
    for i in range(comma - 1, low, -1):
        if tokens[i].quote is not None:
            break
        if tokens[i].lower != mark:
            continue
        if _opens_apposition(tokens, i + 1):
            found = phrase_before(tokens, i, low, asked) if tokens[i - 1].lower != mark else None
            if found and _is_subject(tokens, found[0], low):
                return found
            if found is None or not _is_subject(tokens, found[0], low):
                inner = phrase_before(tokens, comma, i + 1, asked)
                if inner and inner[0] == i + 1:
                    return inner
        if comma - i > 45:
            break
    inner = phrase_before(tokens, comma, low, asked)
    if inner and inner[0] == low and _has_relative(tokens, inner, comma):
        return inner
    return None


def _opens_apposition(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.lower in _APPOSITION_OPENERS or token.lower[:1].isdigit():
        return True
    if token.text[:1].isupper():
        return True
    return classes_of(token.lower)[0] in "JNPG" and token.lower not in grammar().subordinators


def _is_subject(tokens: Sequence[Token], start: int, low: int) -> bool:
    """Whether a phrase stands where a subject may: not after a preposition."""
    if start <= low:
        return True
    before = tokens[start - 1]
    if before.quote is not None or not before.text[:1].isalnum():
        return True
    return before.lower in grammar().subordinators and before.lower not in ("than", "of")


def _has_relative(tokens: Sequence[Token], phrase: Range, comma: int) -> bool:
    return any(tokens[i].lower in ("who", "which") for i in range(phrase[0], comma))


def _without_time(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """Drop "in April", "on Friday", a bare "Wednesday" from the end of a phrase."""
    stop = end
    while stop > start and (is_time(tokens[stop - 1].text) or tokens[stop - 1].lower[:1].isdigit()):
        stop -= 1
    if stop == end:
        return start, end
    if stop > start and tokens[stop - 1].lower in ("in", "on", "since", "by"):
        stop -= 1
    return (start, stop) if stop > start and may_head(tokens, stop - 1) else None


def clause_subject(tokens: Sequence[Token], low: int, high: int) -> Range | None:
    """The subject of the clause that begins at `low`: past an opening phrase, before its verb."""
    start = low
    first = tokens[low]
    if classes_of(first.lower)[0] in "IGRW" and not is_name(tokens, low):
        comma = next((i for i in range(low, high) if tokens[i].lower == ","), None)
        if comma is not None:
            start = comma + 1
    for i in range(start + 1, min(high, start + 25)):
        token = tokens[i]
        if token.quote is not None:
            return None
        if is_finite(tokens, i):
            end = i
            while end > start and is_adverbial(tokens[end - 1]):
                end -= 1
            found = phrase_before(tokens, end, start)
            return found if found and found[0] - start <= 2 else None
    return None
