"""A case moved between folder and server: every original, line, decision and file, to the byte."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .custody import Clock, system_clock
from .errors import CaseError
from .folder import CaseFolder
from .held import MOVED
from .parts import Row
from .places import CasePlace, store_at
from .store import CaseStore

_READINGS = ("sha256", "path", "url", "reader", "reading")
_DECISIONS = ("seq", "time", "by", "act", "kind", "target", "why", "saw", "contests", "body")
_TABLES = {
    "paths": ("sha256", "path"),
    "decisions": _DECISIONS,
    "watched": ("url", "etag", "last_modified", "sha256", "checked"),
    "watched_entries": ("feed", "entry"),
    "told": ("sha256",),
}
"""Tables that are copied as they are; those of the traced case go by way of the model."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What came along."""

    originals: int
    lines: int
    decisions: int
    files: int


def move(
    source: CaseStore,
    place: CasePlace,
    *,
    version: str,
    copy: bool = False,
    clock: Clock = system_clock,
) -> Moved:
    """Put all of the case into a place where none is; the old one may be read from then on.

    With `copy` it stays open for changes. Raises CaseError, and then nothing has been moved.
    """
    with source.changing():
        if source.check():
            raise CaseError(
                "case-damaged",
                f"The case in {source.place} does not agree with its log, and is not moved: "
                f"earwitness check {source.place} says where.",
            )
        with _made(place, version, clock) as target:
            done = _copied(source, target)
        if not copy:
            words = f"it was moved to {_full(place)}, which has all of it and is changed there.\n"
            source.files.write(MOVED, words.encode("utf-8"))
    return done


def _copied(source: CaseStore, target: CaseStore) -> Moved:
    originals = source.originals.held()
    for sha256 in originals:
        target.originals.keep(source.originals.read(sha256))
    files = [name for name in source.files.names() if name != MOVED]
    for name in files:
        target.files.write(name, source.files.read(name) or b"")
    lines = source.log.lines()
    target.log.write(lines, after=0)
    with target.database.transaction():
        _tables(source, target)
    _compare(source, target)
    return Moved(len(originals), len(lines), source.database.last_decision(), len(files))


def _tables(source: CaseStore, target: CaseStore) -> None:
    out, into = source.database.connection, target.database.connection
    into.insert("readings", _READINGS, _readings(source))
    for table, columns in _TABLES.items():
        names = ", ".join(f'"{name}"' for name in columns)
        into.insert(table, columns, out.execute(f"SELECT {names} FROM {table}"))  # noqa: S608
    for key, value in out.execute("SELECT key, value FROM meta WHERE key <> 'schema'"):
        target.database.put_meta(key, value)
    case = source.load()
    target.database.save(case)
    target.saved(case)


def _readings(source: CaseStore) -> Iterator[Row]:
    """One at a time: they are the largest of all that the tables hold."""
    query = f"SELECT {', '.join(_READINGS)} FROM readings WHERE sha256 = ?"  # noqa: S608
    for sha256, _, _ in source.database.reading_digests():
        yield from source.database.connection.execute(query, (sha256,))


def _compare(source: CaseStore, target: CaseStore) -> None:
    same = (
        target.log.data() == source.log.data()
        and target.load() == source.load()
        and target.database.decision_digests() == source.database.decision_digests()
        and target.check() == ()
    )
    if not same:
        raise CaseError(
            "case-damaged", f"What came to {target.place} is not what lies in {source.place}."
        )


@contextmanager
def _made(place: CasePlace, version: str, clock: Clock) -> Iterator[CaseStore]:
    """A new case there, whole at the end of the block, or none."""
    if isinstance(place, Path):
        yield from _in_folder(place, version, clock)
        return
    with store_at(place, version=version, create=True, clock=clock) as made, made.changing():
        if made.log.last() is not None or made.files.names():
            raise _taken(place)
        yield made


def _in_folder(folder: Path, version: str, clock: Clock) -> Iterator[CaseStore]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _taken(folder)
    beside = folder.with_name(f".moving-{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with CaseFolder.create(beside, version=version, clock=clock) as made, made.changing():
            yield made
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _taken(place: CasePlace) -> CaseError:
    return CaseError("not-empty", f"{place} holds something already: name a place that is empty.")


def _full(place: CasePlace) -> CasePlace:
    return place.absolute() if isinstance(place, Path) else place
