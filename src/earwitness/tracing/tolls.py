"""Findings about figures: told twice, in conflict, or counting different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from earwitness.model import Anchor, Figure, Finding

from .comparing import measure
from .figures import Told, conflict, same_matter, stated_day, told_figures
from .folder import Folder
from .phrases import (
    belonging,
    count,
    day_in_words,
    days_apart,
    first_upper,
    in_words,
    middle_day,
    some,
    span_in_words,
    together,
)
from .words import data

_MOST = 60
_SPOKEN = {
    "at least": "at least ", "at most": "at most ", "more than": "more than ", "about": "about ",
    "fewer than": "fewer than ", "nearly": "nearly ", "up to": "up to ", "almost": "almost ",
}  # fmt: skip


def figure_findings(folder: Folder) -> Iterator[Finding]:
    """All findings about figures."""
    told = told_figures(folder)
    for one in told:
        if len(one.all) > 1:
            yield _twice(folder, one)
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        groups[one.population].append(one)
    for group in groups.values():
        for one, other in combinations(group[:_MOST], 2):
            if conflict(folder, one.first, other.first):
                yield _conflicting(folder, one, other)
    yield from _unlike(folder, told[: 4 * _MOST])
    yield from _other_people(folder, told[: 2 * _MOST])


def counted(figure: Figure) -> str:
    """What a figure counts, in words and in the usual order."""
    order = list(data()["measures"])
    return together(sorted(figure.counted, key=lambda c: order.index(c) if c in order else 99))


def spoken(folder: Folder, figure: Figure) -> str:
    """A figure with who gives it and for when: "1,200 killed (the ministry, April 2022)"."""
    value = f"{_SPOKEN.get(figure.qualifier, '')}{figure.value:,}"
    when = day_in_words(figure.as_of, figure.as_of_mod)
    if when and stated_day(folder, figure) is None:
        when = f"reported on {when}" if figure.as_of and len(figure.as_of) == 10 else when
    who = folder.name(figure.actor, folder.outlet_name(figure.document))
    return f"{value} {counted(figure)} ({', '.join(p for p in (who, when) if p)})"


def _conflicting(folder: Folder, one: Told, other: Told) -> Finding:
    high, low = sorted((one.first, other.first), key=lambda f: -(f.value or 0))
    parts = [f"{spoken(folder, high)} against {spoken(folder, low)}: {_factor(high, low)}"]
    if measure(high) != measure(low):
        parts.append(", if “lost” means killed")
    parts.append(_times(high, low))
    weight = 0.6 + min(0.2, 0.01 * (high.value or 0) / max(low.value or 1, 1))
    every = (high, low, *one.all, *other.all)
    return _finding("figures conflict", every, "".join(parts) + ".", weight)


def _times(one: Figure, other: Figure) -> str:
    """How far apart in time two figures hold, as the end of a sentence; empty for one time."""
    if days_apart(one.as_of, other.as_of) == 0:
        return ""
    first, second = (middle_day(f.as_of, f.as_of_mod) for f in (one, other))
    if first is None or second is None:
        return ", and the date of at least one is open"
    return f", and the two are {span_in_words(abs((first - second).days))} apart"


def _factor(high: Figure, low: Figure) -> str:
    if not low.value:
        return "one says none"
    times = (high.value or 0) / low.value
    if times >= 1.5:
        return f"a factor of about {times:.0f}" if times >= 3 else f"a factor of about {times:.1f}"
    return f"{(high.value or 0) - low.value:,} apart"


def _twice(folder: Folder, told: Told) -> Finding:
    pages = list(dict.fromkeys(f.document for f in told.all))
    outlets = list(dict.fromkeys(folder.outlet_name(p) for p in pages))
    if len(pages) == 1:
        where = f"{together(_parts(folder, told))} of {outlets[0]} give"
    else:
        where = f"{count(len(pages), 'report')} ({some(outlets)}) give"
    actor = told.first.actor
    value = f"{told.value:,} {counted(told.first)}"
    what = belonging(folder.name(actor), value) if actor else f"the count of {value}"
    says = f"{where} {what}: one figure, not {in_words(len(told.all))}."
    return _finding("same figure twice", told.all, says, 0.45)


def _parts(folder: Folder, told: Told) -> list[str]:
    document = folder.document[told.all[0].document]
    kinds = [
        next((b.kind for b in document.blocks if b.span.meets(f.span)), "body") for f in told.all
    ]
    parts = list(dict.fromkeys(f"the {k}" for k in kinds))
    return parts if len(parts) > 1 else [f"{count(len(kinds), 'place')}"]


def _unlike(folder: Folder, group: Sequence[Told]) -> Iterator[Finding]:
    """Combined counts beside counts of one thing, for the same people or some of them."""
    for told in group:
        whole = measure(told.first)
        singles = [
            t
            for t in group
            if t is not told
            and len(whole) > 1
            and _covers(told, t)
            and measure(t.first) != whole
            and (measure(t.first) < whole or measure(t.first) == {"lost"})
            and same_matter(folder, told.first, t.first)
        ]
        if singles:
            yield _together_with(folder, told, singles)


def _covers(whole: Told, part: Told) -> bool:
    """Whether the one counts the other's people too: the same, or, in one report, all people."""
    if whole.population == part.population:
        return True
    shared = {f.document for f in whole.all} & {f.document for f in part.all}
    return whole.population == ("", "people") and bool(shared)


def _together_with(folder: Folder, told: Told, singles: Sequence[Told]) -> Finding:
    figure = told.first
    who = folder.name(figure.actor, folder.outlet_name(figure.document))
    others = together((_plainly(folder, t.first) for t in singles), "or")
    verdict = {1: "does not contradict it", 2: "contradicts neither"}.get(len(singles))
    whose = belonging(who, f"{told.value:,}")
    says = (
        f"{whose} counts {counted(figure)} together: it cannot be held against "
        f"{others}, and {verdict or 'contradicts none of them'}."
    )
    firsts = [t.first for t in (told, *singles)]
    every = [*firsts, *(f for t in (told, *singles) for f in t.all)]
    return _finding("figures not comparable", every, says, 0.55)


def _other_people(folder: Folder, told: Sequence[Told]) -> Iterator[Finding]:
    """The same measure of other people in one report: soldiers of one side and of the other."""
    for one, other in combinations(told, 2):
        a, b = one.first, other.first
        if a.document != b.document or measure(a) != measure(b) or a.value == b.value:
            continue
        if not one.population[0] and (a.place is None or a.place != b.place):
            continue
        if one.population[0] != other.population[0] or one.population[1] == other.population[1]:
            continue
        whom = f"{a.of or one.population[1]} and the other {b.of or other.population[1]}"
        says = (
            f"{spoken(folder, a)} and {spoken(folder, b)} do not count the same people: the one "
            f"counts {whom}."
        )
        yield _finding("figures not comparable", (*one.all, *other.all), says, 0.3)


def _plainly(folder: Folder, figure: Figure) -> str:
    """A figure and whose it is: "Nato’s 1,200 killed"."""
    who = folder.name(figure.actor, folder.outlet_name(figure.document))
    return belonging(who, f"{figure.value:,} {counted(figure)}")


def _finding(kind: str, figures: Sequence[Figure], says: str, weight: float) -> Finding:
    evidence = tuple(dict.fromkeys(Anchor(f.document, f.span) for f in figures))
    refs = tuple(dict.fromkeys(f.id for f in figures))
    return Finding(kind, refs, first_upper(says), evidence, weight, "rules/figures@1")
