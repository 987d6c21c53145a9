"""The case at the desk: held in memory, kept on disk, brought up to date by every decision."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from earwitness import __version__
from earwitness.casefile import CasePlace, CaseServer, CaseStore, Clock, store_at, system_clock
from earwitness.casefile.recordings import keep_sound, recording_of
from earwitness.deciding import Decided, Drafts, Places, contested_by, decided
from earwitness.leaving import ForReaders
from earwitness.leaving import decisions as spoken
from earwitness.model import Case, Decision, Document

from .door import Session
from .media import sound_kind
from .search import Words
from .served_words import ServedWords
from .snapshot import Snapshot, letters_of


def _withheld(hidden: Decided, before: Snapshot | None) -> Snapshot:
    """A moment for readers. Never with the server's index: it knows the names."""
    if before is not None and before.now.found is not hidden.found:
        before = None
    words = before.words if before and isinstance(before.words, Words) else Words()
    letters = before.letters if before else letters_of(hidden)
    made = Snapshot(hidden, words, letters, before, withheld=True)
    made.facts_made  # noqa: B018 - made here, so that no chain of older ones is held
    words.update(made.ix, made.case.statements)
    return made


class Workbench:
    """One case, open at the desk. Safe to use from several threads."""

    def __init__(self, folder: CasePlace, *, clock: Clock = system_clock) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._deciding = threading.Lock()
        self._reading = threading.Lock()
        self._clock = clock
        self._store = store_at(folder, version=__version__, clock=clock)
        self._writer = store_at(folder, version=__version__, clock=clock)
        self._stamp: tuple[str, int] | None = None
        self._found = Case()
        self._snapshot: Snapshot | None = None
        served = isinstance(self._store, CaseServer)
        self._words: Words | ServedWords = ServedWords(self._asked) if served else Words()
        self._letters: dict[str, str] = {}
        self._readers: tuple[object, Snapshot] | None = None
        self._for_readers = ForReaders()

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
        return self.now() if session.may("editor") else self.withheld()

    def withheld(self) -> Snapshot:
        """The case with placeholders for private persons.

        Readers wait for each other while it is made; editors do not wait for them.
        """
        with self._reading:
            with self._open() as folder, folder.readable():
                now = self.now()
                # The log grows when the owner reveals or hides somebody, too.
                stamp = (self._stamp, folder.log.last())
            if self._readers is None or self._readers[0] != stamp:
                with self._open() as folder:
                    said, secret = spoken(folder), self._for_readers.secret(folder)
                before = self._readers[1] if self._readers else None
                hidden = self._for_readers.of(now.now, said, secret)
                # The case's key, made with the first look, is in no log.
                self._readers = (stamp, _withheld(hidden, before))
            return self._readers[1]

    def decide(self, make: Callable[[Drafts], Decision], by: str) -> Decision:
        """Make a decision about the case as it stands, and keep it.

        It may wait for somebody else who holds the case; nobody who reads waits with it.
        """
        with self._deciding:
            draft = replace(make(self.now().drafts), by=by)
            try:
                return self._writer.decide(draft, self._contests)
            finally:
                self._writer.release()

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

    def put_sound(self, document: Document, place: Path) -> None:
        """Keep a file as the sound of a transcript."""
        with store_at(self.folder, version=__version__, clock=self._clock) as own:
            keep_sound(own, place, document.sha256, f"sound of {document.path}")

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
        with self._reading, self._deciding, self._lock:
            self._writer.close()
            self._store.close()

    @contextmanager
    def _open(self) -> Iterator[CaseStore]:
        with self._lock:
            try:
                yield self._store
            finally:
                self._store.release()
