"""The same words elsewhere: pairs of statements that give one quotation, and what differs.

Candidates come from an index of word four-grams; of a gram that many quotations hold, each new
quotation is held against the latest few only, so that the work stays near linear. Each candidate
is then aligned word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Literal

from earwitness.model import Statement

from .folder import Folder
from .words import listed, plain_quote, spelling

Sameness = Literal["identical", "re-punctuated", "censored", "trimmed", "differs"]
ChangeKind = Literal["not", "number", "words", "left out"]

_GRAM, _LATEST, _LONGEST, _SHORT = 4, 8, 400, 8
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{3,})[”\"»“]")
_SINGLE = re.compile(r"(?<!\w)[‘']([^‘'’]{3,400}(?:[’']\w[^‘'’]{0,400}){0,20})[’'](?!\w)")
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]")
_ELLIPSIS = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Quote:
    """The quoted words of a statement, as they stand and as they are compared."""

    statement: Statement
    text: str
    words: tuple[str, ...]
    spelt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one of two versions has in the place of what the other has (empty: nothing)."""

    kind: ChangeKind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Match:
    """Two statements with the same words; `changes` are the differences inside them."""

    one: Quote
    other: Quote
    sameness: Sameness
    changes: tuple[Change, ...]


def quotes_of(folder: Folder) -> tuple[Quote, ...]:
    """All quotations of three words or more, in the order of the export."""
    made = (
        _quote(folder, s)
        for s in folder.statements
        if s.form != "indirect" and not _inside_quotation(folder, s)
    )
    return tuple(q for q in made if len(q.words) >= 3)


def _inside_quotation(folder: Folder, statement: Statement) -> bool:
    """Whether the words stand in a quotation around them, which is compared as a whole."""
    return any(
        outer.form != "indirect"
        and any(a.meets(b) for a in outer.content for b in statement.content)
        for outer in folder.outward(statement)[1:]
    )


def _quote(folder: Folder, statement: Statement) -> Quote:
    text = folder.words(statement)
    inside: list[str] = []
    if statement.form == "mixed":
        inside = _QUOTED.findall(text) or _SINGLE.findall(text)
    kept = " … ".join(inside) if inside else text
    spelt = tuple(spelling(_BRACKETS.sub(" ", kept))[:_LONGEST])
    return Quote(statement, kept, tuple(w.lower() for w in spelt), spelt)


def matches(folder: Folder) -> tuple[Match, ...]:
    """The pairs of statements that give one quotation, in the order of the export."""
    quotes = quotes_of(folder)
    pairs = sorted(_candidates(quotes))
    found = (_match(folder, quotes[i], quotes[j]) for i, j in pairs)
    return tuple(m for m in found if m is not None)


def _candidates(quotes: Sequence[Quote]) -> set[tuple[int, int]]:
    """Quotations that share a gram. A gram is held as a number, with its latest quotations only."""
    index: dict[int, tuple[int, ...]] = {}
    pairs: set[tuple[int, int]] = set()
    for j, quote in enumerate(quotes):
        for gram in {_mark(gram) for gram in _grams(quote.words)}:
            held = index.get(gram, ())
            pairs.update((i, j) for i in held)
            index[gram] = (*held[1 - _LATEST :], j)
    return pairs


def _mark(gram: tuple[str, ...]) -> int:
    """64 bits, the same in every run. Two grams that share a mark cost an alignment, no more."""
    words = "\x1f".join(gram).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "big")


def _grams(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(words) < _GRAM:
        yield words
    for i in range(len(words) - _GRAM + 1):
        yield words[i : i + _GRAM]


def _match(folder: Folder, one: Quote, other: Quote) -> Match | None:
    if _one_inside_other(one.statement, other.statement):
        return None
    least = min(len(one.words), len(other.words))
    if least < _SHORT and _said_elsewhere(folder, one.statement, other.statement):
        return None
    if one.words == other.words:
        same: Sameness = "identical" if one.text == other.text else "re-punctuated"
        return Match(one, other, same, ())
    return _aligned(one, other, least)


def _one_inside_other(one: Statement, other: Statement) -> bool:
    if one.document != other.document:
        return False
    return any(a.meets(b) for a in one.content for b in other.content)


def _said_elsewhere(folder: Folder, one: Statement, other: Statement) -> bool:
    """Whether the reports put the words into different recordings, or into different mouths."""
    here, there = folder.recording_of(one), folder.recording_of(other)
    if here and there:
        return here.id != there.id
    mouths = (one.source.actor, other.source.actor)
    return mouths[0] != mouths[1] and all(folder.kind(m) == "person" for m in mouths)


def _aligned(one: Quote, other: Quote, least: int) -> Match | None:
    codes = SequenceMatcher(None, one.words, other.words, autojunk=False).get_opcodes()
    equal = [k for k, code in enumerate(codes) if code[0] == "equal"]
    shared = sum(codes[k][2] - codes[k][1] for k in equal)
    if not equal or shared < 4 or shared < 0.7 * least:
        return None
    inner = [
        c
        for k, c in enumerate(codes)
        if c[0] != "equal" and (equal[0] < k < equal[-1] or _short_swap(c))
    ]
    parts = [(one.spelt[a:b], other.spelt[c:d]) for _, a, b, c, d in inner]
    censored = [p for p in parts if _censored(*p)]
    dropped = [p for p in parts if not (p[0] and p[1]) and _shows_cut(one, other, p)]
    changes = tuple(_change(*p) for p in parts if p not in censored and p not in dropped)
    ends = equal[0] > 0 or equal[-1] < len(codes) - 1
    if changes and (shared < 5 or len(changes) > 4):
        return None
    kind: Sameness = "trimmed" if ends or dropped else "censored"
    return Match(one, other, "differs" if changes else kind, changes)


def _short_swap(code: tuple[str, int, int, int, int]) -> bool:
    """Whether a few words stand for others: at an end too, that is a change and no trimming."""
    tag, a, b, c, d = code
    return tag == "replace" and max(b - a, d - c) <= 3


def _censored(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words differ by asterisks only: f*** and the word itself."""
    if len(one) != len(other) or not any("*" in w for w in (*one, *other)):
        return False
    return all(
        a.lower() == b.lower() or ("*" in a + b and a[0].lower() == b[0].lower())
        for a, b in zip(one, other, strict=True)
    )


def _shows_cut(one: Quote, other: Quote, part: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether the version that lacks the words shows by dots that it cut."""
    shorter = one if not part[0] else other
    return bool(_ELLIPSIS.search(shorter.text)) or len(shorter.statement.content) > 1


def _negations(words: Iterable[str]) -> int:
    return sum(w.lower() in listed("negations") or w.endswith("n't") for w in words)


def _numbers(words: Iterable[str]) -> list[str]:
    return [w for w in words if w[0].isdigit() or w.lower() in listed("number_words")]


def _change(one: tuple[str, ...], other: tuple[str, ...]) -> Change:
    kind: ChangeKind = "words" if one and other else "left out"
    if _numbers(one) != _numbers(other):
        kind = "number"
    if _negations(one) != _negations(other):
        kind = "not"
    return Change(kind, " ".join(one), " ".join(other))


def clusters(found: Iterable[Match]) -> tuple[tuple[Quote, ...], ...]:
    """The quotations that matches tie together, each group in the order of the export."""
    groups: dict[str, dict[str, Quote]] = {}
    for match in found:
        first = groups.setdefault(match.one.statement.id, {match.one.statement.id: match.one})
        second = groups.setdefault(
            match.other.statement.id, {match.other.statement.id: match.other}
        )
        if first is not second:
            first.update(second)
            groups.update(dict.fromkeys(second, first))
    return tuple(tuple(g.values()) for g in {id(g): g for g in groups.values()}.values())


def quoted(quote: Quote, limit: int = 90) -> str:
    """The quotation in curly marks, cut where it is long."""
    return plain_quote(quote.text, limit)
