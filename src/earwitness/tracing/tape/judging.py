"""What became of words on the way from the tape to the quotation, and whether it matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from earwitness.knowledge.common import is_common
from earwitness.model import TapeChangeKind, TapeVerdict

from .aligning import Alignment, Step, Tape, align, weight
from .data import words
from .tokens import Token

GRAVE: frozenset[TapeChangeKind] = frozenset(
    {"not", "number", "name", "hedge", "condition", "order"}
)
_ENOUGH, _MOST, _NEAR, _LEAD = 0.6, 0.7, 20, 24
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Found:
    """A change: what the quotation has there, and what the tape has (half-open, maybe empty)."""

    kind: TapeChangeKind
    quoted: tuple[int, int]
    heard: tuple[int, int]
    grave: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the quotation and the run of the tape beside it (half-open)."""

    quoted: tuple[int, int]
    heard: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one quotation; `share` of its words that stand on the tape."""

    verdict: TapeVerdict
    grave: bool
    pieces: tuple[Piece, ...] = ()
    changes: tuple[Found, ...] = ()
    share: float = 0.0


def judge(quote: Sequence[Token], tape: Tape) -> Judgement:
    """Hold a quotation against a tape in the same language."""
    aligned = align(quote, tape)
    if aligned is None or not _enough(quote, aligned):
        return Judgement("not found", True, share=aligned.share if aligned else 0.0)
    runs = _runs(quote, aligned.steps)
    changes = [c for run in runs for c in _inside(quote, tape.tokens, run)]
    changes += _joints(quote, runs)
    pieces = tuple(_piece(run) for run in runs)
    changes += _ends(tape.tokens, pieces[0].heard[0], pieces[-1].heard[1])
    changes.sort(key=lambda c: (c.quoted, c.heard))
    return Judgement(
        _verdict(changes), any(c.grave for c in changes), pieces, tuple(changes), aligned.share
    )


def _enough(quote: Sequence[Token], aligned: Alignment) -> bool:
    """Whether the words stand on the tape at all."""
    if len(quote) <= 2:
        return aligned.share >= 1
    meaning = sum(weight(t) >= 1 for t in quote)
    if aligned.content >= min(2, meaning):
        return aligned.share >= _ENOUGH
    return aligned.share >= _MOST and len(aligned.kept) >= 4


def _verdict(changes: Sequence[Found]) -> TapeVerdict:
    kinds = {c.kind for c in changes}
    if any(c.kind not in ("left out", "joined", "order") and not _cut(c)
           for c in changes):  # fmt: skip
        return "differs"
    if kinds & {"joined", "order"}:
        return "joined"
    return "trimmed" if kinds else "verbatim"


def _cut(change: Found) -> bool:
    """Whether words are missing at an end: a trimming, whatever went with them."""
    return change.quoted[0] == change.quoted[1] and change.kind in ("condition", "not") and (
        change.quoted[0] in (-1, _AT_END)
    )  # fmt: skip


_AT_END = 1 << 20
"""Stands for the place behind a quotation, and -1 for that before it."""


def _runs(quote: Sequence[Token], steps: Sequence[Step]) -> list[list[Step]]:
    """The steps in runs, cut where the alignment jumps far; a run has a word that is the same."""
    runs: list[list[Step]] = [[]]
    last: int | None = None
    for step in steps:
        if step.jumped and step.heard is not None and last is not None:
            gap = step.heard - last - 1
            near = 0 <= gap <= (_NEAR if quote[step.quoted].cut else _NEAR // 2)
            if not near:
                runs.append([])
        runs[-1].append(step)
        last = step.heard if step.heard is not None else last
    return [run for run in runs if any(s.same for s in run)]


def _piece(run: Sequence[Step]) -> Piece:
    heard = [s.heard for s in run if s.same and s.heard is not None]
    quoted = [s.quoted for s in run]
    return Piece((min(quoted), max(quoted) + 1), (min(heard), max(heard) + 1))


def _inside(quote: Sequence[Token], tape: Sequence[Token], run: Sequence[Step]) -> Iterator[Found]:
    """What differs between words that are the same, and at the ends of a run."""
    before, waiting = None, list[Step]()
    for step in (*run, None):
        if step is not None and not step.same:
            waiting.append(step)
            continue
        group = _group(before, waiting, step)
        if group is not None:
            yield from _change(quote, tape, *group)
        before, waiting = step, []


def _group(
    before: Step | None, waiting: Sequence[Step], after: Step | None
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The words of both between two that are the same; None where nothing stands there."""
    beside = [s.heard for s in waiting if s.heard is not None]
    if before is not None and before.heard is not None and after is not None:
        heard = (before.heard + 1, after.heard if after.heard is not None else before.heard + 1)
    elif beside:
        heard = (min(beside), max(beside) + 1)
    else:
        at = before.heard + 1 if before and before.heard is not None else (
            after.heard if after and after.heard is not None else 0)  # fmt: skip
        heard = (at, at)
    first = before.quoted + 1 if before else (waiting[0].quoted if waiting else 0)
    quoted = (first, first + len(waiting))
    if not waiting and heard[0] >= heard[1]:
        return None
    return quoted, (heard[0], max(heard))


def _change(
    quote: Sequence[Token], tape: Sequence[Token], quoted: tuple[int, int], heard: tuple[int, int]
) -> Iterator[Found]:
    here = quote[slice(*quoted)]
    heard = _without_repeats(tape, heard)
    there = tape[slice(*heard)]
    if not here and (not there or " ".join(t.low for t in there) in words("filler_pairs")):
        return
    if _only_spelling(here, there):
        if any(t.named for t in here):
            yield Found("spelling", quoted, heard, False)
        return
    kind = _kind(here, there)
    if not here and _whole_sentences(tape, heard):
        kind = "left out"
    yield Found(kind, quoted, heard, kind in GRAVE)


def _without_repeats(tape: Sequence[Token], heard: tuple[int, int]) -> tuple[int, int]:
    """Without words that the speaker says again at once: "I saw, I saw"."""
    first, last = heard
    for size in range(1, min(4, last - first) + 1):
        keys = [t.key for t in tape[last - size : last]]
        if keys == [t.key for t in tape[last : last + size]] and size == last - first:
            return first, first
        keys = [t.key for t in tape[first : first + size]]
        if keys == [t.key for t in tape[max(0, first - size) : first]] and size == last - first:
            return first, first
    return heard


def _only_spelling(here: Sequence[Token], there: Sequence[Token]) -> bool:
    """Whether one long word stands for one that is spelt almost alike, as in a heard name."""
    if len(here) != 1 or len(there) != 1 or here[0].number is not None:
        return False
    one, other = here[0].low, there[0].low
    alike = SequenceMatcher(None, one, other).ratio() >= _ALIKE
    return alike and len(one) >= 4 and here[0].named == there[0].named and here[0].named


def _kind(here: Sequence[Token], there: Sequence[Token]) -> TapeChangeKind:
    if _count(here, "negations") != _count(there, "negations"):
        return "not"
    if (here or not there) and (_numbers(here) != _numbers(there)):
        return "number"
    if _hedges(here) != _hedges(there):
        return "hedge"
    if not here and _conditional(there):
        return "condition"
    if _names(here) and _names(here) != _names(there):
        return "name"
    if not here:
        return "left out"
    return "words" if there else "added"


def _count(found: Sequence[Token], name: str) -> int:
    return sum(t.key in words(name) for t in found)


def _numbers(found: Sequence[Token]) -> Counter[str]:
    return Counter(t.key for t in found if t.number is not None or t.key in words("numberish"))


def _hedges(found: Sequence[Token]) -> Counter[str]:
    return Counter(t.key for t in found if t.key in words("hedges"))


def _names(found: Sequence[Token]) -> Counter[str]:
    return Counter(
        t.key for t in found
        if t.named or (t.opens and t.spelt[:1].isupper() and not is_common(t.low))
    )  # fmt: skip


def _whole_sentences(tape: Sequence[Token], heard: tuple[int, int]) -> bool:
    """Whether full stops stand on both sides of what was left out."""
    first, last = heard
    return (first == 0 or tape[first - 1].after == ".") and tape[last - 1].after == "."


def _joints(quote: Sequence[Token], runs: Sequence[Sequence[Step]]) -> Iterator[Found]:
    """Where the quotation puts together what stands apart on the tape."""
    pieces = [_piece(run) for run in runs]
    for n in range(1, len(pieces)):
        one, other = pieces[n - 1], pieces[n]
        at = other.quoted[0]
        if other.heard[0] < one.heard[0]:
            yield Found("order", (at, at), (other.heard[0], one.heard[1]), True)
        else:
            yield Found("joined", (at, at), (one.heard[1], other.heard[0]), not quote[at].cut)


def _ends(tape: Sequence[Token], first: int, last: int) -> Iterator[Found]:
    """What of its first and last sentence on the tape the quotation leaves out."""
    start = first
    while start > 0 and first - start < _LEAD and _goes_on(tape, start):
        start -= 1
    end = last
    while end < len(tape) and end - last < _LEAD and _goes_on(tape, end):
        end += 1
    lead, tail = tape[start:first], tape[last:end]
    again = [t.key for t in lead] == [t.key for t in tape[first : first + len(lead)]]
    if lead and not again and not all(t.key in words("openings") for t in lead):
        kind = _lost_before(lead)
        yield Found(kind, (-1, -1), (start, first), kind in GRAVE)
    if tail:
        kind = _lost_after(tail)
        yield Found(kind, (_AT_END, _AT_END), (last, end), kind in GRAVE)


def _goes_on(tape: Sequence[Token], at: int) -> bool:
    """Whether the words before and at this place are of one sentence."""
    return tape[at - 1].after != "." and tape[at - 1].turn == tape[at].turn


def _clauses(found: Sequence[Token]) -> list[list[Token]]:
    """A sentence cut at pauses and joints."""
    parts: list[list[Token]] = [[]]
    for token in found:
        if token.key in words("joints"):
            parts.append([])
            continue
        parts[-1].append(token)
        if token.after == ",":
            parts.append([])
    return parts


def _conditional(found: Sequence[Token]) -> bool:
    return any(part and part[0].key in words("conditions") for part in _clauses(found))


def _lost_before(lead: Sequence[Token]) -> TapeChangeKind:
    """Whether the words before made the rest conditional, or denied it."""
    if _conditional(lead):
        return "condition"
    last = _clauses(lead)[-1]
    return "not" if _count(last, "negations") and len(last) <= 8 else "left out"


def _lost_after(tail: Sequence[Token]) -> TapeChangeKind:
    """Whether the words after made the rest conditional, or took it back."""
    if tail[0].key in words("conditions") or (
        len(tail) > 1 and tail[0].key in ("only", "but") and tail[1].key in words("conditions")
    ):
        return "condition"
    turned = _count(tail[:2], "negations") and (len(tail) <= 2 or tail[0].key == "not")
    return "not" if turned else "left out"
