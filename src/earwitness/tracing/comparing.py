"""What one figure is to another, decided on the two alone, with the reason in words.

The questions are asked in this order, and the first that parts the two decides: what is counted, of
whom, where, in which event, in which window of time, whether one corrects or updates the other; and
only then whether the two numbers can both be right. No range is ever made of unlike things.
"""

from __future__ import annotations

from dataclasses import dataclass

from earwitness.model import Figure, Verdict

from .phrases import day_in_words, days_apart, first_day, span_in_words, together

_FLOOR = frozenset({"at least", "more than", "over", "further"})
_CEILING = frozenset({"at most", "fewer than", "less than", "up to", "nearly", "almost"})
_LOOSE = frozenset({"about", "nearly", "almost", "roughly", "around", "dozens", "hundreds"})
_GROWTH = 1.5  # times: how much a toll of another source may have grown since, without a conflict


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure, and whose people it counts: the side ("" unknown), and what people."""

    figure: Figure
    party: str = ""
    people: str = "people"
    who: str = "somebody"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, its reason, and by how much two numbers differ where they conflict."""

    verdict: Verdict
    says: str
    apart: int | None = None


def compare(one: Subject, other: Subject, *, tied: bool = True) -> Judgement:
    """What the first figure is to the second; `tied` says that they speak of one event."""
    return (
        _part_by_words(one, other)
        or _things(one, other)
        or _people(one, other)
        or _place(one.figure, other.figure)
        or (None if tied else Judgement("open", "nothing says that they speak of one event"))
        or _window(one.figure, other.figure)
        or _wholes(one, other)
        or _correction(one, other)
        or _numbers(one, other)
    )


def measure(figure: Figure) -> frozenset[str]:
    """What is counted; taking prisoner and capturing are one."""
    return frozenset("captured" if c == "detained" else c for c in figure.counted)


def _in_words(measured: frozenset[str]) -> str:
    return together(sorted(measured)) or "something unsaid"


def _number(figure: Figure) -> str:
    if figure.value is not None:
        return f"{figure.value:,}"
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,} to {figure.high:,}"
    return figure.qualifier


def _part_by_words(one: Subject, other: Subject) -> Judgement | None:
    if one.figure.part_of == other.figure.id:
        a, b = _number(one.figure), _number(other.figure)
        return Judgement("part", f"the report itself counts the {a} among the {b}")
    if other.figure.part_of == one.figure.id:
        a, b = _number(other.figure), _number(one.figure)
        return Judgement("part", f"the report itself counts the {a} among the {b}")
    return None


def _things(one: Subject, other: Subject) -> Judgement | None:
    a, b = measure(one.figure), measure(other.figure)
    if a == b or {*a, *b} == {"killed", "lost"} or a < b or b < a:
        return None
    return Judgement("unlike", f"the one counts {_in_words(a)}, the other {_in_words(b)}")


def _people(one: Subject, other: Subject) -> Judgement | None:
    if one.party and other.party and one.party != other.party:
        return Judgement(
            "unlike", f"the one counts people of {one.party}, the other of {other.party}"
        )
    if one.people != other.people and "people" not in (one.people, other.people):
        return Judgement("unlike", f"the one counts {one.people}, the other {other.people}")
    return None


def _place(one: Figure, other: Figure) -> Judgement | None:
    if one.place and other.place and one.place != other.place:
        return Judgement("unlike", f"the one is of {one.place}, the other of {other.place}")
    return None


def _window(one: Figure, other: Figure) -> Judgement | None:
    if one.since and other.since and (days_apart(one.since, other.since) or 0) > 0:
        first, second = day_in_words(one.since), day_in_words(other.since)
        return Judgement("unlike", f"the one counts from {first}, the other from {second}")
    kinds = {one.tally, other.tally}
    if kinds == {"new"} and days_apart(one.as_of, other.as_of) != 0:
        return Judgement("unlike", "each counts what came new, at another time")
    if "new" in kinds and kinds & {"cumulative", "correction"}:
        return Judgement("part", "the one counts what came new, the other all so far")
    return None


def _wholes(one: Subject, other: Subject) -> Judgement | None:
    """Killed beside killed and wounded together; children beside people."""
    a, b = measure(one.figure), measure(other.figure)
    if a != b and {*a, *b} != {"killed", "lost"}:
        part, whole = (one, other) if a < b else (other, one)
        words = (
            f"{_in_words(measure(part.figure))} are a part of {_in_words(measure(whole.figure))}"
        )
        return _held(part, whole, words + " counted together")
    if one.people == other.people:
        return None
    part, whole = (one, other) if other.people == "people" else (other, one)
    return _held(part, whole, f"{part.people} are a part of all people")


def _held(part: Subject, whole: Subject, words: str) -> Judgement:
    small, large = part.figure.value, whole.figure.value
    firm = part.figure.qualifier in ("exact", "at least") and whole.figure.qualifier == "exact"
    same_time = days_apart(part.figure.as_of, whole.figure.as_of) == 0
    if small is not None and large is not None and small > large and firm and same_time:
        says = f"{words}, and {small:,} cannot be among {large:,}"
        return Judgement("conflict", says, small - large)
    return Judgement("part", f"{words}: neither contradicts the other")


def _correction(one: Subject, other: Subject) -> Judgement | None:
    """A correction, or a later count of the same source, stands in place of the one before."""
    new, old = _later_first(one, other)
    source = new.figure.actor is not None and new.figure.actor == old.figure.actor
    together_said = new.figure.document == old.figure.document
    for subject, rest in ((new, old), (old, new)):
        near = source or together_said
        if subject.figure.tally == "correction" and near and _not_before(subject, rest):
            return Judgement(
                "supersedes", f"{subject.who} corrects the number to {_number(subject.figure)}"
            )
    if not source or not days_apart(new.figure.as_of, old.figure.as_of):
        return None
    if new.figure.value is None or old.figure.value is None or new.figure.value == old.figure.value:
        return None
    way = "raises" if new.figure.value > old.figure.value else "lowers"
    apart = span_in_words(days_apart(new.figure.as_of, old.figure.as_of) or 0)
    return Judgement("supersedes", f"{new.who} itself {way} the number {apart} later")


def _not_before(one: Subject, other: Subject) -> bool:
    a, b = first_day(one.figure.as_of), first_day(other.figure.as_of)
    return a is None or b is None or a >= b


def _later_first(one: Subject, other: Subject) -> tuple[Subject, Subject]:
    a, b = first_day(one.figure.as_of), first_day(other.figure.as_of)
    if a is not None and b is not None and b > a:
        return other, one
    return one, other


def _numbers(one: Subject, other: Subject) -> Judgement:
    if one.figure.value is None or other.figure.value is None:
        return _vague(one.figure, other.figure)
    low, high = sorted((one, other), key=lambda s: s.figure.value or 0)
    a, b = low.figure.value or 0, high.figure.value or 0
    lost = measure(one.figure) != measure(other.figure)
    if a == b and not lost:
        return _equal(one, other)
    reason = _both_right(low.figure, high.figure)
    if reason:
        return Judgement("agree", reason)
    grown = _grown(low.figure, high.figure)
    if grown:
        return Judgement("agree", grown)
    condition = ", if “lost” means killed" if lost else ""
    return Judgement("conflict", f"{_how_far(a, b)}, and both cannot be right{condition}", b - a)


def _equal(one: Subject, other: Subject) -> Judgement:
    source = one.figure.actor is not None and one.figure.actor == other.figure.actor
    if source:
        return Judgement("same", f"one number of {one.who}, told twice")
    return Judgement("agree", f"both give {_number(one.figure)}")


def _both_right(low: Figure, high: Figure) -> str | None:
    """Why two different numbers can both be right; None where they cannot."""
    a, b = low.value or 0, high.value or 0
    if low.qualifier in _FLOOR and b <= 2 * a:
        return f"“{low.qualifier} {a:,}” leaves room for {b:,}"
    if high.qualifier in _CEILING and b <= 2 * a:
        return f"“{high.qualifier} {b:,}” leaves room for {a:,}"
    for figure, value in ((low, b), (high, a)):
        if (
            figure.low is not None
            and figure.high is not None
            and figure.low <= value <= figure.high
        ):
            return f"{value:,} lies between {figure.low:,} and {figure.high:,}"
    loose = {low.qualifier, high.qualifier} & _LOOSE
    if b - a <= (0.1 if loose else 0.02 if b >= 1000 else 0.0) * b:
        return f"{a:,} and {b:,} are one number, rounded"
    return None


def _grown(low: Figure, high: Figure) -> str | None:
    start, end = first_day(low.as_of), first_day(high.as_of)
    days = days_apart(low.as_of, high.as_of)
    if start is None or end is None or not days or end <= start:
        return None
    if (high.value or 0) > _GROWTH * max(low.value or 0, 1):
        return None
    return f"the toll may have risen from {low.value:,} to {high.value:,} in {span_in_words(days)}"


def _vague(one: Figure, other: Figure) -> Judgement:
    bounds = [(f.low, f.high) for f in (one, other)]
    for (low, high), figure in zip(bounds, (other, one), strict=True):
        if low is None or high is None or figure.value is None:
            continue
        if low <= figure.value <= high:
            says = f"{figure.value:,} lies between {low:,} and {high:,}"
            return Judgement("agree", says)
        gap = low - figure.value if figure.value < low else figure.value - high
        says = f"{figure.value:,} lies outside {low:,} to {high:,}"
        return Judgement("conflict", says, gap)
    return Judgement("open", "at least one of them is no number")


def _how_far(a: int, b: int) -> str:
    if a == 0:
        return "one says none"
    times = b / a
    if times >= 1.5:
        return f"a factor of about {times:.0f}" if times >= 3 else f"a factor of about {times:.1f}"
    return f"{b - a:,} apart"
