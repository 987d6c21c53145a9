"""Figures side by side: one figure twice, figures that conflict, figures that count other things.

Figures are compared within one population only (whose people, and what people), and a measure only
with its like: a count of killed with a count of killed, or with "lost" under the condition that
lost means killed. No range is ever made over unlike things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from earwitness.model import Anchor, Figure, Finding

from .folder import Folder
from .phrases import (
    count,
    day_in_words,
    days_apart,
    first_day,
    first_upper,
    in_words,
    middle_day,
    span_in_words,
    together,
    whose,
)
from .words import canon, data, tokens

_MOST, _LATEST = 60, 8
_LOOSE = frozenset({"about", "nearly", "almost", "roughly", "around", "dozens", "hundreds"})
_FLOOR = frozenset({"at least", "more than", "over"})
_CEILING = frozenset({"at most", "fewer than", "less than", "up to", "nearly", "almost"})
_SPOKEN = {
    "at least": "at least ", "at most": "at most ", "more than": "more than ", "about": "about ",
    "fewer than": "fewer than ", "nearly": "nearly ", "up to": "up to ", "almost": "almost ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One figure and every place where the reports give it: the same value from the same mouth."""

    first: Figure
    all: tuple[Figure, ...]
    population: tuple[str, str]

    @property
    def value(self) -> int:
        """The number; the middle of nothing: a figure without a value is never compared."""
        return self.first.value or 0


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
            if _conflict(folder, one.first, other.first):
                yield _conflicting(folder, one, other)
        yield from _unlike(folder, group[:_MOST])
    yield from _other_people(folder, told[: 2 * _MOST])


def told_figures(folder: Folder) -> tuple[Told, ...]:
    """The figures of the case, each once, in the order of the export."""
    groups: list[list[Figure]] = []
    index: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for figure in folder.figures:
        if figure.value is None or not figure.counted:
            continue
        mark = (figure.value, population(folder, figure))
        places = [(*mark, w) for w in (figure.actor, figure.document) if w]
        near = (g for place in places for g in index[place][-_LATEST:])
        home = next((g for g in near if _same(folder, g, figure)), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(figure)
        for place in places:
            if not any(g is home for g in index[place][-_LATEST:]):
                index[place].append(home)
    return tuple(Told(_fullest(folder, g), tuple(g), population(folder, g[0])) for g in groups)


def _fullest(folder: Folder, group: Sequence[Figure]) -> Figure:
    return max(group, key=lambda f: (f.actor is not None, stated_day(folder, f) is not None, f.id))


def _same(folder: Folder, group: Sequence[Figure], figure: Figure) -> bool:
    first = group[0]
    actors = {f.actor for f in (*group, figure)} - {None}
    shared = set(first.counted) & set(figure.counted)
    dates = {day for f in (*group, figure) if (day := stated_day(folder, f))}
    apart = max((days_apart(a, b) or 0 for a, b in combinations(sorted(dates), 2)), default=0)
    if figure.document == first.document and len(actors) < 2:
        return bool(shared) and apart <= 31
    return bool(shared) and len(actors) == 1 and figure.actor == first.actor and apart <= 31


def stated_day(folder: Folder, figure: Figure) -> str | None:
    """The time for which a figure holds, unless it is only the day of the page that gives it."""
    stamp = folder.document[figure.document].published
    own = figure.as_of is not None and stamp is not None and stamp.value.startswith(figure.as_of)
    return None if own else figure.as_of


def population(folder: Folder, figure: Figure) -> tuple[str, str]:
    """Whose people a figure counts, and what people."""
    party = figure.of_party
    if party is None and figure.side == "own side":
        party = folder.party(figure.actor)
    words = tokens(figure.of or "")
    classes = canon("populations")
    what = next((classes[w] for w in words if w in classes), "people")
    return party or "", what


def measure(figure: Figure) -> frozenset[str]:
    """What is counted; taking prisoner and capturing are one."""
    return frozenset("captured" if c == "detained" else c for c in figure.counted)


def _conflict(folder: Folder, one: Figure, other: Figure) -> bool:
    a, b = measure(one), measure(other)
    if a != b and {*a, *b} != {"killed", "lost"}:
        return False
    if not _same_matter(folder, one, other) or _agree(one, other):
        return False
    return not _update(one, other)


def _same_matter(folder: Folder, one: Figure, other: Figure) -> bool:
    """Whether the two can be about one event: same place, or a party's losses, or one report."""
    if one.place and other.place and one.place != other.place:
        return False
    if one.since and other.since and (days_apart(one.since, other.since) or 0) > 0:
        return False
    if population(folder, one)[0] or one.document == other.document or one.place == other.place:
        return one.document == other.document or _alike(folder, one.document, other.document)
    return _alike(folder, one.document, other.document)


def _alike(folder: Folder, one: str, other: str) -> bool:
    """Whether two pages speak of the same matter: a tenth of the shorter one's words are shared."""
    first, second = folder.matter[one], folder.matter[other]
    return len(first & second) >= max(4, 0.1 * min(len(first), len(second)))


def _agree(one: Figure, other: Figure) -> bool:
    """Whether the two values can both be right: equal, within rounding, or on the open side."""
    low, high = sorted((one, other), key=lambda f: f.value or 0)
    a, b = low.value or 0, high.value or 0
    if a == b:
        return True
    if low.qualifier in _FLOOR and b <= 2 * a:
        return True
    if high.qualifier in _CEILING and b <= 2 * a:
        return True
    if _in_range(low, b) or _in_range(high, a):
        return True
    slack = 0.1 if {one.qualifier, other.qualifier} & _LOOSE else 0.02 if b >= 1000 else 0.0
    return b - a <= slack * b


def _in_range(figure: Figure, value: int) -> bool:
    return figure.low is not None and figure.high is not None and figure.low <= value <= figure.high


def _update(one: Figure, other: Figure) -> bool:
    """Whether the higher one is only the later one: a toll that rose."""
    low, high = sorted((one, other), key=lambda f: f.value or 0)
    start, end = first_day(low.as_of), first_day(high.as_of)
    if start is None or end is None or not days_apart(low.as_of, high.as_of):
        return False
    rose = end > start
    return rose and (low.actor == high.actor or (high.value or 0) <= 1.5 * (low.value or 1))


def counted(figure: Figure) -> str:
    """What a figure counts, in words and in the usual order."""
    order = list(data()["measures"])
    return together(sorted(figure.counted, key=lambda c: order.index(c) if c in order else 99))


def spoken(folder: Folder, figure: Figure) -> str:
    """A figure with who gives it and for when: "1,200 killed (the ministry, April 2022)"."""
    value = f"{_SPOKEN.get(figure.qualifier, '')}{figure.value:,}"
    when = day_in_words(stated_day(folder, figure), figure.as_of_mod)
    who = folder.name(figure.actor, folder.outlet_name(figure.document))
    return f"{value} {counted(figure)} ({', '.join(p for p in (who, when) if p)})"


def _conflicting(folder: Folder, one: Told, other: Told) -> Finding:
    high, low = sorted((one.first, other.first), key=lambda f: -(f.value or 0))
    parts = [f"{spoken(folder, high)} against {spoken(folder, low)}: {_factor(high, low)}"]
    if measure(high) != measure(low):
        parts.append(", if “lost” means killed")
    parts.append(_times(high, low))
    weight = 0.6 + min(0.2, 0.01 * (high.value or 0) / max(low.value or 1, 1))
    return _finding("figures conflict", (*one.all, *other.all), "".join(parts) + ".", weight)


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
        where = f"{count(len(pages), 'report')} ({together(outlets)}) give"
    actor = told.first.actor
    value = f"{told.value:,} {counted(told.first)}"
    what = f"{whose(folder.name(actor))} {value}" if actor else f"the count of {value}"
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
    """Combined counts beside counts of one thing, for the same people."""
    for told in group:
        whole = measure(told.first)
        singles = [
            t
            for t in group
            if t is not told
            and len(whole) > 1
            and measure(t.first) != whole
            and (measure(t.first) < whole or measure(t.first) == {"lost"})
            and _same_matter(folder, told.first, t.first)
        ]
        if singles:
            yield _together_with(folder, told, singles)


def _together_with(folder: Folder, told: Told, singles: Sequence[Told]) -> Finding:
    figure = told.first
    who = whose(folder.name(figure.actor, folder.outlet_name(figure.document)))
    others = together(spoken(folder, t.first) for t in singles)
    verdict = {1: "does not contradict it", 2: "contradicts neither"}.get(len(singles))
    says = (
        f"{who} {told.value:,} counts {counted(figure)} together: it cannot be held against "
        f"{others}, and {verdict or 'contradicts none of them'}."
    )
    every = [f for t in (told, *singles) for f in t.all]
    return _finding("figures not comparable", every, says, 0.55)


def _other_people(folder: Folder, told: Sequence[Told]) -> Iterator[Finding]:
    """The same measure of other people in one report: soldiers of one side and of the other."""
    for one, other in combinations(told, 2):
        a, b = one.first, other.first
        if a.document != b.document or measure(a) != measure(b) or a.value == b.value:
            continue
        if one.population[0] != other.population[0] or one.population[1] == other.population[1]:
            continue
        whom = f"{a.of or one.population[1]} and the other {b.of or other.population[1]}"
        says = (
            f"{spoken(folder, a)} and {spoken(folder, b)} do not count the same people: the one "
            f"counts {whom}."
        )
        yield _finding("figures not comparable", (*one.all, *other.all), says, 0.3)


def _finding(kind: str, figures: Sequence[Figure], says: str, weight: float) -> Finding:
    evidence = tuple(Anchor(f.document, f.span) for f in figures)
    refs = tuple(dict.fromkeys(f.id for f in figures))
    return Finding(kind, refs, first_upper(says), evidence, weight, "rules/figures@1")
