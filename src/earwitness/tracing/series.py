"""The figures of a case held against each other, and those that make one line over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from earwitness.model import Comparison, Figure, Series, Verdict, make_id

from .comparing import Subject, compare, measure
from .figures import loosely_tied, same_matter, told_figures
from .folder import Folder
from .phrases import first_day

ORIGIN = "rules/comparing@1"
_MOST = 60  # figures of one kind, beyond which no pairs are made: nobody reads 2,000 of them
_COMPARABLE: frozenset[Verdict] = frozenset({"same", "agree", "conflict", "supersedes"})
_TOLD: frozenset[Verdict] = frozenset({*_COMPARABLE, "part"})

Tied = Callable[[Subject, Subject], bool]


def subjects_of(folder: Folder) -> tuple[Subject, ...]:
    """The figures with a number, each once, and whose people they count."""
    return tuple(
        Subject(
            told.first,
            told.population[0],
            told.population[1],
            folder.name(told.first.actor, folder.outlet_name(told.first.document)),
        )
        for told in told_figures(folder)
    )


def comparisons(folder: Folder) -> tuple[Comparison, ...]:
    """What the figures are to each other, where the reports give two of one matter."""
    found = [_comparison(a, b, folder) for a, b in _pairs(subjects_of(folder))]
    parts = [_part(f, folder) for f in folder.figures if f.part_of]
    kept = [c for c in (*_retold(folder), *found, *parts) if c is not None]
    return tuple({c.id: c for c in kept}.values())


def series(folder: Folder) -> tuple[Series, ...]:
    """The groups of comparable figures, each in the order of time."""
    groups = grouped(subjects_of(folder), lambda a, b: _tied(folder, a, b))
    return tuple(_series(group) for group in groups)


def grouped(subjects: Sequence[Subject], tied: Tied) -> list[list[Subject]]:
    """The groups in which every figure may be held against every other; two at the least."""
    groups: list[list[Subject]] = []
    for one in sorted(subjects, key=_order):
        if one.figure.value is None and one.figure.low is None:
            continue
        home = next((g for g in groups[-_MOST:] if _belongs(one, g, tied)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return [group for group in groups if len(group) > 1]


def _belongs(one: Subject, group: Sequence[Subject], tied: Tied) -> bool:
    if measure(one.figure) != measure(group[0].figure):
        return False
    return all(compare(one, m, tied=tied(one, m)).verdict in _COMPARABLE for m in group[-_MOST:])


def _order(one: Subject) -> tuple[str, str, str]:
    day = first_day(one.figure.as_of)
    return (day.isoformat() if day else "9999", one.figure.document, one.figure.id)


def _tied(folder: Folder, one: Subject, other: Subject) -> bool:
    a, b = one.figure, other.figure
    return same_matter(folder, a, b) and not loosely_tied(folder, a, b)


def _pairs(subjects: Sequence[Subject]) -> Iterator[tuple[Subject, Subject]]:
    """Pairs that share a side or a kind of people and something that they count."""
    shelves: dict[str, list[Subject]] = defaultdict(list)
    for one in subjects:
        for counted in sorted(measure(one.figure) | ({"killed"} if _is_lost(one) else set())):
            shelves[counted].append(one)
    for shelf in shelves.values():
        yield from combinations(shelf[:_MOST], 2)


def _is_lost(one: Subject) -> bool:
    return measure(one.figure) == {"lost"}


def _comparison(one: Subject, other: Subject, folder: Folder) -> Comparison | None:
    found = compare(one, other, tied=_tied(folder, one, other))
    if found.verdict not in _TOLD:
        return None
    first, second = _new_first(one, other) if found.verdict == "supersedes" else (one, other)
    a, b = first.figure.id, second.figure.id
    name = make_id("cmp", *sorted((a, b)))
    return Comparison(name, a, b, found.verdict, found.says, found.apart, ORIGIN)


def _retold(folder: Folder) -> Iterator[Comparison]:
    """Each further place where the reports give a figure, and the place that stands for all."""
    for told in told_figures(folder):
        who = folder.name(told.first.actor, folder.outlet_name(told.first.document))
        for figure in told.all:
            if figure.id != told.first.id:
                name = make_id("cmp", *sorted((told.first.id, figure.id)))
                says = f"one number of {who}, given again"
                yield Comparison(name, told.first.id, figure.id, "same", says, None, ORIGIN)


def _new_first(one: Subject, other: Subject) -> tuple[Subject, Subject]:
    """The one that stands, then the one that it supersedes."""
    a, b = first_day(one.figure.as_of), first_day(other.figure.as_of)
    if a is not None and b is not None and a != b:
        return (one, other) if a > b else (other, one)
    return (one, other) if one.figure.tally == "correction" else (other, one)


def _part(figure: Figure, folder: Folder) -> Comparison | None:
    whole = next((f for f in folder.figures if f.id == figure.part_of), None)
    if whole is None or whole.document != figure.document:
        return None
    says = compare(Subject(figure), Subject(whole)).says
    name = make_id("cmp", *sorted((figure.id, whole.id)))
    return Comparison(name, figure.id, whole.id, "part", says, None, ORIGIN)


def _series(group: Sequence[Subject]) -> Series:
    first = group[0].figure
    ids = tuple(s.figure.id for s in group)
    people = next((s.people for s in group if s.people != "people"), None)
    return Series(
        make_id("ser", *ids),
        tuple(sorted(measure(first))),
        people or next((s.figure.of for s in group if s.figure.of), None),
        next((s.party for s in group if s.party), None),
        next((s.figure.place for s in group if s.figure.place), None),
        ids,
        ORIGIN,
    )
