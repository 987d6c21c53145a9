"""The case at one moment, with what the views look up in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from earwitness.deciding import Decided, Drafts
from earwitness.exports.brief_chains import RecordingView, recording_views
from earwitness.exports.brief_index import Index, index, reindexed
from earwitness.exports.brief_opening import opening
from earwitness.exports.brief_roots import Bar, asserters, root_bars
from earwitness.exports.brief_speakers import numbered
from earwitness.exports.figure_series import Group, groups
from earwitness.exports.flow import Flow, flow
from earwitness.model import Actor, Elsewhere, Figure, Finding, Lead, Recording, Statement
from earwitness.tracing import same_as

from .search import Facts, FactsOf, Words
from .served_words import ServedWords

LETTERS = "ABCDEFGH"
"""Of the largest roots as found: a decision changes no colour."""


class Snapshot:
    """The case at one moment, with what the views look up in it. Never changed once made.

    `withheld` says that it is a redacted one, for readers.
    """

    def __init__(
        self,
        now: Decided,
        words: Words | ServedWords,
        letters: Mapping[str, str],
        before: Snapshot | None = None,
        *,
        withheld: bool = False,
    ) -> None:
        self.now, self.words, self.letters, self.withheld = now, words, letters, withheld
        self._before = before
        self.case = now.case
        self.ix: Index = reindexed(now.case, before.ix) if before else index(now.case)
        self._flows: dict[tuple[str, bool], Flow | None] = {}

    @cached_property
    def facts_made(self) -> FactsOf:
        """What each statement can be found by, made from what was known before."""
        before, self._before = self._before, None
        return FactsOf(self.now, self.ix, before.facts_made if before else None)

    @property
    def facts(self) -> dict[str, Facts]:
        """What each statement can be found by."""
        return self.facts_made.facts

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements as decided, by id."""
        return {s.id: s for s in self.case.statements}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each statement in the brief."""
        return numbered(self.ix)

    @cached_property
    def drafts(self) -> Drafts:
        """Makes decisions about the case as it stands here."""
        return Drafts(self.now)

    @cached_property
    def found_ix(self) -> Index:
        """The case as it was found."""
        return index(self.now.found)

    @cached_property
    def found_statements(self) -> dict[str, Statement]:
        """Statements as found, by id."""
        return {s.id: s for s in self.now.found.statements}

    @cached_property
    def found_in(self) -> dict[str, list[Statement]]:
        """Statements as found, by report."""
        return _by_document(self.now.found.statements)

    @cached_property
    def figures_in(self) -> dict[str, list[Figure]]:
        """Figures by report."""
        return _by_document(self.case.figures)

    @cached_property
    def recordings(self) -> dict[str, Recording]:
        """Recordings by id."""
        return {r.id: r for r in self.case.recordings}

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """Who vouches, by party."""
        return root_bars(self.ix)

    @cached_property
    def tapes(self) -> tuple[RecordingView, ...]:
        """What the reports say of each recording."""
        return recording_views(self.ix)

    def flow(self, root: str, by_outlet: bool) -> Flow | None:
        """The picture of the roots, or of one; drawn once."""
        if (root, by_outlet) not in self._flows:
            self._flows[root, by_outlet] = flow(self.ix, by_outlet=by_outlet, root=root or None)
        return self._flows[root, by_outlet]

    @cached_property
    def opening(self) -> str:
        """The first paragraph of the brief."""
        told = asserters(self.ix)
        return opening(self.ix, self.bars, told, self.tapes)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Figures that count the same thing."""
        return groups(self.case)

    @cached_property
    def conclusions(self) -> dict[str, Finding | Lead]:
        """Findings and leads by the id that their sentence makes."""
        return self.drafts.places.conclusions

    @cached_property
    def _people(self) -> dict[str, tuple[Actor, ...]]:
        found: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in self.case.actors:
            for mention in actor.mentions:
                found[mention.document][actor.id] = actor
        return {d: tuple(sorted(a.values(), key=lambda x: x.name)) for d, a in found.items()}

    def people_in(self, document: str) -> tuple[Actor, ...]:
        """The actors whom a report names."""
        return self._people.get(document, ())

    def elsewhere(self, statement: Statement, words: str) -> tuple[Elsewhere, ...]:
        """The same words in other statements."""
        return tuple(
            e for e in same_as(self.now.found, words[:2000]) if e.statement != statement.id
        )


_Placed = TypeVar("_Placed", Statement, Figure)


def _by_document(things: Iterable[_Placed]) -> dict[str, list[_Placed]]:
    found: dict[str, list[_Placed]] = defaultdict(list)
    for thing in things:
        found[thing.document].append(thing)
    return found


def letters_of(now: Decided) -> dict[str, str]:
    """The letters of the largest roots, by their names."""
    bars = root_bars(index(now.found))
    return {bar.name: letter for bar, letter in zip(bars, LETTERS, strict=False)}
