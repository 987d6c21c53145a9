"""Whether a case is what its log says: originals, log, tables, each against the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from earwitness.model import Case, Reading

from . import codec
from .custody import CustodyLog, Entry, stamps_in
from .database import Database
from .errors import BROKEN
from .parts import Files, Originals, Parts

Retrace = Callable[[Iterable[Reading]], Case]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not agree: a code, what it concerns (a digest, a table), a sentence."""

    code: str
    about: str
    message: str


CODES: dict[str, str] = {
    "original-changed": "the bytes of an original are not those that were added",
    "original-missing": "the log names an original that is not in the folder",
    "original-extra": "a file lies among the originals that the log does not name",
    "log-damaged": "a line of the custody log cannot be read",
    "log-chain": "a line of the custody log was changed, dropped or inserted",
    "log-torn": "the last line of the custody log was cut off by an interruption",
    "log-cut": "lines are missing from the end of the custody log",
    "document-unlogged": "the tables hold a report that the log does not name",
    "document-missing": "the log names a report that the tables do not hold",
    "reading-changed": "a stored reading is not the one that was logged",
    "decision-changed": "a decision is not the one that was logged",
    "decision-missing": "the log holds a decision that the tables do not hold",
    "case-changed": "the traced rows are not those that were logged",
    "case-stale": "tracing the stored readings anew gives another case",
    "stamp-missing": "the log names a time stamp that is not in the folder",
    "stamp-changed": "a time stamp is not the one that was logged",
    "stamp-wrong": "a time stamp does not hold by the given certificate",
    "database-damaged": "the tables are damaged, a row cannot be read, or a guard is off",
}
"""Every code that a check can give, and what it means."""


def problems_of(parts: Parts, retrace: Retrace | None) -> tuple[Problem, ...]:
    """All problems, in the order: log, originals, tables."""
    originals, log, database = parts.originals, parts.log, parts.database
    try:
        entries = log.entries()
    except ValueError as error:
        return (_problem("log-damaged", "custody.log", str(error)), *_originals(originals, None))
    found = [*_log(log), *_originals(originals, entries), *_stamps(parts.files, entries)]
    try:
        found += _tables(database, entries, retrace)
    except BROKEN as error:
        found.append(_problem("database-damaged", "case.sqlite", str(error)))
    return tuple(found)


def _log(log: CustodyLog) -> Iterator[Problem]:
    if log.torn():
        yield _problem("log-torn", "custody.log", "reading into the case again mends it")
    for words in log.breaks():
        yield _problem("log-chain", "custody.log", words)


def _originals(originals: Originals, entries: tuple[Entry, ...] | None) -> Iterator[Problem]:
    held = originals.held()
    for sha256 in held:
        if not originals.intact(sha256):
            yield _problem("original-changed", sha256, f"originals/{sha256[:2]}/{sha256}")
    for name in originals.strangers():
        yield _problem("original-extra", name, f"originals/…/{name}")
    if entries is None:
        return
    kept = ("added", "captured")
    added = {str(entry.sha256): entry.path for entry in entries if entry.action in kept}
    for missing in sorted(set(added) - set(held)):
        yield _problem("original-missing", missing, f"{added[missing]} ({missing})")
    for stray in sorted(set(held) - set(added)):
        yield _problem("original-extra", stray, f"originals/{stray[:2]}/{stray}")


def _stamps(files: Files, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Whether each stamp lies there as it was logged; whose it is only a certificate can tell."""
    for held in stamps_in(files, entries):
        if held.data is None:
            yield _problem("stamp-missing", held.name, held.name)
        elif hashlib.sha256(held.data).hexdigest() != held.sha256:
            yield _problem("stamp-changed", held.name, held.name)


def _tables(
    database: Database, entries: tuple[Entry, ...], retrace: Retrace | None
) -> Iterator[Problem]:
    for fault in database.faults():
        yield _problem("database-damaged", "case.sqlite", fault)
    yield from _log_end(database, entries)
    stored = database.readings()
    yield from _reports(database, entries)
    yield from _readings(database, entries)
    yield from _decisions(database, entries)
    yield from _case(database.load(), entries)
    if retrace and stored and retrace(s.reading for s in stored) != database.load():
        yield _problem("case-stale", "case.sqlite", "reading into the case again mends it")


def _log_end(database: Database, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    seq, hash_ = database.meta("log_seq"), database.meta("log_hash")
    if seq is not None and not any(str(e.seq) == seq and e.hash == hash_ for e in entries):
        yield _problem("log-cut", "custody.log", f"line {seq} is not the one that the tables know")


def _reports(database: Database, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    logged = {(str(e.sha256), str(e.path)) for e in entries if e.action == "added"}
    held = {(sha, path) for sha, paths in database.paths().items() for path in paths}
    for sha, path in sorted(held - logged):
        yield _problem("document-unlogged", sha, path)
    for sha, path in sorted(logged - held):
        yield _problem("document-missing", sha, f"{path}: reading into the case again mends it")


def _readings(database: Database, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Of the very text that is stored: a later version of the program would write it otherwise."""
    logged = {e.sha256: e.detail.get("reading") for e in entries if e.action == "read"}
    for sha256, path, digest in database.reading_digests():
        if logged.get(sha256) != digest:
            yield _problem("reading-changed", sha256, str(path))


def _decisions(database: Database, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    logged = {e.sha256: e.detail.get("decision", "") for e in entries if e.action == "decided"}
    held = database.decision_digests()
    for seq, sha in held:
        if sha not in logged:
            yield _problem("decision-changed", f"decision {seq}", f"number {seq}")
    known = dict(held)
    for digest, words in logged.items():
        seq = json.loads(words).get("seq")
        if seq not in known or (known[seq] != digest and known[seq] in logged):
            detail = f"number {seq}: reading into the case again mends it"
            yield _problem("decision-missing", f"decision {seq}", detail)


def _case(case: Case, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    traced = [entry.sha256 for entry in entries if entry.action == "traced"]
    if codec.lasting_digest(case) != (traced[-1] if traced else codec.lasting_digest(Case())):
        yield _problem("case-changed", "case.sqlite", "the rows are not those of the last tracing")


def _problem(code: str, about: str, detail: str) -> Problem:
    words = CODES[code]
    return Problem(code, about, f"{words[0].upper()}{words[1:]}: {detail}.")
