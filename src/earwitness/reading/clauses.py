"""One sentence's attributions: which cue reports which words, and whose they are.

The sentence comes as tokens in which each quotation is one token, so that a clause rule need not
care what is said inside. Each cue is looked at for words before it (a quotation, a clause closed by
a comma), after it (a clause, a quotation, "to" and a verb …), or on both sides ("The road, she
said, was mined").
"""

from __future__ import annotations

from collections.abc import Sequence

from .clause import Clause
from .clause_after import take_after, told_after
from .clause_before import only_adverbial, take_according, take_parenthesis, take_quote_before
from .clause_cues import according_cues, noun_cues, verb_cues
from .phrase_words import Range, is_finite
from .phrases_before import clause_subject
from .words import Token

_OPENERS = ("as", "while", "when", "which", "whom", "after", "before")


def clauses_of(tokens: Sequence[Token], *, quoted: bool = False) -> list[Clause]:
    """All attributions of a sentence, outer ones before those inside their content.

    `quoted` says that the sentence stands inside a quotation, where a speaker's own "I think" and
    "you know" report nobody else.
    """
    found = [*verb_cues(tokens), *according_cues(tokens), *noun_cues(tokens)]
    found.sort(key=lambda c: (c.start, c.end))
    for i, clause in enumerate(found):
        _fill(tokens, clause, found, i)
    _attach_via(found)
    if quoted:
        found = [c for c in found if not _mere_act(tokens, c)]
    kept = [c for c in found if c.content and c.rule != "via" and not (quoted and _own(tokens, c))]
    _nest(tokens, kept)
    return [c for c in kept if c.content]


def _fill(tokens: Sequence[Token], clause: Clause, found: list[Clause], i: int) -> None:
    """Find the words that the cue reports."""
    low = _low(found[:i])
    high = _high(tokens, clause, found[i + 1 :])
    if clause.rule == "noun":
        clause.content = [(clause.end + 1, _clause_end(tokens, clause, high))]
    elif clause.rule == "according":
        take_according(tokens, clause, low, high)
    elif not (
        take_quote_before(tokens, clause, low, high) or take_parenthesis(tokens, clause, low, high)
    ):
        take_after(tokens, clause, high)
    if clause.control:
        clause.source = _controlled(tokens, clause, found)
    if clause.content and clause.addressee is None and not clause.inverted:
        clause.addressee = told_after(tokens, clause, high)


def _clause_end(tokens: Sequence[Token], clause: Clause, high: int) -> int:
    """Where "the claim that …" ends: at the verb that the claim itself is the subject of."""
    if clause.source is None or clause.source[0] > 0:
        return high
    verbs = [i for i in range(clause.end + 1, high) if is_finite(tokens, i)]
    groups = [v for n, v in enumerate(verbs) if n == 0 or v - verbs[n - 1] > 1]
    return groups[1] if len(groups) > 1 else high


def _low(earlier: list[Clause]) -> int:
    """Where the words before a cue may begin: after the earlier attribution beside it."""
    low = 0
    for other in earlier:
        ends = [other.right, *(r[1] for r in other.content)]
        if other.content:
            low = max(low, *ends)
    return low


def _high(tokens: Sequence[Token], clause: Clause, later: list[Clause]) -> int:
    """Where the words after a cue must end: before a sibling cue, or at the sentence's end."""
    end = len(tokens)
    while end > clause.end and tokens[end - 1].lower in (".", "!", "?", "…"):
        end -= 1
    if clause.source is not None and tokens[clause.source[0]].lower in ("who", "which"):
        end = next((i for i in range(clause.end, end) if tokens[i].lower == ","), end)
    for other in later:
        left = other.left
        if left <= clause.right:
            continue
        before = tokens[left - 1]
        if before.lower in (",", ";", "—", "–") or (
            before.lower in ("and", "but") and _sibling(tokens, left)
        ):
            if other.control or other.rule == "according" or _trails(tokens, other):
                return min(end, _trim(tokens, clause.end, left))
            if before.lower in ("and", "but", ";"):
                return min(end, _trim(tokens, clause.end, left))
        elif before.lower in _OPENERS and left > 1 and tokens[left - 2].lower in (",", "to"):
            return min(end, _trim(tokens, clause.end, left - 1))
    return end


def _sibling(tokens: Sequence[Token], left: int) -> bool:
    """A second finite cue, not one inside "that A and B said"."""
    return left > 1 and tokens[left - 2].lower != "that"


def _trails(tokens: Sequence[Token], other: Clause) -> bool:
    """Whether the other cue closes the sentence (", she said.") or stands between commas."""
    after = tokens[other.right : other.right + 1]
    if not after or after[0].lower in (".", ",", "!", "?"):
        return True
    return "paren" in other.cue.frames and only_adverbial(tokens, other, len(tokens))


def _trim(tokens: Sequence[Token], low: int, end: int) -> int:
    while end > low and tokens[end - 1].lower in (
        ",",
        "and",
        "but",
        ";",
        "—",
        "–",
        "to",
        "while",
        "as",
    ):
        end -= 1
    return end


def _controlled(tokens: Sequence[Token], clause: Clause, found: list[Clause]) -> Range | None:
    """The subject of the clause that a participle or a second verb leans on."""
    before = [
        c
        for c in found
        if c.start < clause.start and c.source and c.rule != "according" and not c.control
    ]
    after = [c for c in found if c.start > clause.start and c.source and c.rule != "according"]
    opening = clause.start <= 1
    if opening and after:
        return after[0].source
    if before:
        return before[-1].source
    return clause_subject(tokens, 0, len(tokens))


def _own(tokens: Sequence[Token], clause: Clause) -> bool:
    """Inside a quotation: the speaker's own "I think", and what is said of "you"."""
    if clause.source is None:
        return True
    if clause.source[1] - clause.source[0] != 1:
        return False
    return tokens[clause.source[0]].lower in ("i", "we", "you", "it", "this", "these", "those")


def _attach_via(found: list[Clause]) -> None:
    """ "…, he said, according to a recording": the phrase says how the other words came here."""
    for phrase in [c for c in found if c.rule == "according"]:
        for other in found:
            if other is phrase or other.rule == "according" or not other.content:
                continue
            beside = not phrase.content and _just_before(other, phrase)
            if (
                beside
                or _covers(phrase, other)
                or (other.right <= phrase.start and other.rule == "quote-before")
            ):
                other.via = phrase.source
                phrase.rule = "via"


def _just_before(other: Clause, phrase: Clause) -> bool:
    """ "Bosses knew that …, according to e-mails": the words end where the phrase begins."""
    return 0 <= phrase.start - max(e for _, e in other.content) <= 1


def _covers(outer: Clause, inner: Clause) -> bool:
    return any(s <= inner.start < e for s, e in outer.content)


def _mere_act(tokens: Sequence[Token], clause: Clause) -> bool:
    """ "… that he refused to go": a deed that somebody tells of, with nobody's words in it."""
    words = [tokens[i] for s, e in clause.content for i in range(s, e)]
    return clause.cue.act and not any(t.quote is not None for t in words)


def _same_pronoun(tokens: Sequence[Token], inner: Clause, outer: Clause) -> bool:
    if inner.source is None or outer.source is None:
        return False
    words = tokens[inner.source[0]].lower
    return words in ("he", "she", "they", "it", "we") and words == tokens[outer.source[0]].lower


def _nest(tokens: Sequence[Token], kept: list[Clause]) -> None:
    """A cue inside another's content reports words inside words."""
    for inner in kept:
        holders = [c for c in kept if c is not inner and _covers(c, inner)]
        if any(_same_pronoun(tokens, inner, c) for c in holders) and not inner.cue.hearsay:
            inner.content = []  # "they said they could confirm": nobody else speaks
            continue
        if holders and _mere_act(tokens, inner):
            inner.content = []
        elif holders:
            inner.parent = min(holders, key=lambda c: sum(e - s for s, e in c.content))
