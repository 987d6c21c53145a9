"""Words before a cue: a quotation, or a clause that the cue closes or interrupts."""

from __future__ import annotations

from collections.abc import Sequence

from .clause import Clause
from .grammar import is_time
from .phrase_words import Range
from .phrases_after import phrase_after
from .words import Token, classes_of


def take_according(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> None:
    """The clause that "according to …" closes, interrupts or opens."""
    before = clause.start
    while before > low and tokens[before - 1].lower in (",", "—", "–", "("):
        before -= 1
    if before - low > 1:
        clause.content = [(low, before)]
        if clause.right < high and tokens[clause.right].lower == "," and high - clause.right > 3:
            clause.content.append((clause.right + 1, high))
        return
    start = (
        clause.right + 1
        if clause.right < high and tokens[clause.right].lower == ","
        else clause.right
    )
    if high - start > 2:
        clause.content = [(start, high)]


def take_quote_before(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> bool:
    """`"A," he said`, and the rest of a quotation split round its cue: `, "B."`"""
    if "quote" not in clause.cue.frames:
        return False
    at = clause.left - 1
    while at >= low and tokens[at].lower in (",", "—", "–", "-"):
        at -= 1
    if at < low or tokens[at].quote is None:
        return False
    start = _clause_start(tokens, at, low)
    clause.content = [(start, at + 1)]
    clause.rule = clause.rule or "quote-before"
    rest = _quote_after_tag(tokens, clause.right, high)
    if rest is not None:
        clause.content.append(rest)
    return True


def _clause_start(tokens: Sequence[Token], at: int, low: int) -> int:
    """A quotation that ends a clause of the reporter's takes the clause with it (mixed speech)."""
    start = at
    while start > low and tokens[start - 1].lower not in (",", ":", ";", "—", "–"):
        start -= 1
    words = [t for t in tokens[start:at] if t.quote is None]
    if start == low and len(words) >= 2 and words[0].lower not in ("and", "but", "so", "yet"):
        return start
    return at if start != at and tokens[start].quote is None else start


def _quote_after_tag(tokens: Sequence[Token], start: int, high: int) -> Range | None:
    """The second part of a split quotation, at most a few adverbial words after the tag."""
    for at in range(start, min(high, start + 9)):
        if tokens[at].quote is not None:
            joined = at == start or tokens[at - 1].lower in (",", ":", "—", "–", ".", ";")
            return (at, high) if joined and at + 1 >= high else ((at, at + 1) if joined else None)
        if tokens[at].lower in ("and", "but", "that", "who"):
            return None
    return None


def take_parenthesis(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> bool:
    """ "A, she said." and "A, she said, B": the words stand before the cue, or on both sides."""
    if "paren" not in clause.cue.frames and "quote" not in clause.cue.frames:
        return False
    comma = clause.left - 1
    if comma <= low or tokens[comma].lower not in (",", "—", "–") or clause.control:
        return False
    if not only_adverbial(tokens, clause, high):
        return False
    left = (low, comma)
    while left[0] < left[1] and tokens[left[0]].lower in (",", "and", "but", ";", "as"):
        left = (left[0] + 1, left[1])
    if left[1] - left[0] < 2:
        return False
    clause.content = [left]
    clause.rule = "parenthesis"
    after = _after_comma(tokens, clause, high)
    if after is not None:
        clause.content.append(after)
    return True


def only_adverbial(tokens: Sequence[Token], clause: Clause, high: int) -> bool:
    """After the cue comes nothing, a comma, or only when, where and to whom."""
    at = clause.right
    if at >= high or tokens[at].lower in (",", "—", "–", "."):
        return True
    if tokens[at].lower in (
        "in",
        "on",
        "during",
        "at",
        "after",
        "before",
        "from",
        "through",
        "via",
    ):
        return not any(t.quote is not None or t.lower == "that" for t in tokens[at + 1 : high])
    person = (
        phrase_after(tokens, at, high)
        if "obj" in clause.cue.frames or "quote" in clause.cue.frames
        else None
    )
    if person is not None and "obj" in clause.cue.frames:
        at = person[1]
    while at < high:
        token = tokens[at]
        if token.quote is not None or token.lower in (
            "that",
            "to",
            "whether",
            "if",
            "how",
            "why",
            "he",
            "she",
            "they",
            "it",
        ):
            return False
        if token.lower == ",":
            return True
        if (
            classes_of(token.lower)[0] == "V"
            and not token.text[:1].isupper()
            and at > clause.right + 1
        ):
            return False
        at += 1
    first = tokens[clause.right] if clause.right < high else None
    adverbial = first is None or (
        is_time(first.text)
        or classes_of(first.lower)[0] in "IRG"
        or (person is not None and "obj" in clause.cue.frames)
    )
    return adverbial and high - clause.right <= 18


def _after_comma(tokens: Sequence[Token], clause: Clause, high: int) -> Range | None:
    """The second half of a clause that the cue interrupts."""
    if clause.right < high and tokens[clause.right].lower == "," and high - clause.right > 2:
        start = clause.right + 1
        if tokens[start].lower in ("and", "but", "who", "which", "as", "while", "after", "before"):
            return None
        if tokens[start].quote is None and classes_of(tokens[start].lower)[0] == "G":
            return None
        return start, high
    return None
