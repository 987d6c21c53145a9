"""The tables with everything derived, on SQLite or PostgreSQL; other tools can read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from earwitness.model import Case, Decision, Link, Reading

from . import codec
from .codec import field_names
from .errors import CaseError
from .parts import Connection, Row
from .rows import TABLES, from_row, link_rows, row_of, trace_rows, traces_from

MIGRATIONS = (
    "0001-first", "0002-figures", "0003-entries", "0004-captures", "0005-passages", "0006-amounts",
    "0007-decisions", "0008-tapes", "0009-truth",
)  # fmt: skip
SCHEMA_VERSION = len(MIGRATIONS)
_TRACE = ("statement", "roots", "true_on_word_of")


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as the case keeps it: of which bytes, and which version of the reader made it."""

    sha256: str
    path: str | None
    reader: str
    reading: Reading


class Database:
    """The tables of a case. Every writing method runs inside `transaction()`.

    `connect` opens them when they are first asked for; `place` is what messages call the case.
    """

    def __init__(self, connect: Callable[[], Connection], place: str) -> None:
        self._connect, self._place = connect, place
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        """The open connection, with the schema brought up to date."""
        if self._connection is None or not self._connection.alive:
            fresh = self._connect()
            try:
                self._migrate(fresh)
            except BaseException:
                fresh.close()
                raise
            self._connection = fresh
        return self._connection

    def close(self) -> None:
        """Let go of the tables; they are opened again when they are asked for."""
        held, self._connection = self._connection, None
        if held is not None:
            held.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is written, or none of it; part of an outer one, if there is one."""
        with _within(self.connection, write=True):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All of the block sees one state of the tables, whatever another process writes."""
        with _within(self.connection, write=False):
            yield

    # -- what was read

    def readings(self) -> tuple[StoredReading, ...]:
        """Every stored reading, in the order of path and digest."""
        rows = self.connection.execute(
            "SELECT sha256, path, reader, reading FROM readings ORDER BY coalesce(path, ''), sha256"
        )
        return tuple(
            StoredReading(sha, path, reader, codec.decode(Reading, json.loads(text)))
            for sha, path, reader, text in rows
        )

    def reading_digests(self) -> tuple[tuple[str, str | None, str], ...]:
        """Digest of the original, path, and SHA-256 of the reading as it is stored."""
        rows = self.connection.execute(
            "SELECT sha256, path, reading FROM readings ORDER BY coalesce(path, ''), sha256"
        )
        return tuple(
            (sha, path, hashlib.sha256(text.encode("utf-8")).hexdigest())
            for sha, path, text in rows
        )

    def reader_of(self, sha256: str) -> tuple[str | None, str] | None:
        """Path and reader version of a stored reading; None where there is none."""
        rows = self.connection.execute(
            "SELECT path, reader FROM readings WHERE sha256 = ?", (sha256,)
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def reading_of(self, sha256: str, path: str | None, reader: str) -> Reading | None:
        """The stored reading, if it was made by this reader under this path."""
        if self.reader_of(sha256) != (path, reader):
            return None
        rows = self.connection.execute("SELECT reading FROM readings WHERE sha256 = ?", (sha256,))
        return codec.decode(Reading, json.loads(rows[0][0]))

    def put_reading(self, stored: StoredReading) -> None:
        """Store a reading in place of an older one of the same bytes."""
        self.connection.execute(
            "INSERT INTO readings (sha256, path, url, reader, reading) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET path = excluded.path, url = excluded.url,"
            " reader = excluded.reader, reading = excluded.reading",
            (
                stored.sha256,
                stored.path,
                stored.reading.document.url,
                stored.reader,
                codec.dumps(stored.reading),
            ),
        )

    def readings_at(self, path: str) -> tuple[Reading, ...]:
        """The readings of all originals that were given under this name."""
        rows = self.connection.execute(
            "SELECT reading FROM readings JOIN paths USING (sha256) WHERE paths.path = ?", (path,)
        )
        return tuple(codec.decode(Reading, json.loads(text)) for (text,) in rows)

    def paths(self) -> dict[str, tuple[str, ...]]:
        """The names under which each original was given, in the order of the alphabet."""
        found: dict[str, tuple[str, ...]] = {}
        for sha, path in self.connection.execute(
            "SELECT sha256, path FROM paths ORDER BY sha256, path"
        ):
            found[sha] = (*found.get(sha, ()), path)
        return found

    def paths_of(self, sha256: str) -> tuple[str, ...]:
        """The names under which one original was given, in the order of the alphabet."""
        query = "SELECT path FROM paths WHERE sha256 = ? ORDER BY path"
        return tuple(row[0] for row in self.connection.execute(query, (sha256,)))

    def put_path(self, sha256: str, path: str) -> None:
        """Keep one more name of an original."""
        query = "INSERT INTO paths VALUES (?, ?) ON CONFLICT DO NOTHING"
        self.connection.execute(query, (sha256, path))

    # -- what was traced

    def load(self) -> Case:
        """The traced case as it was saved; an empty one where none was."""
        with self.snapshot():
            return self._load()

    def _load(self) -> Case:
        parts: dict[str, Any] = {
            table: tuple(from_row(kind, row) for row in self._rows(table, field_names(kind)))
            for table, kind in TABLES.items()
        }
        traces = self._rows("traces", _TRACE)
        links = self._rows("links", ("statement", "step", *field_names(Link)))
        parts["traces"] = traces_from(traces, links)
        return Case(**parts)

    def save(self, case: Case) -> None:
        """Put the case in place of the one before."""
        for table, kind in TABLES.items():
            self._fill(table, field_names(kind), [row_of(thing) for thing in getattr(case, table)])
        self._fill("traces", _TRACE, trace_rows(case))
        self._fill("links", ("statement", "step", *field_names(Link)), link_rows(case))

    # -- what was decided

    def decisions(self, first: int = 0) -> tuple[Decision, ...]:
        """All decisions from this number on, in the order in which they were made."""
        query = "SELECT body FROM decisions WHERE seq >= ? ORDER BY seq"
        rows = self.connection.execute(query, (first,))
        return tuple(codec.decode(Decision, json.loads(row[0])) for row in rows)

    def decision_digests(self) -> tuple[tuple[int, str], ...]:
        """Number and SHA-256 of each decision, of the very text that is stored."""
        rows = self.connection.execute("SELECT seq, body FROM decisions ORDER BY seq")
        return tuple((seq, hashlib.sha256(body.encode()).hexdigest()) for seq, body in rows)

    def last_decision(self) -> int:
        """The number of the last decision, 0 where there is none."""
        rows = self.connection.execute("SELECT coalesce(max(seq), 0) FROM decisions")
        return int(rows[0][0])

    def put_decision(self, made: Decision) -> None:
        """Append a decision."""
        self.connection.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(made.seq, made.time, made.by, made.act, made.target.kind, made.target.id),
                *(made.why, made.saw, made.contests, codec.dumps(made)),
            ),
        )

    def meta(self, key: str) -> str | None:
        """A value of the table `meta`."""
        rows = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def put_meta(self, key: str, value: str) -> None:
        """Set a value of the table `meta`."""
        _set(self.connection, key, value)

    def faults(self) -> tuple[str, ...]:
        """What SQLite, or the server, itself finds wrong with the tables."""
        return self.connection.faults()

    def _rows(self, table: str, columns: Iterable[str]) -> list[Row]:
        # Table and column names are our own constants, never input.
        names = ", ".join(f'"{name}"' for name in columns)
        query = f"SELECT {names} FROM {table} ORDER BY position"  # noqa: S608
        return self.connection.execute(query)

    def _fill(self, table: str, columns: Iterable[str], rows: list[Any]) -> None:
        self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        placed = [(at, *row) for at, row in enumerate(rows)]
        self.connection.insert(table, ("position", *columns), placed)

    def _migrate(self, connection: Connection) -> None:
        version = connection.layout()
        if version > SCHEMA_VERSION:
            raise CaseError(
                "newer-case",
                f"{self._place} was written by a later version of earwitness: update the program.",
            )
        for number in range(version + 1, SCHEMA_VERSION + 1):
            with _within(connection, write=True):
                if connection.layout() < number:  # nobody else took the step meanwhile
                    _step(connection, number, MIGRATIONS[number - 1])


@contextmanager
def _within(connection: Connection, *, write: bool) -> Iterator[None]:
    if connection.in_transaction:
        yield
        return
    connection.begin(write=write)
    try:
        yield
    except BaseException:
        connection.end(keep=False)
        raise
    connection.end(keep=write)


def _step(connection: Connection, number: int, name: str) -> None:
    connection.migrate(number, name)
    query = "INSERT INTO migrations VALUES (?, ?) ON CONFLICT DO NOTHING"
    connection.execute(query, (number, name))
    _set(connection, "schema", str(number))


def _set(connection: Connection, key: str, value: str) -> None:
    query = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    connection.execute(query, (key, value))
