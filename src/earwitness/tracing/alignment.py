"""Two versions of a quotation, word by word: what changed between them, and whether it matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .words import canon, listed, spelling

Sameness = Literal["identical", "re-punctuated", "censored", "trimmed", "differs"]
ChangeKind = Literal["not", "number", "hedge", "condition", "words", "left out"]
MATTERS: frozenset[ChangeKind] = frozenset({"not", "number", "hedge", "condition"})
"""Changes after which the words no longer say the same."""

_LONGEST, _LONG, _GAP = 400, 12, 8
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]")
_ELLIPSIS = re.compile(r"…|\.\.\.")
_DASHES = re.compile(r"(?<!\w)([b-df-hj-np-tv-z])(?:-{2,}|[—–]+)(?=[a-z]|\W|$)", re.IGNORECASE)
_MASK, _MASKED = "Zz***", "[…]"
_MOST_CONDITION = 12


@dataclass(frozen=True, slots=True)
class Version:
    """Quoted words as they stand and as they are compared; `cut` where it has several parts."""

    text: str
    words: tuple[str, ...]
    spelt: tuple[str, ...]
    cut: bool = False

    @property
    def shows_cut(self) -> bool:
        """Whether it says by dots, or by standing in parts, that words were left out."""
        return self.cut or bool(_ELLIPSIS.search(self.text))


@dataclass(frozen=True, slots=True)
class Change:
    """What one of two versions has in the place of what the other has (empty: nothing)."""

    kind: ChangeKind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two versions are the same, and what differs inside them."""

    sameness: Sameness
    changes: tuple[Change, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether a negation, a number, a hedge or a condition is not the same in both."""
        return any(change.kind in MATTERS for change in self.changes)


def version(text: str, *, cut: bool = False) -> Version:
    """A quotation made ready to be compared; what stands in square brackets is the reporter's."""
    found = spelling(_DASHES.sub(r"\1***", _BRACKETS.sub(_bracket, text)))
    spelt = tuple(_MASKED if w == _MASK else w for w in found[:_LONGEST])
    return Version(text, tuple(w.lower() for w in spelt), spelt, cut)


def _bracket(match: re.Match[str]) -> str:
    """Nothing, or a censored word where the reporter says that one stood there."""
    inside = match.group()[1:-1].strip().lower()
    return f" {_MASK} " if inside in listed("censors") else " "


def compare(one: Version, other: Version) -> Comparison | None:
    """How two versions give the same words; None where they do not."""
    if one.words == other.words:
        return Comparison("identical" if one.text == other.text else "re-punctuated")
    least = min(len(one.words), len(other.words))
    codes = SequenceMatcher(None, one.words, other.words, autojunk=False).get_opcodes()
    equal = [k for k, code in enumerate(codes) if code[0] == "equal"]
    shared = sum(codes[k][2] - codes[k][1] for k in equal)
    if not equal or shared < 4 or shared < (0.7 if least >= _LONG else 0.8) * least:
        return None
    inner = [
        c
        for k, c in enumerate(codes)
        if c[0] != "equal"
        and (equal[0] < k < equal[-1] or _short_swap(c) or _turned(c, one, other))
    ]
    parts = [(one.spelt[a:b], other.spelt[c:d]) for _, a, b, c, d in inner]
    censored = [p for p in parts if _censored(*p)]
    dropped = [p for p in parts if not (p[0] and p[1]) and _shows(one, other, p)]
    changes = tuple(_change(*p) for p in parts if p not in censored and p not in dropped)
    outer = [c for k, c in enumerate(codes) if c not in inner and not equal[0] <= k <= equal[-1]]
    changes += tuple(_conditions(one, other, outer))
    ends = equal[0] > 0 or equal[-1] < len(codes) - 1
    if changes and (shared < 5 or len(changes) > 4 or _too_much(inner, shared)):
        return None
    return Comparison(
        "differs" if changes else "trimmed" if ends or dropped else "censored", changes
    )


def _too_much(codes: Iterable[tuple[str, int, int, int, int]], shared: int) -> bool:
    """Whether what stands between the shared words is so long that they are no one's version."""
    gaps = [max(b - a, d - c) for _, a, b, c, d in codes]
    return max(gaps, default=0) > _GAP or sum(gaps) > 0.6 * shared


def _short_swap(code: tuple[str, int, int, int, int]) -> bool:
    """Whether a few words stand for others: at an end too, that is a change and no trimming."""
    tag, a, b, c, d = code
    return tag == "replace" and max(b - a, d - c) <= 3


def _turned(code: tuple[str, int, int, int, int], one: Version, other: Version) -> bool:
    """Whether one or two words lost at an end turn the sense: "it was not so, I think"."""
    _, a, b, c, d = code
    lost = (*one.spelt[a:b], *other.spelt[c:d])
    return len(lost) <= 2 and (_negations(lost) > 0 or bool(_hedges(lost)))


def _conditions(
    one: Version, other: Version, codes: Iterable[tuple[str, int, int, int, int]]
) -> Iterator[Change]:
    """What is lost at an end with the condition on which the rest was said."""
    for _, a, b, c, d in codes:
        here, there = one.spelt[a:b], other.spelt[c:d]
        full, lost = (one, here) if here else (other, there)
        if (here and there) or (other if here else one).shows_cut:
            continue
        first = lost[0].lower() in listed("conditions") and len(lost) <= _MOST_CONDITION
        if first and not _sentence_of_its_own(full, lost, at_head=(a if here else c) == 0):
            yield Change("condition", " ".join(here), " ".join(there))


def _sentence_of_its_own(full: Version, lost: tuple[str, ...], *, at_head: bool) -> bool:
    """Whether a full stop stands between what was lost and what was kept."""
    near = lost[-3:] if at_head else lost[:3]
    words = r"\W+".join(re.escape(w) for w in near)
    pattern = rf"{words}[’'\"”]*[.!?]" if at_head else rf"[.!?][’'\"”]*\s+{words}"
    return re.search(pattern, full.text.replace("’", "'")) is not None


def _censored(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words differ by asterisks only: f*** and the word itself."""
    if len(one) != len(other) or not any("*" in w or w == _MASKED for w in (*one, *other)):
        return False
    return all(
        a.lower() == b.lower()
        or _MASKED in (a, b)
        or ("*" in a + b and a[0].lower() == b[0].lower())
        for a, b in zip(one, other, strict=True)
    )


def _shows(one: Version, other: Version, part: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether the version that lacks the words shows that it cut."""
    return (one if not part[0] else other).shows_cut


def _negations(words: Iterable[str]) -> int:
    return sum(w.lower() in listed("negations") or w.endswith("n't") for w in words)


def _numbers(words: Iterable[str]) -> list[str]:
    """The numbers, in figures where they are spelt out: nine is 9, a dozen is 12."""
    return [
        canon("numbers").get(w.lower(), w.replace(",", ""))
        for w in words
        if w[0].isdigit() or w.lower() in listed("number_words")
    ]


def _hedges(words: Iterable[str]) -> list[str]:
    return [w.lower() for w in words if w.lower() in listed("hedges_inside")]


def _change(one: tuple[str, ...], other: tuple[str, ...]) -> Change:
    kind: ChangeKind = "words" if one and other else "left out"
    if _hedges(one) != _hedges(other):
        kind = "hedge"
    if _numbers(one) != _numbers(other):
        kind = "number"
    if _negations(one) != _negations(other):
        kind = "not"
    return Change(kind, " ".join(one), " ".join(other))
