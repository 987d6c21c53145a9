"""The case at the desk: held in memory, kept on disk, brought up to date by every decision."""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from earwitness import __version__
from earwitness.casefile import CasePlace, CaseServer, CaseStore, Clock, store_at, system_clock
from earwitness.casefile.recordings import recording_of
from earwitness.deciding import Decided, Drafts, Places, contested_by, decided
from earwitness.exports.brief_chains import RecordingView, recording_views
from earwitness.exports.brief_index import Index, index, reindexed
from earwitness.exports.brief_opening import opening
from earwitness.exports.brief_roots import Bar, asserters, root_bars
from earwitness.exports.brief_speakers import numbered
from earwitness.exports.figure_series import Group, groups
from earwitness.exports.flow import Flow, flow
from earwitness.leaving import for_readers
from earwitness.model import (
    Actor,
    Case,
    Decision,
    Document,
    Elsewhere,
    Figure,
    Finding,
    Lead,
    Recording,
    Statement,
)
from earwitness.tracing import same_as

from .door import Session
from .media import sound_kind
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


class Workbench:
    """One case, open at the desk. Safe to use from several threads."""

    def __init__(self, folder: CasePlace, *, clock: Clock = system_clock) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._store = store_at(folder, version=__version__, clock=clock)
        self._stamp: tuple[str, int] | None = None
        self._found = Case()
        self._snapshot: Snapshot | None = None
        served = isinstance(self._store, CaseServer)
        self._words: Words | ServedWords = ServedWords(self._asked) if served else Words()
        self._letters: dict[str, str] = {}
        self._readers: tuple[object, Snapshot] | None = None
        self._spare = secrets.token_bytes(32)

    def now(self) -> Snapshot:
        """The case as it stands on disk at this moment."""
        with self._open() as folder:
            stamp = folder.stamp()
            if self._snapshot is None or stamp != self._stamp:
                if self._stamp is None or stamp[0] != self._stamp[0]:
                    self._found = folder.load()
                self._put(decided(self._found, folder.decisions()), stamp)
            assert self._snapshot is not None  # noqa: S101
            return self._snapshot

    def seen(self, session: Session) -> Snapshot:
        """The case as this session may see it: readers, with placeholders for private persons."""
        if session.may("editor"):
            return self.now()
        with self._lock, self._open() as folder:
            now = self.now()
            # The log grows when the owner reveals or hides somebody, too.
            with folder.readable():
                stamp = (self._stamp, folder.log.last())
            if self._readers is None or self._readers[0] != stamp:
                hidden = for_readers(folder, now.now, self._spare)
                words = Words()  # never the server's index: it knows the names
                made = Snapshot(hidden, words, letters_of(hidden), withheld=True)
                words.update(made.ix, made.case.statements)
                # The case's key, made with the first look, is in no log.
                self._readers = (stamp, made)
            return self._readers[1]

    def decide(self, make: Callable[[Drafts], Decision], by: str) -> Decision:
        """Make a decision about the case as it stands, and keep it."""
        with self._lock:
            now = self.now()
            draft = replace(make(now.drafts), by=by)
            with self._open() as folder:
                return folder.decide(draft, self._contests)

    def original(self, sha256: str) -> bytes:
        """A report's bytes; none where they are missing."""
        try:
            with self._open() as folder:
                return folder.originals.read(sha256)
        except OSError:
            return b""

    def sound(self, document: Document) -> tuple[Path, str] | None:
        """Where the sound of a transcript lies and its media type; None where the case has none."""
        with self._open() as folder:
            kept = recording_of(folder, document.sha256)
            if kept is None:
                return None
            with kept.open("rb") as file:
                return kept, sound_kind(file.read(16))

    def _asked(self, words: str) -> set[str] | None:
        with self._open() as store:
            return store.statements_with(words)

    def _contests(self, before: tuple[Decision, ...], draft: Decision) -> int | None:
        held = self._snapshot
        if held is not None and held.now.decisions == before:
            places = held.drafts.places
        else:
            places = Places(decided(self._found, before).case)
        other = contested_by(places, before, draft)
        return other.seq if other else None

    def _put(self, now: Decided, stamp: tuple[str, int]) -> None:
        before = self._snapshot
        if before is None or before.now.found is not now.found:
            self._letters = letters_of(now)
        snapshot = Snapshot(now, self._words, self._letters, before)
        snapshot.facts_made  # noqa: B018 - made here, so that no chain of older ones is held
        if isinstance(self._words, ServedWords):
            self._words.update(snapshot.ix, now.found)
        else:
            self._words.update(snapshot.ix, snapshot.case.statements)
        self._snapshot, self._stamp = snapshot, stamp

    def close(self) -> None:
        """Let go of the case."""
        with self._lock:
            self._store.close()

    @contextmanager
    def _open(self) -> Iterator[CaseStore]:
        with self._lock:
            try:
                yield self._store
            finally:
                self._store.release()
