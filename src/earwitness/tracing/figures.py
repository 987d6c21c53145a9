"""Figures made comparable: each once, with its population, and what of another it contradicts.

Figures are compared within one population only (whose people, and what people), and a measure only
with its like: a count of killed with a count of killed, or with "lost" under the condition that
lost means killed. No range is ever made over unlike things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from earwitness.model import Figure

from .comparing import Subject, compare, measure
from .folder import Folder
from .phrases import days_apart
from .words import canon, tokens

_LATEST = 8
_A_MONTH = 31


@dataclass(frozen=True, slots=True)
class Told:
    """One figure and every place where the reports give it: the same value from the same mouth."""

    first: Figure
    all: tuple[Figure, ...]
    population: tuple[str, str]

    @property
    def value(self) -> int:
        """The number; figures without one are never compared."""
        return self.first.value or 0


@dataclass(slots=True)
class _Group:
    """One figure while its tellings are gathered, with what decides whether another is one."""

    figures: list[Figure] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)
    actors: set[str | None] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def take(self, figure: Figure, party: str, day: str | None) -> None:
        """One more telling."""
        self.figures.append(figure)
        self.parties |= {party} - {""}
        self.actors |= {figure.actor} - {None}
        self.days |= {day} if day else set()


def told_figures(folder: Folder) -> tuple[Told, ...]:
    """The figures of the case, each once, in the order of the export."""
    groups: list[_Group] = []
    index: dict[tuple[object, ...], list[_Group]] = defaultdict(list)
    for figure in folder.figures:
        if figure.value is None or not figure.counted:
            continue
        party, people = population(folder, figure)
        day = stated_day(folder, figure)
        places = [(figure.value, people, w) for w in (figure.actor, figure.document) if w]
        near = (g for place in places for g in index[place][-_LATEST:])
        home = next((g for g in near if _same(g, figure, party, day)), None)
        if home is None:
            home = _Group()
            groups.append(home)
        home.take(figure, party, day)
        for place in places:
            if not any(g is home for g in index[place][-_LATEST:]):
                index[place].append(home)
    only, kept = _only_parties(folder), [g.figures for g in groups]
    return tuple(Told(_fullest(folder, g), tuple(g), _people(folder, g, only)) for g in kept)


def _only_parties(folder: Folder) -> dict[str, str]:
    """For each sort of people of one side only, in all figures of the case, that side."""
    sides: dict[str, set[str]] = defaultdict(set)
    for figure in folder.figures:
        party, what = population(folder, figure)
        if party and what != "people":
            sides[what].add(party)
    return {what: next(iter(parties)) for what, parties in sides.items() if len(parties) == 1}


def _people(folder: Folder, group: Sequence[Figure], only: Mapping[str, str]) -> tuple[str, str]:
    """The population of a figure told several times, where one telling gives the side."""
    found = sorted(population(folder, f) for f in group)
    party, what = found[-1]
    return party or only.get(what, ""), what


def _fullest(folder: Folder, group: Sequence[Figure]) -> Figure:
    return max(group, key=lambda f: (f.actor is not None, stated_day(folder, f) is not None, f.id))


def _same(group: _Group, figure: Figure, party: str, day: str | None) -> bool:
    """Whether one more telling is of this figure."""
    first = group.figures[0]
    if len(group.parties | ({party} - {""})) > 1 or not set(first.counted) & set(figure.counted):
        return False
    actors = group.actors | ({figure.actor} - {None})
    days = sorted(group.days | ({day} if day else set()))
    if max((days_apart(a, b) or 0 for a, b in combinations(days, 2)), default=0) > _A_MONTH:
        return False
    if figure.document == first.document and len(actors) < 2:
        return True
    return len(actors) == 1 and figure.actor == first.actor


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


def conflict(folder: Folder, one: Figure, other: Figure) -> bool:
    """Whether two figures of one population cannot both be right."""
    a, b = measure(one), measure(other)
    if a != b and {*a, *b} != {"killed", "lost"}:
        return False
    if not same_matter(folder, one, other) or loosely_tied(folder, one, other):
        return False
    return compare(Subject(one), Subject(other)).verdict == "conflict"


def loosely_tied(folder: Folder, one: Figure, other: Figure) -> bool:
    """Whether only the counting of people ties two numbers, which are worlds apart."""
    populations = (population(folder, one), population(folder, other))
    low, high = sorted((one.value or 0, other.value or 0))
    named = any(party or what != "people" for party, what in populations)
    near = one.document == other.document and named
    return not any(party for party, _ in populations) and not near and high > 10 * low


def same_matter(folder: Folder, one: Figure, other: Figure) -> bool:
    """Whether the two can be about one event: same place, or a party's losses, or one report."""
    if one.place and other.place and one.place != other.place:
        return False
    if one.since and other.since and (days_apart(one.since, other.since) or 0) > 0:
        return False
    if one.document == other.document:
        near = True
    else:
        named = population(folder, one)[0] or (one.place and one.place == other.place)
        near = _alike(folder, one.document, other.document, 0.1 if named else 0.2)
    return near


def _alike(folder: Folder, one: str, other: str, share: float) -> bool:
    """Whether two pages speak of the same matter: they share so much of the shorter one's words."""
    first, second = folder.matter[one], folder.matter[other]
    return len(first & second) >= max(4, share * min(len(first), len(second)))
